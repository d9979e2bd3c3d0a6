#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A catalogue's 0xRRGGBB as a colour for drawing, opaque. */
void lt_tint_to_rgba (guint32 colour, GdkRGBA *rgba);

/* The WCAG 2 contrast ratio of two opaque colours, 1 to 21. */
double lt_tint_contrast (const GdkRGBA *a, const GdkRGBA *b);

/* `colour` moved towards black or white until it stands out from `background` by at least `ratio`
 * (3 for icons and bars, 4.5 for text), so that a pale chain colour can be read on either theme. */
void lt_tint_readable (guint32 colour, const GdkRGBA *background, double ratio, GdkRGBA *rgba);

/* The same against the window's own background in the current style (light or dark; high contrast
 * asks for 4.5). */
void lt_tint_for_style (guint32 colour, GdkRGBA *rgba);

G_END_DECLS
