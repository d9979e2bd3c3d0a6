#include "lt-import-report.h"
#include "lt-import-summary.h"

static void
test_describe (void)
{
  g_autoptr (LtImportReport) report = lt_import_report_new ();
  g_autofree char *text = NULL;

  report->added = 1200;
  report->changed = 3;
  report->rejected = 1;
  text = lt_import_summary_describe ("a.csv", report);
  g_assert_cmpstr (text, ==, "“a.csv”: 1,200 added, 3 changed, 0 unchanged, 1 rejected.");
}

static void
test_csv (void)
{
  g_autoptr (LtImportReport) report = lt_import_report_new ();
  g_autofree char *csv = NULL;

  lt_import_report_take_issue (report, LT_ISSUE_CODE, 7, "name", "say \"hi\", you", g_strdup ("Too long."));
  lt_import_report_take_issue (report, LT_ISSUE_CODE, 0, NULL, NULL, g_strdup ("No header."));
  csv = lt_import_summary_to_csv ("a.csv", report);
  g_assert_true (g_str_has_prefix (csv, "\xEF\xBB\xBF\"File\",\"a.csv\"\r\n"));
  g_assert_true (g_str_has_suffix (csv, "\r\n\r\n\"Row\",\"Field\",\"Value\",\"What is wrong\"\r\n"
                                        "\"7\",\"name\",\"say \"\"hi\"\", you\",\"Too long.\"\r\n"
                                        "\"\",\"\",\"\",\"No header.\"\r\n"));
}

/* A value of somebody's file must not run when the list is opened in a spreadsheet. */
static void
test_csv_formula (void)
{
  g_autoptr (LtImportReport) report = lt_import_report_new ();
  g_autofree char *csv = NULL;

  lt_import_report_take_issue (report, LT_ISSUE_CODE, 1, "name", "=1+1", g_strdup ("Odd."));
  csv = lt_import_summary_to_csv ("a.csv", report);
  g_assert_nonnull (strstr (csv, "\"'=1+1\""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/panels/import-summary/describe", test_describe);
  g_test_add_func ("/panels/import-summary/csv", test_csv);
  g_test_add_func ("/panels/import-summary/csv-formula", test_csv_formula);

  return g_test_run ();
}
