#include "config.h"

#include <math.h>

#include "lt-mercator.h"
#include "lt-painted-source.h"

#define MAX_ZOOM 22
/* The nearest level, not the one below. */
#define BIAS 0.5
/* Before images are looked up and decoded, so that a slow server or disk never holds the map back. */
#define PRIORITY (-5)

struct _LtPaintedSource
{
  LtTileSource parent_instance;

  LtPaint *paint;
  double scale;
  double stretch;
};

G_DEFINE_FINAL_TYPE (LtPaintedSource, lt_painted_source, LT_TYPE_TILE_SOURCE)

typedef struct
{
  LtPaint *paint;
  LtCamera camera;
  ShumateTile *tile;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  lt_paint_unref (job->paint);
  g_object_unref (job->tile);
  g_free (job);
}

/* A tile covers whole device pixels, the same that LtTileLayer shows it on: nothing is resampled, and
 * neighbours share their edge. So some are a pixel wider than others where the level is between two. */
static void
get_camera (const LtPaintedSource *self, LtCamera *camera, ShumateTile *tile)
{
  double tiles = (double) (1u << shumate_tile_get_zoom_level (tile));
  double size = LT_TILE_SIZE * exp2 (self->stretch) * self->scale;
  double left = round (shumate_tile_get_x (tile) * size);
  double right = round ((shumate_tile_get_x (tile) + 1) * size);
  double top = round (shumate_tile_get_y (tile) * size);
  double bottom = round ((shumate_tile_get_y (tile) + 1) * size);

  camera->longitude = lt_mercator_longitude ((left + right) / 2 / (size * tiles));
  camera->latitude = lt_mercator_latitude ((top + bottom) / 2 / (size * tiles));
  camera->zoom = shumate_tile_get_zoom_level (tile) + self->stretch;
  camera->width = (right - left) / self->scale;
  camera->height = (bottom - top) / self->scale;
  camera->scale = self->scale;
}

static void
paint_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  g_task_return_pointer (task, lt_paint_run (job->paint, &job->camera), g_object_unref);
}

static void
on_painted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (error)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    lt_tile_source_return (task, job->tile, texture);
}

static void
lt_painted_source_fill_tile_async (ShumateMapSource *source,
                                   ShumateTile *tile,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data)
{
  LtPaintedSource *self = LT_PAINTED_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autoptr (GTask) painting = NULL;
  Job *job;

  if (!self->paint)
    {
      shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
      g_task_return_boolean (task, TRUE);
      return;
    }
  job = g_new (Job, 1);
  job->paint = lt_paint_ref (self->paint);
  job->tile = g_object_ref (tile);
  get_camera (self, &job->camera, tile);
  painting = g_task_new (self, cancellable, on_painted, g_steal_pointer (&task));
  g_task_set_task_data (painting, job, job_free);
  g_task_set_priority (painting, PRIORITY);
  lt_worker_run (painting, paint_in_worker);
}

static void
lt_painted_source_finalize (GObject *object)
{
  LtPaintedSource *self = LT_PAINTED_SOURCE (object);

  g_clear_pointer (&self->paint, lt_paint_unref);
  G_OBJECT_CLASS (lt_painted_source_parent_class)->finalize (object);
}

static void
lt_painted_source_class_init (LtPaintedSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lt_painted_source_finalize;
  SHUMATE_MAP_SOURCE_CLASS (klass)->fill_tile_async = lt_painted_source_fill_tile_async;
}

static void
lt_painted_source_init (LtPaintedSource *self)
{
}

LtPaintedSource *
lt_painted_source_new (const char *id)
{
  LtPaintedSource *self = g_object_new (LT_TYPE_PAINTED_SOURCE, NULL);

  lt_tile_source_setup (LT_TILE_SOURCE (self), id, 0, MAX_ZOOM);
  lt_tile_source_set_bias (LT_TILE_SOURCE (self), BIAS);
  self->scale = 1;
  return self;
}

void
lt_painted_source_set_paint (LtPaintedSource *self, LtPaint *paint)
{
  g_return_if_fail (LT_IS_PAINTED_SOURCE (self));

  if (paint)
    lt_paint_ref (paint);
  g_clear_pointer (&self->paint, lt_paint_unref);
  self->paint = paint;
  lt_tile_source_emit_changed (LT_TILE_SOURCE (self));
}

void
lt_painted_source_set_scale (LtPaintedSource *self, double scale)
{
  g_return_if_fail (LT_IS_PAINTED_SOURCE (self));
  g_return_if_fail (scale > 0);

  if (self->scale == scale)
    return;
  self->scale = scale;
  lt_tile_source_emit_changed (LT_TILE_SOURCE (self));
}

void
lt_painted_source_set_stretch (LtPaintedSource *self, double stretch)
{
  g_return_if_fail (LT_IS_PAINTED_SOURCE (self));

  if (self->stretch == stretch)
    return;
  self->stretch = stretch;
  lt_tile_source_emit_changed (LT_TILE_SOURCE (self));
}

double
lt_painted_source_get_stretch (LtPaintedSource *self)
{
  g_return_val_if_fail (LT_IS_PAINTED_SOURCE (self), 0.0);

  return self->stretch;
}
