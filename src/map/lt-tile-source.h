#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

/* A source of map tiles for LtTileLayer (or any ShumateMapLayer): Web Mercator, 256 logical pixels.
 * Filling a tile sets its paintable; a failed fill leaves it empty and may be asked again.
 * Signals: "changed": every tile given so far is out of date, the old ones may be shown until the
 *   new ones are there; "retry": tiles that failed may be asked for again; "message" (const char *):
 *   one sentence for people. */
#define LT_TYPE_TILE_SOURCE (lt_tile_source_get_type ())
G_DECLARE_DERIVABLE_TYPE (LtTileSource, lt_tile_source, LT, TILE_SOURCE, ShumateMapSource)

struct _LtTileSourceClass
{
  ShumateMapSourceClass parent_class;
};

#define LT_TILE_SIZE 256

/* Sets what a source has in common. */
void lt_tile_source_setup (LtTileSource *self, const char *id, guint min_zoom, guint max_zoom);

void lt_tile_source_emit_changed (LtTileSource *self);
void lt_tile_source_emit_retry (LtTileSource *self);
void lt_tile_source_emit_message (LtTileSource *self, const char *message);

/* How much more than the zoom level a tile's own level may be: 0 for tiles painted at twice the
 * size, more for images that look coarse when they are enlarged. */
double lt_tile_source_get_bias (LtTileSource *self);
void lt_tile_source_set_bias (LtTileSource *self, double bias);

/* For the sources: ends a fill_tile task with a picture. */
void lt_tile_source_return (GTask *task, ShumateTile *tile, GdkTexture *texture);

G_END_DECLS
