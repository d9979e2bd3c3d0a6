/* How offices write their tables: what a person understands at once has to be understood. */

#include <string.h>

#include "lt-exchange.h"
#include "lt-export.h"
#include "lt-paths.h"
#include "lt-unit.h"
#include "test-data.h"

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
import (Fixture *self, LtKind kind, const char *name, const char *text)
{
  g_autofree char *path = text != NULL ? test_data_write (self->folder, name, text, -1)
                                       : g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  LtImportReport *report = lt_exchange_import (self->workspace, kind, path, NULL, NULL, NULL, NULL, &error);

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

static double
get_number (LtRecord *record, const char *field)
{
  double value = -1.0;

  g_assert_true (
      lt_record_get_number (record, (guint) lt_fields_find (lt_record_get_kind (record), field), &value));

  return value;
}

typedef struct
{
  const char *above;
  const char *area_title;
  const char *money_title;
  double area;  /* of 15, in m² */
  double money; /* of 2, in 万元 */
  guint n_issues;
} UnitCase;

static const UnitCase unit_cases[] = {
  { "单位：亩、万元", "宗地面积", "固定资产投资", 15 * LT_M2_PER_MU, 2.0, 0 },
  { "2025年台账（单位：公顷/亿元）", "宗地面积", "固定资产投资", 150000.0, 20000.0, 0 },
  { "单位：亩 亿元 2025年", "宗地面积", "固定资产投资", 15 * LT_M2_PER_MU, 20000.0, 0 },
  { "计量单位：亩,金额单位：亿元,,", "宗地面积", "固定资产投资", 15 * LT_M2_PER_MU, 20000.0, 0 },
  { "填报单位：长兴县自然资源局\n单位：亩", "宗地面积", "固定资产投资", 15 * LT_M2_PER_MU, 2.0, 0 },
  { "填报单位：某某", "宗地面积", "固定资产投资", 15.0, 2.0, 0 },
  { "\"Unit: mu, 10k yuan\"", "area", "investment", 15 * LT_M2_PER_MU, 2.0, 0 },
  { "单位：万元/亩", "宗地面积", "固定资产投资", 15 * LT_M2_PER_MU, 2.0, 0 },
  { "单位：亩、亿元、%", "宗地面积", "固定资产投资", 15 * LT_M2_PER_MU, 20000.0, 0 },
  /* A title's own unit counts. */
  { "单位：亩、亿元", "宗地面积（公顷）", "investment_wan", 150000.0, 2.0, 0 },
  /* What is not understood is told. */
  { "单位：英亩、亿元", "宗地面积", "固定资产投资", 15.0, 20000.0, 1 },
  { "单位：亩、公顷、亿元", "宗地面积", "固定资产投资", 15.0, 20000.0, 1 },
};

static void
test_unit_line (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (unit_cases); i++)
    {
      const UnitCase *at = &unit_cases[i];
      g_autofree char *number = g_strdup_printf ("UNIT-%02u", i);
      g_autofree char *text = g_strdup_printf ("长兴县台账\n%s\n宗地编号,%s,%s\n%s,15,2\n", at->above,
                                               at->area_title, at->money_title, number);
      g_autoptr (LtImportReport) report = import (self, LT_KIND_PARCEL, "u.csv", text);
      g_autoptr (LtRecord) record = find (self, LT_KIND_PARCEL, number);

      g_test_message ("%s", at->above);
      g_assert_cmpuint (report->added, ==, 1);
      g_assert_cmpuint (report->counts[LT_ISSUE_UNIT], ==, at->n_issues);
      g_assert_cmpfloat_with_epsilon (get_number (record, "area_m2"), at->area, 1e-9);
      g_assert_cmpfloat_with_epsilon (get_number (record, "investment_wan"), at->money, 1e-9);
    }
}

/* A heading has no separators, or others than the table. */
static void
test_heading (Fixture *self, gconstpointer data)
{
  static const char *const texts[] = {
    "长兴县台账\n单位：亩、亿元\n宗地编号\t宗地面积\t总投资\nH-0\t15\t2\n",
    "长兴县台账（2025年,试行）\n单位：亩、亿元\n宗地编号;宗地面积;总投资\nH-1;15;2\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *number = g_strdup_printf ("H-%u", i);
      g_autoptr (LtImportReport) report = import (self, LT_KIND_PARCEL, "h.csv", texts[i]);
      g_autoptr (LtRecord) record = find (self, LT_KIND_PARCEL, number);

      g_assert_cmpuint (report->added, ==, 1);
      g_assert_cmpfloat_with_epsilon (get_number (record, "area_m2"), 15 * LT_M2_PER_MU, 1e-9);
      g_assert_cmpfloat_with_epsilon (get_number (record, "investment_wan"), 20000.0, 1e-9);
    }
}

/* Every word for a unit is shown and told, wherever it stands. */
static void
test_units_told (Fixture *self, gconstpointer data)
{
  g_autoptr (LtImportReport) report
      = import (self, LT_KIND_PARCEL, "t.csv", "单位：亩\n宗地编号,宗地面积,总投资（亿元）\nT-1,15,2\n");

  g_assert_cmpstr (report->units_text, ==, "宗地面积: 亩; 总投资（亿元）: 亿元");
}

/* As in a column that is told by its title, the unit counts that the title of one that a person chose ends
 * with. */
static void
test_unit_of_mapped (Fixture *self, gconstpointer data)
{
  static const char *const map[] = { "area_m2=实测亩", NULL };
  LtImportOptions options = { .map = map };
  g_autofree char *path = test_data_write (self->folder, "m.csv", "宗地编号,实测亩\nM-1,15\n", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (LtImportReport) report
      = lt_exchange_import (self->workspace, LT_KIND_PARCEL, path, &options, NULL, NULL, NULL, &error);
  g_autoptr (LtRecord) record = find (self, LT_KIND_PARCEL, "M-1");

  g_assert_no_error (error);
  g_assert_cmpstr (report->units_text, ==, "实测亩: 亩");
  g_assert_cmpfloat_with_epsilon (get_number (record, "area_m2"), 15 * LT_M2_PER_MU, 1e-9);
}

/* A column says in which system each row is; it is not kept as one of the row's own. */
static void
test_system_column (Fixture *self, gconstpointer data)
{
  g_autoptr (LtImportReport) report = import (self, LT_KIND_ENTERPRISE, "s.csv",
                                              "企业名称,经度,纬度,坐标系\n"
                                              "甲公司,120.104860,30.864643,GCJ-02\n"
                                              "乙公司,120.104860,30.864643,gcj02\n"
                                              "丙公司,120.10,30.8667,BD-09\n");
  g_autoptr (LtRecord) record = find (self, LT_KIND_ENTERPRISE, "乙公司");
  g_autoptr (LtImportReport) other = import (self, LT_KIND_ENTERPRISE, "o.csv",
                                             "企业名称,经度,纬度,坐标系\n丁公司,120.10,30.8667,WGS84\n");

  g_assert_cmpstr (report->crs, ==, "gcj02");
  g_assert_cmpstr (report->crs_how, ==, "file");
  g_assert_cmpuint (report->added, ==, 2);
  g_assert_cmpuint (report->rejected, ==, 1);
  g_assert_cmpuint (report->counts[LT_ISSUE_POSITION], ==, 1);
  g_assert_null (lt_record_get_extra (record));
  g_assert_cmpfloat_with_epsilon (lt_record_get_geometry (record)->xy[0], 120.10, 1e-5);
  g_assert_cmpstr (other->crs, ==, "EPSG:4326");
}

/* What people do so that a spreadsheet leaves a code alone. */
static void
test_kept_codes (Fixture *self, gconstpointer data)
{
  g_autofree char *first = test_data_credit_code (1);
  g_autofree char *second = test_data_credit_code (2);
  g_autofree char *third = test_data_credit_code (3);
  g_autofree char *text = g_strdup_printf ("企业名称,统一社会信用代码,地址\n"
                                           "甲公司,=\"%s\",=\"12号\"\n"
                                           "乙公司,'%s,'13号\n"
                                           "丙公司,\"=\"\"%s\"\"\",'引号'\n",
                                           first, second, third);
  g_autoptr (LtImportReport) report = import (self, LT_KIND_ENTERPRISE, "k.csv", text);
  g_autoptr (LtRecord) one = find (self, LT_KIND_ENTERPRISE, first);
  g_autoptr (LtRecord) two = find (self, LT_KIND_ENTERPRISE, second);
  g_autoptr (LtRecord) three = find (self, LT_KIND_ENTERPRISE, third);

  g_assert_cmpuint (report->added, ==, 3);
  g_assert_cmpuint (report->rejected, ==, 0);
  g_assert_cmpstr (lt_record_peek (one, "address"), ==, "12号");
  g_assert_cmpstr (lt_record_peek (two, "address"), ==, "13号");
  g_assert_cmpstr (lt_record_peek (three, "address"), ==, "'引号'");
}

/* In a workbook a code may hold the apostrophe itself. */
static void
test_kept_codes_of_features (Fixture *self, gconstpointer data)
{
  g_autofree char *code = test_data_credit_code (4);
  g_autofree char *text = g_strdup_printf (
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"credit_code\":"
      "\"'%s\",\"name\":\"丁公司\"},\"geometry\":null}]}",
      code);
  g_autoptr (LtImportReport) report = import (self, LT_KIND_ENTERPRISE, "k.geojson", text);

  g_assert_cmpuint (report->added, ==, 1);
  g_object_unref (find (self, LT_KIND_ENTERPRISE, code));
}

/* Of a workbook whose cells have no format of a date. */
static void
test_serial_dates (Fixture *self, gconstpointer data)
{
  g_autoptr (LtImportReport) report
      = import (self, LT_KIND_PARCEL, "d.csv", "宗地编号,实际动工日期\nD-1,45356\nD-2,4535\n");
  g_autoptr (LtRecord) record = find (self, LT_KIND_PARCEL, "D-1");

  g_assert_cmpuint (report->added, ==, 1);
  g_assert_cmpuint (report->counts[LT_ISSUE_DATE], ==, 1);
  g_assert_cmpstr (lt_record_peek (record, "started_on"), ==, "2024-03-05");
}

#define RING "[[[120.0,30.85],[120.15,30.85],[120.15,31.0],[120.0,31.0],[120.0,30.85]]]"

static char *
make_zone (const char *name, const char *more)
{
  return g_strdup_printf (
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
      "{\"名称\":\"%s\"%s},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":" RING "}}]}",
      name, more);
}

/* An official boundary with a name alone takes the place of an approximate one, and of what was said of it.
 */
static void
test_zone_by_name (Fixture *self, gconstpointer data)
{
  g_autofree char *text = make_zone ("南太湖新区", "");
  g_autofree char *other = make_zone ("长合区", ",\"备注\":\"自带备注\"");
  g_autofree char *nowhere = make_zone ("不存在新区", "");
  g_autoptr (LtRecord) before = find (self, LT_KIND_DISTRICT, "zone-nantaihu");
  g_autoptr (LtImportReport) report = import (self, LT_KIND_DISTRICT, "z.geojson", text);
  g_autoptr (LtImportReport) again = import (self, LT_KIND_DISTRICT, "z.geojson", text);
  g_autoptr (LtRecord) record = find (self, LT_KIND_DISTRICT, "zone-nantaihu");
  g_autoptr (LtImportReport) second = import (self, LT_KIND_DISTRICT, "y.geojson", other);
  g_autoptr (LtImportReport) none = import (self, LT_KIND_DISTRICT, "x.geojson", nowhere);
  g_autoptr (LtRecord) changhe = find (self, LT_KIND_DISTRICT, "长合区");

  g_assert_nonnull (strstr (lt_record_peek (before, "note"), "示意"));
  g_assert_cmpuint (report->changed, ==, 1);
  g_assert_cmpuint (again->unchanged, ==, 1);
  g_assert_cmpstr (lt_record_peek (record, "quality"), ==, "surveyed");
  g_assert_cmpstr (lt_record_peek (record, "source"), ==, "z.geojson");
  g_assert_null (strstr (lt_record_peek (record, "note"), "示意"));
  g_assert_cmpuint (second->changed, ==, 1);
  g_assert_cmpstr (lt_record_peek (changhe, "note"), ==, "自带备注");
  g_assert_cmpuint (none->rejected, ==, 1);
  g_assert_cmpuint (none->counts[LT_ISSUE_DISTRICT], ==, 1);
  g_assert_cmpstr (((LtIssue *) g_ptr_array_index (none->issues, 0))->field, ==, "名称");
}

/* The code that a name stands for has no column of its own to be named by. */
static void
test_zone_twice (Fixture *self, gconstpointer data)
{
  static const char *const keys[] = { NULL, "code" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      LtImportOptions options = { .key = keys[i], .dry_run = TRUE };
      g_autofree char *path = test_data_write (
          self->folder, "twice.csv",
          "名称,WKT\n南太湖新区,\"POLYGON ((120 30.85,120.15 30.85,120.15 31,120 31,120 30.85))\"\n"
          "南太湖新区,\"POLYGON ((120 30.85,120.15 30.85,120.15 31,120 31,120 30.85))\"\n",
          -1);
      g_autoptr (GError) error = NULL;
      g_autoptr (LtImportReport) report
          = lt_exchange_import (self->workspace, LT_KIND_DISTRICT, path, &options, NULL, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (report->changed, ==, 1);
      g_assert_cmpuint (report->counts[LT_ISSUE_DUPLICATE], ==, 1);
    }
}

static void
test_zone_by_own_key (Fixture *self, gconstpointer data)
{
  g_autofree char *text = make_zone ("南太湖新区", "");
  g_autofree char *path = test_data_write (self->folder, "z.geojson", text, -1);
  LtImportOptions options = { .key = "name" };
  g_autoptr (GError) error = NULL;
  g_autoptr (LtImportReport) report
      = lt_exchange_import (self->workspace, LT_KIND_DISTRICT, path, &options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->changed, ==, 1);
  g_assert_cmpuint (report->added, ==, 0);
}

/* 国土TXT has its own words for number and name. */
static void
test_districts_of_land_txt (Fixture *self, gconstpointer data)
{
  LtExportOptions options = { .filter = { .kind = LT_KIND_DISTRICT }, .chinese = TRUE };
  g_autofree char *path = g_build_filename (self->folder, "d.txt", NULL);
  g_autoptr (GError) error = NULL;
  LtExportReport written;
  g_autoptr (LtImportReport) report = NULL;
  g_autoptr (LtImportReport) again = NULL;

  lt_export (self->workspace, path, LT_EXPORT_TXT, &options, NULL, NULL, NULL, &written, &error);
  g_assert_no_error (error);
  report = import (self, LT_KIND_DISTRICT, "d.txt", NULL);
  again = import (self, LT_KIND_DISTRICT, "d.txt", NULL);
  g_assert_cmpuint (report->read, ==, written.written);
  g_assert_cmpuint (report->rejected, ==, 0);
  g_assert_cmpuint (report->unchanged, ==, written.written);
  g_assert_cmpuint (again->unchanged, ==, written.written);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *home = test_data_make_folder ();
  int status;

  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("/habits/unit-line", test_unit_line);
  ADD ("/habits/units-told", test_units_told);
  ADD ("/habits/heading", test_heading);
  ADD ("/habits/system-column", test_system_column);
  ADD ("/habits/kept-codes", test_kept_codes);
  ADD ("/habits/kept-codes-of-features", test_kept_codes_of_features);
  ADD ("/habits/serial-dates", test_serial_dates);
  ADD ("/habits/zone-by-name", test_zone_by_name);
  ADD ("/habits/zone-by-own-key", test_zone_by_own_key);
  ADD ("/habits/unit-of-mapped", test_unit_of_mapped);
  ADD ("/habits/zone-twice", test_zone_twice);
  ADD ("/habits/districts-of-land-txt", test_districts_of_land_txt);
  status = g_test_run ();
  test_data_remove_folder (g_steal_pointer (&home));

  return status;
}
