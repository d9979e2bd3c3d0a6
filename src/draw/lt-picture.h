#pragma once

#include "lt-base-map.h"
#include "lt-mbtiles.h"
#include "lt-view.h"

G_BEGIN_DECLS

/* A map as a finished picture: map, title block, legend, scale, north, credits with source, date and
 * licences. For files and slides. */
typedef struct
{
  LtView view;
  LtBox box; /* degrees to show */
  int width; /* logical pixels */
  int height;
  double scale;          /* device pixels per logical one, for PNG */
  const LtBaseMap *base; /* (nullable) */
  LtMbtiles *mbtiles;    /* (nullable): drawn instead of base */
} LtPicture;

/* Draws onto `cr` in logical pixels. */
void lt_picture_draw (const LtPicture *self, cairo_t *cr, const LtSnapshot *snapshot);

/* Writes PNG, SVG or PDF by the ending of `path` (written beside, then renamed). Size 16 to 16384
 * device pixels a side. LT_ERROR_VALUE, LT_ERROR_IO. */
gboolean
lt_picture_write (const LtPicture *self, const LtSnapshot *snapshot, const char *path, GError **error);

/* The box that shows a chain's key districts, a district, or (chain 0, district -1) the city. */
LtBox lt_picture_get_view_box (const LtSnapshot *snapshot, guint chain, int district);

G_END_DECLS
