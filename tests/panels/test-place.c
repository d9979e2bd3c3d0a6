#include <math.h>

#include "lt-place.h"

static void
assert_place (const char *text, double longitude, double latitude)
{
  double x = 0, y = 0;

  if (!lt_place_parse (text, &x, &y))
    g_error ("“%s” is not read as a position", text);
  g_assert_cmpfloat_with_epsilon (x, longitude, 1e-6);
  g_assert_cmpfloat_with_epsilon (y, latitude, 1e-6);
}

static void
test_degrees (void)
{
  assert_place ("30.87,120.09", 120.09, 30.87);
  assert_place ("120.09, 30.87", 120.09, 30.87);
  assert_place (" 30.87  120.09 ", 120.09, 30.87);
  assert_place ("30.87，120.09", 120.09, 30.87);
  assert_place ("30.8703°N 120.0933°E", 120.0933, 30.8703);
  assert_place ("E120.0933 N30.8703", 120.0933, 30.8703);
  assert_place ("30°52′N 120°06′E", 120.1, 30 + 52 / 60.0);
  assert_place ("30°52'30\" 120°6'0\"", 120.1, 30.875);
  assert_place ("-33.9 18.4", 18.4, -33.9);
  assert_place ("33.9S 18.4E", 18.4, -33.9);
}

/* EPSG:4549 and EPSG:4528 of 120.10, 30.8667. */
static void
test_metres (void)
{
  assert_place ("509563.688 3416199.858", 120.10, 30.8667);
  assert_place ("3416199.858, 509563.688", 120.10, 30.8667);
  assert_place ("40509563.688, 3416199.858", 120.10, 30.8667);
}

static void
test_other_text (void)
{
  static const char *const others[]
      = { "",      "天能",    "30.87",         "30.87,",          "2026 2025",  "330522", "1 2 3",
          "91,91", "30.87x1", "9.15E+17 1",    "1000000 20",      "12 345 678", "– –",    "N E",
          "-- 5",  "+ +",     "30.87,120.09,", "30.87 120.09 镇", "\xff 120.0" };
  double x, y;

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (lt_place_parse (others[i], &x, &y) && !g_str_has_suffix (others[i], ","))
      g_error ("“%s” is read as a position", others[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/place/degrees", test_degrees);
  g_test_add_func ("/place/metres", test_metres);
  g_test_add_func ("/place/other-text", test_other_text);

  return g_test_run ();
}
