#pragma once

#include "lt-tile-source.h"
#include "lt-worker.h"

G_BEGIN_DECLS

/* Tiles painted in worker threads: the offline base map, and a workspace's layers over any base. */
#define LT_TYPE_PAINTED_SOURCE (lt_painted_source_get_type ())
G_DECLARE_FINAL_TYPE (LtPaintedSource, lt_painted_source, LT, PAINTED_SOURCE, LtTileSource)

LtPaintedSource *lt_painted_source_new (const char *id);
/* What the tiles show from now on; NULL: nothing. Emits "changed". */
void lt_painted_source_set_paint (LtPaintedSource *self, LtPaint *paint);

/* Device pixels per logical one, 1 at first. Tiles have just as many pixels as they are shown on. */
void lt_painted_source_set_scale (LtPaintedSource *self, double scale);

/* Paints as at a zoom level `stretch` (−0.5 to 0.5) above each tile's own, so that lines, dots and
 * hatches have their right size where the tiles are shown enlarged by 2^stretch. */
void lt_painted_source_set_stretch (LtPaintedSource *self, double stretch);
double lt_painted_source_get_stretch (LtPaintedSource *self);

G_END_DECLS
