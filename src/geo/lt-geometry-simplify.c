#include "config.h"

#include "lt-geometry.h"

/* Douglas and Peucker 1973, with an explicit stack: a shore of a million points must not overflow the
 * thread's. */

typedef struct
{
  guint first;
  guint last;
} Span;

static double
distance2 (const double *p, const double *a, const double *b)
{
  double dx = b[0] - a[0], dy = b[1] - a[1];
  double length2 = dx * dx + dy * dy;
  double t = length2 > 0 ? ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length2 : 0;

  t = CLAMP (t, 0, 1);
  dx = p[0] - (a[0] + t * dx);
  dy = p[1] - (a[1] + t * dy);
  return dx * dx + dy * dy;
}

static guint
farthest (const double *xy, Span span, double *most)
{
  guint index = span.first;

  *most = -1;
  for (guint i = span.first + 1; i < span.last; i++)
    {
      double d = distance2 (xy + 2 * (gsize) i, xy + 2 * (gsize) span.first, xy + 2 * (gsize) span.last);

      if (d > *most)
        {
          *most = d;
          index = i;
        }
    }
  return index;
}

/* Marks the points of a ring that stay. Returns: their count. */
static guint
mark_kept (const double *xy, guint n, double tolerance, guint8 *keep, GArray *stack)
{
  Span span = { 0, n - 1 };
  guint kept = 2;

  keep[0] = keep[n - 1] = 1;
  g_array_set_size (stack, 0);
  g_array_append_val (stack, span);
  while (stack->len > 0)
    {
      double most;
      guint middle;

      span = g_array_index (stack, Span, stack->len - 1);
      g_array_set_size (stack, stack->len - 1);
      middle = farthest (xy, span, &most);
      if (most <= tolerance * tolerance)
        continue;
      keep[middle] = 1;
      kept++;
      g_array_append_vals (stack, (&(Span){ span.first, middle }), 1);
      g_array_append_vals (stack, (&(Span){ middle, span.last }), 1);
    }
  return kept;
}

static void
simplify_ring (const LtGeometry *geometry,
               guint ring,
               double tolerance,
               GArray *stack,
               GByteArray *keep,
               LtGeometryBuilder *builder)
{
  guint start = ring > 0 ? geometry->ring_ends[ring - 1] : 0;
  guint n = geometry->ring_ends[ring] - start;
  const double *xy = geometry->xy + 2 * (gsize) start;

  g_byte_array_set_size (keep, n);
  memset (keep->data, 0, n);
  mark_kept (xy, n, tolerance, keep->data, stack);
  for (guint i = 0; i < n; i++)
    {
      if (keep->data[i])
        lt_geometry_builder_add_point (builder, xy[2 * i], xy[2 * i + 1]);
    }
  lt_geometry_builder_end_ring (builder, geometry->starts_part[ring]);
}

LtGeometry *
lt_geometry_simplify (const LtGeometry *self, double tolerance)
{
  g_autoptr (GArray) stack = NULL;
  g_autoptr (GByteArray) keep = NULL;
  LtGeometryBuilder *builder;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->kind == LT_GEOMETRY_POINT || !(tolerance > 0))
    return lt_geometry_ref ((LtGeometry *) self);
  stack = g_array_new (FALSE, FALSE, sizeof (Span));
  keep = g_byte_array_new ();
  builder = lt_geometry_builder_new (self->kind);
  for (guint i = 0; i < self->n_rings; i++)
    simplify_ring (self, i, tolerance, stack, keep, builder);
  return lt_geometry_builder_end (builder);
}
