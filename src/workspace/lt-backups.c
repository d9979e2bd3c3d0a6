#include "config.h"

#include "lt-backups-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "lt-backup.h"
#include "lt-header.h"
#include "lt-opening.h"
#include "lt-schema.h"

#define DAILY_KEPT 3
#define PART_SUFFIX ".part"

static const char *const words[] = { "daily", "import", "migration", "restore" };

const char *
lt_backup_reason_get_title (LtBackupReason reason)
{
  switch (reason)
    {
    case LT_BACKUP_DAILY:
      return _ ("Daily");
    case LT_BACKUP_IMPORT:
      return _ ("Before an import");
    case LT_BACKUP_MIGRATION:
      return _ ("Before an update of the file's format");
    case LT_BACKUP_RESTORE:
      break;
    }
  return _ ("Before a backup was restored");
}

static void
backup_free (gpointer data)
{
  LtBackup *backup = data;

  g_free (backup->path);
  g_clear_pointer (&backup->at, g_date_time_unref);
  g_free (backup);
}

/* --- names: "city-20261125T081500-import.gpkg" in "city.backups" --- */

static char *
get_stem (const char *workspace)
{
  g_autofree char *name = g_path_get_basename (workspace);

  return g_strndup (name, strlen (name) - (g_str_has_suffix (name, ".gpkg") ? strlen (".gpkg") : 0));
}

char *
lt_backups_get_folder (const char *workspace)
{
  g_autofree char *folder = g_path_get_dirname (workspace);
  g_autofree char *stem = get_stem (workspace);
  g_autofree char *name = g_strconcat (stem, ".backups", NULL);

  return g_build_filename (folder, name, NULL);
}

static char *
make_name (const char *workspace, LtBackupReason reason, int version)
{
  g_autofree char *folder = lt_backups_get_folder (workspace);
  g_autofree char *stem = get_stem (workspace);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%S");

  for (guint i = 1;; i++)
    {
      g_autofree char *tail
          = reason == LT_BACKUP_MIGRATION ? g_strdup_printf ("-v%d", version) : g_strdup ("");
      g_autofree char *again = i > 1 ? g_strdup_printf ("-%u", i) : g_strdup ("");
      g_autofree char *name = g_strdup_printf ("%s-%s-%s%s%s.gpkg", stem, stamp, words[reason], tail, again);
      char *path = g_build_filename (folder, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return path;
      g_free (path);
    }
}

/* 0 for a file that is not there or empty: looking at a workspace makes an empty log. */
static gint64
get_change_time (const char *path)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0 || status.st_size == 0)
    return 0;
  return (gint64) status.st_mtim.tv_sec * G_USEC_PER_SEC + status.st_mtim.tv_nsec / 1000;
}

/* After the stem: "-20261125T081500-import….gpkg". */
static LtBackup *
read_name (const char *folder, const char *name, const char *stem)
{
  const char *rest = name + strlen (stem);
  LtBackup *backup;
  int year, month, day, hour, minute, second, length = 0;
  GStatBuf status;

  if (!g_str_has_prefix (name, stem) || !g_str_has_suffix (name, ".gpkg")
      || sscanf (rest, "-%4d%2d%2dT%2d%2d%2d-%n", &year, &month, &day, &hour, &minute, &second, &length) != 6
      || length == 0)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (!g_str_has_prefix (rest + length, words[i]))
        continue;
      backup = g_new0 (LtBackup, 1);
      backup->path = g_build_filename (folder, name, NULL);
      backup->at = g_date_time_new_local (year, month, day, hour, minute, second);
      backup->reason = (LtBackupReason) i;
      backup->written = get_change_time (backup->path);
      if (g_stat (backup->path, &status) == 0)
        backup->bytes = (guint64) status.st_size;
      if (backup->at != NULL)
        return backup;
      backup_free (backup);
    }
  return NULL;
}

static int
compare_backups (gconstpointer a, gconstpointer b)
{
  const LtBackup *x = *(const LtBackup *const *) a, *y = *(const LtBackup *const *) b;
  int order = g_date_time_compare (y->at, x->at);

  return order != 0 ? order : (y->written > x->written) - (y->written < x->written);
}

GPtrArray *
lt_backups_list (const char *workspace)
{
  g_autofree char *folder = lt_backups_get_folder (workspace);
  g_autofree char *stem = get_stem (workspace);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *backups = g_ptr_array_new_with_free_func (backup_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      LtBackup *backup = read_name (folder, name, stem);

      if (backup != NULL)
        g_ptr_array_add (backups, backup);
    }
  g_ptr_array_sort (backups, compare_backups);
  return backups;
}

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, lt_backups_list (data), (GDestroyNotify) g_ptr_array_unref);
}

void
lt_backups_list_async (const char *workspace,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_return_if_fail (workspace != NULL);

  g_task_set_source_tag (task, lt_backups_list_async);
  g_task_set_task_data (task, g_strdup (workspace), g_free);
  g_task_run_in_thread (task, list_in_thread);
}

GPtrArray *
lt_backups_list_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- making them --- */

gboolean
lt_backups_is_due (const char *workspace)
{
  g_autoptr (GPtrArray) backups = lt_backups_list (workspace);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  for (guint i = 0; i < backups->len; i++)
    {
      const LtBackup *backup = g_ptr_array_index (backups, i);

      if (g_date_time_get_year (backup->at) == g_date_time_get_year (now)
          && g_date_time_get_day_of_year (backup->at) == g_date_time_get_day_of_year (now))
        return FALSE;
    }
  return TRUE;
}

/* TRUE when the file has not been written since the last backup was made of it. */
static gboolean
is_current (const char *workspace)
{
  g_autoptr (GPtrArray) backups = lt_backups_list (workspace);
  g_autofree char *log = g_strconcat (workspace, "-wal", NULL);
  const LtBackup *last = backups->len > 0 ? g_ptr_array_index (backups, 0) : NULL;
  gint64 at = last != NULL ? last->written : 0;

  return at > 0 && get_change_time (workspace) < at && get_change_time (log) < at;
}

/* The oldest one that may go: one made for an occasion while only a few daily ones are left. */
static guint
choose_victim (GPtrArray *backups)
{
  guint daily = 0;

  for (guint i = 0; i < backups->len; i++)
    daily += ((LtBackup *) g_ptr_array_index (backups, i))->reason == LT_BACKUP_DAILY;
  for (guint i = backups->len; i > 1; i--)
    {
      const LtBackup *backup = g_ptr_array_index (backups, i - 1);

      if (backup->reason != LT_BACKUP_DAILY || daily > DAILY_KEPT)
        return i - 1;
    }
  return backups->len - 1;
}

static void
drop_old (const char *workspace)
{
  g_autoptr (GPtrArray) backups = lt_backups_list (workspace);

  while (backups->len > LT_BACKUPS_KEPT)
    {
      guint victim = choose_victim (backups);

      g_unlink (((LtBackup *) g_ptr_array_index (backups, victim))->path);
      g_ptr_array_remove_index (backups, victim);
    }
}

/* What a process left that was ended in the middle of one. */
static void
drop_parts (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 yesterday = g_get_real_time () - (gint64) G_TIME_SPAN_DAY;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (name[0] == '.' && g_str_has_suffix (name, PART_SUFFIX) && get_change_time (path) < yesterday)
        g_unlink (path);
    }
}

static gboolean
make_folder (const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  g_set_error (error, LT_ERROR, LT_ERROR_IO, _ ("The folder “%s” for backups can't be made: %s."), folder,
               g_strerror (errno));
  return FALSE;
}

gboolean
lt_backups_make (LtStore *store, LtBackupReason reason, int version, GError **error)
{
  const char *workspace = lt_store_get_path (store);
  g_autofree char *folder = lt_backups_get_folder (workspace);
  g_autofree char *path = NULL;

  if (is_current (workspace))
    return TRUE;
  if (!make_folder (folder, error))
    return FALSE;
  drop_parts (folder);
  path = make_name (workspace, reason, version);
  if (!lt_backup_copy (store, path, FALSE, TRUE, error))
    return FALSE;
  drop_old (workspace);
  return TRUE;
}

/* --- restoring --- */

static gboolean
check_workspace (LtStore *store, const char *name, GError **error)
{
  int version;

  if (!lt_schema_identify (store, &version, error) || !lt_backup_check (store, error))
    return FALSE;
  if (version <= LT_SCHEMA_VERSION)
    return TRUE;
  g_set_error (error, LT_ERROR, LT_ERROR_NEWER,
               _ ("“%s” was made by a newer version of Liantu, which this one can't read: update Liantu."),
               name);
  return FALSE;
}

gboolean
lt_backups_check (const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (LtStore) store = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND, _ ("There is no file “%s”: check its name."), path);
      return FALSE;
    }
  if (lt_header_check (path) == LT_HEADER_FOREIGN)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_NOT_WORKSPACE,
                   _ ("“%s” is no Liantu workspace: choose a workspace file (.gpkg)."), name);
      return FALSE;
    }
  if (lt_header_check (path) == LT_HEADER_INCOMPLETE && !lt_header_has_log (path))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_NOT_WORKSPACE,
                   _ ("“%s” is damaged or incomplete: open a backup or another copy of it."), name);
      return FALSE;
    }
  store = lt_store_open (path, LT_STORE_LOOK, error);
  return store != NULL && check_workspace (store, name, error);
}

gboolean
lt_backups_put_in_place (LtStore *store, const char *backup, GError **error)
{
  g_autoptr (LtStore) from = lt_store_open (backup, LT_STORE_LOOK, error);

  return from != NULL && lt_backup_copy_into (from, store, error) && lt_opening_upgrade (store, FALSE, error);
}

/* A file that can't be opened is moved, as it is, to where the backups are. */
static gboolean
put_aside (const char *workspace, GError **error)
{
  static const char *const tails[] = { "", "-wal", "-journal" };
  g_autofree char *folder = lt_backups_get_folder (workspace);
  g_autofree char *aside = make_name (workspace, LT_BACKUP_RESTORE, 0);

  if (!make_folder (folder, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *from = g_strconcat (workspace, tails[i], NULL);
      g_autofree char *to = g_strconcat (aside, tails[i], NULL);

      if (g_file_test (from, G_FILE_TEST_EXISTS) && !lt_backup_publish (from, to, FALSE, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
refuse_foreign (const char *workspace, GError **error)
{
  g_autofree char *name = g_path_get_basename (workspace);

  if (lt_header_is_workspace (workspace))
    return TRUE;
  g_set_error (error, LT_ERROR, LT_ERROR_NOT_WORKSPACE,
               _ ("“%s” is no Liantu workspace, so no backup is put in its place: choose another name."),
               name);
  return FALSE;
}

static gboolean
copy_to_place (const char *workspace, const char *backup, GError **error)
{
  g_autoptr (LtStore) from = lt_store_open (backup, LT_STORE_LOOK, error);

  return from != NULL && lt_backup_copy (from, workspace, FALSE, TRUE, error);
}

/* Through the open file where that is possible, so that others who have it open are not left with the old. */
static gboolean
restore_open (const char *workspace, const char *backup, gboolean *possible, GError **error)
{
  g_autoptr (LtWorkspace) open = lt_workspace_open (workspace, NULL);
  gboolean ok;

  *possible = open != NULL;
  if (open == NULL)
    return FALSE;
  ok = lt_workspace_restore (open, backup, error);
  lt_workspace_close (open);
  return ok;
}

gboolean
lt_backups_restore (const char *workspace, const char *backup, GError **error)
{
  gboolean possible, ok;

  g_return_val_if_fail (workspace != NULL && backup != NULL, FALSE);

  if (!lt_backups_check (backup, error))
    return FALSE;
  if (!g_file_test (workspace, G_FILE_TEST_EXISTS))
    return copy_to_place (workspace, backup, error);
  if (!refuse_foreign (workspace, error))
    return FALSE;
  ok = restore_open (workspace, backup, &possible, error);
  if (possible)
    return ok;
  return put_aside (workspace, error) && copy_to_place (workspace, backup, error);
}
