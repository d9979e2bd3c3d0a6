#include "config.h"

#include "lt-edit-private.h"
#include "lt-opening.h"
#include "lt-workspace-private.h"

typedef struct
{
  LtWorkspace *self;
  LtEdit *edit;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  lt_edit_free (job->edit);
  g_free (job);
}

static gpointer
do_edit (LtStore *store, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (LtCatalogue) catalogue = lt_workspace_get_catalogue (job->self);
  GArray *ids;

  if (!lt_opening_prepare_writing (store, error))
    return NULL;
  ids = lt_edit_write (job->edit, store, catalogue, error);
  if (ids != NULL)
    lt_workspace_publish (job->self, lt_edit_touches (job->edit, LT_KIND_DISTRICT));
  return ids;
}

GArray *
lt_workspace_edit (LtWorkspace *self, LtEdit *edit, GError **error)
{
  g_autoptr (LtEdit) owned = edit;
  Job job = { self, edit };

  g_return_val_if_fail (LT_IS_WORKSPACE (self) && edit != NULL, NULL);

  return lt_workspace_run_writer (self, do_edit, &job, NULL, error);
}

void
lt_workspace_edit_async (
    LtWorkspace *self, LtEdit *edit, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;
  Job *job;

  g_return_if_fail (LT_IS_WORKSPACE (self) && edit != NULL);

  job = g_new0 (Job, 1);
  job->self = self;
  job->edit = edit;
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, lt_workspace_edit_async);
  g_task_set_task_data (task, job, job_free);
  lt_workspace_run_writer_task (self, task, do_edit, (GDestroyNotify) g_array_unref);
}

GArray *
lt_workspace_edit_finish (LtWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
