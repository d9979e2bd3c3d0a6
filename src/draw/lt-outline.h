#pragma once

#include <cairo.h>

#include "lt-geometry.h"

G_BEGIN_DECLS

/* A parcel by itself, north up and at true scale, with the lengths of its edges in metres and a bar of
 * its scale. */
typedef struct
{
  guint32 fill; /* 0xRRGGBBAA */
  guint32 line;
  guint32 text;
  guint32 halo;
  double font; /* px */
} LtOutlineStyle;

/* Into the rectangle, with room for the lengths. Geometry in degrees; any but a polygon paints nothing.
 * Lengths are along the CGCS2000 ellipsoid by its radii of curvature at the parcel's middle, which is true
 * to a millimetre over a kilometre. Any thread. */
void lt_outline_paint (cairo_t *cr,
                       const LtGeometry *geometry,
                       double x,
                       double y,
                       double width,
                       double height,
                       const LtOutlineStyle *style);

/* Metres from one point to another, as above, at latitude `middle`. */
double lt_outline_get_length (double x1, double y1, double x2, double y2, double middle);

G_END_DECLS
