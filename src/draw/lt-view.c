#include "lt-view.h"

#include "lt-canvas.h"

/* clang-format off */
static const LtPalette light = {
  .land = 0xf1efeaff, .land_city = 0xfbfaf7ff, .water = 0xcfdfe8ff, .water_line = 0xa9c2d0ff,
  .border = 0xcfcac0ff, .district_line = 0x8d8f91ff,
  .text = 0x1d1f21ff, .text_quiet = 0x595c5eff, .halo = 0xfffffff0, .accent = 0x44586aff,
  .parcel_fill = 0x9aa5ae80, .parcel_line = 0x68747dff,
  .line = 2, .font_body = 12, .font_label = 16, .font_title = 24,
};

static const LtPalette dark = {
  .land = 0x1c1e20ff, .land_city = 0x282b2eff, .water = 0x15242eff, .water_line = 0x2c4452ff,
  .border = 0x393d41ff, .district_line = 0x85898dff,
  .text = 0xf4f4f2ff, .text_quiet = 0xb3b7baff, .halo = 0x151719f0, .accent = 0xa9bccbff,
  .parcel_fill = 0x7d8a9480, .parcel_line = 0xa5b1baff,
  .line = 2, .font_body = 12, .font_label = 16, .font_title = 24,
};

static const LtPalette wall = {
  .land = 0xf6f5f2ff, .land_city = 0xfefefdff, .water = 0xd6e4ecff, .water_line = 0x93b1c2ff,
  .border = 0xcbc7beff, .district_line = 0x66696bff,
  .text = 0x0b0c0dff, .text_quiet = 0x3d4042ff, .halo = 0xfffffff8, .accent = 0x2f4152ff,
  .parcel_fill = 0x87939d90, .parcel_line = 0x4c5962ff,
  .line = 3, .font_body = 22, .font_label = 28, .font_title = 44,
};
/* clang-format on */

static void
raise_contrast (LtPalette *palette, gboolean dark_theme)
{
  guint32 ink = dark_theme ? 0xffffffff : 0x000000ff;

  palette->text = ink;
  palette->text_quiet = lt_colour_mix (ink, palette->land, 0.15);
  palette->halo = lt_colour_with_alpha (palette->halo, 1.0);
  palette->border = lt_colour_mix (palette->border, ink, 0.4);
  palette->water_line = lt_colour_mix (palette->water_line, ink, 0.5);
  palette->district_line = lt_colour_mix (palette->district_line, ink, 0.6);
  palette->line += 1;
}

static void
scale_text (LtPalette *palette, double scale)
{
  palette->font_body *= scale;
  palette->font_label *= scale;
  palette->font_title *= scale;
}

static guint32
get_chain_colour (const LtSnapshot *snapshot, guint number)
{
  LtChain *chain = lt_catalogue_get_chain (snapshot->catalogue, number);

  return chain != NULL ? (lt_chain_get_colour (chain) << 8) | 0xff : 0;
}

void
lt_view_get_palette (const LtView *self, const LtSnapshot *snapshot, LtPalette *palette)
{
  gboolean dark_theme;
  guint32 accent = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (palette != NULL);

  dark_theme = self->theme == LT_THEME_DARK;
  *palette = self->theme == LT_THEME_WALL ? wall : dark_theme ? dark : light;
  if (self->high_contrast)
    raise_contrast (palette, dark_theme);
  if (self->text_scale > 0)
    scale_text (palette, self->text_scale);

  if (self->chain != 0 && snapshot != NULL && snapshot->catalogue != NULL)
    accent = get_chain_colour (snapshot, self->chain);
  if (accent != 0)
    palette->accent = lt_view_adapt_colour (self, accent);
}

guint32
lt_view_adapt_colour (const LtView *self, guint32 colour)
{
  g_return_val_if_fail (self != NULL, colour);

  return self->theme == LT_THEME_DARK ? lt_colour_mix (colour, 0xffffffff, 0.22) : colour;
}
