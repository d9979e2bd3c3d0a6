#pragma once

#include <shumate/shumate.h>

#include "lt-view.h"

G_BEGIN_DECLS

typedef enum
{
  LT_MAP_TOOL_NONE,
  LT_MAP_TOOL_MEASURE,   /* a line of points clicked; its length, and the area it would close round */
  LT_MAP_TOOL_RECTANGLE, /* two corners dragged */
  LT_MAP_TOOL_LASSO,     /* a line dragged */
} LtMapToolMode;

/* What is being drawn on the map by hand: a layer above all others. Points are degrees. */
#define LT_TYPE_MAP_TOOL (lt_map_tool_get_type ())
G_DECLARE_FINAL_TYPE (LtMapTool, lt_map_tool, LT, MAP_TOOL, ShumateLayer)

LtMapTool *lt_map_tool_new (ShumateViewport *viewport);

/* Drops the points. */
void lt_map_tool_set_mode (LtMapTool *self, LtMapToolMode mode);
LtMapToolMode lt_map_tool_get_mode (LtMapTool *self);
void lt_map_tool_set_palette (LtMapTool *self, const LtPalette *palette);

/* Measuring and lasso: another point. A rectangle keeps its first corner and this as the other. */
void lt_map_tool_add (LtMapTool *self, double longitude, double latitude);
/* Takes the last point away; FALSE: there was none. */
gboolean lt_map_tool_remove_last (LtMapTool *self);
void lt_map_tool_clear (LtMapTool *self);
/* Where the next point would be, drawn as a fainter line; NAN: nowhere. */
void lt_map_tool_set_pointer (LtMapTool *self, double longitude, double latitude);

/* Longitude and latitude pairs of what is drawn, a rectangle's four corners: (transfer full), double. */
GArray *lt_map_tool_get_ring (LtMapTool *self);
/* Metres along the points, and what their ring encloses in m², 0 below three points. */
double lt_map_tool_get_length (LtMapTool *self);
double lt_map_tool_get_area (LtMapTool *self);

G_END_DECLS
