#pragma once

#include <gtk/gtk.h>

#include "lt-session.h"

G_BEGIN_DECLS

/* Land use: rules, indicator and year; how it is spread; who falls short, as a list that goes with the map,
 * and a card of the one chosen. Template ui/lt-land-use-panel.ui. Property "count" (uint, notified): rows in
 * the list. Signal "message" (const char *): one sentence for people. */
#define LT_TYPE_LAND_USE_PANEL (lt_land_use_panel_get_type ())
G_DECLARE_FINAL_TYPE (LtLandUsePanel, lt_land_use_panel, LT, LAND_USE_PANEL, GtkWidget)

GtkWidget *lt_land_use_panel_new (void);
/* (nullable). */
void lt_land_use_panel_set_session (LtLandUsePanel *self, LtSession *session);
guint lt_land_use_panel_get_count (LtLandUsePanel *self);

G_END_DECLS
