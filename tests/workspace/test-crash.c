#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "lt-backups.h"
#include "lt-edit.h"

/* A program that edits, imports, undoes, migrates and backs up is killed at random moments. Everything that
 * it was told is saved is there afterwards, and nothing by half. What it does follows from how much is done,
 * so that the state after n doings is known: of five doings three add a project with two chains and move the
 * counter on, one imports parcels, one undoes that import. */

/* The sanitizers look for other faults than the count does, and are a dozen times slower. */
#define ROUNDS (g_getenv ("LIANTU_SANITIZED") != NULL ? 30u : 200u)
#define ROUNDS_A_MIGRATION 10
#define LONGEST_LIFE_MS 60
#define PARCELS 20
#define CHILD "--child"

typedef struct
{
  guint projects;
  guint parcels;
} State;

static State
expect (guint done)
{
  State state = { done / 5 * 3, 0 };

  state.projects += MIN (done % 5, 3);
  if (done % 5 == 4)
    state.parcels = PARCELS;
  return state;
}

/* --- the program that is killed --- */

static void
set_text (LtRecord *record, const char *field, const char *text)
{
  lt_record_set_text (record, (guint) lt_fields_find (lt_record_get_kind (record), field), text);
}

static void
set_number (LtRecord *record, const char *field, double number)
{
  lt_record_set_number (record, (guint) lt_fields_find (lt_record_get_kind (record), field), number);
}

static void
add_project (LtWorkspace *workspace, guint number)
{
  g_autoptr (LtRecord) project = lt_record_new (LT_KIND_PROJECT);
  g_autoptr (LtRecord) counter = lt_record_new (LT_KIND_PROJECT);
  g_autoptr (GArray) ids = NULL;
  g_autofree char *name = g_strdup_printf ("P-%u", number);
  LtEdit *edit = lt_edit_new ("a project");

  set_text (project, "name", name);
  set_text (project, "number", name);
  set_text (project, "chains", "6;1");
  lt_record_take_geometry (project, lt_geometry_new_point (119.9 + number * 1e-4, 30.5));
  lt_record_set_id (counter, 1);
  set_text (counter, "name", "counter");
  set_number (counter, "investment_wan", number + 1);
  lt_edit_put (edit, project, NULL);
  lt_edit_put (edit, counter, NULL);
  ids = lt_workspace_edit (workspace, edit, NULL);
  g_assert_nonnull (ids);
}

static void
back_up (const char *path)
{
  g_autofree char *copy = g_strconcat (path, ".copy", NULL);
  g_autoptr (LtWorkspace) workspace = lt_workspace_open (path, NULL);

  g_assert_nonnull (workspace);
  g_unlink (copy);
  lt_workspace_back_up (workspace, copy, NULL);
  lt_workspace_close (workspace);
}

static gpointer
back_up_in_thread (gpointer data)
{
  for (;;)
    back_up (data);
  return NULL;
}

static void
do_next (LtWorkspace *workspace, guint done)
{
  Rows rows = { .kind = LT_KIND_PARCEL, .end = PARCELS, .salt = (int) done };

  if (done % 5 < 3)
    add_project (workspace, expect (done).projects);
  else if (done % 5 == 3)
    g_assert_true (rows_put (&rows, workspace, "parcels", NULL));
  else
    g_assert_true (lt_workspace_undo (workspace, NULL));
}

static int
live (const char *path, guint done)
{
  g_autoptr (LtWorkspace) workspace = lt_workspace_open (path, NULL);

  g_assert_nonnull (workspace);
  g_thread_unref (g_thread_new ("backup", back_up_in_thread, (gpointer) path));
  for (;; done++)
    {
      do_next (workspace, done);
      if (write (STDOUT_FILENO, "+", 1) != 1)
        return EXIT_FAILURE;
    }
  return EXIT_SUCCESS;
}

/* --- the test --- */

/* `at_work`: its life begins when it has told of something, so that it is not always killed while it starts.
 */
static guint
let_live (const char *path, guint done, guint life_ms, gboolean at_work)
{
  g_autofree char *number = g_strdup_printf ("%u", done);
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  const char *const arguments[] = { self, CHILD, path, number, NULL };
  g_autoptr (GError) error = NULL;
  char acknowledged[256];
  gssize n;
  guint sum = 0;
  GPid pid;
  int out;

  g_assert_true (g_spawn_async_with_pipes (NULL, (char **) arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL,
                                           NULL, &pid, NULL, &out, NULL, &error));
  g_assert_no_error (error);
  if (at_work && read (out, acknowledged, 1) == 1)
    sum++;
  g_usleep (life_ms * 1000);
  kill (pid, SIGKILL);
  while ((n = read (out, acknowledged, sizeof acknowledged)) > 0)
    sum += (guint) n;
  close (out);
  g_assert_cmpint (waitpid (pid, NULL, 0), ==, pid);
  return done + sum;
}

static guint
count (const char *path, const char *sql)
{
  g_autofree char *text = query_text (path, sql);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : 0;
}

static gboolean
is_at (const char *path, guint done)
{
  State state = expect (done);

  return count (path, "SELECT count (*) FROM projects WHERE number LIKE 'P-%'") == state.projects
         && count (path, "SELECT count (*) FROM parcels") == state.parcels;
}

/* The last doing may have been saved and not told. Returns what is done. */
static guint
check (const char *path, guint acknowledged)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LtWorkspace) workspace = lt_workspace_open (path, &error);
  g_autofree char *integrity = NULL;
  guint done = acknowledged;

  g_assert_no_error (error);
  lt_workspace_close (workspace);
  integrity = query_text (path, "PRAGMA integrity_check");
  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_null (query_text (path, "PRAGMA foreign_key_check"));
  if (!is_at (path, done))
    done++;
  if (!is_at (path, done))
    g_error ("%u were acknowledged, but there are %u projects and %u parcels", acknowledged,
             count (path, "SELECT count (*) FROM projects WHERE number LIKE 'P-%'"),
             count (path, "SELECT count (*) FROM parcels"));
  g_assert_cmpuint (count (path, "SELECT investment_wan FROM projects WHERE fid = 1"), ==,
                    expect (done).projects);
  g_assert_cmpuint (count (path, "SELECT count (*) FROM project_chains"), ==, expect (done).projects * 2);
  g_assert_cmpuint (count (path, "SELECT count (*) FROM rtree_projects_geom"), ==, expect (done).projects);
  g_assert_cmpuint (count (path, "SELECT count (*) FROM rtree_parcels_geom"), ==, expect (done).parcels);
  return done;
}

static void
check_backups (const char *path)
{
  g_autoptr (GPtrArray) backups = lt_backups_list (path);

  g_assert_cmpuint (backups->len, >, 0);
  for (guint i = 0; i < backups->len; i++)
    {
      const LtBackup *backup = g_ptr_array_index (backups, i);
      g_autofree char *integrity = query_text (backup->path, "PRAGMA integrity_check");

      g_assert_cmpstr (integrity, ==, "ok");
    }
}

static void
test_killed (Fixture *self, gconstpointer data)
{
  g_autoptr (LtRecord) counter = lt_record_new (LT_KIND_PROJECT);
  g_autoptr (GArray) ids = NULL;
  LtEdit *edit = lt_edit_new ("counter");
  guint done = 0, rounds = ROUNDS;

  set_text (counter, "name", "counter");
  set_number (counter, "investment_wan", 0);
  lt_edit_put (edit, counter, NULL);
  ids = lt_workspace_edit (self->workspace, edit, NULL);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, 1);
  fixture_close (self);
  for (guint i = 0; i < rounds; i++)
    {
      if (i % ROUNDS_A_MIGRATION == 0)
        make_older (self->path);
      done = let_live (self->path, done, (guint) g_test_rand_int_range (1, LONGEST_LIFE_MS), i % 2 == 1);
      done = check (self->path, done);
    }
  g_test_message ("%u doings in %u lives", done, rounds);
  g_assert_cmpuint (done, >=, rounds / 2);
  check_backups (self->path);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  if (argc == 4 && strcmp (argv[1], CHILD) == 0)
    return live (argv[2], (guint) g_ascii_strtoull (argv[3], NULL, 10));
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/crash/killed", Fixture, NULL, fixture_set_up, test_killed, fixture_tear_down);
  return g_test_run ();
}
