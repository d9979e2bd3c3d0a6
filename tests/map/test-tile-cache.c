#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "lt-test-server.h"
#include "lt-tile-cache.h"

typedef struct
{
  char *directory;
  LtTileCache *cache;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = g_dir_make_tmp ("lt-cache-XXXXXX", NULL);
  fixture->cache = lt_tile_cache_new (fixture->directory, 10000);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lt_tile_cache_unref (fixture->cache);
  lt_test_remove (fixture->directory);
  g_free (fixture->directory);
}

static LtTileEntry *
make_entry (gsize size)
{
  LtTileEntry *entry = lt_tile_entry_new ();

  entry->etag = g_strdup ("\"a b\"");
  entry->last_modified = g_strdup ("Wed, 21 Oct 2015 07:28:00 GMT");
  entry->expires = 1234567890123;
  entry->image = g_bytes_new_take (g_strnfill (size, 'x'), size);
  return entry;
}

static void
write_tile (Fixture *fixture, guint x, gsize size)
{
  g_autoptr (LtTileEntry) entry = make_entry (size);
  g_autoptr (GError) error = NULL;

  lt_tile_cache_write (fixture->cache, 9, x, 3, entry, &error);
  g_assert_no_error (error);
}

static char *
get_path (Fixture *fixture, guint x)
{
  return g_strdup_printf ("%s/9/%u/3", fixture->directory, x);
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LtTileEntry) entry = NULL;

  g_assert_null (lt_tile_cache_read (fixture->cache, 9, 1, 3));
  write_tile (fixture, 1, 500);
  entry = lt_tile_cache_read (fixture->cache, 9, 1, 3);
  g_assert_nonnull (entry);
  g_assert_cmpstr (entry->etag, ==, "\"a b\"");
  g_assert_cmpstr (entry->last_modified, ==, "Wed, 21 Oct 2015 07:28:00 GMT");
  g_assert_cmpint (entry->expires, ==, 1234567890123);
  g_assert_cmpuint (g_bytes_get_size (entry->image), ==, 500);
  lt_tile_cache_remove (fixture->cache, 9, 1, 3);
  g_assert_null (lt_tile_cache_read (fixture->cache, 9, 1, 3));
}

/* Cut short at every length, and with bytes changed, it is never taken for a tile of another size. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path (fixture, 1);
  g_autofree char *whole = NULL;
  gsize length;

  write_tile (fixture, 1, 60);
  g_assert_true (g_file_get_contents (path, &whole, &length, NULL));
  for (gsize cut = 0; cut < length; cut++)
    {
      g_assert_true (g_file_set_contents (path, whole, (gssize) cut, NULL));
      g_assert_null (lt_tile_cache_read (fixture->cache, 9, 1, 3));
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  whole[0] = 'L';
  g_assert_true (g_file_set_contents (path, whole, (gssize) length, NULL));
  g_assert_null (lt_tile_cache_read (fixture->cache, 9, 1, 3));
}

/* A server's header must not write lines of its own into the file. */
static void
test_header_lines (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LtTileEntry) entry = make_entry (10);
  g_autoptr (LtTileEntry) read = NULL;

  g_free (entry->etag);
  entry->etag = g_strdup ("a\nsize 3");
  g_assert_true (lt_tile_cache_write (fixture->cache, 9, 1, 3, entry, NULL));
  read = lt_tile_cache_read (fixture->cache, 9, 1, 3);
  g_assert_nonnull (read);
  g_assert_null (read->etag);
}

static void
age (Fixture *fixture, guint x, guint days)
{
  g_autofree char *path = get_path (fixture, x);
  time_t then = (time_t) (g_get_real_time () / G_USEC_PER_SEC) - (time_t) days * 24 * 3600;
  struct utimbuf times = { then, then };

  g_assert_cmpint (g_utime (path, &times), ==, 0);
}

static void
test_prune (Fixture *fixture, gconstpointer data)
{
  for (guint x = 0; x < 12; x++)
    {
      write_tile (fixture, x, 1000);
      age (fixture, x, 20 - x);
    }
  /* Reading makes it young again. */
  lt_tile_entry_free (lt_tile_cache_read (fixture->cache, 9, 0, 3));
  g_assert_cmpuint (lt_tile_cache_prune (fixture->cache), <=, 8000);
  for (guint x = 0; x < 12; x++)
    {
      g_autofree char *path = get_path (fixture, x);

      g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, x == 0 || x >= 6);
    }
  g_assert_cmpuint (lt_tile_cache_prune (fixture->cache), <=, 8000);
}

static void
test_unwritable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LtTileEntry) entry = make_entry (10);
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_build_filename (fixture->directory, "9", NULL);

  g_assert_true (g_file_set_contents (file, "not a directory", -1, NULL));
  g_assert_false (lt_tile_cache_write (fixture->cache, 9, 1, 3, entry, &error));
  g_assert_nonnull (error);
}

#define ADD(name, func) g_test_add ("/map/tile-cache/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("round-trip", test_round_trip);
  ADD ("damaged", test_damaged);
  ADD ("header-lines", test_header_lines);
  ADD ("prune", test_prune);
  ADD ("unwritable", test_unwritable);
  return g_test_run ();
}
