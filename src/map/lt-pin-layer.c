#include "config.h"

#include "lt-pin-layer.h"

#include <math.h>

#include "lt-canvas.h"
#include "lt-viewport.h"
#include "lt-worker.h"

/* Before the tiles, after the labels. */
#define PRIORITY (-5)
#define MAX_CLUSTERS_KEPT 2000
#define PICK_HEAD 15.0

/* What is shown: pins of one snapshot in one view. */
typedef struct
{
  LtSnapshot *snapshot;
  LtView view;
  LtPalette palette;
  LtPinClusters *clusters;
  guint32 *colours; /* a point's */
} Scene;

struct _LtPinLayer
{
  ShumateLayer parent_instance;

  Scene *scene; /* (nullable) */
  LtPinTextures *textures;
  LtPinTextures *large; /* of LT_PIN_LARGE */
  double scale;
  GHashTable *pictures; /* level and pin → GdkTexture of a cluster */
  GCancellable *gathering;
  gboolean painting;
};

G_DEFINE_FINAL_TYPE (LtPinLayer, lt_pin_layer, SHUMATE_TYPE_LAYER)

enum
{
  GATHERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
scene_free (Scene *scene)
{
  lt_snapshot_unref (scene->snapshot);
  g_clear_pointer (&scene->clusters, lt_pin_clusters_unref);
  g_clear_pointer (&scene->view.projects, g_array_unref);
  g_free (scene->colours);
  g_free (scene);
}

/* --- gathering --- */

static void
gather_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Scene *scene = data;
  const LtPoints *points = &scene->snapshot->projects;

  scene->clusters = lt_pin_gather (scene->snapshot, &scene->view, 1);
  scene->colours = g_new (guint32, MAX (points->n, 1));
  for (guint i = 0; i < points->n; i++)
    scene->colours[i]
        = lt_pin_get_colour (scene->snapshot, &scene->view, points->chains[i], points->chain[i]);
  g_task_return_boolean (task, TRUE);
}

static void
forget_pictures (LtPinLayer *self)
{
  g_hash_table_remove_all (self->pictures);
  g_clear_pointer (&self->textures, lt_pin_textures_free);
  g_clear_pointer (&self->large, lt_pin_textures_free);
}

static void
take_scene (LtPinLayer *self, Scene *scene)
{
  g_clear_pointer (&self->scene, scene_free);
  self->scene = scene;
  forget_pictures (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[GATHERED], 0);
}

/* The task's data becomes the scene: a copy with the same contents, the task keeping none. */
static void
on_gathered (GObject *source, GAsyncResult *result, gpointer data)
{
  LtPinLayer *self = LT_PIN_LAYER (source);
  Scene **scene = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  g_clear_object (&self->gathering);
  take_scene (self, g_steal_pointer (scene));
}

static void
run_gather (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  gather_in_worker (task, source, *(Scene **) data, cancellable);
}

static void
holder_free (gpointer data)
{
  Scene **holder = data;

  g_clear_pointer (holder, scene_free);
  g_free (holder);
}

void
lt_pin_layer_set_scene (LtPinLayer *self, LtSnapshot *snapshot, const LtView *view)
{
  g_autoptr (GTask) task = NULL;
  Scene **holder;

  g_return_if_fail (LT_IS_PIN_LAYER (self));

  g_cancellable_cancel (self->gathering);
  g_clear_object (&self->gathering);
  if (!snapshot || !(view->layers & LT_LAYER_PROJECTS) || snapshot->projects.n == 0)
    {
      if (self->scene)
        take_scene (self, NULL);
      return;
    }
  holder = g_new (Scene *, 1);
  *holder = g_new0 (Scene, 1);
  (*holder)->snapshot = lt_snapshot_ref (snapshot);
  (*holder)->view = *view;
  (*holder)->view.classes = NULL; /* borrowed, and nothing to pins */
  if (view->projects)
    g_array_ref (view->projects);
  lt_view_get_palette (view, snapshot, &(*holder)->palette);
  self->gathering = g_cancellable_new ();
  task = g_task_new (self, self->gathering, on_gathered, NULL);
  g_task_set_task_data (task, holder, holder_free);
  g_task_set_priority (task, PRIORITY);
  lt_worker_run (task, run_gather);
}

gboolean
lt_pin_layer_is_loading (LtPinLayer *self)
{
  g_return_val_if_fail (LT_IS_PIN_LAYER (self), FALSE);

  return self->gathering || self->painting;
}

/* --- clusters' pictures, some at a time in a worker --- */

typedef struct
{
  guint key;
  LtPin pin;
  GdkTexture *texture;
} Picture;

typedef struct
{
  GArray *pictures; /* Picture */
  LtPalette palette;
  double scale;
  const Scene *scene; /* compared, never looked into */
} PaintJob;

static void
paint_job_free (gpointer data)
{
  PaintJob *job = data;

  for (guint i = 0; i < job->pictures->len; i++)
    g_clear_object (&g_array_index (job->pictures, Picture, i).texture);
  g_array_unref (job->pictures);
  g_free (job);
}

static void
paint_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PaintJob *job = data;

  for (guint i = 0; i < job->pictures->len; i++)
    {
      Picture *picture = &g_array_index (job->pictures, Picture, i);

      picture->texture = lt_pin_textures_make_cluster (&job->palette, job->scale, &picture->pin);
    }
  g_task_return_boolean (task, TRUE);
}

static void
on_painted (GObject *source, GAsyncResult *result, gpointer data)
{
  LtPinLayer *self = LT_PIN_LAYER (source);
  PaintJob *job = g_task_get_task_data (G_TASK (result));

  self->painting = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (job->scene != self->scene || job->scale != self->scale)
    return;
  if (g_hash_table_size (self->pictures) > MAX_CLUSTERS_KEPT)
    g_hash_table_remove_all (self->pictures);
  for (guint i = 0; i < job->pictures->len; i++)
    {
      Picture *picture = &g_array_index (job->pictures, Picture, i);

      g_hash_table_insert (self->pictures, GUINT_TO_POINTER (picture->key),
                           g_steal_pointer (&picture->texture));
    }
}

/* Takes the pictures wanted. */
static void
paint (LtPinLayer *self, GArray *wanted)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_painted, NULL);
  PaintJob *job = g_new (PaintJob, 1);

  job->pictures = wanted;
  job->palette = self->scene->palette;
  job->scale = self->scale;
  job->scene = self->scene;
  self->painting = TRUE;
  g_task_set_task_data (task, job, paint_job_free);
  g_task_set_priority (task, PRIORITY);
  lt_worker_run (task, paint_in_worker);
}

/* --- drawing --- */

static LtPinTextures *
get_textures (LtPinLayer *self)
{
  double scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  if (self->scale != scale)
    forget_pictures (self);
  self->scale = scale;
  if (!self->textures)
    self->textures = lt_pin_textures_new (&self->scene->palette, scale);
  return self->textures;
}

/* Whole device pixels, so that letters stay sharp. */
static void
append (GtkSnapshot *snapshot, GdkTexture *texture, double x, double y, double scale)
{
  x = round (x * scale) / scale;
  y = round (y * scale) / scale;
  gtk_snapshot_append_texture (snapshot, texture,
                               &GRAPHENE_RECT_INIT ((float) x, (float) y,
                                                    (float) (gdk_texture_get_width (texture) / scale),
                                                    (float) (gdk_texture_get_height (texture) / scale)));
}

typedef struct
{
  LtProjection projection;
  LtCamera camera;
  guint level;
  GArray *wanted; /* Picture; NULL while others are painted */
} Frame;

static void
draw_cluster (
    LtPinLayer *self, GtkSnapshot *snapshot, Frame *frame, const LtPin *pin, guint index, double x, double y)
{
  guint key = frame->level << 26 | index;
  GdkTexture *texture = g_hash_table_lookup (self->pictures, GUINT_TO_POINTER (key));
  double radius = lt_pin_get_cluster_radius (pin->n);

  if (texture)
    append (snapshot, texture, x - radius, y - radius, self->scale);
  else if (frame->wanted)
    {
      Picture picture = { .key = key, .pin = *pin };

      g_array_append_val (frame->wanted, picture);
    }
}

static void
draw_pins (LtPinLayer *self, GtkSnapshot *snapshot, Frame *frame)
{
  LtPinTextures *textures = get_textures (self);
  guint n;
  const LtPin *pins = lt_pin_clusters_get_pins (self->scene->clusters, frame->level, &n);

  for (guint i = 0; i < n; i++)
    {
      double x = pins[i].x * frame->projection.scale + frame->projection.x;
      double y = pins[i].y * frame->projection.scale + frame->projection.y;

      if (x < -LT_PIN_HEIGHT || y < -LT_PIN_HEIGHT || x > frame->camera.width + LT_PIN_HEIGHT
          || y > frame->camera.height + LT_PIN_HEIGHT)
        continue;
      if (pins[i].n > 1)
        draw_cluster (self, snapshot, frame, &pins[i], i, x, y);
      else
        append (snapshot,
                lt_pin_textures_get (textures, lt_pin_get_stage (self->scene->snapshot, pins[i].point),
                                     self->scene->colours[pins[i].point], pins[i].late > 0),
                x - LT_PIN_REACH, y - LT_PIN_HEIGHT, self->scale);
    }
}

static gboolean
get_frame (LtPinLayer *self, Frame *frame)
{
  if (!self->scene)
    return FALSE;
  lt_viewport_get_camera (shumate_layer_get_viewport (SHUMATE_LAYER (self)), GTK_WIDGET (self),
                          &frame->camera);
  if (frame->camera.width <= 0 || frame->camera.height <= 0)
    return FALSE;
  lt_projection_init (&frame->projection, &frame->camera, self->scene->snapshot->origin_x,
                      self->scene->snapshot->origin_y);
  frame->level = lt_pin_clusters_get_level (frame->camera.zoom);
  return TRUE;
}

static void
lt_pin_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtPinLayer *self = LT_PIN_LAYER (widget);
  Frame frame = { .wanted = NULL };

  if (!get_frame (self, &frame))
    return;
  if (!self->painting)
    frame.wanted = g_array_new (FALSE, FALSE, sizeof (Picture));
  draw_pins (self, snapshot, &frame);
  if (frame.wanted && frame.wanted->len > 0)
    paint (self, frame.wanted);
  else
    g_clear_pointer (&frame.wanted, g_array_unref);
}

/* --- questions --- */

LtSnapshot *
lt_pin_layer_get_snapshot (LtPinLayer *self)
{
  g_return_val_if_fail (LT_IS_PIN_LAYER (self), NULL);

  return self->scene ? self->scene->snapshot : NULL;
}

const LtPinClusters *
lt_pin_layer_get_clusters (LtPinLayer *self)
{
  g_return_val_if_fail (LT_IS_PIN_LAYER (self), NULL);

  return self->scene ? self->scene->clusters : NULL;
}

guint
lt_pin_layer_get_level (LtPinLayer *self)
{
  Frame frame;

  g_return_val_if_fail (LT_IS_PIN_LAYER (self), LT_PIN_MIN_ZOOM);

  return get_frame (self, &frame) ? frame.level : LT_PIN_MIN_ZOOM;
}

gboolean
lt_pin_layer_covers (double tip_x, double tip_y, double x, double y)
{
  double up = tip_y - y;

  if (hypot (x - tip_x, y - (tip_y - LT_PIN_HEAD)) <= PICK_HEAD)
    return TRUE;
  return up >= -3 && up <= LT_PIN_HEAD && fabs (x - tip_x) <= 3 + up * 0.35;
}

int
lt_pin_layer_pick (LtPinLayer *self, double x, double y)
{
  Frame frame;
  const LtPin *pins;
  guint n;

  g_return_val_if_fail (LT_IS_PIN_LAYER (self), -1);

  if (!get_frame (self, &frame))
    return -1;
  pins = lt_pin_clusters_get_pins (self->scene->clusters, frame.level, &n);
  for (guint i = n; i-- > 0;)
    {
      double tip_x = pins[i].x * frame.projection.scale + frame.projection.x;
      double tip_y = pins[i].y * frame.projection.scale + frame.projection.y;

      if (pins[i].n > 1 ? hypot (x - tip_x, y - tip_y) <= lt_pin_get_cluster_radius (pins[i].n)
                        : lt_pin_layer_covers (tip_x, tip_y, x, y))
        return (int) i;
    }
  return -1;
}

void
lt_pin_layer_locate (LtPinLayer *self, const LtPin *pin, double *x, double *y)
{
  Frame frame;

  *x = *y = 0;
  if (!get_frame (self, &frame))
    return;
  *x = pin->x * frame.projection.scale + frame.projection.x;
  *y = pin->y * frame.projection.scale + frame.projection.y;
}

GdkTexture *
lt_pin_layer_get_texture (LtPinLayer *self, guint point, gboolean large)
{
  LtPinTextures *textures;

  g_return_val_if_fail (LT_IS_PIN_LAYER (self), NULL);

  if (!self->scene || point >= self->scene->snapshot->projects.n)
    return NULL;
  textures = get_textures (self);
  if (large && !self->large)
    self->large = lt_pin_textures_new (&self->scene->palette, self->scale * LT_PIN_LARGE);
  return lt_pin_textures_get (large ? self->large : textures, lt_pin_get_stage (self->scene->snapshot, point),
                              self->scene->colours[point], lt_pin_is_late (self->scene->snapshot, point));
}

/* --- the widget --- */

static void
lt_pin_layer_dispose (GObject *object)
{
  LtPinLayer *self = LT_PIN_LAYER (object);

  g_cancellable_cancel (self->gathering);
  g_clear_object (&self->gathering);
  g_clear_pointer (&self->scene, scene_free);
  g_clear_pointer (&self->textures, lt_pin_textures_free);
  g_clear_pointer (&self->large, lt_pin_textures_free);
  g_hash_table_remove_all (self->pictures);
  G_OBJECT_CLASS (lt_pin_layer_parent_class)->dispose (object);
}

static void
lt_pin_layer_finalize (GObject *object)
{
  g_hash_table_unref (LT_PIN_LAYER (object)->pictures);
  G_OBJECT_CLASS (lt_pin_layer_parent_class)->finalize (object);
}

static void
lt_pin_layer_class_init (LtPinLayerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_pin_layer_dispose;
  G_OBJECT_CLASS (klass)->finalize = lt_pin_layer_finalize;
  widget_class->snapshot = lt_pin_layer_snapshot;
  signals[GATHERED]
      = g_signal_new ("gathered", LT_TYPE_PIN_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
lt_pin_layer_init (LtPinLayer *self)
{
  self->pictures = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
}

LtPinLayer *
lt_pin_layer_new (ShumateViewport *viewport)
{
  LtPinLayer *self = g_object_new (LT_TYPE_PIN_LAYER, "viewport", viewport, NULL);

  g_signal_connect_object (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  return self;
}
