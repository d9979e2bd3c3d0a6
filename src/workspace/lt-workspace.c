#include "config.h"

#include "lt-workspace.h"

#include <glib/gi18n-lib.h>

#include "lt-backups-private.h"
#include "lt-stage.h"
#include "lt-catalogue-loader.h"
#include "lt-opening.h"
#include "lt-owner.h"
#include "lt-query.h"
#include "lt-snapshot-loader.h"
#include "lt-workspace-private.h"
#include "lt-writer.h"

/* Looks of the reader, about a second apart, between those for a backup that is due. */
#define LOOKS_A_BACKUP 60
/* Rows from which on reading them all leaves more behind in caches than is worth keeping. */
#define MANY_ROWS 100000

struct _LtWorkspace
{
  GObject parent_instance;

  char *path;
  char *read_only_reason;
  GMainContext *context;
  LtStoreMode read_only_mode;
  LtOwner *writer; /* NULL when read-only */
  LtOwner *reader;
  LtOwner *loader; /* reads snapshots, so that lists do not wait for them */

  GMutex mutex;
  LtCatalogue *catalogue; /* under the mutex */
  guint generation;       /* atomic */
  gint64 data_version;    /* the reader's thread */
  char *today;            /* the reader's thread: the day that the snapshot's lateness is of */
  guint looks;            /* the reader's thread: seconds it has been open */
};

G_DEFINE_FINAL_TYPE (LtWorkspace, lt_workspace, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PATH,
  PROP_READ_ONLY,
  N_PROPS,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
lt_workspace_finalize (GObject *object)
{
  LtWorkspace *self = LT_WORKSPACE (object);

  g_clear_pointer (&self->loader, lt_owner_free);
  g_clear_pointer (&self->reader, lt_owner_free);
  g_clear_pointer (&self->writer, lt_owner_free);
  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->today, g_free);
  g_clear_pointer (&self->read_only_reason, g_free);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (lt_workspace_parent_class)->finalize (object);
}

static void
lt_workspace_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LtWorkspace *self = LT_WORKSPACE (object);

  switch (id)
    {
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, lt_workspace_is_read_only (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lt_workspace_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LtWorkspace *self = LT_WORKSPACE (object);

  switch (id)
    {
    case PROP_PATH:
      self->path = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lt_workspace_class_init (LtWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = lt_workspace_finalize;
  object_class->get_property = lt_workspace_get_property;
  object_class->set_property = lt_workspace_set_property;
  properties[PROP_PATH] = g_param_spec_string (
      "path", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_READ_ONLY]
      = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
lt_workspace_init (LtWorkspace *self)
{
  g_mutex_init (&self->mutex);
}

/* --- noticing changes, on the reader's thread --- */

static GWeakRef *
make_weak_ref (LtWorkspace *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static gboolean
emit_changed (gpointer data)
{
  g_autoptr (LtWorkspace) self = g_weak_ref_get (data);

  if (self != NULL)
    g_signal_emit (self, signals[CHANGED], 0, (guint) g_atomic_int_get (&self->generation));
  return G_SOURCE_REMOVE;
}

static void
schedule_changed (LtWorkspace *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, emit_changed, make_weak_ref (self), free_weak_ref);
  g_source_attach (source, self->context);
}

static gboolean
reload_catalogue (LtWorkspace *self, LtStore *store, GError **error)
{
  LtCatalogue *catalogue = lt_catalogue_loader_read (store, error);

  if (catalogue == NULL)
    return FALSE;
  g_mutex_lock (&self->mutex);
  g_clear_object (&self->catalogue);
  self->catalogue = catalogue;
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

static gpointer
start_reading (LtStore *store, gpointer data, GError **error)
{
  LtWorkspace *self = data;

  if (!lt_store_get_int64 (store, "PRAGMA data_version", 0, &self->data_version, error)
      || !reload_catalogue (self, store, error))
    return NULL;
  return self;
}

static void
note_change (LtWorkspace *self)
{
  g_atomic_int_inc (&self->generation);
  schedule_changed (self);
}

/* What another program wrote may be unreadable for a moment: the next look tries again. */
static gpointer
look_for_changes (LtStore *store, gpointer data, GError **error)
{
  LtWorkspace *self = data;
  gint64 version;

  if (!lt_store_get_int64 (store, "PRAGMA data_version", self->data_version, &version, NULL)
      || version == self->data_version || !reload_catalogue (self, store, NULL))
    return self;
  self->data_version = version;
  note_change (self);
  return self;
}

/* Projects become late over night. */
static void
look_for_tomorrow (LtWorkspace *self)
{
  g_autofree char *today = lt_stage_get_today ();

  if (self->today != NULL && !g_str_equal (today, self->today))
    note_change (self);
  g_free (self->today);
  self->today = g_steal_pointer (&today);
}

/* Not at once, so that neither the first picture nor the command line waits for it. */
static void
consider_backup (LtWorkspace *self)
{
  if (self->writer != NULL && ++self->looks % LOOKS_A_BACKUP == 0)
    lt_workspace_back_up_daily (self);
}

static void
watch (LtStore *store, gpointer data)
{
  g_autoptr (LtWorkspace) self = g_weak_ref_get (data);

  if (self == NULL)
    return;
  look_for_changes (store, self, NULL);
  look_for_tomorrow (self);
  consider_backup (self);
}

/* --- opening and closing --- */

static LtStore *
adopt_store (gpointer data, GError **error)
{
  lt_store_adopt (data);
  return data;
}

LtStore *
lt_workspace_open_reader (LtWorkspace *self, GError **error)
{
  return lt_store_open (self->path, self->writer != NULL ? LT_STORE_READ : self->read_only_mode, error);
}

static LtStore *
open_reader (gpointer data, GError **error)
{
  return lt_workspace_open_reader (data, error);
}

static gboolean
start_owners (LtWorkspace *self, LtStore *store, GError **error)
{
  if (self->read_only_reason != NULL)
    {
      self->read_only_mode = lt_store_get_mode (store);
      self->reader = lt_owner_new ("lt-reader", adopt_store, store, error);
    }
  else
    {
      self->writer = lt_owner_new ("lt-writer", adopt_store, store, error);
      self->reader = lt_owner_new ("lt-reader", open_reader, self, error);
    }
  if (self->reader == NULL)
    return FALSE;
  self->loader = lt_owner_new ("lt-loader", open_reader, self, error);
  return self->loader != NULL && lt_owner_run (self->reader, start_reading, self, NULL, error) != NULL;
}

static LtWorkspace *
open_in_context (const char *path, GMainContext *context, GError **error)
{
  g_autoptr (LtWorkspace) self = NULL;
  g_autofree char *reason = NULL;
  g_autoptr (GError) problem = NULL;
  gboolean newer;
  LtStore *store = lt_opening_open (path, &reason, &newer, error);

  if (store == NULL)
    return NULL;
  self = g_object_new (LT_TYPE_WORKSPACE, "path", path, NULL);
  self->context = g_main_context_ref (context);
  self->read_only_reason = g_steal_pointer (&reason);
  if (!start_owners (self, store, &problem))
    {
      g_autofree char *name = g_path_get_basename (path);

      if (newer)
        g_set_error (
            error, LT_ERROR, LT_ERROR_NEWER,
            _ ("“%s” was made by a newer version of Liantu, which this one can't read: update Liantu."),
            name);
      else
        g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  lt_owner_watch (self->reader, watch, make_weak_ref (self), free_weak_ref);
  return g_steal_pointer (&self);
}

LtWorkspace *
lt_workspace_open (const char *path, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  g_return_val_if_fail (path != NULL, NULL);

  return open_in_context (path, context, error);
}

LtWorkspace *
lt_workspace_create (const char *path, const char *catalogue_dir, GError **error)
{
  g_return_val_if_fail (path != NULL && catalogue_dir != NULL, NULL);

  return lt_opening_create (path, catalogue_dir, error) ? lt_workspace_open (path, error) : NULL;
}

typedef struct
{
  char *path;
  char *catalogue_dir;
  gboolean create;
  GMainContext *context;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_main_context_unref (opening->context);
  g_free (opening->path);
  g_free (opening->catalogue_dir);
  g_free (opening);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  LtWorkspace *workspace = NULL;
  GError *error = NULL;

  if (!opening->create || g_file_test (opening->path, G_FILE_TEST_EXISTS)
      || lt_opening_create (opening->path, opening->catalogue_dir, &error))
    workspace = open_in_context (opening->path, opening->context, &error);
  if (workspace != NULL)
    g_task_return_pointer (task, workspace, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
lt_workspace_open_async (const char *path,
                         const char *catalogue_dir,
                         gboolean create,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_autoptr (GTask) task = NULL;
  Opening *opening;

  g_return_if_fail (path != NULL && (!create || catalogue_dir != NULL));

  opening = g_new0 (Opening, 1);
  opening->path = g_strdup (path);
  opening->catalogue_dir = g_strdup (catalogue_dir);
  opening->create = create;
  opening->context = g_main_context_ref_thread_default ();
  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_source_tag (task, lt_workspace_open_async);
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_in_thread);
}

LtWorkspace *
lt_workspace_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
lt_workspace_close (LtWorkspace *self)
{
  g_return_if_fail (LT_IS_WORKSPACE (self));

  /* The writer last: it is the connection that puts the one file together. */
  lt_owner_stop (self->loader, TRUE);
  lt_owner_stop (self->reader, TRUE);
  if (self->writer != NULL)
    lt_owner_stop (self->writer, FALSE);
}

/* --- what it is --- */

const char *
lt_workspace_get_path (LtWorkspace *self)
{
  g_return_val_if_fail (LT_IS_WORKSPACE (self), NULL);

  return self->path;
}

gboolean
lt_workspace_is_read_only (LtWorkspace *self)
{
  g_return_val_if_fail (LT_IS_WORKSPACE (self), TRUE);

  return self->read_only_reason != NULL;
}

const char *
lt_workspace_get_read_only_reason (LtWorkspace *self)
{
  g_return_val_if_fail (LT_IS_WORKSPACE (self), NULL);

  return self->read_only_reason;
}

LtCatalogue *
lt_workspace_get_catalogue (LtWorkspace *self)
{
  LtCatalogue *catalogue;

  g_return_val_if_fail (LT_IS_WORKSPACE (self), NULL);

  g_mutex_lock (&self->mutex);
  catalogue = g_object_ref (self->catalogue);
  g_mutex_unlock (&self->mutex);
  return catalogue;
}

/* --- jobs --- */

/* The arguments of a job; each job uses some. */
typedef struct
{
  LtWorkspace *self;
  LtFilter filter;
  char *text; /* owned, as is what the filter points to */
  char *district;
  char *sort;
  LtKind kind;
  gint64 *ids;
  guint n;
  gboolean flag;
  const char *title;
  LtRecordReader reader;
  LtPutFunc put;
  gpointer data;
  GCancellable *cancellable;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->text);
  g_free (job->district);
  g_free (job->sort);
  g_free (job->ids);
  g_free (job);
}

static gpointer
do_info (LtStore *store, gpointer data, GError **error)
{
  return lt_query_info (store, error);
}

/* The generation is noted first: a snapshot is never older than it says. */
static gpointer
do_snapshot (LtStore *store, gpointer data, GError **error)
{
  LtWorkspace *self = ((Job *) data)->self;
  guint generation = (guint) g_atomic_int_get (&self->generation);
  g_autoptr (LtCatalogue) catalogue = lt_workspace_get_catalogue (self);
  LtSnapshot *snapshot;

  if (!lt_store_begin (store, FALSE, error))
    return NULL;
  snapshot = lt_snapshot_loader_read (store, catalogue, generation, error);
  lt_store_rollback (store);
  if (snapshot != NULL && snapshot->parcels.n + snapshot->enterprises.n >= MANY_ROWS)
    lt_store_release_memory (store);
  return snapshot;
}

static gpointer
do_find (LtStore *store, gpointer data, GError **error)
{
  Job *job = data;
  GArray *ids = lt_query_find (store, &job->filter, error);

  if (ids != NULL && ids->len >= MANY_ROWS)
    lt_store_release_memory (store);
  return ids;
}

static gpointer
do_fetch (LtStore *store, gpointer data, GError **error)
{
  Job *job = data;

  return lt_query_fetch (store, job->kind, job->ids, job->n, error);
}

static gpointer
do_search (LtStore *store, gpointer data, GError **error)
{
  Job *job = data;

  return lt_query_search (store, job->text, job->n, error);
}

static gpointer
look_weakly (LtStore *store, gpointer data, GError **error)
{
  g_autoptr (LtWorkspace) self = g_weak_ref_get (data);

  if (self != NULL)
    look_for_changes (store, self, NULL);
  return data;
}

void
lt_workspace_publish (LtWorkspace *self, gboolean wait)
{
  if (wait)
    lt_owner_run (self->reader, look_for_changes, self, NULL, NULL);
  else
    lt_owner_post (self->reader, look_weakly, make_weak_ref (self), free_weak_ref);
}

static gpointer
do_put (LtStore *store, gpointer data, GError **error)
{
  Job *job = data;

  if (!lt_opening_prepare_writing (store, error) || !lt_backups_make (store, LT_BACKUP_IMPORT, 0, error)
      || !lt_writer_put (store, job->kind, job->title, job->reader, job->put, job->data, job->cancellable,
                         error))
    return NULL;
  lt_workspace_publish (job->self, TRUE);
  return job;
}

static void
run_async (LtWorkspace *self,
           LtOwner *owner,
           gpointer tag,
           LtJobFunc func,
           Job *job,
           GDestroyNotify free_result,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  job->self = self;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, job_free);
  lt_owner_run_task (owner, task, func, free_result);
}

gpointer
lt_workspace_run_writer (
    LtWorkspace *self, LtJobFunc func, gpointer data, GCancellable *cancellable, GError **error)
{
  if (self->writer != NULL)
    return lt_owner_run (self->writer, func, data, cancellable, error);
  g_set_error_literal (error, LT_ERROR, LT_ERROR_READ_ONLY, self->read_only_reason);
  return NULL;
}

void
lt_workspace_run_writer_task (LtWorkspace *self, GTask *task, LtJobFunc func, GDestroyNotify free_result)
{
  if (self->writer != NULL)
    {
      lt_owner_run_task (self->writer, task, func, free_result);
      return;
    }
  g_task_return_new_error (task, LT_ERROR, LT_ERROR_READ_ONLY, "%s", self->read_only_reason);
  g_object_unref (task);
}

gpointer
lt_workspace_run_reader (
    LtWorkspace *self, LtJobFunc func, gpointer data, GCancellable *cancellable, GError **error)
{
  return lt_owner_run (self->reader, func, data, cancellable, error);
}

void
lt_workspace_run_reader_task (LtWorkspace *self, GTask *task, LtJobFunc func, GDestroyNotify free_result)
{
  lt_owner_run_task (self->reader, task, func, free_result);
}

void
lt_info_free (LtInfo *info)
{
  if (info == NULL)
    return;
  g_clear_pointer (&info->years, g_array_unref);
  g_free (info);
}

LtInfo *
lt_workspace_get_info (LtWorkspace *self, GError **error)
{
  g_return_val_if_fail (LT_IS_WORKSPACE (self), NULL);

  return lt_owner_run (self->reader, do_info, NULL, NULL, error);
}

LtOwner *
lt_workspace_get_loader (LtWorkspace *self)
{
  g_return_val_if_fail (LT_IS_WORKSPACE (self), NULL);

  return self->loader;
}

LtSnapshot *
lt_workspace_load_snapshot (LtWorkspace *self, GError **error)
{
  Job job = { .self = self };

  g_return_val_if_fail (LT_IS_WORKSPACE (self), NULL);

  return lt_owner_run (self->loader, do_snapshot, &job, NULL, error);
}

void
lt_workspace_load_snapshot_async (LtWorkspace *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data)
{
  g_return_if_fail (LT_IS_WORKSPACE (self));

  run_async (self, self->loader, lt_workspace_load_snapshot_async, do_snapshot, g_new0 (Job, 1),
             (GDestroyNotify) lt_snapshot_unref, cancellable, callback, data);
}

LtSnapshot *
lt_workspace_load_snapshot_finish (LtWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

GArray *
lt_workspace_find (LtWorkspace *self, const LtFilter *filter, GError **error)
{
  Job job = { .self = self };

  g_return_val_if_fail (LT_IS_WORKSPACE (self) && filter != NULL, NULL);

  job.filter = *filter;
  return lt_owner_run (self->reader, do_find, &job, NULL, error);
}

void
lt_workspace_find_async (LtWorkspace *self,
                         const LtFilter *filter,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  Job *job;

  g_return_if_fail (LT_IS_WORKSPACE (self) && filter != NULL);

  job = g_new0 (Job, 1);
  job->filter = *filter;
  job->filter.district = job->district = g_strdup (filter->district);
  job->filter.text = job->text = g_strdup (filter->text);
  job->filter.sort = job->sort = g_strdup (filter->sort);
  run_async (self, self->reader, lt_workspace_find_async, do_find, job, (GDestroyNotify) g_array_unref,
             cancellable, callback, data);
}

GArray *
lt_workspace_find_finish (LtWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
lt_workspace_fetch (LtWorkspace *self, LtKind kind, const gint64 *ids, guint n, GError **error)
{
  Job job = { .self = self, .kind = kind, .n = n };

  g_return_val_if_fail (LT_IS_WORKSPACE (self) && (ids != NULL || n == 0), NULL);

  job.ids = (gint64 *) ids;
  return lt_owner_run (self->reader, do_fetch, &job, NULL, error);
}

void
lt_workspace_fetch_async (LtWorkspace *self,
                          LtKind kind,
                          const gint64 *ids,
                          guint n,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  Job *job;

  g_return_if_fail (LT_IS_WORKSPACE (self) && (ids != NULL || n == 0));

  job = g_new0 (Job, 1);
  job->kind = kind;
  job->ids = g_memdup2 (ids, n * sizeof *ids);
  job->n = n;
  run_async (self, self->reader, lt_workspace_fetch_async, do_fetch, job, (GDestroyNotify) g_ptr_array_unref,
             cancellable, callback, data);
}

GPtrArray *
lt_workspace_fetch_finish (LtWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
lt_workspace_search_async (LtWorkspace *self,
                           const char *text,
                           guint limit,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  Job *job;

  g_return_if_fail (LT_IS_WORKSPACE (self) && text != NULL);

  job = g_new0 (Job, 1);
  job->text = g_strdup (text);
  job->n = limit;
  run_async (self, self->reader, lt_workspace_search_async, do_search, job,
             (GDestroyNotify) g_ptr_array_unref, cancellable, callback, data);
}

GPtrArray *
lt_workspace_search_finish (LtWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- writing --- */

gboolean
lt_workspace_put (LtWorkspace *self,
                  LtKind kind,
                  const char *title,
                  LtRecordReader reader,
                  LtPutFunc put,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  Job job = { .self = self,
              .kind = kind,
              .title = title,
              .reader = reader,
              .put = put,
              .data = data,
              .cancellable = cancellable };

  g_return_val_if_fail (LT_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (title != NULL && reader != NULL, FALSE);

  return lt_workspace_run_writer (self, do_put, &job, cancellable, error) != NULL;
}
