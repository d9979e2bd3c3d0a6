#include "config.h"

#include <math.h>

#include "lt-map-marks.h"
#include "lt-painter.h"

#define RING_PX 3.0
#define CASING_PX 2.0
#define POINT_RADIUS 9.0
#define PIN_HEIGHT 30.0

typedef struct
{
  LtMarks marks;
  LtSnapshot *snapshot;
  LtPalette palette;
} Data;

static void
data_free (gpointer pointer)
{
  Data *data = pointer;

  g_clear_pointer (&data->marks.selection, lt_geometry_unref);
  g_clear_pointer (&data->marks.selected, lt_classes_unref);
  g_clear_pointer (&data->marks.hover_shape, lt_geometry_unref);
  lt_snapshot_unref (data->snapshot);
  g_free (data);
}

static void
set_colour (cairo_t *cr, guint32 colour, double opacity)
{
  cairo_set_source_rgba (cr, (colour >> 24) / 255.0, (colour >> 16 & 0xFF) / 255.0,
                         (colour >> 8 & 0xFF) / 255.0, opacity);
}

/* The rings as a path on screen; `snapshot` for coordinates that are its own, NULL for degrees. */
static void
add_path (cairo_t *cr, const LtCamera *camera, const LtGeometry *geometry, const LtSnapshot *snapshot)
{
  guint point = 0;

  for (guint ring = 0; ring < geometry->n_rings; ring++)
    {
      cairo_new_sub_path (cr);
      for (; point < geometry->ring_ends[ring]; point++)
        {
          double x = geometry->xy[2 * point];
          double y = geometry->xy[2 * point + 1];

          if (snapshot)
            lt_snapshot_unproject (snapshot, x, y, &x, &y);
          lt_camera_to_screen (camera, x, y, &x, &y);
          /* cairo's fixed point overflows far outside the picture. */
          cairo_line_to (cr, CLAMP (x, -20000, 20000), CLAMP (y, -20000, 20000));
        }
      if (geometry->kind == LT_GEOMETRY_POLYGON)
        cairo_close_path (cr);
    }
}

static void
stroke_ring (cairo_t *cr, guint32 accent)
{
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_set_line_width (cr, RING_PX + 2 * CASING_PX);
  cairo_stroke_preserve (cr);
  set_colour (cr, accent, 1);
  cairo_set_line_width (cr, RING_PX);
  cairo_stroke (cr);
}

static const LtGeometry *
get_outline (const Data *data, int district)
{
  return district >= 0 && (guint) district < data->snapshot->n_outlines
             ? data->snapshot->outlines[district].geometry
             : NULL;
}

static void
lift_area (cairo_t *cr, const Data *data)
{
  gboolean dark = data->marks.view.theme == LT_THEME_DARK;

  cairo_set_source_rgba (cr, 1, 1, 1, dark ? 0.12 : 0.35);
  cairo_fill_preserve (cr);
  set_colour (cr, data->palette.accent, 1);
  cairo_set_line_width (cr, data->palette.line);
  cairo_stroke (cr);
}

static void
lift_point (cairo_t *cr, const LtCamera *camera, const Data *data)
{
  const double *xy = data->marks.hover_shape->xy;
  double x;
  double y;

  lt_camera_to_screen (camera, xy[0], xy[1], &x, &y);
  cairo_arc (cr, x, y, POINT_RADIUS, 0, 2 * G_PI);
  set_colour (cr, data->palette.halo, 1);
  cairo_set_line_width (cr, RING_PX);
  cairo_stroke (cr);
}

static void
paint_hover (cairo_t *cr, const LtCamera *camera, gconstpointer pointer)
{
  const Data *data = pointer;
  const LtGeometry *outline = get_outline (data, data->marks.hover_district);
  const LtGeometry *shape = data->marks.hover_shape;

  if (outline && outline->kind == LT_GEOMETRY_POLYGON)
    {
      add_path (cr, camera, outline, data->snapshot);
      lift_area (cr, data);
    }
  if (shape && shape->kind == LT_GEOMETRY_POLYGON)
    {
      add_path (cr, camera, shape, NULL);
      lift_area (cr, data);
    }
  else if (shape)
    lift_point (cr, camera, data);
}

static void
paint_pin (cairo_t *cr, double x, double y, guint32 accent)
{
  const double radius = PIN_HEIGHT * 0.36;
  const double middle = y - PIN_HEIGHT + radius;

  cairo_move_to (cr, x, y);
  cairo_curve_to (cr, x - radius * 0.4, y - PIN_HEIGHT * 0.3, x - radius, middle + radius * 0.7, x - radius,
                  middle);
  cairo_arc (cr, x, middle, radius, G_PI, 2 * G_PI);
  cairo_curve_to (cr, x + radius, middle + radius * 0.7, x + radius * 0.4, y - PIN_HEIGHT * 0.3, x, y);
  cairo_close_path (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_set_line_width (cr, 2 * CASING_PX);
  cairo_stroke_preserve (cr);
  set_colour (cr, accent, 1);
  cairo_fill (cr);
  cairo_arc (cr, x, middle, radius * 0.4, 0, 2 * G_PI);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill (cr);
}

static void
paint_point (cairo_t *cr, const LtCamera *camera, double longitude, double latitude, guint32 accent)
{
  double x;
  double y;

  lt_camera_to_screen (camera, longitude, latitude, &x, &y);
  cairo_arc (cr, x, y, POINT_RADIUS, 0, 2 * G_PI);
  stroke_ring (cr, accent);
  paint_pin (cr, x, y - POINT_RADIUS - RING_PX, accent);
}

static void
paint_selection (cairo_t *cr, const LtCamera *camera, gconstpointer pointer)
{
  const Data *data = pointer;
  const LtGeometry *geometry = data->marks.selection;
  const LtGeometry *outline = NULL;

  if (data->marks.selected)
    lt_painter_paint_selected (cr, camera, data->snapshot, &data->marks.view, data->marks.selected);
  if (!geometry && data->marks.selection_unplaced)
    outline = get_outline (data, data->marks.selection_district);
  if (geometry && geometry->kind == LT_GEOMETRY_POINT)
    paint_point (cr, camera, geometry->xy[0], geometry->xy[1], data->palette.accent);
  else if (geometry || outline)
    {
      add_path (cr, camera, geometry ? geometry : outline, geometry ? NULL : data->snapshot);
      stroke_ring (cr, data->palette.accent);
    }
}

static LtPaint *
get_paint (const LtMarks *self, LtSnapshot *snapshot, LtPaintFunc func)
{
  Data *data = g_new (Data, 1);

  data->marks = *self;
  data->marks.view.classes = NULL;
  data->marks.view.projects = NULL;
  if (data->marks.selected)
    lt_classes_ref (data->marks.selected);
  if (data->marks.selection)
    lt_geometry_ref (data->marks.selection);
  if (data->marks.hover_shape)
    lt_geometry_ref (data->marks.hover_shape);
  data->snapshot = lt_snapshot_ref (snapshot);
  lt_view_get_palette (&self->view, snapshot, &data->palette);
  return lt_paint_new (func, data, data_free);
}

LtPaint *
lt_marks_get_hover_paint (const LtMarks *self, LtSnapshot *snapshot)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (!snapshot || (self->hover_district < 0 && !self->hover_shape))
    return NULL;
  return get_paint (self, snapshot, paint_hover);
}

LtPaint *
lt_marks_get_selection_paint (const LtMarks *self, LtSnapshot *snapshot)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (!snapshot || (!self->selection && !self->selection_unplaced && !self->selected))
    return NULL;
  return get_paint (self, snapshot, paint_selection);
}
