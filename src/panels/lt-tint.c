#include "config.h"

#include "lt-tint.h"

#include <adwaita.h>
#include <math.h>

void
lt_tint_to_rgba (guint32 colour, GdkRGBA *rgba)
{
  rgba->red = (float) ((colour >> 16) & 0xFF) / 255.0f;
  rgba->green = (float) ((colour >> 8) & 0xFF) / 255.0f;
  rgba->blue = (float) (colour & 0xFF) / 255.0f;
  rgba->alpha = 1.0f;
}

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const GdkRGBA *rgba)
{
  return 0.2126 * linear (rgba->red) + 0.7152 * linear (rgba->green) + 0.0722 * linear (rgba->blue);
}

double
lt_tint_contrast (const GdkRGBA *a, const GdkRGBA *b)
{
  double la = luminance (a), lb = luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

static void
mix (const GdkRGBA *from, float towards, float share, GdkRGBA *out)
{
  out->red = from->red + (towards - from->red) * share;
  out->green = from->green + (towards - from->green) * share;
  out->blue = from->blue + (towards - from->blue) * share;
  out->alpha = 1.0f;
}

void
lt_tint_readable (guint32 colour, const GdkRGBA *background, double ratio, GdkRGBA *rgba)
{
  float towards = luminance (background) > 0.18 ? 0.0f : 1.0f;
  GdkRGBA own;

  lt_tint_to_rgba (colour, &own);
  *rgba = own;
  for (int step = 1; step <= 20 && lt_tint_contrast (rgba, background) < ratio; step++)
    mix (&own, towards, (float) step / 20.0f, rgba);
}

void
lt_tint_for_style (guint32 colour, GdkRGBA *rgba)
{
  static const GdkRGBA light = { 0.98f, 0.98f, 0.98f, 1.0f };
  static const GdkRGBA dark = { 0.19f, 0.19f, 0.19f, 1.0f };
  AdwStyleManager *style = adw_style_manager_get_default ();
  double ratio = adw_style_manager_get_high_contrast (style) ? 4.5 : 3.0;

  lt_tint_readable (colour, adw_style_manager_get_dark (style) ? &dark : &light, ratio, rgba);
}
