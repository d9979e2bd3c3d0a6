#include "lt-outline.h"

#include <math.h>

#include "lt-canvas.h"
#include "lt-text.h"
#include "lt-unit.h"

#define A 6378137.0
#define F (1.0 / 298.257222101)
#define E2 (F * (2.0 - F))
#define RADIANS (G_PI / 180.0)

/* A place in the middle's plane, in metres, and from there on paper. */
typedef struct
{
  double east; /* metres per degree */
  double north;
  double middle_x;
  double middle_y;
  double scale; /* px per metre */
  double x;     /* px of the middle */
  double y;
} Plane;

/* Radii of curvature: Snyder, Map Projections (USGS 1395), 4-18 and 4-20. */
static void
get_metres (double latitude, double *east, double *north)
{
  double s = sin (latitude * RADIANS), w = sqrt (1 - E2 * s * s);

  *east = A / w * cos (latitude * RADIANS) * RADIANS;
  *north = A * (1 - E2) / (w * w * w) * RADIANS;
}

double
lt_outline_get_length (double x1, double y1, double x2, double y2, double middle)
{
  double east, north;

  get_metres (middle, &east, &north);
  return hypot ((x2 - x1) * east, (y2 - y1) * north);
}

static void
plane_init (
    Plane *self, const LtGeometry *geometry, double x, double y, double width, double height, double margin)
{
  const LtBox *box = &geometry->box;
  double wide, high;

  self->middle_x = (box->west + box->east) / 2;
  self->middle_y = (box->south + box->north) / 2;
  get_metres (self->middle_y, &self->east, &self->north);
  wide = MAX ((box->east - box->west) * self->east, 1e-3);
  high = MAX ((box->north - box->south) * self->north, 1e-3);
  self->scale = MIN (MAX (width - 2 * margin, 8) / wide, MAX (height - 2 * margin, 8) / high);
  self->x = x + width / 2;
  self->y = y + height / 2;
}

static void
put (const Plane *self, const double *xy, double *x, double *y)
{
  *x = self->x + (xy[0] - self->middle_x) * self->east * self->scale;
  *y = self->y - (xy[1] - self->middle_y) * self->north * self->scale;
}

static void
trace (const Plane *plane, cairo_t *cr, const LtGeometry *geometry)
{
  guint start = 0;

  cairo_new_path (cr);
  for (guint ring = 0; ring < geometry->n_rings; ring++)
    {
      for (guint i = start; i + 1 < geometry->ring_ends[ring]; i++)
        {
          double x, y;

          put (plane, geometry->xy + 2 * (gsize) i, &x, &y);
          cairo_line_to (cr, x, y);
        }
      cairo_close_path (cr);
      cairo_new_sub_path (cr);
      start = geometry->ring_ends[ring];
    }
}

/* Along the edge, on its outer side (the rings' left is not to be trusted: the point inside tells). */
static void
label_edge (const Plane *plane, cairo_t *cr, const LtGeometry *geometry, guint i, const LtOutlineStyle *style)
{
  const double *from = geometry->xy + 2 * (gsize) i, *to = from + 2;
  double length = hypot ((to[0] - from[0]) * plane->east, (to[1] - from[1]) * plane->north);
  g_autofree char *text = lt_unit_format (length, length < 100 ? 1 : 0);
  g_autoptr (PangoLayout) layout = lt_text_new (text, style->font, LT_TEXT_TABULAR, 0);
  double x1, y1, x2, y2, width, height, angle, side = -1, probe_x, probe_y;

  lt_text_measure (layout, &width, &height);
  put (plane, from, &x1, &y1);
  put (plane, to, &x2, &y2);
  if (hypot (x2 - x1, y2 - y1) < width + 6)
    return;
  angle = atan2 (y2 - y1, x2 - x1);
  if (angle > G_PI_2 || angle <= -G_PI_2)
    angle += angle > 0 ? -G_PI : G_PI;
  probe_x = (from[0] + to[0]) / 2 + 2.0 / plane->scale * sin (angle) / plane->east;
  probe_y = (from[1] + to[1]) / 2 + 2.0 / plane->scale * cos (angle) / plane->north;
  if (lt_geometry_contains (geometry, probe_x, probe_y))
    side = 1;
  cairo_save (cr);
  cairo_translate (cr, (x1 + x2) / 2, (y1 + y2) / 2);
  cairo_rotate (cr, angle);
  lt_text_paint_halo (layout, cr, -width / 2, side < 0 ? -height - 2 : 2, 2, style->halo);
  lt_text_paint (layout, cr, -width / 2, side < 0 ? -height - 2 : 2, style->text);
  cairo_restore (cr);
}

static void
label_edges (const Plane *plane, cairo_t *cr, const LtGeometry *geometry, const LtOutlineStyle *style)
{
  guint start = 0;

  for (guint ring = 0; ring < geometry->n_rings; ring++)
    {
      for (guint i = start; i + 1 < geometry->ring_ends[ring]; i++)
        label_edge (plane, cr, geometry, i, style);
      start = geometry->ring_ends[ring];
    }
}

/* The largest of 1, 2, 5 · 10ⁿ metres that fits into a third of the width. */
static double
choose_bar (const Plane *plane, double width)
{
  double most = width / 3 / plane->scale, power = pow (10, floor (log10 (most)));

  return most >= 5 * power ? 5 * power : most >= 2 * power ? 2 * power : power;
}

static void
paint_bar (const Plane *plane, cairo_t *cr, double x, double y, double width, const LtOutlineStyle *style)
{
  double metres = choose_bar (plane, width), length = metres * plane->scale, text_width, text_height;
  g_autofree char *figure = lt_unit_format (metres, 0);
  g_autofree char *text = g_strdup_printf ("%s m", figure);
  g_autoptr (PangoLayout) layout = lt_text_new (text, style->font, LT_TEXT_TABULAR, 0);

  if (metres < 1)
    return;
  lt_text_measure (layout, &text_width, &text_height);
  lt_colour_set (cr, style->text);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, x + 0.5, y - 4.5);
  cairo_line_to (cr, x + 0.5, y - 0.5);
  cairo_line_to (cr, x + length, y - 0.5);
  cairo_line_to (cr, x + length, y - 4.5);
  cairo_stroke (cr);
  lt_text_paint (layout, cr, x + length + 4, y - text_height + 2, style->text);
}

void
lt_outline_paint (cairo_t *cr,
                  const LtGeometry *geometry,
                  double x,
                  double y,
                  double width,
                  double height,
                  const LtOutlineStyle *style)
{
  Plane plane;

  g_return_if_fail (cr != NULL && geometry != NULL && style != NULL);

  if (geometry->kind != LT_GEOMETRY_POLYGON || geometry->n_points < 4)
    return;
  plane_init (&plane, geometry, x, y, width, height, style->font * 2);
  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  trace (&plane, cr, geometry);
  lt_colour_set (cr, style->fill);
  cairo_fill_preserve (cr);
  lt_colour_set (cr, style->line);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
  label_edges (&plane, cr, geometry, style);
  paint_bar (&plane, cr, x, y + height, width, style);
  cairo_restore (cr);
}
