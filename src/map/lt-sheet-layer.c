#include "config.h"

#include <math.h>

#include "lt-sheet-layer.h"
#include "lt-texture.h"
#include "lt-viewport.h"

/* Before the tiles: there is one of it, and it is what people read. */
#define PRIORITY (-10)
#define REST_MS 60
#define MAX_SHIFT_PX 96.0

struct _LtSheetLayer
{
  ShumateLayer parent_instance;

  LtPaint *paint;
  GArray *patches; /* LtPatch; NULL: nothing painted yet */
  LtCamera shown;  /* the patches' */
  guint generation;
  guint shown_generation;
  GCancellable *cancellable; /* while painting */
  guint rest_id;
};

G_DEFINE_FINAL_TYPE (LtSheetLayer, lt_sheet_layer, SHUMATE_TYPE_LAYER)

typedef struct
{
  LtPaint *paint;
  LtCamera camera;
  guint generation;
} Job;

static void
job_free (gpointer data)
{
  lt_paint_unref (((Job *) data)->paint);
  g_free (data);
}

static void
paint_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  g_task_return_pointer (task, lt_paint_run_patches (job->paint, &job->camera),
                         (GDestroyNotify) g_array_unref);
}

static void
on_painted (GObject *source, GAsyncResult *result, gpointer data)
{
  LtSheetLayer *self = LT_SHEET_LAYER (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  GArray *patches = g_task_propagate_pointer (G_TASK (result), NULL);

  if (!patches)
    return;
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->patches, g_array_unref);
  self->patches = patches;
  self->shown = job->camera;
  self->shown_generation = job->generation;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
start (LtSheetLayer *self, const LtCamera *camera)
{
  g_autoptr (GTask) task = NULL;
  Job *job = g_new (Job, 1);

  job->paint = lt_paint_ref (self->paint);
  job->camera = *camera;
  job->generation = self->generation;
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, on_painted, NULL);
  g_task_set_task_data (task, job, job_free);
  g_task_set_priority (task, PRIORITY);
  lt_worker_run (task, paint_in_worker);
}

static gboolean
on_rest (gpointer data)
{
  LtSheetLayer *self = LT_SHEET_LAYER (data);
  LtCamera camera;

  self->rest_id = 0;
  lt_viewport_get_camera (shumate_layer_get_viewport (SHUMATE_LAYER (self)), GTK_WIDGET (self), &camera);
  if (self->paint && !self->cancellable && camera.width > 0 && camera.height > 0)
    start (self, &camera);
  return G_SOURCE_REMOVE;
}

/* How far the middle moved since the picture was painted, pixels. */
static double
get_shift (const LtSheetLayer *self, const LtCamera *camera)
{
  double x;
  double y;

  lt_camera_to_screen (camera, self->shown.longitude, self->shown.latitude, &x, &y);
  return hypot (x - camera->width / 2, y - camera->height / 2);
}

static gboolean
has_same_size (const LtCamera *a, const LtCamera *b)
{
  return a->width == b->width && a->height == b->height && a->scale == b->scale && a->zoom == b->zoom;
}

static void
update (LtSheetLayer *self, const LtCamera *camera)
{
  double shift;

  if (!self->paint || self->cancellable)
    return;
  shift = get_shift (self, camera);
  if (self->generation != self->shown_generation || !has_same_size (&self->shown, camera)
      || shift > MAX_SHIFT_PX)
    start (self, camera);
  else if (shift > 0.01)
    {
      g_clear_handle_id (&self->rest_id, g_source_remove);
      self->rest_id = g_timeout_add (REST_MS, on_rest, self);
    }
}

static void
draw (LtSheetLayer *self, GtkSnapshot *snapshot, const LtCamera *camera)
{
  double zoom = exp2 (camera->zoom - self->shown.zoom);
  double width = self->shown.width * zoom;
  double height = self->shown.height * zoom;
  double x;
  double y;

  lt_camera_to_screen (camera, self->shown.longitude, self->shown.latitude, &x, &y);
  x = round ((x - width / 2) * camera->scale) / camera->scale;
  y = round ((y - height / 2) * camera->scale) / camera->scale;
  for (guint i = 0; i < self->patches->len; i++)
    {
      const LtPatch *patch = &g_array_index (self->patches, LtPatch, i);

      lt_texture_append (patch->texture, GTK_WIDGET (self), snapshot,
                         &GRAPHENE_RECT_INIT ((float) (x + patch->x * zoom), (float) (y + patch->y * zoom),
                                              (float) (patch->width * zoom), (float) (patch->height * zoom)));
    }
}

static void
lt_sheet_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtSheetLayer *self = LT_SHEET_LAYER (widget);
  LtCamera camera;

  lt_viewport_get_camera (shumate_layer_get_viewport (SHUMATE_LAYER (self)), widget, &camera);
  if (camera.width <= 0 || camera.height <= 0)
    return;
  update (self, &camera);
  if (self->patches)
    draw (self, snapshot, &camera);
}

static void
lt_sheet_layer_dispose (GObject *object)
{
  LtSheetLayer *self = LT_SHEET_LAYER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_pointer (&self->patches, g_array_unref);
  g_clear_pointer (&self->paint, lt_paint_unref);
  G_OBJECT_CLASS (lt_sheet_layer_parent_class)->dispose (object);
}

static void
lt_sheet_layer_class_init (LtSheetLayerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_sheet_layer_dispose;
  widget_class->snapshot = lt_sheet_layer_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
lt_sheet_layer_init (LtSheetLayer *self)
{
}

LtSheetLayer *
lt_sheet_layer_new (ShumateViewport *viewport)
{
  LtSheetLayer *self = g_object_new (LT_TYPE_SHEET_LAYER, "viewport", viewport, NULL);

  g_signal_connect_object (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  return self;
}

void
lt_sheet_layer_set_paint (LtSheetLayer *self, LtPaint *paint)
{
  g_return_if_fail (LT_IS_SHEET_LAYER (self));

  if (paint)
    lt_paint_ref (paint);
  g_clear_pointer (&self->paint, lt_paint_unref);
  self->paint = paint;
  self->generation++;
  if (!paint)
    {
      g_cancellable_cancel (self->cancellable);
      g_clear_object (&self->cancellable);
      g_clear_pointer (&self->patches, g_array_unref);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
lt_sheet_layer_is_loading (LtSheetLayer *self)
{
  g_return_val_if_fail (LT_IS_SHEET_LAYER (self), FALSE);

  return self->cancellable || self->rest_id || (self->paint && self->generation != self->shown_generation);
}
