#pragma once

#include <gtk/gtk.h>

#include "lt-view.h"

G_BEGIN_DECLS

/* What the colours and shapes on the map mean, for what is shown now: rows without anything on the
 * map are left out. Signal "class-toggled" (uint number, boolean hidden): a person pressed a class of
 * parcels. */
#define LT_TYPE_MAP_LEGEND (lt_map_legend_get_type ())
G_DECLARE_FINAL_TYPE (LtMapLegend, lt_map_legend, LT, MAP_LEGEND, GtkWidget)

GtkWidget *lt_map_legend_new (void);
/* `snapshot` (nullable): nothing to explain, the legend hides. */
void lt_map_legend_update (LtMapLegend *self, const LtSnapshot *snapshot, const LtView *view);

G_END_DECLS
