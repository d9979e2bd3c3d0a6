#include "lt-canvas.h"
#include "lt-test-snapshot.h"
#include "lt-view.h"

static const guint32 chain_colours[]
    = { 0x0072b2ff, 0xcc79a7ff, 0xe69f00ff, 0x009e73ff, 0x6b5b95ff, 0xd55e00ff, 0x56b4e9ff, 0x8c6d31ff };

static void
test_contrast_ratio (void)
{
  g_assert_cmpfloat_with_epsilon (lt_colour_contrast (0x000000ff, 0xffffffff), 21, 1e-9);
  g_assert_cmpfloat_with_epsilon (lt_colour_contrast (0x777777ff, 0xffffffff), 4.478, 0.001);
  g_assert_cmpuint (lt_colour_mix (0x000000ff, 0xffffffff, 0.5), ==, 0x808080ff);
  g_assert_cmpuint (lt_colour_with_alpha (0x123456ff, 0), ==, 0x12345600);
}

/* The grounds words may stand on: land, the city's land, and a key district's fill. */
static double
get_worst (const LtView *view, guint32 ink, const LtPalette *palette)
{
  double worst = MIN (lt_colour_contrast (ink, palette->land), lt_colour_contrast (ink, palette->land_city));

  for (guint i = 0; i < G_N_ELEMENTS (chain_colours); i++)
    {
      guint32 fill = lt_colour_mix (palette->land_city, lt_view_adapt_colour (view, chain_colours[i]), 0.3);

      if (ink == palette->text)
        worst = MIN (worst, lt_colour_contrast (ink, fill));
    }

  return worst;
}

static void
test_text_contrast (void)
{
  for (LtTheme theme = LT_THEME_LIGHT; theme <= LT_THEME_WALL; theme++)
    for (int high_contrast = 0; high_contrast < 2; high_contrast++)
      {
        const LtView view = { .district = -1, .theme = theme, .high_contrast = high_contrast };
        double least = theme == LT_THEME_WALL || high_contrast ? 7.0 : 4.5;
        LtPalette palette;

        lt_view_get_palette (&view, NULL, &palette);
        g_assert_cmpfloat (get_worst (&view, palette.text, &palette), >=, least);
        g_assert_cmpfloat (get_worst (&view, palette.text_quiet, &palette), >=, least);
        /* What has a halo stands on the halo. */
        g_assert_cmpfloat (lt_colour_contrast (palette.text, palette.halo | 0xff), >=, 7.0);
        g_assert_cmpfloat (lt_colour_contrast (palette.text_quiet, palette.halo | 0xff), >=, least);
      }
}

static void
test_numbers_on_discs (void)
{
  for (LtTheme theme = LT_THEME_LIGHT; theme <= LT_THEME_WALL; theme++)
    for (guint i = 0; i < G_N_ELEMENTS (chain_colours); i++)
      {
        const LtView view = { .district = -1, .theme = theme };
        guint32 colour = lt_view_adapt_colour (&view, chain_colours[i]);

        g_assert_cmpfloat (lt_colour_contrast (lt_colour_get_ink (colour), colour), >=, 3.4);
      }
}

static void
test_text_scale (void)
{
  const LtView usual = { .district = -1 }, large = { .district = -1, .text_scale = 2 };
  LtPalette palette, larger;

  lt_view_get_palette (&usual, NULL, &palette);
  lt_view_get_palette (&large, NULL, &larger);

  g_assert_cmpfloat (larger.font_body, ==, 2 * palette.font_body);
  g_assert_cmpfloat (larger.font_label, ==, 2 * palette.font_label);
  g_assert_cmpfloat (larger.line, ==, palette.line);
}

static void
test_accent (void)
{
  LtSnapshot *snapshot = lt_test_snapshot_new_squares ();
  LtView view = { .chain = 1, .district = -1 };
  LtPalette palette, city;

  lt_view_get_palette (&view, snapshot, &palette);
  g_assert_cmpuint (palette.accent, ==, 0x0072b2ff);

  /* No such chain: as the city. */
  view.chain = 9;
  lt_view_get_palette (&view, snapshot, &palette);
  view.chain = 0;
  lt_view_get_palette (&view, snapshot, &city);
  g_assert_cmpuint (palette.accent, ==, city.accent);

  lt_test_snapshot_free (snapshot);
}

static void
test_wall_sizes (void)
{
  const LtView view = { .district = -1, .theme = LT_THEME_WALL };
  LtPalette palette;

  lt_view_get_palette (&view, NULL, &palette);
  g_assert_cmpfloat (palette.line, >=, 3);
  g_assert_cmpfloat (palette.font_body, >=, 20);
  g_assert_cmpfloat (palette.font_title, >=, 44);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/draw/view/contrast-ratio", test_contrast_ratio);
  g_test_add_func ("/draw/view/text-contrast", test_text_contrast);
  g_test_add_func ("/draw/view/numbers-on-discs", test_numbers_on_discs);
  g_test_add_func ("/draw/view/text-scale", test_text_scale);
  g_test_add_func ("/draw/view/accent", test_accent);
  g_test_add_func ("/draw/view/wall-sizes", test_wall_sizes);

  return g_test_run ();
}
