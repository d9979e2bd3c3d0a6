#include "config.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "run-liantu.h"
#include "test-data.h"

static const char projects[]
    = "number,name,chains,investment_wan,signed_on,planned_started_on,longitude,latitude\n"
      "P-1,\"电池,厂\",6;1,120000,2020-01-01,2020-06-01,119.9774,30.5425\n"
      "P-2,芯片厂,2,50000,2020-01-01,2099-06-01,120.1,30.86\n"
      "P-3,药厂,4,,,,,\n";

typedef struct
{
  char *folder;
  char *city;
  char *source;
} Fixture;

static void
import (Fixture *self, const char *text)
{
  g_autoptr (LiantuRun) run = NULL;

  g_assert_true (g_file_set_contents (self->source, text, -1, NULL));
  run = run_liantu (self->folder, "import", self->city, "projects", self->source, "--json", NULL);
  assert_done (run);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (LiantuRun) run = NULL;

  self->folder = test_data_make_folder ();
  self->city = g_build_filename (self->folder, "city.gpkg", NULL);
  self->source = g_build_filename (self->folder, "projects.csv", NULL);
  run = run_liantu (self->folder, "new", self->city, NULL);
  assert_done (run);
  import (self, projects);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *backups = g_build_filename (self->folder, "city.backups", NULL);

  remove_folder (backups);
  g_free (self->city);
  g_free (self->source);
  test_data_remove_folder (self->folder);
}

static JsonObject *
parse (const LiantuRun *run, JsonParser *parser)
{
  g_autoptr (GError) error = NULL;

  assert_done (run);
  json_parser_load_from_data (parser, run->out, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static JsonObject *
get_row (JsonObject *list, guint index)
{
  return json_array_get_object_element (json_object_get_array_member (list, "projects"), index);
}

static void
test_list (Fixture *self, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (LiantuRun) run
      = run_liantu (self->folder, "list", self->city, "projects", "--late", "--json", NULL);
  g_autoptr (LiantuRun) signed_ones
      = run_liantu (self->folder, "list", self->city, "projects", "--stage", "签约", "--json", NULL);
  g_autoptr (LiantuRun) none = run_liantu (self->folder, "list", self->city, "projects", "--stage=none",
                                           "--chain", "4", "--json", NULL);
  g_autoptr (LiantuRun) district
      = run_liantu (self->folder, "list", self->city, "projects", "--district", "330521", "--json", NULL);
  JsonObject *list = parse (run, parser);
  JsonObject *row, *late;

  g_assert_cmpstr (json_object_get_string_member (list, "kind"), ==, "projects");
  g_assert_cmpint (json_object_get_int_member (list, "count"), ==, 1);
  row = get_row (list, 0);
  late = json_object_get_object_member (row, "late");
  g_assert_cmpstr (json_object_get_string_member (row, "number"), ==, "P-1");
  g_assert_cmpstr (json_object_get_string_member (row, "stage"), ==, "signed");
  g_assert_cmpfloat (json_object_get_double_member (row, "investment_wan"), ==, 120000);
  g_assert_cmpfloat (json_object_get_double_member (row, "longitude"), ==, 119.9774);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (row, "chains")), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (late, "kind"), ==, "签约未开工");
  g_assert_cmpint (json_object_get_int_member (late, "days"), >, 2000);
  list = parse (signed_ones, parser);
  g_assert_cmpint (json_object_get_int_member (list, "count"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (parse (district, parser), "count"), ==, 1);
  list = parse (none, parser);
  g_assert_cmpint (json_object_get_int_member (list, "count"), ==, 1);
  g_assert_true (json_object_get_null_member (get_row (list, 0), "investment_wan"));
  g_assert_true (json_object_get_null_member (get_row (list, 0), "late"));
}

/* What it prints as CSV can be taken in again, and changes nothing. */
static void
test_csv (Fixture *self, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (LiantuRun) list = run_liantu (self->folder, "list", self->city, "projects", "--csv", NULL);
  g_autoptr (LiantuRun) again = NULL;

  assert_done (list);
  g_assert_nonnull (strstr (list->out, ",120000,"));
  g_assert_nonnull (strstr (list->out, "\"电池,厂\""));
  g_assert_true (g_file_set_contents (self->source, list->out, -1, NULL));
  again = run_liantu (self->folder, "import", self->city, "projects", self->source, "--json", NULL);
  g_assert_cmpint (json_object_get_int_member (parse (again, parser), "added"), ==, 0);
}

/* A row whose first cell is missing keeps its columns, and no text is a formula. */
static void
test_csv_cells (Fixture *self, gconstpointer data)
{
  g_autoptr (LiantuRun) import = NULL;
  g_autoptr (LiantuRun) list = NULL;

  g_assert_true (g_file_set_contents (self->source, "name,chains\n=1+1,1\n", -1, NULL));
  import = run_liantu (self->folder, "import", self->city, "projects", self->source, NULL);
  assert_done (import);
  list = run_liantu (self->folder, "list", self->city, "projects", "--csv", NULL);
  assert_done (list);
  g_assert_nonnull (strstr (list->out, "\r\n,\"'=1+1\",1,"));
}

static void
test_wrong_usage (Fixture *self, gconstpointer data)
{
  static const char *const wrong[][5] = { { "list", "projects", "--stage", "nowhere" },
                                          { "list", "enterprises", "--late" },
                                          { "list", "things" },
                                          { "list", "projects", "--json", "--csv" },
                                          { "history", "--object", "projects" },
                                          { "history", "--object", "things:1" } };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (LiantuRun) run
          = run_liantu (self->folder, wrong[i][0], self->city, wrong[i][1], wrong[i][2], wrong[i][3], NULL);

      assert_one_sentence (run, 2, wrong[i][0]);
    }
}

static JsonObject *
get_step (JsonObject *history, guint index)
{
  return json_array_get_object_element (json_object_get_array_member (history, "steps"), index);
}

static void
test_history (Fixture *self, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (LiantuRun) run = NULL;
  g_autoptr (LiantuRun) by_row = NULL;
  g_autoptr (LiantuRun) nobody = NULL;
  g_auto (GStrv) parts = g_strsplit (projects, "120000", 2);
  g_autofree char *changed = g_strjoinv ("150000", parts);
  JsonObject *change;

  import (self, changed);
  run = run_liantu (self->folder, "history", self->city, "--object", "projects:P-1", "--json", NULL);
  change = json_array_get_object_element (
      json_object_get_array_member (get_step (parse (run, parser), 0), "changes"), 0);
  g_assert_cmpstr (json_object_get_string_member (change, "field"), ==, "investment_wan");
  g_assert_cmpstr (json_object_get_string_member (change, "from"), ==, "120000");
  g_assert_cmpstr (json_object_get_string_member (change, "to"), ==, "150000");
  by_row = run_liantu (self->folder, "history", self->city, "--object", "projects:1", "--json", NULL);
  g_assert_cmpint (json_object_get_int_member (parse (by_row, parser), "count"), ==, 2);
  nobody = run_liantu (self->folder, "history", self->city, "--object", "projects:P-9", NULL);
  assert_one_sentence (nobody, 1, "P-9");
}

static gint64
count_projects (Fixture *self)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (LiantuRun) run = run_liantu (self->folder, "info", self->city, "--json", NULL);

  return json_object_get_int_member (parse (run, parser), "projects");
}

static void
test_undo (Fixture *self, gconstpointer data)
{
  g_autoptr (LiantuRun) undo = run_liantu (self->folder, "undo", self->city, NULL);
  g_autoptr (LiantuRun) nothing = NULL;
  g_autoptr (LiantuRun) redo = NULL;

  assert_done (undo);
  g_assert_cmpint (count_projects (self), ==, 0);
  nothing = run_liantu (self->folder, "undo", self->city, NULL);
  assert_one_sentence (nothing, 1, "undo");
  redo = run_liantu (self->folder, "redo", self->city, NULL);
  assert_done (redo);
  g_assert_cmpint (count_projects (self), ==, 3);
}

static void
test_backup (Fixture *self, gconstpointer data)
{
  g_autofree char *backup = g_build_filename (self->folder, "backup.gpkg", NULL);
  g_autofree char *junk = g_build_filename (self->folder, "junk.gpkg", NULL);
  g_autoptr (LiantuRun) made = run_liantu (self->folder, "backup", self->city, backup, NULL);
  g_autoptr (LiantuRun) again = run_liantu (self->folder, "backup", self->city, backup, NULL);
  g_autoptr (LiantuRun) undo = run_liantu (self->folder, "undo", self->city, NULL);
  g_autoptr (LiantuRun) refused = NULL;
  g_autoptr (LiantuRun) other = NULL;
  g_autoptr (LiantuRun) restored = NULL;

  assert_done (made);
  assert_one_sentence (again, 1, "backup.gpkg");
  assert_done (undo);
  g_assert_true (g_file_set_contents (junk, "junk", -1, NULL));
  refused = run_liantu (self->folder, "restore", self->city, junk, NULL);
  assert_one_sentence (refused, 1, "junk.gpkg");
  g_assert_cmpint (count_projects (self), ==, 0);
  other = run_liantu (self->folder, "restore", junk, backup, NULL);
  assert_one_sentence (other, 1, "junk.gpkg");
  restored = run_liantu (self->folder, "restore", self->city, backup, NULL);
  assert_done (restored);
  g_assert_cmpint (count_projects (self), ==, 3);
}

#define ADD(name, func) g_test_add ("/command-journal/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("list", test_list);
  ADD ("csv", test_csv);
  ADD ("csv-cells", test_csv_cells);
  ADD ("wrong-usage", test_wrong_usage);
  ADD ("history", test_history);
  ADD ("undo", test_undo);
  ADD ("backup", test_backup);
  return g_test_run ();
}
