#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "run-liantu.h"
#include "test-data.h"

#define N_CHAINS 8

static char *folder;
static char *city;

static void
make_city (void)
{
  g_autofree char *csv_text = test_data_enterprises_csv (300);
  g_autofree char *json_text = test_data_parcels_geojson (300);
  g_autofree char *csv = test_data_write (folder, "e.csv", csv_text, -1);
  g_autofree char *json = test_data_write (folder, "p.geojson", json_text, -1);
  g_autoptr (LiantuRun) made = NULL;
  g_autoptr (LiantuRun) enterprises = NULL;
  g_autoptr (LiantuRun) parcels = NULL;

  city = g_build_filename (folder, "city.gpkg", NULL);
  made = run_liantu (folder, "new", city, NULL);
  assert_done (made);
  enterprises = run_liantu (folder, "import", city, "enterprises", csv, NULL);
  assert_done (enterprises);
  parcels = run_liantu (folder, "import", city, "parcels", json, NULL);
  assert_done (parcels);
}

static char *
render (const char *name, const char *first, ...)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (LiantuRun) run = NULL;
  const char *argument;
  va_list list;

  g_ptr_array_add (arguments, (gpointer) "render");
  g_ptr_array_add (arguments, city);
  g_ptr_array_add (arguments, path);
  va_start (list, first);
  for (argument = first; argument != NULL; argument = va_arg (list, const char *))
    g_ptr_array_add (arguments, (gpointer) argument);
  va_end (list);
  g_ptr_array_add (arguments, NULL);
  run = run_liantu_in (folder, "zh_CN", (const char *const *) arguments->pdata);
  assert_done (run);
  g_assert_cmpstr (run->out, ==, "");

  return path;
}

static int
compare_pixels (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *) a;
  guint32 y = *(const guint32 *) b;

  return (x > y) - (x < y);
}

/* How many colours a sample of the picture's pixels has: a map has many, an empty sheet few. */
static guint
count_colours (GdkPixbuf *pixbuf)
{
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);
  int stride = gdk_pixbuf_get_rowstride (pixbuf);
  int channels = gdk_pixbuf_get_n_channels (pixbuf);
  g_autoptr (GArray) colours = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n = 0;

  for (int y = 0; y < gdk_pixbuf_get_height (pixbuf); y += 3)
    for (int x = 0; x < gdk_pixbuf_get_width (pixbuf); x += 3)
      {
        const guint8 *p = pixels + y * stride + x * channels;
        guint32 colour = (guint32) p[0] << 16 | (guint32) p[1] << 8 | p[2];

        g_array_append_val (colours, colour);
      }
  g_array_sort (colours, compare_pixels);
  for (guint i = 0; i < colours->len; i++)
    n += i == 0 || g_array_index (colours, guint32, i) != g_array_index (colours, guint32, i - 1);

  return n;
}

static void
assert_picture (const char *path, int width, int height)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_file (path, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, width);
  g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, height);
  g_assert_cmpuint (count_colours (pixbuf), >, 20);
}

static void
assert_file_differs (const char *a, const char *b)
{
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;
  gsize n_x, n_y;

  g_assert_true (g_file_get_contents (a, &x, &n_x, NULL));
  g_assert_true (g_file_get_contents (b, &y, &n_y, NULL));
  g_assert_false (n_x == n_y && memcmp (x, y, n_x) == 0);
}

static void
test_chains (void)
{
  g_autofree char *all = render ("city.png", "--size", "640x400", NULL);
  g_autofree char *before = g_strdup (all);

  assert_picture (all, 640, 400);
  for (guint i = 1; i <= N_CHAINS; i++)
    {
      g_autofree char *name = g_strdup_printf ("chain-%u.png", i);
      g_autofree char *view = g_strdup_printf ("chain:%u", i);
      g_autofree char *path = render (name, "--view", view, "--size", "640x400", NULL);

      assert_picture (path, 640, 400);
      assert_file_differs (before, path);
      g_free (g_steal_pointer (&before));
      before = g_strdup (path);
    }
}

static void
test_sizes (void)
{
  g_autofree char *plain = render ("plain.png", NULL);
  g_autofree char *twice = render ("twice.png", "--size", "500x300", "--scale", "2", NULL);
  g_autofree char *half = render ("half.png", "--size", "640x480", "--scale", "0.5", NULL);

  assert_picture (plain, 1920, 1080);
  assert_picture (twice, 1000, 600);
  assert_picture (half, 320, 240);
}

static void
test_views (void)
{
  g_autofree char *code = render ("code.png", "--view", "district:330521", "--size", "400x300", NULL);
  g_autofree char *name = render ("name.png", "--view", "district:德清县", "--size", "400x300", NULL);
  g_autofree char *box = render ("box.png", "--view", "119.9,30.5,120.1,30.6", "--size", "400x300", NULL);
  g_autofree char *zone = render ("zone.png", "--view", "district:zone-nantaihu", "--size", "400x300", NULL);

  assert_picture (code, 400, 300);
  assert_picture (name, 400, 300);
  assert_picture (box, 400, 300);
  assert_picture (zone, 400, 300);
  assert_file_differs (code, box);
}

static void
test_options (void)
{
  g_autofree char *plain = render ("o.png", "--size", "400x300", NULL);
  g_autofree char *bare
      = render ("bare.png", "--size", "400x300", "--base", "none", "--layers", "districts", NULL);
  g_autofree char *english = render ("en.png", "--size", "400x300", "--lang", "en", NULL);
  g_autofree char *dark = render ("dark.png", "--size", "400x300", "--theme", "dark", NULL);
  g_autofree char *wall = render ("wall.png", "--size", "800x600", "--theme", "wall", NULL);
  g_autofree char *offline = render ("offline.png", "--size", "400x300", "--base", "offline", NULL);

  assert_file_differs (plain, bare);
  assert_file_differs (plain, english);
  assert_file_differs (plain, dark);
  assert_picture (bare, 400, 300);
  assert_picture (english, 400, 300);
  assert_picture (dark, 400, 300);
  assert_picture (wall, 800, 600);
  assert_picture (offline, 400, 300);
}

/* Parcels coloured by verdict, by grade and by an indicator: each is another picture. */
static void
test_classes (void)
{
  g_autofree char *plain = render ("p.png", NULL);
  g_autofree char *verdict = render ("v.png", "--classes", "control-2008", NULL);
  g_autofree char *grade = render ("g.png", "--classes", "per-mu-below-rank", NULL);
  g_autofree char *ratio = render ("f.png", "--classes", "control-2008:far", NULL);

  assert_picture (verdict, 1920, 1080);
  assert_file_differs (plain, verdict);
  assert_file_differs (verdict, grade);
  assert_file_differs (verdict, ratio);
}

static void
assert_starts (const char *path, const char *start, gsize at_least)
{
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_true (g_str_has_prefix (text, start));
  g_assert_cmpuint (length, >, at_least);
}

static void
test_formats (void)
{
  g_autofree char *svg = render ("a.svg", "--view", "chain:1", "--size", "800x600", NULL);
  g_autofree char *pdf = NULL;
  g_autofree char *upper = render ("A.PNG", "--size", "400x300", NULL);

  /* Cairo 1.16 leaks a little of each font it puts into a PDF. */
  run_liantu_set ("ASAN_OPTIONS", "detect_leaks=0");
  pdf = render ("a.pdf", "--view", "chain:1", "--size", "800x600", NULL);
  run_liantu_set ("ASAN_OPTIONS", NULL);
  assert_starts (svg, "<?xml", 10000);
  assert_starts (pdf, "%PDF", 10000);
  assert_picture (upper, 400, 300);
}

static void
assert_failure (const char *word, const char *option, const char *value)
{
  g_autofree char *path = g_build_filename (folder, "never.png", NULL);
  g_autoptr (LiantuRun) run = run_liantu (folder, "render", city, path, option, value, NULL);

  assert_one_sentence (run, 1, word);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_things_not_there (void)
{
  g_autofree char *nowhere = g_build_filename (folder, "no", "folder.png", NULL);
  g_autoptr (LiantuRun) run = run_liantu (folder, "render", city, nowhere, NULL);

  assert_failure ("chain 9", "--view", "chain:9");
  assert_failure ("330599", "--view", "district:330599");
  assert_failure ("no-such-rules", "--classes", "no-such-rules");
  assert_failure ("no-such-value", "--classes", "control-2008:no-such-value");
  assert_failure ("R&D", "--classes", "control-2008:rd_share");
  assert_failure ("gone.mbtiles", "--base", "gone.mbtiles");
  assert_one_sentence (run, 1, "folder.png");
}

static void
make_database (const char *path, const char *sql)
{
  sqlite3 *db;
  char *problem = NULL;

  g_remove (path);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &problem);
  g_assert_cmpstr (problem, ==, NULL);
  sqlite3_close (db);
}

#define TILES                                                                                                \
  "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);"
#define METADATA "CREATE TABLE metadata (name TEXT, value TEXT);"

static void
test_broken_mbtiles (void)
{
  static const char *const broken[] = {
    "CREATE TABLE x (y);",
    TILES,
    METADATA,
    TILES METADATA,
    TILES METADATA "INSERT INTO metadata VALUES ('format', 'pbf'), ('name', 'v');"
                   "INSERT INTO tiles VALUES (0, 0, 0, x'1f8b08');",
  };
  g_autofree char *text = test_data_write (folder, "text.mbtiles", "not a database", -1);

  assert_failure ("text.mbtiles", "--base", text);
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *name = g_strdup_printf ("broken-%u.mbtiles", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      make_database (path, broken[i]);
      assert_failure (name, "--base", path);
    }
}

static void
test_corrupt_tile (void)
{
  g_autofree char *path = g_build_filename (folder, "corrupt.mbtiles", NULL);

  make_database (path, TILES METADATA "INSERT INTO metadata VALUES ('format', 'png'), ('name', 'c'), "
                                      "('minzoom', '0'), ('maxzoom', '0');"
                                      "INSERT INTO tiles VALUES (0, 0, 0, x'89504e470d0a1a0a0001');");
  assert_failure ("corrupt.mbtiles", "--base", path);
}

/* The decoder alone would paint what is missing black. */
static void
test_cut_tile (void)
{
  g_autofree char *path = g_build_filename (folder, "cut.mbtiles", NULL);

  make_database (path, TILES METADATA
                 "INSERT INTO metadata VALUES ('format', 'png'), ('name', 'c'), "
                 "('minzoom', '0'), ('maxzoom', '0');"
                 "INSERT INTO tiles VALUES (0, 0, 0, x'89504e470d0a1a0a0000000d4948445200000010000000100802"
                 "000000909168360000001749444154789c63606060f8cf40');");
  assert_failure ("cut.mbtiles", "--base", path);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = test_data_make_folder ();
  make_city ();
  g_test_add_func ("/render/chains", test_chains);
  g_test_add_func ("/render/sizes", test_sizes);
  g_test_add_func ("/render/views", test_views);
  g_test_add_func ("/render/options", test_options);
  g_test_add_func ("/render/classes", test_classes);
  g_test_add_func ("/render/formats", test_formats);
  g_test_add_func ("/render/things-not-there", test_things_not_there);
  g_test_add_func ("/render/broken-mbtiles", test_broken_mbtiles);
  g_test_add_func ("/render/corrupt-tile", test_corrupt_tile);
  g_test_add_func ("/render/cut-tile", test_cut_tile);
  status = g_test_run ();
  g_free (city);
  test_data_remove_folder (folder);

  return status;
}
