#include "lt-parcels-private.h"

#include <math.h>
#include <string.h>

/* A parcel of at most this many device pixels is spread over its box. */
#define DOT_SIZE 1.5f
/* However far away, a parcel counts as a quarter of a pixel: one alone can still be seen. */
#define DOT_LEAST 0.5f

struct _LtParcelBand
{
  const LtParcelStyle *style;
  LtRaster *planes[LT_PLANES_MAX]; /* made when first needed */
  LtRaster *lines;
  guint height; /* of this band */
  /* plane coordinates to pixels of this band: (value − corner) × scale */
  float corner_x;
  float corner_y;
  float shift_x;
  float shift_y;
  float scale;
  /* a ring in pixels */
  float *ring;
  guint ring_size;
  /* a row */
  LtPixel *row;
  float *total;
  float *cover;
  float *hatch;
  guint from;
  guint to;
};

LtParcelBand *
lt_parcel_band_new (const LtParcelStyle *style)
{
  LtParcelBand *self = g_new0 (LtParcelBand, 1);
  guint width = style->parcels->width;

  self->style = style;
  self->row = g_aligned_alloc0 (width, sizeof (LtPixel), sizeof (LtPixel));
  self->total = g_new0 (float, width);
  self->cover = g_new (float, width);
  self->hatch = g_new (float, width);
  return self;
}

void
lt_parcel_band_free (LtParcelBand *self)
{
  for (guint i = 0; i < LT_PLANES_MAX; i++)
    g_clear_pointer (&self->planes[i], lt_raster_free);
  g_clear_pointer (&self->lines, lt_raster_free);
  g_free (self->ring);
  g_aligned_free (self->row);
  g_free (self->total);
  g_free (self->cover);
  g_free (self->hatch);
  g_free (self);
}

/* --- parcels into planes --- */

static LtRaster *
ensure (const LtParcelBand *self, LtRaster **plane)
{
  if (*plane == NULL)
    *plane = lt_raster_new (self->style->parcels->width, LT_BAND_HEIGHT);
  return *plane;
}

static void
project_ring (LtParcelBand *self, const float *xy, guint n)
{
  if (n > self->ring_size)
    {
      self->ring_size = MAX (n, 64);
      self->ring = g_renew (float, self->ring, 2 * (gsize) self->ring_size);
    }
  for (guint i = 0; i < n; i++)
    {
      self->ring[2 * i] = (xy[2 * i] - self->corner_x) * self->scale + self->shift_x;
      self->ring[2 * i + 1] = (xy[2 * i + 1] - self->corner_y) * self->scale + self->shift_y;
    }
}

static void
add_outline (LtParcelBand *self, guint n, float size)
{
  const LtParcelStyle *style = self->style;
  float share = (float) lt_parcels_get_outline ((double) size / style->parcels->scale);
  LtRaster *lines = ensure (self, &self->lines);

  for (guint i = 0; i + 1 < n; i++)
    lt_raster_add_line (lines, self->ring + 2 * i, self->ring + 2 * i + 2, style->line_width, share);
}

static void
add_rings (LtParcelBand *self, LtRaster *plane, guint item, float size)
{
  const LtShapes *shapes = &self->style->parcels->snapshot->parcels;
  guint32 first = shapes->first_ring[item], end = shapes->first_ring[item + 1];
  guint32 start = first > 0 ? shapes->ring_ends[first - 1] : 0;

  for (guint32 ring = first; ring < end; ring++)
    {
      guint n = shapes->ring_ends[ring] - start;

      project_ring (self, shapes->xy + 2 * (gsize) start, n);
      lt_raster_add_ring (plane, self->ring, n, end - first > 1 && lt_shapes_is_hole (shapes, item, ring));
      if (size > self->style->outline_size)
        add_outline (self, n, size);
      start = shapes->ring_ends[ring];
    }
}

static void
add_dot (LtRaster *plane, guint8 fill, float x0, float y0, float x1, float y1)
{
  float share = (float) fill / 255.0f, grow_x = DOT_LEAST - (x1 - x0), grow_y = DOT_LEAST - (y1 - y0);

  if (grow_x > 0 || grow_y > 0)
    {
      float area = share * (x1 - x0) * (y1 - y0);

      grow_x = MAX (grow_x, 0) / 2;
      grow_y = MAX (grow_y, 0) / 2;
      x0 -= grow_x;
      x1 += grow_x;
      y0 -= grow_y;
      y1 += grow_y;
      share = MIN (MAX (area, DOT_LEAST * DOT_LEAST) / ((x1 - x0) * (y1 - y0)), 1);
    }
  lt_raster_add_box (plane, x0, y0, x1, y1, share);
}

static void
add_parcel (LtParcelBand *self, const float *box, guint item)
{
  const LtParcelStyle *style = self->style;
  float x0 = (box[0] - self->corner_x) * self->scale + self->shift_x;
  float y0 = (box[1] - self->corner_y) * self->scale + self->shift_y;
  float x1 = (box[2] - self->corner_x) * self->scale + self->shift_x;
  float y1 = (box[3] - self->corner_y) * self->scale + self->shift_y;
  float width = x1 - x0, height = y1 - y0, size = MAX (width, height);
  guint number = style->class_of != NULL ? style->class_of[item] : 0;

  if (style->hidden[number] || !(y1 >= -1 && x1 >= -1 && y0 <= (float) self->height + 1))
    return;
  if (size <= DOT_SIZE)
    add_dot (ensure (self, &self->planes[2 * number]), style->parcels->snapshot->parcels.fill[item], x0, y0,
             x1, y1);
  else
    add_rings (self, ensure (self, &self->planes[2 * number + (MIN (width, height) > style->hatch_size)]),
               item, size);
}

static void
add_run (guint first, guint n, gpointer data)
{
  LtParcelBand *self = data;
  const LtRtree *tree = self->style->parcels->snapshot->parcels.tree;
  const float *boxes = lt_rtree_get_boxes (tree);
  const guint *items = lt_rtree_get_items (tree);

  for (guint i = first; i < first + n; i++)
    add_parcel (self, boxes + 4 * (gsize) i, items[i]);
}

/* --- planes into pixels --- */

/* The colours of a plane's pixels, as far as it covers them. */
static void
add_plane_row (LtParcelBand *self, const LtPlaneLook *look, guint y, guint from, guint to)
{
  const float *cover = self->cover;

  if (look->hatch == LT_HATCH_NONE)
    {
      LtPixel colour = look->colour;

      for (guint x = from; x < to; x++)
        {
          self->row[x] += colour * cover[x];
          self->total[x] += cover[x];
        }
      return;
    }
  lt_parcel_style_hatch (self->style, look->hatch, y, from, to, self->hatch);
  for (guint x = from; x < to; x++)
    {
      self->row[x] += (look->colour + (look->ink - look->colour) * self->hatch[x]) * cover[x];
      self->total[x] += cover[x];
    }
}

static void
widen (LtParcelBand *self, guint from, guint to)
{
  self->from = MIN (self->from, from);
  self->to = MAX (self->to, to);
}

/* Where shapes overlap they share the pixel. */
static void
settle (LtParcelBand *self)
{
  for (guint x = self->from; x < self->to; x++)
    {
      self->row[x] *= 1 / MAX (self->total[x], 1.0f);
      self->total[x] = 0;
    }
}

static void
add_lines (LtParcelBand *self, guint y)
{
  LtPixel line = self->style->line;
  guint from, to;

  if (self->lines == NULL || !lt_raster_take_row (self->lines, y, self->cover, &from, &to))
    return;
  for (guint x = from; x < to; x++)
    self->row[x] += (line - self->row[x] * (line[3] / 255.0f)) * self->cover[x];
  widen (self, from, to);
}

typedef int Whole __attribute__ ((vector_size (16)));

static void
write_row (LtParcelBand *self, guint32 *pixels)
{
  for (guint x = self->from; x < self->to; x++)
    {
      Whole value = __builtin_convertvector(self->row[x] + 0.5f, Whole);

      pixels[x] = (guint32) value[3] << 24 | (guint32) value[0] << 16 | (guint32) value[1] << 8
                  | (guint32) value[2];
      self->row[x] = (LtPixel){ 0, 0, 0, 0 };
    }
}

static void
blend_row (LtParcelBand *self, guint top, guint y, guint32 *pixels)
{
  guint from, to;

  memset (pixels, 0, 4 * (gsize) self->style->parcels->width);
  self->from = self->style->parcels->width;
  self->to = 0;
  for (guint i = 0; i < self->style->n_planes; i++)
    if (self->planes[i] != NULL && lt_raster_take_row (self->planes[i], y, self->cover, &from, &to))
      {
        add_plane_row (self, &self->style->looks[i], top + y, from, to);
        widen (self, from, to);
      }
  settle (self);
  add_lines (self, y);
  write_row (self, pixels);
}

static void
restart (LtParcelBand *self)
{
  for (guint i = 0; i < self->style->n_planes; i++)
    if (self->planes[i] != NULL)
      lt_raster_restart (self->planes[i]);
  if (self->lines != NULL)
    lt_raster_restart (self->lines);
}

/* The corner is taken off before the scale is put on, so that single precision lasts to any zoom. */
static void
place (LtParcelBand *self, guint top)
{
  const LtProjection *projection = &self->style->parcels->projection;
  double x = -projection->x / projection->scale, y = (top - projection->y) / projection->scale;

  self->scale = (float) projection->scale;
  self->corner_x = (float) x;
  self->corner_y = (float) y;
  self->shift_x = (float) (((double) self->corner_x - x) * projection->scale);
  self->shift_y = (float) (((double) self->corner_y - y) * projection->scale);
}

void
lt_parcel_band_paint (LtParcelBand *self, guint top, guint8 *pixels, gsize stride)
{
  const LtParcels *parcels = self->style->parcels;
  float margin, right, bottom;

  self->height = MIN (LT_BAND_HEIGHT, parcels->height - top);
  place (self, top);
  margin = (1 + self->style->line_width) / self->scale;
  right = self->corner_x + (float) parcels->width / self->scale;
  bottom = self->corner_y + (float) self->height / self->scale;
  if (parcels->snapshot->parcels.tree != NULL)
    lt_rtree_query_runs (parcels->snapshot->parcels.tree, self->corner_x - margin, self->corner_y - margin,
                         right + margin, bottom + margin, add_run, self);
  for (guint y = 0; y < self->height; y++)
    blend_row (self, top, y, (guint32 *) (gpointer) (pixels + (gsize) (top + y) * stride));
  restart (self);
}
