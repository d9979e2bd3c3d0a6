#include "config.h"

#include <string.h>

#include "lt-error.h"
#include "lt-test-server.h"
#include "lt-tile-fetcher.h"
#include "lt-tile-template.h"

#define WAIT_MS 20000
/* Longer than any test: only lt_back_off_hurry ends the waiting. */
#define LONG_MS 3600000
#define SHORT_MS 60

typedef struct
{
  LtTestServer *server;
  char *directory;
  LtTileFetcher *fetcher;
} Fixture;

/* One call and how it ended. */
typedef struct
{
  GdkTexture *texture;
  GError *error;
  gboolean done;
  GCancellable *cancellable;
} Call;

static LtTileFetcher *
make_fetcher (Fixture *fixture, guint base_ms)
{
  return g_object_new (LT_TYPE_TILE_FETCHER, "directory", fixture->directory, "base-ms", base_ms, "max-ms",
                       4 * base_ms, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = lt_test_server_new ();
  fixture->directory = g_dir_make_tmp ("lt-tiles-XXXXXX", NULL);
  fixture->fetcher = make_fetcher (fixture, LONG_MS);
}

static gboolean
is_idle (gpointer data)
{
  return G_OBJECT (data)->ref_count == 1;
}

/* What is being written to the cache holds it a moment longer. */
static void
settle (Fixture *fixture)
{
  g_assert_true (lt_test_wait (is_idle, fixture->fetcher, WAIT_MS));
}

static void
drop_fetcher (Fixture *fixture)
{
  settle (fixture);
  g_assert_finalize_object (fixture->fetcher);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  drop_fetcher (fixture);
  lt_test_server_free (fixture->server);
  lt_test_remove (fixture->directory);
  g_free (fixture->directory);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;

  g_assert_false (call->done);
  call->texture = lt_tile_fetcher_fetch_finish (LT_TILE_FETCHER (source), result, &call->error);
  call->done = TRUE;
}

static void
start (Fixture *fixture, Call *call, guint x)
{
  g_autofree char *url = lt_tile_template_expand (fixture->server->url, NULL, NULL, 12, x, 1500);

  *call = (Call){ .cancellable = g_cancellable_new () };
  lt_tile_fetcher_fetch_async (fixture->fetcher, url, 12, x, 1500, call->cancellable, on_fetched, call);
}

static void
clear (Call *call)
{
  g_clear_object (&call->texture);
  g_clear_error (&call->error);
  g_clear_object (&call->cancellable);
}

static gboolean
is_done (gpointer data)
{
  return ((Call *) data)->done;
}

/* Fetches one tile. Returns: the error's code, or -1 when there was a picture. */
static int
fetch (Fixture *fixture, guint x)
{
  Call call;
  int code;

  start (fixture, &call, x);
  g_assert_true (lt_test_wait (is_done, &call, WAIT_MS));
  if (call.error)
    g_assert_cmpuint (call.error->domain, ==, LT_ERROR);
  code = call.error ? call.error->code : -1;
  g_assert_cmpint (call.texture != NULL, ==, code == -1);
  clear (&call);
  return code;
}

static LtTileState
get_state (Fixture *fixture)
{
  return lt_back_off_get_state (lt_tile_fetcher_get_back_off (fixture->fetcher));
}

static void
hurry (Fixture *fixture)
{
  lt_back_off_hurry (lt_tile_fetcher_get_back_off (fixture->fetcher));
}

static void
restart (Fixture *fixture, guint base_ms)
{
  drop_fetcher (fixture);
  fixture->fetcher = make_fetcher (fixture, base_ms);
}

static char *
get_cached_path (Fixture *fixture, guint x)
{
  return g_strdup_printf ("%s/12/%u/1500", fixture->directory, x);
}

static void
test_agent (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (fetch (fixture, 1), ==, -1);
  g_assert_cmpstr (fixture->server->agent, ==, "Liantu/" LT_VERSION " (+" LT_HOMEPAGE ")");
  g_assert_cmpstr (fixture->server->path, ==, "/12/1/1500.png");
  g_assert_cmpint (get_state (fixture), ==, LT_TILE_STATE_ONLINE);
}

static void
test_picture (Fixture *fixture, gconstpointer data)
{
  g_autofree guchar *pixels = g_malloc0 (256 * 256 * 4);
  Call call;

  start (fixture, &call, 1);
  g_assert_true (lt_test_wait (is_done, &call, WAIT_MS));
  g_assert_no_error (call.error);
  g_assert_cmpint (gdk_texture_get_width (call.texture), ==, 256);
  gdk_texture_download (call.texture, pixels, 256 * 4);
  g_assert_cmphex (*(guint32 *) (gpointer) pixels, ==, 0xff3366cc);
  clear (&call);
}

/* What is fresh is never asked for again, not even after a restart. */
static void
test_fresh (Fixture *fixture, gconstpointer data)
{
  fixture->server->cache_control = "public, max-age=3600";
  g_assert_cmpint (fetch (fixture, 1), ==, -1);
  g_assert_cmpint (fetch (fixture, 1), ==, -1);
  restart (fixture, LONG_MS);
  g_assert_cmpint (fetch (fixture, 1), ==, -1);
  g_assert_cmpuint (fixture->server->requests, ==, 1);
}

/* Nor while it is still being written. */
static void
test_being_written (Fixture *fixture, gconstpointer data)
{
  fixture->server->cache_control = "max-age=3600";
  for (guint x = 0; x < 100; x++)
    {
      g_assert_cmpint (fetch (fixture, x), ==, -1);
      g_assert_cmpint (fetch (fixture, x), ==, -1);
    }
  g_assert_cmpuint (fixture->server->requests, ==, 100);
}

/* The last of several writes of a tile is what stays. */
static void
test_written_in_order (Fixture *fixture, gconstpointer data)
{
  for (guint x = 0; x < 30; x++)
    {
      fixture->server->cache_control = "max-age=0";
      g_assert_cmpint (fetch (fixture, x), ==, -1);
      g_assert_cmpint (fetch (fixture, x), ==, -1);
      fixture->server->cache_control = "max-age=3600";
      g_assert_cmpint (fetch (fixture, x), ==, -1);
    }
  g_assert_cmpuint (fixture->server->confirmed, ==, 60);
  restart (fixture, LONG_MS);
  for (guint x = 0; x < 30; x++)
    g_assert_cmpint (fetch (fixture, x), ==, -1);
  g_assert_cmpuint (fixture->server->requests, ==, 90);
}

/* What is stale is confirmed, and then fresh as long as the answer says. */
static void
test_not_modified (Fixture *fixture, gconstpointer data)
{
  fixture->server->cache_control = "max-age=0";
  g_assert_cmpint (fetch (fixture, 1), ==, -1);
  settle (fixture);
  fixture->server->cache_control = "max-age=3600";
  g_assert_cmpint (fetch (fixture, 1), ==, -1);
  g_assert_cmpuint (fixture->server->confirmed, ==, 1);
  settle (fixture);
  g_assert_cmpint (fetch (fixture, 1), ==, -1);
  g_assert_cmpuint (fixture->server->requests, ==, 2);
}

static void
test_no_store (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_cached_path (fixture, 1);

  fixture->server->cache_control = "no-store";
  g_assert_cmpint (fetch (fixture, 1), ==, -1);
  settle (fixture);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* While waiting nothing is asked; afterwards one request finds out, and failing begins a new wait. */
static void
check_backed_off (Fixture *fixture, LtTileState state)
{
  LtBackOff *back_off = lt_tile_fetcher_get_back_off (fixture->fetcher);
  guint requests;

  g_assert_cmpint (fetch (fixture, 1), ==, LT_ERROR_NETWORK);
  requests = fixture->server->requests;
  g_assert_cmpint (get_state (fixture), ==, state);
  g_assert_false (lt_back_off_allows (back_off));
  g_assert_cmpuint (lt_back_off_get_retry_seconds (back_off), >, 0);
  g_assert_nonnull (lt_back_off_get_message (back_off));
  for (guint x = 1; x < 5; x++)
    g_assert_cmpint (fetch (fixture, x), ==, LT_ERROR_NETWORK);
  g_assert_cmpuint (fixture->server->requests, ==, requests);
  hurry (fixture);
  g_assert_true (lt_back_off_allows (back_off));
  g_assert_cmpint (fetch (fixture, 1), ==, LT_ERROR_NETWORK);
  g_assert_cmpuint (fixture->server->requests, <=, requests + 1);
  g_assert_false (lt_back_off_allows (back_off));
}

static void
check_recovers (Fixture *fixture)
{
  fixture->server->mode = LT_TEST_TILE;
  hurry (fixture);
  g_assert_cmpint (fetch (fixture, 1), ==, -1);
  g_assert_cmpint (get_state (fixture), ==, LT_TILE_STATE_ONLINE);
  g_assert_null (lt_back_off_get_message (lt_tile_fetcher_get_back_off (fixture->fetcher)));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  fixture->server->mode = LT_TEST_STATUS;
  fixture->server->status = GPOINTER_TO_UINT (data);
  check_backed_off (fixture, LT_TILE_STATE_BACKING_OFF);
  g_assert_cmpuint (fixture->server->requests, ==, 2);
  check_recovers (fixture);
}

static void
test_retry_after (Fixture *fixture, gconstpointer data)
{
  gint64 began;
  guint seconds;
  gint64 passed;

  restart (fixture, SHORT_MS);
  fixture->server->mode = LT_TEST_STATUS;
  fixture->server->status = 429;
  fixture->server->retry_after = "120";
  began = g_get_monotonic_time ();
  g_assert_cmpint (fetch (fixture, 1), ==, LT_ERROR_NETWORK);
  seconds = lt_back_off_get_retry_seconds (lt_tile_fetcher_get_back_off (fixture->fetcher));
  passed = (g_get_monotonic_time () - began) / G_USEC_PER_SEC;
  g_assert_cmpint (seconds, >=, 119 - passed);
  g_assert_cmpuint (seconds, <=, 120);
}

/* A captive portal answers 200 and a page. */
static void
test_page (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_cached_path (fixture, 1);

  fixture->server->mode = data ? LT_TEST_DAMAGED : LT_TEST_PAGE;
  check_backed_off (fixture, LT_TILE_STATE_BACKING_OFF);
  settle (fixture);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  check_recovers (fixture);
}

static void
test_unreachable (Fixture *fixture, gconstpointer data)
{
  lt_test_server_stop (fixture->server);
  check_backed_off (fixture, LT_TILE_STATE_OFFLINE);
  lt_test_server_start (fixture->server);
  check_recovers (fixture);
}

static void
count (GObject *object, gpointer data)
{
  (*(guint *) data)++;
}

static gboolean
is_counted (gpointer data)
{
  return *(guint *) data > 0;
}

/* Nobody has to ask for the news that asking is worthwhile again. */
static void
test_retry_signal (Fixture *fixture, gconstpointer data)
{
  LtBackOff *back_off;
  guint retries = 0;

  restart (fixture, SHORT_MS);
  back_off = lt_tile_fetcher_get_back_off (fixture->fetcher);
  g_signal_connect (back_off, "retry", G_CALLBACK (count), &retries);
  fixture->server->mode = LT_TEST_STATUS;
  fixture->server->status = 500;
  g_assert_cmpint (fetch (fixture, 1), ==, LT_ERROR_NETWORK);
  g_assert_true (lt_test_wait (is_counted, &retries, WAIT_MS));
  g_assert_cmpuint (retries, ==, 1);
  g_assert_true (lt_back_off_allows (back_off));
  fixture->server->mode = LT_TEST_TILE;
  g_assert_cmpint (fetch (fixture, 1), ==, -1);
  g_assert_cmpuint (retries, ==, 2);
  g_signal_handlers_disconnect_by_data (back_off, &retries);
}

/* A stale tile is better than none. */
static void
test_stale_when_down (Fixture *fixture, gconstpointer data)
{
  fixture->server->cache_control = "max-age=0";
  g_assert_cmpint (fetch (fixture, 1), ==, -1);
  restart (fixture, LONG_MS);
  lt_test_server_stop (fixture->server);
  g_assert_cmpint (fetch (fixture, 1), ==, -1);
  g_assert_cmpint (get_state (fixture), ==, LT_TILE_STATE_OFFLINE);
  g_assert_cmpint (fetch (fixture, 1), ==, -1);
  g_assert_cmpint (fetch (fixture, 2), ==, LT_ERROR_NETWORK);
}

static void
test_damaged_cache (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_cached_path (fixture, 1);
  g_autofree char *directory = g_path_get_dirname (path);

  fixture->server->cache_control = "max-age=3600";
  g_assert_cmpint (fetch (fixture, 1), ==, -1);
  restart (fixture, LONG_MS);
  g_assert_true (g_file_set_contents (path, data, -1, NULL));
  g_assert_cmpint (fetch (fixture, 1), ==, -1);
  g_assert_cmpuint (fixture->server->requests, ==, 2);
  g_assert_cmpuint (fixture->server->confirmed, ==, 0);
}

/* A tile that is not there is no failure of the server's, and is not asked for twice. */
static void
test_missing (Fixture *fixture, gconstpointer data)
{
  fixture->server->mode = LT_TEST_STATUS;
  fixture->server->status = 404;
  g_assert_cmpint (fetch (fixture, 1), ==, LT_ERROR_NOT_FOUND);
  g_assert_cmpint (fetch (fixture, 1), ==, LT_ERROR_NOT_FOUND);
  g_assert_cmpuint (fixture->server->requests, ==, 1);
  g_assert_cmpint (get_state (fixture), ==, LT_TILE_STATE_ONLINE);
}

#define MANY 24

static gboolean
are_done (gpointer data)
{
  Call *calls = data;

  for (guint i = 0; i < MANY; i++)
    if (!calls[i].done)
      return FALSE;
  return TRUE;
}

static gboolean
has_two_open (gpointer data)
{
  return ((Fixture *) data)->server->open == 2;
}

static void
test_two_connections (Fixture *fixture, gconstpointer data)
{
  Call calls[MANY];

  fixture->server->hold_ms = 300;
  for (guint i = 0; i < MANY; i++)
    start (fixture, &calls[i], i);
  g_assert_true (lt_test_wait (has_two_open, fixture, WAIT_MS));
  fixture->server->hold_ms = 5;
  g_assert_true (lt_test_wait (are_done, calls, WAIT_MS));
  for (guint i = 0; i < MANY; i++)
    {
      g_assert_no_error (calls[i].error);
      clear (&calls[i]);
    }
  g_assert_cmpuint (fixture->server->requests, ==, MANY);
  g_assert_cmpuint (fixture->server->most_open, ==, 2);
}

static void
test_coalesced (Fixture *fixture, gconstpointer data)
{
  Call calls[MANY];

  fixture->server->hold_ms = 30;
  for (guint i = 0; i < MANY; i++)
    start (fixture, &calls[i], 7);
  /* One of those who wait gives up: the others still get it. */
  g_cancellable_cancel (calls[0].cancellable);
  g_assert_true (lt_test_wait (are_done, calls, WAIT_MS));
  g_assert_error (calls[0].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  for (guint i = 1; i < MANY; i++)
    g_assert_no_error (calls[i].error);
  for (guint i = 0; i < MANY; i++)
    clear (&calls[i]);
  g_assert_cmpuint (fixture->server->requests, ==, 1);
}

/* A server that does not answer holds the connections only as long as somebody wants the tiles. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  Call calls[MANY];

  fixture->server->mode = LT_TEST_SILENT;
  for (guint i = 0; i < MANY; i++)
    start (fixture, &calls[i], i);
  g_assert_true (lt_test_wait (has_two_open, fixture, WAIT_MS));
  for (guint i = 0; i < MANY; i++)
    g_cancellable_cancel (calls[i].cancellable);
  g_assert_true (lt_test_wait (are_done, calls, WAIT_MS));
  for (guint i = 0; i < MANY; i++)
    {
      g_assert_error (calls[i].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      clear (&calls[i]);
    }
  g_assert_cmpuint (fixture->server->requests, ==, 2);
  fixture->server->mode = LT_TEST_TILE;
  g_assert_cmpint (fetch (fixture, 1), ==, -1);
  g_assert_cmpint (get_state (fixture), ==, LT_TILE_STATE_ONLINE);
}

/* Whoever waits is answered, whatever is given up meanwhile and at whatever step. */
static void
test_churn (Fixture *fixture, gconstpointer data)
{
  fixture->server->cache_control = "max-age=0";
  for (guint round = 0; round < 10; round++)
    {
      Call calls[MANY];

      for (guint i = 0; i < MANY; i++)
        {
          start (fixture, &calls[i], (guint) g_test_rand_int_range (0, 3));
          for (int turns = g_test_rand_int_range (0, 30); turns > 0; turns--)
            g_main_context_iteration (NULL, FALSE);
          if (g_test_rand_bit ())
            for (guint j = 0; j <= i; j++)
              g_cancellable_cancel (calls[j].cancellable);
        }
      g_assert_true (lt_test_wait (are_done, calls, WAIT_MS));
      for (guint i = 0; i < MANY; i++)
        clear (&calls[i]);
    }
}

static void
test_cancelled_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Call call = { 0 };

  g_cancellable_cancel (cancellable);
  lt_tile_fetcher_fetch_async (fixture->fetcher, "http://127.0.0.1/", 1, 1, 1, cancellable, on_fetched,
                               &call);
  g_assert_true (lt_test_wait (is_done, &call, WAIT_MS));
  g_assert_error (call.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  clear (&call);
}

static void
test_bad_address (Fixture *fixture, gconstpointer data)
{
  Call call = { 0 };

  lt_tile_fetcher_fetch_async (fixture->fetcher, "not an address", 1, 1, 1, NULL, on_fetched, &call);
  g_assert_true (lt_test_wait (is_done, &call, WAIT_MS));
  g_assert_error (call.error, LT_ERROR, LT_ERROR_NETWORK);
  clear (&call);
}

#define ADD(name, data, func) g_test_add ("/map/tile-fetcher/" name, Fixture, data, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("agent", NULL, test_agent);
  ADD ("picture", NULL, test_picture);
  ADD ("fresh", NULL, test_fresh);
  ADD ("being-written", NULL, test_being_written);
  ADD ("written-in-order", NULL, test_written_in_order);
  ADD ("not-modified", NULL, test_not_modified);
  ADD ("no-store", NULL, test_no_store);
  ADD ("403", GUINT_TO_POINTER (403), test_refused);
  ADD ("429", GUINT_TO_POINTER (429), test_refused);
  ADD ("500", GUINT_TO_POINTER (500), test_refused);
  ADD ("503", GUINT_TO_POINTER (503), test_refused);
  ADD ("retry-after", NULL, test_retry_after);
  ADD ("page", NULL, test_page);
  ADD ("damaged-image", "damaged", test_page);
  ADD ("unreachable", NULL, test_unreachable);
  ADD ("retry-signal", NULL, test_retry_signal);
  ADD ("stale-when-down", NULL, test_stale_when_down);
  ADD ("damaged-cache", "rubbish", test_damaged_cache);
  ADD ("damaged-cached-image", "liantu-tile 1\netag \"one\"\nexpires 9999999999\nsize 4\n\nabcd",
       test_damaged_cache);
  ADD ("missing", NULL, test_missing);
  ADD ("two-connections", NULL, test_two_connections);
  ADD ("coalesced", NULL, test_coalesced);
  ADD ("cancelled", NULL, test_cancelled);
  ADD ("churn", NULL, test_churn);
  ADD ("cancelled-before", NULL, test_cancelled_before);
  ADD ("bad-address", NULL, test_bad_address);
  return g_test_run ();
}
