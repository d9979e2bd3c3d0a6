#include <math.h>

#include "lt-camera.h"

static void
assert_near (double value, double expected, double tolerance)
{
  g_assert_cmpfloat (fabs (value - expected), <=, tolerance);
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < 1000; i++)
    {
      LtCamera camera = { .longitude = g_rand_double_range (random, -179, 179),
                          .latitude = g_rand_double_range (random, -80, 80),
                          .zoom = g_rand_double_range (random, 0, 20),
                          .width = g_rand_double_range (random, 16, 4000),
                          .height = g_rand_double_range (random, 16, 4000),
                          .scale = 1 };
      double x = g_rand_double_range (random, 0, 100), y = g_rand_double_range (random, 0, 100);
      double longitude, latitude, back_x, back_y;

      lt_camera_to_screen (&camera, camera.longitude, camera.latitude, &back_x, &back_y);
      assert_near (back_x, camera.width / 2, 1e-6);
      assert_near (back_y, camera.height / 2, 1e-6);

      if (camera.zoom < 3)
        continue;
      lt_camera_from_screen (&camera, x, y, &longitude, &latitude);
      lt_camera_to_screen (&camera, longitude, latitude, &back_x, &back_y);
      if (fabs (latitude) < 85)
        {
          assert_near (back_x, x, 1e-4);
          assert_near (back_y, y, 1e-4);
        }
    }
}

static void
test_fit (void)
{
  const LtBox box = { 119.2, 30.3, 120.5, 31.2 };
  LtCamera camera = { .width = 1200, .height = 800, .scale = 2 };
  double left, top, right, bottom;

  lt_camera_fit (&camera, &box, 40, 18);
  lt_camera_to_screen (&camera, box.west, box.north, &left, &top);
  lt_camera_to_screen (&camera, box.east, box.south, &right, &bottom);
  g_assert_cmpfloat (left, >=, 40 - 1e-6);
  g_assert_cmpfloat (top, >=, 40 - 1e-6);
  g_assert_cmpfloat (right, <=, 1160 + 1e-6);
  g_assert_cmpfloat (bottom, <=, 760 + 1e-6);
  /* It fills one of the two directions, and lies in the middle. */
  assert_near (MIN (left, top), 40, 1e-6);
  assert_near (left + right, 1200, 1e-6);
  assert_near (top + bottom, 800, 1e-6);
}

static void
test_fit_limits (void)
{
  const LtBox point = { 120, 31, 120, 31 }, empty = LT_BOX_EMPTY;
  LtCamera camera = { .width = 300, .height = 300, .scale = 1 }, before;

  lt_camera_fit (&camera, &point, 10, 15);
  assert_near (camera.zoom, 15, 1e-9);
  assert_near (camera.longitude, 120, 1e-9);

  before = camera;
  lt_camera_fit (&camera, &empty, 10, 15);
  g_assert_cmpmem (&camera, sizeof camera, &before, sizeof before);

  /* More padding than picture. */
  lt_camera_fit (&camera, &(LtBox){ 119, 30, 121, 32 }, 1000, 15);
  g_assert_true (isfinite (camera.zoom));
}

static void
test_box (void)
{
  LtCamera camera = { .longitude = 120, .latitude = 31, .zoom = 10, .width = 512, .height = 256, .scale = 1 };
  LtBox box = lt_camera_get_box (&camera);

  assert_near (box.east - box.west, 512.0 * 360 / (256 * 1024), 1e-9);
  g_assert_true (lt_box_contains (&box, 120, 31));
  g_assert_cmpfloat (box.south, <, box.north);
}

static void
test_metres_per_pixel (void)
{
  LtCamera camera = { .zoom = 0, .width = 256, .height = 256, .scale = 1 };

  assert_near (lt_camera_get_metres_per_pixel (&camera), 156543.034, 0.001);
  camera.latitude = 60;
  assert_near (lt_camera_get_metres_per_pixel (&camera), 156543.034 / 2, 0.001);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/draw/camera/round-trip", test_round_trip);
  g_test_add_func ("/draw/camera/fit", test_fit);
  g_test_add_func ("/draw/camera/fit-limits", test_fit_limits);
  g_test_add_func ("/draw/camera/box", test_box);
  g_test_add_func ("/draw/camera/metres-per-pixel", test_metres_per_pixel);

  return g_test_run ();
}
