#include "config.h"

#include "lt-raster.h"

#include <math.h>
#include <string.h>

#define MAX_SIDE 16384

/* Cells past the last pixel of a row: an edge on the right border writes to two. */
#define MARGIN 2

struct _LtRaster
{
  guint width;
  guint height;
  gsize row_size;
  float *cells; /* row_size × height; zero between two shapes */
  /* The pixels the shape may touch, ends excluded. */
  guint left;
  guint right;
  guint top;
  guint bottom;
};

static void
reset (LtRaster *self)
{
  self->left = self->width;
  self->top = self->height;
  self->right = self->bottom = 0;
}

LtRaster *
lt_raster_new (guint width, guint height)
{
  LtRaster *self;

  g_return_val_if_fail (width > 0 && width <= MAX_SIDE && height > 0 && height <= MAX_SIDE, NULL);

  self = g_new0 (LtRaster, 1);
  self->width = width;
  self->height = height;
  self->row_size = (gsize) width + MARGIN;
  self->cells = g_new0 (float, self->row_size *height);
  reset (self);
  return self;
}

void
lt_raster_free (LtRaster *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->cells);
  g_free (self);
}

/* An edge inside one row from x0 to x1 ≥ x0, over `height` (signed) of the row. Over the edge's points
 * x, the mean of max (0, u − x) is the area left of u; its difference over a pixel is the pixel's share,
 * and the cells hold the differences of those. */
static void
add_to_row (float *row, float x0, float x1, float height)
{
  int i = (int) x0;
  float middle = 0.5f * (x0 + x1), before = 0, area_before = 0, scale;

  if (x1 <= (float) (i + 1))
    {
      before = height * ((float) (i + 1) - middle);
      row[i] += before;
      row[i + 1] += height - before;
      return;
    }
  scale = 0.5f / (x1 - x0);
  for (; (float) i < x1; i++)
    {
      float u = (float) (i + 1);
      float area = u < x1 ? (u - x0) * (u - x0) * scale : u - middle;
      float share = height * (area - area_before);

      row[i] += share - before;
      before = share;
      area_before = area;
    }
  row[i] += height - before;
}

/* An edge inside the picture, from the upper point to the lower. */
static void
add_edge (LtRaster *self, double x0, double y0, double x1, double y1, float sense)
{
  guint first = (guint) y0, last = (guint) y1;
  double slope, x = x0;

  last += last < y1;
  slope = last > first + 1 ? (x1 - x0) / (y1 - y0) : 0;
  for (guint y = first; y < last; y++)
    {
      double end = y + 1 < last ? CLAMP (x0 + (y + 1 - y0) * slope, 0, self->width) : x1;
      double height = MIN (y + 1, y1) - MAX (y, y0);

      add_to_row (self->cells + y * self->row_size, (float) MIN (x, end), (float) MAX (x, end),
                  sense * (float) height);
      x = end;
    }
}

/* What lies beside the picture goes to its border: left of it, it covers the whole row; right of it,
 * nothing. */
static void
add_edge_clipped_y (LtRaster *self, double x0, double y0, double x1, double y1, float sense)
{
  double borders[2] = { 0, self->width }, slope = (x1 - x0) / (y1 - y0);
  double x = x0, y = y0;

  if (x0 > x1)
    {
      borders[0] = self->width;
      borders[1] = 0;
    }
  for (int i = 0; i < 3; i++)
    {
      double next_x = x1, next_y = y1;

      if (i < 2)
        {
          if (x0 == x1 || (x0 < x1) != (x < borders[i]) || (x0 < x1) != (borders[i] < x1))
            continue;
          next_x = borders[i];
          next_y = CLAMP (y0 + (borders[i] - x0) / slope, y, y1);
        }
      if (next_y > y)
        add_edge (self, CLAMP (x, 0, self->width), y, CLAMP (next_x, 0, self->width), next_y, sense);
      x = next_x;
      y = next_y;
    }
}

static void
add_edge_clipped (LtRaster *self, const float *from, const float *to, float sense)
{
  const float *upper = from[1] < to[1] ? from : to, *lower = from[1] < to[1] ? to : from;
  double x0 = upper[0], y0 = upper[1], x1 = lower[0], y1 = lower[1];
  double slope = (x1 - x0) / (y1 - y0);

  if (y0 == y1 || y1 <= 0 || y0 >= self->height)
    return;
  if (y1 > self->height)
    {
      x1 = x0 + (self->height - y0) * slope;
      y1 = self->height;
    }
  if (y0 < 0)
    {
      x0 -= y0 * slope;
      y0 = 0;
    }
  add_edge_clipped_y (self, x0, y0, x1, y1, from[1] < to[1] ? sense : -sense);
}

static void
add_edge_inside (LtRaster *self, const float *from, const float *to, float sense)
{
  guint x = (guint) from[0], y = (guint) from[1];

  /* Most edges of small shapes stay inside one pixel. */
  if (x == (guint) to[0] && y == (guint) to[1] && x < self->width && y < self->height)
    {
      float *cell = self->cells + y * self->row_size + x;
      float height = (to[1] - from[1]) * sense;
      float right = height * (0.5f * (from[0] + to[0]) - (float) x);

      cell[0] += height - right;
      cell[1] += right;
    }
  else if (y == (guint) to[1] && y < self->height)
    add_to_row (self->cells + y * self->row_size, MIN (from[0], to[0]), MAX (from[0], to[0]),
                (to[1] - from[1]) * sense);
  else if (from[1] < to[1])
    add_edge (self, from[0], from[1], to[0], to[1], sense);
  else if (to[1] < from[1])
    add_edge (self, to[0], to[1], from[0], from[1], -sense);
}

/* Widens what the shape may touch, clipped. */
static void
touch (LtRaster *self, float left, float top, float right, float bottom)
{
  self->left = MIN (self->left, (guint) MAX (left, 0));
  self->top = MIN (self->top, (guint) MAX (top, 0));
  self->right = MAX (self->right, (guint) MIN (right + 1, (float) self->width));
  self->bottom = MAX (self->bottom, (guint) MIN (bottom + 1, (float) self->height));
}

/* Finds the ring's box and twice its signed area, which is NaN or infinite when a coordinate is. */
static double
measure_ring (const float *xy, guint n, float *least, float *most)
{
  double sum = 0;

  least[0] = most[0] = xy[0];
  least[1] = most[1] = xy[1];
  for (guint i = 0, j = n - 1; i < n; j = i++)
    {
      least[0] = MIN (least[0], xy[2 * i]);
      least[1] = MIN (least[1], xy[2 * i + 1]);
      most[0] = MAX (most[0], xy[2 * i]);
      most[1] = MAX (most[1], xy[2 * i + 1]);
      sum += ((double) xy[2 * j] - xy[0]) * ((double) xy[2 * i + 1] - xy[1])
             - ((double) xy[2 * i] - xy[0]) * ((double) xy[2 * j + 1] - xy[1]);
    }
  return sum;
}

static void
add_ring (LtRaster *self, const float *xy, guint n, float share)
{
  void (*add) (LtRaster *, const float *, const float *, float);
  double area;
  float sense, least[2], most[2];

  area = measure_ring (xy, n, least, most);
  if (!isfinite (area) || most[0] < 0 || most[1] < 0 || least[0] > (float) self->width
      || least[1] > (float) self->height)
    return;
  add = least[0] >= 0 && least[1] >= 0 && most[0] <= (float) self->width && most[1] <= (float) self->height
            ? add_edge_inside
            : add_edge_clipped;
  touch (self, least[0], least[1], most[0], most[1]);
  sense = area < 0 ? share : -share;
  for (guint i = 0, j = n - 1; i < n; j = i++)
    add (self, xy + 2 * j, xy + 2 * i, sense);
}

void
lt_raster_add_ring (LtRaster *self, const float *xy, guint n, gboolean hole)
{
  g_return_if_fail (self != NULL && (xy != NULL || n == 0));

  if (n >= 3)
    add_ring (self, xy, n, hole ? -1 : 1);
}

/* An upright edge of a box, down through the rows. */
static void
add_upright (LtRaster *self, float x, float y0, float y1, float share)
{
  guint column = (guint) x, last = (guint) y1;
  float beyond = x - (float) column;

  for (guint row = (guint) y0; row <= last && row < self->height; row++)
    {
      float *cell = self->cells + row * self->row_size + column;
      float height = (MIN (y1, (float) (row + 1)) - MAX (y0, (float) row)) * share;

      cell[0] += height * (1 - beyond);
      cell[1] += height * beyond;
    }
}

void
lt_raster_add_box (LtRaster *self, float x0, float y0, float x1, float y1, float share)
{
  x0 = MAX (x0, 0);
  y0 = MAX (y0, 0);
  x1 = MIN (x1, (float) self->width);
  y1 = MIN (y1, (float) self->height);
  if (!(x0 < x1 && y0 < y1))
    return;
  add_upright (self, x0, y0, y1, share);
  add_upright (self, x1, y0, y1, -share);
  touch (self, x0, y0, x1, y1);
}

void
lt_raster_add_line (LtRaster *self, const float *from, const float *to, float width, float share)
{
  float dx = to[0] - from[0], dy = to[1] - from[1], length = sqrtf (dx * dx + dy * dy);
  float along_x, along_y, xy[8];

  if (!(length > 0) || !isfinite (length))
    return;
  along_x = dx / length * width / 2;
  along_y = dy / length * width / 2;
  xy[0] = from[0] - along_x + along_y;
  xy[1] = from[1] - along_y - along_x;
  xy[2] = to[0] + along_x + along_y;
  xy[3] = to[1] + along_y - along_x;
  xy[4] = to[0] + along_x - along_y;
  xy[5] = to[1] + along_y + along_x;
  xy[6] = from[0] - along_x - along_y;
  xy[7] = from[1] - along_y + along_x;
  add_ring (self, xy, 4, share);
}

gboolean
lt_raster_take_row (LtRaster *self, guint y, float *coverage, guint *from, guint *to)
{
  float *cells = self->cells + y * self->row_size, sum = 0;

  if (y < self->top || y >= self->bottom)
    return FALSE;
  for (guint x = self->left; x < self->right; x++)
    {
      sum += cells[x];
      cells[x] = 0;
      coverage[x] = CLAMP (sum, 0.0f, 1.0f);
    }
  memset (cells + self->right, 0, MARGIN * sizeof (float));
  *from = self->left;
  *to = self->right;
  return TRUE;
}

void
lt_raster_restart (LtRaster *self)
{
  reset (self);
}

static guint8
take_coverage (float *cell, float *sum)
{
  float coverage;

  *sum += *cell;
  *cell = 0;
  coverage = fabsf (*sum);
  return (guint8) ((coverage < 1 ? coverage : 1) * 255.0f + 0.5f);
}

/* Four channels at a time: two of them in each half, a byte between. */
static guint32
scale (guint32 colour, guint32 by)
{
  guint32 low = (colour & 0x00FF00FF) * by + 0x00800080;
  guint32 high = ((colour >> 8) & 0x00FF00FF) * by + 0x00800080;

  low = ((low + ((low >> 8) & 0x00FF00FF)) >> 8) & 0x00FF00FF;
  high = (high + ((high >> 8) & 0x00FF00FF)) & 0xFF00FF00;
  return high | low;
}

static void
blend_row (guint32 *pixels, float *cells, guint from, guint to, guint32 colour)
{
  float sum = 0;

  for (guint x = from; x < to; x++)
    {
      guint8 coverage = take_coverage (&cells[x], &sum);
      guint32 over;

      if (coverage == 0)
        continue;
      over = coverage == 255 ? colour : scale (colour, coverage);
      pixels[x] = over + (over >> 24 == 255 ? 0 : scale (pixels[x], 255 - (over >> 24)));
    }
  memset (cells + to, 0, MARGIN * sizeof (float));
}

void
lt_raster_blend (LtRaster *self, guint32 colour, guint8 *pixels, gsize stride)
{
  g_return_if_fail (self != NULL && pixels != NULL && stride >= 4 * (gsize) self->width);

  for (guint y = self->top; y < self->bottom; y++)
    blend_row ((guint32 *) (gpointer) (pixels + y * stride), self->cells + y * self->row_size, self->left,
               self->right, colour);
  reset (self);
}

void
lt_raster_coverage (LtRaster *self, guint8 *out, gsize stride)
{
  g_return_if_fail (self != NULL && out != NULL && stride >= self->width);

  for (guint y = 0; y < self->height; y++)
    memset (out + y * stride, 0, self->width);
  for (guint y = self->top; y < self->bottom; y++)
    {
      float *cells = self->cells + y * self->row_size, sum = 0;

      for (guint x = self->left; x < self->right; x++)
        out[y * stride + x] = take_coverage (&cells[x], &sum);
      memset (cells + self->right, 0, MARGIN * sizeof (float));
    }
  reset (self);
}
