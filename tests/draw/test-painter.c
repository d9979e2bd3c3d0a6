#include <math.h>

#include "lt-canvas.h"
#include "lt-painter.h"
#include "lt-test-image.h"
#include "lt-test-snapshot.h"

#define SIZE 512

/* The squares: a tenth of a degree is 36 pixels. */
static const LtCamera squares
    = { .longitude = 119.6, .latitude = 30.2, .zoom = 9, .width = SIZE, .height = SIZE, .scale = 1 };

static guint32
probe (cairo_surface_t *image, const LtCamera *camera, double longitude, double latitude)
{
  double x, y;

  lt_camera_to_screen (camera, longitude, latitude, &x, &y);

  return lt_test_image_get_pixel (image, (int) (x * camera->scale), (int) (y * camera->scale));
}

static guint32
fill_on_white (guint32 colour, double share)
{
  return lt_colour_mix (0xffffffff, colour, share) >> 8;
}

static void
test_key_district (void)
{
  LtSnapshot *snapshot = lt_test_snapshot_new_squares ();
  const LtView view = { .chain = 1, .district = -1, .layers = LT_LAYER_ALL };
  cairo_surface_t *image = lt_test_image_paint (snapshot, &view, &squares);

  /* A: filled at 30%, B and C not. */
  g_assert_true (
      lt_test_image_is_near (probe (image, &squares, 119.2, 30.2), fill_on_white (0x0072b2ff, 0.3), 2));
  g_assert_cmphex (probe (image, &squares, 119.45, 30.35), ==, 0xffffff);
  g_assert_cmphex (probe (image, &squares, 120.0, 30.2), ==, 0xffffff);

  cairo_surface_destroy (image);
  lt_test_snapshot_free (snapshot);
}

/* Distance of ink across an edge, in pixels: the darkness of a row through it, over that of the line. */
static double
measure_edge (cairo_surface_t *image,
              const LtCamera *camera,
              double longitude,
              double latitude,
              guint32 line,
              guint32 left,
              guint32 right)
{
  double x, y, width = 0;

  lt_camera_to_screen (camera, longitude, latitude, &x, &y);
  for (int i = -6; i <= 6; i++)
    {
      guint32 pixel = lt_test_image_get_pixel (image, (int) x + i, (int) y);
      guint32 ground = i < 0 ? left : right;

      width += ((double) (ground >> 16 & 0xff) - (double) (pixel >> 16 & 0xff))
               / ((double) (ground >> 16 & 0xff) - (double) (line >> 16 & 0xff));
    }

  return width;
}

static void
test_edges (void)
{
  LtSnapshot *snapshot = lt_test_snapshot_new_squares ();
  const LtView view = { .chain = 1, .district = -1, .layers = LT_LAYER_ALL };
  cairo_surface_t *image = lt_test_image_paint (snapshot, &view, &squares);
  guint32 fill = fill_on_white (0x0072b2ff, 0.3);

  /* The west edge of A has 2 px of the chain's colour, the east edge of C 1 px of grey. */
  g_assert_cmpfloat_with_epsilon (measure_edge (image, &squares, 119.0, 30.2, 0x0072b2, 0xffffff, fill), 2.0,
                                  0.5);
  g_assert_cmpfloat_with_epsilon (measure_edge (image, &squares, 120.2, 30.2, 0x8d8f91, 0xffffff, 0xffffff),
                                  1.0, 0.3);

  cairo_surface_destroy (image);
  lt_test_snapshot_free (snapshot);
}

/* How often the row of pixels between two points changes from ground to ink. */
static guint
count_strokes (cairo_surface_t *image, const LtCamera *camera, double west, double east, double latitude)
{
  double x1, x2, y;
  gboolean inside = FALSE;
  guint n = 0, brightest = 0, darkest = 255, middle;

  lt_camera_to_screen (camera, west, latitude, &x1, &y);
  lt_camera_to_screen (camera, east, latitude, &x2, &y);
  for (int x = (int) x1; x <= (int) x2; x++)
    {
      guint red = lt_test_image_get_pixel (image, x, (int) y) >> 16;

      brightest = MAX (brightest, red);
      darkest = MIN (darkest, red);
    }
  middle = (brightest + darkest) / 2;
  if (brightest - darkest < 20)
    return 0;

  for (int x = (int) x1; x <= (int) x2; x++)
    {
      gboolean ink = lt_test_image_get_pixel (image, x, (int) y) >> 16 < middle;

      n += ink && !inside;
      inside = ink;
    }

  return n;
}

static void
test_approximate (void)
{
  LtSnapshot *snapshot = lt_test_snapshot_new_squares ();
  LtView view = { .chain = 1, .district = -1, .layers = LT_LAYER_ALL };

  for (view.chain = 0; view.chain <= 2; view.chain++)
    {
      cairo_surface_t *image = lt_test_image_paint (snapshot, &view, &squares);

      /* Hatched inside, dashed along its edge; a county is neither. */
      g_assert_cmpuint (count_strokes (image, &squares, 119.52, 119.68, 30.17), >=, 5);
      g_assert_cmpuint (count_strokes (image, &squares, 119.52, 119.68, 30.25), >=, 3);
      g_assert_cmpuint (count_strokes (image, &squares, 119.85, 120.15, 30.17), ==, 0);
      cairo_surface_destroy (image);
    }
  lt_test_snapshot_free (snapshot);
}

static void
test_zone_has_own_fill (void)
{
  LtSnapshot *snapshot = lt_test_snapshot_new_squares ();
  const LtView view = { .chain = 1, .district = 3, .layers = LT_LAYER_DISTRICTS };
  cairo_surface_t *image;
  double brightest = 0;
  double x, y;

  image = lt_test_image_paint (snapshot, &view, &squares);
  lt_camera_to_screen (&squares, 119.55, 30.17, &x, &y);
  for (int i = 0; i < 20; i++)
    brightest = MAX (brightest, lt_test_image_get_pixel (image, (int) x + i, (int) y) >> 16);
  /* Lighter than a county's 30%, but not white. */
  g_assert_cmpfloat (brightest, >, fill_on_white (0x0072b2ff, 0.3) >> 16);
  g_assert_cmpfloat (brightest, <, 255);

  cairo_surface_destroy (image);
  lt_test_snapshot_free (snapshot);
}

static const LtTestPoint points[] = {
  { 119.10, 30.10, 1, 1 << 0 },
  { 119.30, 30.30, 2, 1 << 1 },
  { 119.90, 30.20, 2, 1 << 1 | 1 << 0 },
};

static void
test_enterprises (void)
{
  LtSnapshot *snapshot = lt_test_snapshot_new_squares ();
  LtView view = { .chain = 0, .district = -1, .layers = LT_LAYER_ENTERPRISES };
  cairo_surface_t *image;

  lt_test_snapshot_set_enterprises (snapshot, points, G_N_ELEMENTS (points));

  /* The city: each in its primary chain's colour. */
  image = lt_test_image_paint (snapshot, &view, &squares);
  g_assert_true (lt_test_image_is_near (probe (image, &squares, 119.1, 30.1), 0x0072b2, 3));
  g_assert_true (lt_test_image_is_near (probe (image, &squares, 119.3, 30.3), 0xe69f00, 3));
  g_assert_true (lt_test_image_is_near (probe (image, &squares, 119.9, 30.2), 0xe69f00, 3));
  cairo_surface_destroy (image);

  /* A chain: those that belong to it in its colour, the others faint. */
  view.chain = 1;
  image = lt_test_image_paint (snapshot, &view, &squares);
  g_assert_true (lt_test_image_is_near (probe (image, &squares, 119.1, 30.1), 0x0072b2, 3));
  g_assert_true (lt_test_image_is_near (probe (image, &squares, 119.9, 30.2), 0x0072b2, 3));
  g_assert_true (
      lt_test_image_is_near (probe (image, &squares, 119.3, 30.3), fill_on_white (0xe69f00ff, 0.28), 4));
  cairo_surface_destroy (image);

  view.layers = LT_LAYER_PROJECTS;
  image = lt_test_image_paint (snapshot, &view, &squares);
  g_assert_cmphex (probe (image, &squares, 119.1, 30.1), ==, 0xffffff);
  cairo_surface_destroy (image);
  lt_test_snapshot_free (snapshot);
}

static void
test_parcels (void)
{
  static const double boxes[] = { 119.10, 30.10, 119.20, 30.20, 119.90, 30.10, 119.9001, 30.1001 };
  LtSnapshot *snapshot = lt_test_snapshot_new_squares ();
  const LtView view = { .chain = 0, .district = -1, .layers = LT_LAYER_PARCELS };
  cairo_surface_t *image;
  guint32 inside;
  double left, top, right, bottom;

  lt_test_snapshot_set_parcels (snapshot, boxes, 2);
  image = lt_test_image_paint (snapshot, &view, &squares);
  inside = probe (image, &squares, 119.15, 30.15);
  lt_camera_to_screen (&squares, 119.10, 30.20, &left, &top);
  lt_camera_to_screen (&squares, 119.20, 30.10, &right, &bottom);

  g_assert_cmphex (inside, !=, 0xffffff);
  g_assert_cmphex (probe (image, &squares, 119.25, 30.15), ==, 0xffffff);
  /* Its outline is darker than its fill; what is under a pixel still leaves a mark. */
  g_assert_cmpuint (lt_test_image_get_pixel (image, (int) left, (int) ((top + bottom) / 2)) >> 16, <,
                    inside >> 16);
  g_assert_cmphex (probe (image, &squares, 119.90005, 30.10005), !=, 0xffffff);

  cairo_surface_destroy (image);
  lt_test_snapshot_free (snapshot);
}

static LtSnapshot *
create_busy (void)
{
  LtSnapshot *snapshot = lt_test_snapshot_new_squares ();
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  g_autofree LtTestPoint *many = g_new (LtTestPoint, 400);
  g_autofree double *boxes = g_new (double, 4 * 400);

  for (guint i = 0; i < 400; i++)
    {
      guint chain = (guint) g_rand_int_range (random, 0, 3);

      many[i]
          = (LtTestPoint){ g_rand_double_range (random, 119, 120.2), g_rand_double_range (random, 30, 30.4),
                           chain, chain > 0 ? 1u << (chain - 1) : 0 };
      boxes[4 * i] = g_rand_double_range (random, 119, 120.2);
      boxes[4 * i + 1] = g_rand_double_range (random, 30, 30.4);
      boxes[4 * i + 2] = boxes[4 * i] + g_rand_double_range (random, 0.0001, 0.02);
      boxes[4 * i + 3] = boxes[4 * i + 1] + g_rand_double_range (random, 0.0001, 0.02);
    }
  lt_test_snapshot_set_enterprises (snapshot, many, 400);
  lt_test_snapshot_set_projects (snapshot, many, 40);
  lt_test_snapshot_set_parcels (snapshot, boxes, 400);

  return snapshot;
}

/* Four tiles of 256 px at scale 2, each painted alone, against the whole. */
static cairo_surface_t *
paint_tiles (const LtSnapshot *snapshot, const LtView *view, const LtCamera *whole)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1024, 1024);
  cairo_t *cr = cairo_create (image);

  for (int row = 0; row < 2; row++)
    for (int column = 0; column < 2; column++)
      {
        LtCamera tile = *whole;
        cairo_surface_t *part;

        lt_camera_from_screen (whole, column * 256 + 128, row * 256 + 128, &tile.longitude, &tile.latitude);
        tile.width = tile.height = 256;
        part = lt_test_image_paint (snapshot, view, &tile);
        cairo_set_source_surface (cr, part, column * 512, row * 512);
        cairo_paint (cr);
        cairo_surface_destroy (part);
      }
  cairo_destroy (cr);
  cairo_surface_flush (image);

  return image;
}

static void
test_seams (void)
{
  LtSnapshot *snapshot = create_busy ();

  for (guint i = 0; i < 8; i++)
    {
      const LtView view
          = { .chain = i % 3, .district = i == 5 ? 1 : -1, .layers = LT_LAYER_ALL, .theme = i % 3 };
      LtCamera whole = { .longitude = 119.45 + 0.05 * i,
                         .latitude = 30.2,
                         .zoom = 8 + i % 5,
                         .width = SIZE,
                         .height = SIZE,
                         .scale = 2 };
      cairo_surface_t *one = lt_test_image_paint (snapshot, &view, &whole);
      cairo_surface_t *four = paint_tiles (snapshot, &view, &whole);

      g_assert_cmpfloat (lt_test_image_compare (one, four), <=, 0.02);
      g_assert_cmpfloat (lt_test_image_compare_max (one, four), <=, 24);
      cairo_surface_destroy (one);
      cairo_surface_destroy (four);
    }
  lt_test_snapshot_free (snapshot);
}

static void
test_references (void)
{
  LtSnapshot *snapshot = create_busy ();
  const LtCamera camera
      = { .longitude = 119.6, .latitude = 30.2, .zoom = 8.4, .width = 480, .height = 300, .scale = 1 };
  static const struct
  {
    const char *name;
    LtView view;
  } pictures[] = {
    { "layers-city", { .chain = 0, .district = -1, .layers = LT_LAYER_ALL } },
    { "layers-chain", { .chain = 1, .district = -1, .layers = LT_LAYER_ALL } },
    { "layers-dark", { .chain = 2, .district = 1, .layers = LT_LAYER_ALL, .theme = LT_THEME_DARK } },
    { "layers-wall", { .chain = 1, .district = -1, .layers = LT_LAYER_DISTRICTS, .theme = LT_THEME_WALL } },
  };

  /* No text: the same on every machine but for the rounding of cairo's versions. */
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      cairo_surface_t *image = lt_test_image_paint (snapshot, &pictures[i].view, &camera);

      lt_test_image_assert_reference (image, pictures[i].name, 0.25);
      cairo_surface_destroy (image);
    }
  lt_test_snapshot_free (snapshot);
}

static gpointer
paint_many (gpointer data)
{
  const LtView view = { .chain = 1, .district = -1, .layers = LT_LAYER_ALL };

  for (guint i = 0; i < 4; i++)
    {
      cairo_surface_t *image = lt_test_image_paint (data, &view, &squares);
      cairo_t *cr = cairo_create (image);

      lt_painter_paint_labels (cr, &squares, data, &view, NULL);
      cairo_destroy (cr);
      cairo_surface_destroy (image);
    }

  return NULL;
}

static void
test_threads (void)
{
  LtSnapshot *snapshot = create_busy ();
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("painter", paint_many, snapshot);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  lt_test_snapshot_free (snapshot);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/draw/painter/key-district", test_key_district);
  g_test_add_func ("/draw/painter/edges", test_edges);
  g_test_add_func ("/draw/painter/approximate", test_approximate);
  g_test_add_func ("/draw/painter/zone-has-own-fill", test_zone_has_own_fill);
  g_test_add_func ("/draw/painter/enterprises", test_enterprises);
  g_test_add_func ("/draw/painter/parcels", test_parcels);
  g_test_add_func ("/draw/painter/seams", test_seams);
  g_test_add_func ("/draw/painter/references", test_references);
  g_test_add_func ("/draw/painter/threads", test_threads);

  return g_test_run ();
}
