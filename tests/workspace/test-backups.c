#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <sqlite3.h>
#include <unistd.h>

#include "fixture.h"
#include "lt-backups-private.h"

static void
put (Fixture *self, guint from, guint to)
{
  Rows rows = { .kind = LT_KIND_PARCEL, .next = from, .end = to };
  g_autoptr (GError) error = NULL;

  rows_put (&rows, self->workspace, "rows", &error);
  g_assert_no_error (error);
}

static void
check_parcels (Fixture *self, const char *expected)
{
  g_autofree char *n = query_text (self->path, "SELECT count (*) FROM parcels");

  g_assert_cmpstr (n, ==, expected);
}

/* Seven are kept, and of those some that are daily; each opens. */
static void
test_kept (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) backups = NULL;
  guint daily = 0;

  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (LtStore) store = NULL;
      g_autoptr (GError) error = NULL;

      put (self, i, i + 1);
      if (i >= 4)
        continue;
      store = lt_store_open (self->path, LT_STORE_READ, NULL);
      g_assert_true (lt_backups_make (store, LT_BACKUP_DAILY, 0, &error));
      g_assert_no_error (error);
    }
  backups = lt_backups_list (self->path);
  g_assert_cmpuint (backups->len, ==, LT_BACKUPS_KEPT);
  for (guint i = 0; i < backups->len; i++)
    {
      const LtBackup *backup = g_ptr_array_index (backups, i);
      g_autoptr (GError) error = NULL;

      g_assert_true (lt_backups_check (backup->path, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (backup->bytes, >, 0);
      daily += backup->reason == LT_BACKUP_DAILY;
    }
  g_assert_cmpuint (daily, ==, 3);
  g_assert_false (lt_backups_is_due (self->path));
}

/* None where nothing changed since the last. */
static void
test_unchanged (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) backups = NULL;

  put (self, 0, 3);
  fixture_close (self);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (LtStore) store = lt_store_open (self->path, LT_STORE_READ, NULL);

      g_assert_true (lt_backups_make (store, LT_BACKUP_DAILY, 0, NULL));
    }
  backups = lt_backups_list (self->path);
  g_assert_cmpuint (backups->len, ==, 2);
}

/* While others have it open: they see all of it, and what was there is kept. */
static void
test_restore (Fixture *self, gconstpointer data)
{
  g_autofree char *backup = fixture_name (self, "backup.gpkg");
  g_autoptr (LtWorkspace) other = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (LtInfo) info = NULL;
  g_autofree char *title = NULL;

  put (self, 0, 3);
  g_assert_true (lt_workspace_back_up (self->workspace, backup, &error));
  put (self, 3, 5);
  other = lt_workspace_open (self->path, &error);
  g_assert_no_error (error);
  g_assert_true (lt_workspace_restore (self->workspace, backup, &error));
  g_assert_no_error (error);
  check_parcels (self, "3");
  info = lt_workspace_get_info (other, &error);
  g_assert_cmpuint (info->counts[LT_KIND_PARCEL], ==, 3);
  backups = lt_backups_list (self->path);
  g_assert_cmpint (((LtBackup *) g_ptr_array_index (backups, 0))->reason, ==, LT_BACKUP_RESTORE);
  /* The journal is the backup's, and goes on from there. */
  title = lt_workspace_get_undo_title (self->workspace);
  g_assert_cmpstr (title, ==, "rows");
  g_assert_true (lt_workspace_undo (self->workspace, &error));
  check_parcels (self, "0");
  g_assert_true (
      lt_workspace_restore (self->workspace, ((LtBackup *) g_ptr_array_index (backups, 0))->path, &error));
  check_parcels (self, "5");
  lt_workspace_close (other);
}

/* As older versions made them, and as other programs may. */
static void
set_page_size (const char *path, guint size)
{
  g_autofree char *sql
      = g_strdup_printf ("PRAGMA journal_mode = DELETE; PRAGMA page_size = %u; VACUUM", size);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
test_restore_page_size (Fixture *self, gconstpointer data)
{
  g_autofree char *backup = fixture_name (self, "backup.gpkg");
  g_autoptr (GError) error = NULL;

  put (self, 0, 3);
  g_assert_true (lt_workspace_back_up (self->workspace, backup, &error));
  set_page_size (backup, 4096);
  put (self, 3, 5);
  g_assert_true (lt_workspace_restore (self->workspace, backup, &error));
  g_assert_no_error (error);
  check_parcels (self, "3");
  g_assert_true (lt_workspace_undo (self->workspace, &error));
  check_parcels (self, "0");
}

static void
spoil (const char *path)
{
  int fd = g_open (path, O_WRONLY | O_CLOEXEC, 0);
  char junk[4096] = "junk";

  for (guint page = 3; page < 60; page++)
    g_assert_cmpint (pwrite (fd, junk, sizeof junk, page * 4096), ==, sizeof junk);
  close (fd);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autofree char *backup = fixture_name (self, "backup.gpkg");
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) damaged = NULL;
  g_autoptr (GError) itself = NULL;
  g_autofree char *parts = NULL;

  put (self, 0, 3);
  g_assert_false (lt_workspace_restore (self->workspace, backup, &missing));
  assert_sentence (missing, LT_ERROR_NOT_FOUND, "backup.gpkg");
  g_assert_true (lt_workspace_back_up (self->workspace, backup, NULL));
  spoil (backup);
  g_assert_false (lt_workspace_restore (self->workspace, backup, &damaged));
  assert_sentence (damaged, LT_ERROR_NOT_WORKSPACE, "backup.gpkg");
  g_assert_false (lt_workspace_restore (self->workspace, self->path, &itself));
  assert_sentence (itself, LT_ERROR_EXISTS, "city.gpkg");
  check_parcels (self, "3");
}

/* A workspace that can't be opened any more is put aside, not thrown away. */
static void
test_damaged_workspace (Fixture *self, gconstpointer data)
{
  g_autofree char *backup = fixture_name (self, "backup.gpkg");
  g_autoptr (GError) error = NULL;

  put (self, 0, 3);
  g_assert_true (lt_workspace_back_up (self->workspace, backup, NULL));
  fixture_close (self);
  spoil (self->path);
  g_assert_null (lt_workspace_open (self->path, NULL));
  g_assert_true (lt_backups_restore (self->path, backup, &error));
  g_assert_no_error (error);
  check_parcels (self, "3");
  fixture_open (self);
}

#define ADD(name, func) g_test_add ("/backups/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  ADD ("kept", test_kept);
  ADD ("unchanged", test_unchanged);
  ADD ("restore", test_restore);
  ADD ("restore-page-size", test_restore_page_size);
  ADD ("refused", test_refused);
  ADD ("damaged-workspace", test_damaged_workspace);
  return g_test_run ();
}
