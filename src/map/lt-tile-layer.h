#pragma once

#include "lt-tile-source.h"

G_BEGIN_DECLS

/* Shows a source's tiles. Beyond what ShumateMapLayer does: a tile that failed is asked for again
 * when the source says so; until a tile is there, parts of coarser or finer ones stand in for it;
 * a change of the source swaps all visible tiles at once; zooming goes on past the source's last
 * level; hidden tiles are kept within a budget. */
#define LT_TYPE_TILE_LAYER (lt_tile_layer_get_type ())
G_DECLARE_FINAL_TYPE (LtTileLayer, lt_tile_layer, LT, TILE_LAYER, ShumateLayer)

LtTileLayer *lt_tile_layer_new (LtTileSource *source, ShumateViewport *viewport);

/* While `cover` (nullable), an opaque layer above this one, hides all of it, this one does nothing. */
void lt_tile_layer_set_cover (LtTileLayer *self, LtTileLayer *cover);
typedef enum
{
  LT_TILE_TONE_OWN,   /* as the source paints it */
  LT_TILE_TONE_QUIET, /* a little less colour, so that what lies above carries */
  LT_TILE_TONE_DARK,  /* and darker, for the dark theme */
} LtTileTone;

void lt_tile_layer_set_tone (LtTileLayer *self, LtTileTone tone);
/* TRUE when every visible tile had its own picture when last drawn. */
gboolean lt_tile_layer_is_complete (LtTileLayer *self);
/* Property "populated": TRUE once a tile of it was there to show. */
gboolean lt_tile_layer_is_populated (LtTileLayer *self);
/* TRUE while visible tiles are on their way. */
gboolean lt_tile_layer_is_loading (LtTileLayer *self);

G_END_DECLS
