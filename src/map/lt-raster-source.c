#include "config.h"

#include "lt-raster-source.h"
#include "lt-tile-template.h"

/* Images of 256 pixels look coarse when they are enlarged by more than about one and a half. */
#define BIAS 0.4

struct _LtRasterSource
{
  LtTileSource parent_instance;

  LtTileFetcher *fetcher;
  char *text;
  char *subdomains;
  char *key;
};

G_DEFINE_FINAL_TYPE (LtRasterSource, lt_raster_source, LT_TYPE_TILE_SOURCE)

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = lt_tile_fetcher_fetch_finish (LT_TILE_FETCHER (source), result, &error);

  if (texture)
    lt_tile_source_return (task, g_task_get_task_data (task), texture);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
lt_raster_source_fill_tile_async (ShumateMapSource *source,
                                  ShumateTile *tile,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data)
{
  LtRasterSource *self = LT_RASTER_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  guint zoom = shumate_tile_get_zoom_level (tile);
  guint x = shumate_tile_get_x (tile);
  guint y = shumate_tile_get_y (tile);
  g_autofree char *url = lt_tile_template_expand (self->text, self->subdomains, self->key, zoom, x, y);

  g_task_set_task_data (task, g_object_ref (tile), g_object_unref);
  lt_tile_fetcher_fetch_async (self->fetcher, url, zoom, x, y, cancellable, on_fetched,
                               g_steal_pointer (&task));
}

static void
lt_raster_source_finalize (GObject *object)
{
  LtRasterSource *self = LT_RASTER_SOURCE (object);

  g_clear_object (&self->fetcher);
  g_free (self->text);
  g_free (self->subdomains);
  g_free (self->key);
  G_OBJECT_CLASS (lt_raster_source_parent_class)->finalize (object);
}

static void
lt_raster_source_class_init (LtRasterSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lt_raster_source_finalize;
  SHUMATE_MAP_SOURCE_CLASS (klass)->fill_tile_async = lt_raster_source_fill_tile_async;
}

static void
lt_raster_source_init (LtRasterSource *self)
{
}

static void
on_state (LtRasterSource *self, GParamSpec *pspec, LtBackOff *back_off)
{
  const char *message = lt_back_off_get_message (back_off);

  if (message && lt_back_off_get_state (back_off) == LT_TILE_STATE_BACKING_OFF)
    lt_tile_source_emit_message (LT_TILE_SOURCE (self), message);
}

LtRasterSource *
lt_raster_source_new (const char *id,
                      LtTileFetcher *fetcher,
                      const char *text,
                      const char *subdomains,
                      const char *key,
                      guint min_zoom,
                      guint max_zoom)
{
  LtRasterSource *self;
  LtBackOff *back_off;

  g_return_val_if_fail (LT_IS_TILE_FETCHER (fetcher), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  self = g_object_new (LT_TYPE_RASTER_SOURCE, NULL);
  lt_tile_source_setup (LT_TILE_SOURCE (self), id, min_zoom, max_zoom);
  lt_tile_source_set_bias (LT_TILE_SOURCE (self), BIAS);
  self->fetcher = g_object_ref (fetcher);
  self->text = g_strdup (text);
  self->subdomains = g_strdup (subdomains);
  self->key = g_strdup (key);
  back_off = lt_tile_fetcher_get_back_off (fetcher);
  g_signal_connect_object (back_off, "retry", G_CALLBACK (lt_tile_source_emit_retry), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (back_off, "notify::state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  return self;
}
