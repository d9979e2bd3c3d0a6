#pragma once

#include <gtk/gtk.h>

#include "lt-session.h"

G_BEGIN_DECLS

/* The projects: their list, and the form of the one that is opened. What is chosen on the map is opened
 * at once. Property "count" (uint, notified): projects listed. */
#define LT_TYPE_PROJECT_PANEL (lt_project_panel_get_type ())
G_DECLARE_FINAL_TYPE (LtProjectPanel, lt_project_panel, LT, PROJECT_PANEL, GtkWidget)

GtkWidget *lt_project_panel_new (void);
void lt_project_panel_set_session (LtProjectPanel *self, LtSession *session);
guint lt_project_panel_get_count (LtProjectPanel *self);

/* Opens the form of the chosen project with its name ready to be typed over, once it is read. */
void lt_project_panel_name_chosen (LtProjectPanel *self);
/* Writes what is typed and not yet on disk. */
void lt_project_panel_flush (LtProjectPanel *self);
/* Whether something typed is not on disk. */
gboolean lt_project_panel_is_unsaved (LtProjectPanel *self);

G_END_DECLS
