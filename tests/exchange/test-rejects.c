#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "lt-error.h"
#include "lt-exchange.h"
#include "lt-import-plan.h"
#include "lt-paths.h"
#include "test-data.h"

#define ROWS "name,district\n好公司,330502\n坏公司,火星\n"

typedef struct
{
  char *folder;
  char *path;
  char *source;
  LtWorkspace *workspace;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = test_data_make_folder ();
  self->path = g_build_filename (self->folder, "city.gpkg", NULL);
  self->source = test_data_write (self->folder, "rows.csv", ROWS, -1);
  self->workspace = lt_workspace_create (self->path, lt_paths_get_catalogue (), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  lt_workspace_close (self->workspace);
  g_clear_object (&self->workspace);
  g_free (self->path);
  g_free (self->source);
  test_data_remove_folder (self->folder);
}

static guint
count (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  LtInfo *info = lt_workspace_get_info (self->workspace, &error);
  guint n;

  g_assert_no_error (error);
  n = info->counts[LT_KIND_ENTERPRISE];
  lt_info_free (info);

  return n;
}

static guint64
get_inode (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 ? status.st_ino : 0;
}

/* Nothing is imported and nothing written, whether it is for show or not. */
static void
assert_refused (Fixture *self, const char *source, const char *rejects, const char *word)
{
  guint before = count (self);
  guint64 inode = get_inode (rejects);

  for (guint i = 0; i < 2; i++)
    {
      LtImportOptions options = { .rejects = rejects, .dry_run = i == 0 };
      g_autoptr (GError) error = NULL;
      LtImportReport *report = lt_exchange_import (self->workspace, LT_KIND_ENTERPRISE, source, &options,
                                                   NULL, NULL, NULL, &error);

      g_assert_null (report);
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_true (error->domain == LT_ERROR);
      g_assert_nonnull (strstr (error->message, word));
      g_assert_cmpuint (count (self), ==, before);
      g_assert_cmpuint (get_inode (rejects), ==, inode);
    }
}

static char *
in_folder (Fixture *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static void
test_source (Fixture *self, gconstpointer data)
{
  g_autofree char *hard = in_folder (self, "hard.csv");
  g_autofree char *symbolic = in_folder (self, "symbolic.csv");
  g_autofree char *way = g_build_filename (self->folder, ".", "rows.csv", NULL);
  g_autofree char *text = NULL;

  g_assert_cmpint (link (self->source, hard), ==, 0);
  g_assert_cmpint (symlink (self->source, symbolic), ==, 0);
  assert_refused (self, self->source, self->source, "is what is imported");
  assert_refused (self, self->source, way, "is what is imported");
  assert_refused (self, self->source, hard, "is what is imported");
  assert_refused (self, self->source, symbolic, "is what is imported");
  assert_refused (self, hard, self->source, "is what is imported");
  g_assert_true (g_file_get_contents (self->source, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, ROWS);
}

/* Whatever the file is: its place is looked at before anything is read. */
static void
test_companions (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "a.dbf", "a.DBF", "a.cpg", "a.shx", "a.shp" };
  g_autofree char *source = test_data_write (self->folder, "a.shp", "no shapefile", -1);
  g_autofree char *table = test_data_write (self->folder, "a.dbf", "no table", -1);
  g_autofree char *hard = in_folder (self, "b.csv");
  g_autofree char *geodatabase = in_folder (self, "a.gdb");
  g_autofree char *inside = g_build_filename (geodatabase, "new.csv", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = in_folder (self, names[i]);

      assert_refused (self, source, path, "is what is imported");
    }
  g_assert_cmpint (link (table, hard), ==, 0);
  assert_refused (self, source, hard, "is what is imported");
  g_assert_cmpint (g_mkdir (geodatabase, 0700), ==, 0);
  assert_refused (self, geodatabase, inside, "is what is imported");
  assert_refused (self, geodatabase, geodatabase, "is what is imported");
}

static void
test_workspace (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "city.gpkg", "city.gpkg-wal", "city.gpkg-shm", "city.gpkg-journal" };
  g_autofree char *hard = in_folder (self, "hard.csv");
  g_autofree char *symbolic = in_folder (self, "symbolic.csv");
  g_autofree char *backups = in_folder (self, "city.backups");
  g_autofree char *backup = g_build_filename (backups, "new.csv", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = in_folder (self, names[i]);

      assert_refused (self, self->source, path, "is the workspace");
    }
  g_assert_cmpint (link (self->path, hard), ==, 0);
  g_assert_cmpint (symlink (self->path, symbolic), ==, 0);
  assert_refused (self, self->source, hard, "is the workspace");
  assert_refused (self, self->source, symbolic, "is the workspace");
  g_assert_cmpint (g_mkdir (backups, 0700), ==, 0);
  assert_refused (self, self->source, backup, "is the workspace");
}

static void
test_no_file (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = in_folder (self, "folder.csv");

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  assert_refused (self, self->source, folder, "choose a file");
  assert_refused (self, self->source, "/dev/null", "choose a file");
}

/* Nor is anything imported where the rows can't be written. */
static void
test_unwritable (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "nowhere", "x.csv", NULL);

  assert_refused (self, self->source, path, "x.csv");
}

/* A disk that is full is noticed before the rows are final. */
static void
test_full (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("name,district\n好公司,330502\n");
  g_autofree char *source = NULL;
  g_autofree char *path = in_folder (self, "x.csv");
  struct rlimit before, small;

  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (text, "坏公司%u,火星\n", i);
  source = test_data_write (self->folder, "many.csv", text->str, -1);

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 4 << 20;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  assert_refused (self, source, path, "x.csv");
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
}

/* Another file, beside the source and of its name too, and again over itself. */
static void
test_taken (Fixture *self, gconstpointer data)
{
  g_autofree char *path = in_folder (self, "rows.rejected.csv");
  LtImportOptions options = { .rejects = path };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LtImportReport) report = lt_exchange_import (
          self->workspace, LT_KIND_ENTERPRISE, self->source, &options, NULL, NULL, NULL, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (report->rejects, ==, path);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_nonnull (strstr (text, "坏公司"));
      g_assert_null (strstr (text, "好公司"));
    }
}

/* --- in the window --- */

static void
on_done (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
check (LtImportPlan *plan, GError **error)
{
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  GAsyncResult *result = NULL;
  gboolean done;

  lt_import_plan_check_async (plan, NULL, NULL, NULL, on_done, &result);
  while (result == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
    }
  done = lt_import_plan_check_finish (plan, result, error);
  g_object_unref (result);

  return done;
}

/* Who chooses the source itself to save them is told, and goes on without. */
static void
test_plan (Fixture *self, gconstpointer data)
{
  g_autoptr (LtImportPlan) plan = lt_import_plan_new (self->workspace, LT_KIND_ENTERPRISE, self->source);
  g_autofree char *path = in_folder (self, "x.csv");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  lt_import_plan_set_rejects (plan, self->source);
  g_assert_false (check (plan, &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_true (check (plan, &error));
  g_assert_no_error (error);
  g_assert_null (lt_import_plan_get_report (plan)->rejects);
  lt_import_plan_set_rejects (plan, path);
  g_assert_true (check (plan, &error));
  g_assert_cmpstr (lt_import_plan_get_report (plan)->rejects, ==, path);
  g_assert_true (g_file_get_contents (self->source, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, ROWS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/rejects/source", test_source);
  ADD ("/rejects/companions", test_companions);
  ADD ("/rejects/workspace", test_workspace);
  ADD ("/rejects/no-file", test_no_file);
  ADD ("/rejects/unwritable", test_unwritable);
  ADD ("/rejects/full", test_full);
  ADD ("/rejects/taken", test_taken);
  ADD ("/rejects/plan", test_plan);
#undef ADD

  return g_test_run ();
}
