#include "config.h"

#include <string.h>

#include "lt-worker.h"

typedef struct
{
  GTask *task;
  GTaskThreadFunc func;
} Work;

static int
compare_work (gconstpointer a, gconstpointer b, gpointer data)
{
  const Work *first = a;
  const Work *second = b;

  return g_task_get_priority (first->task) - g_task_get_priority (second->task);
}

static gboolean
keep_nothing (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/* What the task holds (widgets, sources) must be let go of where it came from, never in a worker. */
static void
unref_at_home (GTask *task)
{
  GMainContext *context = g_task_get_context (task);
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, keep_nothing, task, g_object_unref);
  g_source_attach (source, context);
}

static void
run_work (gpointer item, gpointer data)
{
  g_autofree Work *work = item;
  GTask *task = work->task;

  if (!g_task_return_error_if_cancelled (task))
    work->func (task, g_task_get_source_object (task), g_task_get_task_data (task),
                g_task_get_cancellable (task));
  unref_at_home (task);
}

static GThreadPool *
get_pool (void)
{
  static gsize pool = 0;

  if (g_once_init_enter (&pool))
    {
      int threads = CLAMP ((int) g_get_num_processors () - 1, 1, 4);
      GThreadPool *made = g_thread_pool_new (run_work, NULL, threads, FALSE, NULL);

      g_thread_pool_set_sort_function (made, compare_work, NULL);
      g_once_init_leave (&pool, (gsize) made);
    }
  return (GThreadPool *) pool;
}

void
lt_worker_run (GTask *task, GTaskThreadFunc func)
{
  Work *work;

  g_return_if_fail (G_IS_TASK (task));

  work = g_new (Work, 1);
  work->task = g_object_ref (task);
  work->func = func;
  g_thread_pool_push (get_pool (), work, NULL);
}

struct _LtPaint
{
  gatomicrefcount ref_count;
  LtPaintFunc func;
  gpointer data;
  GDestroyNotify destroy;
};

LtPaint *
lt_paint_new (LtPaintFunc func, gpointer data, GDestroyNotify destroy)
{
  LtPaint *self = g_new (LtPaint, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->func = func;
  self->data = data;
  self->destroy = destroy;
  return self;
}

LtPaint *
lt_paint_ref (LtPaint *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
lt_paint_unref (LtPaint *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  if (self->destroy)
    self->destroy (self->data);
  g_free (self);
}

static gboolean
is_uniform (const guint32 *pixels, gsize n)
{
  return n > 0 && memcmp (pixels, pixels + 1, (n - 1) * sizeof *pixels) == 0;
}

static GdkTexture *
texture_from_surface (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  const guchar *pixels;
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  if (stride == (gsize) width * 4
      && is_uniform ((const guint32 *) (gconstpointer) pixels, (gsize) width * (gsize) height))
    {
      bytes = g_bytes_new (pixels, 4);
      return gdk_memory_texture_new (1, 1, GDK_MEMORY_DEFAULT, bytes, 4);
    }
  bytes = g_bytes_new_with_free_func (pixels, stride * (gsize) height, (GDestroyNotify) cairo_surface_destroy,
                                      cairo_surface_reference (surface));
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

GdkTexture *
lt_paint_run (const LtPaint *self, const LtCamera *camera)
{
  int width = MAX (1, (int) (camera->width * camera->scale + 0.5));
  int height = MAX (1, (int) (camera->height * camera->scale + 0.5));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  GdkTexture *texture;

  cairo_scale (cr, camera->scale, camera->scale);
  self->func (cr, camera, self->data);
  cairo_destroy (cr);
  texture = texture_from_surface (surface);
  cairo_surface_destroy (surface);
  return texture;
}
