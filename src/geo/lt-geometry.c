#include "config.h"

#include "lt-geometry.h"

#include <math.h>
#include <string.h>

struct _LtGeometryBuilder
{
  LtGeometryKind kind;
  GArray *xy;
  GArray *ring_ends;
  GByteArray *starts_part;
  LtBox box;
  guint ring_start;    /* index of the first point of the open ring */
  gboolean skip_holes; /* the part's outer ring was dropped */
  gboolean broken;     /* a coordinate was not finite, or there are too many */
};

LtGeometryBuilder *
lt_geometry_builder_new (LtGeometryKind kind)
{
  LtGeometryBuilder *self = g_new0 (LtGeometryBuilder, 1);

  self->kind = kind;
  self->xy = g_array_new (FALSE, FALSE, 2 * sizeof (double));
  self->ring_ends = g_array_new (FALSE, FALSE, sizeof (guint));
  self->starts_part = g_byte_array_new ();
  self->box = LT_BOX_EMPTY;
  return self;
}

void
lt_geometry_builder_free (LtGeometryBuilder *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->xy);
  g_array_unref (self->ring_ends);
  g_byte_array_unref (self->starts_part);
  g_free (self);
}

void
lt_geometry_builder_add_point (LtGeometryBuilder *self, double x, double y)
{
  double point[2] = { x, y };

  g_return_if_fail (self != NULL);

  if (!isfinite (x) || !isfinite (y) || self->xy->len > G_MAXINT32 / 16)
    {
      self->broken = TRUE;
      return;
    }
  g_array_append_vals (self->xy, point, 1);
}

static void
close_ring (LtGeometryBuilder *self)
{
  const double *xy = (const double *) (gpointer) self->xy->data;
  guint last = self->xy->len - 1;
  double first[2] = { xy[2 * self->ring_start], xy[2 * self->ring_start + 1] };

  if (xy[2 * last] != first[0] || xy[2 * last + 1] != first[1])
    g_array_append_vals (self->xy, first, 1);
}

/* A polygon's ring needs an area to speak of; a hole goes with its outer ring. */
static gboolean
ring_is_wanted (LtGeometryBuilder *self, gboolean starts_part)
{
  if (self->kind != LT_GEOMETRY_POLYGON)
    return TRUE;
  if (starts_part)
    self->skip_holes = self->xy->len - self->ring_start < 4;
  return !self->skip_holes && self->xy->len - self->ring_start >= 4;
}

void
lt_geometry_builder_end_ring (LtGeometryBuilder *self, gboolean starts_part)
{
  guint8 start;

  g_return_if_fail (self != NULL);

  start
      = starts_part || self->kind != LT_GEOMETRY_POLYGON || (self->ring_ends->len == 0 && !self->skip_holes);
  if (self->xy->len == self->ring_start)
    {
      if (start)
        self->skip_holes = TRUE;
      return;
    }
  if (self->kind == LT_GEOMETRY_POLYGON)
    close_ring (self);
  if (ring_is_wanted (self, start))
    {
      const double *xy = (const double *) (gpointer) self->xy->data;

      for (guint i = self->ring_start; i < self->xy->len; i++)
        lt_box_add_point (&self->box, xy[2 * i], xy[2 * i + 1]);
      g_array_append_val (self->ring_ends, self->xy->len);
      g_byte_array_append (self->starts_part, &start, 1);
    }
  else
    g_array_set_size (self->xy, self->ring_start);
  self->ring_start = self->xy->len;
}

static LtGeometry *
take_geometry (LtGeometryBuilder *self)
{
  LtGeometry *geometry = g_new0 (LtGeometry, 1);

  g_atomic_ref_count_init (&geometry->ref_count);
  geometry->kind = self->kind;
  geometry->n_points = self->xy->len;
  geometry->n_rings = self->ring_ends->len;
  geometry->box = self->box;
  geometry->xy = g_memdup2 (self->xy->data, (gsize) self->xy->len * 2 * sizeof (double));
  geometry->ring_ends = g_memdup2 (self->ring_ends->data, self->ring_ends->len * sizeof (guint));
  geometry->starts_part = g_memdup2 (self->starts_part->data, self->starts_part->len);
  return geometry;
}

LtGeometry *
lt_geometry_builder_end (LtGeometryBuilder *self)
{
  LtGeometry *geometry = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->xy->len > self->ring_start)
    lt_geometry_builder_end_ring (self, TRUE);
  if (!self->broken && self->xy->len > 0)
    geometry = take_geometry (self);
  lt_geometry_builder_free (self);
  return geometry;
}

LtGeometry *
lt_geometry_new_point (double x, double y)
{
  LtGeometryBuilder *builder = lt_geometry_builder_new (LT_GEOMETRY_POINT);

  lt_geometry_builder_add_point (builder, x, y);
  return lt_geometry_builder_end (builder);
}

LtGeometry *
lt_geometry_ref (LtGeometry *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
lt_geometry_unref (LtGeometry *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->xy);
  g_free (self->ring_ends);
  g_free (self->starts_part);
  g_free (self);
}

/* Counts the crossings of the ring with the ray from (x, y) eastwards. */
static gboolean
ring_is_crossed_odd (const double *xy, guint n, double x, double y)
{
  gboolean odd = FALSE;

  for (guint i = 0; i + 1 < n; i++)
    {
      const double *a = xy + 2 * i, *b = a + 2;

      if ((a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0])
        odd = !odd;
    }
  return odd;
}

gboolean
lt_geometry_contains (const LtGeometry *self, double x, double y)
{
  gboolean inside = FALSE;
  guint start = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->kind != LT_GEOMETRY_POLYGON || !lt_box_contains (&self->box, x, y))
    return FALSE;
  for (guint i = 0; i < self->n_rings; i++)
    {
      inside ^= ring_is_crossed_odd (self->xy + 2 * (gsize) start, self->ring_ends[i] - start, x, y);
      start = self->ring_ends[i];
    }
  return inside;
}

LtGeometry *
lt_geometry_move (LtGeometry *self, LtMoveFunc move, gpointer data)
{
  g_return_val_if_fail (self != NULL && move != NULL, NULL);

  if (!move (self->xy, self->n_points, data))
    {
      lt_geometry_unref (self);
      return NULL;
    }
  self->box = LT_BOX_EMPTY;
  for (guint i = 0; i < self->n_points; i++)
    lt_box_add_point (&self->box, self->xy[2 * i], self->xy[2 * i + 1]);
  return self;
}
