#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "lt-check.h"
#include "lt-edit.h"
#include "lt-exchange.h"
#include "lt-paths.h"
#include "lt-xlsx.h"
#include "test-data.h"

/* What is asked of a row as a whole, and of each value besides being readable. */

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
import (Fixture *self, LtKind kind, const char *text, const char *key)
{
  g_autofree char *path = test_data_write (self->folder, "rows.csv", text, -1);
  LtImportOptions options = { .key = key };
  g_autoptr (GError) error = NULL;
  LtImportReport *report
      = lt_exchange_import (self->workspace, kind, path, &options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->issues->len; i++)
    g_test_message ("row %u: %s", ((LtIssue *) g_ptr_array_index (report->issues, i))->row,
                    ((LtIssue *) g_ptr_array_index (report->issues, i))->message);

  return report;
}

static void
assert_issue (const LtImportReport *report, guint i, LtIssueKind kind, guint row, const char *word)
{
  const LtIssue *issue;

  g_assert_cmpuint (report->issues->len, >, i);
  issue = g_ptr_array_index (report->issues, i);
  g_assert_cmpint (issue->kind, ==, kind);
  g_assert_cmpuint (issue->row, ==, row);
  g_assert_nonnull (strstr (issue->message, word));
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
  g_assert_no_error (error);

  return g_object_ref (g_ptr_array_index (records, 0));
}

/* --- the person's own key --- */

/* Two rows of the file can't be one of the workspace, nor can two of the workspace be told apart by what they
 * have in common. */
static void
test_own_key_twice (Fixture *self, gconstpointer data)
{
  g_autoptr (LtImportReport) present
      = import (self, LT_KIND_ENTERPRISE,
                "name,stock_code\n测试公司一,990001\n测试公司二,990002\n测试公司三,990002\n", NULL);
  g_autoptr (LtImportReport) twice = import (
      self, LT_KIND_ENTERPRISE,
      "name,stock_code,staff\n测试公司一,990001,1\n测试公司四,990001,2\n测试公司五,,3\n测试公司六,,4\n",
      "stock_code");
  g_autoptr (LtImportReport) several
      = import (self, LT_KIND_ENTERPRISE, "name,stock_code,staff\n测试公司七,990002,1\n", "stock_code");
  g_autoptr (LtRecord) record = find (self, LT_KIND_ENTERPRISE, "测试公司一");
  double staff;

  g_assert_cmpuint (present->added, ==, 3);
  g_assert_cmpuint (twice->changed, ==, 1);
  g_assert_cmpuint (twice->added, ==, 2);
  g_assert_cmpuint (twice->rejected, ==, 1);
  assert_issue (twice, 0, LT_ISSUE_DUPLICATE, 2, "earlier row");
  g_assert_true (lt_record_get_number (record, (guint) lt_fields_find (LT_KIND_ENTERPRISE, "staff"), &staff));
  g_assert_cmpfloat (staff, ==, 1);
  g_assert_cmpuint (several->rejected, ==, 1);
  assert_issue (several, 0, LT_ISSUE_DUPLICATE, 1, "Several rows");
}

/* What is one row by the person's key, and another by its code. */
static void
test_own_key_taken (Fixture *self, gconstpointer data)
{
  g_autofree char *first = test_data_credit_code (1);
  g_autofree char *second = test_data_credit_code (2);
  g_autofree char *third = test_data_credit_code (3);
  g_autofree char *rows = g_strdup_printf (
      "name,credit_code,stock_code\n测试公司一,%s,990001\n测试公司二,%s,990002\n", first, second);
  g_autofree char *taken = g_strdup_printf ("name,credit_code,stock_code\n测试公司三,%s,990001\n", second);
  g_autofree char *free_code = g_strdup_printf (
      "name,credit_code,stock_code\n测试公司三,%s,990001\n测试公司二,%s,990002\n", third, second);
  g_autoptr (LtImportReport) present = import (self, LT_KIND_ENTERPRISE, rows, NULL);
  g_autoptr (LtImportReport) report = import (self, LT_KIND_ENTERPRISE, taken, "stock_code");
  g_autoptr (LtImportReport) changed = import (self, LT_KIND_ENTERPRISE, free_code, "stock_code");

  g_assert_cmpuint (present->added, ==, 2);
  g_assert_cmpuint (report->rejected, ==, 1);
  assert_issue (report, 0, LT_ISSUE_DUPLICATE, 1, "another row");
  g_assert_cmpuint (changed->changed, ==, 1);
  g_assert_cmpuint (changed->unchanged, ==, 1);
}

/* --- blank rows --- */

/* Each line three cells; NULL ends them. */
static char *
write_sheet (Fixture *self, const char *const *cells)
{
  static const char *const titles[] = { "企业名称", "所在区县", "备注", NULL };
  char *path = g_build_filename (self->folder, "rows.xlsx", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LtXlsx) xlsx = lt_xlsx_new (path, TRUE, &error);

  g_assert_no_error (error);
  g_assert_true (lt_xlsx_begin_sheet (xlsx, "企业", titles, NULL));
  for (guint i = 0; cells[i] != NULL; i++)
    {
      lt_xlsx_add_text (xlsx, cells[i]);
      if (i % 3 == 2)
        g_assert_true (lt_xlsx_end_row (xlsx, NULL));
    }
  g_assert_true (lt_xlsx_commit (xlsx, NULL));

  return path;
}

static void
assert_blank_passed_over (Fixture *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LtImportReport) report
      = lt_exchange_import (self->workspace, LT_KIND_ENTERPRISE, path, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->read, ==, 3);
  g_assert_cmpuint (report->added, ==, 1);
  g_assert_cmpuint (report->rejected, ==, 2);
  assert_issue (report, 0, LT_ISSUE_MISSING, 3, "missing");
  assert_issue (report, 1, LT_ISSUE_DISTRICT, 6, "catalogue");
}

static void
test_blank (Fixture *self, gconstpointer data)
{
  static const char *const cells[]
      = { "测试公司一", "长兴县", "",   "", "",           "",     "", "长兴县", "无名", " ", "",
          "　",         "",       "\t", "", "测试公司二", "火星", "", "",       "",     "",  NULL };
  g_autofree char *sheet = write_sheet (self, cells);
  g_autofree char *text = test_data_write (
      self->folder, "blank.csv",
      "企业名称,所在区县,备注\n测试公司三,长兴县,\n,,\n,长兴县,无名\n\n \t,,\n测试公司四,火星,\n\n", -1);

  assert_blank_passed_over (self, sheet);
  assert_blank_passed_over (self, text);
}

/* --- figures --- */

/* Output and tax stand under a title in two lines: both are columns of their own, and no figure. */
static void
test_no_figure (Fixture *self, gconstpointer data)
{
  g_autoptr (LtImportReport) parents
      = import (self, LT_KIND_ENTERPRISE, "name\n测试公司一\n测试公司二\n", NULL);
  g_autoptr (LtImportReport) report = import (self, LT_KIND_FIGURE,
                                              "企业名称,年份,经济指标,,统计口径,从业人数\n,,甲项,乙项,,"
                                              "\n测试公司一,2025,100,5,长兴县,\n测试公司二,2025,,,,7\n",
                                              NULL);

  g_assert_cmpuint (parents->added, ==, 2);
  g_assert_cmpuint (report->added, ==, 1);
  g_assert_cmpuint (report->rejected, ==, 2);
  assert_issue (report, report->issues->len - 1, LT_ISSUE_MISSING, 2, "titles stand in two lines");
}

/* --- values --- */

/* What can't be, in a file, and in the workspace where another program wrote it. */
static void
test_negative (Fixture *self, gconstpointer data)
{
  g_autoptr (LtImportReport) staff
      = import (self, LT_KIND_ENTERPRISE, "企业名称,从业人员\n测试公司一,-5\n测试公司二,0\n", NULL);
  g_autoptr (LtImportReport) areas
      = import (self, LT_KIND_PARCEL,
                "宗地编号,宗地面积（亩）,固定资产投资（万元）\nT1,-5,1\nT2,5,-9\nT3,-0,0\n", NULL);
  g_autoptr (LtImportReport) used = import (
      self, LT_KIND_OCCUPANCY, "企业名称,宗地编号,使用面积（亩）\n测试公司二,T3,-5\n测试公司二,T3,5\n", NULL);
  g_autoptr (LtImportReport) figures = import (
      self, LT_KIND_FIGURE,
      "企业名称,年份,税收,增加值,综合能耗\n测试公司二,2024,-1,-2,3\n测试公司二,2025,1,2,-3\n", NULL);

  g_assert_cmpuint (staff->rejected, ==, 1);
  assert_issue (staff, 0, LT_ISSUE_NUMBER, 1, "negative");
  g_assert_cmpuint (areas->rejected, ==, 2);
  assert_issue (areas, 1, LT_ISSUE_NUMBER, 2, "negative");
  g_assert_cmpuint (used->added, ==, 1);
  assert_issue (used, 0, LT_ISSUE_NUMBER, 1, "negative");
  g_assert_cmpuint (figures->added, ==, 1);
  assert_issue (figures, 0, LT_ISSUE_NUMBER, 2, "negative");
}

static void
test_negative_present (Fixture *self, gconstpointer data)
{
  g_autoptr (LtImportReport) present
      = import (self, LT_KIND_PARCEL, "宗地编号,宗地面积（亩）\nT1,5\nT2,6\n", NULL);
  g_autoptr (LtRecord) base = find (self, LT_KIND_PARCEL, "T1");
  g_autoptr (LtRecord) record = find (self, LT_KIND_PARCEL, "T1");
  LtEdit *edit = lt_edit_new ("Made up");
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (LtImportReport) check = NULL;

  g_assert_cmpuint (present->added, ==, 2);
  lt_record_set_number (record, (guint) lt_fields_find (LT_KIND_PARCEL, "area_m2"), -5.0);
  lt_edit_put (edit, record, base);
  ids = lt_workspace_edit (self->workspace, edit, &error);
  g_assert_no_error (error);
  check = lt_check_workspace (self->workspace, LT_KIND_PARCEL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (check->counts[LT_ISSUE_NUMBER], ==, 1);
  assert_issue (check, 0, LT_ISSUE_NUMBER, (guint) lt_record_get_id (base), "negative");
}

static void
test_dates (Fixture *self, gconstpointer data)
{
  g_autoptr (LtImportReport) report = import (
      self, LT_KIND_PARCEL,
      "宗地编号,开工日期\nT1,3024-01-01\nT2,1899-12-31\nT3,2101-01-01\nT4,2100-12-31\nT5,1900-01-01\n", NULL);

  g_assert_cmpuint (report->added, ==, 2);
  g_assert_cmpuint (report->counts[LT_ISSUE_DATE], ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/rows/own-key-twice", test_own_key_twice);
  ADD ("/rows/own-key-taken", test_own_key_taken);
  ADD ("/rows/blank", test_blank);
  ADD ("/rows/no-figure", test_no_figure);
  ADD ("/rows/negative", test_negative);
  ADD ("/rows/negative-present", test_negative_present);
  ADD ("/rows/dates", test_dates);
#undef ADD

  return g_test_run ();
}
