#include "config.h"

#include <string.h>
#include <sys/resource.h>

#include "lt-texture.h"
#include "lt-worker.h"

#define PATCH_PX 128
/* Frames come first: where there is no graphics card, they are drawn by threads, too. */
#define NICENESS 5

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

/* On Linux a thread has a priority of its own. */
static void
step_back (void)
{
  static _Thread_local gboolean done;

  if (!done)
    setpriority (PRIO_PROCESS, 0, NICENESS);
  done = TRUE;
}

static void
run_work (gpointer item, gpointer data)
{
  g_autofree Work *work = item;
  GTask *task = work->task;

  step_back ();
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
      int threads = CLAMP ((int) g_get_num_processors () - 1, 2, 4);
      /* Threads of its own, since they keep their priority. */
      GThreadPool *made = g_thread_pool_new (run_work, NULL, threads, TRUE, NULL);

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

/* Shares the surface's memory. */
static GBytes *
get_pixels (cairo_surface_t *surface)
{
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);

  cairo_surface_flush (surface);
  return g_bytes_new_with_free_func (
      cairo_image_surface_get_data (surface), stride * (gsize) cairo_image_surface_get_height (surface),
      (GDestroyNotify) cairo_surface_destroy, cairo_surface_reference (surface));
}

static GdkTexture *
make_texture (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = get_pixels (surface);
  const guint32 *pixels = g_bytes_get_data (bytes, NULL);
  g_autoptr (GBytes) one = NULL;

  if (stride != (gsize) width * 4 || !is_uniform (pixels, (gsize) width * (gsize) height))
    return lt_texture_new (width, height, bytes, stride);
  if (pixels[0] == 0)
    return NULL;
  one = g_bytes_new (pixels, 4);
  return lt_texture_new (1, 1, one, 4);
}

static cairo_surface_t *
paint_surface (const LtPaint *self, const LtCamera *camera)
{
  int width = MAX (1, (int) (camera->width * camera->scale + 0.5));
  int height = MAX (1, (int) (camera->height * camera->scale + 0.5));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, camera->scale, camera->scale);
  self->func (cr, camera, self->data);
  cairo_destroy (cr);
  return surface;
}

GdkTexture *
lt_paint_run (const LtPaint *self, const LtCamera *camera)
{
  cairo_surface_t *surface = paint_surface (self, camera);
  GdkTexture *texture = make_texture (surface);

  cairo_surface_destroy (surface);
  return texture;
}

static gboolean
is_empty (const guint8 *pixels, gsize stride, int x, int y, int width, int height)
{
  for (int row = y; row < y + height; row++)
    {
      const guint32 *at = (const guint32 *) (gconstpointer) (pixels + stride * (gsize) row) + x;

      if (at[0] != 0 || !is_uniform (at, (gsize) width))
        return FALSE;
    }
  return TRUE;
}

static void
clear_patch (gpointer data)
{
  g_clear_object (&((LtPatch *) data)->texture);
}

static void
add_patch (GArray *patches, GBytes *bytes, gsize stride, int x, int y, int width, int height, double scale)
{
  gsize start = stride * (gsize) y + 4 * (gsize) x;
  gsize length = stride * (gsize) (height - 1) + 4 * (gsize) width;
  g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, start, length);
  LtPatch patch = {
    lt_texture_new (width, height, part, stride),
    (float) (x / scale),
    (float) (y / scale),
    (float) (width / scale),
    (float) (height / scale),
  };

  g_array_append_val (patches, patch);
}

GArray *
lt_paint_run_patches (const LtPaint *self, const LtCamera *camera)
{
  GArray *patches = g_array_new (FALSE, FALSE, sizeof (LtPatch));
  cairo_surface_t *surface = paint_surface (self, camera);
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = get_pixels (surface);

  g_array_set_clear_func (patches, clear_patch);
  cairo_surface_destroy (surface);
  for (int y = 0; y < height; y += PATCH_PX)
    for (int x = 0; x < width; x += PATCH_PX)
      {
        int across = MIN (PATCH_PX, width - x);
        int down = MIN (PATCH_PX, height - y);

        if (!is_empty (g_bytes_get_data (bytes, NULL), stride, x, y, across, down))
          add_patch (patches, bytes, stride, x, y, across, down, camera->scale);
      }
  return patches;
}
