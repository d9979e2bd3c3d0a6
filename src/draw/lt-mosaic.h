#pragma once

#include <cairo.h>

#include "lt-camera.h"
#include "lt-mbtiles.h"

G_BEGIN_DECLS

/* The tiles of an MBTiles file that a picture needs, decoded. */
typedef struct _LtMosaic LtMosaic;

/* Reads and decodes what `camera` sees. Tiles that can't be read stay blank and are counted; when
 * there are tiles and none can be read, LT_ERROR_FORMAT. Returns: (transfer full). */
LtMosaic *lt_mosaic_new (LtMbtiles *mbtiles, const LtCamera *camera, GError **error);
void lt_mosaic_free (LtMosaic *self);
void lt_mosaic_paint (const LtMosaic *self, cairo_t *cr, const LtCamera *camera);
guint lt_mosaic_get_n_tiles (const LtMosaic *self);
guint lt_mosaic_get_n_broken (const LtMosaic *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtMosaic, lt_mosaic_free)

G_END_DECLS
