#include "lt-crs.h"

#include <math.h>

/* What EPSG's database says of each system. */
static void
test_list (void)
{
  static const struct
  {
    int epsg;
    double central_meridian, false_easting;
    int zone;
  } known[] = {
    { 4491, 75, 13500000, 13 },  { 4501, 135, 23500000, 23 }, { 4502, 75, 500000, 13 },
    { 4512, 135, 500000, 23 },   { 4513, 75, 25500000, 25 },  { 4528, 120, 40500000, 40 },
    { 4533, 135, 45500000, 45 }, { 4534, 75, 500000, 25 },    { 4549, 120, 500000, 40 },
    { 4554, 135, 500000, 45 },
  };
  LtCrs crs;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_assert_true (lt_crs_from_epsg (known[i].epsg, &crs));
      g_assert_cmpfloat (crs.central_meridian, ==, known[i].central_meridian);
      g_assert_cmpfloat (crs.false_easting, ==, known[i].false_easting);
      g_assert_cmpint (crs.zone, ==, known[i].zone);
      g_assert_true (lt_crs_is_projected (&crs));
    }
  g_assert_false (lt_crs_from_epsg (4490 - 1, &crs));
  g_assert_false (lt_crs_from_epsg (4555, &crs));
}

static void
test_names (void)
{
  static const char *const good[] = { "EPSG:4326", "epsg:4490", "4528", "GCJ02", "bd09" };
  static const char *const back[] = { "EPSG:4326", "EPSG:4490", "EPSG:4528", "gcj02", "bd09" };
  static const char *const bad[] = { "", "EPSG:", "EPSG:3857", "wgs84x", "4528 ", "-4528", "EPSG:4528.0" };
  LtCrs crs;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *name = NULL;

      g_assert_true (lt_crs_from_name (good[i], &crs));
      name = lt_crs_get_name (&crs);
      g_assert_cmpstr (name, ==, back[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (lt_crs_from_name (bad[i], &crs));
}

static void
test_there_and_back (void)
{
  static const char *const names[] = { "EPSG:4490", "EPSG:4528", "EPSG:4549", "EPSG:4498", "gcj02", "bd09" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      double xy[] = { 120.10, 30.8667, 119.2, 30.3 };
      LtCrs crs;

      g_assert_true (lt_crs_from_name (names[i], &crs));
      lt_crs_from_wgs84 (&crs, xy, 2);
      if (i == 1)
        g_assert_cmpfloat_with_epsilon (xy[0], 40509563.688, 0.001);
      if (i == 4)
        g_assert_cmpfloat_with_epsilon (xy[1], 30.864643, 1e-6);
      lt_crs_to_wgs84 (&crs, xy, 2);
      g_assert_cmpfloat_with_epsilon (xy[0], 120.10, 1e-7);
      g_assert_cmpfloat_with_epsilon (xy[1], 30.8667, 1e-7);
      g_assert_cmpfloat_with_epsilon (xy[2], 119.2, 1e-7);
      g_assert_cmpfloat_with_epsilon (xy[3], 30.3, 1e-7);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crs/list", test_list);
  g_test_add_func ("/crs/names", test_names);
  g_test_add_func ("/crs/there-and-back", test_there_and_back);
  return g_test_run ();
}
