#include "config.h"

#include "lt-pin.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-canvas.h"
#include "lt-text.h"

#define HEAD_RADIUS 11.0
#define CASING 2.0
#define LATE_RADIUS 16.2
#define LETTER 12.5
#define LATE_LIGHT 0xc01c28ff
#define LATE_DARK 0xff7b72ff

/* From pale to deep as a project goes on (ColorBrewer YlGnBu), told apart by lightness alone. */
static const guint32 shares[LT_PIN_N_STAGES]
    = { 0xd5d5d5ff, 0xc7e9b4ff, 0x7fcdbbff, 0x41b6c4ff, 0x1d91c0ff, 0x225ea8ff, 0x0c2c84ff };

const char *
lt_pin_get_letter (guint stage)
{
  static const char *const letters[LT_PIN_N_STAGES] = {
    /* The one letter on a project's pin that says its stage: not signed yet */
    NC_ ("pin", "N"),
    /* signed */
    NC_ ("pin", "S"),
    /* building begun */
    NC_ ("pin", "B"),
    /* building completed */
    NC_ ("pin", "C"),
    /* in production */
    NC_ ("pin", "P"),
    /* above scale */
    NC_ ("pin", "A"),
    /* full capacity */
    NC_ ("pin", "F"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "pin", letters[MIN (stage, LT_PIN_N_STAGES - 1)]);
}

guint32
lt_pin_get_colour (const LtSnapshot *snapshot, const LtView *view, guint32 chains, guint chain)
{
  LtPalette palette;
  LtChain *found = chain != 0 ? lt_catalogue_get_chain (snapshot->catalogue, chain) : NULL;

  lt_view_get_palette (view, snapshot, &palette);
  if (view->chain != 0 && chains & (1u << (view->chain - 1)))
    return palette.accent;
  return found ? lt_view_adapt_colour (view, lt_chain_get_colour (found) << 8 | 0xff) : palette.text_quiet;
}

/* --- shapes --- */

/* A regular polygon; `inner` < 1 makes a star of it. */
static void
trace_polygon (cairo_t *cr, double x, double y, guint corners, double radius, double inner, double turn)
{
  guint n = inner < 1 ? 2 * corners : corners;

  cairo_new_sub_path (cr);
  for (guint i = 0; i < n; i++)
    {
      double angle = turn - G_PI / 2 + 2 * G_PI * i / n;
      double reach = radius * (inner < 1 && i % 2 ? inner : 1);

      cairo_line_to (cr, x + reach * cos (angle), y + reach * sin (angle));
    }
  cairo_close_path (cr);
}

static void
trace_head (cairo_t *cr, double x, double y, double radius, guint stage)
{
  switch (stage)
    {
    case 2:
      trace_polygon (cr, x, y, 4, radius * 1.22, 1, 0);
      break;
    case 3:
      trace_polygon (cr, x, y, 4, radius * 1.26, 1, G_PI / 4);
      break;
    case 4:
      trace_polygon (cr, x, y + radius * 0.06, 5, radius * 1.16, 1, 0);
      break;
    case 5:
      trace_polygon (cr, x, y, 6, radius * 1.12, 1, G_PI / 6);
      break;
    case 6:
      trace_polygon (cr, x, y, 8, radius * 1.22, 0.82, G_PI / 8);
      break;
    default:
      cairo_new_sub_path (cr);
      cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
      cairo_close_path (cr);
    }
}

static void
trace_tail (cairo_t *cr, double x, double y, double size)
{
  double head = y - LT_PIN_HEAD * size;

  cairo_move_to (cr, x - 6.5 * size, head + 7 * size);
  cairo_curve_to (cr, x - 3.5 * size, head + 14 * size, x - 1 * size, y - 6 * size, x, y);
  cairo_curve_to (cr, x + 1 * size, y - 6 * size, x + 3.5 * size, head + 14 * size, x + 6.5 * size,
                  head + 7 * size);
  cairo_close_path (cr);
}

static guint32
get_casing (const LtPalette *palette)
{
  return palette->halo | 0xff;
}

static gboolean
is_dark (const LtPalette *palette)
{
  return lt_colour_get_ink (palette->land | 0xff) == lt_colour_get_ink (0x000000ff);
}

static void
write_middle (cairo_t *cr, const char *text, double x, double y, double size, guint32 colour)
{
  g_autoptr (PangoLayout) layout = lt_text_new (text, size, LT_TEXT_BOLD | LT_TEXT_TABULAR, 0);
  double width, height;

  lt_text_measure (layout, &width, &height);
  lt_text_paint (layout, cr, x - width / 2, y - height / 2, colour);
}

/* The path current on `cr`, softened, in its colour; an unsigned project's is hollow. */
static void
fill_head (cairo_t *cr, double size, guint stage, guint32 colour, const LtPalette *palette)
{
  lt_colour_set (cr, colour);
  cairo_set_line_width (cr, (stage == 0 ? 3 : 1.5) * size);
  if (stage > 0)
    cairo_fill_preserve (cr);
  cairo_stroke_preserve (cr);
  if (stage == 0)
    {
      lt_colour_set (cr, get_casing (palette));
      cairo_fill_preserve (cr);
    }
  cairo_new_path (cr);
}

static void
write_letter (
    cairo_t *cr, double x, double y, double size, guint stage, guint32 colour, const LtPalette *palette)
{
  write_middle (cr, lt_pin_get_letter (stage), x, y, LETTER * size,
                stage == 0 ? palette->text : lt_colour_get_ink (colour));
}

void
lt_pin_paint_late_ring (cairo_t *cr, double x, double y, double size, const LtPalette *palette)
{
  cairo_new_path (cr);
  cairo_arc (cr, x, y, LATE_RADIUS * size, 0, 2 * G_PI);
  lt_colour_set (cr, get_casing (palette));
  cairo_set_line_width (cr, 6 * size);
  cairo_stroke_preserve (cr);
  lt_colour_set (cr, is_dark (palette) ? LATE_DARK : LATE_LIGHT);
  cairo_set_line_width (cr, 2.6 * size);
  cairo_stroke (cr);
}

void
lt_pin_paint_head (
    cairo_t *cr, double x, double y, double radius, guint stage, guint32 colour, const LtPalette *palette)
{
  double size = radius / HEAD_RADIUS;

  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_new_path (cr);
  trace_head (cr, x, y, radius, stage);
  fill_head (cr, size, stage, colour, palette);
  write_letter (cr, x, y, size, stage, colour, palette);
  cairo_restore (cr);
}

void
lt_pin_paint (cairo_t *cr,
              double x,
              double y,
              double size,
              guint stage,
              guint32 colour,
              gboolean late,
              const LtPalette *palette)
{
  double head = y - LT_PIN_HEAD * size;

  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (late)
    lt_pin_paint_late_ring (cr, x, head, size, palette);
  cairo_new_path (cr);
  trace_tail (cr, x, y, size);
  trace_head (cr, x, head, HEAD_RADIUS * size, stage);
  lt_colour_set (cr, get_casing (palette));
  cairo_set_line_width (cr, (1.5 + 2 * CASING) * size);
  cairo_stroke (cr);
  trace_tail (cr, x, y, size);
  lt_colour_set (cr, colour);
  cairo_fill (cr);
  trace_head (cr, x, head, HEAD_RADIUS * size, stage);
  fill_head (cr, size, stage, colour, palette);
  write_letter (cr, x, head, size, stage, colour, palette);
  cairo_restore (cr);
}

/* --- clusters --- */

/* Of the ring of shares. */
static double
get_ring_radius (guint n)
{
  return n < 10 ? 15 : n < 100 ? 17.5 : n < 1000 ? 20.5 : 24;
}

double
lt_pin_get_cluster_radius (guint n)
{
  return get_ring_radius (n) + 6;
}

static void
paint_shares (cairo_t *cr, double x, double y, double radius, double width, const LtPin *pin)
{
  double from = -G_PI / 2;

  cairo_set_line_width (cr, width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  for (guint stage = 0; stage < LT_PIN_N_STAGES; stage++)
    {
      double to = from + 2 * G_PI * pin->stages[stage] / pin->n;

      if (pin->stages[stage] == 0)
        continue;
      cairo_new_path (cr);
      cairo_arc (cr, x, y, radius, from, to);
      lt_colour_set (cr, shares[stage]);
      cairo_stroke (cr);
      from = to;
    }
}

void
lt_pin_paint_cluster (
    cairo_t *cr, double x, double y, double size, const LtPin *pin, const LtPalette *palette)
{
  double radius = get_ring_radius (pin->n) * size;
  g_autofree char *count
      = pin->n < 10000 ? g_strdup_printf ("%u", pin->n) : g_strdup_printf ("%uk", pin->n / 1000);

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius + (pin->late > 0 ? 5.5 : 2) * size, 0, 2 * G_PI);
  lt_colour_set (cr, get_casing (palette));
  cairo_fill (cr);
  if (pin->late > 0)
    {
      cairo_arc (cr, x, y, radius + 3 * size, 0, 2 * G_PI);
      lt_colour_set (cr, is_dark (palette) ? LATE_DARK : LATE_LIGHT);
      cairo_set_line_width (cr, 2.4 * size);
      cairo_stroke (cr);
    }
  else
    {
      cairo_arc (cr, x, y, radius + 0.5 * size, 0, 2 * G_PI);
      lt_colour_set (cr, lt_colour_with_alpha (palette->text, 0.35));
      cairo_set_line_width (cr, size);
      cairo_stroke (cr);
    }
  paint_shares (cr, x, y, radius - 3.2 * size, 5.2 * size, pin);
  write_middle (cr, count, x, y, (pin->n < 1000 ? 12.5 : 11.5) * size, palette->text);
  cairo_restore (cr);
}
