#include <glib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "run-liantu.h"
#include "test-data.h"

static char *folder;
static char *city;

static char *
place (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
make_city (void)
{
  g_autofree char *csv_text = test_data_enterprises_csv (300);
  g_autofree char *json_text = test_data_parcels_geojson (300);
  g_autofree char *csv = test_data_write (folder, "e.csv", csv_text, -1);
  g_autofree char *json = test_data_write (folder, "p.geojson", json_text, -1);
  g_autoptr (LiantuRun) made = NULL;
  g_autoptr (LiantuRun) enterprises = NULL;
  g_autoptr (LiantuRun) parcels = NULL;

  city = place ("city.gpkg");
  made = run_liantu (folder, "new", city, NULL);
  enterprises = run_liantu (folder, "import", city, "enterprises", csv, NULL);
  parcels = run_liantu (folder, "import", city, "parcels", json, NULL);
  assert_done (made);
  assert_done (enterprises);
  assert_done (parcels);
}

static char *
read_file (const char *path)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n';
  return n;
}

static void
test_formats (void)
{
  static const char *const names[]
      = { "o.xlsx", "o.csv", "o.gpkg", "o.shp", "o.geojson", "o.kml", "o.txt", "O2.GeoJSON" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = place (names[i]);
      g_autoptr (LiantuRun) run = run_liantu (folder, "export", city, "parcels", path, "--json", NULL);
      g_autoptr (LiantuRun) again = NULL;
      g_autoptr (JsonNode) node = NULL;
      GStatBuf before, after;
      JsonObject *object;

      assert_done (run);
      node = json_from_string (run->out, NULL);
      object = json_node_get_object (node);
      g_assert_cmpint (json_object_get_int_member (object, "written"), ==, 300);
      g_assert_cmpint (json_object_get_int_member (object, "outlines_left_out"), ==, 0);

      g_assert_cmpint (g_stat (path, &before), ==, 0);
      g_assert_cmpint (before.st_size, >, 0);
      again = run_liantu (folder, "export", city, "parcels", path, NULL);
      assert_one_sentence (again, 1, names[i]);
      g_assert_cmpint (g_stat (path, &after), ==, 0);
      g_assert_cmpint (before.st_ino, ==, after.st_ino);
    }
}

static void
test_titles (void)
{
  g_autofree char *zh = place ("zh.csv");
  g_autofree char *names = place ("names.csv");
  g_autofree char *few = place ("few.csv");
  g_autoptr (LiantuRun) a = run_liantu (folder, "export", city, "parcels", zh, NULL);
  g_autoptr (LiantuRun) b = run_liantu (folder, "export", city, "parcels", names, "--titles", "names", NULL);
  g_autoptr (LiantuRun) c = run_liantu (folder, "export", city, "enterprises", few, "--titles", "names",
                                        "--fields", "name,credit_code", NULL);
  g_autofree char *zh_text = NULL;
  g_autofree char *names_text = NULL;
  g_autofree char *few_text = NULL;

  assert_done (a);
  assert_done (b);
  assert_done (c);
  zh_text = read_file (zh);
  names_text = read_file (names);
  few_text = read_file (few);
  g_assert_true (g_str_has_prefix (zh_text, "\xEF\xBB\xBF宗地编号,"));
  g_assert_nonnull (strstr (zh_text, "德清县"));
  g_assert_nonnull (strstr (zh_text, "总建筑面积（m²）"));
  g_assert_true (g_str_has_prefix (names_text, "\xEF\xBB\xBFnumber,"));
  g_assert_nonnull (strstr (names_text, ",330521,"));
  g_assert_true (g_str_has_prefix (few_text, "\xEF\xBB\xBFname,credit_code,longitude,latitude\r\n"));
}

static void
test_filters (void)
{
  g_autofree char *chain = place ("chain.csv");
  g_autofree char *district = place ("district.csv");
  g_autofree char *both = place ("both.csv");
  g_autofree char *grade = place ("grade.csv");
  g_autoptr (LiantuRun) a = run_liantu (folder, "export", city, "enterprises", chain, "--chain", "7", NULL);
  g_autoptr (LiantuRun) b
      = run_liantu (folder, "export", city, "enterprises", district, "--district", "德清县", NULL);
  g_autoptr (LiantuRun) c = run_liantu (folder, "export", city, "enterprises", both, "--district", "330521",
                                        "--chain", "7", NULL);
  g_autoptr (LiantuRun) d = run_liantu (folder, "export", city, "enterprises", grade, "--grade", "A,B", NULL);
  g_autofree char *chain_text = NULL;
  g_autofree char *district_text = NULL;
  g_autofree char *both_text = NULL;
  g_autofree char *grade_text = NULL;

  assert_done (a);
  assert_done (b);
  assert_done (c);
  assert_done (d);
  chain_text = read_file (chain);
  district_text = read_file (district);
  both_text = read_file (both);
  grade_text = read_file (grade);
  g_assert_cmpuint (count_lines (chain_text), >, count_lines (both_text));
  g_assert_cmpuint (count_lines (district_text), >, count_lines (both_text));
  g_assert_cmpuint (count_lines (both_text), >, 1);
  /* Nobody has figures, so nobody is graded. */
  g_assert_cmpuint (count_lines (grade_text), ==, 1);
}

/* --- grades --- */

#define N_GRADED 20

static void
import_text (const char *workspace, const char *kind, const GString *text)
{
  g_autofree char *path = test_data_write (folder, "made.csv", text->str, -1);
  g_autoptr (LiantuRun) run = run_liantu (folder, "import", workspace, kind, path, NULL);

  assert_done (run);
}

/* Firms on parcels of ten mu each that pay more tax one after another: by rank the best quarter is A, up to
 * 70 % B, up to 95 % C, and the last D. */
static char *
make_graded (const char *name)
{
  char *workspace = place (name);
  g_autoptr (LiantuRun) made = run_liantu (folder, "new", workspace, NULL);
  g_autoptr (GString) enterprises = g_string_new ("credit_code,name,district,chains\n");
  g_autoptr (GString) parcels = g_string_new ("number,area_m2\n");
  g_autoptr (GString) figures = g_string_new ("credit_code,year,tax_wan,revenue_wan\n");
  g_autoptr (GString) occupancy = g_string_new ("credit_code,parcel,area_m2\n");

  assert_done (made);
  for (guint i = 0; i < N_GRADED; i++)
    {
      g_autofree char *code = test_data_credit_code (i);

      g_string_append_printf (enterprises, "%s,firm %02u,%s,7\n", code, i, i % 2 ? "330521" : "330522");
      g_string_append_printf (parcels, "P%02u,6666.7\n", i);
      g_string_append_printf (figures, "%s,2025,%u,500\n", code, 3 * (i + 1));
      g_string_append_printf (occupancy, "%s,P%02u,6666.7\n", code, i);
    }
  import_text (workspace, "enterprises", enterprises);
  import_text (workspace, "parcels", parcels);
  import_text (workspace, "figures", figures);
  import_text (workspace, "occupancy", occupancy);
  return workspace;
}

static char *
export_graded (const char *workspace, const char *kind, const char *grades, guint expected)
{
  g_autofree char *path = place ("graded.csv");
  g_autoptr (LiantuRun) run = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  g_unlink (path);
  run = run_liantu (folder, "export", workspace, kind, path, "--grade", grades, "--titles", "names",
                    "--fields", "name", "--json", NULL);
  assert_done (run);
  node = json_from_string (run->out, NULL);
  object = json_node_get_object (node);
  g_assert_cmpint (json_object_get_int_member (object, "written"), ==, expected);
  g_assert_cmpstr (json_object_get_string_member (object, "graded_by"), ==, "per-mu-below-rank");
  g_assert_cmpint (json_object_get_int_member (object, "graded_year"), ==, 2025);
  return read_file (path);
}

static void
test_grades (void)
{
  g_autofree char *workspace = make_graded ("graded.gpkg");
  g_autofree char *path = place ("told.csv");
  g_autofree char *none = place ("none.csv");
  g_autofree char *best = export_graded (workspace, "enterprises", "A", 5);
  g_autofree char *good = export_graded (workspace, "enterprises", "A,B", 14);
  g_autofree char *middle = export_graded (workspace, "enterprises", "C", 5);
  g_autofree char *last = export_graded (workspace, "enterprises", "D", 1);
  g_autofree char *parcels = export_graded (workspace, "parcels", "A", 5);
  g_autoptr (LiantuRun) told = run_liantu (folder, "export", workspace, "enterprises", path, "--grade", "A,B",
                                           "--district", "330521", "--year", "2025", NULL);
  g_autoptr (LiantuRun) ungraded = run_liantu (folder, "export", workspace, "enterprises", none, "--grade",
                                               "A", "--rules", "control-2008", NULL);

  for (guint i = 0; i < N_GRADED; i++)
    {
      g_autofree char *name = g_strdup_printf ("firm %02u", i);

      g_assert_cmpint (strstr (best, name) != NULL, ==, i >= 15);
      g_assert_cmpint (strstr (good, name) != NULL, ==, i >= 6);
      g_assert_cmpint (strstr (middle, name) != NULL, ==, i >= 1 && i < 6);
      g_assert_cmpint (strstr (last, name) != NULL, ==, i == 0);
    }
  assert_done (told);
  g_assert_nonnull (strstr (told->out, "per-mu-below-rank, 2025"));
  g_assert_nonnull (strstr (told->out, "7\n"));
  assert_one_sentence (ungraded, 1, "--rules");
}

/* --- all that import takes --- */

static void
test_kinds (void)
{
  static const char *const kinds[]
      = { "enterprises", "figures", "parcels", "occupancy", "projects", "districts", "zones" };
  g_autofree char *workspace = make_graded ("kinds.gpkg");
  g_autofree char *rules = place ("rules.json");
  g_autoptr (LiantuRun) out
      = run_liantu (folder, "export", workspace, "rules", rules, "--rules", "idle-land", NULL);
  g_autoptr (LiantuRun) in = run_liantu (folder, "import", workspace, "rules", rules, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strdup_printf ("kind-%s.csv", kinds[i]);
      g_autofree char *path = place (name);
      g_autoptr (LiantuRun) run = run_liantu (folder, "export", workspace, kinds[i], path, "--json", NULL);
      g_autoptr (LiantuRun) again = NULL;
      g_autoptr (JsonNode) written = NULL;
      g_autoptr (JsonNode) read = NULL;

      assert_done (run);
      again = run_liantu (folder, "import", workspace, kinds[i], path, "--json", NULL);
      written = json_from_string (run->out, NULL);
      if (i == 4)
        continue; /* no projects: a file of titles */
      assert_done (again);
      read = json_from_string (again->out, NULL);
      g_assert_cmpstr (json_object_get_string_member (json_node_get_object (written), "kind"), ==, kinds[i]);
      g_assert_cmpint (json_object_get_int_member (json_node_get_object (written), "written"), >, 0);
      g_assert_cmpint (json_object_get_int_member (json_node_get_object (written), "written"), ==,
                       json_object_get_int_member (json_node_get_object (read), "unchanged"));
    }
  assert_done (out);
  assert_done (in);
}

static void
test_crs (void)
{
  g_autofree char *path = place ("grid.csv");
  g_autofree char *gb = place ("gb.csv");
  g_autoptr (LiantuRun) run
      = run_liantu (folder, "export", city, "enterprises", path, "--crs", "EPSG:4528", NULL);
  g_autoptr (LiantuRun) coded
      = run_liantu (folder, "export", city, "enterprises", gb, "--encoding", "gb18030", NULL);
  g_autofree char *text = NULL;
  g_autofree char *gb_text = NULL;

  assert_done (run);
  assert_done (coded);
  text = read_file (path);
  gb_text = read_file (gb);
  g_assert_nonnull (strstr (text, "东坐标,北坐标"));
  g_assert_nonnull (strstr (text, ",405"));
  g_assert_true (g_str_has_prefix (gb_text, "\xCD\xB3\xD2\xBB"));
}

static void
assert_misuse (const char *word, const char *const *arguments)
{
  g_autoptr (LiantuRun) run = run_liantu_in (folder, "en", arguments);

  g_assert_cmpint (run->status, ==, 2);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_nonnull (strstr (run->err, word));
}

static void
test_misuse (void)
{
  g_autofree char *good = place ("never.csv");
  g_autofree char *kml = place ("never.kml");
  g_autofree char *txt = place ("never.txt");
  g_autofree char *wrong = place ("never.docx");
  const char *const cases[][9] = {
    { "docx", "export", city, "parcels", wrong, NULL },
    { "nonsense", "export", city, "nonsense", good, NULL },
    { "EPSG:3857", "export", city, "parcels", good, "--crs", "EPSG:3857", NULL },
    { "KML", "export", city, "parcels", kml, "--crs", "EPSG:4528", NULL },
    { "parcels", "export", city, "enterprises", txt, NULL },
    { "metres", "export", city, "parcels", txt, "--crs", "gcj02", NULL },
    { "--titles", "export", city, "parcels", good, "--titles", "de", NULL },
    { "--grade", "export", city, "parcels", good, "--grade", "a;b", NULL },
    { "grades", "export", city, "projects", good, "--grade", "A", NULL },
    { "Figures", "export", city, "figures", kml, NULL },
    { "--year", "export", city, "parcels", good, "--year", "2024", NULL },
    { "--rules", "export", city, "rules", good, NULL },
    { "FILE", "export", city, "parcels", NULL },
  };
  g_autoptr (LiantuRun) chain = run_liantu (folder, "export", city, "parcels", good, "--chain", "99", NULL);
  g_autoptr (LiantuRun) field = run_liantu (folder, "export", city, "parcels", good, "--fields", "xyz", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_misuse (cases[i][0], cases[i] + 1);
  assert_one_sentence (chain, 1, "99");
  assert_one_sentence (field, 1, "xyz");
  g_assert_false (g_file_test (good, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = test_data_make_folder ();
  make_city ();
  g_test_add_func ("/export/formats", test_formats);
  g_test_add_func ("/export/titles", test_titles);
  g_test_add_func ("/export/filters", test_filters);
  g_test_add_func ("/export/grades", test_grades);
  g_test_add_func ("/export/kinds", test_kinds);
  g_test_add_func ("/export/crs", test_crs);
  g_test_add_func ("/export/misuse", test_misuse);
  status = g_test_run ();
  g_free (city);
  test_data_remove_folder (folder);
  return status;
}
