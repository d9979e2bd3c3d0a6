#include "lt-room.h"

#include <math.h>

struct _LtRoom
{
  double cell;
  double x; /* the grid's corner, logical pixels */
  double y;
  int columns;
  int rows;
  cairo_surface_t *surface; /* A8: 255 where free */
  cairo_t *cr;
  int left, top, right, bottom; /* cells of the table */
  guint32 *sums;                /* (right − left + 1) × (bottom − top + 1); NULL when out of date */
  double middle_x;
  double middle_y;
};

LtRoom *
lt_room_new (const LtCamera *camera, const LtProjection *projection, double cell)
{
  LtRoom *self = g_new0 (LtRoom, 1);

  self->cell = cell;
  self->x = fmod (projection->x, cell);
  self->y = fmod (projection->y, cell);
  if (self->x < 0)
    self->x += cell;
  if (self->y < 0)
    self->y += cell;
  self->columns = MAX ((int) floor ((camera->width - self->x) / cell), 1);
  self->rows = MAX ((int) floor ((camera->height - self->y) / cell), 1);

  self->surface = cairo_image_surface_create (CAIRO_FORMAT_A8, self->columns, self->rows);
  self->cr = cairo_create (self->surface);
  cairo_scale (self->cr, 1 / cell, 1 / cell);
  cairo_translate (self->cr, -self->x, -self->y);
  cairo_set_fill_rule (self->cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_set_antialias (self->cr, CAIRO_ANTIALIAS_BEST);

  return self;
}

void
lt_room_free (LtRoom *self)
{
  cairo_destroy (self->cr);
  cairo_surface_destroy (self->surface);
  g_free (self->sums);
  g_free (self);
}

static void
set_limits (LtRoom *self)
{
  double x1, y1, x2, y2;

  cairo_path_extents (self->cr, &x1, &y1, &x2, &y2);
  self->left = CLAMP ((int) floor ((x1 - self->x) / self->cell), 0, self->columns);
  self->top = CLAMP ((int) floor ((y1 - self->y) / self->cell), 0, self->rows);
  self->right = CLAMP ((int) ceil ((x2 - self->x) / self->cell), self->left, self->columns);
  self->bottom = CLAMP ((int) ceil ((y2 - self->y) / self->cell), self->top, self->rows);
}

static void
clear (LtRoom *self)
{
  cairo_set_operator (self->cr, CAIRO_OPERATOR_CLEAR);
  cairo_paint (self->cr);
  cairo_set_operator (self->cr, CAIRO_OPERATOR_OVER);
  cairo_set_source_rgba (self->cr, 0, 0, 0, 1);
}

static void
fill (LtRoom *self)
{
  set_limits (self);
  cairo_fill (self->cr);
  g_clear_pointer (&self->sums, g_free);
}

void
lt_room_set_shape (LtRoom *self, const LtProjection *projection, const LtGeometry *shape)
{
  clear (self);
  lt_projection_trace (projection, self->cr, shape);
  fill (self);
}

void
lt_room_set_rectangle (LtRoom *self, const cairo_rectangle_t *rectangle)
{
  clear (self);
  cairo_rectangle (self->cr, rectangle->x, rectangle->y, rectangle->width, rectangle->height);
  fill (self);
}

void
lt_room_take_shape (LtRoom *self, const LtProjection *projection, const LtGeometry *shape)
{
  cairo_set_operator (self->cr, CAIRO_OPERATOR_CLEAR);
  lt_projection_trace (projection, self->cr, shape);
  cairo_fill (self->cr);
  g_clear_pointer (&self->sums, g_free);
}

void
lt_room_take_rectangle (LtRoom *self, const cairo_rectangle_t *rectangle, double margin)
{
  cairo_set_operator (self->cr, CAIRO_OPERATOR_CLEAR);
  cairo_rectangle (self->cr, rectangle->x - margin, rectangle->y - margin, rectangle->width + 2 * margin,
                   rectangle->height + 2 * margin);
  cairo_fill (self->cr);
  g_clear_pointer (&self->sums, g_free);
}

static void
build_sums (LtRoom *self)
{
  int columns = self->right - self->left, rows = self->bottom - self->top;
  int stride = cairo_image_surface_get_stride (self->surface);
  const guint8 *pixels;
  double sum_x = 0, sum_y = 0, free_cells = 0;

  cairo_surface_flush (self->surface);
  pixels = cairo_image_surface_get_data (self->surface);
  self->sums = g_new0 (guint32, (gsize) (columns + 1) * (gsize) (rows + 1));

  for (int row = 0; row < rows; row++)
    {
      const guint8 *line = pixels + (gsize) (self->top + row) * (gsize) stride + self->left;
      guint32 *above = self->sums + (gsize) row * (gsize) (columns + 1);
      guint32 *sums = above + columns + 1;
      guint32 run = 0;

      for (int column = 0; column < columns; column++)
        {
          gboolean is_free = line[column] == 255;

          run += is_free;
          sums[column + 1] = above[column + 1] + run;
          sum_x += is_free ? column : 0;
          sum_y += is_free ? row : 0;
          free_cells += is_free;
        }
    }

  self->middle_x = self->x + (self->left + (free_cells > 0 ? sum_x / free_cells + 0.5 : 0)) * self->cell;
  self->middle_y = self->y + (self->top + (free_cells > 0 ? sum_y / free_cells + 0.5 : 0)) * self->cell;
}

/* Column and row count from the table's corner. */
static gboolean
is_free (const LtRoom *self, int column, int row, int width, int height)
{
  gsize stride = (gsize) (self->right - self->left + 1);
  const guint32 *top = self->sums + (gsize) row * stride + column;
  const guint32 *bottom = top + (gsize) height * stride;

  return bottom[width] - bottom[0] - top[width] + top[0] == (guint32) (width * height);
}

/* Exactly around the point, whatever the grid, so that a label that fits stays put. */
static gboolean
find_exact (LtRoom *self, double width, double height, double x, double y, cairo_rectangle_t *found)
{
  double left = (x - width / 2 - self->x) / self->cell - self->left;
  double top = (y - height / 2 - self->y) / self->cell - self->top;
  double right = left + width / self->cell, bottom = top + height / self->cell;

  if (left < 0 || top < 0 || right > self->right - self->left || bottom > self->bottom - self->top
      || !is_free (self, (int) left, (int) top, (int) ceil (right) - (int) left,
                   (int) ceil (bottom) - (int) top))
    return FALSE;

  *found = (cairo_rectangle_t){ x - width / 2, y - height / 2, width, height };

  return TRUE;
}

static gboolean
find_nearest (LtRoom *self, double width, double height, double x, double y, cairo_rectangle_t *found)
{
  int columns = (int) ceil (width / self->cell), rows = (int) ceil (height / self->cell);
  double target_x = (x - self->x) / self->cell - self->left - columns / 2.0;
  double target_y = (y - self->y) / self->cell - self->top - rows / 2.0;
  double best = G_MAXDOUBLE;

  for (int row = 0; row + rows <= self->bottom - self->top; row++)
    for (int column = 0; column + columns <= self->right - self->left; column++)
      {
        double dx = column - target_x, dy = row - target_y, distance = dx * dx + dy * dy;

        if (distance >= best || !is_free (self, column, row, columns, rows))
          continue;
        best = distance;
        found->x = self->x + (self->left + column) * self->cell + (columns * self->cell - width) / 2;
        found->y = self->y + (self->top + row) * self->cell + (rows * self->cell - height) / 2;
      }
  found->width = width;
  found->height = height;

  return best < G_MAXDOUBLE;
}

gboolean
lt_room_find (LtRoom *self, double width, double height, double x, double y, cairo_rectangle_t *found)
{
  if (self->right <= self->left || self->bottom <= self->top)
    return FALSE;
  if (self->sums == NULL)
    build_sums (self);
  if (isnan (x))
    {
      x = self->middle_x;
      y = self->middle_y;
    }

  return find_exact (self, width, height, x, y, found) || find_nearest (self, width, height, x, y, found);
}
