#pragma once

#include <cairo.h>

#include "lt-camera.h"
#include "lt-geometry.h"

G_BEGIN_DECLS

/* Small tools the painters of this room share. Colours are 0xRRGGBBAA. */

void lt_colour_set (cairo_t *cr, guint32 colour);
/* The same colour with another opacity, 0 to 1. */
guint32 lt_colour_with_alpha (guint32 colour, double alpha);
/* `share` of `b` in `a`, 0 to 1, channel by channel; opacity of `a`. */
guint32 lt_colour_mix (guint32 a, guint32 b, double share);
/* Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.1, relative luminance of sRGB). */
double lt_colour_contrast (guint32 a, guint32 b);
/* Black or white, whichever reads better on an opaque colour. */
guint32 lt_colour_get_ink (guint32 colour);

/* Plane coordinates (unit world Mercator × circumference − origin) to logical pixels:
 * screen = coordinate × scale + (x, y). */
typedef struct
{
  double scale;
  double x;
  double y;
} LtProjection;

void lt_projection_init (LtProjection *self, const LtCamera *camera, double origin_x, double origin_y);
/* What the picture shows, grown by `margin` pixels, in plane coordinates (north is the smaller y, so
 * south holds the largest). */
void lt_projection_get_view (const LtProjection *self, const LtCamera *camera, double margin, LtBox *view);

/* Adds the geometry's rings to the path. Points closer than a third of a pixel to the one before are
 * left out: that depends on the zoom alone, so neighbouring tiles agree. */
void lt_projection_trace (const LtProjection *self, cairo_t *cr, const LtGeometry *geometry);

/* Diagonal lines over the current clip, `spacing` pixels apart, anchored to the world so that they
 * meet across tiles. */
void
lt_canvas_hatch (cairo_t *cr, const LtProjection *projection, double spacing, double width, guint32 colour);

/* A rectangle with round corners. */
void lt_canvas_round_rectangle (cairo_t *cr, double x, double y, double width, double height, double radius);

G_END_DECLS
