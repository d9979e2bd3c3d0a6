#include "lt-test-geo.h"

#include <math.h>

static void
test_builder (void)
{
  LtGeometryBuilder *builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);
  g_autoptr (LtGeometry) geometry = NULL;

  lt_geometry_builder_add_point (builder, 0, 0);
  lt_geometry_builder_add_point (builder, 4, 0);
  lt_geometry_builder_add_point (builder, 4, 4);
  lt_geometry_builder_end_ring (builder, TRUE);
  lt_geometry_builder_add_point (builder, 2, 1);
  lt_geometry_builder_add_point (builder, 3, 1);
  lt_geometry_builder_add_point (builder, 3, 2);
  lt_geometry_builder_add_point (builder, 2, 1);
  lt_geometry_builder_end_ring (builder, FALSE);
  geometry = lt_geometry_builder_end (builder);
  g_assert_cmpuint (geometry->n_rings, ==, 2);
  g_assert_cmpuint (geometry->n_points, ==, 8);
  g_assert_cmpuint (geometry->ring_ends[0], ==, 4);
  g_assert_cmpuint (geometry->ring_ends[1], ==, 8);
  g_assert_true (geometry->starts_part[0] && !geometry->starts_part[1]);
  g_assert_cmpfloat (geometry->xy[6], ==, 0);
  g_assert_cmpfloat (geometry->box.east, ==, 4);
}

static void
test_builder_refuses (void)
{
  LtGeometryBuilder *builder = lt_geometry_builder_new (LT_GEOMETRY_LINE);

  g_assert_null (lt_geometry_builder_end (builder));
  g_assert_null (lt_geometry_new_point (NAN, 0));
  g_assert_null (lt_geometry_new_point (0, INFINITY));
  builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);
  lt_geometry_builder_add_point (builder, 0, 0);
  lt_geometry_builder_add_point (builder, 1, 1);
  lt_geometry_builder_end_ring (builder, TRUE);
  lt_geometry_builder_add_point (builder, 0.1, 0.1); /* a hole of nothing */
  lt_geometry_builder_add_point (builder, 0.2, 0.1);
  lt_geometry_builder_add_point (builder, 0.2, 0.2);
  lt_geometry_builder_end_ring (builder, FALSE);
  g_assert_null (lt_geometry_builder_end (builder));
}

static void
test_contains (void)
{
  g_autoptr (LtGeometry) rectangle = lt_test_rectangle (1, 2, 3, 5);
  g_autoptr (LtGeometry) point = lt_geometry_new_point (1, 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (8);

  g_assert_true (lt_geometry_contains (rectangle, 2, 3));
  g_assert_false (lt_geometry_contains (rectangle, 0.5, 3));
  g_assert_false (lt_geometry_contains (rectangle, 3.5, 3));
  g_assert_false (lt_geometry_contains (rectangle, 2, 5.5));
  g_assert_false (lt_geometry_contains (rectangle, NAN, 3));
  g_assert_false (lt_geometry_contains (point, 1, 1));
  for (int i = 0; i < 200; i++)
    {
      g_autoptr (LtGeometry) star = lt_test_star (random, 0, 0, 9, 11, TRUE);

      g_assert_false (lt_geometry_contains (star, 0, 0));
      g_assert_false (lt_geometry_contains (star, 8.999, 1));
      for (double angle = 0; angle < 6.28; angle += 0.1)
        {
          /* The chord between two corners at r/3 stays outside cos (π/11) · r/3. */
          g_assert_true (lt_geometry_contains (star, 2.5 * cos (angle), 2.5 * sin (angle)));
          g_assert_false (lt_geometry_contains (star, 9.1 * cos (angle), 9.1 * sin (angle)));
        }
    }
}

/* The zone between two parallels: cos φ √(1 − e² sin² φ)⁻¹ · (1 − e²) (1 − e² sin² φ)^(−3/2) a² dφ dλ,
 * by Simpson's rule, which owes nothing to the authalic latitude. */
static double
rectangle_area (double west, double south, double east, double north)
{
  const double a = 6378137.0, f = 1 / 298.257222101, e2 = f * (2 - f), radians = G_PI / 180;
  const int n = 2000;
  double sum = 0, step = (north - south) * radians / n;

  for (int i = 0; i <= n; i++)
    {
      double phi = south * radians + i * step, s = sin (phi), root = 1 - e2 * s * s;

      sum += cos (phi) / (root * root) * (i == 0 || i == n ? 1 : i % 2 ? 4 : 2);
    }
  return sum * step / 3 * a * a * (1 - e2) * (east - west) * radians;
}

static void
test_area_of_rectangles (void)
{
  static const double boxes[][4] = {
    { 120, 30, 120.001, 30.001 }, { 119.99999, 30.86, 120.00001, 30.86002 },
    { 119, 30, 121, 32 },         { -10, -20, 10, 50 },
    { 0, 80, 1, 89.9 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      const double *b = boxes[i];
      g_autoptr (LtGeometry) rectangle = lt_test_rectangle (b[0], b[1], b[2], b[3]);
      double expected = rectangle_area (b[0], b[1], b[2], b[3]);

      g_assert_cmpfloat_with_epsilon (lt_geometry_area_m2 (rectangle) / expected, 1, 1e-7);
    }
}

/* CGCS2000's surface is 510 065 622 km². */
static void
test_area_of_the_earth (void)
{
  g_autoptr (LtGeometry) earth = lt_test_rectangle (-180, -90, 180, 90);
  g_autoptr (LtGeometry) point = lt_geometry_new_point (120, 30);

  g_assert_cmpfloat_with_epsilon (lt_geometry_area_m2 (earth) / 1e6, 510065622, 1);
  g_assert_cmpfloat (lt_geometry_area_m2 (point), ==, 0);
}

static void
test_area_with_hole (void)
{
  LtGeometryBuilder *builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);
  g_autoptr (LtGeometry) outer = lt_test_rectangle (120, 30, 120.1, 30.1);
  g_autoptr (LtGeometry) inner = lt_test_rectangle (120.04, 30.04, 120.06, 30.06);
  g_autoptr (LtGeometry) both = NULL;

  /* Both wound the same way: rings are told apart by their place, not by their sense. */
  for (guint i = 0; i < 5; i++)
    lt_geometry_builder_add_point (builder, outer->xy[2 * i], outer->xy[2 * i + 1]);
  lt_geometry_builder_end_ring (builder, TRUE);
  for (guint i = 0; i < 5; i++)
    lt_geometry_builder_add_point (builder, inner->xy[2 * i], inner->xy[2 * i + 1]);
  lt_geometry_builder_end_ring (builder, FALSE);
  both = lt_geometry_builder_end (builder);
  g_assert_cmpfloat_with_epsilon (lt_geometry_area_m2 (both),
                                  lt_geometry_area_m2 (outer) - lt_geometry_area_m2 (inner), 0.01);
  g_assert_false (lt_geometry_contains (both, 120.05, 30.05));
  g_assert_true (lt_geometry_contains (both, 120.02, 30.05));
}

static double
distance_to_edge (const LtGeometry *self, double x, double y)
{
  double least = G_MAXDOUBLE;

  for (guint ring = 0, i = 0; ring < self->n_rings; ring++, i++)
    {
      for (; i + 1 < self->ring_ends[ring]; i++)
        {
          double ax = self->xy[2 * i], ay = self->xy[2 * i + 1];
          double dx = self->xy[2 * i + 2] - ax, dy = self->xy[2 * i + 3] - ay;
          double t = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);

          t = CLAMP (t, 0, 1);
          least = MIN (least, hypot (x - ax - t * dx, y - ay - t * dy));
        }
    }
  return least;
}

static void
test_label (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (9);

  for (int i = 0; i < 60; i++)
    {
      g_autoptr (LtGeometry) star = lt_test_star (random, 120, 30, 1, 24, i % 2);
      double x, y, reached, most = 0;

      lt_geometry_label_point (star, 0.001, &x, &y);
      g_assert_true (lt_geometry_contains (star, x, y));
      reached = distance_to_edge (star, x, y);
      for (double at_x = 119; at_x <= 121; at_x += 0.02)
        for (double at_y = 29; at_y <= 31; at_y += 0.02)
          {
            if (lt_geometry_contains (star, at_x, at_y))
              most = MAX (most, distance_to_edge (star, at_x, at_y));
          }
      g_assert_cmpfloat (reached, >=, most - 0.001);
    }
}

static void
test_label_odd (void)
{
  g_autoptr (LtGeometry) point = lt_geometry_new_point (3, 4);
  g_autoptr (LtGeometry) sliver = lt_test_rectangle (0, 0, 1000, 1e-9);
  g_autoptr (LtGeometry) flat = lt_test_rectangle (0, 1, 1, 1);
  double x, y;

  lt_geometry_label_point (point, 0.1, &x, &y);
  g_assert_true (x == 3 && y == 4);
  lt_geometry_label_point (sliver, 0, &x, &y);
  g_assert_true (lt_geometry_contains (sliver, x, y));
  lt_geometry_label_point (flat, 0, &x, &y);
  g_assert_true (x >= 0 && x <= 1 && y == 1);
}

/* Every point that went lies within the tolerance of the outline that stayed, and none is new. */
static void
test_simplify (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (10);

  for (int i = 0; i < 300; i++)
    {
      g_autoptr (LtGeometry) star = lt_test_star (random, 0, 0, 1, 200, FALSE);
      double tolerance = g_rand_double_range (random, 0.001, 0.2);
      g_autoptr (LtGeometry) simple = lt_geometry_simplify (star, tolerance);
      guint next = 0;

      g_assert_nonnull (simple);
      g_assert_cmpuint (simple->n_points, >=, 4);
      g_assert_cmpuint (simple->n_points, <=, star->n_points);
      for (guint j = 0; j < star->n_points; j++)
        {
          g_assert_cmpfloat (distance_to_edge (simple, star->xy[2 * j], star->xy[2 * j + 1]), <=,
                             tolerance * (1 + 1e-9));
          if (next < simple->n_points && simple->xy[2 * next] == star->xy[2 * j]
              && simple->xy[2 * next + 1] == star->xy[2 * j + 1])
            next++;
        }
      g_assert_cmpuint (next, ==, simple->n_points);
    }
}

static void
test_simplify_drops (void)
{
  g_autoptr (LtGeometry) small = lt_test_rectangle (0, 0, 0.01, 0.01);
  g_autoptr (LtGeometry) point = lt_geometry_new_point (1, 1);
  g_autoptr (LtGeometry) same = lt_geometry_simplify (point, 10);
  g_autoptr (LtGeometry) exact = lt_geometry_simplify (small, 0);
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  g_autoptr (LtGeometry) star = lt_test_star (random, 0, 0, 1, 50, TRUE);
  g_autoptr (LtGeometry) without_hole = lt_geometry_simplify (star, 0.3);

  g_assert_null (lt_geometry_simplify (small, 1));
  lt_test_assert_same (same, point);
  lt_test_assert_same (exact, small);
  g_assert_true (without_hole == NULL || without_hole->n_rings == 1);
}

static LtGeometry *
make_rings (const double *xy, const guint *ends, const gboolean *starts, guint n)
{
  LtGeometryBuilder *builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);
  guint at = 0;

  for (guint i = 0; i < n; i++)
    {
      for (; at < ends[i]; at++)
        lt_geometry_builder_add_point (builder, xy[2 * at], xy[2 * at + 1]);
      lt_geometry_builder_end_ring (builder, starts[i]);
    }
  return lt_geometry_builder_end (builder);
}

/* Turned round, begun elsewhere and in another order it is the same outline; with a corner moved not. */
static void
test_same (void)
{
  static const double first[]
      = { 0, 0, 9, 0, 9, 9, 0, 9, 0, 0, 1, 1, 2, 1, 2, 2, 1, 1, 20, 0, 21, 0, 21, 1, 20, 0 };
  static const double second[]
      = { 21, 1, 21, 0, 20, 0, 21, 1, 9, 9, 9, 0, 0, 0, 0, 9, 9, 9, 2, 2, 2, 1, 1, 1, 2, 2 };
  static const guint ends[] = { 5, 9, 13 };
  static const guint other_ends[] = { 4, 9, 13 };
  static const gboolean starts[] = { TRUE, FALSE, TRUE };
  static const gboolean other_starts[] = { TRUE, TRUE, FALSE };
  static const gboolean no_hole[] = { TRUE, TRUE, TRUE };
  g_autoptr (LtGeometry) a = make_rings (first, ends, starts, 3);
  g_autoptr (LtGeometry) b = make_rings (second, other_ends, other_starts, 3);
  g_autoptr (LtGeometry) filled = make_rings (first, ends, no_hole, 3);

  g_assert_true (lt_geometry_is_same (a, a));
  g_assert_true (lt_geometry_is_same (a, b));
  g_assert_true (lt_geometry_is_same (b, a));
  g_assert_false (lt_geometry_is_same (a, filled));
  for (guint i = 0; i < G_N_ELEMENTS (second) / 2; i++)
    {
      double moved[G_N_ELEMENTS (second)];
      g_autoptr (LtGeometry) c = NULL;

      memcpy (moved, second, sizeof moved);
      moved[2 * i] += 1e-6;
      c = make_rings (moved, other_ends, other_starts, 3);
      g_assert_false (lt_geometry_is_same (a, c));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geometry/builder", test_builder);
  g_test_add_func ("/geometry/builder-refuses", test_builder_refuses);
  g_test_add_func ("/geometry/contains", test_contains);
  g_test_add_func ("/geometry/area/rectangles", test_area_of_rectangles);
  g_test_add_func ("/geometry/area/earth", test_area_of_the_earth);
  g_test_add_func ("/geometry/area/hole", test_area_with_hole);
  g_test_add_func ("/geometry/label", test_label);
  g_test_add_func ("/geometry/label-odd", test_label_odd);
  g_test_add_func ("/geometry/simplify", test_simplify);
  g_test_add_func ("/geometry/simplify-drops", test_simplify_drops);
  g_test_add_func ("/geometry/same", test_same);
  return g_test_run ();
}
