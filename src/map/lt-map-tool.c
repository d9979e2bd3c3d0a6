#include "config.h"

#include "lt-map-tool.h"

#include <math.h>

#include "lt-canvas.h"
#include "lt-geodesic.h"
#include "lt-viewport.h"

#define LINE_PX 2.5
#define CASING_PX 5.5
#define DOT_PX 4.0
/* A hand trembles: nearer points add nothing. */
#define LASSO_STEP_PX 3.0

typedef struct
{
  double longitude;
  double latitude;
} Place;

struct _LtMapTool
{
  ShumateLayer parent_instance;

  LtMapToolMode mode;
  GArray *places; /* Place */
  Place pointer;  /* longitude NAN: nowhere */
  LtPalette palette;
};

G_DEFINE_FINAL_TYPE (LtMapTool, lt_map_tool, SHUMATE_TYPE_LAYER)

static Place
get_place (LtMapTool *self, guint i)
{
  return g_array_index (self->places, Place, i);
}

static void
get_camera (LtMapTool *self, LtCamera *camera)
{
  lt_viewport_get_camera (shumate_layer_get_viewport (SHUMATE_LAYER (self)), GTK_WIDGET (self), camera);
}

/* --- drawing --- */

static void
line_to (cairo_t *cr, const LtCamera *camera, Place place)
{
  double x, y;

  lt_camera_to_screen (camera, place.longitude, place.latitude, &x, &y);
  cairo_line_to (cr, CLAMP (x, -20000, 20000), CLAMP (y, -20000, 20000));
}

static void
stroke (LtMapTool *self, cairo_t *cr)
{
  lt_colour_set (cr, 0xffffffff);
  cairo_set_line_width (cr, CASING_PX);
  cairo_stroke_preserve (cr);
  lt_colour_set (cr, self->palette.accent | 0xff);
  cairo_set_line_width (cr, LINE_PX);
  cairo_stroke (cr);
}

static void
draw_shape (LtMapTool *self, cairo_t *cr, const LtCamera *camera)
{
  g_autoptr (GArray) ring = lt_map_tool_get_ring (self);
  gboolean closed = self->mode != LT_MAP_TOOL_MEASURE;

  for (guint i = 0; i < ring->len; i += 2)
    line_to (cr, camera, (Place){ g_array_index (ring, double, i), g_array_index (ring, double, i + 1) });
  if (closed || ring->len >= 6)
    {
      lt_colour_set (cr, lt_colour_with_alpha (self->palette.accent, 0.15));
      cairo_fill_preserve (cr);
    }
  if (closed)
    cairo_close_path (cr);
  stroke (self, cr);
}

/* From the last point to the pointer and, where there is an area, back to the first. */
static void
draw_next (LtMapTool *self, cairo_t *cr, const LtCamera *camera)
{
  static const double dash[] = { 4, 4 };

  if (self->mode != LT_MAP_TOOL_MEASURE || isnan (self->pointer.longitude) || self->places->len == 0)
    return;
  line_to (cr, camera, get_place (self, self->places->len - 1));
  line_to (cr, camera, self->pointer);
  if (self->places->len >= 2)
    line_to (cr, camera, get_place (self, 0));
  cairo_set_dash (cr, dash, G_N_ELEMENTS (dash), 0);
  stroke (self, cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_dots (LtMapTool *self, cairo_t *cr, const LtCamera *camera)
{
  for (guint i = 0; self->mode == LT_MAP_TOOL_MEASURE && i < self->places->len; i++)
    {
      double x, y;

      lt_camera_to_screen (camera, get_place (self, i).longitude, get_place (self, i).latitude, &x, &y);
      cairo_arc (cr, x, y, DOT_PX, 0, 2 * G_PI);
      lt_colour_set (cr, 0xffffffff);
      cairo_fill_preserve (cr);
      lt_colour_set (cr, self->palette.accent | 0xff);
      cairo_set_line_width (cr, 2);
      cairo_stroke (cr);
    }
}

static void
lt_map_tool_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtMapTool *self = LT_MAP_TOOL (widget);
  LtCamera camera;
  cairo_t *cr;

  if (self->places->len == 0)
    return;
  get_camera (self, &camera);
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) camera.width, (float) camera.height));
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  draw_next (self, cr, &camera);
  draw_shape (self, cr, &camera);
  draw_dots (self, cr, &camera);
  cairo_destroy (cr);
}

/* --- points --- */

void
lt_map_tool_set_mode (LtMapTool *self, LtMapToolMode mode)
{
  g_return_if_fail (LT_IS_MAP_TOOL (self));

  self->mode = mode;
  lt_map_tool_clear (self);
}

LtMapToolMode
lt_map_tool_get_mode (LtMapTool *self)
{
  g_return_val_if_fail (LT_IS_MAP_TOOL (self), LT_MAP_TOOL_NONE);

  return self->mode;
}

void
lt_map_tool_set_palette (LtMapTool *self, const LtPalette *palette)
{
  g_return_if_fail (LT_IS_MAP_TOOL (self));

  self->palette = *palette;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
is_near_last (LtMapTool *self, const Place *place)
{
  LtCamera camera;
  double x0, y0, x1, y1;
  Place last = get_place (self, self->places->len - 1);

  get_camera (self, &camera);
  lt_camera_to_screen (&camera, last.longitude, last.latitude, &x0, &y0);
  lt_camera_to_screen (&camera, place->longitude, place->latitude, &x1, &y1);
  return hypot (x1 - x0, y1 - y0) < LASSO_STEP_PX;
}

void
lt_map_tool_add (LtMapTool *self, double longitude, double latitude)
{
  Place place = { longitude, latitude };

  g_return_if_fail (LT_IS_MAP_TOOL (self));

  if (self->mode == LT_MAP_TOOL_RECTANGLE && self->places->len == 2)
    g_array_set_size (self->places, 1);
  if (self->mode == LT_MAP_TOOL_LASSO && self->places->len > 0 && is_near_last (self, &place))
    return;
  g_array_append_val (self->places, place);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
lt_map_tool_remove_last (LtMapTool *self)
{
  g_return_val_if_fail (LT_IS_MAP_TOOL (self), FALSE);

  if (self->places->len == 0)
    return FALSE;
  g_array_set_size (self->places, self->places->len - 1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

void
lt_map_tool_clear (LtMapTool *self)
{
  g_return_if_fail (LT_IS_MAP_TOOL (self));

  g_array_set_size (self->places, 0);
  self->pointer.longitude = NAN;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lt_map_tool_set_pointer (LtMapTool *self, double longitude, double latitude)
{
  g_return_if_fail (LT_IS_MAP_TOOL (self));

  self->pointer = (Place){ longitude, latitude };
  if (self->places->len > 0)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- what it is --- */

static void
add_corner (GArray *ring, double longitude, double latitude)
{
  g_array_append_val (ring, longitude);
  g_array_append_val (ring, latitude);
}

GArray *
lt_map_tool_get_ring (LtMapTool *self)
{
  GArray *ring = g_array_new (FALSE, FALSE, sizeof (double));

  g_return_val_if_fail (LT_IS_MAP_TOOL (self), ring);

  if (self->mode == LT_MAP_TOOL_RECTANGLE && self->places->len == 2)
    {
      Place a = get_place (self, 0), b = get_place (self, 1);

      add_corner (ring, a.longitude, a.latitude);
      add_corner (ring, b.longitude, a.latitude);
      add_corner (ring, b.longitude, b.latitude);
      add_corner (ring, a.longitude, b.latitude);
      return ring;
    }
  for (guint i = 0; i < self->places->len; i++)
    add_corner (ring, get_place (self, i).longitude, get_place (self, i).latitude);
  return ring;
}

double
lt_map_tool_get_length (LtMapTool *self)
{
  double sum = 0;

  g_return_val_if_fail (LT_IS_MAP_TOOL (self), 0);

  for (guint i = 1; i < self->places->len; i++)
    sum += lt_geodesic_distance (get_place (self, i - 1).longitude, get_place (self, i - 1).latitude,
                                 get_place (self, i).longitude, get_place (self, i).latitude);
  return sum;
}

double
lt_map_tool_get_area (LtMapTool *self)
{
  g_autoptr (LtGeometryBuilder) builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);
  g_autoptr (LtGeometry) geometry = NULL;
  g_autoptr (GArray) ring = lt_map_tool_get_ring (self);

  if (ring->len < 6)
    return 0;
  for (guint i = 0; i < ring->len; i += 2)
    lt_geometry_builder_add_point (builder, g_array_index (ring, double, i),
                                   g_array_index (ring, double, i + 1));
  lt_geometry_builder_end_ring (builder, TRUE);
  geometry = lt_geometry_builder_end (g_steal_pointer (&builder));
  return geometry ? lt_geometry_area_m2 (geometry) : 0;
}

/* --- the class --- */

static void
lt_map_tool_finalize (GObject *object)
{
  g_array_unref (LT_MAP_TOOL (object)->places);
  G_OBJECT_CLASS (lt_map_tool_parent_class)->finalize (object);
}

static void
lt_map_tool_class_init (LtMapToolClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lt_map_tool_finalize;
  widget_class->snapshot = lt_map_tool_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
lt_map_tool_init (LtMapTool *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  self->pointer.longitude = NAN;
}

LtMapTool *
lt_map_tool_new (ShumateViewport *viewport)
{
  LtMapTool *self = g_object_new (LT_TYPE_MAP_TOOL, "viewport", viewport, NULL);

  g_signal_connect_object (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  return self;
}
