#include "config.h"

#include "lt-opening.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "lt-backup.h"
#include "lt-backups-private.h"
#include "lt-catalogue-files.h"
#include "lt-disk.h"
#include "lt-header.h"
#include "lt-schema.h"

/* --- is it a file of ours? --- */

static gboolean
check_header (const char *path, const char *name, GError **error)
{
  switch (lt_header_check (path))
    {
    case LT_HEADER_FOREIGN:
      g_set_error (error, LT_ERROR, LT_ERROR_NOT_WORKSPACE,
                   _ ("“%s” is no Liantu workspace: choose a workspace file (.gpkg)."), name);
      return FALSE;
    case LT_HEADER_INCOMPLETE:
      /* With a log beside it, that tells what size the file is to have. */
      if (lt_header_has_log (path))
        return TRUE;
      g_set_error (error, LT_ERROR, LT_ERROR_NOT_WORKSPACE,
                   _ ("“%s” is damaged or incomplete: open a backup or another copy of it."), name);
      return FALSE;
    case LT_HEADER_WHOLE:
      break;
    }
  return TRUE;
}

static gboolean
check_file (const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND, _ ("There is no file “%s”: check its name."), path);
      return FALSE;
    }
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && g_access (path, R_OK) == 0)
    return check_header (path, name, error);
  g_set_error (error, LT_ERROR, LT_ERROR_IO,
               _ ("“%s” can't be read: check that it is a file and that you may read it."), name);
  return FALSE;
}

/* --- may it be written? --- */

static char *
find_obstacle (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_access (path, W_OK) != 0)
    return g_strdup_printf (
        _ ("“%s” is write-protected, so it can only be looked at: save a copy to change it."), name);
  if (g_access (folder, W_OK) != 0)
    return g_strdup_printf (_ ("The folder of “%s” is write-protected, so it can only be looked at: save a "
                               "copy elsewhere to change it."),
                            name);
  return NULL;
}

static LtStore *
open_and_identify (const char *path, LtStoreMode mode, int *version, GError **error)
{
  g_autoptr (LtStore) store = lt_store_open (path, mode, error);

  if (store == NULL || !lt_schema_identify (store, version, error))
    return NULL;
  return g_steal_pointer (&store);
}

/* A file in WAL mode needs a lock file beside it, which a protected folder does not take. */
static LtStore *
open_to_read (const char *path, int *version, GError **error)
{
  g_autoptr (GError) reason = NULL;
  LtStore *store = open_and_identify (path, LT_STORE_READ, version, &reason);

  if (store != NULL)
    return store;
  if (g_error_matches (reason, LT_ERROR, LT_ERROR_IO)
      || g_error_matches (reason, LT_ERROR, LT_ERROR_READ_ONLY))
    return open_and_identify (path, LT_STORE_IMMUTABLE, version, error);
  g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}

/* No room for the log that writing begins with, nor, unless it is there, for the one that reading takes. */
static LtStore *
open_on_full_disk (const char *path, const char *name, int *version, char **reason, GError **error)
{
  *reason
      = g_strdup_printf (_ ("There is no room left on the disk of “%s”, so it can only be looked at: free "
                            "some and open it again."),
                         name);

  return lt_header_has_log (path) ? open_to_read (path, version, error)
                                  : open_and_identify (path, LT_STORE_IMMUTABLE, version, error);
}

/* Looked at first: a connection that may write tidies up as it closes. */
static LtStore *
open_unhindered (const char *path, int *version, GError **error)
{
  g_autoptr (LtStore) look = open_and_identify (path, LT_STORE_LOOK, version, error);

  if (look == NULL || *version > LT_SCHEMA_VERSION)
    return g_steal_pointer (&look);
  g_clear_pointer (&look, lt_store_close);
  return open_and_identify (path, LT_STORE_WRITE, version, error);
}

static LtStore *
open_to_write (const char *path, int *version, char **reason, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (LtStore) store = NULL;
  g_autofree char *name = g_path_get_basename (path);

  *reason = find_obstacle (path);
  if (*reason != NULL)
    return open_to_read (path, version, error);
  if (lt_disk_is_full (path))
    return open_on_full_disk (path, name, version, reason, error);
  store = open_unhindered (path, version, &problem);
  if (store != NULL && *version > LT_SCHEMA_VERSION)
    *reason = g_strdup_printf (_ ("“%s” was made by a newer version of Liantu, so it can only be looked "
                                  "at: update Liantu to change it."),
                               name);
  if (store != NULL && (*reason != NULL || !lt_store_is_read_only (store)))
    return g_steal_pointer (&store);
  if (problem == NULL || g_error_matches (problem, LT_ERROR, LT_ERROR_IO)
      || g_error_matches (problem, LT_ERROR, LT_ERROR_READ_ONLY))
    {
      *reason = g_strdup_printf (
          _ ("“%s” is write-protected, so it can only be looked at: save a copy to change it."), name);
      g_clear_pointer (&store, lt_store_close);
      return open_to_read (path, version, error);
    }
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

/* Some network file systems can't do it and keep the mode they have: slower, but as safe. */
static gboolean
turn_on_log (LtStore *store, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (store, "PRAGMA journal_mode = WAL", error);

  return statement != NULL && lt_store_step (store, statement, error) >= 0;
}

gboolean
lt_opening_prepare_writing (LtStore *store, GError **error)
{
  return lt_store_check_place (store, error) && turn_on_log (store, error);
}

/* --- bringing it up to date --- */

static gboolean
is_up_to_date (LtStore *store, int *version, gboolean *up_to_date, GError **error)
{
  gboolean complete;

  if (!lt_schema_identify (store, version, error) || !lt_schema_is_complete (store, &complete, error))
    return FALSE;
  *up_to_date = *version >= LT_SCHEMA_VERSION && complete;
  return TRUE;
}

/* Looked at once more within the transaction: another program may have done it while this one waited. */
static gboolean
migrate (LtStore *store, GError **error)
{
  gboolean up_to_date;
  int version;

  return is_up_to_date (store, &version, &up_to_date, error)
         && (up_to_date || lt_schema_migrate (store, version, error)) && lt_store_commit (store, error);
}

gboolean
lt_opening_upgrade (LtStore *store, gboolean back_up, GError **error)
{
  gboolean up_to_date;
  int version;

  if (!is_up_to_date (store, &version, &up_to_date, error))
    return FALSE;
  if (up_to_date)
    return TRUE;
  if (back_up && version < LT_SCHEMA_VERSION && !lt_backups_make (store, LT_BACKUP_MIGRATION, version, error))
    return FALSE;
  if (lt_store_begin (store, TRUE, error) && migrate (store, error))
    return TRUE;
  lt_store_rollback (store);
  return FALSE;
}

LtStore *
lt_opening_open (const char *path, char **reason, gboolean *newer, GError **error)
{
  g_autoptr (LtStore) store = NULL;
  g_autofree char *obstacle = NULL;
  int version = 0;

  g_return_val_if_fail (path != NULL && reason != NULL && newer != NULL, NULL);

  if (!check_file (path, error))
    return NULL;
  store = open_to_write (path, &version, &obstacle, error);
  if (store == NULL || !lt_schema_check (store, error)
      || (obstacle == NULL && !lt_opening_upgrade (store, TRUE, error)))
    return NULL;
  *reason = g_steal_pointer (&obstacle);
  *newer = version > LT_SCHEMA_VERSION;
  return g_steal_pointer (&store);
}

/* --- making one --- */

/* Pages of 16 kB: a million rows are written in five sixths of the time that SQLite's own 4 kB take. */
static gboolean
fill (LtStore *store, const char *catalogue_dir, GError **error)
{
  return lt_store_exec (store, "PRAGMA page_size = 16384", error) && lt_store_begin (store, TRUE, error)
         && lt_schema_migrate (store, 0, error) && lt_catalogue_files_load (store, catalogue_dir, error)
         && lt_store_commit (store, error);
}

static gboolean
build (const char *part, const char *path, const char *catalogue_dir, GError **error)
{
  g_autoptr (LtStore) store = lt_store_open_as (part, path, LT_STORE_CREATE, error);

  if (store == NULL)
    return FALSE;
  if (fill (store, catalogue_dir, error))
    return TRUE;
  lt_store_rollback (store);
  return FALSE;
}

static gboolean
check_target (const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_EXISTS, _ ("“%s” is already there: choose another name."), name);
      return FALSE;
    }
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_IO, _ ("There is no folder “%s”: make it first."), folder);
      return FALSE;
    }
  if (g_access (folder, W_OK) == 0)
    return TRUE;
  g_set_error (error, LT_ERROR, LT_ERROR_READ_ONLY,
               _ ("The folder “%s” can't be written to: choose another one."), folder);
  return FALSE;
}

gboolean
lt_opening_create (const char *path, const char *catalogue_dir, GError **error)
{
  g_autofree char *part = NULL;
  g_autofree char *journal = NULL;

  g_return_val_if_fail (path != NULL && catalogue_dir != NULL, FALSE);

  if (!check_target (path, error))
    return FALSE;
  part = lt_backup_make_name (path);
  journal = g_strconcat (part, "-journal", NULL);
  if (build (part, path, catalogue_dir, error) && lt_backup_publish (part, path, FALSE, error))
    return TRUE;
  g_unlink (part);
  g_unlink (journal);
  return FALSE;
}
