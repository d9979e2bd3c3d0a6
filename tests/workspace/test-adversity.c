#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "lt-backups.h"
#include "lt-edit.h"
#include "lt-paths.h"

/* What can happen to a file while it is open. Each time: one sentence, nothing lost of what was saved, and a
 * way on. */

static GArray *
add_project (LtWorkspace *workspace, const char *name, GError **error)
{
  g_autoptr (LtRecord) project = lt_record_new (LT_KIND_PROJECT);
  LtEdit *edit = lt_edit_new (name);

  lt_record_set_text (project, (guint) lt_fields_find (LT_KIND_PROJECT, "name"), name);
  lt_edit_put (edit, project, NULL);
  return lt_workspace_edit (workspace, edit, error);
}

static void
add (Fixture *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = add_project (self->workspace, name, &error);

  g_assert_no_error (error);
  g_assert_nonnull (ids);
}

static void
add_fails (Fixture *self, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (add_project (self->workspace, "lost", &error));
  assert_sentence (error, code, "city.gpkg");
}

static void
check_projects (const char *path, const char *expected)
{
  g_autofree char *names
      = query_text (path, "SELECT group_concat (name) FROM (SELECT name FROM projects ORDER BY fid)");
  g_autofree char *integrity = query_text (path, "PRAGMA integrity_check");

  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_cmpstr (names, ==, expected);
}

/* The window has it open still: all of it can be saved elsewhere, and work goes on there. */
static void
go_on_elsewhere (Fixture *self)
{
  g_autofree char *copy = fixture_name (self, "elsewhere.gpkg");
  g_autoptr (GError) error = NULL;
  g_autoptr (LtWorkspace) workspace = NULL;
  g_autoptr (GArray) ids = NULL;

  lt_workspace_save_copy (self->workspace, copy, FALSE, &error);
  g_assert_no_error (error);
  check_projects (copy, "one,two");
  workspace = lt_workspace_open (copy, &error);
  g_assert_no_error (error);
  ids = add_project (workspace, "three", &error);
  g_assert_no_error (error);
  lt_workspace_close (workspace);
  check_projects (copy, "one,two,three");
}

static void
test_removed (Fixture *self, gconstpointer data)
{
  add (self, "one");
  add (self, "two");
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  add_fails (self, LT_ERROR_NOT_FOUND);
  go_on_elsewhere (self);
}

static void
test_replaced (Fixture *self, gconstpointer data)
{
  g_autofree char *other = fixture_name (self, "other.gpkg");

  add (self, "one");
  g_assert_true (lt_workspace_save_copy (self->workspace, other, FALSE, NULL));
  add (self, "two");
  g_assert_cmpint (g_rename (other, self->path), ==, 0);
  add_fails (self, LT_ERROR_CONFLICT);
  go_on_elsewhere (self);
}

/* An undo, an import and going to a moment look first, too. */
static void
test_removed_others (Fixture *self, gconstpointer data)
{
  Rows rows = { .kind = LT_KIND_PARCEL, .end = 3 };
  g_autoptr (GError) undo = NULL;
  g_autoptr (GError) import = NULL;

  add (self, "one");
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  g_assert_false (lt_workspace_undo (self->workspace, &undo));
  assert_sentence (undo, LT_ERROR_NOT_FOUND, "city.gpkg");
  g_assert_false (rows_put (&rows, self->workspace, "rows", &import));
  assert_sentence (import, LT_ERROR_NOT_FOUND, "city.gpkg");
}

/* --- a full disk --- */

static void
fill_up (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  guint saved = 0;
  g_autofree char *n = NULL;

  for (guint i = 0; error == NULL && i < 100000; i++)
    {
      Rows rows = { .kind = LT_KIND_PARCEL, .next = i * 200, .end = (i + 1) * 200 };

      if (rows_put (&rows, self->workspace, "rows", &error))
        saved += 200;
    }
  g_assert_nonnull (error);
  g_assert_true (error->domain == LT_ERROR);
  check_sentence (error->message, NULL);
  n = query_text (self->path, "SELECT count (*) FROM parcels");
  g_assert_cmpuint ((guint) g_ascii_strtoull (n, NULL, 10), ==, saved);
}

static void
check_full (Fixture *self)
{
  g_autofree char *copy = NULL;
  g_autofree char *folder = g_dir_make_tmp ("lt-elsewhere-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;

  fill_up (self);
  copy = g_build_filename (folder, "copy.gpkg", NULL);
  g_assert_true (lt_workspace_save_copy (self->workspace, copy, FALSE, &error));
  g_assert_no_error (error);
  check_projects (copy, "one,two");
  g_unlink (copy);
  g_rmdir (folder);
}

/* A small disk of its own; only root may make one. */
static void
test_full_disk (void)
{
  g_autofree char *disk = g_dir_make_tmp ("lt-disk-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  Fixture fixture = { .folder = disk };

  if (mount ("none", disk, "tmpfs", 0, "size=6m") != 0)
    {
      g_test_skip ("no disk can be made here");
      g_rmdir (disk);
      return;
    }
  fixture.path = g_build_filename (disk, "city.gpkg", NULL);
  fixture.workspace = lt_workspace_create (fixture.path, lt_paths_get_catalogue (), &error);
  g_assert_no_error (error);
  add (&fixture, "one");
  add (&fixture, "two");
  check_full (&fixture);
  fixture_close (&fixture);
  check_projects (fixture.path, "one,two");
  g_assert_cmpint (umount2 (disk, MNT_DETACH), ==, 0);
  g_rmdir (disk);
  g_free (fixture.path);
}

/* A limit on the size of files is as good as a full disk, for those who may not make one. */
static void
test_file_limit (Fixture *self, gconstpointer data)
{
  struct rlimit before, limit;
  g_autoptr (GError) error = NULL;
  g_autofree char *n = NULL;
  guint saved = 0;

  add (self, "one");
  add (self, "two");
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 2 * 1024 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  for (guint i = 0; error == NULL && i < 1000; i++)
    {
      Rows rows = { .kind = LT_KIND_PARCEL, .next = i * 500, .end = (i + 1) * 500 };

      if (rows_put (&rows, self->workspace, "rows", &error))
        saved += 500;
    }
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_nonnull (error);
  g_assert_true (error->domain == LT_ERROR);
  check_sentence (error->message, NULL);
  /* Once there is room again it goes on. */
  add (self, "three");
  check_projects (self->path, "one,two,three");
  n = query_text (self->path, "SELECT count (*) FROM parcels");
  g_assert_cmpuint ((guint) g_ascii_strtoull (n, NULL, 10), ==, saved);
}

/* --- others --- */

/* A lock that does not go away is explained, with who holds it. */
static void
test_locked (Fixture *self, gconstpointer data)
{
  pid_t pid;
  int status;
  g_autoptr (GError) error = NULL;

  add (self, "one");
  pid = fork ();
  if (pid == 0)
    {
      execlp ("sqlite3", "sqlite3", self->path, "BEGIN IMMEDIATE", ".shell echo locked; sleep 30", NULL);
      _exit (77);
    }
  g_usleep (500 * 1000);
  if (waitpid (pid, &status, WNOHANG) == pid)
    {
      g_test_skip ("there is no sqlite3 here");
      return;
    }
  g_assert_null (add_project (self->workspace, "lost", &error));
  kill (pid, SIGKILL);
  waitpid (pid, &status, 0);
  assert_sentence (error, LT_ERROR_LOCKED, "city.gpkg");
  if (g_file_test ("/proc/locks", G_FILE_TEST_EXISTS))
    check_sentence (error->message, "sqlite3");
  add (self, "two");
  check_projects (self->path, "one,two");
}

typedef struct
{
  const char *path;
  guint n;
} Typist;

static gpointer
type_in_thread (gpointer data)
{
  Typist *typist = data;
  g_autoptr (LtWorkspace) workspace = lt_workspace_open (typist->path, NULL);

  for (guint i = 0; i < typist->n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) ids = add_project (workspace, "p", &error);

      g_assert_no_error (error);
    }
  lt_workspace_close (workspace);
  return NULL;
}

/* Several windows at once: each waits its turn, and every step is in the one journal. */
static void
test_together (Fixture *self, gconstpointer data)
{
  Typist typist = { self->path, 40 };
  GThread *threads[4];
  g_autofree char *n = NULL;
  g_autofree char *steps = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("typist", type_in_thread, &typist);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  n = query_text (self->path, "SELECT count (*) FROM projects");
  g_assert_cmpstr (n, ==, "160");
  steps = query_text (self->path, "SELECT count (*) FROM lt_journal WHERE state = 'done' AND "
                                  "coalesce (parent, 0) = id - 1");
  g_assert_cmpstr (steps, ==, "160");
}

static void
on_changed (LtWorkspace *workspace, guint generation, gpointer data)
{
  *(int *) data = 1;
}

/* What another window does is seen, and can be undone in this one. */
static void
test_two_windows (Fixture *self, gconstpointer data)
{
  g_autoptr (LtWorkspace) other = lt_workspace_open (self->path, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  int changed = 0;

  g_signal_connect (other, "changed", G_CALLBACK (on_changed), &changed);
  add (self, "one");
  wait_for (&changed);
  title = lt_workspace_get_undo_title (other);
  g_assert_cmpstr (title, ==, "one");
  g_assert_true (lt_workspace_undo (other, &error));
  check_projects (self->path, NULL);
  lt_workspace_close (other);
}

#define ADD(name, func)                                                                                      \
  g_test_add ("/adversity/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  ADD ("removed", test_removed);
  ADD ("replaced", test_replaced);
  ADD ("removed-others", test_removed_others);
  g_test_add_func ("/adversity/full-disk", test_full_disk);
  ADD ("file-limit", test_file_limit);
  ADD ("locked", test_locked);
  ADD ("together", test_together);
  ADD ("two-windows", test_two_windows);
  return g_test_run ();
}
