#include "config.h"

#include "lt-judging.h"

#include "lt-subject-loader.h"
#include "lt-workspace-private.h"

typedef struct
{
  LtSubjectsFilter filter;
  char *text; /* district or key */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->text);
  g_free (job);
}

static gpointer
do_subjects (LtStore *store, gpointer data, GError **error)
{
  return lt_subject_loader_read (store, &((Job *) data)->filter, error);
}

static gpointer
do_occupants (LtStore *store, gpointer data, GError **error)
{
  const LtSubjectsFilter *filter = &((Job *) data)->filter;

  return lt_subject_loader_read_occupants (store, filter->kind, filter->id, filter->year, error);
}

static gpointer
do_years (LtStore *store, gpointer data, GError **error)
{
  g_autoptr (GArray) years = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store,
                          "SELECT year FROM enterprise_years WHERE year BETWEEN 1900 AND 2100 UNION "
                          "SELECT year FROM parcel_years WHERE year BETWEEN 1900 AND 2100 ORDER BY 1",
                          error);
  int step;

  if (statement == NULL)
    return NULL;
  while ((step = lt_store_step (store, statement, error)) == 1)
    {
      int year = sqlite3_column_int (statement, 0);

      g_array_append_val (years, year);
    }
  return step == 0 ? g_steal_pointer (&years) : NULL;
}

static gpointer
do_find (LtStore *store, gpointer data, GError **error)
{
  Job *job = data;
  const char *sql = job->filter.kind == LT_SUBJECT_PARCEL
                        ? "SELECT fid FROM parcels WHERE number = ? ORDER BY fid LIMIT 1"
                        : "SELECT fid FROM enterprises WHERE credit_code = ? ORDER BY fid LIMIT 1";
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (store, sql, error);
  int step;

  if (statement == NULL)
    return NULL;
  lt_statement_bind_text (statement, 1, job->text);
  step = lt_store_step (store, statement, error);
  job->filter.id = step == 1 ? sqlite3_column_int64 (statement, 0) : 0;
  return step >= 0 ? job : NULL;
}

LtSubjects *
lt_judging_load_subjects (LtWorkspace *workspace, const LtSubjectsFilter *filter, GError **error)
{
  Job job = { 0 };

  g_return_val_if_fail (LT_IS_WORKSPACE (workspace) && filter != NULL, NULL);

  job.filter = *filter;
  return lt_owner_run (lt_workspace_get_loader (workspace), do_subjects, &job, NULL, error);
}

void
lt_judging_load_subjects_async (LtWorkspace *workspace,
                                const LtSubjectsFilter *filter,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  GTask *task;
  Job *job;

  g_return_if_fail (LT_IS_WORKSPACE (workspace) && filter != NULL);

  job = g_new0 (Job, 1);
  job->filter = *filter;
  job->filter.district = job->text = g_strdup (filter->district);
  task = g_task_new (workspace, cancellable, callback, data);
  g_task_set_source_tag (task, lt_judging_load_subjects_async);
  g_task_set_task_data (task, job, job_free);
  lt_owner_run_task (lt_workspace_get_loader (workspace), task, do_subjects,
                     (GDestroyNotify) lt_subjects_unref);
}

LtSubjects *
lt_judging_load_subjects_finish (LtWorkspace *workspace, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
lt_judging_load_occupants (LtWorkspace *workspace, LtSubject kind, gint64 id, int year, GError **error)
{
  Job job = { .filter = { .kind = kind, .id = id, .year = year } };

  g_return_val_if_fail (LT_IS_WORKSPACE (workspace), NULL);

  return lt_owner_run (lt_workspace_get_loader (workspace), do_occupants, &job, NULL, error);
}

void
lt_judging_load_occupants_async (LtWorkspace *workspace,
                                 LtSubject kind,
                                 gint64 id,
                                 int year,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  GTask *task;
  Job *job;

  g_return_if_fail (LT_IS_WORKSPACE (workspace));

  job = g_new0 (Job, 1);
  job->filter = (LtSubjectsFilter){ .kind = kind, .id = id, .year = year };
  task = g_task_new (workspace, cancellable, callback, data);
  g_task_set_source_tag (task, lt_judging_load_occupants_async);
  g_task_set_task_data (task, job, job_free);
  lt_owner_run_task (lt_workspace_get_loader (workspace), task, do_occupants,
                     (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
lt_judging_load_occupants_finish (LtWorkspace *workspace, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

GArray *
lt_judging_load_years (LtWorkspace *workspace, GError **error)
{
  g_return_val_if_fail (LT_IS_WORKSPACE (workspace), NULL);

  return lt_owner_run (lt_workspace_get_loader (workspace), do_years, NULL, NULL, error);
}

gboolean
lt_judging_find (LtWorkspace *workspace, LtSubject kind, const char *key, gint64 *id, GError **error)
{
  Job job = { .filter = { .kind = kind } };
  gboolean done;

  g_return_val_if_fail (LT_IS_WORKSPACE (workspace) && key != NULL && id != NULL, FALSE);

  job.text = (char *) key;
  done = lt_owner_run (lt_workspace_get_loader (workspace), do_find, &job, NULL, error) != NULL;
  *id = job.filter.id;
  return done;
}
