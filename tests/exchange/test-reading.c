#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "lt-check.h"
#include "lt-city-area.h"
#include "lt-exchange.h"
#include "lt-import-plan.h"
#include "lt-overlaps.h"
#include "lt-paths.h"
#include "test-data.h"

#define LAND                                                                                                                                  \
  "[属性描述]\r\n格式版本号=1.01版本\r\n坐标系=2000国家大地坐标系\r\n几度分带=3\r\n投影类型=高斯克吕格\r\n" \
  "计量单位=米\r\n带号=40\r\n[地块坐标]\r\n"                                                                                       \
  "5,0.8,T-1,一号地块,面,,工业用地,0601,@\r\nJ1,1,3416199,40509563\r\nJ2,1,3416279,40509563\r\n"                                     \
  "J3,1,3416279,40509663\r\nJ4,1,3416199,40509663\r\nJ1,1,3416199,40509563\r\n"                                                               \
  "8,0.79,T-2,二号地块,面,,工业用地,0601,@\r\nJ1,1,3416199,40509763\r\nJ2,1,3416279,40509763\r\n"                                    \
  "J3，1，3416279，40509863\r\nJ4,1,3416199,40509863\r\nJ5,2,3416209,40509773\r\nJ6,2,3416219,40509773\r\n"                                \
  "J7,2,3416219,40509783\r\nJ8,2,3416209,40509783\r\n"

typedef struct
{
  char *folder;
  LtWorkspace *workspace;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->folder = test_data_make_folder ();
  path = g_build_filename (self->folder, "city.gpkg", NULL);
  self->workspace = lt_workspace_create (path, lt_paths_get_catalogue (), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  lt_workspace_close (self->workspace);
  g_clear_object (&self->workspace);
  test_data_remove_folder (self->folder);
}

static LtImportReport *
import (Fixture *self,
        LtKind kind,
        const char *name,
        const char *text,
        gssize length,
        const LtImportOptions *options)
{
  g_autofree char *path = test_data_write (self->folder, name, text, length);
  g_autoptr (GError) error = NULL;
  LtImportReport *report
      = lt_exchange_import (self->workspace, kind, path, options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->issues->len; i++)
    g_test_message ("%s", ((LtIssue *) g_ptr_array_index (report->issues, i))->message);

  return report;
}

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

  return g_object_ref (g_ptr_array_index (records, 0));
}

static char *
encode (const char *text, gsize *length)
{
  return g_convert (text, -1, "GB18030", "UTF-8", NULL, length, NULL);
}

/* GDAL names the layer of a GeoJSON by its file, which is recoded first. */
static void
test_json_of_gbk (Fixture *self, gconstpointer data)
{
  gsize length;
  g_autofree char *gbk = encode ("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                                 "\"properties\":{\"name\":\"甲公司\"},\"geometry\":null}]}",
                                 &length);
  g_autoptr (LtImportReport) report
      = import (self, LT_KIND_ENTERPRISE, "企业.geojson", gbk, (gssize) length, NULL);

  g_assert_cmpstr (report->encoding, ==, "GB18030");
  g_assert_cmpstr (report->layer, ==, "企业");
  g_object_unref (find (self, LT_KIND_ENTERPRISE, "甲公司"));
}

static void
test_land (Fixture *self, gconstpointer data)
{
  gsize length;
  g_autofree char *gbk = encode (LAND, &length);
  g_autoptr (LtImportReport) report = import (self, LT_KIND_PARCEL, "a.txt", gbk, (gssize) length, NULL);
  g_autoptr (LtImportReport) again = import (self, LT_KIND_PARCEL, "a.txt", LAND, -1, NULL);
  g_autoptr (LtRecord) record = find (self, LT_KIND_PARCEL, "T-2");

  g_assert_cmpuint (report->added, ==, 2);
  g_assert_cmpstr (report->crs, ==, "EPSG:4528");
  g_assert_cmpstr (report->crs_how, ==, "file");
  g_assert_cmpstr (report->encoding, ==, "GB18030");
  g_assert_cmpuint (again->unchanged, ==, 2);
  g_assert_cmpuint (lt_record_get_geometry (record)->n_rings, ==, 2);
  g_assert_cmpfloat_with_epsilon (lt_geometry_area_m2 (lt_record_get_geometry (record)), 7900, 8);
}

/* There and back through another system leaves less than a millimetre, which is no change. */
static void
test_other_system (Fixture *self, gconstpointer data)
{
  g_autoptr (LtImportReport) first = import (self, LT_KIND_PARCEL, "a.txt", LAND, -1, NULL);
  g_autoptr (GString) nudged = g_string_new (LAND);
  g_autoptr (LtImportReport) again = NULL;

  g_string_replace (nudged, "3416199,", "3416199.0004,", 0);
  again = import (self, LT_KIND_PARCEL, "b.txt", nudged->str, -1, NULL);

  g_assert_cmpuint (first->added, ==, 2);
  g_assert_cmpuint (again->unchanged, ==, 2);
}

static void
test_land_broken (Fixture *self, gconstpointer data)
{
  g_autoptr (LtImportReport) report
      = import (self, LT_KIND_PARCEL, "a.txt",
                "[地块坐标]\n3,0.1,B-1,x,面,,,,@\nJ1,1,abc,40509563\n9,0.1,B-2,x,面,,,,@\n"
                "J1,1,3416199,40509563\nJ2,1,3416279,40509563\nJ3,1,3416279,40509663\n",
                -1, NULL);

  g_assert_cmpuint (report->rejected, ==, 2);
  g_assert_nonnull (strstr (((LtIssue *) g_ptr_array_index (report->issues, 0))->message, "Line 3"));
  g_assert_nonnull (strstr (((LtIssue *) g_ptr_array_index (report->issues, 1))->message, "Line 4"));
}

/* Wherever a file is cut off: rows, or one sentence; never a crash. */
static void
test_cut (Fixture *self, gconstpointer data)
{
  gsize length = strlen (LAND);

  for (gsize i = 0; i <= 50; i++)
    {
      g_autofree char *path = test_data_write (self->folder, "cut.txt", LAND, (gssize) (length * i / 50));
      g_autoptr (GError) error = NULL;
      LtImportReport *report
          = lt_exchange_import (self->workspace, LT_KIND_PARCEL, path, NULL, NULL, NULL, NULL, &error);

      if (report != NULL)
        lt_import_report_free (report);
      else
        g_assert_true (error->domain == LT_ERROR && strchr (error->message, '\n') == NULL);
    }
}

static void
assert_place (Fixture *self, const char *header, const char *row, const char *crs, const char *expected)
{
  static guint n = 0;
  g_autofree char *text = g_strdup_printf ("name,%s\n位置公司%u号,%s\n", header, ++n, row);
  g_autofree char *name = g_strdup_printf ("位置公司%u号", n);
  LtImportOptions options = { .crs = crs };
  g_autoptr (LtImportReport) report = import (self, LT_KIND_ENTERPRISE, "p.csv", text, -1, &options);
  g_autoptr (LtRecord) record = NULL;

  g_assert_cmpuint (report->added, ==, 1);
  g_assert_cmpstr (report->crs, ==, expected);
  record = find (self, LT_KIND_ENTERPRISE, name);
  g_assert_cmpfloat_with_epsilon (lt_record_get_geometry (record)->xy[0], 120.10, 1e-6);
  g_assert_cmpfloat_with_epsilon (lt_record_get_geometry (record)->xy[1], 30.8667, 1e-6);
}

static void
test_places (Fixture *self, gconstpointer data)
{
  assert_place (self, "lon,lat", "120.10,30.8667", NULL, "EPSG:4326");
  assert_place (self, "lon,lat", "30.8667,120.10", NULL, "EPSG:4326");
  assert_place (self, "X,Y", "509563.688,3416199.858", NULL, "EPSG:4549");
  assert_place (self, "X,Y", "3416199.858,509563.688", NULL, "EPSG:4549");
  assert_place (self, "东坐标,北坐标", "40509563.688,3416199.858", NULL, "EPSG:4528");
  assert_place (self, "wkt", "POINT (40509563.688 3416199.858)", "EPSG:4528", "EPSG:4528");
  assert_place (self, "lon,lat", "120.104860,30.864643", "gcj02", "gcj02");
  assert_place (self, "高德经度,高德纬度", "120.104860,30.864643", NULL, "gcj02");
  assert_place (self, "经度（GCJ-02）,纬度（GCJ-02）", "120.104860,30.864643", NULL, "gcj02");
  assert_place (self, "gcj02_lng,gcj02_lat", "120.104860,30.864643", NULL, "gcj02");
  assert_place (self, "经度(度),纬度(度)", "120.10,30.8667", NULL, "EPSG:4326");
  assert_place (self, "经度_WGS84,纬度_WGS84", "120.10,30.8667", NULL, "EPSG:4326");
  assert_place (self, "东经,北纬", "120.10,30.8667", NULL, "EPSG:4326");
  assert_place (self, "CGCS2000_X,CGCS2000_Y", "509563.688,3416199.858", NULL, "EPSG:4549");
}

static void
assert_blamed (Fixture *self, const char *row, const char *crs, const char *value, const char *words)
{
  g_autofree char *text = g_strdup_printf ("name,lon,lat\n甲公司,%s\n乙公司,,\n", row);
  LtImportOptions options = { .crs = crs };
  g_autoptr (LtImportReport) report = import (self, LT_KIND_ENTERPRISE, "b.csv", text, -1, &options);
  const LtIssue *issue = NULL;

  g_assert_cmpuint (report->rejected, ==, 1);
  for (guint i = 0; i < report->issues->len && issue == NULL; i++)
    if (((LtIssue *) g_ptr_array_index (report->issues, i))->kind == LT_ISSUE_POSITION)
      issue = g_ptr_array_index (report->issues, i);
  g_assert_nonnull (issue);
  g_assert_cmpstr (issue->value, ==, value);
  g_assert_nonnull (strstr (issue->message, words));
}

/* What no system makes of the numbers is told by the numbers, not by what came of them. */
static void
test_blame (Fixture *self, gconstpointer data)
{
  assert_blamed (self, "40509563.5,3416199.5", "EPSG:4549", "40509563.5, 3416199.5",
                 "can't be of CGCS2000 Gauss-Krüger around 120°E (EPSG:4549)");
  assert_blamed (self, "120.1,30.8", "EPSG:4528", "120.1, 30.8", "can't be of");
  assert_blamed (self, "1e12,3416199.5", "EPSG:32650", "1e+12, 3416199.5", "can't be of EPSG:32650");
}

static void
test_columns (Fixture *self, gconstpointer data)
{
  static const char *const map[] = { "name=单位", "staff=多少", NULL };
  LtImportOptions options = { .map = map };
  g_autoptr (LtImportReport) report
      = import (self, LT_KIND_ENTERPRISE, "c.csv", "单位,多少,name\n映射公司,12,别名\n", -1, &options);
  g_autoptr (LtImportReport) again
      = import (self, LT_KIND_ENTERPRISE, "d.csv", "单位,多少,name\n映射公司,12,别名\n", -1, NULL);
  g_autoptr (LtRecord) record = find (self, LT_KIND_ENTERPRISE, "映射公司");

  g_assert_cmpuint (report->added, ==, 1);
  g_assert_cmpuint (again->unchanged, ==, 1);
  g_assert_nonnull (strstr (lt_record_get_extra (record), "别名"));
}

/* A table under a heading, in GB18030, with units; who is not there is rejected. */
static void
test_figures (Fixture *self, gconstpointer data)
{
  LtImportOptions options = { .year = 2025 };
  g_autoptr (LtImportReport) parents
      = import (self, LT_KIND_ENTERPRISE, "e.csv", "name\n年报公司\n", -1, NULL);
  gsize length;
  g_autofree char *text
      = encode ("企业年报,,\n企业名称,实缴税收（元）,工业增加值(亿元)\n年报公司,\"1,000,000\",2\n"
                "没有公司,1,1\n",
                &length);
  g_autoptr (LtImportReport) report = import (self, LT_KIND_FIGURE, "f.csv", text, (gssize) length, &options);
  g_autoptr (LtImportReport) again = import (self, LT_KIND_FIGURE, "f.csv", text, (gssize) length, &options);
  g_autoptr (GError) error = NULL;
  LtInfo *info = lt_workspace_get_info (self->workspace, &error);

  g_assert_cmpuint (parents->added, ==, 1);
  g_assert_cmpuint (report->added, ==, 1);
  g_assert_cmpuint (report->counts[LT_ISSUE_REFERENCE], ==, 1);
  g_assert_cmpuint (again->unchanged, ==, 1);
  g_assert_cmpint (g_array_index (info->years, int, 0), ==, 2025);
  lt_info_free (info);
  g_assert_true (lt_workspace_undo (self->workspace, &error));
}

static void
test_occupancy (Fixture *self, gconstpointer data)
{
  g_autoptr (LtImportReport) parents
      = import (self, LT_KIND_ENTERPRISE, "e.csv", "name\n用地公司\n", -1, NULL);
  g_autoptr (LtImportReport) parcels = import (self, LT_KIND_PARCEL, "a.txt", LAND, -1, NULL);
  g_autoptr (LtImportReport) report
      = import (self, LT_KIND_OCCUPANCY, "o.csv",
                "企业名称,宗地编号,用地面积（亩）,用地方式\n用地公司,T-1,3,租赁\n"
                "用地公司,T-9,3,租赁\n用地公司,T-2,3,借\n",
                -1, NULL);

  g_assert_cmpuint (report->added, ==, 1);
  g_assert_cmpuint (report->rejected, ==, 2);
}

/* What was rejected is mended in the file and imported again. */
static void
test_rejects (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "rejects.csv", NULL);
  LtImportOptions options = { .rejects = path };
  g_autoptr (LtImportReport) report
      = import (self, LT_KIND_ENTERPRISE, "r.csv", "name,district,note\n好公司,330502,\n坏公司,火星,=1+1\n",
                -1, &options);
  g_autoptr (LtImportReport) again = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GString) mended = NULL;
  g_autoptr (LtRecord) record = NULL;

  g_assert_cmpuint (report->rejected, ==, 1);
  g_assert_cmpstr (report->rejects, ==, path);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "catalogue"));
  mended = g_string_new (text);
  g_string_replace (mended, "火星", "330503", 0);
  again = import (self, LT_KIND_ENTERPRISE, "again.csv", mended->str, -1, NULL);
  g_assert_cmpuint (again->added, ==, 1);
  record = find (self, LT_KIND_ENTERPRISE, "坏公司");
  g_assert_cmpstr (lt_record_peek (record, "note"), ==, "=1+1");
}

static void
test_overlaps (Fixture *self, gconstpointer data)
{
  const char *text
      = "number,area_m2,wkt\n"
        "A,1,\"POLYGON ((120 30.8,120.001 30.8,120.001 30.801,120 30.801,120 30.8))\"\n"
        "B,,\"POLYGON ((120.0005 30.8,120.002 30.8,120.002 30.801,120.0005 30.801,120.0005 30.8))\"\n"
        "C,,\"POLYGON ((120.002 30.8,120.003 30.8,120.003 30.801,120.002 30.801,120.002 30.8))\"\n";
  LtImportOptions options = { .dry_run = TRUE };
  g_autoptr (LtImportReport) dry = import (self, LT_KIND_PARCEL, "o.csv", text, -1, &options);
  g_autoptr (LtImportReport) report = import (self, LT_KIND_PARCEL, "o.csv", text, -1, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LtImportReport) check = lt_check_workspace (self->workspace, LT_KIND_PARCEL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (dry->added, ==, 3);
  g_assert_cmpuint (dry->counts[LT_ISSUE_OVERLAP], ==, 1);
  g_assert_cmpuint (report->added, ==, 3);
  g_assert_cmpuint (report->counts[LT_ISSUE_OVERLAP], ==, 1);
  g_assert_cmpuint (report->counts[LT_ISSUE_AREA], ==, 1);
  g_assert_cmpuint (check->read, ==, 3);
  g_assert_cmpuint (check->counts[LT_ISSUE_OVERLAP], ==, 1);
  g_assert_cmpuint (check->rejected, ==, 0);
}

/* A place in a city next door is taken, and told of. */
static void
test_outside (Fixture *self, gconstpointer data)
{
  const char *text = "name,lon,lat\n长兴一厂,119.91,31.02\n杭州一厂,120.2,30.28\n无处一厂,,\n";
  g_autoptr (LtImportReport) report = import (self, LT_KIND_ENTERPRISE, "o.csv", text, -1, NULL);
  g_autoptr (LtImportReport) check = NULL;
  g_autoptr (GError) error = NULL;
  const LtIssue *issue;

  g_assert_cmpuint (report->added, ==, 3);
  g_assert_cmpuint (report->n_issues, ==, 1);
  issue = g_ptr_array_index (report->issues, 0);
  g_assert_cmpint (issue->kind, ==, LT_ISSUE_OUTSIDE);
  g_assert_cmpuint (issue->row, ==, 2);
  g_assert_true (lt_issue_kind_is_warning (issue->kind));
  check = lt_check_workspace (self->workspace, LT_KIND_ENTERPRISE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (check->counts[LT_ISSUE_OUTSIDE], ==, 1);
}

/* Each corner of each district is in the city, and what lies half a kilometre from it; five kilometres north
 * of the northernmost is not. */
static void
test_city_area (Fixture *self, gconstpointer data)
{
  g_autoptr (LtCatalogue) catalogue = lt_workspace_get_catalogue (self->workspace);
  g_autoptr (LtCityArea) area = lt_city_area_new (catalogue);
  LtBox box = lt_catalogue_get_box (catalogue);

  for (guint i = 0; i < lt_catalogue_get_n_districts (catalogue); i++)
    {
      const LtGeometry *outline = lt_district_get_geometry (lt_catalogue_get_district_at (catalogue, i));

      for (guint j = 0; j < outline->n_points; j++)
        {
          double x = outline->xy[2 * j], y = outline->xy[2 * j + 1];

          g_assert_true (lt_city_area_contains (area, x, y));
          g_assert_true (lt_city_area_contains (area, x, y + 0.0045));
          g_assert_true (lt_city_area_contains (area, x - 0.005, y));
          g_assert_false (lt_city_area_contains (area, x, box.north + 0.045));
        }
    }
  g_assert_false (lt_city_area_contains (area, (double) NAN, 30.8));
}

static void
count_overlap (
    guint row, const char *number, guint other_row, const char *other_number, double m2, gpointer data)
{
  ++*(guint *) data;
}

/* A search that nobody waits for ends, whether it has found anything or not. */
static void
test_overlaps_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (LtOverlaps) overlaps = lt_overlaps_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  double xy[] = { 120, 30.8, 120.001, 30.8, 120.001, 30.801, 120, 30.8 };
  guint end = 4, n = 0;
  guint8 starts = 1;
  LtGeometry triangle = { .kind = LT_GEOMETRY_POLYGON,
                          .n_rings = 1,
                          .n_points = 4,
                          .xy = xy,
                          .ring_ends = &end,
                          .starts_part = &starts,
                          .box = { 120, 30.8, 120.001, 30.801 } };

  lt_overlaps_add (overlaps, 1, "A", &triangle);
  lt_overlaps_add (overlaps, 2, "B", &triangle);
  lt_overlaps_find (overlaps, count_overlap, &n, cancellable);
  g_assert_cmpuint (n, ==, 1);
  g_cancellable_cancel (cancellable);
  lt_overlaps_find (overlaps, count_overlap, &n, cancellable);
  g_assert_cmpuint (n, ==, 1);
}

/* --- the plan --- */

static void
on_done (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (*result == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
    }

  return *result;
}

static void
test_plan (Fixture *self, gconstpointer data)
{
  g_autoptr (LtImportReport) before
      = import (self, LT_KIND_ENTERPRISE, "p.csv", "name,staff,lon,lat\n旧公司,1,120.1,30.8\n", -1, NULL);
  g_autofree char *path = test_data_write (
      self->folder, "p2.csv",
      "name,staff,lon,lat\n旧公司,2,120.1,30.8\n新公司,3,120.2,30.8\n乙公司,3,120.2,30.8\n", -1);
  g_autoptr (LtImportPlan) plan = lt_import_plan_new (self->workspace, LT_KIND_ENTERPRISE, path);
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) checked = NULL;
  g_autoptr (GAsyncResult) accepted = NULL;
  g_autoptr (LtImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *crs = NULL;
  GPtrArray *changed;

  lt_import_plan_open_async (plan, NULL, on_done, &opened);
  g_assert_true (lt_import_plan_open_finish (plan, wait_for (&opened), &error));
  g_assert_cmpint (lt_import_plan_get_doubts (plan), ==, LT_DOUBT_NONE);
  g_assert_cmpuint (lt_import_plan_get_columns (plan)->len, ==, 4);
  g_assert_cmpuint (lt_import_plan_get_candidates (plan)->len, ==, 3);
  crs = g_strdup (lt_import_plan_get_crs (plan));

  lt_import_plan_check_async (plan, NULL, NULL, NULL, on_done, &checked);
  wait_for (&checked);
  /* A window reads the plan while it is checked: it says what it said until the step is finished. */
  g_assert_null (lt_import_plan_get_report (plan));
  g_assert_cmpstr (lt_import_plan_get_crs (plan), ==, crs);
  g_assert_true (lt_import_plan_check_finish (plan, checked, &error));
  g_assert_nonnull (lt_import_plan_get_report (plan));
  changed = lt_import_plan_get_differences (plan, LT_FATE_CHANGED);
  g_assert_cmpuint (changed->len, ==, 1);
  g_assert_cmpuint (((LtPlanDifference *) g_ptr_array_index (changed, 0))->changes->len, ==, 1);
  g_assert_cmpuint (lt_import_plan_get_differences (plan, LT_FATE_ADDED)->len, ==, 2);

  lt_import_plan_set_row_accepted (plan, 3, FALSE);
  lt_import_plan_accept_async (plan, NULL, NULL, NULL, on_done, &accepted);
  report = lt_import_plan_accept_finish (plan, wait_for (&accepted), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->added, ==, 1);
  g_assert_cmpuint (report->changed, ==, 1);
  g_assert_cmpuint (report->left_out, ==, 1);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *home = test_data_make_folder ();
  int status;

  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("/reading/land", test_land);
  ADD ("/reading/json-of-gbk", test_json_of_gbk);
  ADD ("/reading/other-system", test_other_system);
  ADD ("/reading/land-broken", test_land_broken);
  ADD ("/reading/cut", test_cut);
  ADD ("/reading/places", test_places);
  ADD ("/reading/blame", test_blame);
  ADD ("/reading/columns", test_columns);
  ADD ("/reading/figures", test_figures);
  ADD ("/reading/occupancy", test_occupancy);
  ADD ("/reading/rejects", test_rejects);
  ADD ("/reading/outside", test_outside);
  ADD ("/reading/city-area", test_city_area);
  ADD ("/reading/overlaps", test_overlaps);
  ADD ("/reading/overlaps-cancelled", test_overlaps_cancelled);
  ADD ("/reading/plan", test_plan);
  status = g_test_run ();
  test_data_remove_folder (g_steal_pointer (&home));

  return status;
}
