#pragma once

#include "lt-store.h"

G_BEGIN_DECLS

/* Copies the connection's file, as of one moment, through SQLite's backup to a file beside `path`
 * which is then renamed to it; with `check` only once it has passed lt_backup_check. LT_ERROR_EXISTS unless
 * `overwrite`. Nothing is left on failure. */
gboolean
lt_backup_copy (LtStore *store, const char *path, gboolean overwrite, gboolean check, GError **error);

/* Reads all of the connection's file. LT_ERROR_NOT_WORKSPACE when it is damaged. */
gboolean lt_backup_check (LtStore *store, GError **error);

/* The content of one connection's file in place of another's, in one transaction. Where their pages differ in
 * size, by way of a copy beside the other, which is gone afterwards. LT_ERROR_IO, LT_ERROR_READ_ONLY and what
 * reading gives. */
gboolean lt_backup_copy_into (LtStore *from, LtStore *to, GError **error);

/* Moves a finished file to its name. LT_ERROR_EXISTS when the name is taken, unless `overwrite`. */
gboolean lt_backup_publish (const char *from, const char *to, gboolean overwrite, GError **error);

/* A name in the folder of `path` that nothing has. Returns: (transfer full). */
char *lt_backup_make_name (const char *path);

G_END_DECLS
