#include "lt-datum.h"

#include <math.h>
#include <string.h>

#define METRES_PER_DEGREE 111320.0

/* DOMAIN.md's table: three independent computations agree to a millimetre. */
static const struct
{
  double longitude;
  double latitude;
  double easting;
  double northing;
} gauss_kruger[] = {
  { 120.10, 30.8667, 509563.688, 3416199.858 },
  { 119.911, 31.027, 491502.515, 3433971.207 },
  { 119.977401, 30.54251, 497831.464, 3380254.663 },
  { 120.4167, 30.8667, 539852.044, 3416269.926 },
};

static void
test_gauss_kruger_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (gauss_kruger); i++)
    {
      double x, y;

      lt_datum_to_gauss_kruger (gauss_kruger[i].longitude, gauss_kruger[i].latitude, 120, 500000, &x, &y);
      g_assert_cmpfloat_with_epsilon (x, gauss_kruger[i].easting, 0.00051);
      g_assert_cmpfloat_with_epsilon (y, gauss_kruger[i].northing, 0.00051);
      lt_datum_to_gauss_kruger (gauss_kruger[i].longitude, gauss_kruger[i].latitude, 120, 40500000, &x, &y);
      g_assert_cmpfloat_with_epsilon (x, 40000000 + gauss_kruger[i].easting, 0.00051);
    }
}

static void
test_gauss_kruger_round_trip (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (int i = 0; i < 20000; i++)
    {
      double longitude = g_rand_double_range (random, 117, 123);
      double latitude = g_rand_double_range (random, -89, 89);
      double x, y, back_longitude, back_latitude;

      lt_datum_to_gauss_kruger (longitude, latitude, 120, 500000, &x, &y);
      lt_datum_from_gauss_kruger (x, y, 120, 500000, &back_longitude, &back_latitude);
      g_assert_cmpfloat_with_epsilon (back_latitude, latitude, 1e-11);
      g_assert_cmpfloat_with_epsilon ((back_longitude - longitude) * cos (latitude * G_PI / 180), 0, 1e-11);
    }
}

static void
wgs84_to_bd09 (double *longitude, double *latitude)
{
  lt_datum_wgs84_to_gcj02 (longitude, latitude);
  lt_datum_gcj02_to_bd09 (longitude, latitude);
}

static void
bd09_to_wgs84 (double *longitude, double *latitude)
{
  lt_datum_bd09_to_gcj02 (longitude, latitude);
  lt_datum_gcj02_to_wgs84 (longitude, latitude);
}

/* What those projects do instead of iterating: subtract the shift of the shifted point. */
static void
gcj02_to_wgs84_one_step (double *longitude, double *latitude)
{
  double x = *longitude, y = *latitude;

  lt_datum_wgs84_to_gcj02 (&x, &y);
  *longitude = 2 * *longitude - x;
  *latitude = 2 * *latitude - y;
}

static void
unwave (double wave, double *longitude, double *latitude)
{
  double x = *longitude - 0.0065, y = *latitude - 0.006;
  double radius = hypot (x, y) - 0.00002 * sin (y * wave);
  double angle = atan2 (y, x) - 0.000003 * cos (x * wave);

  *longitude = radius * cos (angle);
  *latitude = radius * sin (angle);
}

static void
bd09_to_gcj02_one_step (double *longitude, double *latitude)
{
  unwave (G_PI * 3000.0 / 180.0, longitude, latitude);
}

/* eviltransform's Python writes π where all others (and the forward rows here) have π · 3000 / 180:
 * its rows are up to 42 m off. They are met to the digit with its own constant, which shows the rest. */
static void
bd09_to_wgs84_eviltransform (double *longitude, double *latitude)
{
  unwave (G_PI, longitude, latitude);
  gcj02_to_wgs84_one_step (longitude, latitude);
}

static void
bd09_to_wgs84_one_step (double *longitude, double *latitude)
{
  bd09_to_gcj02_one_step (longitude, latitude);
  gcj02_to_wgs84_one_step (longitude, latitude);
}

/* Each published operation, what computes it as published, and the inverse we ship where the published
 * one is a single step: it must agree to `apart` metres. */
static const struct
{
  const char *name;
  void (*published) (double *, double *);
  void (*shipped) (double *, double *);
  double apart;
} operations[] = {
  { "wgs84->gcj02", lt_datum_wgs84_to_gcj02, lt_datum_wgs84_to_gcj02, 0.01 },
  { "gcj02->bd09", lt_datum_gcj02_to_bd09, lt_datum_gcj02_to_bd09, 0.01 },
  { "wgs84->bd09", wgs84_to_bd09, wgs84_to_bd09, 0.01 },
  { "bd09->wgs84", bd09_to_wgs84_eviltransform, bd09_to_wgs84, 45.0 },
  { "bd09->gcj02", bd09_to_gcj02_one_step, lt_datum_bd09_to_gcj02, 0.2 },
  { "gcj02->wgs84(exact)", lt_datum_gcj02_to_wgs84, lt_datum_gcj02_to_wgs84, 0.5 },
  { "gcj02->wgs84(one-step)", gcj02_to_wgs84_one_step, lt_datum_gcj02_to_wgs84, 2.0 },
  { "bd09->wgs84(one-step)", bd09_to_wgs84_one_step, bd09_to_wgs84, 2.0 },
};

static void
check_vector (char **row)
{
  double x = g_ascii_strtod (row[4], NULL), y = g_ascii_strtod (row[5], NULL);
  double out_x = g_ascii_strtod (row[6], NULL), out_y = g_ascii_strtod (row[7], NULL);
  double tolerance = g_ascii_strtod (row[8], NULL), shipped_x = x, shipped_y = y;
  guint i = 0;

  if (g_str_has_suffix (row[8], "m"))
    tolerance /= METRES_PER_DEGREE;
  while (i < G_N_ELEMENTS (operations) && strcmp (operations[i].name, row[3]) != 0)
    i++;
  g_assert_cmpuint (i, <, G_N_ELEMENTS (operations));
  operations[i].published (&x, &y);
  /* Some rows ask for the last bit of a double, which the order of additions decides. */
  tolerance = MAX (tolerance, 4e-14);
  g_assert_cmpfloat_with_epsilon (x, out_x, tolerance);
  g_assert_cmpfloat_with_epsilon (y, out_y, tolerance);
  operations[i].shipped (&shipped_x, &shipped_y);
  g_assert_cmpfloat (hypot (shipped_x - x, shipped_y - y) * METRES_PER_DEGREE, <=, operations[i].apart);
}

static void
test_published_vectors (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "gcj02-vectors.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++, n++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], ",", -1);

      g_assert_cmpuint (g_strv_length (row), ==, 10);
      check_vector (row);
    }
  g_assert_cmpuint (n, ==, 15);
}

static void
test_huzhou (void)
{
  double x = 120.10, y = 30.8667;

  lt_datum_wgs84_to_gcj02 (&x, &y);
  g_assert_cmpfloat_with_epsilon (x, 120.104860, 5e-7);
  g_assert_cmpfloat_with_epsilon (y, 30.864643, 5e-7);
}

static void
test_shift_round_trip (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);

  for (int i = 0; i < 20000; i++)
    {
      double longitude = g_rand_double_range (random, 73, 136);
      double latitude = g_rand_double_range (random, 4, 54);
      double x = longitude, y = latitude;

      wgs84_to_bd09 (&x, &y);
      bd09_to_wgs84 (&x, &y);
      g_assert_cmpfloat (hypot (x - longitude, y - latitude) * METRES_PER_DEGREE, <, 0.001);
    }
}

static void
test_outside_china (void)
{
  static const double places[][2] = { { -0.1276, 51.5072 }, { 139.69, 35.69 }, { 120, -30 }, { 0, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      double x = places[i][0], y = places[i][1];

      lt_datum_wgs84_to_gcj02 (&x, &y);
      lt_datum_gcj02_to_wgs84 (&x, &y);
      g_assert_cmpfloat (x, ==, places[i][0]);
      g_assert_cmpfloat (y, ==, places[i][1]);
    }
}

/* On the edge of GCJ-02 an inverse may not exist; it must still end, near by. NaN must end too. */
static void
test_bounded (void)
{
  for (int i = -100; i <= 100; i++)
    {
      double x = 72.004 + i * 1e-4, y = 30, edge = x;

      lt_datum_gcj02_to_wgs84 (&x, &y);
      g_assert_cmpfloat (fabs (x - edge), <, 0.5);
      x = NAN;
      y = 30;
      bd09_to_wgs84 (&x, &y);
      g_assert_true (isnan (x));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/datum/gauss-kruger/table", test_gauss_kruger_table);
  g_test_add_func ("/datum/gauss-kruger/round-trip", test_gauss_kruger_round_trip);
  g_test_add_func ("/datum/shift/published", test_published_vectors);
  g_test_add_func ("/datum/shift/huzhou", test_huzhou);
  g_test_add_func ("/datum/shift/round-trip", test_shift_round_trip);
  g_test_add_func ("/datum/shift/outside-china", test_outside_china);
  g_test_add_func ("/datum/shift/bounded", test_bounded);
  return g_test_run ();
}
