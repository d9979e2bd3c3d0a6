#include "lt-parcels-private.h"

#include <math.h>

/* Below this size a parcel has no outline, at the second it has all of it; logical pixels. */
#define OUTLINE_SIZE 4.0
#define OUTLINE_FULL 14.0
/* Share of the ink in a hatch's line. */
#define INK 0.55

double
lt_parcels_get_outline (double size)
{
  return CLAMP ((size - OUTLINE_SIZE) / (OUTLINE_FULL - OUTLINE_SIZE), 0.0, 1.0);
}

guint32
lt_parcels_get_ink (guint32 colour)
{
  return lt_colour_mix (colour, lt_colour_get_ink (colour | 0xff), INK);
}

static LtPixel
get_pixel (guint32 colour)
{
  float alpha = (float) (colour & 0xff) / 255.0f;

  return (LtPixel){ (float) (colour >> 24) * alpha, (float) (colour >> 16 & 0xff) * alpha,
                    (float) (colour >> 8 & 0xff) * alpha, alpha * 255.0f };
}

static void
set_look (LtParcelStyle *self, guint number, guint32 colour, LtHatch hatch)
{
  guint32 ink = lt_parcels_get_ink (colour);

  for (guint plane = 2 * number; plane < 2 * number + 2; plane++)
    self->looks[plane]
        = (LtPlaneLook){ get_pixel (colour), get_pixel (ink), plane & 1 ? hatch : LT_HATCH_NONE };
}

void
lt_parcel_style_init (LtParcelStyle *self, const LtParcels *parcels)
{
  const LtClasses *classes = parcels->view->classes;
  float scale = (float) parcels->scale, weight = (float) parcels->palette->line / 2;

  *self = (LtParcelStyle){
    .parcels = parcels,
    .line = get_pixel (parcels->palette->parcel_line),
    .line_width = (float) (parcels->palette->line * LT_PARCELS_LINE_WIDTH) * scale,
    .outline_size = (float) OUTLINE_SIZE * scale,
    .hatch_size = (float) LT_PARCELS_HATCH_SIZE * scale * weight,
    .hatch_spacing = (float) LT_PARCELS_HATCH_SPACING * scale * weight,
    .hatch_width = (float) LT_PARCELS_HATCH_WIDTH * scale * weight,
  };
  if (!lt_classes_fits (classes, parcels->snapshot))
    {
      set_look (self, 0, parcels->palette->parcel_fill, LT_HATCH_NONE);
      self->n_planes = 2;
      return;
    }
  self->class_of = classes->class_of;
  self->n_planes = 2 * classes->n_classes;
  for (guint i = 0; i < G_N_ELEMENTS (self->hidden); i++)
    self->hidden[i] = i >= classes->n_classes || classes->classes[i].hidden;
  for (guint i = 0; i < classes->n_classes; i++)
    set_look (self, i, classes->classes[i].colour, classes->classes[i].hatch);
}

/* Distance from the nearest of the lines position = whole number × spacing, in pixels. */
static float
get_line (float position, float spacing, float width)
{
  float distance = fabsf (position - roundf (position)) * spacing;

  return CLAMP (width / 2 + 0.5f - distance, 0.0f, 1.0f);
}

void
lt_parcel_style_hatch (const LtParcelStyle *self, LtHatch hatch, guint y, guint from, guint to, float *cover)
{
  const LtProjection *projection = &self->parcels->projection;
  double period = (double) self->hatch_spacing * (hatch == LT_HATCH_LEVEL ? 1 : G_SQRT2);
  double rising = fmod (y + 0.5 - projection->y - projection->x, period) / period;
  double falling = fmod (y + 0.5 - projection->y + projection->x, period) / period;
  float level = get_line ((float) (fmod (y + 0.5 - projection->y, period) / period), self->hatch_spacing,
                          self->hatch_width);
  float step = (float) (1 / period);

  for (guint x = from; x < to; x++)
    {
      float along = ((float) x + 0.5f) * step;
      float up = get_line ((float) rising + along, self->hatch_spacing, self->hatch_width);
      float down = get_line ((float) falling - along, self->hatch_spacing, self->hatch_width);

      cover[x] = hatch == LT_HATCH_RISING    ? up
                 : hatch == LT_HATCH_FALLING ? down
                 : hatch == LT_HATCH_CROSS   ? MAX (up, down)
                                             : level;
    }
}

/* --- bands --- */

typedef struct
{
  const LtParcelStyle *style;
  guint8 *pixels;
  gsize stride;
  guint n_bands;
  guint next; /* atomic */
} Work;

static gpointer
work (gpointer data)
{
  Work *work = data;
  LtParcelBand *band = lt_parcel_band_new (work->style);
  guint number;

  while ((number = (guint) g_atomic_int_add (&work->next, 1)) < work->n_bands)
    lt_parcel_band_paint (band, number * LT_BAND_HEIGHT, work->pixels, work->stride);
  lt_parcel_band_free (band);
  return NULL;
}

void
lt_parcels_paint (const LtParcels *self, guint8 *pixels, gsize stride)
{
  GThread *threads[16];
  LtParcelStyle style;
  Work all;
  guint n;

  g_return_if_fail (self != NULL && pixels != NULL && stride >= 4 * (gsize) self->width);

  lt_parcel_style_init (&style, self);
  all = (Work){ &style, pixels, stride, (self->height + LT_BAND_HEIGHT - 1) / LT_BAND_HEIGHT, 0 };
  n = CLAMP (MIN (self->threads, all.n_bands), 1, G_N_ELEMENTS (threads)) - 1;
  for (guint i = 0; i < n; i++)
    threads[i] = g_thread_new ("parcels", work, &all);
  work (&all);
  for (guint i = 0; i < n; i++)
    g_thread_join (threads[i]);
}
