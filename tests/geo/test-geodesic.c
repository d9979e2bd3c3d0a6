#include "lt-geodesic.h"

/* Flinders Peak to Buninyong, GDA94 (GRS80), from the Geocentric Datum of Australia Technical Manual. */
static void
test_known (void)
{
  double distance
      = lt_geodesic_distance (144 + 25 / 60.0 + 29.52440 / 3600, -(37 + 57 / 60.0 + 3.72030 / 3600),
                              143 + 55 / 60.0 + 35.38390 / 3600, -(37 + 39 / 60.0 + 10.15610 / 3600));

  g_assert_cmpfloat_with_epsilon (distance, 54972.271, 0.001);
}

/* A degree along the equator and a quarter of a meridian (GRS80: 10,001,965.729 m). */
static void
test_axes (void)
{
  g_assert_cmpfloat_with_epsilon (lt_geodesic_distance (119.5, 0, 120.5, 0), 111319.4908, 0.001);
  g_assert_cmpfloat_with_epsilon (lt_geodesic_distance (120, 0, 120, 90), 10001965.729, 0.01);
  g_assert_cmpfloat (lt_geodesic_distance (120, 30, 120, 30), ==, 0);
  g_assert_cmpfloat_with_epsilon (lt_geodesic_distance (179.9, 10, -179.9, 10),
                                  lt_geodesic_distance (0, 10, 0.2, 10), 1e-6);
  g_assert_cmpfloat_with_epsilon (lt_geodesic_distance (120, 30.8, 120.3, 31.1),
                                  lt_geodesic_distance (120.3, 31.1, 120, 30.8), 1e-6);
}

/* No convergence: still a length, and the right one to within the flattening. */
static void
test_opposite (void)
{
  g_assert_cmpfloat_with_epsilon (lt_geodesic_distance (0, 0, 179.9, 0.1), 20000000, 120000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/geodesic/known", test_known);
  g_test_add_func ("/geo/geodesic/axes", test_axes);
  g_test_add_func ("/geo/geodesic/opposite", test_opposite);
  return g_test_run ();
}
