#pragma once

#include <gtk/gtk.h>

#include "lt-session.h"

G_BEGIN_DECLS

/* Copies records as rows (lt-project-table.h) to the widget's clipboard. */
void lt_project_clipboard_copy (GtkWidget *widget, GPtrArray *records);
/* Reads rows from it, says what they would do, and does so when the person agrees. */
void lt_project_clipboard_paste (GtkWidget *widget, LtSession *session);

G_END_DECLS
