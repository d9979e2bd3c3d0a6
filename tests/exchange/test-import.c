#include <gdal.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <ogr_api.h>
#include <string.h>

#include "lt-exchange.h"
#include "lt-paths.h"
#include "test-data.h"
#include "test-gpkg.h"

typedef struct
{
  char *folder;
  char *path;
  LtWorkspace *workspace;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = test_data_make_folder ();
  self->path = g_build_filename (self->folder, "city.gpkg", NULL);
  self->workspace = lt_workspace_create (self->path, lt_paths_get_catalogue (), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->workspace != NULL)
    lt_workspace_close (self->workspace);
  g_clear_object (&self->workspace);
  g_free (self->path);
  test_data_remove_folder (self->folder);
}

static guint
count (Fixture *self, LtKind kind)
{
  g_autoptr (GError) error = NULL;
  LtInfo *info = lt_workspace_get_info (self->workspace, &error);
  guint n;

  g_assert_no_error (error);
  n = info->counts[kind];
  lt_info_free (info);

  return n;
}

static LtImportReport *
import_path (Fixture *self, LtKind kind, const char *path)
{
  g_autoptr (GError) error = NULL;
  LtImportReport *report = lt_exchange_import (self->workspace, kind, path, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->read, ==, report->added + report->changed + report->unchanged + report->rejected);

  return report;
}

static LtImportReport *
import_text (Fixture *self, LtKind kind, const char *name, const char *text)
{
  g_autofree char *path = test_data_write (self->folder, name, text, -1);

  return import_path (self, kind, path);
}

static void
assert_counts (const LtImportReport *report, guint added, guint changed, guint unchanged, guint rejected)
{
  for (guint i = 0; i < report->issues->len; i++)
    {
      const LtIssue *issue = g_ptr_array_index (report->issues, i);

      g_test_message ("row %u %s “%s”: %s", issue->row, issue->field, issue->value, issue->message);
    }
  g_assert_cmpuint (report->added, ==, added);
  g_assert_cmpuint (report->changed, ==, changed);
  g_assert_cmpuint (report->unchanged, ==, unchanged);
  g_assert_cmpuint (report->rejected, ==, rejected);
}

/* The row whose name (or number) holds the words. */
static LtRecord *
find (Fixture *self, LtKind kind, const char *words)
{
  LtFilter filter = { .kind = kind, .text = words };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = lt_workspace_find (self->workspace, &filter, &error);
  g_autoptr (GPtrArray) records = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 1);
  records = lt_workspace_fetch (self->workspace, kind, (const gint64 *) ids->data, 1, &error);
  g_assert_no_error (error);

  return g_object_ref (g_ptr_array_index (records, 0));
}

static void
assert_point (LtRecord *record, double x, double y, double tolerance)
{
  LtGeometry *geometry = lt_record_get_geometry (record);

  g_assert_nonnull (geometry);
  g_assert_cmpint (geometry->kind, ==, LT_GEOMETRY_POINT);
  g_assert_cmpfloat_with_epsilon (geometry->xy[0], x, tolerance);
  g_assert_cmpfloat_with_epsilon (geometry->xy[1], y, tolerance);
}

/* The import must fail with one sentence that holds the word and leave the workspace as it was. */
static void
assert_refused (Fixture *self, LtKind kind, const char *path, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *undo_before = lt_workspace_get_undo_title (self->workspace);
  g_autofree char *undo_after = NULL;
  guint before = count (self, kind);
  LtImportReport *report = lt_exchange_import (self->workspace, kind, path, NULL, NULL, NULL, NULL, &error);

  g_assert_null (report);
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_true (error->domain == LT_ERROR);
  g_assert_nonnull (strstr (error->message, word));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_cmpuint (count (self, kind), ==, before);
  undo_after = lt_workspace_get_undo_title (self->workspace);
  g_assert_cmpstr (undo_before, ==, undo_after);
}

static void
assert_text_refused (Fixture *self, LtKind kind, const char *name, const char *text, const char *word)
{
  g_autofree char *path = test_data_write (self->folder, name, text, -1);

  assert_refused (self, kind, path, word);
}

static void
test_enterprises (Fixture *self, gconstpointer data)
{
  g_autofree char *text = test_data_enterprises_csv (1000);
  guint before = count (self, LT_KIND_ENTERPRISE);
  g_autoptr (LtImportReport) first = import_text (self, LT_KIND_ENTERPRISE, "a.csv", text);
  g_autoptr (LtImportReport) second = import_text (self, LT_KIND_ENTERPRISE, "a.csv", text);
  g_autoptr (LtImportReport) third = NULL;
  g_autoptr (LtRecord) record = NULL;
  char *name;
  double staff;
  guint chains[4];

  assert_counts (first, 1000, 0, 0, 0);
  assert_counts (second, 0, 0, 1000, 0);
  g_assert_cmpuint (count (self, LT_KIND_ENTERPRISE), ==, before + 1000);

  record = find (self, LT_KIND_ENTERPRISE, "测试企业第21号");
  g_assert_cmpstr (lt_record_peek (record, "district"), ==, "330502");
  g_assert_true (lt_record_get_number (record, (guint) lt_fields_find (LT_KIND_ENTERPRISE, "staff"), &staff));
  g_assert_cmpfloat (staff, ==, 3020);
  g_assert_cmpuint (lt_record_get_chains (record, chains, 4), ==, 2);
  g_assert_cmpuint (chains[0], ==, 5);
  g_assert_cmpuint (chains[1], ==, 8);

  name = strstr (text, "测试企业第7号");
  memcpy (name, "更名", strlen ("更名"));
  third = import_text (self, LT_KIND_ENTERPRISE, "a.csv", text);
  assert_counts (third, 0, 1, 999, 0);
}

static void
test_parcels (Fixture *self, gconstpointer data)
{
  g_autofree char *text = test_data_parcels_geojson (1000);
  g_autoptr (LtImportReport) first = import_text (self, LT_KIND_PARCEL, "a.geojson", text);
  g_autoptr (LtImportReport) second = import_text (self, LT_KIND_PARCEL, "a.geojson", text);
  g_autoptr (LtRecord) record = NULL;

  assert_counts (first, 1000, 0, 0, 0);
  assert_counts (second, 0, 0, 1000, 0);
  record = find (self, LT_KIND_PARCEL, "330521-0042");
  g_assert_false (lt_record_has (record, (guint) lt_fields_find (LT_KIND_PARCEL, "area_m2")));
  g_assert_cmpint (lt_record_get_geometry (record)->kind, ==, LT_GEOMETRY_POLYGON);
  g_assert_cmpfloat (lt_geometry_area_m2 (lt_record_get_geometry (record)), >, 10000);
}

static void
test_projects (Fixture *self, gconstpointer data)
{
  g_autoptr (LtImportReport) report = import_text (self, LT_KIND_PROJECT, "p.csv",
                                                   "项目名称,产业链,区县,总投资（亿元）,开工日期,经度,纬度\n"
                                                   "一号项目,绿色能源,长兴,12.5,2025年3月1日,119.9,31.0\n"
                                                   "二号项目,2,湖州市吴兴区,—,2025/4/5,,\n");
  g_autoptr (LtRecord) first = NULL;
  g_autoptr (LtRecord) second = NULL;
  guint investment = (guint) lt_fields_find (LT_KIND_PROJECT, "investment_wan");
  double wan;

  assert_counts (report, 2, 0, 0, 0);
  first = find (self, LT_KIND_PROJECT, "一号项目");
  second = find (self, LT_KIND_PROJECT, "二号项目");
  g_assert_true (lt_record_get_number (first, investment, &wan));
  g_assert_cmpfloat_with_epsilon (wan, 125000, 1e-6);
  g_assert_cmpstr (lt_record_peek (first, "started_on"), ==, "2025-03-01");
  g_assert_cmpstr (lt_record_peek (first, "district"), ==, "330522");
  g_assert_cmpstr (lt_record_peek (first, "chains"), ==, "6");
  assert_point (first, 119.9, 31.0, 1e-9);
  g_assert_false (lt_record_has (second, investment));
  g_assert_null (lt_record_get_geometry (second));
}

/* An outline replaces the approximate one and is no longer called approximate. */
static void
test_districts (Fixture *self, gconstpointer data)
{
  guint before = count (self, LT_KIND_DISTRICT);
  g_autoptr (LtImportReport) report = import_text (
      self, LT_KIND_DISTRICT, "d.geojson",
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
      "{\"code\":\"zone-nantaihu\",\"name\":\"南太湖新区\"},\"geometry\":{\"type\":\"Polygon\","
      "\"coordinates\":[[[120,30.9],[120.1,30.9],[120.1,31],[120,31],[120,30.9]]]}}]}");
  g_autoptr (LtCatalogue) catalogue = NULL;
  LtDistrict *district;

  assert_counts (report, 0, 1, 0, 0);
  g_assert_cmpuint (count (self, LT_KIND_DISTRICT), ==, before);
  catalogue = lt_workspace_get_catalogue (self->workspace);
  district = lt_catalogue_get_district (catalogue, "zone-nantaihu");
  g_assert_false (lt_district_is_approximate (district));
  g_assert_cmpfloat (lt_district_get_geometry (district)->box.west, ==, 120.0);
}

static void
test_extra (Fixture *self, gconstpointer data)
{
  g_autoptr (LtImportReport) report = import_text (
      self, LT_KIND_ENTERPRISE, "a.csv", "name,电话,引号\n某某公司,0572-123,\"a\"\"b\"\n另一公司,,\n");
  g_autoptr (LtRecord) with = find (self, LT_KIND_ENTERPRISE, "某某公司");
  g_autoptr (LtRecord) without = find (self, LT_KIND_ENTERPRISE, "另一公司");

  assert_counts (report, 2, 0, 0, 0);
  g_assert_cmpstr (lt_record_get_extra (with), ==, "{\"电话\":\"0572-123\",\"引号\":\"a\\\"b\"}");
  g_assert_null (lt_record_get_extra (without));
}

static void
test_text_forms (Fixture *self, gconstpointer data)
{
  g_autoptr (LtImportReport) semicolons = import_text (
      self, LT_KIND_ENTERPRISE, "a.csv", "\xef\xbb\xbfname;从业人数;x;y\n甲公司;１，２３４;120.1;30.8\n");
  g_autoptr (LtImportReport) tabs
      = import_text (self, LT_KIND_ENTERPRISE, "a.txt", "name\tlng\tlat\n乙公司\t120.2\t30.7\n");
  g_autoptr (LtImportReport) wkt
      = import_text (self, LT_KIND_ENTERPRISE, "w.csv", "name,wkt\n丙公司,POINT (120.3 30.6)\n丁公司,\n");
  g_autoptr (LtImportReport) single
      = import_text (self, LT_KIND_ENTERPRISE, "s.csv", "企业名称\r\n只有名称公司\r\n另一家,公司\r\n");
  g_autoptr (LtImportReport) header = import_text (self, LT_KIND_ENTERPRISE, "h.csv", "name,lon,lat\n");
  g_autoptr (LtRecord) first = find (self, LT_KIND_ENTERPRISE, "甲公司");
  g_autoptr (LtRecord) second = find (self, LT_KIND_ENTERPRISE, "乙公司");
  g_autoptr (LtRecord) third = find (self, LT_KIND_ENTERPRISE, "丙公司");

  assert_counts (semicolons, 1, 0, 0, 0);
  assert_counts (tabs, 1, 0, 0, 0);
  assert_counts (wkt, 2, 0, 0, 0);
  assert_counts (single, 1, 0, 0, 1);
  assert_counts (header, 0, 0, 0, 0);
  assert_point (first, 120.1, 30.8, 1e-9);
  assert_point (second, 120.2, 30.7, 1e-9);
  assert_point (third, 120.3, 30.6, 1e-9);
}

/* Records are found one way with quotations and long lines, another way without. */
static void
test_line_ends (Fixture *self, gconstpointer data)
{
  static const char *const ends[] = { "\n", "\r\n", "\r" };
  static const char *const as_json[] = { "\\n", "\\u000d\\n", "\\u000d" };
  static const char *const names[] = { "甲", "乙", "丙", "丁", "戊" };
  g_autofree char *longest = g_strnfill (5000, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "name,电话,引号%s甲%u,plain,%s乙%u,\"a%s,b\",c%s丙%u,5\" pipe,%s丁%u,%s,1%s%s戊%u,,d", ends[i], i,
          ends[i], i, ends[i], ends[i], i, ends[i], i, longest, ends[i], ends[i], i);
      g_autoptr (LtImportReport) report = import_text (self, LT_KIND_ENTERPRISE, "ends.csv", text);
      g_autofree char *quoted = g_strdup_printf ("{\"电话\":\"a%s,b\",\"引号\":\"c\"}", as_json[i]);
      g_autofree char *with_long = g_strdup_printf ("{\"电话\":\"%s\",\"引号\":\"1\"}", longest);
      const char *extras[]
          = { "{\"电话\":\"plain\"}", quoted, "{\"电话\":\"5\\\" pipe\"}", with_long, "{\"引号\":\"d\"}" };

      assert_counts (report, G_N_ELEMENTS (names), 0, 0, 0);
      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        {
          g_autofree char *name = g_strdup_printf ("%s%u", names[j], i);
          g_autoptr (LtRecord) record = find (self, LT_KIND_ENTERPRISE, name);

          g_assert_cmpstr (lt_record_get_extra (record), ==, extras[j]);
        }
    }
}

typedef struct
{
  const char *header;
  const char *row;
  const char *field; /* NULL: any */
  const char *word;
} Rejection;

static const Rejection enterprise_rejections[] = {
  { "name,district", ",330502", "name", "missing" },
  { "name,从业人数", "x,many", "从业人数", "not a number" },
  { "name,从业人数", "x,1.5", "从业人数", "whole" },
  { "name,从业人数", "x,nan", "从业人数", "not a number" },
  { "name,从业人数", "x,1e300", "从业人数", "whole" },
  { "name,信用代码", "x,9.15E+17", "信用代码", "damaged" },
  { "name,信用代码", "x,91350100M000100Y4Z", "信用代码", "does not check" },
  { "name,信用代码", "x,123", "信用代码", "does not check" },
  { "name,district", "x,330599", "district", "district" },
  { "name,district", "x,杭州市", "district", "district" },
  { "name,chains", "x,9", "chains", "chain" },
  { "name,chains", "x,1;飞船", "chains", "chain" },
  { "name,lon,lat", "x,120.1,", "lat", "latitude" },
  { "name,lon,lat", "x,east,30.8", "lon", "longitude" },
  { "name,lon,lat", "x,nan,30.8", "lon", "longitude" },
  { "name,lon,lat", "x,0,0", NULL, "50 km" },
  { "name,lon,lat", "x,116.4,39.9", NULL, "50 km" },
  { "name,wkt", "x,POINT (120.1", "wkt", "WKT" },
  { "name,wkt", "x,POINT (120.1 30.8) and so on", "wkt", "WKT" },
  { "name,wkt", "x,POINT (nan nan)", NULL, "" },
  { "name,wkt", "x,\"LINESTRING (120.1 30.8,120.2 30.8)\"", NULL, "line" },
  { "name,wkt", "x,\"MULTIPOINT (120.1 30.8,120.2 30.8)\"", NULL, "several" },
};

static const Rejection parcel_rejections[] = {
  { "number,wkt", "p,POINT (120.1 30.8)", NULL, "polygon" },
  { "number,wkt", "9.1e+17,\"POLYGON ((120 30.8,120.1 30.8,120.1 30.9,120 30.8))\"", "number", "damaged" },
  { "number,wkt", "p,\"POLYGON ((120 30.8,120.1 30.8,120 30.8))\"", NULL, "" },
  { "number,wkt", "p,\"POLYGON ((120 30.8,120.1 30.8,120.2 30.8,120 30.8))\"", NULL, "repaired" },
  { "number,wkt", "p,\"POLYGON ((120 30.8,120.1 30.8,120.1 inf,120 30.8))\"", NULL, "" },
  { "number,wkt", "p,\"POLYGON ((120 30.8,120.1 30.8,12.1 30.9,120 30.8))\"", NULL, "50 km" },
  { "number,wkt", "p,\"GEOMETRYCOLLECTION (POINT (120 30.8),LINESTRING (120 30.8,120.1 30.9))\"", NULL, "" },
};

static const Rejection project_rejections[] = {
  { "name,开工日期", "x,soon", "开工日期", "date" },
  { "name,开工日期", "x,2025-02-30", "开工日期", "date" },
  { "name,总投资", "x,1亿", "总投资", "not a number" },
};

static void
assert_rejections (Fixture *self, LtKind kind, const Rejection *list, guint n)
{
  guint before = count (self, kind);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s\n%s\n", list[i].header, list[i].row);
      g_autoptr (LtImportReport) report = import_text (self, kind, "r.csv", text);
      const LtIssue *issue;

      g_test_message ("%s", list[i].row);
      assert_counts (report, 0, 0, 0, 1);
      g_assert_cmpuint (report->n_issues, ==, 1);
      issue = g_ptr_array_index (report->issues, 0);
      g_assert_cmpuint (issue->row, ==, 1);
      if (list[i].field != NULL)
        g_assert_cmpstr (issue->field, ==, list[i].field);
      g_assert_nonnull (strstr (issue->message, list[i].word));
      g_assert_true (g_str_has_suffix (issue->message, "."));
    }
  g_assert_cmpuint (count (self, kind), ==, before);
}

static void
test_rejections (Fixture *self, gconstpointer data)
{
  assert_rejections (self, LT_KIND_ENTERPRISE, enterprise_rejections, G_N_ELEMENTS (enterprise_rejections));
  assert_rejections (self, LT_KIND_PARCEL, parcel_rejections, G_N_ELEMENTS (parcel_rejections));
  assert_rejections (self, LT_KIND_PROJECT, project_rejections, G_N_ELEMENTS (project_rejections));
}

static void
test_some_rejected (Fixture *self, gconstpointer data)
{
  g_autoptr (LtImportReport) report = import_text (self, LT_KIND_ENTERPRISE, "s.csv",
                                                   "name,district,从业人数\n"
                                                   "甲公司,330502,1\n"
                                                   "乙公司,999999,much\n"
                                                   "甲公司,330502,2\n"
                                                   "丙公司,330503,3\n");
  const LtIssue *duplicate;

  assert_counts (report, 2, 0, 0, 2);
  g_assert_cmpuint (report->n_issues, ==, 3);
  duplicate = g_ptr_array_index (report->issues, 2);
  g_assert_cmpuint (duplicate->row, ==, 3);
  g_assert_cmpstr (duplicate->value, ==, "甲公司");
  g_assert_nonnull (strstr (duplicate->message, "earlier"));
}

static void
test_many_issues (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("name,从业人数\n");
  g_autoptr (LtImportReport) report = NULL;
  g_autofree char *long_value = g_strnfill (500, 'x');

  for (guint i = 0; i < 1500; i++)
    g_string_append_printf (text, "企业%u,%s\n", i, long_value);
  report = import_text (self, LT_KIND_ENTERPRISE, "m.csv", text->str);
  g_assert_cmpuint (report->rejected, ==, 1500);
  g_assert_cmpuint (report->n_issues, ==, 1500);
  g_assert_cmpuint (report->issues->len, ==, 1000);
  g_assert_cmpint (g_utf8_strlen (((LtIssue *) g_ptr_array_index (report->issues, 0))->value, -1), ==, 80);
}

/* A bow tie becomes two triangles and is reported; an area becomes a point where one is wanted. */
static void
test_outlines (Fixture *self, gconstpointer data)
{
  g_autoptr (LtImportReport) parcels
      = import_text (self, LT_KIND_PARCEL, "b.csv",
                     "number,wkt\nbow,\"POLYGON ((120 30.8,120.1 30.9,120.1 30.8,120 30.9,120 30.8))\"\n");
  g_autoptr (LtImportReport) projects
      = import_text (self, LT_KIND_PROJECT, "b.csv",
                     "name,wkt\n厂区项目,\"POLYGON ((120 30.8,120.1 30.8,120.1 30.9,120 30.9,120 30.8))\"\n");
  g_autoptr (LtRecord) bow = find (self, LT_KIND_PARCEL, "bow");
  g_autoptr (LtRecord) project = find (self, LT_KIND_PROJECT, "厂区项目");

  assert_counts (parcels, 1, 0, 0, 0);
  g_assert_cmpuint (parcels->n_issues, ==, 1);
  g_assert_cmpuint (lt_record_get_geometry (bow)->n_rings, ==, 2);
  assert_counts (projects, 1, 0, 0, 0);
  assert_point (project, 120.05, 30.85, 0.001);
}

static void
test_gpkg (Fixture *self, gconstpointer data)
{
  g_autofree char *one = g_build_filename (self->folder, "one.gpkg", NULL);
  g_autofree char *named = g_build_filename (self->folder, "named.gpkg", NULL);
  g_autofree char *several = g_build_filename (self->folder, "several.gpkg", NULL);
  g_autofree char *projected = g_build_filename (self->folder, "projected.gpkg", NULL);
  g_autofree char *cgcs = g_build_filename (self->folder, "cgcs.gpkg", NULL);
  g_autoptr (LtImportReport) report = NULL;
  g_autoptr (LtRecord) record = NULL;

  test_gpkg_add_point (one, "whatever", 4326, "单层公司", 120.1, 30.8);
  report = import_path (self, LT_KIND_ENTERPRISE, one);
  assert_counts (report, 1, 0, 0, 0);

  test_gpkg_add_point (named, "other", 4326, "别的公司", 120.1, 30.8);
  test_gpkg_add_point (named, "enterprises", 4326, "指名公司", 120.1, 30.8);
  g_clear_pointer (&report, lt_import_report_free);
  report = import_path (self, LT_KIND_ENTERPRISE, named);
  assert_counts (report, 1, 0, 0, 0);
  record = find (self, LT_KIND_ENTERPRISE, "指名公司");

  test_gpkg_add_point (several, "first", 4326, "甲", 120.1, 30.8);
  test_gpkg_add_point (several, "second", 4326, "乙", 120.1, 30.8);
  assert_refused (self, LT_KIND_ENTERPRISE, several, "first, second");

  test_gpkg_add_point (projected, "points", 4549, "投影公司", 509563.688, 3416199.858);
  g_clear_pointer (&report, lt_import_report_free);
  report = import_path (self, LT_KIND_ENTERPRISE, projected);
  assert_counts (report, 1, 0, 0, 0);
  g_clear_object (&record);
  record = find (self, LT_KIND_ENTERPRISE, "投影公司");
  assert_point (record, 120.10, 30.8667, 1e-6);

  test_gpkg_add_point (cgcs, "points", 4490, "国家坐标公司", 120.1, 30.8);
  g_clear_pointer (&report, lt_import_report_free);
  report = import_path (self, LT_KIND_ENTERPRISE, cgcs);
  assert_counts (report, 1, 0, 0, 0);
  g_clear_object (&record);
  record = find (self, LT_KIND_ENTERPRISE, "国家坐标公司");
  assert_point (record, 120.1, 30.8, 1e-12);
}

static void
test_unknown_crs (Fixture *self, gconstpointer data)
{
  g_autofree char *degrees = g_build_filename (self->folder, "degrees.gpkg", NULL);
  g_autofree char *metres = g_build_filename (self->folder, "metres.gpkg", NULL);
  g_autofree char *nowhere = g_build_filename (self->folder, "nowhere.gpkg", NULL);
  g_autoptr (LtImportReport) report = NULL;

  test_gpkg_add_point (degrees, "points", 0, "度数公司", 120.1, 30.8);
  report = import_path (self, LT_KIND_ENTERPRISE, degrees);
  assert_counts (report, 1, 0, 0, 0);
  test_gpkg_add_point (metres, "points", 0, "米数公司", 509563.0, 3416199.0);
  g_clear_pointer (&report, lt_import_report_free);
  report = import_path (self, LT_KIND_ENTERPRISE, metres);
  assert_counts (report, 1, 0, 0, 0);
  g_assert_cmpstr (report->crs, ==, "EPSG:4549");
  g_assert_cmpstr (report->crs_how, ==, "magnitude");
  test_gpkg_add_point (nowhere, "points", 0, "何处公司", 9e6, 9e6);
  assert_refused (self, LT_KIND_ENTERPRISE, nowhere, "coordinate system");
}

static void
test_gpkg_attributes (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "table.gpkg", NULL);
  g_autoptr (LtImportReport) report = NULL;
  g_autoptr (LtRecord) record = NULL;

  test_gpkg_add_table (path, "list", "表格公司");
  report = import_path (self, LT_KIND_ENTERPRISE, path);
  assert_counts (report, 1, 0, 0, 0);
  record = find (self, LT_KIND_ENTERPRISE, "表格公司");
  g_assert_null (lt_record_get_geometry (record));
}

/* The values of a list, a date and a whole number as GeoJSON types them. */
static void
test_geojson_types (Fixture *self, gconstpointer data)
{
  g_autoptr (LtImportReport) report = import_text (
      self, LT_KIND_PROJECT, "t.geojson",
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
      "{\"name\":\"类型项目\",\"chains\":[6,1],\"district\":330522,\"started_on\":\"2025-03-01\","
      "\"investment_wan\":12.5,\"note\":0.1,\"多余\":3,\"开放\":true,\"空\":null},\"geometry\":null}]}");
  g_autoptr (LtRecord) record = find (self, LT_KIND_PROJECT, "类型项目");

  assert_counts (report, 1, 0, 0, 0);
  g_assert_cmpstr (lt_record_peek (record, "chains"), ==, "6;1");
  g_assert_cmpstr (lt_record_peek (record, "district"), ==, "330522");
  g_assert_cmpstr (lt_record_peek (record, "started_on"), ==, "2025-03-01");
  g_assert_cmpstr (lt_record_peek (record, "note"), ==, "0.1");
  g_assert_nonnull (strstr (lt_record_get_extra (record), "\"多余\":3"));
}

static void
cancel_on_progress (double share, guint rows, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autofree char *text = test_data_enterprises_csv (5000);
  g_autofree char *path = test_data_write (self->folder, "c.csv", text, -1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint before = count (self, LT_KIND_ENTERPRISE);
  g_autofree char *undo = NULL;

  g_assert_null (lt_exchange_import (self->workspace, LT_KIND_ENTERPRISE, path, NULL, cancel_on_progress,
                                     cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count (self, LT_KIND_ENTERPRISE), ==, before);
  undo = lt_workspace_get_undo_title (self->workspace);
  g_assert_null (undo);

  g_clear_error (&error);
  g_assert_null (
      lt_exchange_import (self->workspace, LT_KIND_ENTERPRISE, path, NULL, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_undo (Fixture *self, gconstpointer data)
{
  g_autofree char *text = test_data_enterprises_csv (10);
  guint before = count (self, LT_KIND_ENTERPRISE);
  g_autoptr (LtImportReport) report = import_text (self, LT_KIND_ENTERPRISE, "u.csv", text);
  g_autofree char *title = lt_workspace_get_undo_title (self->workspace);
  g_autoptr (GError) error = NULL;

  assert_counts (report, 10, 0, 0, 0);
  g_assert_nonnull (strstr (title, "u.csv"));
  g_assert_true (lt_workspace_undo (self->workspace, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count (self, LT_KIND_ENTERPRISE), ==, before);
}

static void
on_imported (GObject *object, GAsyncResult *result, gpointer data)
{
  LtImportReport **report = data;
  g_autoptr (GError) error = NULL;

  *report = lt_exchange_import_finish (result, &error);
  g_assert_no_error (error);
  g_main_context_wakeup (NULL);
}

static gboolean
on_timeout (gpointer data)
{
  g_assert_not_reached ();
}

static void
test_async (Fixture *self, gconstpointer data)
{
  g_autofree char *text = test_data_enterprises_csv (100);
  g_autofree char *path = test_data_write (self->folder, "a.csv", text, -1);
  g_autoptr (LtImportReport) report = NULL;
  guint timeout = g_timeout_add_seconds (30, on_timeout, NULL);

  lt_exchange_import_async (self->workspace, LT_KIND_ENTERPRISE, path, NULL, NULL, NULL, on_imported,
                            &report);
  while (report == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
  assert_counts (report, 100, 0, 0, 0);
}

static void
test_broken (Fixture *self, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (self->folder, "missing.csv", NULL);
  g_autofree char *fake = NULL;
  char garbage[4096];

  for (guint i = 0; i < sizeof garbage; i++)
    garbage[i] = (char) (i * 31 + i / 7);
  memcpy (garbage, "SQLite format 3", 16);
  fake = test_data_write (self->folder, "fake.gpkg", garbage, sizeof garbage);

  assert_refused (self, LT_KIND_PARCEL, missing, "missing.csv");
  assert_refused (self, LT_KIND_PARCEL, self->folder, "folder");
  assert_refused (self, LT_KIND_PARCEL, self->path, "workspace itself");
  assert_refused (self, LT_KIND_PARCEL, fake, "fake.gpkg");
  assert_refused (self, LT_KIND_PARCEL, "/vsicurl/http://127.0.0.1:1/a.csv", "/vsicurl/");
  assert_text_refused (self, LT_KIND_PARCEL, "e.csv", "", "empty");
  assert_text_refused (self, LT_KIND_ENTERPRISE, "c.csv", "电话,fax\n1,2\n", "fax");
  assert_text_refused (self, LT_KIND_ENTERPRISE, "o.csv", "电话\n1\n", "电话)");
  assert_text_refused (self, LT_KIND_ENTERPRISE, "g.csv", "name\n\xb3\xa4\xd0\xff\n", "UTF-8");
  assert_text_refused (self, LT_KIND_ENTERPRISE, "q.csv", "name,note\nx,\"open\ny,z\n", "line 2");
  assert_text_refused (self, LT_KIND_PARCEL, "a.json", "{\"hello\":1}", "GeoJSON");
  assert_text_refused (self, LT_KIND_PARCEL, "b.json", "[1,2,3]", "GeoJSON");
  assert_text_refused (self, LT_KIND_PARCEL, "t.json", "{\"type\":\"Topology\",\"objects\":{},\"arcs\":[]}",
                       "GeoJSON");
}

/* Wherever a GeoJSON is cut off, it is refused whole. */
static void
test_truncated_geojson (Fixture *self, gconstpointer data)
{
  g_autofree char *text = test_data_parcels_geojson (6);
  gsize length = strlen (text) - strlen ("}\n");

  for (gsize n = 1; n <= length; n += n < 200 ? 1 : 13)
    {
      g_autofree char *path = test_data_write (self->folder, "cut.geojson", text, (gssize) n);

      assert_refused (self, LT_KIND_PARCEL, path, "cut.geojson");
    }
}

static void
test_truncated_gpkg (Fixture *self, gconstpointer data)
{
  g_autofree char *whole = g_build_filename (self->folder, "whole.gpkg", NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *name = g_strdup_printf ("这是一家名字比较长的公司第%u号", i);

      test_gpkg_add_point (whole, "points", 4326, name, 120.1, 30.8);
    }
  g_assert_true (g_file_get_contents (whole, &bytes, &length, NULL));
  for (gsize n = 100; n < length - 4096; n += length / 23)
    {
      g_autofree char *path = test_data_write (self->folder, "cut.gpkg", bytes, (gssize) n);

      assert_refused (self, LT_KIND_ENTERPRISE, path, "cut.gpkg");
    }
}

/* A workspace that a failed import never wrote to has the same bytes after closing. */
static void
test_same_bytes (Fixture *self, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before, n_after;
  g_autoptr (GError) error = NULL;

  lt_workspace_close (self->workspace);
  g_clear_object (&self->workspace);
  g_assert_true (g_file_get_contents (self->path, &before, &n_before, NULL));

  self->workspace = lt_workspace_open (self->path, &error);
  g_assert_no_error (error);
  assert_text_refused (self, LT_KIND_ENTERPRISE, "c.csv", "电话,fax\n1,2\n", "fax");
  lt_workspace_close (self->workspace);
  g_clear_object (&self->workspace);

  g_assert_true (g_file_get_contents (self->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

static void
test_nothing_beside (Fixture *self, gconstpointer data)
{
  g_autofree char *text = test_data_parcels_geojson (3);
  g_autoptr (LtImportReport) report = import_text (self, LT_KIND_PARCEL, "p.geojson", text);
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (strstr (name, "aux") != NULL || g_str_has_suffix (name, ".csvt"));
}

/* What a file does not say stays: an outline, and what a row keeps of other columns. */
static void
test_silence (Fixture *self, gconstpointer data)
{
  g_autoptr (LtImportReport) first
      = import_text (self, LT_KIND_PARCEL, "1.csv",
                     "number,area_m2,楼长,层数,wkt\n"
                     "p,,张三,5,\"POLYGON ((120 30.8,120.1 30.8,120.1 30.9,120 30.8))\"\nq,,李四,6,\n");
  g_autoptr (LtImportReport) second
      = import_text (self, LT_KIND_PARCEL, "2.csv", "number,层数,电话,wkt\np,7,12,\n");
  g_autoptr (LtImportReport) third
      = import_text (self, LT_KIND_PARCEL, "1.csv", "number,楼长,电话\np,张三,12\n");
  LtFilter filter = { .kind = LT_KIND_PARCEL };
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  assert_counts (first, 2, 0, 0, 0);
  g_assert_cmpuint (first->counts[LT_ISSUE_OUTLINE], ==, 1);
  assert_counts (second, 0, 1, 0, 0);
  assert_counts (third, 0, 0, 1, 0);
  ids = lt_workspace_find (self->workspace, &filter, NULL);
  rows = lt_workspace_fetch (self->workspace, LT_KIND_PARCEL, (const gint64 *) (void *) ids->data, ids->len,
                             NULL);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_nonnull (lt_record_get_geometry (g_ptr_array_index (rows, 0)));
  g_assert_null (lt_record_get_geometry (g_ptr_array_index (rows, 1)));
  g_assert_cmpstr (lt_record_get_extra (g_ptr_array_index (rows, 0)), ==,
                   "{\"楼长\":\"张三\",\"层数\":\"7\",\"电话\":\"12\"}");
}

/* An area that a drawing fills with a pattern is not called by the pattern's name. */
static void
test_hatch (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "hatch.dxf", NULL);
  g_autoptr (GError) error = NULL;
  GDALDatasetH dataset;
  OGRLayerH layer;
  OGRFeatureH feature;
  OGRGeometryH geometry = NULL;
  g_autoptr (LtImportReport) report = NULL;
  char *wkt = (char *) "POLYGON ((120.1 30.8,120.11 30.8,120.11 30.81,120.1 30.8))";

  GDALAllRegister ();
  dataset = GDALCreate (GDALGetDriverByName ("DXF"), path, 0, 0, 0, GDT_Unknown, NULL);
  layer = GDALDatasetCreateLayer (dataset, "entities", NULL, wkbUnknown, NULL);
  feature = OGR_F_Create (OGR_L_GetLayerDefn (layer));
  g_assert_cmpint (OGR_G_CreateFromWkt (&wkt, NULL, &geometry), ==, OGRERR_NONE);
  OGR_F_SetGeometryDirectly (feature, geometry);
  g_assert_cmpint (OGR_L_CreateFeature (layer, feature), ==, OGRERR_NONE);
  OGR_F_Destroy (feature);
  GDALClose (dataset);

  report = lt_exchange_import (self->workspace, LT_KIND_PARCEL, path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_counts (report, 0, 0, 0, 1);
  g_assert_cmpuint (report->counts[LT_ISSUE_MISSING], ==, 1);
}

static void
test_long_line (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("name,note\na,");
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 17 * 1024; i++)
    g_string_append_printf (text, "%1024d", 7);
  path = test_data_write (self->folder, "long.csv", text->str, (gssize) text->len);
  g_assert_null (
      lt_exchange_import (self->workspace, LT_KIND_ENTERPRISE, path, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "16 MB"));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/import/hatch", test_hatch);
  ADD ("/import/long-line", test_long_line);
  ADD ("/import/line-ends", test_line_ends);
  ADD ("/import/silence", test_silence);
  ADD ("/import/enterprises", test_enterprises);
  ADD ("/import/parcels", test_parcels);
  ADD ("/import/projects", test_projects);
  ADD ("/import/districts", test_districts);
  ADD ("/import/extra", test_extra);
  ADD ("/import/text-forms", test_text_forms);
  ADD ("/import/rejections", test_rejections);
  ADD ("/import/some-rejected", test_some_rejected);
  ADD ("/import/many-issues", test_many_issues);
  ADD ("/import/outlines", test_outlines);
  ADD ("/import/gpkg", test_gpkg);
  ADD ("/import/unknown-crs", test_unknown_crs);
  ADD ("/import/gpkg-attributes", test_gpkg_attributes);
  ADD ("/import/geojson-types", test_geojson_types);
  ADD ("/import/cancel", test_cancel);
  ADD ("/import/undo", test_undo);
  ADD ("/import/async", test_async);
  ADD ("/import/broken", test_broken);
  ADD ("/import/truncated-geojson", test_truncated_geojson);
  ADD ("/import/truncated-gpkg", test_truncated_gpkg);
  ADD ("/import/same-bytes", test_same_bytes);
  ADD ("/import/nothing-beside", test_nothing_beside);

  return g_test_run ();
}
