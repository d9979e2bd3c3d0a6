#include "lt-test-geo.h"

#include <math.h>

LtGeometry *
lt_test_rectangle (double west, double south, double east, double north)
{
  LtGeometryBuilder *builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);

  lt_geometry_builder_add_point (builder, west, south);
  lt_geometry_builder_add_point (builder, east, south);
  lt_geometry_builder_add_point (builder, east, north);
  lt_geometry_builder_add_point (builder, west, north);
  return lt_geometry_builder_end (builder);
}

static void
add_star (LtGeometryBuilder *builder, GRand *random, double x, double y, double from, double to, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      double radius = g_rand_double_range (random, from, to);
      double angle = 2 * G_PI * i / n;

      lt_geometry_builder_add_point (builder, x + radius * cos (angle), y + radius * sin (angle));
    }
}

LtGeometry *
lt_test_star (GRand *random, double x, double y, double radius, guint n, gboolean with_hole)
{
  LtGeometryBuilder *builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);

  add_star (builder, random, x, y, radius / 3, radius, n);
  lt_geometry_builder_end_ring (builder, TRUE);
  if (with_hole)
    {
      add_star (builder, random, x, y, radius / 18, radius / 6, n);
      lt_geometry_builder_end_ring (builder, FALSE);
    }
  return lt_geometry_builder_end (builder);
}

LtGeometry *
lt_test_random_geometry (GRand *random)
{
  LtGeometryKind kind = (LtGeometryKind) g_rand_int_range (random, 0, 3);
  LtGeometryBuilder *builder = lt_geometry_builder_new (kind);
  int n_parts = g_rand_int_range (random, 1, 5);

  for (int part = 0; part < n_parts; part++)
    {
      guint n = kind == LT_GEOMETRY_POINT ? 1 : (guint) g_rand_int_range (random, 3, 60);

      add_star (builder, random, 120 + part, 30, 0.2, 0.4, n);
      lt_geometry_builder_end_ring (builder, TRUE);
      if (kind == LT_GEOMETRY_POLYGON && g_rand_boolean (random))
        {
          add_star (builder, random, 120 + part, 30, 0.01, 0.1, n);
          lt_geometry_builder_end_ring (builder, FALSE);
        }
    }
  return lt_geometry_builder_end (builder);
}

void
lt_test_assert_same (const LtGeometry *a, const LtGeometry *b)
{
  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpmem (a->xy, a->n_points * 2 * sizeof (double), b->xy, b->n_points * 2 * sizeof (double));
  g_assert_cmpmem (a->ring_ends, a->n_rings * sizeof (guint), b->ring_ends, b->n_rings * sizeof (guint));
  g_assert_cmpmem (a->starts_part, a->n_rings, b->starts_part, b->n_rings);
  g_assert_cmpmem (&a->box, sizeof a->box, &b->box, sizeof b->box);
}
