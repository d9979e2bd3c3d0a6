#pragma once

#include "lt-owner.h"
#include "lt-workspace.h"

G_BEGIN_DECLS

/* What the files of LtWorkspace share. */

/* The thread for loads that take long. (transfer none). */
LtOwner *lt_workspace_get_loader (LtWorkspace *self);

/* Does a job on the owner thread, the one that writes, and waits for it; LT_ERROR_READ_ONLY when there is
 * none. */
gpointer lt_workspace_run_writer (
    LtWorkspace *self, LtJobFunc func, gpointer data, GCancellable *cancellable, GError **error);
/* The same, then returns the task with its result; `data` is the task's. Takes the task. */
void
lt_workspace_run_writer_task (LtWorkspace *self, GTask *task, LtJobFunc func, GDestroyNotify free_result);
/* Does a job on the thread that reads for lists. */
gpointer lt_workspace_run_reader (
    LtWorkspace *self, LtJobFunc func, gpointer data, GCancellable *cancellable, GError **error);
void
lt_workspace_run_reader_task (LtWorkspace *self, GTask *task, LtJobFunc func, GDestroyNotify free_result);

/* Makes the daily backup where there is none yet, in the background. */
void lt_workspace_back_up_daily (LtWorkspace *self);

/* For a job of the owner thread that has written: whoever asks the reader from now on sees it. With `wait`
 * also the catalogue is new when it returns; else nothing is waited for. */
void lt_workspace_publish (LtWorkspace *self, gboolean wait);
/* A connection for the calling thread alone that reads. (transfer full). */
LtStore *lt_workspace_open_reader (LtWorkspace *self, GError **error);

G_END_DECLS
