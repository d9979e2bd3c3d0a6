#pragma once

#include <gtk/gtk.h>

#include "lt-session.h"

G_BEGIN_DECLS

/* The city as a whole, or the chosen chain, the chosen district, or both one above the other.
 * Template ui/lt-overview-panel.ui. */
#define LT_TYPE_OVERVIEW_PANEL (lt_overview_panel_get_type ())
G_DECLARE_FINAL_TYPE (LtOverviewPanel, lt_overview_panel, LT, OVERVIEW_PANEL, GtkWidget)

GtkWidget *lt_overview_panel_new (void);
void lt_overview_panel_set_session (LtOverviewPanel *self, LtSession *session);

G_END_DECLS
