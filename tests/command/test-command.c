#include "config.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "run-liantu.h"
#include "test-data.h"

typedef struct
{
  char *folder;
  char *city; /* a new workspace */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (LiantuRun) run = NULL;

  self->folder = test_data_make_folder ();
  self->city = g_build_filename (self->folder, "city.gpkg", NULL);
  run = run_liantu (self->folder, "new", self->city, NULL);
  assert_done (run);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->city);
  test_data_remove_folder (self->folder);
}

static JsonObject *
parse (const LiantuRun *run, JsonParser *parser)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, run->out, -1, &error);
  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)));

  return json_node_get_object (json_parser_get_root (parser));
}

static gint64
get_info (Fixture *self, const char *key)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (LiantuRun) run = run_liantu (self->folder, "info", self->city, "--json", NULL);

  assert_done (run);

  return json_object_get_int_member (parse (run, parser), key);
}

static GBytes *
read_file (const char *path)
{
  char *contents;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));

  return g_bytes_new_take (contents, length);
}

static void
test_info (Fixture *self, gconstpointer data)
{
  static const char *const integers[]
      = { "chains", "districts", "segments", "enterprises", "parcels", "projects", "schema_version" };
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (LiantuRun) run = run_liantu (self->folder, "info", "--json", self->city, NULL);
  g_autoptr (LiantuRun) plain = run_liantu (self->folder, "info", self->city, NULL);
  JsonObject *info;
  JsonObject *part;
  JsonArray *extent;

  assert_done (run);
  info = parse (run, parser);
  for (guint i = 0; i < G_N_ELEMENTS (integers); i++)
    g_assert_true (json_node_get_value_type (json_object_get_member (info, integers[i])) == G_TYPE_INT64);
  g_assert_cmpint (json_object_get_int_member (info, "chains"), ==, 8);
  g_assert_cmpint (json_object_get_int_member (info, "districts"), ==, 7);
  g_assert_cmpint (json_object_get_int_member (info, "parcels"), ==, 0);
  g_assert_false (json_object_get_boolean_member (info, "read_only"));

  part = json_object_get_object_member (info, "catalogue");
  g_assert_nonnull (json_object_get_string_member (part, "name"));
  g_assert_nonnull (json_object_get_string_member (part, "edition"));
  g_assert_true (json_object_has_member (part, "date"));
  part = json_object_get_object_member (info, "targets");
  g_assert_cmpfloat (json_object_get_double_member (part, "sum_yi"), ==, 5300);
  g_assert_cmpfloat (json_object_get_double_member (part, "plan_yi"), ==, 6000);
  extent = json_object_get_array_member (info, "extent");
  g_assert_cmpuint (json_array_get_length (extent), ==, 4);
  g_assert_cmpfloat_with_epsilon (json_array_get_double_element (extent, 0), 119.2, 0.2);
  g_assert_cmpfloat_with_epsilon (json_array_get_double_element (extent, 3), 31.2, 0.2);

  assert_done (plain);
  g_assert_nonnull (strstr (plain->out, "530 bn"));
  g_assert_nonnull (strstr (plain->out, "600 bn"));
}

static void
test_never_overwrites (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) before = read_file (self->city);
  g_autoptr (LiantuRun) again = run_liantu (self->folder, "new", self->city, NULL);
  g_autoptr (GBytes) after = read_file (self->city);
  g_autofree char *nowhere = g_build_filename (self->folder, "no", "such", "folder.gpkg", NULL);
  g_autoptr (LiantuRun) lost = run_liantu (self->folder, "new", nowhere, NULL);

  assert_one_sentence (again, 1, "city.gpkg");
  g_assert_true (g_bytes_equal (before, after));
  assert_one_sentence (lost, 1, "such");
}

static void
test_help (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "new", "info", "import", "render" };
  g_autoptr (LiantuRun) version = run_liantu (self->folder, "--version", NULL);
  g_autoptr (LiantuRun) help = run_liantu (self->folder, "--help", NULL);

  assert_done (version);
  g_assert_true (g_str_has_prefix (version->out, "liantu "));
  assert_done (help);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (LiantuRun) run = run_liantu (self->folder, names[i], "--help", NULL);
      g_autofree char *usage = g_strconcat ("liantu ", names[i], NULL);

      assert_done (run);
      g_assert_nonnull (strstr (run->out, usage));
      g_assert_nonnull (strstr (help->out, usage));
    }
}

static void
test_languages (Fixture *self, gconstpointer data)
{
  const char *arguments[] = { "info", self->city, NULL };
  const char *wrong[] = { "render", self->city, "a.png", "--size", "huge", "--lang", "en", NULL };
  g_autoptr (LiantuRun) chinese = run_liantu_in (self->folder, "zh_CN", arguments);
  g_autoptr (LiantuRun) english = run_liantu_in (self->folder, "zh_CN", wrong);

  assert_done (chinese);
  g_assert_nonnull (strstr (chinese->out, "企业"));
  assert_one_sentence (english, 2, "must be like");
}

static void
assert_misuse (Fixture *self, const char *word, const char *const *arguments)
{
  g_autoptr (LiantuRun) run = run_liantu_in (self->folder, "en", arguments);

  assert_one_sentence (run, 2, word);
}

#define MISUSE(word, ...) assert_misuse (self, word, (const char *const[]){ __VA_ARGS__, NULL })

static void
test_misuse (Fixture *self, gconstpointer data)
{
  const char *city = self->city;

  MISUSE ("frobnicate", "frobnicate", "a", "b");
  MISUSE ("--frobnicate", "--frobnicate");
  MISUSE ("WORKSPACE", "new");
  MISUSE ("b.gpkg", "new", "a.gpkg", "b.gpkg");
  MISUSE ("WORKSPACE", "info");
  MISUSE ("--frobnicate", "info", city, "--frobnicate");
  MISUSE ("KIND", "import", city);
  MISUSE ("SOURCE", "import", city, "parcels");
  MISUSE ("chains", "import", city, "chains", "a.csv");
  MISUSE ("FILE", "render", city);
  MISUSE (".jpg", "render", city, "a.jpg");
  MISUSE ("--size", "render", city, "a.png", "--size", "big");
  MISUSE ("--size", "render", city, "a.png", "--size", "100");
  MISUSE ("--size", "render", city, "a.png", "--size", "100x100x100");
  MISUSE ("--size", "render", city, "a.png", "--size", "-5x5");
  MISUSE ("16384", "render", city, "a.png", "--size", "8x100");
  MISUSE ("16384", "render", city, "a.png", "--size", "20000x100");
  MISUSE ("16384", "render", city, "a.png", "--size", "9000x100", "--scale", "2");
  MISUSE ("16384", "render", city, "a.png", "--size", "99999999999999999999x100");
  MISUSE ("--scale", "render", city, "a.png", "--scale", "0");
  MISUSE ("--scale", "render", city, "a.png", "--scale", "9");
  MISUSE ("--scale", "render", city, "a.png", "--scale", "nan");
  MISUSE ("--layers", "render", city, "a.png", "--layers", "roads");
  MISUSE ("--layers", "render", city, "a.png", "--layers", "");
  MISUSE ("--base", "render", city, "a.png", "--base", "google");
  MISUSE ("--lang", "render", city, "a.png", "--lang", "fr");
  MISUSE ("--theme", "render", city, "a.png", "--theme", "pink");
  MISUSE ("--view", "render", city, "a.png", "--view", "moon");
  MISUSE ("--view", "render", city, "a.png", "--view", "chain:x");
  MISUSE ("--view", "render", city, "a.png", "--view", "121,30,119,31");
}

static void
assert_failure (Fixture *self, const char *word, const char *const *arguments)
{
  g_autoptr (LiantuRun) run = run_liantu_in (self->folder, "en", arguments);

  assert_one_sentence (run, 1, word);
}

#define FAILURE(word, ...) assert_failure (self, word, (const char *const[]){ __VA_ARGS__, NULL })

static void
test_not_workspaces (Fixture *self, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (self->folder, "missing.gpkg", NULL);
  g_autofree char *text = test_data_write (self->folder, "text.gpkg", "this is not a database\n", -1);
  g_autofree char *empty = test_data_write (self->folder, "empty.gpkg", "", 0);
  g_autofree char *picture = g_build_filename (self->folder, "a.png", NULL);
  g_autofree char *csv = test_data_write (self->folder, "a.csv", "name\nx\n", -1);
  const char *files[] = { missing, text, empty, self->folder };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *name = g_path_get_basename (files[i]);

      FAILURE (name, "info", files[i], "--json");
      FAILURE (name, "import", files[i], "enterprises", csv);
      FAILURE (name, "render", files[i], picture);
    }
  g_assert_false (g_file_test (missing, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (picture, G_FILE_TEST_EXISTS));
}

static void
test_truncated (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) whole = read_file (self->city);
  gsize length = g_bytes_get_size (whole);
  static const double shares[] = { 0.001, 0.01, 0.1, 0.5, 0.9 };

  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      g_autofree char *path = test_data_write (self->folder, "cut.gpkg", g_bytes_get_data (whole, NULL),
                                               (gssize) ((double) length * shares[i]));
      g_autoptr (GBytes) before = read_file (path);
      g_autoptr (GBytes) after = NULL;

      FAILURE ("cut.gpkg", "info", path);
      after = read_file (path);
      g_assert_true (g_bytes_equal (before, after));
    }
}

static void
test_newer (Fixture *self, gconstpointer data)
{
  g_autofree char *csv = test_data_write (self->folder, "a.csv", "name\nx\n", -1);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (LiantuRun) info = NULL;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (self->city, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "INSERT INTO lt_schema VALUES (99, '2030-01-01')", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (db);

  info = run_liantu (self->folder, "info", self->city, "--json", NULL);
  assert_done (info);
  g_assert_true (json_object_get_boolean_member (parse (info, parser), "read_only"));
  FAILURE ("newer", "import", self->city, "enterprises", csv);
}

static void
test_hostile_value (Fixture *self, gconstpointer data)
{
  g_autofree char *csv
      = test_data_write (self->folder, "v.csv", "name,lon,lat\n甲,120.1,\"3\x1b[2J\n0\"\n", -1);
  g_autoptr (LiantuRun) run = run_liantu (self->folder, "import", self->city, "enterprises", csv, NULL);

  g_assert_cmpint (run->status, ==, 1);
  g_assert_null (strchr (run->err, '\x1b'));
  g_assert_null (strchr (run->out, '\x1b'));
  g_assert_true (strchr (run->err, '\n') == run->err + strlen (run->err) - 1);
}

static void
test_names (Fixture *self, gconstpointer data)
{
  g_autofree char *dashed = g_build_filename (self->folder, "-1.gpkg", NULL);
  g_autoptr (LiantuRun) empty = run_liantu (self->folder, "new", "", NULL);
  g_autoptr (LiantuRun) made = run_liantu (self->folder, "new", "--", dashed, NULL);
  g_autoptr (LiantuRun) unknown = run_liantu (self->folder, "info", "--", "-1.gpkg", NULL);

  assert_one_sentence (empty, 2, "WORKSPACE");
  assert_done (made);
  assert_one_sentence (unknown, 1, "-1.gpkg");
}

/* Another program in the middle of a change. */
static void
test_locked (Fixture *self, gconstpointer data)
{
  g_autofree char *csv = test_data_write (self->folder, "a.csv", "name\nx\n", -1);
  gint64 before = get_info (self, "enterprises");
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (self->city, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  FAILURE ("city.gpkg", "import", self->city, "enterprises", csv);
  sqlite3_close (db);
  g_assert_cmpint (get_info (self, "enterprises"), ==, before);
}

static void
test_read_only_folder (Fixture *self, gconstpointer data)
{
  g_autofree char *closed = g_build_filename (self->folder, "closed", NULL);
  g_autofree char *inside = g_build_filename (closed, "new.gpkg", NULL);
  g_autofree char *picture = g_build_filename (closed, "a.png", NULL);

  if (geteuid () == 0)
    {
      g_test_skip ("root may write everywhere");
      return;
    }
  g_assert_cmpint (g_mkdir (closed, 0500), ==, 0);
  FAILURE ("closed", "new", inside);
  FAILURE ("a.png", "render", self->city, picture);
  g_chmod (closed, 0700);
}

/* A program whose data folder is not all there. */
static void
test_missing_data (Fixture *self, gconstpointer data)
{
  g_autofree char *migrations = g_build_filename (self->folder, "migrations", NULL);
  g_autofree char *made = g_build_filename (self->folder, "made.gpkg", NULL);
  g_autofree char *picture = g_build_filename (self->folder, "a.png", NULL);

  g_assert_cmpint (symlink (LT_SOURCE_ROOT "/data/migrations", migrations), ==, 0);
  run_liantu_set ("LIANTU_DATA_DIR", self->folder);
  FAILURE ("catalogue", "new", made);
  FAILURE ("basemap", "render", self->city, picture);
  run_liantu_set ("LIANTU_DATA_DIR", NULL);
  g_assert_false (g_file_test (made, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (picture, G_FILE_TEST_EXISTS));
}

/* Nothing is left beside a workspace after a command, and it can be copied as one file. */
static void
test_one_file (Fixture *self, gconstpointer data)
{
  g_autofree char *csv = test_data_write (self->folder, "a.csv", "name\n某企业\n", -1);
  g_autofree char *wal = g_strconcat (self->city, "-wal", NULL);
  g_autofree char *copy = g_build_filename (self->folder, "copy.gpkg", NULL);
  g_autoptr (LiantuRun) run = run_liantu (self->folder, "import", self->city, "enterprises", csv, NULL);
  g_autoptr (GFile) from = g_file_new_for_path (self->city);
  g_autoptr (GFile) to = g_file_new_for_path (copy);
  gint64 n = get_info (self, "enterprises");

  assert_done (run);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));
  g_free (self->city);
  self->city = g_steal_pointer (&copy);
  g_assert_cmpint (get_info (self, "enterprises"), ==, n);
}

static void
assert_import (const LiantuRun *run, gint64 added, gint64 unchanged, gint64 rejected)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *report = parse (run, parser);

  g_assert_cmpint (json_object_get_int_member (report, "read"), ==, added + unchanged + rejected);
  g_assert_cmpint (json_object_get_int_member (report, "added"), ==, added);
  g_assert_cmpint (json_object_get_int_member (report, "changed"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (report, "unchanged"), ==, unchanged);
  g_assert_cmpint (json_object_get_int_member (report, "rejected"), ==, rejected);
  g_assert_cmpfloat (json_object_get_double_member (report, "seconds"), >=, 0.0);
  g_assert_cmpint (json_object_get_int_member (report, "n_issues"), >=, rejected);
}

static void
test_import (Fixture *self, gconstpointer data)
{
  g_autofree char *csv_text = test_data_enterprises_csv (1000);
  g_autofree char *json_text = test_data_parcels_geojson (1000);
  g_autofree char *csv = test_data_write (self->folder, "e.csv", csv_text, -1);
  g_autofree char *json = test_data_write (self->folder, "p.geojson", json_text, -1);
  gint64 before = get_info (self, "enterprises");
  g_autoptr (LiantuRun) enterprises
      = run_liantu (self->folder, "import", self->city, "enterprises", csv, "--json", NULL);
  g_autoptr (LiantuRun) parcels
      = run_liantu (self->folder, "import", "--json", self->city, "parcels", json, NULL);
  g_autoptr (LiantuRun) again
      = run_liantu (self->folder, "import", self->city, "parcels", json, "--json", NULL);
  g_autoptr (LiantuRun) plain = run_liantu (self->folder, "import", self->city, "parcels", json, NULL);

  assert_done (enterprises);
  assert_import (enterprises, 1000, 0, 0);
  assert_done (parcels);
  assert_import (parcels, 1000, 0, 0);
  assert_done (again);
  assert_import (again, 0, 1000, 0);
  assert_done (plain);
  g_assert_nonnull (strstr (plain->out, "1000"));
  g_assert_cmpint (get_info (self, "enterprises"), ==, before + 1000);
  g_assert_cmpint (get_info (self, "parcels"), ==, 1000);
}

static void
test_import_issues (Fixture *self, gconstpointer data)
{
  g_autofree char *some
      = test_data_write (self->folder, "some.csv", "name,district\n甲,330502\n乙,nowhere\n", -1);
  g_autofree char *none = test_data_write (self->folder, "none.csv", "name,district\n丙,nowhere\n", -1);
  g_autofree char *gbk = test_data_write (self->folder, "gbk.csv", "name\n\xb3\xa4\xd0\xcb\n", -1);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (LiantuRun) partly
      = run_liantu (self->folder, "import", self->city, "enterprises", some, "--json", NULL);
  g_autoptr (LiantuRun) plain = run_liantu (self->folder, "import", self->city, "enterprises", some, NULL);
  g_autoptr (LiantuRun) refused
      = run_liantu (self->folder, "import", self->city, "enterprises", none, "--json", NULL);
  g_autoptr (LiantuRun) decoded
      = run_liantu (self->folder, "import", self->city, "enterprises", gbk, "--json", NULL);
  JsonObject *issues;
  JsonObject *issue;

  assert_done (partly);
  assert_import (partly, 1, 0, 1);
  issues = json_object_get_object_member (parse (partly, parser), "issues");
  issue = json_array_get_object_element (json_object_get_array_member (issues, "district"), 0);
  g_assert_cmpint (json_object_get_int_member (issue, "row"), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (issue, "field"), ==, "district");
  g_assert_cmpstr (json_object_get_string_member (issue, "value"), ==, "nowhere");
  g_assert_nonnull (json_object_get_string_member (issue, "message"));
  assert_done (plain);
  g_assert_nonnull (strstr (plain->out, "nowhere"));

  g_assert_cmpint (refused->status, ==, 1);
  assert_import (refused, 0, 0, 1);
  g_assert_nonnull (strstr (refused->err, "none.csv"));
  g_assert_cmpstr (strchr (refused->err, '\n'), ==, "\n");

  assert_done (decoded);
  assert_import (decoded, 1, 0, 0);
  g_assert_nonnull (strstr (decoded->out, "GB18030"));
  FAILURE ("gone.csv", "import", self->city, "enterprises", "gone.csv", "--json");
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/command/info", test_info);
  ADD ("/command/never-overwrites", test_never_overwrites);
  ADD ("/command/help", test_help);
  ADD ("/command/languages", test_languages);
  ADD ("/command/misuse", test_misuse);
  ADD ("/command/not-workspaces", test_not_workspaces);
  ADD ("/command/truncated", test_truncated);
  ADD ("/command/newer", test_newer);
  ADD ("/command/hostile-value", test_hostile_value);
  ADD ("/command/names", test_names);
  ADD ("/command/locked", test_locked);
  ADD ("/command/read-only-folder", test_read_only_folder);
  ADD ("/command/missing-data", test_missing_data);
  ADD ("/command/one-file", test_one_file);
  ADD ("/command/import", test_import);
  ADD ("/command/import-issues", test_import_issues);

  return g_test_run ();
}
