#pragma once

#include "lt-backups.h"
#include "lt-store.h"

G_BEGIN_DECLS

/* Makes one of the connection's file and lets go of those that are too many. `version` is put into the name
 * of one made before a migration. Does nothing where the last one is younger than the last change. */
gboolean lt_backups_make (LtStore *store, LtBackupReason reason, int version, GError **error);

/* TRUE when there is none of today yet. */
gboolean lt_backups_is_due (const char *workspace);

/* LT_ERROR_NOT_WORKSPACE, LT_ERROR_NEWER unless the file is a whole workspace that this program knows. */
gboolean lt_backups_check (const char *path, GError **error);

/* The file's content in place of the connection's, in one transaction. */
gboolean lt_backups_put_in_place (LtStore *store, const char *backup, GError **error);

G_END_DECLS
