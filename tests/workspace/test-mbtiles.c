#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <sqlite3.h>
#include <string.h>

#include "fixture.h"
#include "lt-mbtiles.h"

/* An 1 × 1 pixel. */
#define PNG                                                                                                  \
  "89504e470d0a1a0a0000000d4948445200000001000000010806000000"                                               \
  "1f15c4890000000d49444154789c6300010000000500010d0a2db40000000049454e44ae426082"

#define GOOD                                                                                                 \
  "CREATE TABLE metadata (name TEXT, value TEXT);"                                                           \
  "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);"          \
  "INSERT INTO metadata VALUES ('name', '测试底图'), ('format', 'png'), ('bounds', "                     \
  "'119.2,30.3,120.5,31.2'),"                                                                                \
  "('attribution', '<a href=\"x\">&copy; 某某 &amp; Co</a>');"                                             \
  "INSERT INTO tiles VALUES (2, 3, 2, x'" PNG "'), (4, 13, 9, x'" PNG "'), (4, 12, 9, x'3c68746d6c3e');"

static char *
make (Fixture *self, const char *sql)
{
  char *path = fixture_name (self, "map.mbtiles");
  sqlite3 *db = NULL;
  char *message = NULL;

  g_unlink (path);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
  return path;
}

static void
test_good (Fixture *self, gconstpointer data)
{
  g_autofree char *path = make (self, GOOD);
  g_autoptr (GError) error = NULL;
  g_autoptr (LtMbtiles) tiles = lt_mbtiles_open (path, &error);
  g_autoptr (GBytes) bytes = NULL;
  LtBox box;

  g_assert_no_error (error);
  g_assert_cmpstr (lt_mbtiles_get_path (tiles), ==, path);
  g_assert_cmpstr (lt_mbtiles_get_name (tiles), ==, "测试底图");
  g_assert_cmpstr (lt_mbtiles_get_attribution (tiles), ==, "© 某某 & Co");
  g_assert_cmpuint (lt_mbtiles_get_min_zoom (tiles), ==, 2);
  g_assert_cmpuint (lt_mbtiles_get_max_zoom (tiles), ==, 4);
  box = lt_mbtiles_get_box (tiles);
  g_assert_cmpfloat (box.west, ==, 119.2);
  g_assert_cmpfloat (box.north, ==, 31.2);
  bytes = lt_mbtiles_read (tiles, 2, 3, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, strlen (PNG) / 2);
  g_assert_null (lt_mbtiles_read (tiles, 2, 0, 0, &error));
  g_assert_null (lt_mbtiles_read (tiles, 2, 4, 0, &error));
  g_assert_null (lt_mbtiles_read (tiles, 99, 0, 0, &error));
  g_assert_no_error (error);
}

static void
test_corrupt_tile (Fixture *self, gconstpointer data)
{
  g_autofree char *path = make (self, GOOD);
  g_autoptr (GError) error = NULL;
  g_autoptr (LtMbtiles) tiles = lt_mbtiles_open (path, NULL);

  g_assert_null (lt_mbtiles_read (tiles, 4, 12, 6, &error));
  assert_sentence (error, LT_ERROR_FORMAT, "4/12/6");
}

static void
check_refused (const char *path, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lt_mbtiles_open (path, &error));
  assert_sentence (error, code, "map.mbtiles");
}

static void
test_broken (Fixture *self, gconstpointer data)
{
  static const char *const scripts[] = {
    "CREATE TABLE t (a)",
    GOOD "DROP TABLE metadata",
    GOOD "DROP TABLE tiles",
    GOOD "DELETE FROM tiles",
    GOOD "UPDATE metadata SET value = 'pbf' WHERE name = 'format'",
    GOOD "UPDATE tiles SET zoom_level = 'x'",
    GOOD "UPDATE tiles SET zoom_level = -3",
  };
  g_autofree char *path = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autofree char *made = make (self, scripts[i]);

      check_refused (made, LT_ERROR_FORMAT);
    }
  path = fixture_name (self, "map.mbtiles");
  g_assert_true (g_file_set_contents (path, "not tiles at all", -1, NULL));
  check_refused (path, LT_ERROR_FORMAT);
  g_assert_true (g_file_set_contents (path, "", -1, NULL));
  check_refused (path, LT_ERROR_FORMAT);
  g_unlink (path);
  check_refused (path, LT_ERROR_NOT_FOUND);
}

static void
test_truncated (Fixture *self, gconstpointer data)
{
  g_autofree char *path = make (self, GOOD);
  g_autofree char *whole = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &whole, &length, NULL));
  for (gsize end = 1; end < length; end += 509)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LtMbtiles) tiles = NULL;

      g_assert_true (g_file_set_contents (path, whole, (gssize) end, NULL));
      tiles = lt_mbtiles_open (path, &error);
      g_assert_null (tiles);
      assert_sentence (error, LT_ERROR_FORMAT, "map.mbtiles");
    }
}

#define ENDLESS "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "

/* Views that never come to an end. */
static void
test_endless (Fixture *self, gconstpointer data)
{
  static const char *const scripts[] = {
    GOOD "DROP TABLE tiles; CREATE VIEW tiles AS " ENDLESS
         "SELECT 1 AS zoom_level, i AS tile_column, 1 AS tile_row, 1 AS tile_data FROM n",
    GOOD "DROP TABLE metadata; CREATE VIEW metadata AS " ENDLESS
         "SELECT 'x' || i AS name, 'y' AS value FROM n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autofree char *path = make (self, scripts[i]);
      gint64 start = g_get_monotonic_time ();

      check_refused (path, LT_ERROR_FORMAT);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 15 * G_USEC_PER_SEC);
    }
}

/* Endless only where a tile is looked for. */
static void
test_endless_tile (Fixture *self, gconstpointer data)
{
  g_autofree char *path = make (
      self, GOOD "ALTER TABLE tiles RENAME TO t; CREATE VIEW tiles AS SELECT zoom_level, tile_column, "
                 "tile_row, CASE WHEN zoom_level = 2 THEN (" ENDLESS
                 "SELECT i FROM n WHERE i < 0) ELSE tile_data END AS tile_data FROM t");
  g_autoptr (GError) error = NULL;
  g_autoptr (LtMbtiles) tiles = lt_mbtiles_open (path, &error);
  g_autoptr (GBytes) bytes = NULL;

  g_assert_no_error (error);
  g_assert_null (lt_mbtiles_read (tiles, 2, 3, 1, &error));
  assert_sentence (error, LT_ERROR_FORMAT, "map.mbtiles");
  bytes = lt_mbtiles_read (tiles, 4, 13, 6, NULL);
  g_assert_nonnull (bytes);
}

static gpointer
read_many (gpointer data)
{
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (GBytes) bytes = lt_mbtiles_read (data, 4, 13, 6, NULL);

      g_assert_nonnull (bytes);
    }
  return NULL;
}

static void
test_threads (Fixture *self, gconstpointer data)
{
  g_autofree char *path = make (self, GOOD);
  g_autoptr (LtMbtiles) tiles = lt_mbtiles_open (path, NULL);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_many, tiles);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/mbtiles/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("good", test_good);
  ADD ("corrupt-tile", test_corrupt_tile);
  ADD ("broken", test_broken);
  ADD ("truncated", test_truncated);
  ADD ("endless", test_endless);
  ADD ("endless-tile", test_endless_tile);
  ADD ("threads", test_threads);
  return g_test_run ();
}
