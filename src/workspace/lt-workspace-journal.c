#include "config.h"

#include "lt-history-private.h"
#include "lt-journal.h"
#include "lt-opening.h"
#include "lt-workspace-private.h"

typedef struct
{
  LtWorkspace *self;
  char *object;
  gint64 id;
  guint limit;
  gboolean redo;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->object);
  g_free (job);
}

static Job *
job_new (LtWorkspace *self)
{
  Job *job = g_new0 (Job, 1);

  job->self = self;
  return job;
}

static GTask *
make_task (Job *job, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (job->self, cancellable, callback, data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, job_free);
  return task;
}

/* --- undo, redo, going to a moment --- */

static gpointer
do_title (LtStore *store, gpointer data, GError **error)
{
  char *title = lt_journal_get_title (store, ((Job *) data)->redo, error);

  return title != NULL || *error != NULL ? title : g_strdup ("");
}

static gpointer
do_undo (LtStore *store, gpointer data, GError **error)
{
  Job *job = data;

  if (!lt_opening_prepare_writing (store, error) || !lt_journal_move (store, job->redo, error))
    return NULL;
  lt_workspace_publish (job->self, TRUE);
  return job;
}

static gpointer
do_go_to (LtStore *store, gpointer data, GError **error)
{
  Job *job = data;

  if (!lt_opening_prepare_writing (store, error) || !lt_journal_go_to (store, job->id, error))
    return NULL;
  lt_workspace_publish (job->self, TRUE);
  return job;
}

static char *
get_title (LtWorkspace *self, gboolean redo)
{
  Job job = { .self = self, .redo = redo };
  g_autofree char *title = lt_workspace_run_reader (self, do_title, &job, NULL, NULL);

  return title != NULL && title[0] != '\0' ? g_steal_pointer (&title) : NULL;
}

char *
lt_workspace_get_undo_title (LtWorkspace *self)
{
  g_return_val_if_fail (LT_IS_WORKSPACE (self), NULL);

  return get_title (self, FALSE);
}

char *
lt_workspace_get_redo_title (LtWorkspace *self)
{
  g_return_val_if_fail (LT_IS_WORKSPACE (self), NULL);

  return get_title (self, TRUE);
}

gboolean
lt_workspace_undo (LtWorkspace *self, GError **error)
{
  Job job = { .self = self, .redo = FALSE };

  g_return_val_if_fail (LT_IS_WORKSPACE (self), FALSE);

  return lt_workspace_run_writer (self, do_undo, &job, NULL, error) != NULL;
}

gboolean
lt_workspace_redo (LtWorkspace *self, GError **error)
{
  Job job = { .self = self, .redo = TRUE };

  g_return_val_if_fail (LT_IS_WORKSPACE (self), FALSE);

  return lt_workspace_run_writer (self, do_undo, &job, NULL, error) != NULL;
}

void
lt_workspace_undo_async (
    LtWorkspace *self, gboolean redo, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  Job *job;

  g_return_if_fail (LT_IS_WORKSPACE (self));

  job = job_new (self);
  job->redo = redo;
  lt_workspace_run_writer_task (self, make_task (job, lt_workspace_undo_async, cancellable, callback, data),
                                do_undo, NULL);
}

gboolean
lt_workspace_undo_finish (LtWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

gboolean
lt_workspace_go_to (LtWorkspace *self, gint64 step, GError **error)
{
  Job job = { .self = self, .id = step };

  g_return_val_if_fail (LT_IS_WORKSPACE (self), FALSE);

  return lt_workspace_run_writer (self, do_go_to, &job, NULL, error) != NULL;
}

void
lt_workspace_go_to_async (
    LtWorkspace *self, gint64 step, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  Job *job;

  g_return_if_fail (LT_IS_WORKSPACE (self));

  job = job_new (self);
  job->id = step;
  lt_workspace_run_writer_task (self, make_task (job, lt_workspace_go_to_async, cancellable, callback, data),
                                do_go_to, NULL);
}

gboolean
lt_workspace_go_to_finish (LtWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

/* --- reading it --- */

static gpointer
do_steps (LtStore *store, gpointer data, GError **error)
{
  Job *job = data;

  return lt_history_read_steps (store, job->id, job->limit, error);
}

static gpointer
do_moves (LtStore *store, gpointer data, GError **error)
{
  return lt_history_read_moves (store, ((Job *) data)->limit, error);
}

static gpointer
do_history (LtStore *store, gpointer data, GError **error)
{
  Job *job = data;

  return lt_history_read_object (store, job->object, job->id, error);
}

GPtrArray *
lt_workspace_get_steps (LtWorkspace *self, gint64 before, guint limit, GError **error)
{
  Job job = { .self = self, .id = before, .limit = limit };

  g_return_val_if_fail (LT_IS_WORKSPACE (self), NULL);

  return lt_workspace_run_reader (self, do_steps, &job, NULL, error);
}

void
lt_workspace_get_steps_async (LtWorkspace *self,
                              gint64 before,
                              guint limit,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  Job *job;

  g_return_if_fail (LT_IS_WORKSPACE (self));

  job = job_new (self);
  job->id = before;
  job->limit = limit;
  lt_workspace_run_reader_task (self,
                                make_task (job, lt_workspace_get_steps_async, cancellable, callback, data),
                                do_steps, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
lt_workspace_get_steps_finish (LtWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
lt_workspace_get_moves (LtWorkspace *self, guint limit, GError **error)
{
  Job job = { .self = self, .limit = limit };

  g_return_val_if_fail (LT_IS_WORKSPACE (self), NULL);

  return lt_workspace_run_reader (self, do_moves, &job, NULL, error);
}

GPtrArray *
lt_workspace_get_history (LtWorkspace *self, const char *object, gint64 id, GError **error)
{
  Job job = { .self = self, .id = id };

  g_return_val_if_fail (LT_IS_WORKSPACE (self) && object != NULL, NULL);

  job.object = (char *) object;
  return lt_workspace_run_reader (self, do_history, &job, NULL, error);
}

void
lt_workspace_get_history_async (LtWorkspace *self,
                                const char *object,
                                gint64 id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  Job *job;

  g_return_if_fail (LT_IS_WORKSPACE (self) && object != NULL);

  job = job_new (self);
  job->object = g_strdup (object);
  job->id = id;
  lt_workspace_run_reader_task (self,
                                make_task (job, lt_workspace_get_history_async, cancellable, callback, data),
                                do_history, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
lt_workspace_get_history_finish (LtWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
