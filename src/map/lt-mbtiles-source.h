#pragma once

#include "lt-mbtiles.h"
#include "lt-tile-source.h"

G_BEGIN_DECLS

/* Images from an MBTiles file, read and decoded in worker threads. A damaged tile stays empty; the
 * first one is told of through "message". */
#define LT_TYPE_MBTILES_SOURCE (lt_mbtiles_source_get_type ())
G_DECLARE_FINAL_TYPE (LtMbtilesSource, lt_mbtiles_source, LT, MBTILES_SOURCE, LtTileSource)

LtMbtilesSource *lt_mbtiles_source_new (LtMbtiles *mbtiles);

G_END_DECLS
