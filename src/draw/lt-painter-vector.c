#include <math.h>

#include "lt-painter-private.h"
#include "lt-parcels.h"
#include "lt-text.h"

/* Parcels as paths, for files that keep them: the look that LtParcels gives to pixels. */

static const LtClasses *
get_classes (const LtPainter *self)
{
  return lt_classes_fits (self->view->classes, self->snapshot) ? self->view->classes : NULL;
}

static void
trace (const LtPainter *self, guint item)
{
  const LtShapes *shapes = &self->snapshot->parcels;
  const LtProjection *projection = &self->projection;
  guint32 start = shapes->first_ring[item] > 0 ? shapes->ring_ends[shapes->first_ring[item] - 1] : 0;

  for (guint32 ring = shapes->first_ring[item]; ring < shapes->first_ring[item + 1]; ring++)
    {
      cairo_new_sub_path (self->cr);
      for (guint32 i = start; i + 1 < shapes->ring_ends[ring]; i++)
        cairo_line_to (self->cr, (double) shapes->xy[2 * (gsize) i] * projection->scale + projection->x,
                       (double) shapes->xy[2 * (gsize) i + 1] * projection->scale + projection->y);
      cairo_close_path (self->cr);
      start = shapes->ring_ends[ring];
    }
}

static void
get_size (const LtPainter *self, double *width, double *height)
{
  double x1, y1, x2, y2;

  cairo_path_extents (self->cr, &x1, &y1, &x2, &y2);
  *width = x2 - x1;
  *height = y2 - y1;
}

static void
paint_one (const LtPainter *self, guint item, guint32 colour)
{
  double width, height, share;

  cairo_new_path (self->cr);
  trace (self, item);
  get_size (self, &width, &height);
  lt_colour_set (self->cr, colour);
  cairo_fill_preserve (self->cr);
  share = lt_parcels_get_outline (MAX (width, height));
  if (share > 0)
    {
      lt_colour_set (self->cr, lt_colour_with_alpha (self->palette.parcel_line, share));
      cairo_stroke_preserve (self->cr);
    }
  cairo_new_path (self->cr);
}

/* Lines x + y, x − y or y = whole number × spacing from the world's corner, over the clip. */
static void
paint_lines (const LtPainter *self, LtHatch hatch, double spacing)
{
  const LtProjection *projection = &self->projection;
  double a = hatch == LT_HATCH_LEVEL ? 0 : hatch == LT_HATCH_FALLING ? -1 : 1;
  double period = a == 0 ? spacing : spacing * G_SQRT2, origin = projection->y + a * projection->x;
  double x1, y1, x2, y2, least, most;

  cairo_clip_extents (self->cr, &x1, &y1, &x2, &y2);
  least = y1 + MIN (a * x1, a * x2);
  most = y2 + MAX (a * x1, a * x2);
  for (double sum = origin + ceil ((least - origin) / period) * period; sum <= most; sum += period)
    {
      cairo_move_to (self->cr, x1, sum - a * x1);
      cairo_line_to (self->cr, x2, sum - a * x2);
    }
}

static void
paint_hatch (const LtPainter *self, const LtClass *class)
{
  double weight = self->palette.line / 2;

  cairo_save (self->cr);
  cairo_clip (self->cr);
  if (class->hatch == LT_HATCH_CROSS)
    paint_lines (self, LT_HATCH_FALLING, LT_PARCELS_HATCH_SPACING * weight);
  paint_lines (self, class->hatch == LT_HATCH_CROSS ? LT_HATCH_RISING : class->hatch,
               LT_PARCELS_HATCH_SPACING * weight);
  cairo_set_line_width (self->cr, LT_PARCELS_HATCH_WIDTH * weight);
  lt_colour_set (self->cr, lt_parcels_get_ink (class->colour));
  cairo_stroke (self->cr);
  cairo_restore (self->cr);
}

static void
paint_letter (cairo_t *cr, const LtClass *class, const cairo_rectangle_t *area)
{
  g_autoptr (PangoLayout) text = lt_text_new (class->letter, area->height * 0.68, LT_TEXT_BOLD, 0);
  double width, height, x = area->x + area->width / 2, y = area->y + area->height / 2;

  lt_text_measure (text, &width, &height);
  if (class->hatch != LT_HATCH_NONE)
    {
      lt_colour_set (cr, class->colour);
      cairo_arc (cr, x, y, area->height * 0.42, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  lt_text_paint (text, cr, x - width / 2, y - height / 2, lt_colour_get_ink (class->colour | 0xff));
}

void
lt_painter_paint_class (cairo_t *cr,
                        const LtClass *class,
                        const cairo_rectangle_t *area,
                        const LtPalette *palette)
{
  const LtPainter self = { .cr = cr, .palette = *palette, .projection = { 1, area->x, area->y } };

  g_return_if_fail (cr != NULL && class != NULL && area != NULL && palette != NULL);

  cairo_new_path (cr);
  cairo_rectangle (cr, area->x + 0.5, area->y + 0.5, area->width - 1, area->height - 1);
  lt_colour_set (cr, class->colour);
  cairo_fill_preserve (cr);
  if (class->hatch != LT_HATCH_NONE)
    paint_hatch (&self, class);
  cairo_new_path (cr);
  cairo_rectangle (cr, area->x + 0.5, area->y + 0.5, area->width - 1, area->height - 1);
  lt_colour_set (cr, palette->parcel_line);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  if (class->letter[0] != '\0')
    paint_letter (cr, class, area);
}

static void
paint_one_hatch (const LtPainter *self, guint item, const LtClass *class)
{
  double width, height;

  cairo_new_path (self->cr);
  trace (self, item);
  get_size (self, &width, &height);
  if (MIN (width, height) > LT_PARCELS_HATCH_SIZE * self->palette.line / 2)
    paint_hatch (self, class);
  cairo_new_path (self->cr);
}

void
lt_painter_trace_parcels (const LtPainter *self, GArray *items)
{
  const LtClasses *classes = get_classes (self);

  cairo_save (self->cr);
  cairo_set_fill_rule (self->cr, CAIRO_FILL_RULE_EVEN_ODD);
  for (guint i = 0; i < items->len; i++)
    {
      guint item = g_array_index (items, guint, i), number = classes != NULL ? classes->class_of[item] : 0;
      const LtClass *class = classes != NULL && number < classes->n_classes ? &classes->classes[number]
                                                                            : NULL;

      if (classes != NULL && (class == NULL || class->hidden))
        continue;
      cairo_set_line_width (self->cr, LT_PARCELS_LINE_WIDTH * self->palette.line);
      paint_one (self, item, class != NULL ? class->colour : self->palette.parcel_fill);
      if (class != NULL && class->hatch != LT_HATCH_NONE)
        paint_one_hatch (self, item, class);
    }
  cairo_restore (self->cr);
}
