#pragma once

#include "lt-parcels.h"
#include "lt-raster.h"

G_BEGIN_DECLS

/* Red, green, blue, alpha: 0 to 255, premultiplied. */
typedef float LtPixel __attribute__ ((vector_size (16)));

/* Two for each class: its parcels, and those large enough for its hatch. */
#define LT_PLANES_MAX (2 * LT_CLASSES_MAX)

typedef struct
{
  LtPixel colour;
  LtPixel ink;
  LtHatch hatch;
} LtPlaneLook;

/* What all bands of a picture share. */
typedef struct
{
  const LtParcels *parcels;
  const guint8 *class_of; /* NULL: all of class 0 */
  gboolean hidden[256];   /* by class */
  guint n_planes;
  LtPlaneLook looks[LT_PLANES_MAX];
  LtPixel line;
  float line_width; /* device pixels */
  float outline_size;
  float hatch_size;
  float hatch_spacing;
  float hatch_width;
} LtParcelStyle;

void lt_parcel_style_init (LtParcelStyle *self, const LtParcels *parcels);

/* Some rows of the picture, painted by one thread, one band after the other. */
typedef struct _LtParcelBand LtParcelBand;

#define LT_BAND_HEIGHT 64

LtParcelBand *lt_parcel_band_new (const LtParcelStyle *style);
void lt_parcel_band_free (LtParcelBand *self);
/* Rows from `top`, LT_BAND_HEIGHT or what is left. */
void lt_parcel_band_paint (LtParcelBand *self, guint top, guint8 *pixels, gsize stride);

/* How much of a pixel the hatch covers, 0 to 1, for the pixels `from` to `to` of row `y`; anchored to
 * the world. */
void
lt_parcel_style_hatch (const LtParcelStyle *self, LtHatch hatch, guint y, guint from, guint to, float *cover);

G_END_DECLS
