#pragma once

#include <cairo.h>

#include "lt-camera.h"
#include "lt-mbtiles.h"

G_BEGIN_DECLS

/* The tiles of an MBTiles file that a picture needs, decoded. */
typedef struct _LtRaster LtRaster;

/* Reads and decodes what `camera` sees. Tiles that can't be read stay blank and are counted; when
 * there are tiles and none can be read, LT_ERROR_FORMAT. Returns: (transfer full). */
LtRaster *lt_raster_new       (LtMbtiles *mbtiles, const LtCamera *camera, GError **error);
void      lt_raster_free      (LtRaster *self);
void      lt_raster_paint     (const LtRaster *self, cairo_t *cr, const LtCamera *camera);
guint     lt_raster_get_n_tiles  (const LtRaster *self);
guint     lt_raster_get_n_broken (const LtRaster *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtRaster, lt_raster_free)

G_END_DECLS
