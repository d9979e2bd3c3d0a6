#include "config.h"

#include "lt-tile-source.h"

typedef struct
{
  double bias;
} LtTileSourcePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LtTileSource, lt_tile_source, SHUMATE_TYPE_MAP_SOURCE)

enum
{
  CHANGED,
  RETRY,
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
lt_tile_source_fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
lt_tile_source_class_init (LtTileSourceClass *klass)
{
  SHUMATE_MAP_SOURCE_CLASS (klass)->fill_tile_finish = lt_tile_source_fill_tile_finish;

  signals[CHANGED]
      = g_signal_new ("changed", LT_TYPE_TILE_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RETRY]
      = g_signal_new ("retry", LT_TYPE_TILE_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", LT_TYPE_TILE_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
lt_tile_source_init (LtTileSource *self)
{
}

void
lt_tile_source_setup (LtTileSource *self, const char *id, guint min_zoom, guint max_zoom)
{
  ShumateMapSource *source;

  g_return_if_fail (LT_IS_TILE_SOURCE (self));

  source = SHUMATE_MAP_SOURCE (self);
  shumate_map_source_set_id (source, id);
  shumate_map_source_set_min_zoom_level (source, min_zoom);
  shumate_map_source_set_max_zoom_level (source, max_zoom);
  shumate_map_source_set_tile_size (source, LT_TILE_SIZE);
  shumate_map_source_set_projection (source, SHUMATE_MAP_PROJECTION_MERCATOR);
}

void
lt_tile_source_emit_changed (LtTileSource *self)
{
  g_return_if_fail (LT_IS_TILE_SOURCE (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

void
lt_tile_source_emit_retry (LtTileSource *self)
{
  g_return_if_fail (LT_IS_TILE_SOURCE (self));

  g_signal_emit (self, signals[RETRY], 0);
}

void
lt_tile_source_emit_message (LtTileSource *self, const char *message)
{
  g_return_if_fail (LT_IS_TILE_SOURCE (self));

  g_signal_emit (self, signals[MESSAGE], 0, message);
}

double
lt_tile_source_get_bias (LtTileSource *self)
{
  LtTileSourcePrivate *priv = lt_tile_source_get_instance_private (self);

  g_return_val_if_fail (LT_IS_TILE_SOURCE (self), 0.0);

  return priv->bias;
}

void
lt_tile_source_set_bias (LtTileSource *self, double bias)
{
  LtTileSourcePrivate *priv = lt_tile_source_get_instance_private (self);

  g_return_if_fail (LT_IS_TILE_SOURCE (self));

  priv->bias = bias;
}

void
lt_tile_source_return (GTask *task, ShumateTile *tile, GdkTexture *texture)
{
  shumate_tile_set_paintable (tile, GDK_PAINTABLE (texture));
  shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
  g_task_return_boolean (task, TRUE);
}
