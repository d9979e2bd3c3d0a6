#include "config.h"

#include "lt-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#define PAGES_A_STEP 2048

static gboolean
fail_exists (const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);

  g_set_error (error, LT_ERROR, LT_ERROR_EXISTS, _ ("“%s” is already there: choose another name."), name);
  return FALSE;
}

static gboolean
fail_write (const char *path, int reason, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);

  g_set_error (error, LT_ERROR, LT_ERROR_IO, _ ("“%s” can't be written in “%s”: %s."), name, folder,
               g_strerror (reason));
  return FALSE;
}

char *
lt_backup_make_name (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_strdup_printf (".%s.%08x.part", base, g_random_int ());

  return g_build_filename (folder, name, NULL);
}

static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

gboolean
lt_backup_publish (const char *from, const char *to, gboolean overwrite, GError **error)
{
  int failed;

  if (overwrite)
    failed = g_rename (from, to);
  else
    {
      failed = renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
      /* Some network and FUSE file systems do not know the flag. */
      if (failed != 0 && (errno == EINVAL || errno == ENOSYS) && !g_file_test (to, G_FILE_TEST_EXISTS))
        failed = g_rename (from, to);
    }
  if (failed != 0)
    return errno == EEXIST ? fail_exists (to, error) : fail_write (to, errno, error);
  sync_folder (to);
  return TRUE;
}

/* The moment is held, else a copy of a file that others write begins again with each change. */
static gboolean
hold_moment (LtStore *store)
{
  gint64 n;

  if (!sqlite3_get_autocommit (lt_store_get_db (store)) || !lt_store_begin (store, FALSE, NULL))
    return FALSE;
  return lt_store_get_int64 (store, "SELECT count (*) FROM sqlite_schema", 0, &n, NULL) || TRUE;
}

static int
copy_pages (LtStore *store, sqlite3 *target)
{
  gboolean held = hold_moment (store);
  sqlite3_backup *backup = sqlite3_backup_init (target, "main", lt_store_get_db (store), "main");
  int code = backup != NULL ? SQLITE_OK : sqlite3_errcode (target);

  while (code == SQLITE_OK)
    code = lt_store_is_cancelled (store) ? SQLITE_INTERRUPT : sqlite3_backup_step (backup, PAGES_A_STEP);
  if (backup != NULL)
    sqlite3_backup_finish (backup);
  if (held)
    lt_store_rollback (store);
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

gboolean
lt_backup_check (LtStore *store, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (store, "PRAGMA integrity_check (1)", error);
  int step = statement != NULL ? lt_store_step (store, statement, error) : -1;

  if (step < 0)
    return FALSE;
  return (step == 1 && g_strcmp0 (lt_statement_get_text (statement, 0), "ok") == 0)
         || lt_store_fail (store, SQLITE_CORRUPT, error);
}

static gboolean
check_copy (const char *part, const char *path, GError **error)
{
  g_autoptr (LtStore) store = lt_store_open_as (part, path, LT_STORE_READ, error);

  return store != NULL && lt_backup_check (store, error);
}

/* Closes `target`. */
static gboolean
finish_part (LtStore *store, sqlite3 *target, int code, const char *path, GError **error)
{
  int reason = code != SQLITE_OK ? sqlite3_system_errno (target) : 0;

  sqlite3_close_v2 (target);
  if (code == SQLITE_OK)
    return TRUE;
  return reason != 0 ? fail_write (path, reason, error) : lt_store_fail (store, code, error);
}

/* `page_size` 0: as it is. */
static gboolean
copy_to (LtStore *store, const char *part, const char *path, gint64 page_size, GError **error)
{
  g_autofree char *resize = g_strdup_printf ("PRAGMA page_size = %" G_GINT64_FORMAT "; VACUUM", page_size);
  sqlite3 *target = NULL;
  int code = sqlite3_open_v2 (part, &target,
                              SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE, NULL);

  if (code == SQLITE_OK)
    code = copy_pages (store, target);
  /* One file, whatever the source's journal mode is. */
  if (code == SQLITE_OK)
    code = sqlite3_exec (target, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
  if (code == SQLITE_OK && page_size > 0)
    code = sqlite3_exec (target, resize, NULL, NULL, NULL);
  return finish_part (store, target, code, path, error);
}

static gboolean
copy_over (LtStore *from, LtStore *to, GError **error)
{
  int code = copy_pages (from, lt_store_get_db (to));

  return code == SQLITE_OK || lt_store_fail (to, code, error);
}

/* SQLite copies into a file with a log only from one with pages of the same size. */
static gboolean
copy_resized (LtStore *from, LtStore *to, gint64 page_size, GError **error)
{
  const char *path = lt_store_get_path (to);
  g_autofree char *part = lt_backup_make_name (path);
  g_autoptr (LtStore) resized = NULL;
  gboolean done = FALSE;

  if (copy_to (from, part, path, page_size, error)
      && (resized = lt_store_open_as (part, path, LT_STORE_LOOK, error)) != NULL)
    done = copy_over (resized, to, error);
  g_unlink (part);
  return done;
}

gboolean
lt_backup_copy_into (LtStore *from, LtStore *to, GError **error)
{
  static const char ask[] = "PRAGMA page_size";
  gint64 size, wanted;

  if (!lt_store_get_int64 (from, ask, 0, &size, error) || !lt_store_get_int64 (to, ask, 0, &wanted, error))
    return FALSE;
  return size == wanted ? copy_over (from, to, error) : copy_resized (from, to, wanted, error);
}

gboolean
lt_backup_copy (LtStore *store, const char *path, gboolean overwrite, gboolean check, GError **error)
{
  g_autofree char *part = lt_backup_make_name (path);

  if (!overwrite && g_file_test (path, G_FILE_TEST_EXISTS))
    return fail_exists (path, error);
  if (copy_to (store, part, path, 0, error) && (!check || check_copy (part, path, error))
      && lt_backup_publish (part, path, overwrite, error))
    return TRUE;
  g_unlink (part);
  return FALSE;
}
