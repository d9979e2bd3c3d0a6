#pragma once

#include <gtk/gtk.h>

#include "lt-session.h"

G_BEGIN_DECLS

/* The rows of one kind that the session looks at: filter entry, order, caption, list, and a card for
 * the selected row. Template ui/lt-list-panel.ui. Properties "kind" (int, construct only), "count"
 * (uint, notified: rows in the list). Filter and selection are the session's. */
#define LT_TYPE_LIST_PANEL (lt_list_panel_get_type ())
G_DECLARE_FINAL_TYPE (LtListPanel, lt_list_panel, LT, LIST_PANEL, GtkWidget)

GtkWidget *lt_list_panel_new (LtKind kind);
void lt_list_panel_set_session (LtListPanel *self, LtSession *session);
guint lt_list_panel_get_count (LtListPanel *self);
/* The rows. (transfer none). */
GListModel *lt_list_panel_get_model (LtListPanel *self);

G_END_DECLS
