#include "config.h"

#include "lt-pin-top.h"

#include <math.h>

#define RING_FEW 8
#define RING_RADIUS 46.0
#define SPIRAL_START 44.0
#define SPIRAL_GROWTH 38.0
#define SPIRAL_STEP 34.0

typedef struct
{
  guint point;
  double dx; /* of the tip from the middle */
  double dy;
} Fanned;

struct _LtPinTop
{
  ShumateLayer parent_instance;

  LtPinLayer *pins; /* the map owns both */
  int chosen;
  int moved;
  double moved_x;
  double moved_y;
  LtPin around;
  GArray *fanned; /* Fanned; empty: none */
};

G_DEFINE_FINAL_TYPE (LtPinTop, lt_pin_top, SHUMATE_TYPE_LAYER)

/* --- places --- */

/* A ring for a few, a spiral for many; the tips, below heads that must not meet. */
static void
place (GArray *fanned)
{
  double angle = -G_PI / 2, radius = SPIRAL_START;

  for (guint i = 0; i < fanned->len; i++)
    {
      Fanned *pin = &g_array_index (fanned, Fanned, i);

      if (fanned->len <= RING_FEW)
        {
          angle = -G_PI / 2 + 2 * G_PI * i / fanned->len;
          radius = MAX (RING_RADIUS, fanned->len * SPIRAL_STEP / (2 * G_PI));
        }
      pin->dx = radius * cos (angle);
      pin->dy = radius * sin (angle) + LT_PIN_HEAD / 2;
      angle += SPIRAL_STEP / radius;
      radius += SPIRAL_GROWTH * SPIRAL_STEP / radius / (2 * G_PI);
    }
}

static void
get_tip (LtPinTop *self, const Fanned *pin, double *x, double *y)
{
  lt_pin_layer_locate (self->pins, &self->around, x, y);
  *x += pin->dx;
  *y += pin->dy;
}

static int
find_fanned (LtPinTop *self, guint point)
{
  for (guint i = 0; i < self->fanned->len; i++)
    if (g_array_index (self->fanned, Fanned, i).point == point)
      return (int) i;
  return -1;
}

/* --- drawing --- */

static void
draw_pin (LtPinTop *self, GtkSnapshot *snapshot, guint point, double x, double y, double size)
{
  GdkTexture *texture = lt_pin_layer_get_texture (self->pins, point, size > 1);

  if (texture)
    gtk_snapshot_append_texture (snapshot, texture,
                                 &GRAPHENE_RECT_INIT ((float) (x - LT_PIN_REACH * size),
                                                      (float) (y - LT_PIN_HEIGHT * size),
                                                      (float) (2 * LT_PIN_REACH * size),
                                                      (float) ((LT_PIN_HEIGHT + LT_PIN_BELOW) * size)));
}

static void
draw_legs (LtPinTop *self, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  cairo_t *cr
      = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  double x, y;

  lt_pin_layer_locate (self->pins, &self->around, &x, &y);
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < self->fanned->len; i++)
        {
          const Fanned *pin = &g_array_index (self->fanned, Fanned, i);

          cairo_move_to (cr, x, y);
          cairo_line_to (cr, x + pin->dx, y + pin->dy);
        }
      if (pass == 0)
        cairo_set_source_rgba (cr, 1, 1, 1, 0.9);
      else
        cairo_set_source_rgba (cr, 0.2, 0.2, 0.2, 0.9);
      cairo_set_line_width (cr, pass == 0 ? 4 : 1.5);
      cairo_stroke (cr);
    }
  cairo_arc (cr, x, y, 4, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
draw_fan (LtPinTop *self, GtkSnapshot *snapshot)
{
  draw_legs (self, snapshot);
  for (guint i = 0; i < self->fanned->len; i++)
    {
      const Fanned *pin = &g_array_index (self->fanned, Fanned, i);
      double x, y;

      get_tip (self, pin, &x, &y);
      draw_pin (self, snapshot, pin->point, x, y, (int) pin->point == self->chosen ? LT_PIN_LARGE : 1);
    }
}

/* Where the chosen pin is a part of what is shown as one, it still has its own place. */
static void
draw_chosen (LtPinTop *self, GtkSnapshot *snapshot)
{
  LtSnapshot *from = lt_pin_layer_get_snapshot (self->pins);
  LtPin pin = { .n = 1 };
  double x, y;

  if (!from || (guint) self->chosen >= from->projects.n)
    return;
  pin.x = (double) from->projects.xy[2 * self->chosen];
  pin.y = (double) from->projects.xy[2 * self->chosen + 1];
  lt_pin_layer_locate (self->pins, &pin, &x, &y);
  draw_pin (self, snapshot, (guint) self->chosen, x, y, LT_PIN_LARGE);
}

static void
lt_pin_top_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtPinTop *self = LT_PIN_TOP (widget);

  if (!lt_pin_layer_get_clusters (self->pins))
    return;
  if (self->fanned->len > 0)
    draw_fan (self, snapshot);
  if (self->moved >= 0)
    draw_pin (self, snapshot, (guint) self->moved, self->moved_x, self->moved_y, LT_PIN_LARGE);
  else if (self->chosen >= 0 && find_fanned (self, (guint) self->chosen) < 0)
    draw_chosen (self, snapshot);
}

/* --- what is in hand --- */

void
lt_pin_top_set_chosen (LtPinTop *self, int point)
{
  g_return_if_fail (LT_IS_PIN_TOP (self));

  self->chosen = point;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

int
lt_pin_top_get_chosen (LtPinTop *self)
{
  g_return_val_if_fail (LT_IS_PIN_TOP (self), -1);

  return self->chosen;
}

void
lt_pin_top_set_moved (LtPinTop *self, int point, double x, double y)
{
  g_return_if_fail (LT_IS_PIN_TOP (self));

  self->moved = point;
  self->moved_x = x;
  self->moved_y = y;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lt_pin_top_fan_out (LtPinTop *self, const LtPin *around, const GArray *points)
{
  g_return_if_fail (LT_IS_PIN_TOP (self));

  g_array_set_size (self->fanned, 0);
  if (around)
    self->around = *around;
  for (guint i = 0; points && i < points->len; i++)
    {
      Fanned pin = { .point = g_array_index (points, guint, i) };

      g_array_append_val (self->fanned, pin);
    }
  place (self->fanned);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
lt_pin_top_is_fanned (LtPinTop *self)
{
  g_return_val_if_fail (LT_IS_PIN_TOP (self), FALSE);

  return self->fanned->len > 0;
}

int
lt_pin_top_pick (LtPinTop *self, double x, double y)
{
  g_return_val_if_fail (LT_IS_PIN_TOP (self), -1);

  for (guint i = self->fanned->len; i-- > 0;)
    {
      const Fanned *pin = &g_array_index (self->fanned, Fanned, i);
      double tip_x, tip_y;

      get_tip (self, pin, &tip_x, &tip_y);
      if (lt_pin_layer_covers (tip_x, tip_y, x, y))
        return (int) pin->point;
    }
  return -1;
}

int
lt_pin_top_step (LtPinTop *self, int point, int step)
{
  int at, n;

  g_return_val_if_fail (LT_IS_PIN_TOP (self), -1);

  n = (int) self->fanned->len;
  if (n == 0)
    return -1;
  at = point < 0 ? -1 : find_fanned (self, (guint) point);
  at = at < 0 ? (step > 0 ? 0 : n - 1) : (at + step + n) % n;
  return (int) g_array_index (self->fanned, Fanned, at).point;
}

static void
lt_pin_top_finalize (GObject *object)
{
  g_array_unref (LT_PIN_TOP (object)->fanned);
  G_OBJECT_CLASS (lt_pin_top_parent_class)->finalize (object);
}

static void
lt_pin_top_class_init (LtPinTopClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lt_pin_top_finalize;
  widget_class->snapshot = lt_pin_top_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
lt_pin_top_init (LtPinTop *self)
{
  self->chosen = -1;
  self->moved = -1;
  self->fanned = g_array_new (FALSE, FALSE, sizeof (Fanned));
}

LtPinTop *
lt_pin_top_new (ShumateViewport *viewport, LtPinLayer *pins)
{
  LtPinTop *self = g_object_new (LT_TYPE_PIN_TOP, "viewport", viewport, NULL);

  self->pins = pins;
  g_signal_connect_object (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  return self;
}
