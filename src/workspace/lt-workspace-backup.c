#include "config.h"

#include <glib/gi18n-lib.h>

#include "lt-backup.h"
#include "lt-backups-private.h"
#include "lt-opening.h"
#include "lt-workspace-private.h"

typedef struct
{
  LtWorkspace *self;
  char *path;
  gboolean overwrite;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job);
}

static GTask *
make_task (LtWorkspace *self,
           const char *path,
           gboolean overwrite,
           gpointer tag,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Job *job = g_new0 (Job, 1);

  job->self = self;
  job->path = g_strdup (path);
  job->overwrite = overwrite;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, job_free);
  return task;
}

static gboolean
refuse_itself (LtWorkspace *self, const char *path, GError **error)
{
  g_autofree char *own = g_canonicalize_filename (lt_workspace_get_path (self), NULL);
  g_autofree char *other = g_canonicalize_filename (path, NULL);

  if (!g_str_equal (own, other))
    return TRUE;
  g_set_error (error, LT_ERROR, LT_ERROR_EXISTS, _ ("“%s” is the workspace itself: choose another name."),
               path);
  return FALSE;
}

static gpointer
check_place (LtStore *store, gpointer data, GError **error)
{
  return lt_store_check_place (store, error) ? data : NULL;
}

/* --- a copy --- */

typedef struct
{
  const char *path;
  gboolean overwrite;
  gboolean check;
} Copy;

static gpointer
do_copy (LtStore *store, gpointer data, GError **error)
{
  Copy *copy = data;

  return lt_backup_copy (store, copy->path, copy->overwrite, copy->check, error) ? copy : NULL;
}

/* One that has read the file is needed: another can't open its log any more. */
static gboolean
copy_what_was_there (LtWorkspace *self, Copy *copy, GCancellable *cancellable, GError **error)
{
  if (lt_workspace_is_read_only (self))
    return lt_workspace_run_reader (self, do_copy, copy, cancellable, error) != NULL;
  return lt_workspace_run_writer (self, do_copy, copy, cancellable, error) != NULL;
}

/* On a connection of its own, so that nothing waits for it; through one that has it open still where the file
 * has been taken away or replaced. */
static gboolean
copy_file (LtWorkspace *self, Copy *copy, GCancellable *cancellable, GError **error)
{
  g_autoptr (LtStore) store = NULL;

  if (lt_workspace_run_reader (self, check_place, self, NULL, NULL) == NULL)
    return copy_what_was_there (self, copy, cancellable, error);
  if (!refuse_itself (self, copy->path, error))
    return FALSE;
  store = lt_workspace_open_reader (self, error);
  if (store == NULL)
    return FALSE;
  lt_store_set_cancellable (store, cancellable);
  return do_copy (store, copy, error) != NULL;
}

gboolean
lt_workspace_save_copy (LtWorkspace *self, const char *path, gboolean overwrite, GError **error)
{
  Copy copy = { path, overwrite, FALSE };

  g_return_val_if_fail (LT_IS_WORKSPACE (self) && path != NULL, FALSE);

  return copy_file (self, &copy, NULL, error);
}

static void
copy_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  Copy copy = { job->path, job->overwrite, FALSE };
  GError *error = NULL;

  if (copy_file (source, &copy, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
lt_workspace_save_copy_async (LtWorkspace *self,
                              const char *path,
                              gboolean overwrite,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LT_IS_WORKSPACE (self) && path != NULL);

  task = make_task (self, path, overwrite, lt_workspace_save_copy_async, cancellable, callback, data);
  g_task_run_in_thread (task, copy_in_thread);
}

gboolean
lt_workspace_save_copy_finish (LtWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- backups --- */

gboolean
lt_workspace_back_up (LtWorkspace *self, const char *path, GError **error)
{
  Copy copy = { path, FALSE, TRUE };

  g_return_val_if_fail (LT_IS_WORKSPACE (self) && path != NULL, FALSE);

  return copy_file (self, &copy, NULL, error);
}

static gpointer
do_restore (LtStore *store, gpointer data, GError **error)
{
  Job *job = data;

  if (!refuse_itself (job->self, job->path, error) || !lt_backups_check (job->path, error)
      || !lt_opening_prepare_writing (store, error) || !lt_backups_make (store, LT_BACKUP_RESTORE, 0, error)
      || !lt_backups_put_in_place (store, job->path, error))
    return NULL;
  lt_workspace_publish (job->self, TRUE);
  return job;
}

gboolean
lt_workspace_restore (LtWorkspace *self, const char *backup, GError **error)
{
  Job job = { .self = self };

  g_return_val_if_fail (LT_IS_WORKSPACE (self) && backup != NULL, FALSE);

  job.path = (char *) backup;
  return lt_workspace_run_writer (self, do_restore, &job, NULL, error) != NULL;
}

void
lt_workspace_restore_async (LtWorkspace *self,
                            const char *backup,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  g_return_if_fail (LT_IS_WORKSPACE (self) && backup != NULL);

  lt_workspace_run_writer_task (
      self, make_task (self, backup, FALSE, lt_workspace_restore_async, cancellable, callback, data),
      do_restore, NULL);
}

gboolean
lt_workspace_restore_finish (LtWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

/* --- the daily one --- */

static gpointer
back_up_in_thread (gpointer data)
{
  g_autofree char *path = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LtStore) store = lt_store_open (path, LT_STORE_READ, &error);

  if (store == NULL || !lt_backups_make (store, LT_BACKUP_DAILY, 0, &error))
    g_warning ("%s", error->message);
  return NULL;
}

/* On a thread of its own, which nobody waits for: checking a large copy takes seconds and can't be stopped.
 */
void
lt_workspace_back_up_daily (LtWorkspace *self)
{
  const char *path = lt_workspace_get_path (self);

  if (lt_backups_is_due (path))
    g_thread_unref (g_thread_new ("lt-backup", back_up_in_thread, g_strdup (path)));
}
