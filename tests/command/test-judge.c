#include <glib.h>
#include <json-glib/json-glib.h>
#include <sqlite3.h>
#include <string.h>

#include "run-liantu.h"
#include "test-data.h"

#define LARGE "91512081MA62K0260E"
#define SMALL "91440606568256340P"

typedef struct
{
  char *folder;
  char *city;
} Fixture;

/* Six parcels of 20,000 m² but for what is said. */
static const struct
{
  const char *number;
  const char *more;
} parcels[] = {
  { "G-1", "\"行业代码\":\"3911\",\"行业分类版本\":2002,\"总建筑面积\":12400" },
  { "G-2", "\"行业代码\":\"3911\",\"行业分类版本\":2002,\"总建筑面积\":14000,\"约定亩均税收\":5" },
  { "G-3", "\"行业代码\":\"3911\",\"行业分类版本\":2017,\"总建筑面积\":40000" },
  { "G-4", "\"行业代码\":\"2611\",\"行业分类版本\":2002" },
  { "G-5", "\"行业代码\":\"2611\",\"行业分类版本\":2002,\"总建筑面积\":20000,\"约定容积率\":1.5" },
  { "G-6", "\"行业代码\":\"2611\",\"行业分类版本\":2002,\"总建筑面积\":20000,\"约定亩均税收\":5" },
};

/* The large one has 600 万元 of tax in 2024 and three quarters of its land on G-2; the small one rents
 * all of G-6. */
static const char figures[]
    = "INSERT INTO occupancy (enterprise_id, parcel_id, area_m2, tenure) "
      "SELECT e.fid, p.fid, CASE number WHEN 'G-1' THEN 5000 ELSE 15000 END, 'owned' FROM enterprises e, "
      "parcels p "
      "WHERE credit_code = '" LARGE "' AND number IN ('G-1', 'G-2');"
      "INSERT INTO occupancy (enterprise_id, parcel_id, area_m2, tenure) "
      "SELECT e.fid, p.fid, NULL, 'rented' FROM enterprises e, parcels p "
      "WHERE credit_code = '" SMALL "' AND number = 'G-6';"
      "INSERT INTO enterprise_years (enterprise_id, year, revenue_wan, tax_wan, reporting_unit) "
      "SELECT fid, 2024, 8000, 600, '县' FROM enterprises WHERE credit_code = '" LARGE "';"
      "INSERT INTO enterprise_years (enterprise_id, year, revenue_wan, tax_wan, reporting_unit) "
      "SELECT fid, 2024, 7000, 999, '合作区' FROM enterprises WHERE credit_code = '" LARGE "';"
      "INSERT INTO enterprise_years (enterprise_id, year, revenue_wan, tax_wan) "
      "SELECT fid, 2023, 8000, 60 FROM enterprises WHERE credit_code = '" LARGE "';"
      "INSERT INTO enterprise_years (enterprise_id, year, revenue_wan, tax_wan) "
      "SELECT fid, 2024, 900, 60 FROM enterprises WHERE credit_code = '" SMALL "';";

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

static char *
make_geojson (void)
{
  GString *text = g_string_new ("{\"type\":\"FeatureCollection\",\"features\":[");

  for (guint i = 0; i < G_N_ELEMENTS (parcels); i++)
    {
      double x = 119.9 + i * 0.01, y = 30.55;

      g_string_append_printf (
          text,
          "%s{\"type\":\"Feature\",\"properties\":{\"宗地编号\":\"%s\",\"区县\":\"%s\","
          "\"宗地面积\":20000,\"建筑占地面积\":9000,\"行政办公及生活服务设施用地面积\":1000,"
          "\"绿地面积\":2000,%s},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
          "[[[%f,%f],[%f,%f],[%f,%f],[%f,%f]]]}}",
          i > 0 ? "," : "", parcels[i].number, i < 3 ? "德清县" : "长兴县", parcels[i].more, x, y, x + 0.001,
          y, x, y + 0.001, x, y);
    }
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

static void
import (Fixture *self, const char *kind, const char *name, const char *text)
{
  g_autofree char *path = test_data_write (self->folder, name, text, -1);
  g_autoptr (LiantuRun) run = run_liantu (self->folder, "import", self->city, kind, path, NULL);

  assert_done (run);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *geojson = make_geojson ();
  g_autoptr (LiantuRun) run = NULL;

  self->folder = test_data_make_folder ();
  self->city = g_build_filename (self->folder, "city.gpkg", NULL);
  run = run_liantu (self->folder, "new", self->city, NULL);
  assert_done (run);
  import (self, "parcels", "parcels.geojson", geojson);
  import (self, "enterprises", "enterprises.csv",
          "统一社会信用代码,企业名称,区县\r\n" LARGE ",甲公司,德清县\r\n" SMALL ",乙公司,长兴县\r\n");
  run_sql (self->city, figures);
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
  assert_done (run);
  g_assert_true (json_parser_load_from_data (parser, run->out, -1, NULL));
  return json_node_get_object (json_parser_get_root (parser));
}

static void
check_counts (JsonObject *object, const char *expected)
{
  JsonObject *counts = json_object_get_object_member (object, "counts");
  g_autofree char *text = g_strdup_printf ("%d %d %d %d", (int) json_object_get_int_member (counts, "pass"),
                                           (int) json_object_get_int_member (counts, "fail"),
                                           (int) json_object_get_int_member (counts, "no_standard"),
                                           (int) json_object_get_int_member (counts, "missing"));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_evaluate (Fixture *self, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (LiantuRun) run = run_liantu (self->folder, "evaluate", self->city, "--json", NULL);
  g_autoptr (LiantuRun) plain = run_liantu (self->folder, "evaluate", self->city, NULL);
  JsonObject *object = parse (run, parser);

  g_assert_cmpstr (json_object_get_string_member (object, "rules"), ==, "control-2008");
  g_assert_cmpint (json_object_get_int_member (object, "year"), ==, 2024);
  /* G-1 and G-5 have too little floor, G-6 too little of the agreed tax. */
  check_counts (object, "1 3 1 1");
  g_assert_false (json_object_has_member (object, "grades"));
  object = json_object_get_object_member (object, "missing");
  g_assert_cmpint (json_object_get_int_member (object, "floor_area_m2"), ==, 1);
  assert_done (plain);
  g_assert_nonnull (strstr (plain->out, "missing for 1 parcel"));
}

static void
test_options (Fixture *self, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (LiantuRun) district
      = run_liantu (self->folder, "evaluate", self->city, "--json", "--district", "330522", NULL);
  g_autoptr (LiantuRun) by_name
      = run_liantu (self->folder, "evaluate", self->city, "--json", "--district", "德清", NULL);
  g_autoptr (LiantuRun) year
      = run_liantu (self->folder, "evaluate", self->city, "--json", "--year", "2023", NULL);
  g_autoptr (LiantuRun) grades
      = run_liantu (self->folder, "evaluate", self->city, "--json", "--rules", "per-mu-below-rank", NULL);
  JsonObject *object;

  check_counts (parse (district, parser), "0 2 0 1");
  check_counts (parse (by_name, parser), "1 1 1 0");
  object = parse (year, parser);
  g_assert_cmpint (json_object_get_int_member (object, "year"), ==, 2023);
  /* 60 万元 in 2023 are too little on G-2; on G-6 nobody has figures. */
  check_counts (object, "0 3 1 2");
  object = json_object_get_object_member (parse (grades, parser), "grades");
  g_assert_cmpint (json_object_get_int_member (object, "A") + json_object_get_int_member (object, "D"), ==,
                   1);
  g_assert_cmpint (json_object_get_int_member (object, "unrated"), >, 0);
}

static JsonObject *
find_indicator (JsonObject *object, const char *name)
{
  JsonArray *indicators = json_object_get_array_member (object, "indicators");

  for (guint i = 0; i < json_array_get_length (indicators); i++)
    {
      JsonObject *indicator = json_array_get_object_element (indicators, i);

      if (strcmp (json_object_get_string_member (indicator, "name"), name) == 0)
        return indicator;
    }
  g_assert_not_reached ();
}

static void
test_explain (Fixture *self, gconstpointer data)
{
  static const char *const keys[]
      = { "name", "value", "unit", "standard", "verdict", "clause", "edition", "difference", "inputs" };
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (LiantuRun) run = run_liantu (self->folder, "explain", self->city, "G-1", "--json", NULL);
  JsonObject *object = parse (run, parser);
  JsonObject *far = find_indicator (object, "far");
  JsonObject *needed = json_object_get_object_member (far, "needed");

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_true (json_object_has_member (far, keys[i]));
  g_assert_cmpstr (json_object_get_string_member (object, "verdict"), ==, "fail");
  g_assert_cmpstr (json_object_get_string_member (far, "verdict"), ==, "fail");
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (far, "value"), 0.62, 1e-9);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (far, "standard"), 0.7, 1e-9);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (far, "difference"), -0.08, 1e-9);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (needed, "amount"), 1600, 1e-6);
  g_assert_cmpstr (json_object_get_string_member (needed, "input"), ==, "floor_area_m2");
  far = json_object_get_object_member (far, "inputs");
  g_assert_cmpfloat (json_object_get_double_member (far, "area_m2"), ==, 20000);
  g_assert_true (json_object_get_null_member (far, "high_floor_area_m2"));
  g_assert_cmpint (json_object_get_int_member (far, "industry_edition"), ==, 2002);
}

/* 600 万元, three quarters of them on G-2: 450 on 30 mu are 15 a mu. */
static void
test_shares (Fixture *self, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (LiantuRun) shared = run_liantu (self->folder, "explain", self->city, "G-2", "--json", NULL);
  g_autoptr (LiantuRun) alone = run_liantu (self->folder, "explain", self->city, "G-6", "--json", NULL);
  g_autoptr (LiantuRun) own = NULL;
  JsonObject *object = parse (shared, parser);
  JsonArray *occupancy = json_object_get_array_member (object, "occupancy");

  g_assert_cmpfloat_with_epsilon (
      json_object_get_double_member (find_indicator (object, "tax_per_mu"), "value"), 15, 1e-9);
  g_assert_cmpuint (json_array_get_length (occupancy), ==, 1);
  g_assert_cmpfloat_with_epsilon (
      json_object_get_double_member (json_array_get_object_element (occupancy, 0), "share"), 0.75, 1e-9);
  /* 60 on 30 mu are 2 of the 5 that were agreed. */
  object = find_indicator (parse (alone, parser), "tax_per_mu");
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object, "value"), 2, 1e-9);
  g_assert_cmpstr (json_object_get_string_member (object, "verdict"), ==, "fail");
  g_assert_cmpstr (json_object_get_string_member (object, "edition"), ==, "sale contract");
  /* What is recorded for the parcel itself wins. */
  run_sql (self->city,
           "INSERT INTO parcel_years (parcel_id, year, tax_wan) SELECT fid, 2024, 180 FROM parcels "
           "WHERE number = 'G-6'");
  own = run_liantu (self->folder, "explain", self->city, "G-6", "--json", NULL);
  object = find_indicator (parse (own, parser), "tax_per_mu");
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object, "value"), 6, 1e-9);
}

/* A sum that one of them is missing from is missing. */
static void
test_missing_share (Fixture *self, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (LiantuRun) run = NULL;
  JsonObject *object;

  run_sql (self->city, "INSERT INTO occupancy (enterprise_id, parcel_id, area_m2) SELECT min (fid), "
                       "(SELECT fid FROM parcels WHERE number = 'G-2'), 3000 FROM enterprises "
                       "WHERE credit_code IS NULL OR credit_code NOT IN ('" LARGE "', '" SMALL "')");
  run = run_liantu (self->folder, "explain", self->city, "G-2", "--json", NULL);
  object = find_indicator (parse (run, parser), "tax_per_mu");
  g_assert_true (json_object_get_null_member (object, "value"));
  g_assert_cmpstr (json_object_get_string_member (object, "verdict"), ==, "missing");
}

static void
test_enterprise (Fixture *self, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (LiantuRun) score = run_liantu (self->folder, "explain", self->city, SMALL, "--json", NULL);
  g_autoptr (LiantuRun) sandi = run_liantu (self->folder, "explain", self->city, SMALL, "--rules",
                                            "huzhou-sandi-2021", "--json", NULL);
  g_autoptr (LiantuRun) large = run_liantu (self->folder, "explain", self->city, LARGE, "--rules",
                                            "huzhou-sandi-2021", "--json", NULL);
  JsonObject *object = parse (score, parser);

  g_assert_cmpstr (json_object_get_string_member (object, "rules"), ==, "per-mu-huangyan-2022");
  g_assert_cmpstr (json_object_get_string_member (object, "group"), ==, "below");
  object = find_indicator (object, "tax_per_mu");
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object, "sub_score"), 50 * 2 / 11.5932,
                                  1e-9);
  object = parse (sandi, parser);
  g_assert_cmpstr (json_object_get_string_member (object, "verdict"), ==, "fail");
  g_assert_cmpstr (json_object_get_string_member (find_indicator (object, "land_mu"), "verdict"), ==, "fail");
  object = parse (large, parser);
  g_assert_cmpstr (json_object_get_string_member (object, "verdict"), ==, "pass");
  g_assert_cmpfloat_with_epsilon (
      json_object_get_double_member (find_indicator (object, "tax_per_mu"), "value"), 20, 1e-9);
}

static void
test_csv (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "list.csv", NULL);
  g_autofree char *nowhere = g_build_filename (self->folder, "no", "list.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (LiantuRun) run = run_liantu (self->folder, "evaluate", self->city, "--csv", path, NULL);
  g_autoptr (LiantuRun) failed = run_liantu (self->folder, "evaluate", self->city, "--csv", nowhere, NULL);
  g_auto (GStrv) lines = NULL;

  assert_done (run);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + G_N_ELEMENTS (parcels) + 1);
  g_assert_true (g_str_has_prefix (text, "\xEF\xBB\xBF\"Parcel number\","));
  g_assert_nonnull (
      strstr (text, "\"G-1\",\"\",\"\",\"330521\",\"3911\",20000,0.62,0.7,\"Falls short\",\"short by 0.080: "
                    "Total floor area to be raised by 1,600 m²\","));
  assert_one_sentence (failed, 1, "list.csv");
}

/* Excel's file is a ZIP archive, complete, and never half of one. */
static void
test_xlsx (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "list.xlsx", NULL);
  g_autofree char *nowhere = g_build_filename (self->folder, "no", "list.xlsx", NULL);
  g_autofree char *text = NULL;
  gsize length;
  gboolean sheets = FALSE;
  g_autoptr (LiantuRun) run
      = run_liantu (self->folder, "evaluate", self->city, "--xlsx", path, "--json", NULL);
  g_autoptr (LiantuRun) again = run_liantu (self->folder, "evaluate", self->city, "--xlsx", path, NULL);
  g_autoptr (LiantuRun) failed = run_liantu (self->folder, "evaluate", self->city, "--xlsx", nowhere, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();

  check_counts (parse (run, parser), "1 3 1 1");
  assert_done (again);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_cmpmem (text, 4, "PK\x03\x04", 4);
  g_assert_nonnull (g_strstr_len (text + length - 22, 4, "PK\x05\x06"));
  /* The rows, and what they were judged by. */
  for (gsize i = 0; i + 10 < length && !sheets; i++)
    sheets = memcmp (text + i, "sheet2.xml", 10) == 0;
  g_assert_true (sheets);
  assert_one_sentence (failed, 1, "list.xlsx");
}

static void
test_errors (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *arguments[4];
    int status;
    const char *word;
  } cases[] = {
    { { "--rules", "control-1908" }, 1, "control-2008" },
    { { "--rules", "nowhere.json" }, 1, "nowhere.json" },
    { { "--district", "Atlantis" }, 1, "Atlantis" },
    { { "--year", "24" }, 2, "--year" },
    { { "--year", "last" }, 2, "last" },
  };
  g_autoptr (LiantuRun) nobody = run_liantu (self->folder, "explain", self->city, "G-99", NULL);
  g_autoptr (LiantuRun) other
      = run_liantu (self->folder, "explain", self->city, "G-1", "--rules", "huzhou-sandi-2021", NULL);
  g_autoptr (LiantuRun) few = run_liantu (self->folder, "explain", self->city, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LiantuRun) run = run_liantu (self->folder, "evaluate", self->city, cases[i].arguments[0],
                                              cases[i].arguments[1], NULL);

      assert_one_sentence (run, cases[i].status, cases[i].word);
    }
  assert_one_sentence (nobody, 1, "G-99");
  assert_one_sentence (other, 1, "credit code");
  assert_one_sentence (few, 2, "PARCEL-NUMBER");
}

#define ADD(name, func) g_test_add ("/judge/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("evaluate", test_evaluate);
  ADD ("options", test_options);
  ADD ("explain", test_explain);
  ADD ("shares", test_shares);
  ADD ("missing-share", test_missing_share);
  ADD ("enterprise", test_enterprise);
  ADD ("csv", test_csv);
  ADD ("xlsx", test_xlsx);
  ADD ("errors", test_errors);
  return g_test_run ();
}
