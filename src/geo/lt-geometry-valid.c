#include "config.h"

#include <math.h>

#include "lt-geometry.h"

#define MAX_POINTS 400 /* of a ring that each edge is compared with each of */

/* On which side of the line a–b the point lies; 0 where rounding makes it unsure. */
static int
side (const double *a, const double *b, const double *p)
{
  double left = (b[0] - a[0]) * (p[1] - a[1]);
  double right = (b[1] - a[1]) * (p[0] - a[0]);
  double cross = left - right;

  if (fabs (cross) <= 1e-12 * (fabs (left) + fabs (right)))
    return 0;

  return cross > 0.0 ? 1 : -1;
}

/* TRUE only where two edges surely have no point in common. */
static gboolean
are_apart (const double *a, const double *b, const double *c, const double *d)
{
  int c_side, d_side;

  if (MAX (a[0], b[0]) < MIN (c[0], d[0]) || MAX (c[0], d[0]) < MIN (a[0], b[0])
      || MAX (a[1], b[1]) < MIN (c[1], d[1]) || MAX (c[1], d[1]) < MIN (a[1], b[1]))
    return TRUE;

  c_side = side (a, b, c);
  d_side = side (a, b, d);
  if (c_side * d_side > 0)
    return TRUE;
  c_side = side (c, d, a);
  d_side = side (c, d, b);

  return c_side * d_side > 0;
}

/* Neighbours share a point; they must not run back over each other. */
static gboolean
turns_back (const double *a, const double *b, const double *c)
{
  return side (a, b, c) == 0 && (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) <= 0.0;
}

gboolean
lt_geometry_is_plainly_valid (const LtGeometry *self)
{
  const double *xy;
  guint n;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->kind != LT_GEOMETRY_POLYGON || self->n_rings != 1 || self->n_points < 4
      || self->n_points > MAX_POINTS)
    return FALSE;

  xy = self->xy;
  n = self->n_points - 1; /* edges */
  for (guint i = 0; i < n; i++)
    {
      guint next = (i + 1) % n;

      if (turns_back (&xy[2 * i], &xy[2 * i + 2], &xy[2 * next + 2]))
        return FALSE;
      for (guint j = i + 2; j < n; j++)
        if ((j + 1) % n != i && !are_apart (&xy[2 * i], &xy[2 * i + 2], &xy[2 * j], &xy[2 * j + 2]))
          return FALSE;
    }

  return TRUE;
}
