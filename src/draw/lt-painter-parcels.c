#include <math.h>

#include "lt-painter-private.h"
#include "lt-parcels.h"

/* Pictures smaller than this are painted by one thread: tiles are many, and others are painted beside. */
#define THREADS_PIXELS (1024 * 1024)

/* A file of paths with more parcels than this has them as a picture, of so many pixels for each logical
 * one: a million paths are of no use to anyone. */
#define MAX_PATHS 20000
#define VECTOR_SCALE 3.0

static gboolean
has_pixels (cairo_t *cr)
{
  return cairo_surface_get_type (cairo_get_group_target (cr)) == CAIRO_SURFACE_TYPE_IMAGE;
}

/* The pixels that the picture covers within the target's clip, `scale` of them for each logical one,
 * and where its corner lies in them. */
static gboolean
find_pixels (const LtPainter *self, double scale, cairo_rectangle_int_t *area, double *x, double *y)
{
  double left, top, right, bottom;

  cairo_clip_extents (self->cr, &left, &top, &right, &bottom);
  left = MAX (left, 0);
  top = MAX (top, 0);
  right = MIN (right, self->camera->width);
  bottom = MIN (bottom, self->camera->height);
  if (!(left < right && top < bottom))
    return FALSE;
  *x = *y = 0;
  if (has_pixels (self->cr))
    cairo_user_to_device (self->cr, x, y);
  area->x = (int) floor (*x + left * scale);
  area->y = (int) floor (*y + top * scale);
  area->width = (int) ceil (*x + right * scale) - area->x;
  area->height = (int) ceil (*y + bottom * scale) - area->y;
  *x -= area->x;
  *y -= area->y;
  return area->width > 0 && area->height > 0;
}

static void
put (const LtPainter *self, cairo_surface_t *surface, double scale, const cairo_rectangle_int_t *area)
{
  cairo_save (self->cr);
  if (has_pixels (self->cr))
    cairo_identity_matrix (self->cr);
  else
    cairo_scale (self->cr, 1 / scale, 1 / scale);
  cairo_set_source_surface (self->cr, surface, area->x, area->y);
  cairo_pattern_set_filter (cairo_get_source (self->cr), CAIRO_FILTER_NEAREST);
  cairo_paint (self->cr);
  cairo_restore (self->cr);
}

/* Device pixels per logical one, whatever was scaled before. */
static double
get_scale (cairo_t *cr)
{
  double x = 1, y = 0;

  cairo_user_to_device_distance (cr, &x, &y);
  return hypot (x, y);
}

static void
paint_pixels (const LtPainter *self, double scale)
{
  double x, y;
  cairo_rectangle_int_t area;
  cairo_surface_t *surface;
  LtParcels parcels;

  if (!find_pixels (self, scale, &area, &x, &y))
    return;
  parcels = (LtParcels){
    .snapshot = self->snapshot,
    .view = self->view,
    .palette = &self->palette,
    .projection
    = { self->projection.scale * scale, self->projection.x * scale + x, self->projection.y * scale + y },
    .scale = scale,
    .width = (guint) area.width,
    .height = (guint) area.height,
    .threads = area.width * area.height >= THREADS_PIXELS ? g_get_num_processors () : 1,
  };
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, area.width, area.height);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    {
      lt_parcels_paint (&parcels, cairo_image_surface_get_data (surface),
                        (gsize) cairo_image_surface_get_stride (surface));
      cairo_surface_mark_dirty (surface);
      put (self, surface, scale, &area);
    }
  cairo_surface_destroy (surface);
}

void
lt_painter_paint_parcels (const LtPainter *self)
{
  g_autoptr (GArray) items = NULL;

  if (self->snapshot->parcels.n == 0)
    return;
  if (has_pixels (self->cr))
    {
      paint_pixels (self, get_scale (self->cr));
      return;
    }
  items = lt_painter_find (self, self->snapshot->parcels.tree, 2);
  if (items->len <= MAX_PATHS)
    lt_painter_trace_parcels (self, items);
  else
    paint_pixels (self, VECTOR_SCALE);
}

/* A tint, and a line of two pixels with a white casing. */
void
lt_painter_paint_selected (
    cairo_t *cr, const LtCamera *camera, const LtSnapshot *snapshot, const LtView *view, LtClasses *selected)
{
  LtView own = *view;
  LtClasses tinted;
  LtPainter self = { .cr = cr, .camera = camera, .snapshot = snapshot, .view = &own };
  guint32 accent;

  g_return_if_fail (cr != NULL && camera != NULL && snapshot != NULL && view != NULL);

  if (!lt_classes_fits (selected, snapshot))
    return;
  tinted = *selected;
  own.classes = &tinted;
  lt_view_get_palette (view, snapshot, &self.palette);
  lt_projection_init (&self.projection, camera, snapshot->origin_x, snapshot->origin_y);
  accent = self.palette.accent;
  tinted.classes[1].colour = lt_colour_with_alpha (accent, 0.35);
  self.palette.parcel_line = 0xffffffff;
  self.palette.line = 5 / LT_PARCELS_LINE_WIDTH;
  lt_painter_paint_parcels (&self);
  tinted.classes[1].colour = 0;
  self.palette.parcel_line = accent;
  self.palette.line = 2 / LT_PARCELS_LINE_WIDTH;
  lt_painter_paint_parcels (&self);
}
