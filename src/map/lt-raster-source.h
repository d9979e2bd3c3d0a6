#pragma once

#include "lt-tile-fetcher.h"
#include "lt-tile-source.h"

G_BEGIN_DECLS

/* Images from a tile server. */
#define LT_TYPE_RASTER_SOURCE (lt_raster_source_get_type ())
G_DECLARE_FINAL_TYPE (LtRasterSource, lt_raster_source, LT, RASTER_SOURCE, LtTileSource)

/* `text` is an address with places (lt-tile-template.h); `subdomains` and `key` (nullable) fill {s}
 * and {key}. */
LtRasterSource *lt_raster_source_new (const char *id,
                                      LtTileFetcher *fetcher,
                                      const char *text,
                                      const char *subdomains,
                                      const char *key,
                                      guint min_zoom,
                                      guint max_zoom);

G_END_DECLS
