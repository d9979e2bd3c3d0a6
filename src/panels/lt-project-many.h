#pragma once

#include <gtk/gtk.h>

#include "lt-session.h"

G_BEGIN_DECLS

/* Asks for a field and its new value and gives it to all `records` (LtRecord) as one step. `widget`:
 * where it is asked from. */
void lt_project_many_present (GtkWidget *widget, LtSession *session, GPtrArray *records);

G_END_DECLS
