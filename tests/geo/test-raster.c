#include "lt-raster.h"

#include <cairo.h>
#include <math.h>
#include <string.h>

#define WIDTH 160
#define HEIGHT 120
#define MAX_POINTS 64

static void
take (LtRaster *raster, guint8 *out)
{
  lt_raster_coverage (raster, out, WIDTH);
}

/* A rectangle between pixels: each pixel holds the product of its shares. */
static void
test_rectangle (void)
{
  static const float rectangle[] = { 10.25f, 20.5f, 30.75f, 20.5f, 30.75f, 40.125f, 10.25f, 40.125f };
  g_autoptr (LtRaster) raster = lt_raster_new (WIDTH, HEIGHT);
  guint8 out[WIDTH * HEIGHT];

  lt_raster_add_ring (raster, rectangle, 4, FALSE);
  take (raster, out);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        double across = CLAMP (MIN (x + 1, 30.75) - MAX (x, 10.25), 0, 1);
        double down = CLAMP (MIN (y + 1, 40.125) - MAX (y, 20.5), 0, 1);

        g_assert_cmpfloat_with_epsilon (out[y * WIDTH + x], across * down * 255, 0.51);
      }
  take (raster, out);
  for (guint i = 0; i < sizeof out; i++)
    g_assert_cmpuint (out[i], ==, 0);
}

static guint
random_star (GRand *random, double reach, float *xy)
{
  guint n = (guint) g_rand_int_range (random, 3, MAX_POINTS);
  double x = g_rand_double_range (random, -20, WIDTH + 20),
         y = g_rand_double_range (random, -20, HEIGHT + 20);

  for (guint i = 0; i < n; i++)
    {
      double radius = g_rand_double_range (random, reach / 5, reach), angle = 2 * G_PI * i / n;

      xy[2 * i] = (float) (x + radius * cos (angle));
      xy[2 * i + 1] = (float) (y + radius * sin (angle));
    }
  return n;
}

static void
draw_with_cairo (const float *xy, guint n, guint8 *out)
{
  int stride = cairo_format_stride_for_width (CAIRO_FORMAT_A8, WIDTH);
  cairo_surface_t *surface;
  cairo_t *cr;

  g_assert_cmpint (stride, ==, WIDTH);
  memset (out, 0, WIDTH * HEIGHT);
  surface = cairo_image_surface_create_for_data (out, CAIRO_FORMAT_A8, WIDTH, HEIGHT, stride);
  cr = cairo_create (surface);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_BEST);
  for (guint i = 0; i < n; i++)
    cairo_line_to (cr, (double) xy[2 * i], (double) xy[2 * i + 1]);
  cairo_fill (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
}

/* The share of a pixel inside the ring, by a fine grid of points: the truth both are measured by. */
static double
sample_pixel (const float *xy, guint n, int x, int y)
{
  const int side = 24;
  int inside = 0;

  for (int i = 0; i < side * side; i++)
    {
      double px = x + (i % side + 0.5) / side, py = y + ((guint) i / side + 0.5) / side;
      gboolean odd = FALSE;

      for (guint a = 0, b = n - 1; a < n; b = a++)
        {
          double ax = (double) xy[2 * a], ay = (double) xy[2 * a + 1];
          double bx = (double) xy[2 * b], by = (double) xy[2 * b + 1];

          if ((ay > py) != (by > py) && px < (bx - ax) * (py - ay) / (by - ay) + ax)
            odd = !odd;
        }
      inside += odd;
    }
  return 255.0 * inside / (side * side);
}

/* cairo quantises the rows of a pixel to fifteen: an edge may differ by 17/255 and a bit. On average
 * over the pixels that edges touch the two agree much better, and ours is the nearer to the truth. */
static void
test_against_cairo (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (12);
  g_autoptr (LtRaster) raster = lt_raster_new (WIDTH, HEIGHT);
  double sum = 0, ours = 0, theirs = 0, most = 0;
  guint n_edge = 0, n_sampled = 0;

  for (int round = 0; round < 300; round++)
    {
      float xy[2 * MAX_POINTS];
      guint8 out[WIDTH * HEIGHT], expected[WIDTH * HEIGHT];
      guint n = random_star (random, round % 3 == 0 ? 300 : 50, xy);

      lt_raster_add_ring (raster, xy, n, FALSE);
      take (raster, out);
      draw_with_cairo (xy, n, expected);
      for (guint i = 0; i < sizeof out; i++)
        {
          double apart = ABS ((int) out[i] - (int) expected[i]);

          if ((expected[i] == 0 || expected[i] == 255) && apart == 0)
            continue;
          n_edge++;
          sum += apart;
          most = MAX (most, apart);
          if (n_edge % 50 == 0)
            {
              double truth = sample_pixel (xy, n, (int) (i % WIDTH), (int) (i / WIDTH));

              n_sampled++;
              ours += fabs (out[i] - truth);
              theirs += fabs (expected[i] - truth);
            }
        }
    }
  g_test_message ("%u edge pixels: mean %.2f, most %.0f of 255; from the truth ours %.2f, cairo's %.2f",
                  n_edge, sum / n_edge, most, ours / n_sampled, theirs / n_sampled);
  g_assert_cmpfloat (sum / n_edge, <, 2.5);
  g_assert_cmpfloat (most, <=, 20);
  g_assert_cmpfloat (ours / n_sampled, <, 0.8);
  g_assert_cmpfloat (ours, <, theirs);
}

/* Triangles of a fan, each wound either way, fill their convex outline without a seam. */
static void
test_no_seams (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (13);
  g_autoptr (LtRaster) raster = lt_raster_new (WIDTH, HEIGHT);
  const int n = 37;

  for (int round = 0; round < 20; round++)
    {
      double x = g_rand_double_range (random, 60, 100), y = g_rand_double_range (random, 50, 70);
      guint8 out[WIDTH * HEIGHT];

      for (int i = 0; i < n; i++)
        {
          double a = 2 * G_PI * i / n, b = 2 * G_PI * (i + 1) / n;
          float triangle[6] = { (float) x, (float) y };
          int first = i % 2 ? 2 : 4;

          triangle[first] = (float) (x + 45 * cos (a));
          triangle[first + 1] = (float) (y + 45 * sin (a));
          triangle[6 - first] = (float) (x + 45 * cos (b));
          triangle[7 - first] = (float) (y + 45 * sin (b));
          lt_raster_add_ring (raster, triangle, 3, FALSE);
        }
      take (raster, out);
      for (int at_y = 0; at_y < HEIGHT; at_y++)
        for (int at_x = 0; at_x < WIDTH; at_x++)
          {
            double distance = hypot (at_x + 0.5 - x, at_y + 0.5 - y);

            if (distance < 45 * cos (G_PI / n) - 0.8)
              g_assert_cmpuint (out[at_y * WIDTH + at_x], ==, 255);
            if (distance > 45.8)
              g_assert_cmpuint (out[at_y * WIDTH + at_x], ==, 0);
          }
    }
}

static void
test_hole (void)
{
  static const float outer[] = { 10, 10, 50, 10, 50, 50, 10, 50, 10, 10 };
  static const float inner[] = { 20, 20, 40, 20, 40, 40, 20, 40, 20, 20 };
  g_autoptr (LtRaster) raster = lt_raster_new (WIDTH, HEIGHT);
  guint8 out[WIDTH * HEIGHT];

  lt_raster_add_ring (raster, outer, 5, FALSE);
  lt_raster_add_ring (raster, inner, 5, TRUE);
  take (raster, out);
  g_assert_cmpuint (out[15 * WIDTH + 15], ==, 255);
  g_assert_cmpuint (out[30 * WIDTH + 30], ==, 0);
  g_assert_cmpuint (out[30 * WIDTH + 45], ==, 255);
  g_assert_cmpuint (out[30 * WIDTH + 55], ==, 0);
}

/* Far, huge, flat and broken input: nothing is written outside, and the picture stays clean. */
static void
test_odd_input (void)
{
  static const float huge[] = { -3e38f, -3e38f, 3e38f, -3e38f, 3e38f, 3e38f, -3e38f, 3e38f };
  static const float large[] = { -1e9f, -1e9f, 1e9f, -1e9f, 1e9f, 1e9f, -1e9f, 1e9f };
  static const float broken[] = { 0, 0, NAN, 10, 10, 10 };
  static const float endless[] = { 0, 0, INFINITY, 10, 10, 10 };
  static const float flat[] = { 0, 5, 100, 5, 50, 5 };
  static const float border[] = { WIDTH, 0, WIDTH, HEIGHT, WIDTH + 9, HEIGHT, WIDTH + 9, 0 };
  g_autoptr (GRand) random = g_rand_new_with_seed (14);
  g_autoptr (LtRaster) raster = lt_raster_new (WIDTH, HEIGHT);
  guint8 out[WIDTH * HEIGHT];

  lt_raster_add_ring (raster, broken, 3, FALSE);
  lt_raster_add_ring (raster, endless, 3, FALSE);
  lt_raster_add_ring (raster, flat, 3, FALSE);
  lt_raster_add_ring (raster, border, 4, FALSE);
  lt_raster_add_ring (raster, flat, 0, FALSE);
  take (raster, out);
  for (guint i = 0; i < sizeof out; i++)
    g_assert_cmpuint (out[i], ==, 0);
  lt_raster_add_ring (raster, large, 4, FALSE);
  take (raster, out);
  for (guint i = 0; i < sizeof out; i++)
    g_assert_cmpuint (out[i], ==, 255);
  lt_raster_add_ring (raster, huge, 4, FALSE);
  take (raster, out);
  for (int round = 0; round < 20000; round++)
    {
      float xy[12];

      for (guint i = 0; i < 12; i++)
        xy[i] = (float) ((g_rand_int_range (random, -2, 5)) * (g_rand_boolean (random) ? 40 : 39.999)
                         * (g_rand_int_range (random, 0, 50) == 0 ? 1e6 : 1));
      lt_raster_add_ring (raster, xy, 6, round % 3 == 0);
      if (round % 10 == 0)
        take (raster, out);
    }
}

static void
test_blend (void)
{
  static const float rectangle[] = { 2, 2, 6.5f, 2, 6.5f, 6, 2, 6 };
  g_autoptr (LtRaster) raster = lt_raster_new (8, 8);
  guint32 pixels[64];

  for (guint i = 0; i < 64; i++)
    pixels[i] = 0xFFFFFFFF;
  lt_raster_add_ring (raster, rectangle, 4, FALSE);
  lt_raster_blend (raster, 0xFF0072B2, (guint8 *) pixels, 32);
  g_assert_cmphex (pixels[3 * 8 + 3], ==, 0xFF0072B2);
  g_assert_cmphex (pixels[3 * 8 + 1], ==, 0xFFFFFFFF);
  g_assert_cmphex (pixels[3 * 8 + 7], ==, 0xFFFFFFFF);
  g_assert_cmphex (pixels[3 * 8 + 6], ==, 0xFF7FB8D8);
  lt_raster_add_ring (raster, rectangle, 4, FALSE);
  lt_raster_blend (raster, 0x80808080, (guint8 *) pixels, 32);
  g_assert_cmphex (pixels[3 * 8 + 3], ==, 0xFF80B9D9);
  memset (pixels, 0, sizeof pixels);
  lt_raster_add_ring (raster, rectangle, 4, FALSE);
  lt_raster_blend (raster, 0x80402010, (guint8 *) pixels, 32);
  g_assert_cmphex (pixels[3 * 8 + 3], ==, 0x80402010);
  g_assert_cmphex (pixels[0], ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/raster/rectangle", test_rectangle);
  g_test_add_func ("/raster/against-cairo", test_against_cairo);
  g_test_add_func ("/raster/no-seams", test_no_seams);
  g_test_add_func ("/raster/hole", test_hole);
  g_test_add_func ("/raster/odd-input", test_odd_input);
  g_test_add_func ("/raster/blend", test_blend);
  return g_test_run ();
}
