#pragma once

#include "lt-canvas.h"
#include "lt-view.h"

G_BEGIN_DECLS

/* Parcels as pixels: each class has a plane of coverage of its own (LtRaster), so that parcels that
 * share a pixel mix as they share it, whatever their order, and neighbours leave no seam. A parcel
 * smaller than a pixel or so is spread over its box and none of its points is looked at. Outlines
 * come with the parcel's size, hatches a little later. */

/* The look, in logical pixels; hatches grow with the palette's line / 2. */
#define LT_PARCELS_HATCH_SIZE 9.0 /* the shorter side from which a parcel has its hatch */
#define LT_PARCELS_HATCH_SPACING 5.0
#define LT_PARCELS_HATCH_WIDTH 1.0
#define LT_PARCELS_LINE_WIDTH 0.35 /* times the palette's line */
/* How much of its outline a parcel of this size has, 0 to 1. */
double lt_parcels_get_outline (double size);
/* The colour of the hatch on a class's colour, 0xRRGGBBAA. */
guint32 lt_parcels_get_ink (guint32 colour);

typedef struct
{
  const LtSnapshot *snapshot;
  const LtView *view;
  const LtPalette *palette;
  LtProjection projection; /* plane coordinates to device pixels of the picture */
  double scale;            /* device pixels per logical one */
  guint width;             /* device pixels */
  guint height;
  guint threads; /* 1: on the caller's alone */
} LtParcels;

/* `pixels`: height rows of premultiplied native-endian ARGB32, `stride` bytes apart; overwritten. */
void lt_parcels_paint (const LtParcels *self, guint8 *pixels, gsize stride);

G_END_DECLS
