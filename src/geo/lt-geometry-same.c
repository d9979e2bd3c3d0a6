#include "config.h"

#include <math.h>
#include <string.h>

#include "lt-geometry.h"

#define SAME_DEGREES 1e-8

static gboolean
is_same_point (const double *a, const double *b)
{
  return fabs (a[0] - b[0]) <= SAME_DEGREES && fabs (a[1] - b[1]) <= SAME_DEGREES;
}

static gboolean
is_same_in_order (const LtGeometry *a, const LtGeometry *b)
{
  if (memcmp (a->ring_ends, b->ring_ends, a->n_rings * sizeof *a->ring_ends) != 0
      || memcmp (a->starts_part, b->starts_part, a->n_rings * sizeof *a->starts_part) != 0)
    return FALSE;
  for (guint i = 0; i < a->n_points; i++)
    if (!is_same_point (a->xy + 2 * i, b->xy + 2 * i))
      return FALSE;

  return TRUE;
}

static guint
get_start (const LtGeometry *self, guint ring)
{
  return ring > 0 ? self->ring_ends[ring - 1] : 0;
}

/* From the first point of `a` round to it again, of `b` from the point `first` in either sense; both have
 * n points and one more that closes them. */
static gboolean
is_same_round (const double *a, const double *b, guint n, guint first, gboolean back)
{
  for (guint i = 0; i < n; i++)
    {
      guint at = back ? (first + n - i) % n : (first + i) % n;

      if (!is_same_point (a + 2 * i, b + 2 * at))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_same_ring (const LtGeometry *a, guint ring, const LtGeometry *b, guint other)
{
  const double *from = a->xy + 2 * (gsize) get_start (a, ring);
  const double *to = b->xy + 2 * (gsize) get_start (b, other);
  guint n = a->ring_ends[ring] - get_start (a, ring);

  if (n < 2 || n != b->ring_ends[other] - get_start (b, other)
      || a->starts_part[ring] != b->starts_part[other])
    return FALSE;
  for (guint first = 0; first < n - 1; first++)
    if (is_same_point (from, to + 2 * first)
        && (is_same_round (from, to, n - 1, first, FALSE) || is_same_round (from, to, n - 1, first, TRUE)))
      return TRUE;

  return FALSE;
}

/* Each ring somewhere in the other: a hole lies in the part that is round it, wherever it is listed. */
static gboolean
is_same_in_any_order (const LtGeometry *a, const LtGeometry *b)
{
  g_autofree guint8 *met = g_new0 (guint8, b->n_rings + 1);

  for (guint i = 0; i < a->n_rings; i++)
    {
      guint other = 0;

      while (other < b->n_rings && (met[other] != 0 || !is_same_ring (a, i, b, other)))
        other++;
      if (other == b->n_rings)
        return FALSE;
      met[other] = 1;
    }

  return TRUE;
}

gboolean
lt_geometry_is_same (const LtGeometry *self, const LtGeometry *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (self->kind != other->kind || self->n_points != other->n_points || self->n_rings != other->n_rings)
    return FALSE;

  return is_same_in_order (self, other)
         || (self->kind == LT_GEOMETRY_POLYGON && is_same_in_any_order (self, other));
}
