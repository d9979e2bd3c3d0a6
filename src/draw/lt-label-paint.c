#include "lt-label.h"

#include <math.h>

#include "lt-canvas.h"

static const double dash[] = { 3, 2.5 };

void
lt_label_paint_chip (cairo_t *cr,
                     const LtSnapshot *snapshot,
                     const LtView *view,
                     guint chain,
                     double x,
                     double y,
                     double diameter)
{
  LtChain *it = lt_catalogue_get_chain (snapshot->catalogue, chain);
  guint32 colour = lt_view_adapt_colour (view, (lt_chain_get_colour (it) << 8) | 0xff);
  g_autofree char *number = g_strdup_printf ("%u", chain);
  g_autoptr (PangoLayout) text = lt_text_new (number, diameter * 0.72, LT_TEXT_BOLD, 0);
  double width, height;

  cairo_new_path (cr);
  cairo_arc (cr, x + diameter / 2, y + diameter / 2, diameter / 2, 0, 2 * G_PI);
  lt_colour_set (cr, colour);
  cairo_fill (cr);

  lt_text_measure (text, &width, &height);
  lt_text_paint (text, cr, x + (diameter - width) / 2, y + (diameter - height) / 2,
                 lt_colour_get_ink (colour));
}

static void
paint_chips (cairo_t *cr, const LtSnapshot *snapshot, const LtView *view, guint district, const LtPart *part)
{
  LtCatalogue *catalogue = snapshot->catalogue;
  const cairo_rectangle_t *area = &part->area;
  double step = (area->height + LT_LABEL_CHIP_GAP) / part->rows;
  guint columns = (guint) lround ((area->width + LT_LABEL_CHIP_GAP) / step);
  guint n = 0;

  for (guint i = 0; i < lt_catalogue_get_n_chains (catalogue); i++)
    {
      guint number = lt_chain_get_number (lt_catalogue_get_chain_at (catalogue, i));

      if (!lt_label_is_key (snapshot, number, district))
        continue;
      lt_label_paint_chip (cr, snapshot, view, number, area->x + n % columns * step,
                           area->y + n / columns * step, step - LT_LABEL_CHIP_GAP);
      n++;
    }
}

static void
paint_badge (cairo_t *cr, const LtPart *part, const LtPalette *palette)
{
  const cairo_rectangle_t *area = &part->area;
  double width, height;

  cairo_save (cr);
  lt_canvas_round_rectangle (cr, area->x + 0.5, area->y + 0.5, area->width - 1, area->height - 1,
                             area->height / 2);
  lt_colour_set (cr, lt_colour_with_alpha (palette->halo, 0.8));
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, 1.1);
  cairo_set_dash (cr, dash, G_N_ELEMENTS (dash), 0);
  lt_colour_set (cr, palette->text_quiet);
  cairo_stroke (cr);
  cairo_restore (cr);

  lt_text_measure (part->text, &width, &height);
  lt_text_paint (part->text, cr, area->x + (area->width - width) / 2, area->y + (area->height - height) / 2,
                 palette->text_quiet);
}

static guint32
get_colour (const LtLabel *label, const LtPart *part, const LtPalette *palette)
{
  switch (label->kind)
    {
    case LT_LABEL_KEY:
      return part->kind == LT_PART_NAME ? palette->text : palette->text_quiet;
    case LT_LABEL_LAKE:
      return lt_colour_mix (palette->water_line, palette->text, 0.6);
    case LT_LABEL_COUNTY:
      return lt_colour_mix (palette->text_quiet, palette->land, 0.12);
    case LT_LABEL_DISTRICT:
    case LT_LABEL_CITY:
    case LT_LABEL_TOWN:
    default:
      return palette->text_quiet;
    }
}

static void
paint_dot (cairo_t *cr, const LtLabel *label, const LtPalette *palette)
{
  double radius = label->kind == LT_LABEL_CITY ? 2.8 : 2.0;

  cairo_new_path (cr);
  cairo_arc (cr, label->dot_x, label->dot_y, radius, 0, 2 * G_PI);
  lt_colour_set (cr, palette->halo);
  cairo_set_line_width (cr, 2.4);
  cairo_stroke_preserve (cr);
  lt_colour_set (cr, palette->text_quiet);
  cairo_fill (cr);
}

static void
paint_text (cairo_t *cr, const LtLabel *label, const LtPart *part, const LtPalette *palette)
{
  double halo = label->kind == LT_LABEL_KEY && part->kind == LT_PART_NAME ? 2.6 : 1.8;

  /* Names on water need none: nothing lies below them. */
  if (label->kind != LT_LABEL_LAKE)
    lt_text_paint_halo (part->text, cr, part->area.x, part->area.y, halo * palette->font_label / 16.0,
                        palette->halo);
  lt_text_paint (part->text, cr, part->area.x, part->area.y, get_colour (label, part, palette));
}

void
lt_label_paint (GArray *labels, cairo_t *cr, const LtSnapshot *snapshot, const LtView *view)
{
  LtPalette palette;

  lt_view_get_palette (view, snapshot, &palette);

  for (guint i = 0; i < labels->len; i++)
    {
      const LtLabel *label = &g_array_index (labels, LtLabel, i);

      if (!isnan (label->dot_x))
        paint_dot (cr, label, &palette);
      for (guint j = 0; j < label->n_parts; j++)
        {
          const LtPart *part = &label->parts[j];

          if (part->kind == LT_PART_CHIPS)
            paint_chips (cr, snapshot, view, (guint) label->district, part);
          else if (part->kind == LT_PART_BADGE)
            paint_badge (cr, part, &palette);
          else
            paint_text (cr, label, part, &palette);
        }
    }
}
