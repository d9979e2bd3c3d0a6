#include "config.h"

#include <math.h>

#include "lt-error.h"
#include "lt-mercator.h"
#include "lt-texture.h"
#include "lt-tile-layer.h"
#include "lt-viewport.h"

/* Tiles this far outside the view are fetched too, so that slow panning never meets a hole. */
#define MARGIN_PX 48.0
#define HIDDEN_BUDGET_BYTES (24 * 1024 * 1024)
#define SWITCH_DEADLINE_US (400 * 1000)
#define COARSER_LEVELS 6

typedef struct
{
  guint zoom;
  guint x;
  guint y;
} TileKey;

typedef struct
{
  TileKey key;
  GdkTexture *texture; /* shown; NULL: nothing there */
  GdkTexture *next;    /* of the current generation, until all can be swapped */
  guint generation;    /* of texture, 0: never filled */
  guint next_generation;
  GCancellable *cancellable; /* while it is being filled */
  gboolean failed;
  guint64 used; /* the frame it was last visible in */
} Tile;

struct _LtTileLayer
{
  ShumateLayer parent_instance;

  LtTileSource *source;
  LtTileLayer *cover; /* borrowed, weak */
  GHashTable *tiles;  /* TileKey → Tile */
  guint generation;
  gboolean switching;
  gint64 switch_deadline;
  LtTileTone tone;
  guint64 frame;
  gboolean complete;
  gboolean loading;
  gboolean populated;
};

G_DEFINE_FINAL_TYPE (LtTileLayer, lt_tile_layer, SHUMATE_TYPE_LAYER)

enum
{
  PROP_POPULATED = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* What one frame looks at. */
typedef struct
{
  guint zoom;
  double size;     /* of a tile, logical pixels */
  double origin_x; /* of the view's corner, from the world's, logical pixels */
  double origin_y;
  int first_x; /* tiles, inclusive */
  int last_x;
  int first_y;
  int last_y;
  double pixel; /* logical size of a device pixel */
} Frame;

typedef struct
{
  LtTileLayer *layer;
  ShumateTile *tile;
  GCancellable *cancellable;
  TileKey key;
  guint generation;
} Request;

static guint
hash_key (gconstpointer pointer)
{
  const TileKey *key = pointer;

  return (key->x * 73856093u) ^ (key->y * 19349663u) ^ (key->zoom * 83492791u);
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  const TileKey *first = a;
  const TileKey *second = b;

  return first->x == second->x && first->y == second->y && first->zoom == second->zoom;
}

static void
stop_filling (Tile *tile)
{
  if (tile->cancellable)
    g_cancellable_cancel (tile->cancellable);
  g_clear_object (&tile->cancellable);
}

static void
tile_free (gpointer data)
{
  Tile *tile = data;

  stop_filling (tile);
  g_clear_object (&tile->texture);
  g_clear_object (&tile->next);
  g_free (tile);
}

static void
request_free (Request *request)
{
  g_object_unref (request->layer);
  g_object_unref (request->tile);
  g_object_unref (request->cancellable);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static Tile *
find_tile (LtTileLayer *self, guint zoom, guint x, guint y)
{
  TileKey key = { zoom, x, y };

  return g_hash_table_lookup (self->tiles, &key);
}

static Tile *
ensure_tile (LtTileLayer *self, guint zoom, guint x, guint y)
{
  Tile *tile = find_tile (self, zoom, x, y);

  if (!tile)
    {
      tile = g_new0 (Tile, 1);
      tile->key = (TileKey){ zoom, x, y };
      g_hash_table_insert (self->tiles, &tile->key, tile);
    }
  tile->used = self->frame;
  return tile;
}

/* --- filling --- */

static void
take_picture (LtTileLayer *self, Tile *tile, GdkPaintable *paintable)
{
  GdkTexture *texture = GDK_IS_TEXTURE (paintable) ? GDK_TEXTURE (paintable) : NULL;

  if (texture && !self->populated)
    {
      self->populated = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_POPULATED]);
    }
  if (self->switching && tile->texture)
    {
      g_set_object (&tile->next, texture);
      tile->next_generation = self->generation;
      return;
    }
  g_set_object (&tile->texture, texture);
  tile->generation = self->generation;
}

static void
on_filled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Request) request = data;
  g_autoptr (GError) error = NULL;
  LtTileLayer *self = request->layer;
  gboolean filled = shumate_map_source_fill_tile_finish (SHUMATE_MAP_SOURCE (source), result, &error);
  Tile *tile = self->tiles ? g_hash_table_lookup (self->tiles, &request->key) : NULL;

  if (!tile || tile->cancellable != request->cancellable)
    return;
  g_clear_object (&tile->cancellable);
  if (filled || g_error_matches (error, LT_ERROR, LT_ERROR_NOT_FOUND))
    take_picture (self, tile, filled ? shumate_tile_get_paintable (request->tile) : NULL);
  else
    tile->failed = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
fill (LtTileLayer *self, Tile *tile)
{
  Request *request = g_new0 (Request, 1);

  request->layer = g_object_ref (self);
  request->tile = shumate_tile_new_full (tile->key.x, tile->key.y, LT_TILE_SIZE, tile->key.zoom);
  request->cancellable = g_cancellable_new ();
  request->key = tile->key;
  tile->cancellable = g_object_ref (request->cancellable);
  shumate_map_source_fill_tile_async (SHUMATE_MAP_SOURCE (self->source), request->tile, request->cancellable,
                                      on_filled, request);
}

static gboolean
is_current (LtTileLayer *self, const Tile *tile)
{
  return tile->generation == self->generation || tile->next_generation == self->generation;
}

/* --- a frame --- */

static double
snap (double value, double pixel)
{
  return round (value / pixel) * pixel;
}

static gboolean
init_frame (LtTileLayer *self, Frame *frame)
{
  ShumateMapSource *source = SHUMATE_MAP_SOURCE (self->source);
  LtCamera camera;
  double tiles;
  int last;

  lt_viewport_get_camera (shumate_layer_get_viewport (SHUMATE_LAYER (self)), GTK_WIDGET (self), &camera);
  if (camera.width <= 0 || camera.height <= 0)
    return FALSE;
  frame->zoom = CLAMP ((guint) (camera.zoom + lt_tile_source_get_bias (self->source)),
                       shumate_map_source_get_min_zoom_level (source),
                       shumate_map_source_get_max_zoom_level (source));
  frame->size = LT_TILE_SIZE * exp2 (camera.zoom - frame->zoom);
  frame->pixel = 1.0 / camera.scale;
  tiles = (double) (1u << frame->zoom);
  frame->origin_x
      = snap (lt_mercator_x (camera.longitude) * tiles * frame->size - camera.width / 2, frame->pixel);
  frame->origin_y
      = snap (lt_mercator_y (camera.latitude) * tiles * frame->size - camera.height / 2, frame->pixel);
  last = (int) (1u << frame->zoom) - 1;
  frame->first_x = MAX (0, (int) floor ((frame->origin_x - MARGIN_PX) / frame->size));
  frame->first_y = MAX (0, (int) floor ((frame->origin_y - MARGIN_PX) / frame->size));
  frame->last_x = MIN (last, (int) floor ((frame->origin_x + camera.width + MARGIN_PX) / frame->size));
  frame->last_y = MIN (last, (int) floor ((frame->origin_y + camera.height + MARGIN_PX) / frame->size));
  return TRUE;
}

/* Edges lie on device pixels, and on the same ones of the world wherever the view stands: neighbours
 * share them without a seam, and a painted tile keeps its size while the map moves. */
static graphene_rect_t
get_rect (const Frame *frame, guint zoom, guint x, guint y)
{
  double size = frame->size * exp2 ((double) frame->zoom - zoom);
  double left = snap (x * size, frame->pixel) - frame->origin_x;
  double top = snap (y * size, frame->pixel) - frame->origin_y;
  double width = snap ((x + 1) * size, frame->pixel) - snap (x * size, frame->pixel);
  double height = snap ((y + 1) * size, frame->pixel) - snap (y * size, frame->pixel);

  return GRAPHENE_RECT_INIT ((float) left, (float) top, (float) width, (float) height);
}

typedef struct
{
  Tile *tile;
  double distance;
} Wanted;

static int
compare_wanted (gconstpointer a, gconstpointer b)
{
  double first = ((const Wanted *) a)->distance;
  double second = ((const Wanted *) b)->distance;

  return (first > second) - (first < second);
}

/* Marks the visible tiles and asks for those that are not there, the middle first. */
static void
want_visible (LtTileLayer *self, const Frame *frame)
{
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));
  double middle_x = (frame->first_x + frame->last_x) / 2.0;
  double middle_y = (frame->first_y + frame->last_y) / 2.0;

  self->complete = TRUE;
  for (int y = frame->first_y; y <= frame->last_y; y++)
    for (int x = frame->first_x; x <= frame->last_x; x++)
      {
        Tile *tile = ensure_tile (self, frame->zoom, (guint) x, (guint) y);
        Wanted want = { tile, hypot (x - middle_x, y - middle_y) };

        self->complete = self->complete && tile->texture;
        if (is_current (self, tile) || tile->failed)
          continue;
        self->loading = TRUE;
        if (!tile->cancellable)
          g_array_append_val (wanted, want);
      }
  g_array_sort (wanted, compare_wanted);
  for (guint i = 0; i < wanted->len; i++)
    fill (self, g_array_index (wanted, Wanted, i).tile);
}

/* Forgets what is out of date and out of sight. */
static void
finish_switch (LtTileLayer *self)
{
  GHashTableIter iter;
  gpointer value;

  self->switching = FALSE;
  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Tile *tile = value;

      if (tile->next_generation == self->generation)
        {
          g_clear_object (&tile->texture);
          tile->texture = g_steal_pointer (&tile->next);
          tile->generation = self->generation;
          tile->next_generation = 0;
        }
      else if (tile->generation != self->generation && tile->used != self->frame)
        g_hash_table_iter_remove (&iter);
    }
}

static gsize
get_bytes (const Tile *tile)
{
  if (!tile->texture)
    return 0;
  return (gsize) gdk_texture_get_width (tile->texture) * (gsize) gdk_texture_get_height (tile->texture) * 4;
}

static int
compare_used (gconstpointer a, gconstpointer b)
{
  guint64 first = (*(Tile *const *) a)->used;
  guint64 second = (*(Tile *const *) b)->used;

  return (first < second) - (first > second);
}

/* Stops filling what went out of sight, and keeps of it what was seen last. */
static void
tidy (LtTileLayer *self)
{
  g_autoptr (GPtrArray) hidden = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;
  gsize bytes = 0;

  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Tile *tile = value;

      if (tile->used == self->frame)
        continue;
      stop_filling (tile);
      if (tile->texture)
        g_ptr_array_add (hidden, tile);
      else
        g_hash_table_iter_remove (&iter);
    }
  g_ptr_array_sort (hidden, compare_used);
  for (guint i = 0; i < hidden->len; i++)
    {
      Tile *tile = hidden->pdata[i];

      bytes += get_bytes (tile);
      if (bytes > HIDDEN_BUDGET_BYTES)
        g_hash_table_remove (self->tiles, &tile->key);
    }
}

/* Keeps `colour` of the colour, and maps black to `black` and white to `white`. */
static void
push_matrix (GtkSnapshot *snapshot, float colour, float black, float white)
{
  static const float luma[3] = { 0.2126f, 0.7152f, 0.0722f };
  float values[16] = { 0 };
  graphene_matrix_t matrix;
  graphene_vec4_t offset;

  for (int from = 0; from < 3; from++)
    for (int to = 0; to < 3; to++)
      values[4 * from + to] = (white - black) * (luma[from] * (1 - colour) + (from == to ? colour : 0));
  values[15] = 1;
  graphene_matrix_init_from_float (&matrix, values);
  graphene_vec4_init (&offset, black, black, black, 0);
  gtk_snapshot_push_color_matrix (snapshot, &matrix, &offset);
}

/* Around one texture this costs no more than the texture itself. */
static void
append_texture (LtTileLayer *self, GtkSnapshot *snapshot, GdkTexture *texture, const graphene_rect_t *rect)
{
  if (self->tone == LT_TILE_TONE_QUIET)
    push_matrix (snapshot, 0.6f, 0.08f, 1.0f);
  else if (self->tone == LT_TILE_TONE_DARK)
    push_matrix (snapshot, 0.6f, 0.02f, 0.5f);
  lt_texture_append (texture, GTK_WIDGET (self), snapshot, rect);
  if (self->tone != LT_TILE_TONE_OWN)
    gtk_snapshot_pop (snapshot);
}

static gboolean
draw_coarser (LtTileLayer *self, GtkSnapshot *snapshot, const Frame *frame, guint x, guint y)
{
  for (guint up = 1; up <= COARSER_LEVELS && up <= frame->zoom; up++)
    {
      Tile *tile = find_tile (self, frame->zoom - up, x >> up, y >> up);
      graphene_rect_t cell;
      graphene_rect_t whole;

      if (!tile || !tile->texture)
        continue;
      cell = get_rect (frame, frame->zoom, x, y);
      whole = get_rect (frame, tile->key.zoom, tile->key.x, tile->key.y);
      gtk_snapshot_push_clip (snapshot, &cell);
      append_texture (self, snapshot, tile->texture, &whole);
      gtk_snapshot_pop (snapshot);
      return TRUE;
    }
  return FALSE;
}

static guint
draw_finer (LtTileLayer *self, GtkSnapshot *snapshot, const Frame *frame, guint x, guint y, gboolean draw)
{
  guint found = 0;

  for (guint i = 0; i < 4; i++)
    {
      Tile *tile = find_tile (self, frame->zoom + 1, 2 * x + (i & 1), 2 * y + (i >> 1));
      graphene_rect_t rect;

      if (!tile || !tile->texture)
        continue;
      found++;
      rect = get_rect (frame, tile->key.zoom, tile->key.x, tile->key.y);
      if (draw)
        append_texture (self, snapshot, tile->texture, &rect);
    }
  return found;
}

static void
draw_cell (LtTileLayer *self, GtkSnapshot *snapshot, const Frame *frame, guint x, guint y)
{
  Tile *tile = find_tile (self, frame->zoom, x, y);
  graphene_rect_t rect = get_rect (frame, frame->zoom, x, y);

  if (tile && tile->texture)
    append_texture (self, snapshot, tile->texture, &rect);
  else if (tile && tile->generation == self->generation)
    return;
  else if (draw_finer (self, snapshot, frame, x, y, FALSE) == 4
           || !draw_coarser (self, snapshot, frame, x, y))
    draw_finer (self, snapshot, frame, x, y, TRUE);
}

static gboolean
is_covered (LtTileLayer *self)
{
  return self->cover && self->cover->complete && gtk_widget_get_mapped (GTK_WIDGET (self->cover));
}

static void
lt_tile_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtTileLayer *self = LT_TILE_LAYER (widget);
  Frame frame;

  self->loading = FALSE;
  if (is_covered (self) || !init_frame (self, &frame))
    return;
  self->frame++;
  want_visible (self, &frame);
  if (self->switching && (!self->loading || g_get_monotonic_time () > self->switch_deadline))
    finish_switch (self);
  for (int y = frame.first_y; y <= frame.last_y; y++)
    for (int x = frame.first_x; x <= frame.last_x; x++)
      draw_cell (self, snapshot, &frame, (guint) x, (guint) y);
  if (!self->switching)
    tidy (self);
}

static void
on_changed (LtTileLayer *self)
{
  GHashTableIter iter;
  gpointer value;

  self->generation++;
  self->switching = TRUE;
  self->switch_deadline = g_get_monotonic_time () + SWITCH_DEADLINE_US;
  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Tile *tile = value;

      stop_filling (tile);
      g_clear_object (&tile->next);
      tile->next_generation = 0;
      tile->failed = FALSE;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_retry (LtTileLayer *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((Tile *) value)->failed = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
lt_tile_layer_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_queue_draw (widget);
}

static void
lt_tile_layer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_POPULATED:
      g_value_set_boolean (value, LT_TILE_LAYER (object)->populated);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lt_tile_layer_dispose (GObject *object)
{
  LtTileLayer *self = LT_TILE_LAYER (object);

  g_clear_weak_pointer (&self->cover);
  g_clear_pointer (&self->tiles, g_hash_table_unref);
  g_clear_object (&self->source);
  G_OBJECT_CLASS (lt_tile_layer_parent_class)->dispose (object);
}

static void
lt_tile_layer_class_init (LtTileLayerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lt_tile_layer_dispose;
  object_class->get_property = lt_tile_layer_get_property;
  props[PROP_POPULATED]
      = g_param_spec_boolean ("populated", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  widget_class->snapshot = lt_tile_layer_snapshot;
  widget_class->size_allocate = lt_tile_layer_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
lt_tile_layer_init (LtTileLayer *self)
{
  self->tiles = g_hash_table_new_full (hash_key, equal_keys, NULL, tile_free);
  self->generation = 1;
}

LtTileLayer *
lt_tile_layer_new (LtTileSource *source, ShumateViewport *viewport)
{
  LtTileLayer *self;

  g_return_val_if_fail (LT_IS_TILE_SOURCE (source), NULL);

  self = g_object_new (LT_TYPE_TILE_LAYER, "viewport", viewport, NULL);
  self->source = g_object_ref (source);
  g_signal_connect_object (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "retry", G_CALLBACK (on_retry), self, G_CONNECT_SWAPPED);
  return self;
}

void
lt_tile_layer_set_cover (LtTileLayer *self, LtTileLayer *cover)
{
  g_return_if_fail (LT_IS_TILE_LAYER (self));

  g_set_weak_pointer (&self->cover, cover);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lt_tile_layer_set_tone (LtTileLayer *self, LtTileTone tone)
{
  g_return_if_fail (LT_IS_TILE_LAYER (self));

  if (self->tone == tone)
    return;
  self->tone = tone;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
lt_tile_layer_is_complete (LtTileLayer *self)
{
  g_return_val_if_fail (LT_IS_TILE_LAYER (self), FALSE);

  return self->complete;
}

gboolean
lt_tile_layer_is_populated (LtTileLayer *self)
{
  g_return_val_if_fail (LT_IS_TILE_LAYER (self), FALSE);

  return self->populated;
}

gboolean
lt_tile_layer_is_loading (LtTileLayer *self)
{
  g_return_val_if_fail (LT_IS_TILE_LAYER (self), FALSE);

  return self->loading;
}
