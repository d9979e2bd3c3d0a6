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
  g_test_add_func ("/export/crs", test_crs);
  g_test_add_func ("/export/misuse", test_misuse);
  status = g_test_run ();
  g_free (city);
  test_data_remove_folder (folder);
  return status;
}
