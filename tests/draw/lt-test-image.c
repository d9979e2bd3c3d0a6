#include "lt-test-image.h"

#include <math.h>
#include <stdlib.h>

#include "lt-painter.h"

cairo_surface_t *
lt_test_image_paint (const LtSnapshot *snapshot, const LtView *view, const LtCamera *camera)
{
  cairo_surface_t *image = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) (camera->width * camera->scale), (int) (camera->height * camera->scale));
  cairo_t *cr = cairo_create (image);

  cairo_scale (cr, camera->scale, camera->scale);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  lt_painter_paint_layers (cr, camera, snapshot, view);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (image);

  return image;
}

guint32
lt_test_image_get_pixel (cairo_surface_t *image, int x, int y)
{
  const guint8 *pixels = cairo_image_surface_get_data (image);

  g_assert_cmpint (x, >=, 0);
  g_assert_cmpint (y, >=, 0);
  g_assert_cmpint (x, <, cairo_image_surface_get_width (image));
  g_assert_cmpint (y, <, cairo_image_surface_get_height (image));

  return ((const guint32 *) (gconstpointer) (pixels + y * cairo_image_surface_get_stride (image)))[x]
         & 0xffffff;
}

static guint
get_difference (guint32 a, guint32 b, guint shift)
{
  return (guint) abs ((int) (a >> shift & 0xff) - (int) (b >> shift & 0xff));
}

gboolean
lt_test_image_is_near (guint32 a, guint32 b, guint tolerance)
{
  return get_difference (a, b, 0) <= tolerance && get_difference (a, b, 8) <= tolerance
         && get_difference (a, b, 16) <= tolerance;
}

static void
measure (cairo_surface_t *a, cairo_surface_t *b, double *mean, double *max)
{
  int width = cairo_image_surface_get_width (a), height = cairo_image_surface_get_height (a);
  double sum = 0;

  *mean = *max = 255;
  if (cairo_image_surface_get_width (b) != width || cairo_image_surface_get_height (b) != height)
    return;

  *max = 0;
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      for (guint shift = 0; shift <= 16; shift += 8)
        {
          guint difference
              = get_difference (lt_test_image_get_pixel (a, x, y), lt_test_image_get_pixel (b, x, y), shift);

          sum += difference;
          *max = MAX (*max, difference);
        }
  *mean = sum / (3.0 * width * height);
}

double
lt_test_image_compare (cairo_surface_t *a, cairo_surface_t *b)
{
  double mean, max;

  measure (a, b, &mean, &max);

  return mean;
}

double
lt_test_image_compare_max (cairo_surface_t *a, cairo_surface_t *b)
{
  double mean, max;

  measure (a, b, &mean, &max);

  return max;
}

void
lt_test_image_assert_reference (cairo_surface_t *image, const char *name, double tolerance)
{
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "reference", file, NULL);
  g_autofree char *wrong = g_build_filename (g_get_tmp_dir (), file, NULL);
  cairo_surface_t *reference;
  double difference;

  if (g_getenv ("LIANTU_UPDATE_REFERENCES") != NULL)
    {
      g_assert_cmpint (cairo_surface_write_to_png (image, path), ==, CAIRO_STATUS_SUCCESS);
      return;
    }

  reference = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_surface_status (reference), ==, CAIRO_STATUS_SUCCESS);
  difference = lt_test_image_compare (image, reference);
  if (difference > tolerance)
    {
      cairo_surface_write_to_png (image, wrong);
      g_test_message ("%s differs by %.2f, more than %.2f; see %s", path, difference, tolerance, wrong);
      g_test_fail ();
    }
  cairo_surface_destroy (reference);
}
