#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "lt-backups.h"
#include "lt-paths.h"
#include "lt-schema.h"

#define NOBODY 65534

static void
check_refused (const char *path, int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_path_get_basename (path);

  g_assert_null (lt_workspace_open (path, &error));
  assert_sentence (error, code, name);
}

static void
check_contents_refused (Fixture *self, const char *contents, gssize length)
{
  g_autofree char *path = fixture_name (self, "odd.gpkg");
  g_autofree char *after = NULL;
  gsize size = length >= 0 ? (gsize) length : strlen (contents);
  gsize after_length;

  g_assert_true (g_file_set_contents (path, contents, length, NULL));
  check_refused (path, LT_ERROR_NOT_WORKSPACE);
  g_assert_true (g_file_get_contents (path, &after, &after_length, NULL));
  g_assert_cmpmem (after, after_length, contents, size);
}

static void
test_no_workspace (Fixture *self, gconstpointer data)
{
  g_autofree char *missing = fixture_name (self, "missing.gpkg");
  g_autoptr (GError) folder_error = NULL;

  check_contents_refused (self, "", 0);
  check_contents_refused (self, "name,chains\n", -1);
  check_contents_refused (self, "SQLite format 3", 16);
  check_contents_refused (self, "<html>", -1);
  check_refused (missing, LT_ERROR_NOT_FOUND);
  g_assert_null (lt_workspace_open (self->folder, &folder_error));
  g_assert_error (folder_error, LT_ERROR, LT_ERROR_IO);
}

static void
make_db (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_unlink (path);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
test_other_databases (Fixture *self, gconstpointer data)
{
  g_autofree char *path = fixture_name (self, "other.gpkg");
  g_autoptr (GError) error = NULL;

  make_db (path, "CREATE TABLE t (a)");
  check_refused (path, LT_ERROR_NOT_WORKSPACE);
  make_db (path, "PRAGMA application_id = 1196444487; CREATE TABLE gpkg_contents (table_name)");
  g_assert_null (lt_workspace_open (path, &error));
  assert_sentence (error, LT_ERROR_NOT_WORKSPACE, "other.gpkg");
  check_sentence (error->message, "import");
  /* The right names with nothing right in them. */
  make_db (path,
           "PRAGMA application_id = 1196444487;"
           "CREATE TABLE lt_schema (version); CREATE TABLE lt_journal (a); CREATE TABLE gpkg_contents (a);"
           "CREATE TABLE chains (a); CREATE TABLE enterprises (a); CREATE TABLE parcels (a);"
           "CREATE TABLE projects (a); CREATE TABLE districts (a);");
  check_refused (path, LT_ERROR_NOT_WORKSPACE);
}

/* Whatever is left of a file, opening it ends in one sentence or in a workspace that can be read. */
static void
try_to_use (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LtWorkspace) workspace = lt_workspace_open (path, &error);
  g_autoptr (LtInfo) info = NULL;
  g_autoptr (LtSnapshot) snapshot = NULL;
  LtFilter filter = { .kind = LT_KIND_ENTERPRISE, .text = "公司" };
  g_autoptr (GArray) ids = NULL;

  if (workspace == NULL)
    {
      g_assert_nonnull (error);
      check_sentence (error->message, NULL);
      return;
    }
  info = lt_workspace_get_info (workspace, NULL);
  snapshot = lt_workspace_load_snapshot (workspace, NULL);
  ids = lt_workspace_find (workspace, &filter, NULL);
}

static void
remove_leftovers (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);

  g_unlink (wal);
  g_unlink (shm);
}

static void
try_to_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LtWorkspace) workspace = lt_workspace_open (path, &error);

  g_assert_no_error (error);
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (to, contents, (gssize) length, NULL));
}

static void
test_truncated (Fixture *self, gconstpointer data)
{
  g_autofree char *path = fixture_name (self, "short.gpkg");
  g_autofree char *whole = NULL;
  gsize length;

  fixture_close (self);
  g_assert_true (g_file_get_contents (self->path, &whole, &length, NULL));
  for (gsize end = 0; end < length; end += end < 4096 ? 511 : 8191)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, whole, (gssize) end, NULL));
      g_assert_null (lt_workspace_open (path, &error));
      assert_sentence (error, LT_ERROR_NOT_WORKSPACE, "short.gpkg");
      remove_leftovers (path);
    }
}

/* A download that lacks its last bytes: SQLite itself takes the last page for empty. */
static void
test_last_bytes (Fixture *self, gconstpointer data)
{
  g_autofree char *path = fixture_name (self, "short.gpkg");
  g_autofree char *whole = NULL;
  const gsize cuts[] = { 1, 100, 4095, 4096 };
  gsize length;

  fixture_close (self);
  g_assert_true (g_file_get_contents (self->path, &whole, &length, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_assert_true (g_file_set_contents (path, whole, (gssize) (length - cuts[i]), NULL));
      check_refused (path, LT_ERROR_NOT_WORKSPACE);
    }
  g_assert_true (g_file_set_contents (path, whole, (gssize) length, NULL));
  try_to_open (path);
}

/* What a program that crashed left in the log belongs to the file, whatever size that has. */
static void
test_log_left_behind (Fixture *self, gconstpointer data)
{
  g_autofree char *path = fixture_name (self, "crashed.gpkg");
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  g_autofree char *log_copy = g_strconcat (path, "-wal", NULL);
  Rows rows = { .kind = LT_KIND_PARCEL, .end = 2000 };
  g_autoptr (GError) error = NULL;
  g_autoptr (LtWorkspace) workspace = NULL;
  g_autoptr (LtInfo) info = NULL;

  g_assert_true (rows_put (&rows, self->workspace, "parcels", NULL));
  copy_file (self->path, path);
  copy_file (log, log_copy);
  workspace = lt_workspace_open (path, &error);
  g_assert_no_error (error);
  info = lt_workspace_get_info (workspace, NULL);
  g_assert_cmpuint (info->counts[LT_KIND_PARCEL], ==, 2000);
}

static void
test_corrupt (Fixture *self, gconstpointer data)
{
  g_autofree char *path = fixture_name (self, "corrupt.gpkg");
  g_autofree char *whole = NULL;
  Rows rows = { .kind = LT_KIND_PARCEL, .end = 100 };
  gsize length;

  g_assert_true (rows_put (&rows, self->workspace, "parcels", NULL));
  fixture_close (self);
  g_assert_true (g_file_get_contents (self->path, &whole, &length, NULL));
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *copy = g_memdup2 (whole, length);
      gsize at = 16 + (gsize) i * ((length - 64) / 60);

      for (guint j = 0; j < 48; j++)
        copy[at + j] = (char) (copy[at + j] ^ (0x5A + j));
      g_assert_true (g_file_set_contents (path, copy, (gssize) length, NULL));
      try_to_use (path);
      remove_leftovers (path);
    }
}

/* Blobs that are no geometry: the rows are there, without a place on the map. */
static void
test_bad_blobs (Fixture *self, gconstpointer data)
{
  g_autoptr (LtSnapshot) snapshot = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  gint64 ids[] = { 1, 2, 3, 4, 5, 6 };

  fixture_close (self);
  run_sql (self->path,
           "INSERT INTO parcels (number, geom) VALUES ('a', x''), ('b', x'4750'), ('c', 'text'), ('d', 12),"
           "('e', x'47500003E6100000' || zeroblob (32) || x'0106000000FFFFFFFF0103000000FFFFFFFF'),"
           "('f', x'47500001E610000001060000000100000001030000000100000004000000000000000000F87F')");
  fixture_open (self);
  snapshot = lt_workspace_load_snapshot (self->workspace, NULL);
  g_assert_nonnull (snapshot);
  g_assert_cmpuint (snapshot->counts[LT_KIND_PARCEL], ==, 6);
  g_assert_cmpuint (snapshot->parcels.n, ==, 0);
  rows = lt_workspace_fetch (self->workspace, LT_KIND_PARCEL, ids, 6, NULL);
  g_assert_cmpuint (rows->len, ==, 6);
}

static void
test_newer (Fixture *self, gconstpointer data)
{
  Rows rows = { .kind = LT_KIND_PARCEL, .end = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) undo_error = NULL;
  g_autoptr (GError) unreadable = NULL;
  g_autoptr (LtInfo) info = NULL;

  fixture_close (self);
  run_sql (self->path, "INSERT INTO lt_schema VALUES (99, '2030-01-01T00:00:00Z')");
  fixture_open (self);
  g_assert_true (lt_workspace_is_read_only (self->workspace));
  check_sentence (lt_workspace_get_read_only_reason (self->workspace), "city.gpkg");
  info = lt_workspace_get_info (self->workspace, NULL);
  g_assert_cmpint (info->schema_version, ==, 99);
  g_assert_false (rows_put (&rows, self->workspace, "add", &error));
  assert_sentence (error, LT_ERROR_READ_ONLY, "city.gpkg");
  g_assert_false (lt_workspace_undo (self->workspace, &undo_error));
  assert_sentence (undo_error, LT_ERROR_READ_ONLY, "city.gpkg");
  fixture_close (self);
  run_sql (self->path, "DROP TABLE measures");
  g_assert_null (lt_workspace_open (self->path, &unreadable));
  assert_sentence (unreadable, LT_ERROR_NEWER, "city.gpkg");
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Every file of the folder with its contents. Returns: (transfer full). */
static char *
describe_folder (Fixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = fixture_name (self, name);
      g_autofree char *contents = NULL;
      g_autofree char *sum = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
      sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, length);
      g_ptr_array_add (lines, g_strdup_printf ("%s %s", name, sum));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (GStrv) lines->pdata);
}

static void
check_looking_changes_nothing (Fixture *self)
{
  g_autofree char *before = describe_folder (self);
  g_autofree char *after = NULL;
  g_autoptr (LtInfo) info = NULL;
  g_autoptr (LtSnapshot) snapshot = NULL;

  fixture_open (self);
  info = lt_workspace_get_info (self->workspace, NULL);
  g_assert_nonnull (info);
  snapshot = lt_workspace_load_snapshot (self->workspace, NULL);
  g_assert_nonnull (snapshot);
  fixture_close (self);
  after = describe_folder (self);
  g_assert_cmpstr (after, ==, before);
}

static void
test_looking_changes_nothing (Fixture *self, gconstpointer data)
{
  static const char *const modes[] = { "PRAGMA journal_mode = DELETE", "PRAGMA journal_mode = WAL" };

  fixture_close (self);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      run_sql (self->path, modes[i]);
      check_looking_changes_nothing (self);
    }
  run_sql (self->path, "INSERT INTO lt_schema VALUES (99, '2030-01-01T00:00:00Z')");
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      run_sql (self->path, modes[i]);
      check_looking_changes_nothing (self);
    }
}

/* A newer file with a log left behind: it is read with its log, which stays. */
static void
test_newer_with_log (Fixture *self, gconstpointer data)
{
  g_autofree char *path = fixture_name (self, "crashed.gpkg");
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  g_autofree char *log_copy = g_strconcat (path, "-wal", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before, n_after;
  Rows rows = { .kind = LT_KIND_PARCEL, .end = 20 };
  g_autoptr (LtInfo) info = NULL;

  g_assert_true (rows_put (&rows, self->workspace, "parcels", NULL));
  run_sql (self->path, "INSERT INTO lt_schema VALUES (99, '2030-01-01T00:00:00Z')");
  copy_file (self->path, path);
  copy_file (log, log_copy);
  fixture_close (self);
  g_free (self->path);
  self->path = g_strdup (path);
  g_assert_true (g_file_get_contents (log_copy, &before, &n_before, NULL));
  fixture_open (self);
  info = lt_workspace_get_info (self->workspace, NULL);
  g_assert_cmpint (info->schema_version, ==, 99);
  g_assert_cmpuint (info->counts[LT_KIND_PARCEL], ==, 20);
  fixture_close (self);
  g_assert_true (g_file_get_contents (log_copy, &after, &n_after, NULL));
  g_assert_cmpmem (after, n_after, before, n_before);
}

/* Writing is what turns the log on, so that reading no longer waits for it. */
static void
test_writing_turns_log_on (Fixture *self, gconstpointer data)
{
  Rows rows = { .kind = LT_KIND_PARCEL, .end = 1 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_close (self);
  run_sql (self->path, "PRAGMA journal_mode = DELETE");
  fixture_open (self);
  before = query_text (self->path, "PRAGMA journal_mode");
  g_assert_cmpstr (before, ==, "delete");
  g_assert_true (rows_put (&rows, self->workspace, "add", NULL));
  after = query_text (self->path, "PRAGMA journal_mode");
  g_assert_cmpstr (after, ==, "wal");
}

static void
test_locked (Fixture *self, gconstpointer data)
{
  sqlite3 *db = NULL;
  gint64 start;

  fixture_close (self);
  run_sql (self->path, "PRAGMA journal_mode = DELETE");
  g_assert_cmpint (sqlite3_open (self->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), ==, SQLITE_OK);
  start = g_get_monotonic_time ();
  check_refused (self->path, LT_ERROR_LOCKED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 15 * G_USEC_PER_SEC);
  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_close (db);
  fixture_open (self);
  g_assert_false (lt_workspace_is_read_only (self->workspace));
}

static void
test_writer_locked (Fixture *self, gconstpointer data)
{
  sqlite3 *db = NULL;
  Rows rows = { .kind = LT_KIND_PARCEL, .end = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (LtInfo) info = NULL;

  g_assert_cmpint (sqlite3_open (self->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_false (rows_put (&rows, self->workspace, "add", &error));
  assert_sentence (error, LT_ERROR_LOCKED, "city.gpkg");
  info = lt_workspace_get_info (self->workspace, NULL);
  g_assert_nonnull (info);
  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_close (db);
  g_assert_true (rows_put (&rows, self->workspace, "add", NULL));
}

/* Runs `func` as a user who may not write here: root may write everywhere. */
static void
run_as_nobody (int (*func) (const char *path), const char *path)
{
  pid_t pid;
  int status = 0;

  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      alarm (30);
      if (geteuid () == 0 && setuid (NOBODY) != 0)
        _exit (77);
      _exit (func (path));
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static int
read_protected (const char *path)
{
  g_autoptr (LtWorkspace) workspace = lt_workspace_open (path, NULL);
  Rows rows = { .kind = LT_KIND_PARCEL, .end = 1 };
  g_autoptr (LtInfo) info = NULL;
  g_autoptr (LtSnapshot) snapshot = NULL;
  g_autoptr (GError) error = NULL;

  if (workspace == NULL || !lt_workspace_is_read_only (workspace)
      || lt_workspace_get_read_only_reason (workspace) == NULL)
    return 1;
  info = lt_workspace_get_info (workspace, NULL);
  snapshot = lt_workspace_load_snapshot (workspace, NULL);
  if (info == NULL || info->chains != 8 || snapshot == NULL)
    return 2;
  if (rows_put (&rows, workspace, "add", &error) || !g_error_matches (error, LT_ERROR, LT_ERROR_READ_ONLY))
    return 3;
  return 0;
}

static int
create_in_protected (const char *path)
{
  g_autoptr (GError) error = NULL;

  return lt_workspace_create (path, lt_paths_get_catalogue (), &error) == NULL
                 && g_error_matches (error, LT_ERROR, LT_ERROR_READ_ONLY)
             ? 0
             : 1;
}

static void
test_protected (Fixture *self, gconstpointer data)
{
  g_autofree char *other = fixture_name (self, "other.gpkg");

  fixture_close (self);
  g_chmod (self->path, 0444);
  g_chmod (self->folder, 0777);
  run_as_nobody (read_protected, self->path);
  g_chmod (self->path, 0666);
  g_chmod (self->folder, 0555);
  run_as_nobody (read_protected, self->path);
  run_as_nobody (create_in_protected, other);
  run_sql (self->path, "PRAGMA journal_mode = DELETE");
  run_as_nobody (read_protected, self->path);
  g_chmod (self->folder, 0700);
}

static char *
find_backup (Fixture *self)
{
  g_autoptr (GPtrArray) backups = lt_backups_list (self->path);

  for (guint i = 0; i < backups->len; i++)
    {
      const LtBackup *backup = g_ptr_array_index (backups, i);

      if (backup->reason == LT_BACKUP_MIGRATION)
        return g_strdup (backup->path);
    }
  return NULL;
}

/* An older schema is brought up to date, with a copy of the file as it was beside it. */
static void
test_older (Fixture *self, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *copy_version = NULL;
  g_autoptr (LtInfo) info = NULL;
  Rows rows = { .kind = LT_KIND_ENTERPRISE, .end = 10 };

  g_assert_true (rows_put (&rows, self->workspace, "ten", NULL));
  fixture_close (self);
  make_older (self->path);
  before = dump_table (self->path, "enterprises");
  fixture_open (self);
  info = lt_workspace_get_info (self->workspace, NULL);
  g_assert_cmpint (info->schema_version, ==, LT_SCHEMA_VERSION);
  g_assert_true (lt_workspace_undo (self->workspace, NULL));
  g_assert_true (lt_workspace_redo (self->workspace, NULL));
  after = dump_table (self->path, "enterprises");
  g_assert_cmpstr (after, ==, before);
  copy = find_backup (self);
  g_assert_nonnull (copy);
  g_assert_true (g_str_has_suffix (copy, "-migration-v1.gpkg"));
  copy_version = query_text (copy, "SELECT max (version) FROM lt_schema");
  g_assert_cmpstr (copy_version, ==, "1");
}

/* A migration that fails leaves the file as it was. */
static void
test_migration_fails (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *version = NULL;
  g_autofree char *tables = NULL;

  fixture_close (self);
  make_older (self->path);
  run_sql (self->path, "CREATE TABLE parcel_years (in_the_way)");
  g_assert_null (lt_workspace_open (self->path, &error));
  assert_sentence (error, LT_ERROR_IO, "city.gpkg");
  version = query_text (self->path, "SELECT max (version) FROM lt_schema");
  g_assert_cmpstr (version, ==, "1");
  tables = query_text (self->path, "SELECT count (*) FROM sqlite_schema WHERE name = 'actuals'");
  g_assert_cmpstr (tables, ==, "0");
}

static void
test_two_workspaces (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LtWorkspace *second = lt_workspace_open (self->path, &error);
  Rows rows = { .kind = LT_KIND_PARCEL, .end = 20 };
  Rows more = { .kind = LT_KIND_PARCEL, .next = 20, .end = 40 };
  g_autoptr (LtInfo) info = NULL;

  g_assert_no_error (error);
  g_assert_true (rows_put (&rows, self->workspace, "first", &error));
  g_assert_true (rows_put (&more, second, "second", &error));
  g_assert_no_error (error);
  info = lt_workspace_get_info (self->workspace, &error);
  g_assert_cmpuint (info->counts[LT_KIND_PARCEL], ==, 40);
  assert_let_go (second);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/damage/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("no-workspace", test_no_workspace);
  ADD ("other-databases", test_other_databases);
  ADD ("truncated", test_truncated);
  ADD ("last-bytes", test_last_bytes);
  ADD ("log-left-behind", test_log_left_behind);
  ADD ("corrupt", test_corrupt);
  ADD ("bad-blobs", test_bad_blobs);
  ADD ("newer", test_newer);
  ADD ("newer-with-log", test_newer_with_log);
  ADD ("looking-changes-nothing", test_looking_changes_nothing);
  ADD ("writing-turns-log-on", test_writing_turns_log_on);
  ADD ("older", test_older);
  ADD ("migration-fails", test_migration_fails);
  ADD ("locked", test_locked);
  ADD ("writer-locked", test_writer_locked);
  ADD ("protected", test_protected);
  ADD ("two-workspaces", test_two_workspaces);
  return g_test_run ();
}
