#pragma once

#include "lt-workspace.h"

G_BEGIN_DECLS

/* Backups of a workspace: in the folder "NAME.backups" beside the file, so that they go where it goes and
 * colleagues on a share see them. One a day and one before each import, migration and restoring (none where
 * nothing changed since the last), each checked when made. Seven are kept; of those the last three daily ones
 * stay however many imports there are. */

typedef enum
{
  LT_BACKUP_DAILY,
  LT_BACKUP_IMPORT,
  LT_BACKUP_MIGRATION,
  LT_BACKUP_RESTORE, /* what was there before another backup took its place */
} LtBackupReason;

typedef struct
{
  char *path;
  GDateTime *at; /* local time */
  LtBackupReason reason;
  guint64 bytes;
  gint64 written; /* of the file, µs since 1970 */
} LtBackup;

#define LT_BACKUPS_KEPT 7

/* "Daily", "Before an import", … in the person's language. */
const char *lt_backup_reason_get_title (LtBackupReason reason);

/* Where those of the workspace file `workspace` are; the folder need not be there. Returns: (transfer full).
 */
char *lt_backups_get_folder (const char *workspace);

/* Those of the workspace file `workspace`, the newest first; empty when there are none.
 * Returns: (transfer full) (element-type LtBackup). */
GPtrArray *lt_backups_list (const char *workspace);
void lt_backups_list_async (const char *workspace,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);
GPtrArray *lt_backups_list_finish (GAsyncResult *result, GError **error);

/* Makes a copy of the open workspace at `path` that is checked before it gets its name. LT_ERROR_EXISTS. */
gboolean lt_workspace_back_up (LtWorkspace *self, const char *path, GError **error);

/* Puts a backup, or any other copy of a workspace, in the open workspace's place, in one transaction: whoever
 * else has it open sees all of it or nothing. What is there now becomes a backup first.
 * LT_ERROR_NOT_WORKSPACE for a file that is none or is damaged, LT_ERROR_NEWER. */
gboolean lt_workspace_restore (LtWorkspace *self, const char *backup, GError **error);
void lt_workspace_restore_async (LtWorkspace *self,
                                 const char *backup,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
gboolean lt_workspace_restore_finish (LtWorkspace *self, GAsyncResult *result, GError **error);

/* The same for a file that nobody can open any more: a damaged workspace is kept, as it is, among its
 * backups. A file that was never a workspace is refused with LT_ERROR_NOT_WORKSPACE; none is no error. */
gboolean lt_backups_restore (const char *workspace, const char *backup, GError **error);

G_END_DECLS
