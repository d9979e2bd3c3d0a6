#include "lt-canvas.h"

#include <math.h>

#include "lt-mercator.h"

#define MIN_STEP 0.33

static double
get_channel (guint32 colour, guint shift)
{
  return ((colour >> shift) & 0xff) / 255.0;
}

void
lt_colour_set (cairo_t *cr, guint32 colour)
{
  cairo_set_source_rgba (cr, get_channel (colour, 24), get_channel (colour, 16), get_channel (colour, 8),
                         get_channel (colour, 0));
}

guint32
lt_colour_with_alpha (guint32 colour, double alpha)
{
  return (colour & 0xffffff00u) | (guint32) lround (CLAMP (alpha, 0.0, 1.0) * 255.0);
}

guint32
lt_colour_mix (guint32 a, guint32 b, double share)
{
  guint32 result = a & 0xff;

  for (guint shift = 8; shift <= 24; shift += 8)
    {
      double value = get_channel (a, shift) * (1.0 - share) + get_channel (b, shift) * share;

      result |= (guint32) lround (value * 255.0) << shift;
    }

  return result;
}

static double
get_linear (guint32 colour, guint shift)
{
  double value = get_channel (colour, shift);

  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
get_luminance (guint32 colour)
{
  return 0.2126 * get_linear (colour, 24) + 0.7152 * get_linear (colour, 16)
         + 0.0722 * get_linear (colour, 8);
}

double
lt_colour_contrast (guint32 a, guint32 b)
{
  double la = get_luminance (a), lb = get_luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

guint32
lt_colour_get_ink (guint32 colour)
{
  const guint32 black = 0x1a1a1aff, white = 0xffffffff;

  return lt_colour_contrast (colour, white) >= 3.4 ? white : black;
}

void
lt_projection_init (LtProjection *self, const LtCamera *camera, double origin_x, double origin_y)
{
  double size = 256.0 * exp2 (camera->zoom);

  self->scale = size / LT_EARTH_CIRCUMFERENCE_M;
  self->x = (origin_x / LT_EARTH_CIRCUMFERENCE_M - lt_mercator_x (camera->longitude)) * size
            + camera->width / 2.0;
  self->y = (origin_y / LT_EARTH_CIRCUMFERENCE_M - lt_mercator_y (camera->latitude)) * size
            + camera->height / 2.0;
}

void
lt_projection_get_view (const LtProjection *self, const LtCamera *camera, double margin, LtBox *view)
{
  view->west = (-margin - self->x) / self->scale;
  view->east = (camera->width + margin - self->x) / self->scale;
  view->south = (-margin - self->y) / self->scale;
  view->north = (camera->height + margin - self->y) / self->scale;
}

static void
trace_ring (const LtProjection *self, cairo_t *cr, const double *xy, guint n_points, gboolean close)
{
  double last_x = 0, last_y = 0;

  for (guint i = 0; i < n_points; i++)
    {
      double x = xy[2 * i] * self->scale + self->x;
      double y = xy[2 * i + 1] * self->scale + self->y;

      if (i == 0)
        cairo_move_to (cr, x, y);
      else if (i + 1 < n_points && fabs (x - last_x) < MIN_STEP && fabs (y - last_y) < MIN_STEP)
        continue;
      else
        cairo_line_to (cr, x, y);

      last_x = x;
      last_y = y;
    }

  if (close)
    cairo_close_path (cr);
}

void
lt_projection_trace (const LtProjection *self, cairo_t *cr, const LtGeometry *geometry)
{
  guint start = 0;

  for (guint i = 0; i < geometry->n_rings; i++)
    {
      guint end = geometry->ring_ends[i];
      gboolean polygon = geometry->kind == LT_GEOMETRY_POLYGON;

      if (end > start)
        trace_ring (self, cr, geometry->xy + 2 * (gsize) start, end - start, polygon);
      start = end;
    }
}

void
lt_canvas_hatch (cairo_t *cr, const LtProjection *projection, double spacing, double width, guint32 colour)
{
  double x1, y1, x2, y2, first, origin;

  cairo_clip_extents (cr, &x1, &y1, &x2, &y2);
  if (x2 <= x1 || y2 <= y1)
    return;

  /* Lines are x + y = origin + k · spacing. */
  origin = fmod (projection->x + projection->y, spacing);
  first = floor ((x1 + y1 - width - origin) / spacing) * spacing + origin;
  for (double sum = first; sum <= x2 + y2 + width; sum += spacing)
    {
      cairo_move_to (cr, sum - y1 + width, y1 - width);
      cairo_line_to (cr, sum - y2 - width, y2 + width);
    }
  cairo_set_line_width (cr, width);
  lt_colour_set (cr, colour);
  cairo_stroke (cr);
}

void
lt_canvas_round_rectangle (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  double r = MIN (radius, MIN (width, height) / 2.0);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - r, y + r, r, -G_PI_2, 0);
  cairo_arc (cr, x + width - r, y + height - r, r, 0, G_PI_2);
  cairo_arc (cr, x + r, y + height - r, r, G_PI_2, G_PI);
  cairo_arc (cr, x + r, y + r, r, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}
