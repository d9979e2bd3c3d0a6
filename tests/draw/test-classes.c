#include <math.h>
#include <string.h>

#include "lt-canvas.h"
#include "lt-classes.h"
#include "lt-painter.h"
#include "lt-parcels.h"
#include "lt-test-image.h"
#include "lt-test-snapshot.h"

#define SIDE 40
#define N (SIDE * SIDE)

/* A checkerboard of parcels, each a little smaller than its cell, around 119.6, 30.2. */
static LtSnapshot *
make_snapshot (double cell)
{
  LtSnapshot *snapshot = lt_test_snapshot_new_squares ();
  g_autofree double *boxes = g_new (double, 4 * N);

  for (guint i = 0; i < N; i++)
    {
      double west = 119.6 + ((double) (i % SIDE) - SIDE / 2.0) * cell;
      double south = 30.2 + ((double) (i / SIDE) - SIDE / 2.0) * cell;

      boxes[4 * i] = west;
      boxes[4 * i + 1] = south;
      boxes[4 * i + 2] = west + 0.9 * cell;
      boxes[4 * i + 3] = south + 0.85 * cell;
    }
  lt_test_snapshot_set_parcels (snapshot, boxes, N);
  return snapshot;
}

/* Class 0 to n − 1 in turn along the rows. */
static LtClasses *
make_classes (const LtSnapshot *snapshot, LtScheme scheme, guint n)
{
  static const char *const titles[] = { NULL, "A", "B", "C", "D", "E", "F", "G" };
  LtClass classes[8] = { { 0 } };
  LtClassesText text = { .title = "Grade", .unit = "points", .year = "2025" };
  guint8 *class_of = g_malloc (N);

  for (guint i = 0; i < N; i++)
    class_of[i] = (guint8) ((i + i / SIDE) % n);
  for (guint i = 1; i < n; i++)
    classes[i].title = titles[i];
  lt_classes_style (scheme, classes + 1, n - 1);
  return lt_classes_new (snapshot, class_of, classes, n, &text);
}

static void
test_counts (void)
{
  LtSnapshot *snapshot = make_snapshot (0.001);
  g_autoptr (LtClasses) classes = make_classes (snapshot, LT_SCHEME_GRADES, 5);
  g_autoptr (LtClasses) other = lt_classes_with_hidden (classes, 2, TRUE);
  guint sum = 0;

  for (guint i = 0; i < classes->n_classes; i++)
    sum += classes->classes[i].count;
  g_assert_cmpuint (sum, ==, N);
  g_assert_cmpuint (classes->classes[1].count, ==, N / 5);
  g_assert_cmpstr (classes->classes[4].letter, ==, "D");
  g_assert_cmpstr (classes->classes[0].title, ==, "No data");
  g_assert_true (lt_classes_fits (classes, snapshot));
  g_assert_false (classes->classes[2].hidden);
  g_assert_true (other->classes[2].hidden);
  g_assert_true (other->class_of == classes->class_of);
  g_assert_cmpstr (other->text.unit, ==, "points");
  snapshot->generation++;
  g_assert_false (lt_classes_fits (classes, snapshot));
  lt_test_snapshot_free (snapshot);
}

/* Neighbours in a ramp differ in lightness by enough to be told apart without colours. */
static void
test_schemes (void)
{
  for (guint n = 2; n <= 9; n++)
    {
      LtClass classes[9] = { { 0 } };

      lt_classes_style (LT_SCHEME_RAMP, classes, n);
      g_assert_cmphex (classes[0].colour, ==, 0xffffccff);
      g_assert_cmphex (classes[n - 1].colour, ==, 0x0c2c84ff);
      for (guint i = 0; i + 1 < n; i++)
        g_assert_cmpfloat (lt_colour_contrast (classes[i].colour, classes[i + 1].colour), >, 1.15);
    }
}

static cairo_surface_t *
paint (LtSnapshot *snapshot, LtClasses *classes, LtTheme theme, double zoom, double scale)
{
  const LtView view = { .district = -1, .layers = LT_LAYER_PARCELS, .theme = theme, .classes = classes };
  const LtCamera camera = { 119.6, 30.2, zoom, 360, 240, scale };

  return lt_test_image_paint (snapshot, &view, &camera);
}

/* What a parcel that is hidden, of no class or filtered out leaves is the ground. */
static void
test_hidden (void)
{
  LtSnapshot *snapshot = make_snapshot (0.001);
  g_autoptr (LtClasses) classes = make_classes (snapshot, LT_SCHEME_RAMP, 2);
  g_autoptr (LtClasses) without = lt_classes_with_hidden (classes, 1, TRUE);
  g_autoptr (LtClasses) nothing = lt_classes_with_hidden (without, 0, TRUE);
  cairo_surface_t *image = paint (snapshot, nothing, LT_THEME_LIGHT, 14, 1);
  cairo_surface_t *white = paint (snapshot, NULL, LT_THEME_LIGHT, 2, 1);

  for (int y = 0; y < 240; y += 7)
    for (int x = 0; x < 360; x += 7)
      g_assert_cmphex (lt_test_image_get_pixel (image, x, y), ==, 0xffffff);
  cairo_surface_destroy (image);
  image = paint (snapshot, without, LT_THEME_LIGHT, 14, 1);
  g_assert_cmpfloat (lt_test_image_compare (image, white), >, 5);
  cairo_surface_destroy (image);
  cairo_surface_destroy (white);
  lt_test_snapshot_free (snapshot);
}

/* A picture in two halves is the picture as a whole: tiles meet without a seam, hatches go on. */
static void
test_tiles_meet (void)
{
  LtSnapshot *snapshot = make_snapshot (0.001);
  g_autoptr (LtClasses) classes = make_classes (snapshot, LT_SCHEME_VERDICTS, 4);
  const LtView view = { .district = -1, .layers = LT_LAYER_PARCELS, .classes = classes };
  const double zooms[] = { 9, 12.37, 15.5 };

  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      LtCamera camera = { 119.6, 30.2, zooms[i], 256, 128, 2 }, half = camera;
      cairo_surface_t *whole = lt_test_image_paint (snapshot, &view, &camera), *right;
      double longitude, latitude;

      lt_camera_from_screen (&camera, 192, 64, &longitude, &latitude);
      half.longitude = longitude;
      half.latitude = latitude;
      half.width = 128;
      right = lt_test_image_paint (snapshot, &view, &half);
      for (int y = 0; y < 256; y++)
        for (int x = 0; x < 256; x++)
          g_assert_true (lt_test_image_is_near (lt_test_image_get_pixel (whole, 256 + x, y),
                                                lt_test_image_get_pixel (right, x, y), 3));
      cairo_surface_destroy (whole);
      cairo_surface_destroy (right);
    }
  lt_test_snapshot_free (snapshot);
}

static cairo_surface_t *
paint_with_cairo (const LtSnapshot *snapshot, const LtCamera *camera)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) camera->width, (int) camera->height);
  cairo_t *cr = cairo_create (surface);
  LtProjection projection;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_BEST);
  lt_projection_init (&projection, camera, snapshot->origin_x, snapshot->origin_y);
  for (guint i = 0; i < 10 * N; i += 2)
    {
      cairo_line_to (cr, (double) snapshot->parcels.xy[i] * projection.scale + projection.x,
                     (double) snapshot->parcels.xy[i + 1] * projection.scale + projection.y);
      if (i % 10 == 8)
        cairo_close_path (cr);
    }
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_fill (cr);
  cairo_destroy (cr);
  return surface;
}

/* Fills without outlines against cairo's, all parcels as one path: from parcels of 0.6 pixels, which are
 * dots, over those of one and a half to those of three. The tolerance is cairo's own: it knows fifteen
 * heights in a pixel, 17 of 255. */
static void
test_against_cairo (void)
{
  LtSnapshot *snapshot = make_snapshot (0.001);
  const double zooms[] = { 9.9, 10.4, 11.1, 11.7, 12.2 };
  LtClass classes[2] = { { 0 }, { .colour = 0x000000ff } };
  LtClassesText text = { 0 };
  guint8 *class_of = g_malloc (N);
  g_autoptr (LtClasses) black = NULL;

  memset (class_of, 1, N);
  black = lt_classes_new (snapshot, class_of, classes, 2, &text);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      const LtCamera camera = { 119.6, 30.2, zooms[i], 360, 240, 1 };
      const LtView view = { .district = -1, .layers = LT_LAYER_PARCELS, .classes = black };
      cairo_surface_t *ours = lt_test_image_paint (snapshot, &view, &camera);
      cairo_surface_t *theirs = paint_with_cairo (snapshot, &camera);

      g_test_message ("zoom %g: mean %.3f, most %.0f", zooms[i], lt_test_image_compare (ours, theirs),
                      lt_test_image_compare_max (ours, theirs));
      g_assert_cmpfloat (lt_test_image_compare (ours, theirs), <, 1.0);
      g_assert_cmpfloat (lt_test_image_compare_max (ours, theirs), <=, 24);
      cairo_surface_destroy (ours);
      cairo_surface_destroy (theirs);
    }
  lt_test_snapshot_free (snapshot);
}

static void
assert_look (const char *name, LtScheme scheme, guint n, LtTheme theme, double zoom, double scale)
{
  LtSnapshot *snapshot = make_snapshot (0.001);
  g_autoptr (LtClasses) classes = make_classes (snapshot, scheme, n);
  cairo_surface_t *image = paint (snapshot, classes, theme, zoom, scale);

  /* Letters of another FreeType differ by 0.7 in all. */
  lt_test_image_assert_reference (image, name, 1.0);
  cairo_surface_destroy (image);
  lt_test_snapshot_free (snapshot);
}

static void
test_references (void)
{
  assert_look ("classes-far", LT_SCHEME_RAMP, 6, LT_THEME_LIGHT, 9.3, 1);
  assert_look ("classes-middle", LT_SCHEME_RAMP, 6, LT_THEME_LIGHT, 13.2, 1);
  assert_look ("classes-near", LT_SCHEME_GRADES, 6, LT_THEME_LIGHT, 15.6, 1.5);
  assert_look ("classes-verdicts", LT_SCHEME_VERDICTS, 4, LT_THEME_LIGHT, 15, 2);
  assert_look ("classes-dark", LT_SCHEME_GRADES, 6, LT_THEME_DARK, 15.6, 1);
  assert_look ("classes-wall", LT_SCHEME_GRADES, 6, LT_THEME_WALL, 16.4, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draw/classes/counts", test_counts);
  g_test_add_func ("/draw/classes/schemes", test_schemes);
  g_test_add_func ("/draw/classes/hidden", test_hidden);
  g_test_add_func ("/draw/classes/tiles-meet", test_tiles_meet);
  g_test_add_func ("/draw/classes/against-cairo", test_against_cairo);
  g_test_add_func ("/draw/classes/references", test_references);
  return g_test_run ();
}
