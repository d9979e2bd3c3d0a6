#include "config.h"

#include <math.h>

#include "lt-geometry.h"

/* A part of a polygon whose rings may be put in order. */
typedef struct
{
  const LtGeometry *geometry;
  guint first, end; /* its rings */
  guint outer;      /* the largest */
  gboolean turn;    /* another has its sense */
} Part;

static guint
get_start (const LtGeometry *self, guint ring)
{
  return ring > 0 ? self->ring_ends[ring - 1] : 0;
}

/* Twice the area, positive where it turns left. */
static double
get_area (const LtGeometry *self, guint ring)
{
  guint start = get_start (self, ring);
  const double *xy = self->xy + 2 * (gsize) start;
  guint n = self->ring_ends[ring] - start;
  double area = 0.0;

  for (guint i = 1; i + 1 < n; i++)
    area += (xy[2 * i] - xy[0]) * (xy[2 * i + 3] - xy[1]) - (xy[2 * i + 2] - xy[0]) * (xy[2 * i + 1] - xy[1]);

  return area;
}

static void
look_at_part (Part *self)
{
  double largest = 0.0;

  self->outer = self->first;
  for (guint i = self->first; i < self->end; i++)
    if (fabs (get_area (self->geometry, i)) > fabs (largest))
      {
        largest = get_area (self->geometry, i);
        self->outer = i;
      }
  self->turn = FALSE;
  for (guint i = self->first; i < self->end; i++)
    self->turn = self->turn || (i != self->outer && get_area (self->geometry, i) * largest > 0.0);
}

static gboolean
next_part (Part *self)
{
  const LtGeometry *geometry = self->geometry;

  self->first = self->end;
  if (self->first == geometry->n_rings)
    return FALSE;
  for (self->end++; self->end < geometry->n_rings && !geometry->starts_part[self->end];)
    self->end++;
  look_at_part (self);

  return TRUE;
}

static void
add_ring (LtGeometryBuilder *builder, const LtGeometry *geometry, guint ring, gboolean starts, gboolean turn)
{
  guint start = get_start (geometry, ring);
  guint n = geometry->ring_ends[ring] - start;

  for (guint i = 0; i < n; i++)
    {
      const double *point = geometry->xy + 2 * (gsize) (start + (turn ? n - 1 - i : i));

      lt_geometry_builder_add_point (builder, point[0], point[1]);
    }
  lt_geometry_builder_end_ring (builder, starts);
}

static LtGeometry *
rebuild (const LtGeometry *geometry)
{
  LtGeometryBuilder *builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);
  Part part = { .geometry = geometry };

  while (next_part (&part))
    {
      double area = get_area (geometry, part.outer);

      add_ring (builder, geometry, part.outer, TRUE, FALSE);
      for (guint i = part.first; i < part.end; i++)
        if (i != part.outer)
          add_ring (builder, geometry, i, FALSE, get_area (geometry, i) * area > 0.0);
    }

  return lt_geometry_builder_end (builder);
}

LtGeometry *
lt_geometry_order_rings (LtGeometry *self, gboolean *ordered, gboolean *turned)
{
  Part part = { .geometry = self };
  LtGeometry *better;

  g_return_val_if_fail (self != NULL && ordered != NULL && turned != NULL, self);

  *ordered = *turned = FALSE;
  while (self->kind == LT_GEOMETRY_POLYGON && next_part (&part))
    {
      *ordered = *ordered || part.outer != part.first;
      *turned = *turned || part.turn;
    }
  if (!*ordered && !*turned)
    return self;

  better = rebuild (self);
  lt_geometry_unref (self);

  return better;
}

gboolean
lt_geometry_has_outside_hole (const LtGeometry *self)
{
  Part part = { .geometry = self };

  g_return_val_if_fail (self != NULL, FALSE);

  while (self->kind == LT_GEOMETRY_POLYGON && next_part (&part))
    for (guint i = part.first + 1; i < part.end; i++)
      {
        LtBox outer = LT_BOX_EMPTY;
        LtBox hole = LT_BOX_EMPTY;

        for (guint j = get_start (self, part.first); j < self->ring_ends[part.first]; j++)
          lt_box_add_point (&outer, self->xy[2 * j], self->xy[2 * j + 1]);
        for (guint j = get_start (self, i); j < self->ring_ends[i]; j++)
          lt_box_add_point (&hole, self->xy[2 * j], self->xy[2 * j + 1]);
        if (hole.west < outer.west || hole.south < outer.south || hole.east > outer.east
            || hole.north > outer.north)
          return TRUE;
      }

  return FALSE;
}
