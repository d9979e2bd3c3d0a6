#include "lt-datum.h"

#include <math.h>
#include <proj.h>

/* CGCS2000 has the flattening of GRS 80 to all its digits. The definition needs no database. */
static PJ *
new_gauss_kruger (double central_meridian, double false_easting)
{
  g_autofree char *definition
      = g_strdup_printf ("+proj=tmerc +lat_0=0 +lon_0=%.0f +k=1 +x_0=%.0f +y_0=0 +ellps=GRS80 +units=m",
                         central_meridian, false_easting);
  PJ *projection = proj_create (NULL, definition);

  g_assert_nonnull (projection);
  return projection;
}

static void
compare (PJ *projection, double longitude, double latitude, double central_meridian, double false_easting)
{
  PJ_COORD in = proj_coord (proj_torad (longitude), proj_torad (latitude), 0, 0), out, back;
  double x, y, our_longitude, our_latitude;

  out = proj_trans (projection, PJ_FWD, in);
  lt_datum_to_gauss_kruger (longitude, latitude, central_meridian, false_easting, &x, &y);
  g_assert_cmpfloat (hypot (x - out.xy.x, y - out.xy.y), <, 0.001);
  back = proj_trans (projection, PJ_INV, out);
  lt_datum_from_gauss_kruger (out.xy.x, out.xy.y, central_meridian, false_easting, &our_longitude,
                              &our_latitude);
  g_assert_cmpfloat_with_epsilon (our_longitude, proj_todeg (back.lp.lam), 1e-8);
  g_assert_cmpfloat_with_epsilon (our_latitude, proj_todeg (back.lp.phi), 1e-8);
}

static void
test_random_points (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (double meridian = 75; meridian <= 135; meridian += 15)
    {
      PJ *projection = new_gauss_kruger (meridian, 500000);

      for (int i = 0; i < 2000; i++)
        compare (projection, meridian + g_rand_double_range (random, -3, 3),
                 g_rand_double_range (random, 0, 60), meridian, 500000);
      proj_destroy (projection);
    }
}

static void
test_huzhou_grid (void)
{
  PJ *projection = new_gauss_kruger (120, 40500000);

  for (double longitude = 119.2; longitude <= 120.5; longitude += 0.05)
    for (double latitude = 30.3; latitude <= 31.3; latitude += 0.05)
      compare (projection, longitude, latitude, 120, 40500000);
  proj_destroy (projection);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/proj/random-points", test_random_points);
  g_test_add_func ("/proj/huzhou-grid", test_huzhou_grid);
  return g_test_run ();
}
