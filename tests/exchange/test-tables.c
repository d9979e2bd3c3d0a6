#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "lt-exchange.h"
#include "lt-export.h"
#include "lt-import-plan.h"
#include "lt-paths.h"
#include "test-data.h"

/* Yearly figures and occupancy out and in again. */

static char *folder;

static LtWorkspace *
new_workspace (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  LtWorkspace *workspace;

  g_unlink (path);
  workspace = lt_workspace_create (path, lt_paths_get_catalogue (), &error);
  g_assert_no_error (error);
  return workspace;
}

static LtImportReport *
import (LtWorkspace *workspace, LtKind kind, const char *path)
{
  g_autoptr (GError) error = NULL;
  LtImportReport *report = lt_exchange_import (workspace, kind, path, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->rejected, ==, 0);
  return report;
}

static void
import_text (LtWorkspace *workspace, LtKind kind, const char *text)
{
  g_autofree char *path = test_data_write (folder, "made.csv", text, -1);
  g_autoptr (LtImportReport) report = import (workspace, kind, path);

  g_assert_cmpuint (report->added, >, 0);
}

/* Two enterprises with codes and one with a name only, two parcels, in two districts. */
static LtWorkspace *
make_base (const char *name)
{
  g_autofree char *first = test_data_credit_code (1);
  g_autofree char *second = test_data_credit_code (2);
  g_autofree char *enterprises = g_strdup_printf (
      "统一社会信用代码,企业名称,所属产业链,所在区县\n%s,甲公司,6,长兴县\n%s,乙公司,7,德清县\n"
      ",丙公司,7,德清县\n",
      first, second);
  LtWorkspace *workspace = new_workspace (name);

  import_text (workspace, LT_KIND_ENTERPRISE, enterprises);
  import_text (workspace, LT_KIND_PARCEL, "宗地编号,所在区县\n001,长兴县\n002,德清县\n");
  return workspace;
}

static void
fill_tables (LtWorkspace *workspace)
{
  import_text (workspace, LT_KIND_FIGURE,
               "企业名称,年份,税收,总产值,平均职工人数,统计口径,填报人\n甲公司,2024,12.345678901234567,100,7,"
               "长兴县,张三\n"
               "甲公司,2025,,0.1,8,长兴县,\n乙公司,2025,3,4,,,=李四\n丙公司,2025,5,6,,=口径,\n");
  import_text (workspace, LT_KIND_OCCUPANCY,
               "企业名称,宗地编号,占用面积,权属,合同\n甲公司,001,1234.5,自有,2\n乙公司,002,10,租赁,\n丙公司,"
               "002,,,甲乙\n");
}

static guint
export_to (LtWorkspace *workspace, LtFilter filter, const char *path, LtExportFormat format, gboolean chinese)
{
  LtExportOptions options = { .filter = filter, .chinese = chinese, .overwrite = TRUE };
  LtExportReport report;
  g_autoptr (GError) error = NULL;

  lt_export (workspace, path, format, &options, NULL, NULL, NULL, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report.cut, ==, 0);
  return report.written;
}

static void
check_identity (LtExportFormat format, gboolean chinese, LtKind kind, guint n)
{
  g_autoptr (LtWorkspace) from = make_base ("from.gpkg");
  g_autoptr (LtWorkspace) to = make_base ("to.gpkg");
  g_autofree char *name = g_strdup_printf ("tables.%s", lt_export_format_get_name (format));
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *again = g_build_filename (folder, "again.csv", NULL);
  g_autofree char *first = g_build_filename (folder, "first.csv", NULL);
  g_autoptr (LtImportReport) added = NULL;
  g_autoptr (LtImportReport) unchanged = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fill_tables (from);
  g_assert_cmpuint (export_to (from, (LtFilter){ .kind = kind }, path, format, chinese), ==, n);
  added = import (to, kind, path);
  g_assert_cmpuint (added->added, ==, n);
  unchanged = import (from, kind, path);
  g_assert_cmpuint (unchanged->unchanged, ==, n);

  export_to (from, (LtFilter){ .kind = kind }, first, LT_EXPORT_CSV, FALSE);
  export_to (to, (LtFilter){ .kind = kind }, again, LT_EXPORT_CSV, FALSE);
  g_assert_true (g_file_get_contents (first, &before, NULL, NULL));
  g_assert_true (g_file_get_contents (again, &after, NULL, NULL));
  if (format != LT_EXPORT_XLSX || kind != LT_KIND_FIGURE)
    g_assert_cmpstr (before, ==, after);
  lt_workspace_close (from);
  lt_workspace_close (to);
  g_unlink (path);
}

static void
test_identity (gconstpointer data)
{
  LtExportFormat format = GPOINTER_TO_UINT (data);

  for (guint chinese = 0; chinese < 2; chinese++)
    {
      check_identity (format, chinese, LT_KIND_FIGURE, 4);
      check_identity (format, chinese, LT_KIND_OCCUPANCY, 3);
    }
}

static void
test_filters (void)
{
  g_autoptr (LtWorkspace) workspace = make_base ("from.gpkg");
  g_autofree char *path = g_build_filename (folder, "filtered.csv", NULL);
  g_autofree char *text = NULL;
  LtFilter year = { .kind = LT_KIND_FIGURE, .year = 2025 };
  LtFilter chain = { .kind = LT_KIND_FIGURE, .chain = 7 };
  LtFilter district = { .kind = LT_KIND_FIGURE, .district = "330522", .year = 2024 };
  LtFilter land = { .kind = LT_KIND_OCCUPANCY, .district = "330521" };

  fill_tables (workspace);
  g_assert_cmpuint (export_to (workspace, year, path, LT_EXPORT_CSV, TRUE), ==, 3);
  g_assert_cmpuint (export_to (workspace, chain, path, LT_EXPORT_CSV, TRUE), ==, 2);
  g_assert_cmpuint (export_to (workspace, district, path, LT_EXPORT_CSV, TRUE), ==, 1);
  g_assert_cmpuint (export_to (workspace, land, path, LT_EXPORT_CSV, TRUE), ==, 2);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  /* No columns of a place. */
  g_assert_nonnull (strstr (text, "占用面积（m²）,权属,合同\r\n"));
  lt_workspace_close (workspace);
}

/* --- the difference --- */

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

static LtImportPlan *
check_text (LtWorkspace *workspace, LtKind kind, const char *text)
{
  g_autofree char *path = test_data_write (folder, "difference.csv", text, -1);
  LtImportPlan *plan = lt_import_plan_new (workspace, kind, path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  lt_import_plan_check_async (plan, NULL, NULL, NULL, on_done, &result);
  g_assert_true (lt_import_plan_check_finish (plan, wait_for (&result), &error));
  g_assert_no_error (error);
  return plan;
}

static const LtPlanDifference *
get_only (LtImportPlan *plan, LtFate fate)
{
  GPtrArray *differences = lt_import_plan_get_differences (plan, fate);

  g_assert_cmpuint (differences->len, ==, 1);
  return g_ptr_array_index (differences, 0);
}

/* Old and new side by side, and what is gone: of figures only of the years that the file is of. */
static void
test_difference (void)
{
  g_autoptr (LtWorkspace) workspace = make_base ("from.gpkg");
  g_autoptr (LtImportPlan) figures = NULL;
  g_autoptr (LtImportPlan) land = NULL;
  const LtPlanDifference *difference;
  const LtPlanChange *change;

  fill_tables (workspace);
  figures = check_text (workspace, LT_KIND_FIGURE,
                        "企业名称,年份,税收,统计口径,填报人\n甲公司,2025,7,长兴县,王五\n乙公司,2025,3,,\n");
  difference = get_only (figures, LT_FATE_CHANGED);
  g_assert_cmpstr (difference->name, ==, "甲公司 · 2025");
  g_assert_cmpuint (difference->changes->len, ==, 2);
  change = g_ptr_array_index (difference->changes, 0);
  g_assert_cmpstr (change->old, ==, NULL);
  g_assert_nonnull (strstr (change->new, "7"));
  difference = get_only (figures, LT_FATE_UNCHANGED);
  difference = get_only (figures, LT_FATE_GONE);
  g_assert_cmpstr (difference->name, ==, "丙公司 · 2025");

  land = check_text (workspace, LT_KIND_OCCUPANCY,
                     "企业名称,宗地编号,占用面积\n甲公司,001,1234.5\n乙公司,002,11\n");
  difference = get_only (land, LT_FATE_CHANGED);
  g_assert_cmpstr (difference->name, ==, "乙公司 · 002");
  change = g_ptr_array_index (difference->changes, 0);
  g_assert_true (g_str_has_prefix (change->old, "10 "));
  g_assert_true (g_str_has_prefix (change->new, "11 "));
  difference = get_only (land, LT_FATE_GONE);
  g_assert_cmpstr (difference->name, ==, "丙公司 · 002");
  lt_workspace_close (workspace);
}

static void
test_refuses (void)
{
  LtCrs any = { .epsg = 0 };

  g_assert_nonnull (lt_export_format_check (LT_EXPORT_SHP, LT_KIND_FIGURE, &any));
  g_assert_nonnull (lt_export_format_check (LT_EXPORT_KML, LT_KIND_OCCUPANCY, &any));
  g_assert_nonnull (lt_export_format_check (LT_EXPORT_TXT, LT_KIND_OCCUPANCY, &any));
  g_assert_null (lt_export_format_check (LT_EXPORT_GPKG, LT_KIND_OCCUPANCY, &any));
}

int
main (int argc, char **argv)
{
  static const LtExportFormat formats[]
      = { LT_EXPORT_XLSX, LT_EXPORT_CSV, LT_EXPORT_GPKG, LT_EXPORT_GEOJSON };
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = test_data_make_folder ();
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *name = g_strdup_printf ("/tables/identity/%s", lt_export_format_get_name (formats[i]));

      g_test_add_data_func (name, GUINT_TO_POINTER (formats[i]), test_identity);
    }
  g_test_add_func ("/tables/filters", test_filters);
  g_test_add_func ("/tables/difference", test_difference);
  g_test_add_func ("/tables/refuses", test_refuses);
  status = g_test_run ();
  test_data_remove_folder (folder);
  return status;
}
