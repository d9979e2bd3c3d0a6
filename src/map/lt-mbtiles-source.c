#include "config.h"

#include <glib/gi18n-lib.h>

#include "lt-mbtiles-source.h"
#include "lt-tile-reply.h"
#include "lt-worker.h"

#define BIAS 0.4

struct _LtMbtilesSource
{
  LtTileSource parent_instance;

  LtMbtiles *mbtiles;
  gboolean complained;
};

G_DEFINE_FINAL_TYPE (LtMbtilesSource, lt_mbtiles_source, LT_TYPE_TILE_SOURCE)

static void
read_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LtMbtilesSource *self = source;
  ShumateTile *tile = data;
  GError *error = NULL;
  GdkTexture *texture = NULL;
  g_autoptr (GBytes) image = lt_mbtiles_read (self->mbtiles, shumate_tile_get_zoom_level (tile),
                                              shumate_tile_get_x (tile), shumate_tile_get_y (tile), &error);

  if (image)
    texture = lt_tile_decode (image, NULL, &error);
  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, texture, g_object_unref);
}

static void
complain (LtMbtilesSource *self, const GError *error)
{
  g_autofree char *name = NULL;
  g_autofree char *sentence = NULL;

  if (self->complained || !g_error_matches (error, LT_ERROR, LT_ERROR_FORMAT))
    return;
  self->complained = TRUE;
  name = g_path_get_basename (lt_mbtiles_get_path (self->mbtiles));
  sentence = g_strdup_printf (_ ("Some tiles of “%s” are damaged and stay empty."), name);
  lt_tile_source_emit_message (LT_TILE_SOURCE (self), sentence);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  LtMbtilesSource *self = LT_MBTILES_SOURCE (source);
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);
  ShumateTile *tile = g_task_get_task_data (G_TASK (result));

  if (error)
    {
      complain (self, error);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  lt_tile_source_return (task, tile, texture);
}

static void
lt_mbtiles_source_fill_tile_async (ShumateMapSource *source,
                                   ShumateTile *tile,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, data);
  g_autoptr (GTask) reading = g_task_new (source, cancellable, on_read, g_steal_pointer (&task));

  g_task_set_task_data (reading, g_object_ref (tile), g_object_unref);
  lt_worker_run (reading, read_in_worker);
}

static void
lt_mbtiles_source_finalize (GObject *object)
{
  LtMbtilesSource *self = LT_MBTILES_SOURCE (object);

  g_clear_object (&self->mbtiles);
  G_OBJECT_CLASS (lt_mbtiles_source_parent_class)->finalize (object);
}

static void
lt_mbtiles_source_class_init (LtMbtilesSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lt_mbtiles_source_finalize;
  SHUMATE_MAP_SOURCE_CLASS (klass)->fill_tile_async = lt_mbtiles_source_fill_tile_async;
}

static void
lt_mbtiles_source_init (LtMbtilesSource *self)
{
}

LtMbtilesSource *
lt_mbtiles_source_new (LtMbtiles *mbtiles)
{
  LtMbtilesSource *self;

  g_return_val_if_fail (LT_IS_MBTILES (mbtiles), NULL);

  self = g_object_new (LT_TYPE_MBTILES_SOURCE, NULL);
  self->mbtiles = g_object_ref (mbtiles);
  lt_tile_source_setup (LT_TILE_SOURCE (self), lt_mbtiles_get_path (mbtiles),
                        lt_mbtiles_get_min_zoom (mbtiles), lt_mbtiles_get_max_zoom (mbtiles));
  lt_tile_source_set_bias (LT_TILE_SOURCE (self), BIAS);
  return self;
}
