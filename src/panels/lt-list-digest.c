#include "config.h"

#include "lt-list-digest.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#define CHUNK 400
#define MAX_NAMED 3

typedef struct
{
  LtWorkspace *workspace;
  LtKind kind;
  int field;
  int source;
  gint64 *ids;
  guint n;
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->workspace);
  g_free (job->ids);
  g_free (job);
}

void
lt_list_digest_free (LtListDigest *digest)
{
  g_free (digest->sources);
  g_free (digest);
}

static void
add_record (LtListDigest *digest, const Job *job, LtRecord *record, GHashTable *sources)
{
  const char *source = job->source < 0 ? NULL : lt_record_get_text (record, (guint) job->source);
  double value;

  digest->n++;
  if (lt_record_get_geometry (record) == NULL)
    digest->unplaced++;
  if (job->field >= 0 && lt_record_get_number (record, (guint) job->field, &value))
    digest->sum += value;
  else
    digest->missing++;
  if (source && !g_hash_table_contains (sources, source))
    g_hash_table_add (sources, g_strdup (source));
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static void
take_sources (LtListDigest *digest, GHashTable *sources)
{
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (sources, &digest->n_sources);

  qsort (names, digest->n_sources, sizeof *names, compare);
  if (digest->n_sources > 0 && digest->n_sources <= MAX_NAMED)
    digest->sources = g_strjoinv (_ ("; "), (char **) names);
}

static void
run (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  g_autoptr (LtListDigest) digest = g_new0 (LtListDigest, 1);
  g_autoptr (GHashTable) sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint from = 0; from < job->n; from += CHUNK)
    {
      GError *error = NULL;
      g_autoptr (GPtrArray) records = NULL;

      if (g_task_return_error_if_cancelled (task))
        return;
      records = lt_workspace_fetch (job->workspace, job->kind, job->ids + from, MIN (CHUNK, job->n - from),
                                    &error);
      if (records == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      for (guint i = 0; i < records->len; i++)
        add_record (digest, job, g_ptr_array_index (records, i), sources);
    }

  take_sources (digest, sources);
  g_task_return_pointer (task, g_steal_pointer (&digest), (GDestroyNotify) lt_list_digest_free);
}

void
lt_list_digest_async (LtWorkspace *workspace,
                      LtKind kind,
                      const char *field,
                      const gint64 *ids,
                      guint n,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (LT_IS_WORKSPACE (workspace));
  g_return_if_fail (n <= LT_LIST_DIGEST_MAX);

  job = g_new0 (Job, 1);
  job->workspace = g_object_ref (workspace);
  job->kind = kind;
  job->field = field ? lt_fields_find (kind, field) : -1;
  job->source = lt_fields_find (kind, "source");
  job->ids = g_memdup2 (ids, n * sizeof *ids);
  job->n = n;
  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_source_tag (task, lt_list_digest_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, run);
}

LtListDigest *
lt_list_digest_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
