#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "lt-error.h"
#include "lt-tile-fetcher.h"
#include "lt-tile-reply.h"
#include "lt-worker.h"

#define MAX_REQUESTS 2
#define MAX_TILE_BYTES (4 * 1024 * 1024)
#define READ_BYTES (64 * 1024)
#define TIMEOUT_SECONDS 20
#define WRITES_PER_PRUNE 256
#define PRUNE_PRIORITY 1000
#define USER_AGENT "Liantu/" LT_VERSION " (+" LT_HOMEPAGE ")"

struct _LtTileFetcher
{
  GObject parent_instance;

  LtTileCache *cache;
  LtBackOff *back_off;
  SoupSession *soup;
  GHashTable *jobs;    /* "zoom/x/y" → Job */
  GHashTable *writing; /* keys on their way to the cache → Job with the latest of each */
  GHashTable *missing; /* keys the server has no tile for */
  GQueue queue;        /* Job, waiting for a connection */
  guint requests;      /* under way */
  guint writes;
  guint sweep_id;

  char *directory;
  guint64 cache_limit;
  guint base_ms;
  guint max_ms;
};

G_DEFINE_FINAL_TYPE (LtTileFetcher, lt_tile_fetcher, G_TYPE_OBJECT)

enum
{
  PROP_DIRECTORY = 1,
  PROP_CACHE_LIMIT,
  PROP_BASE_MS,
  PROP_MAX_MS,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* One who waits for a tile. */
typedef struct
{
  GTask *task;
  gulong cancelled_id;
} Waiter;

/* One tile on its way: cache, then queue, then request, then decoding. */
typedef struct
{
  gatomicrefcount ref_count;
  LtTileFetcher *fetcher;
  char *key;
  char *url;
  char *host;
  guint zoom;
  guint x;
  guint y;
  GArray *waiters;
  gboolean done;

  LtTileEntry *entry;
  GdkTexture *texture; /* decoded from entry */
  gboolean fresh;
  GError *error; /* of decoding */

  SoupMessage *message;
  GCancellable *cancellable;
  GByteArray *body;
} Job;

static void pump (LtTileFetcher *self);

static Job *
job_ref (Job *job)
{
  g_atomic_ref_count_inc (&job->ref_count);
  return job;
}

static void
job_unref (Job *job)
{
  if (!g_atomic_ref_count_dec (&job->ref_count))
    return;
  g_free (job->key);
  g_free (job->url);
  g_free (job->host);
  g_array_unref (job->waiters);
  g_clear_pointer (&job->entry, lt_tile_entry_free);
  g_clear_object (&job->texture);
  g_clear_error (&job->error);
  g_clear_object (&job->message);
  g_clear_object (&job->cancellable);
  g_clear_pointer (&job->body, g_byte_array_unref);
  g_object_unref (job->fetcher);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_unref)

static char *
get_host (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);

  return g_strdup (uri && g_uri_get_host (uri) ? g_uri_get_host (uri) : url);
}

static Job *
job_new (LtTileFetcher *self, char *key, const char *url, guint zoom, guint x, guint y)
{
  Job *job = g_new0 (Job, 1);

  g_atomic_ref_count_init (&job->ref_count);
  job->fetcher = g_object_ref (self);
  job->key = key;
  job->url = g_strdup (url);
  job->host = get_host (url);
  job->zoom = zoom;
  job->x = x;
  job->y = y;
  job->waiters = g_array_new (FALSE, FALSE, sizeof (Waiter));
  return job;
}

static void
release_waiter (Waiter *waiter)
{
  if (waiter->cancelled_id)
    g_signal_handler_disconnect (g_task_get_cancellable (waiter->task), waiter->cancelled_id);
  waiter->cancelled_id = 0;
}

/* Gives the tile or the error to everyone who waits, and forgets the job. */
static void
finish (Job *unowned, GdkTexture *texture, const GError *error)
{
  g_autoptr (Job) job = job_ref (unowned);
  g_autoptr (GArray) waiters = g_steal_pointer (&job->waiters);

  job->waiters = g_array_new (FALSE, FALSE, sizeof (Waiter));
  job->done = TRUE;
  g_hash_table_remove (job->fetcher->jobs, job->key);
  for (guint i = 0; i < waiters->len; i++)
    {
      Waiter *waiter = &g_array_index (waiters, Waiter, i);

      release_waiter (waiter);
      if (texture)
        g_task_return_pointer (waiter->task, g_object_ref (texture), g_object_unref);
      else
        g_task_return_error (waiter->task, g_error_copy (error));
      g_object_unref (waiter->task);
    }
}

/* The network gave nothing: a stale tile is better than none. */
static void
finish_without_network (Job *job)
{
  const char *message = lt_back_off_get_message (job->fetcher->back_off);
  g_autoptr (GError) error = NULL;

  if (job->texture)
    {
      finish (job, job->texture, NULL);
      return;
    }
  error = g_error_new_literal (LT_ERROR, LT_ERROR_NETWORK,
                               message ? message : _ ("The map server cannot be reached."));
  finish (job, NULL, error);
}

static void
fail (Job *job, LtTileState state, gint64 wait_seconds, const char *sentence)
{
  LtTileFetcher *self = job->fetcher;
  GQueue waiting = self->queue;

  g_queue_init (&self->queue);
  lt_back_off_fail (self->back_off, state, wait_seconds, sentence);
  if (!job->done)
    finish_without_network (job);
  while (!g_queue_is_empty (&waiting))
    {
      g_autoptr (Job) other = g_queue_pop_head (&waiting);

      if (!other->done)
        finish_without_network (other);
    }
}

/* --- keeping and decoding, in a worker --- */

static void
decode_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  job->texture = lt_tile_decode (job->entry->image, job->host, &job->error);
  g_task_return_boolean (task, TRUE);
}

static void
write_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  /* A full disk costs the cache, not the map. */
  if (!lt_tile_cache_write (job->fetcher->cache, job->zoom, job->x, job->y, job->entry, &error))
    g_debug ("%s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
prune_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  lt_tile_cache_prune (data);
  g_task_return_boolean (task, TRUE);
}

static void write_job (LtTileFetcher *self, Job *job);

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  LtTileFetcher *self = LT_TILE_FETCHER (source);
  Job *written = g_task_get_task_data (G_TASK (result));
  Job *latest = g_hash_table_lookup (self->writing, written->key);

  if (latest == written)
    g_hash_table_remove (self->writing, written->key);
  else
    write_job (self, latest);
}

static void
write_job (LtTileFetcher *self, Job *job)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_written, NULL);

  g_task_set_task_data (task, job_ref (job), (GDestroyNotify) job_unref);
  lt_worker_run (task, write_in_worker);
}

/* One write of a tile at a time: an older one must not come last. */
static void
keep (Job *job)
{
  LtTileFetcher *self = job->fetcher;

  if (g_hash_table_replace (self->writing, job->key, job_ref (job)))
    write_job (self, job);
  if (self->writes++ % WRITES_PER_PRUNE == 0)
    {
      g_autoptr (GTask) prune = g_task_new (self, NULL, NULL, NULL);

      g_task_set_task_data (prune, lt_tile_cache_ref (self->cache), (GDestroyNotify) lt_tile_cache_unref);
      g_task_set_priority (prune, PRUNE_PRIORITY);
      lt_worker_run (prune, prune_in_worker);
    }
}

static void
on_decoded (GObject *source, GAsyncResult *result, gpointer data)
{
  LtTileFetcher *self = LT_TILE_FETCHER (source);
  g_autoptr (Job) job = data;

  if (!job->texture)
    {
      fail (job, LT_TILE_STATE_BACKING_OFF, 0, job->error->message);
      return;
    }
  lt_back_off_succeed (self->back_off);
  if (lt_tile_reply_read_headers (soup_message_get_response_headers (job->message), job->entry))
    keep (job);
  if (!job->done)
    finish (job, job->texture, NULL);
}

static void
decode (Job *job)
{
  g_autoptr (GTask) task = g_task_new (job->fetcher, NULL, on_decoded, job_ref (job));

  g_clear_pointer (&job->entry, lt_tile_entry_free);
  g_clear_object (&job->texture);
  job->entry = lt_tile_entry_new ();
  job->entry->image = g_byte_array_free_to_bytes (g_steal_pointer (&job->body));
  g_task_set_task_data (task, job_ref (job), (GDestroyNotify) job_unref);
  lt_worker_run (task, decode_in_worker);
}

/* --- the request --- */

static void
refresh (Job *job)
{
  lt_back_off_succeed (job->fetcher->back_off);
  if (lt_tile_reply_read_headers (soup_message_get_response_headers (job->message), job->entry))
    keep (job);
  finish (job, job->texture, NULL);
}

static void
miss (Job *job)
{
  g_autoptr (GError) error
      = g_error_new (LT_ERROR, LT_ERROR_NOT_FOUND, _ ("The map server %s has no such tile."), job->host);

  lt_back_off_succeed (job->fetcher->back_off);
  g_hash_table_add (job->fetcher->missing, g_strdup (job->key));
  finish (job, NULL, error);
}

static void
refuse (Job *job, guint status)
{
  g_autofree char *sentence = g_strdup_printf (
      status >= 500
          ? _ ("The map server %s is out of order (HTTP %u).")
          : _ ("The map server %s refuses to give tiles (HTTP %u): the key or the address may be wrong."),
      job->host, status);

  fail (job, LT_TILE_STATE_BACKING_OFF,
        lt_tile_reply_get_retry_after (soup_message_get_response_headers (job->message)), sentence);
}

static void
take_answer (Job *job)
{
  guint status = soup_message_get_status (job->message);

  if (status == SOUP_STATUS_OK)
    decode (job);
  else if (status == SOUP_STATUS_NOT_MODIFIED && job->texture)
    refresh (job);
  else if (status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_GONE || status == SOUP_STATUS_NO_CONTENT)
    miss (job);
  else
    refuse (job, status);
}

static void
end_request (Job *job, const GError *error)
{
  LtTileFetcher *self = job->fetcher;

  self->requests--;
  if (!job->done && error)
    {
      g_autofree char *sentence = g_strdup_printf (_ ("The map server %s cannot be reached."), job->host);

      fail (job, LT_TILE_STATE_OFFLINE, 0, sentence);
    }
  else if (!job->done)
    take_answer (job);
  pump (self);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize size = bytes ? g_bytes_get_size (bytes) : 0;

  if (size > 0)
    g_byte_array_append (job->body, g_bytes_get_data (bytes, NULL), (guint) size);
  if (size == 0 || job->body->len > MAX_TILE_BYTES)
    {
      end_request (job, error);
      return;
    }
  g_input_stream_read_bytes_async (G_INPUT_STREAM (source), READ_BYTES, G_PRIORITY_DEFAULT, job->cancellable,
                                   on_read, job_ref (job));
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (!stream)
    {
      end_request (job, error);
      return;
    }
  job->body = g_byte_array_new ();
  g_input_stream_read_bytes_async (stream, READ_BYTES, G_PRIORITY_DEFAULT, job->cancellable, on_read,
                                   job_ref (job));
}

static SoupSession *
get_soup (LtTileFetcher *self)
{
  if (!self->soup)
    self->soup = soup_session_new_with_options ("max-conns", MAX_REQUESTS, "max-conns-per-host", MAX_REQUESTS,
                                                "timeout", TIMEOUT_SECONDS, "user-agent", USER_AGENT, NULL);
  return self->soup;
}

static void
send (LtTileFetcher *self, Job *job)
{
  SoupMessageHeaders *headers;

  job->message = soup_message_new (SOUP_METHOD_GET, job->url);
  if (!job->message)
    {
      g_autofree char *sentence = g_strdup_printf (_ ("“%s” is not an address of a map tile."), job->url);

      fail (job, LT_TILE_STATE_BACKING_OFF, 0, sentence);
      return;
    }
  headers = soup_message_get_request_headers (job->message);
  if (job->texture && job->entry->etag)
    soup_message_headers_replace (headers, "If-None-Match", job->entry->etag);
  if (job->texture && job->entry->last_modified)
    soup_message_headers_replace (headers, "If-Modified-Since", job->entry->last_modified);
  job->cancellable = g_cancellable_new ();
  self->requests++;
  soup_session_send_async (get_soup (self), job->message, G_PRIORITY_DEFAULT, job->cancellable, on_sent,
                           job_ref (job));
}

/* One request alone finds out whether a server that failed is back. */
static guint
get_max_requests (LtTileFetcher *self)
{
  return lt_back_off_get_state (self->back_off) == LT_TILE_STATE_ONLINE ? MAX_REQUESTS : 1;
}

static void
pump (LtTileFetcher *self)
{
  while (self->requests < get_max_requests (self) && !g_queue_is_empty (&self->queue)
         && lt_back_off_allows (self->back_off))
    {
      g_autoptr (Job) job = g_queue_pop_head (&self->queue);

      if (!job->done)
        send (self, job);
    }
}

/* --- the cache --- */

static void
take_cached (Job *job, LtTileEntry *entry, GdkTexture *texture)
{
  job->entry = entry;
  job->texture = texture;
  job->fresh = texture && entry->expires > g_get_real_time () / G_USEC_PER_SEC;
}

static void
look_up_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  LtTileCache *cache = job->fetcher->cache;
  LtTileEntry *entry = lt_tile_cache_read (cache, job->zoom, job->x, job->y);

  if (entry)
    take_cached (job, entry, lt_tile_decode (entry->image, NULL, NULL));
  if (entry && !job->texture)
    lt_tile_cache_remove (cache, job->zoom, job->x, job->y);
  g_task_return_boolean (task, TRUE);
}

static void
go_on (LtTileFetcher *self, Job *job)
{
  if (job->done)
    return;
  if (job->fresh)
    finish (job, job->texture, NULL);
  else if (!lt_back_off_allows (self->back_off))
    finish_without_network (job);
  else
    {
      g_queue_push_tail (&self->queue, job_ref (job));
      pump (self);
    }
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;

  go_on (LT_TILE_FETCHER (source), job);
}

/* What is on its way to the cache is not looked for there. */
static void
look_up (LtTileFetcher *self, Job *job)
{
  const Job *kept = g_hash_table_lookup (self->writing, job->key);
  g_autoptr (GTask) task = NULL;

  if (kept)
    {
      take_cached (job, lt_tile_entry_copy (kept->entry), g_object_ref (kept->texture));
      go_on (self, job);
      return;
    }
  task = g_task_new (self, NULL, on_looked_up, job_ref (job));
  g_task_set_task_data (task, job_ref (job), (GDestroyNotify) job_unref);
  lt_worker_run (task, look_up_in_worker);
}

/* --- waiting --- */

static void
drop_cancelled (Job *job, GPtrArray *tasks)
{
  for (guint i = job->waiters->len; i > 0; i--)
    {
      Waiter *waiter = &g_array_index (job->waiters, Waiter, i - 1);

      if (!g_cancellable_is_cancelled (g_task_get_cancellable (waiter->task)))
        continue;
      release_waiter (waiter);
      g_ptr_array_add (tasks, waiter->task);
      g_array_remove_index_fast (job->waiters, i - 1);
    }
}

static gboolean
sweep (gpointer data)
{
  g_autoptr (LtTileFetcher) self = g_object_ref (LT_TILE_FETCHER (data));
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer value;

  self->sweep_id = 0;
  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      g_autoptr (Job) job = job_ref (value);

      drop_cancelled (job, tasks);
      if (job->waiters->len > 0)
        continue;
      job->done = TRUE;
      g_hash_table_iter_remove (&iter);
      if (g_queue_remove (&self->queue, job))
        job_unref (job);
      if (job->cancellable)
        g_cancellable_cancel (job->cancellable);
    }
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_error_if_cancelled (tasks->pdata[i]);
  pump (self);
  return G_SOURCE_REMOVE;
}

/* A handler of "cancelled" must not disconnect itself, hence later. */
static void
on_cancelled (GCancellable *cancellable, LtTileFetcher *self)
{
  if (self->sweep_id == 0)
    self->sweep_id = g_idle_add_full (G_PRIORITY_DEFAULT, sweep, self, NULL);
}

static void
wait_for (LtTileFetcher *self, Job *job, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Waiter waiter = { g_object_ref (task), 0 };

  if (cancellable)
    waiter.cancelled_id = g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_cancelled), self);
  g_array_append_val (job->waiters, waiter);
}

void
lt_tile_fetcher_fetch_async (LtTileFetcher *self,
                             const char *url,
                             guint zoom,
                             guint x,
                             guint y,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *key = NULL;
  Job *job;

  g_return_if_fail (LT_IS_TILE_FETCHER (self));
  g_return_if_fail (url != NULL);

  task = g_task_new (self, cancellable, callback, data);
  key = g_strdup_printf ("%u/%u/%u", zoom, x, y);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (g_hash_table_contains (self->missing, key))
    {
      g_task_return_new_error (task, LT_ERROR, LT_ERROR_NOT_FOUND, "%s",
                               _ ("The map server has no such tile."));
      return;
    }
  job = g_hash_table_lookup (self->jobs, key);
  if (job)
    {
      wait_for (self, job, task);
      return;
    }
  job = job_new (self, g_steal_pointer (&key), url, zoom, x, y);
  g_hash_table_insert (self->jobs, job->key, job);
  wait_for (self, job, task);
  look_up (self, job);
}

GdkTexture *
lt_tile_fetcher_fetch_finish (LtTileFetcher *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

LtBackOff *
lt_tile_fetcher_get_back_off (LtTileFetcher *self)
{
  g_return_val_if_fail (LT_IS_TILE_FETCHER (self), NULL);

  return self->back_off;
}

static void
on_network_changed (LtTileFetcher *self, gboolean available)
{
  if (available && lt_back_off_get_state (self->back_off) == LT_TILE_STATE_OFFLINE)
    lt_back_off_hurry (self->back_off);
}

/* Asked for only once something failed: it may have to talk to the system bus. */
static void
on_state (LtTileFetcher *self)
{
  GNetworkMonitor *monitor;

  if (lt_back_off_get_state (self->back_off) != LT_TILE_STATE_OFFLINE)
    return;
  monitor = g_network_monitor_get_default ();
  g_signal_handlers_disconnect_by_func (monitor, on_network_changed, self);
  g_signal_connect_object (monitor, "network-changed", G_CALLBACK (on_network_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
lt_tile_fetcher_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LtTileFetcher *self = LT_TILE_FETCHER (object);

  switch (id)
    {
    case PROP_DIRECTORY:
      self->directory = g_value_dup_string (value);
      break;
    case PROP_CACHE_LIMIT:
      self->cache_limit = g_value_get_uint64 (value);
      break;
    case PROP_BASE_MS:
      self->base_ms = g_value_get_uint (value);
      break;
    case PROP_MAX_MS:
      self->max_ms = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lt_tile_fetcher_constructed (GObject *object)
{
  LtTileFetcher *self = LT_TILE_FETCHER (object);

  G_OBJECT_CLASS (lt_tile_fetcher_parent_class)->constructed (object);
  self->cache = lt_tile_cache_new (self->directory, self->cache_limit);
  self->back_off = lt_back_off_new (self->base_ms, self->max_ms);
  g_signal_connect_object (self->back_off, "notify::state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
}

static void
lt_tile_fetcher_finalize (GObject *object)
{
  LtTileFetcher *self = LT_TILE_FETCHER (object);

  g_clear_handle_id (&self->sweep_id, g_source_remove);
  g_queue_clear_full (&self->queue, (GDestroyNotify) job_unref);
  g_hash_table_unref (self->jobs);
  g_hash_table_unref (self->writing);
  g_hash_table_unref (self->missing);
  g_clear_pointer (&self->cache, lt_tile_cache_unref);
  g_clear_object (&self->back_off);
  g_clear_object (&self->soup);
  g_free (self->directory);
  G_OBJECT_CLASS (lt_tile_fetcher_parent_class)->finalize (object);
}

static void
lt_tile_fetcher_class_init (LtTileFetcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = lt_tile_fetcher_set_property;
  object_class->constructed = lt_tile_fetcher_constructed;
  object_class->finalize = lt_tile_fetcher_finalize;

  props[PROP_DIRECTORY] = g_param_spec_string ("directory", NULL, NULL, NULL, flags);
  props[PROP_CACHE_LIMIT]
      = g_param_spec_uint64 ("cache-limit", NULL, NULL, 0, G_MAXUINT64, 500 * 1000 * 1000, flags);
  props[PROP_BASE_MS] = g_param_spec_uint ("base-ms", NULL, NULL, 1, G_MAXINT, 2000, flags);
  props[PROP_MAX_MS] = g_param_spec_uint ("max-ms", NULL, NULL, 1, G_MAXINT, 300000, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
lt_tile_fetcher_init (LtTileFetcher *self)
{
  self->jobs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) job_unref);
  self->writing = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) job_unref);
  self->missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->queue);
}

LtTileFetcher *
lt_tile_fetcher_new (const char *directory)
{
  return g_object_new (LT_TYPE_TILE_FETCHER, "directory", directory, NULL);
}
