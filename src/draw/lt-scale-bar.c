#include "config.h"

#include "lt-sheet.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LENGTH 150.0
#define BAR 5.0

/* The longest of 1, 2, 5 times a power of ten that is no longer than `metres`. */
static double
get_round_length (double metres)
{
  double power = pow (10, floor (log10 (metres)));
  double rest = metres / power;

  return power * (rest >= 5 ? 5 : rest >= 2 ? 2 : 1);
}

cairo_rectangle_t
lt_scale_bar_get_area (const LtSheet *sheet)
{
  double width = (LENGTH + 60) * sheet->unit, height = 56 * sheet->unit;

  return (cairo_rectangle_t){ sheet->map.width - width, sheet->map.height - height, width, height };
}

static void
paint_bar (const LtSheet *sheet, cairo_t *cr, double right, double bottom, double length)
{
  double bar = BAR * sheet->unit;

  lt_colour_set (cr, sheet->palette.halo);
  cairo_rectangle (cr, right - length - 2, bottom - bar - 2, length + 4, bar + 4);
  cairo_fill (cr);
  lt_colour_set (cr, sheet->palette.text);
  cairo_rectangle (cr, right - length, bottom - bar, length / 2, bar);
  cairo_fill (cr);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, right - length + 0.5, bottom - bar + 0.5, length - 1, bar - 1);
  cairo_stroke (cr);
}

static void
paint_north (const LtSheet *sheet, cairo_t *cr, double x, double bottom)
{
  double unit = sheet->unit;
  g_autoptr (PangoLayout) text = lt_text_new ("N", 11 * unit, LT_TEXT_BOLD, 0);
  double width, height;

  lt_text_measure (text, &width, &height);
  cairo_move_to (cr, x, bottom - 20 * unit);
  cairo_line_to (cr, x + 6 * unit, bottom);
  cairo_line_to (cr, x, bottom - 5 * unit);
  cairo_line_to (cr, x - 6 * unit, bottom);
  cairo_close_path (cr);
  lt_colour_set (cr, sheet->palette.halo);
  cairo_set_line_width (cr, 3);
  cairo_stroke_preserve (cr);
  lt_colour_set (cr, sheet->palette.text);
  cairo_fill (cr);
  lt_text_paint_halo (text, cr, x - width / 2, bottom - 20 * unit - height, 1.8, sheet->palette.halo);
  lt_text_paint (text, cr, x - width / 2, bottom - 20 * unit - height, sheet->palette.text);
}

void
lt_scale_bar_paint (const LtSheet *sheet, cairo_t *cr)
{
  double unit = sheet->unit, per_pixel = lt_camera_get_metres_per_pixel (&sheet->camera);
  double metres = get_round_length (LENGTH * unit * per_pixel), length = metres / per_pixel;
  double right = sheet->map.width - 46 * unit, bottom = sheet->map.height - 16 * unit;
  g_autofree char *label = NULL;
  g_autoptr (PangoLayout) text = NULL;
  double width, height;

  if (sheet->map.width < 3 * LENGTH * unit || sheet->map.height < 160 * unit)
    return;

  label = metres >= 1000 ? g_strdup_printf (_ ("%.0f km"), metres / 1000)
                         : g_strdup_printf (_ ("%.0f m"), metres);
  text = lt_text_new (label, 12 * unit, 0, 0);
  lt_text_measure (text, &width, &height);
  lt_text_paint_halo (text, cr, right - width, bottom - 8 * unit - height, 1.8, sheet->palette.halo);
  lt_text_paint (text, cr, right - width, bottom - 8 * unit - height, sheet->palette.text);
  paint_bar (sheet, cr, right, bottom, length);
  paint_north (sheet, cr, sheet->map.width - 22 * unit, bottom);
}
