#pragma once

#include <gio/gio.h>

#include "lt-box.h"
#include "lt-error.h"

G_BEGIN_DECLS

/* A raster MBTiles file (1.3), opened read-only. Any thread; calls are serialised inside. */
#define LT_TYPE_MBTILES (lt_mbtiles_get_type ())
G_DECLARE_FINAL_TYPE (LtMbtiles, lt_mbtiles, LT, MBTILES, GObject)

/* LT_ERROR_FORMAT with one sentence when it is no MBTiles, has no tiles or metadata, or holds
 * vector tiles. Returns: (transfer full). */
LtMbtiles *lt_mbtiles_open (const char *path, GError **error);
const char *lt_mbtiles_get_path (LtMbtiles *self);
const char *lt_mbtiles_get_name (LtMbtiles *self);
const char *lt_mbtiles_get_attribution (LtMbtiles *self); /* plain text; NULL when there is none */
guint lt_mbtiles_get_min_zoom (LtMbtiles *self);
guint lt_mbtiles_get_max_zoom (LtMbtiles *self);
LtBox lt_mbtiles_get_box (LtMbtiles *self);
/* The encoded image of a tile (XYZ numbering, y down), NULL without error when there is none.
 * Returns: (transfer full) (nullable). */
GBytes *lt_mbtiles_read (LtMbtiles *self, guint zoom, guint x, guint y, GError **error);

G_END_DECLS
