#pragma once

#include <gtk/gtk.h>

#include "lt-session.h"

G_BEGIN_DECLS

/* The right side: a switcher of four panels (overview, enterprises, land use, projects) with their
 * counts, what is looked at, and the panel itself. Shows the session's "panel" and sets it; a thing
 * selected elsewhere brings its panel up. Panels are built after the first frame. Signals: "message" (const
 * char *), one sentence for people as a toast; "counted" when a list has other rows than before. Template
 * ui/lt-panel-stack.ui. */
#define LT_TYPE_PANEL_STACK (lt_panel_stack_get_type ())
G_DECLARE_FINAL_TYPE (LtPanelStack, lt_panel_stack, LT, PANEL_STACK, GtkWidget)

GtkWidget *lt_panel_stack_new (void);
void lt_panel_stack_set_session (LtPanelStack *self, LtSession *session);

/* Rows in the list of a kind. FALSE while it is not built, and for a kind without a list. */
gboolean lt_panel_stack_get_count (LtPanelStack *self, LtKind kind, guint *n);

/* Opens the form of the project chosen, its name ready to be typed over. */
void lt_panel_stack_name_project (LtPanelStack *self);
/* Writes what is typed and not yet on disk. */
void lt_panel_stack_flush (LtPanelStack *self);
/* Whether something typed is not on disk. */
gboolean lt_panel_stack_is_unsaved (LtPanelStack *self);

G_END_DECLS
