#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>
#include <string.h>

#include "lt-error.h"
#include "lt-picture.h"
#include "lt-test-image.h"
#include "lt-test-snapshot.h"

/* Cairo 1.16 leaks a little of each font it puts into a PDF. */
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#define IGNORE_LEAKS_BEGIN __lsan_disable ()
#define IGNORE_LEAKS_END __lsan_enable ()
#else
#define IGNORE_LEAKS_BEGIN
#define IGNORE_LEAKS_END
#endif

typedef struct
{
  LtSnapshot *snapshot;
  LtBaseMap *base;
  char *directory;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *basemap = g_build_filename (g_getenv ("LIANTU_DATA_DIR"), "basemap", NULL);
  static const LtTestPoint points[] = { { 119.1, 30.1, 1, 1 }, { 119.9, 30.3, 2, 2 } };

  self->snapshot = lt_test_snapshot_new_squares ();
  lt_test_snapshot_set_enterprises (self->snapshot, points, G_N_ELEMENTS (points));
  lt_test_snapshot_set_projects (self->snapshot, points, 1);
  lt_test_snapshot_add_unplaced (self->snapshot, 0, 1, 12);
  self->base = lt_base_map_load (basemap, NULL);
  self->directory = g_dir_make_tmp ("lt-picture-XXXXXX", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  /* Also: no temporary file is left. */
  g_assert_cmpint (g_rmdir (self->directory), ==, 0);
  g_free (self->directory);
  lt_base_map_unref (self->base);
  lt_test_snapshot_free (self->snapshot);
}

static LtPicture
create_picture (const Fixture *self, int width, int height)
{
  return (LtPicture){ .view = { .chain = 1, .district = -1, .layers = LT_LAYER_ALL },
                      .box = lt_picture_get_view_box (self->snapshot, 1, -1),
                      .width = width,
                      .height = height,
                      .scale = 1,
                      .base = self->base };
}

static char *
write_picture (const Fixture *self, const LtPicture *picture, const char *name, gsize *length)
{
  g_autofree char *path = g_build_filename (self->directory, name, NULL);
  g_autoptr (GError) error = NULL;
  char *contents = NULL;

  lt_picture_write (picture, self->snapshot, path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, length, NULL));
  g_remove (path);

  return contents;
}

static guint
read_number (const char *bytes)
{
  return GUINT32_FROM_BE (*(const guint32 *) (gconstpointer) bytes);
}

static void
test_png (Fixture *self, gconstpointer data)
{
  LtPicture picture = create_picture (self, 640, 480);
  g_autofree char *plain = NULL, *sharp = NULL;
  gsize length;

  plain = write_picture (self, &picture, "a.png", &length);
  g_assert_cmpuint (read_number (plain + 16), ==, 640);
  g_assert_cmpuint (read_number (plain + 20), ==, 480);

  picture.scale = 2;
  sharp = write_picture (self, &picture, "b.PNG", &length);
  g_assert_cmpuint (read_number (sharp + 16), ==, 1280);
  g_assert_cmpuint (read_number (sharp + 20), ==, 960);
}

static void
check_start (GMarkupParseContext *context,
             const char *element,
             const char **names,
             const char **values,
             gpointer data,
             GError **error)
{
  guint *n = data;

  if (*n == 0)
    g_assert_cmpstr (element, ==, "svg");
  (*n)++;
}

static void
test_svg (Fixture *self, gconstpointer data)
{
  const GMarkupParser parser = { .start_element = check_start };
  LtPicture picture = create_picture (self, 1280, 720);
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *svg = NULL;
  guint n = 0;
  gsize length;

  svg = write_picture (self, &picture, "a.svg", &length);
  context = g_markup_parse_context_new (&parser, 0, &n, NULL);
  g_markup_parse_context_parse (context, svg, (gssize) length, &error);
  g_assert_no_error (error);
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  g_assert_cmpuint (n, >, 100);
  g_assert_nonnull (strstr (svg, "viewBox=\"0 0 1280 720\""));
  /* A vector picture: nothing of it is an image. */
  g_assert_null (strstr (svg, "<image"));
}

static void
test_pdf (Fixture *self, gconstpointer data)
{
  LtPicture picture = create_picture (self, 1280, 720);
  g_autofree char *pdf = NULL;
  gsize length;

  IGNORE_LEAKS_BEGIN;
  pdf = write_picture (self, &picture, "a.pdf", &length);
  IGNORE_LEAKS_END;
  g_assert_true (g_str_has_prefix (pdf, "%PDF-1."));
  g_assert_nonnull (g_strstr_len (pdf + length - 16, 16, "%%EOF"));
}

static void
assert_sentence (const GError *error, LtError code, const char *word)
{
  g_assert_error (error, LT_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, word));
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_refusals (Fixture *self, gconstpointer data)
{
  static const struct
  {
    int width, height;
    double scale;
  } sizes[] = { { 15, 100, 1 },   { 100, 0, 1 },     { -5, 100, 1 }, { 16385, 100, 1 },
                { 9000, 100, 2 }, { 640, 480, NAN }, { 640, 480, 0 } };
  LtPicture picture = create_picture (self, 640, 480);
  g_autofree char *nowhere = g_build_filename (self->directory, "missing", "a.png", NULL);
  g_autofree char *suffix = g_build_filename (self->directory, "a.jpeg", NULL);
  g_autofree char *path = g_build_filename (self->directory, "a.png", NULL);
  g_autoptr (GError) no_directory = NULL;
  g_autoptr (GError) no_format = NULL;

  g_assert_false (lt_picture_write (&picture, self->snapshot, nowhere, &no_directory));
  assert_sentence (no_directory, LT_ERROR_IO, "a.png");
  g_assert_false (lt_picture_write (&picture, self->snapshot, suffix, &no_format));
  assert_sentence (no_format, LT_ERROR_VALUE, "a.jpeg");

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;

      picture.width = sizes[i].width;
      picture.height = sizes[i].height;
      picture.scale = sizes[i].scale;
      g_assert_false (lt_picture_write (&picture, self->snapshot, path, &error));
      assert_sentence (error, LT_ERROR_VALUE, "16384");
    }
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* A failed picture leaves the one that was there. */
static void
test_keeps_old (Fixture *self, gconstpointer data)
{
  LtPicture picture = create_picture (self, 8, 8);
  g_autofree char *path = g_build_filename (self->directory, "a.png", NULL);
  g_autofree char *contents = NULL;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_false (lt_picture_write (&picture, self->snapshot, path, NULL));
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "old");
  g_remove (path);
}

static cairo_surface_t *
draw (const Fixture *self, const LtPicture *picture)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, picture->width, picture->height);
  cairo_t *cr = cairo_create (image);

  lt_picture_draw (picture, cr, self->snapshot);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (image);

  return image;
}

static void
test_sizes (Fixture *self, gconstpointer data)
{
  static const int sizes[][2]
      = { { 16, 16 },    { 16, 400 },   { 400, 16 },   { 100, 100 },   { 320, 200 }, { 640, 480 },
          { 1024, 768 }, { 1280, 720 }, { 700, 1400 }, { 1920, 1080 }, { 2000, 300 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint theme = 0; theme < 3; theme++)
      for (guint chain = 0; chain < 3; chain++)
        {
          LtPicture picture = create_picture (self, sizes[i][0], sizes[i][1]);
          cairo_surface_t *image;

          picture.view.chain = chain;
          picture.view.theme = (LtTheme) theme;
          picture.view.district = chain == 2 ? 1 : -1;
          picture.base = theme == 1 ? NULL : self->base;
          image = draw (self, &picture);
          cairo_surface_destroy (image);
        }
}

/* Whether the last of `n` chains, in a colour that is nowhere else, is in the list beside the map. */
static gboolean
lists_last (guint n)
{
  LtSnapshot *snapshot = lt_test_snapshot_new_squares ();
  const char *const none[] = { NULL };
  Fixture fixture = { .snapshot = snapshot };
  LtPicture picture = { .view = { .district = -1, .layers = LT_LAYER_ALL },
                        .box = lt_picture_get_view_box (snapshot, 0, -1),
                        .width = 1280,
                        .height = 720,
                        .scale = 1 };
  cairo_surface_t *image;
  const guchar *pixels;
  gboolean found = FALSE;

  for (guint i = lt_catalogue_get_n_chains (snapshot->catalogue) + 1; i <= n; i++)
    lt_catalogue_take_chain (snapshot->catalogue,
                             lt_chain_new (i, "链", "Chain", i == n ? 0xff00ff : 0x808080, "", 100, 2026, NAN,
                                           0, none, none, none));
  image = draw (&fixture, &picture);
  pixels = cairo_image_surface_get_data (image);
  for (int i = 0; i < cairo_image_surface_get_stride (image) * picture.height && !found; i += 4)
    found = (*(const guint32 *) (gconstpointer) (pixels + i) & 0xffffff) == 0xff00ff;
  cairo_surface_destroy (image);
  lt_test_snapshot_free (snapshot);

  return found;
}

/* Rows of the usual height have room for 14 here: the last was dropped in silence. */
static void
test_many_chains (void)
{
  g_assert_true (lists_last (8));
  g_assert_true (lists_last (15));
}

static void
test_references (Fixture *self, gconstpointer data)
{
  LtPicture picture = create_picture (self, 480, 300);
  cairo_surface_t *chain, *city;

  /* Fonts differ between machines: this sees what is out of place, not how letters look. */
  chain = draw (self, &picture);
  lt_test_image_assert_reference (chain, "picture-chain", 8);
  picture.view.chain = 0;
  picture.box = lt_picture_get_view_box (self->snapshot, 0, -1);
  picture.view.theme = LT_THEME_DARK;
  city = draw (self, &picture);
  lt_test_image_assert_reference (city, "picture-city", 8);
  cairo_surface_destroy (chain);
  cairo_surface_destroy (city);
}

static void
assert_holds (const LtBox *box, const LtBox *inner, double margin)
{
  g_assert_cmpfloat (box->west, <, inner->west);
  g_assert_cmpfloat (box->south, <, inner->south);
  g_assert_cmpfloat (box->east, >, inner->east);
  g_assert_cmpfloat (box->north, >, inner->north);
  g_assert_cmpfloat (box->east - box->west, <, (inner->east - inner->west) * margin);
}

static void
test_view_box (Fixture *self, gconstpointer data)
{
  LtBox city = lt_picture_get_view_box (self->snapshot, 0, -1);
  LtBox first = lt_picture_get_view_box (self->snapshot, 1, -1);
  LtBox second = lt_picture_get_view_box (self->snapshot, 2, -1);
  LtBox district = lt_picture_get_view_box (self->snapshot, 1, 2);

  assert_holds (&city, &(LtBox){ 119.0, 30.0, 120.2, 30.4 }, 1.3);
  assert_holds (&first, &(LtBox){ 119.0, 30.0, 119.7, 30.4 }, 1.3);
  assert_holds (&second, &(LtBox){ 119.4, 30.0, 119.8, 30.4 }, 1.3);
  assert_holds (&district, &(LtBox){ 119.8, 30.0, 120.2, 30.4 }, 1.3);
}

static cairo_status_t
append (void *closure, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (closure, bytes, length);

  return CAIRO_STATUS_SUCCESS;
}

static GByteArray *
create_tile (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 256, 256);
  cairo_t *cr = cairo_create (surface);
  GByteArray *bytes = g_byte_array_new ();

  cairo_set_source_rgb (cr, 1, 0, 0);
  cairo_paint (cr);
  cairo_surface_write_to_png_stream (surface, append, bytes);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return bytes;
}

/* World-wide tiles of zoom 0 to 7 in red; every `bad`-th is damaged. */
static char *
create_mbtiles (const Fixture *self, guint bad)
{
  char *path = g_build_filename (self->directory, "a.mbtiles", NULL);
  g_autoptr (GByteArray) tile = create_tile ();
  sqlite3_stmt *insert;
  sqlite3 *db;
  guint n = 0;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_exec (
          db,
          "BEGIN; CREATE TABLE metadata (name TEXT, value TEXT);"
          "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);"
          "CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);"
          "INSERT INTO metadata VALUES ('name', 'Red'), ('format', 'png'), ('attribution', '© Red'),"
          " ('minzoom', '0'), ('maxzoom', '7'), ('bounds', '-180,-85,180,85')",
          NULL, NULL, NULL),
      ==, SQLITE_OK);
  sqlite3_prepare_v2 (db, "INSERT INTO tiles VALUES (?, ?, ?, ?)", -1, &insert, NULL);
  for (int zoom = 0; zoom <= 7; zoom++)
    for (int x = 0; x < 1 << zoom; x++)
      for (int y = 0; y < 1 << zoom; y++)
        {
          sqlite3_bind_int (insert, 1, zoom);
          sqlite3_bind_int (insert, 2, x);
          sqlite3_bind_int (insert, 3, y);
          if (bad > 0 && n++ % bad == 0)
            sqlite3_bind_blob (insert, 4, "\x89PNG broken", 11, SQLITE_STATIC);
          else
            sqlite3_bind_blob (insert, 4, tile->data, (int) tile->len, SQLITE_STATIC);
          g_assert_cmpint (sqlite3_step (insert), ==, SQLITE_DONE);
          sqlite3_reset (insert);
        }
  sqlite3_finalize (insert);
  sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
  sqlite3_close (db);

  return path;
}

static double
count_red (cairo_surface_t *image)
{
  int width = cairo_image_surface_get_width (image), height = cairo_image_surface_get_height (image);
  guint n = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      n += lt_test_image_get_pixel (image, x, y) == 0xff0000;

  return (double) n / (width * height);
}

static double
draw_mbtiles (const Fixture *self, guint bad, GError **error)
{
  g_autofree char *path = create_mbtiles (self, bad);
  g_autofree char *png = g_build_filename (self->directory, "a.png", NULL);
  g_autoptr (LtMbtiles) mbtiles = lt_mbtiles_open (path, NULL);
  LtPicture picture = create_picture (self, 640, 480);
  double red = 0;

  g_assert_nonnull (mbtiles);
  picture.mbtiles = mbtiles;
  picture.box = (LtBox){ 100, 10, 140, 50 };
  if (lt_picture_write (&picture, self->snapshot, png, error))
    {
      cairo_surface_t *image = cairo_image_surface_create_from_png (png);

      red = count_red (image);
      cairo_surface_destroy (image);
      g_remove (png);
    }
  g_remove (path);

  return red;
}

static void
test_mbtiles (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  double whole = draw_mbtiles (self, 0, &error), some;

  g_assert_no_error (error);
  g_assert_cmpfloat (whole, >, 0.5);

  /* Some damaged: the picture is made, and those stay blank. */
  some = draw_mbtiles (self, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (some, <, whole * 0.9);
  g_assert_cmpfloat (some, >, whole * 0.3);

  g_assert_cmpfloat (draw_mbtiles (self, 1, &error), ==, 0);
  assert_sentence (error, LT_ERROR_FORMAT, "a.mbtiles");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/draw/picture/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("png", test_png);
  ADD ("svg", test_svg);
  ADD ("pdf", test_pdf);
  ADD ("refusals", test_refusals);
  ADD ("keeps-old", test_keeps_old);
  ADD ("sizes", test_sizes);
  g_test_add_func ("/picture/many-chains", test_many_chains);
  ADD ("references", test_references);
  ADD ("view-box", test_view_box);
  ADD ("mbtiles", test_mbtiles);

  return g_test_run ();
}
