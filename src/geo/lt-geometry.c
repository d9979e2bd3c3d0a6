#include "config.h"

#include "lt-geometry.h"

#include <math.h>
#include <string.h>

#define FIRST_POINTS 32
#define FIRST_RINGS 2
#define MAX_POINTS (G_MAXINT32 / 16)

typedef struct
{
  guint end; /* index of the point after the last */
  gboolean starts_part;
} Ring;

struct _LtGeometryBuilder
{
  LtGeometryKind kind;
  double *xy;
  guint n_points;
  guint max_points; /* that there is room for */
  Ring *rings;
  guint n_rings;
  guint max_rings;
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
  self->max_points = FIRST_POINTS;
  self->xy = g_new (double, 2 * FIRST_POINTS);
  self->max_rings = FIRST_RINGS;
  self->rings = g_new (Ring, FIRST_RINGS);
  self->box = LT_BOX_EMPTY;
  return self;
}

void
lt_geometry_builder_free (LtGeometryBuilder *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->xy);
  g_free (self->rings);
  g_free (self);
}

static void
append_point (LtGeometryBuilder *self, double x, double y)
{
  if (self->n_points == self->max_points)
    {
      self->max_points *= 2;
      self->xy = g_renew (double, self->xy, 2 * (gsize) self->max_points);
    }
  self->xy[2 * self->n_points] = x;
  self->xy[2 * self->n_points + 1] = y;
  self->n_points++;
}

static void
append_ring (LtGeometryBuilder *self, gboolean starts_part)
{
  if (self->n_rings == self->max_rings)
    {
      self->max_rings *= 2;
      self->rings = g_renew (Ring, self->rings, self->max_rings);
    }
  self->rings[self->n_rings++] = (Ring){ self->n_points, starts_part };
}

void
lt_geometry_builder_add_point (LtGeometryBuilder *self, double x, double y)
{
  g_return_if_fail (self != NULL);

  if (!isfinite (x) || !isfinite (y) || self->n_points > MAX_POINTS)
    {
      self->broken = TRUE;
      return;
    }
  append_point (self, x, y);
}

static void
close_ring (LtGeometryBuilder *self)
{
  const double *first = self->xy + 2 * self->ring_start;
  const double *last = self->xy + 2 * (self->n_points - 1);

  if (last[0] != first[0] || last[1] != first[1])
    append_point (self, first[0], first[1]);
}

/* A polygon's ring needs an area to speak of; a hole goes with its outer ring. */
static gboolean
ring_is_wanted (LtGeometryBuilder *self, gboolean starts_part)
{
  guint n = self->n_points - self->ring_start;

  if (self->kind != LT_GEOMETRY_POLYGON)
    return TRUE;
  if (starts_part)
    self->skip_holes = n < 4;
  return !self->skip_holes && n >= 4;
}

void
lt_geometry_builder_end_ring (LtGeometryBuilder *self, gboolean starts_part)
{
  gboolean start;

  g_return_if_fail (self != NULL);

  start = starts_part || self->kind != LT_GEOMETRY_POLYGON || (self->n_rings == 0 && !self->skip_holes);
  if (self->n_points == self->ring_start)
    {
      if (start)
        self->skip_holes = TRUE;
      return;
    }
  if (self->kind == LT_GEOMETRY_POLYGON)
    close_ring (self);
  if (ring_is_wanted (self, start))
    {
      for (guint i = self->ring_start; i < self->n_points; i++)
        lt_box_add_point (&self->box, self->xy[2 * i], self->xy[2 * i + 1]);
      append_ring (self, start);
    }
  else
    self->n_points = self->ring_start;
  self->ring_start = self->n_points;
}

/* With room for its arrays, in one piece. */
static LtGeometry *
allocate (LtGeometryKind kind, guint n_points, guint n_rings)
{
  gsize xy_size = 2 * sizeof (double) * (gsize) n_points;
  LtGeometry *self = g_malloc (sizeof (LtGeometry) + xy_size + (sizeof (guint) + 1) * (gsize) n_rings);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->n_points = n_points;
  self->n_rings = n_rings;
  self->xy = (double *) (self + 1);
  self->ring_ends = (guint *) (self->xy + 2 * (gsize) n_points);
  self->starts_part = (guint8 *) (self->ring_ends + n_rings);
  return self;
}

static LtGeometry *
make_geometry (const LtGeometryBuilder *self)
{
  LtGeometry *geometry = allocate (self->kind, self->n_points, self->n_rings);

  geometry->box = self->box;
  memcpy (geometry->xy, self->xy, 2 * sizeof (double) * (gsize) self->n_points);
  for (guint i = 0; i < self->n_rings; i++)
    {
      geometry->ring_ends[i] = self->rings[i].end;
      geometry->starts_part[i] = self->rings[i].starts_part ? 1 : 0;
    }
  return geometry;
}

LtGeometry *
lt_geometry_builder_end (LtGeometryBuilder *self)
{
  LtGeometry *geometry = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->n_points > self->ring_start)
    lt_geometry_builder_end_ring (self, TRUE);
  if (!self->broken && self->n_points > 0)
    geometry = make_geometry (self);
  lt_geometry_builder_free (self);
  return geometry;
}

LtGeometry *
lt_geometry_new_point (double x, double y)
{
  LtGeometry *self;

  if (!isfinite (x) || !isfinite (y))
    return NULL;
  self = allocate (LT_GEOMETRY_POINT, 1, 1);
  self->box = (LtBox){ x, y, x, y };
  self->xy[0] = x;
  self->xy[1] = y;
  self->ring_ends[0] = 1;
  self->starts_part[0] = 1;
  return self;
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

  if (g_atomic_ref_count_dec (&self->ref_count))
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
