#pragma once

#include <gtk/gtk.h>

#include "lt-session.h"

G_BEGIN_DECLS

/* The map: base map, overlay tiles, labels, hover, pins, legend, zoom, scale and credits, bound to a
 * session. Template ui/lt-map-view.ui. Works with keyboard alone: arrows, +, −, Home. */
#define LT_TYPE_MAP_VIEW (lt_map_view_get_type ())
G_DECLARE_FINAL_TYPE (LtMapView, lt_map_view, LT, MAP_VIEW, GtkWidget)

GtkWidget *lt_map_view_new (void);

/* Property "session". */
void lt_map_view_set_session (LtMapView *self, LtSession *session);

void lt_map_view_zoom_in (LtMapView *self);
void lt_map_view_zoom_out (LtMapView *self);

/* Takes a tool in hand: "measure", "rectangle" or "lasso"; the one in hand is put away. */
void lt_map_view_set_tool (LtMapView *self, const char *name);
/* Asks the window for a project at the pointer; FALSE when the pointer is not over the map. */
gboolean lt_map_view_add_at_pointer (LtMapView *self);
/* Shows the pins where they are on disk, after a move that was refused. */
void lt_map_view_reset_pins (LtMapView *self);

/* TRUE while something in view is still being painted (tiles from a network do not count). */
gboolean lt_map_view_is_loading (LtMapView *self);

/* Signal "message" (const char *): one sentence about the base map for people, as a toast.
 * Properties, notified, for the status bar:
 *   "pointer-text" (string)  coordinates under the pointer: degrees and CGCS2000 metres; "" outside
 *   "base-text" (string)     what base map is shown: "离线底图", "OpenStreetMap", "OpenStreetMap（离线，n
 * 秒后重试）" */
const char *lt_map_view_get_pointer_text (LtMapView *self);
const char *lt_map_view_get_base_text (LtMapView *self);

G_END_DECLS
