#pragma once

#include <gtk/gtk.h>

#include "lt-catalogue.h"
#include "lt-project-item.h"

G_BEGIN_DECLS

/* A project in the list, two lines of fixed height: its sign, name and investment; district, owner, and
 * what it is late with. */
#define LT_TYPE_PROJECT_ROW (lt_project_row_get_type ())
G_DECLARE_FINAL_TYPE (LtProjectRow, lt_project_row, LT, PROJECT_ROW, GtkWidget)

GtkWidget *lt_project_row_new (void);
/* (nullable) both. */
void lt_project_row_bind (LtProjectRow *self, LtProjectItem *item, LtCatalogue *catalogue);

G_END_DECLS
