#include "lt-box.h"
#include "lt-mercator.h"

#include <math.h>

/* EPSG:3857 of 120.1°E 30.8667°N, by a · λ and a · asinh (tan φ). */
static void
test_known_point (void)
{
  double a = LT_EARTH_CIRCUMFERENCE_M / (2 * G_PI);
  double x = 120.1 * G_PI / 180 * a, y = a * asinh (tan (30.8667 * G_PI / 180));

  g_assert_cmpfloat_with_epsilon (a, 6378137.0, 1e-6);
  g_assert_cmpfloat_with_epsilon ((lt_mercator_x (120.1) - 0.5) * LT_EARTH_CIRCUMFERENCE_M, x, 1e-6);
  g_assert_cmpfloat_with_epsilon ((0.5 - lt_mercator_y (30.8667)) * LT_EARTH_CIRCUMFERENCE_M, y, 1e-6);
}

static void
test_corners (void)
{
  g_assert_cmpfloat (lt_mercator_x (-180), ==, 0);
  g_assert_cmpfloat (lt_mercator_x (180), ==, 1);
  g_assert_cmpfloat_with_epsilon (lt_mercator_y (0), 0.5, 1e-15);
  g_assert_cmpfloat_with_epsilon (lt_mercator_y (LT_MERCATOR_MAX_LATITUDE), 0, 1e-12);
  g_assert_cmpfloat (lt_mercator_y (90), ==, lt_mercator_y (LT_MERCATOR_MAX_LATITUDE));
  g_assert_cmpfloat (lt_mercator_y (-90), ==, lt_mercator_y (-LT_MERCATOR_MAX_LATITUDE));
  g_assert_cmpfloat_with_epsilon (lt_mercator_metres (60), LT_EARTH_CIRCUMFERENCE_M / 2, 1e-6);
}

static void
test_round_trip (void)
{
  for (double degrees = -85; degrees <= 85; degrees += 0.37)
    {
      g_assert_cmpfloat_with_epsilon (lt_mercator_latitude (lt_mercator_y (degrees)), degrees, 1e-12);
      g_assert_cmpfloat_with_epsilon (lt_mercator_longitude (lt_mercator_x (degrees)), degrees, 1e-12);
    }
}

static void
test_box (void)
{
  LtBox box = LT_BOX_EMPTY, empty = LT_BOX_EMPTY, other = { 2, 2, 4, 4 };

  g_assert_true (lt_box_is_empty (&box));
  lt_box_add_box (&box, &empty);
  g_assert_true (lt_box_is_empty (&box));
  lt_box_add_point (&box, 1, 2);
  g_assert_false (lt_box_is_empty (&box));
  lt_box_add_point (&box, 3, -1);
  g_assert_true (lt_box_contains (&box, 1, -1));
  g_assert_false (lt_box_contains (&box, 0.99, 0));
  g_assert_true (lt_box_intersects (&box, &other));
  g_assert_false (lt_box_intersects (&box, &empty));
  lt_box_add_box (&box, &other);
  g_assert_true (box.west == 1 && box.south == -1 && box.east == 4 && box.north == 4);
}

static void
test_table (void)
{
  const LtMercatorTable *table = lt_mercator_table_get ();

  for (double latitude = -85; latitude < 85; latitude += 0.00137)
    {
      double bound = fabs (latitude) < 60 ? 5e-15 : 1e-12;

      g_assert_cmpfloat_with_epsilon (lt_mercator_table_y (table, latitude), lt_mercator_y (latitude), bound);
    }
  g_assert_true (isnan (lt_mercator_table_y (table, 85.1)));
  g_assert_true (isnan (lt_mercator_table_y (table, -85.1)));
  g_assert_true (isnan (lt_mercator_table_y (table, NAN)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mercator/known-point", test_known_point);
  g_test_add_func ("/mercator/corners", test_corners);
  g_test_add_func ("/mercator/table", test_table);
  g_test_add_func ("/mercator/round-trip", test_round_trip);
  g_test_add_func ("/box", test_box);
  return g_test_run ();
}
