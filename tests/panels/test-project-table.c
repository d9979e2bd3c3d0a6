#include "config.h"

#include <glib/gstdio.h>

#include "lt-date-entry.h"
#include "lt-paths.h"
#include "lt-project-query.h"
#include "lt-project-table.h"

static void
set_text (LtRecord *record, const char *field, const char *text)
{
  lt_record_set_text (record, (guint) lt_fields_find (LT_KIND_PROJECT, field), text);
}

/* A month alone is its last day in a plan, its first as a fact. */
static void
test_dates (void)
{
  static const struct
  {
    const char *text;
    gboolean month_end;
    const char *date;
  } cases[] = {
    { "2026-5", TRUE, "2026-05-31" },
    { "2026-5", FALSE, "2026-05-01" },
    { "20260531", FALSE, "2026-05-31" },
    { "2024-2", TRUE, "2024-02-29" },
    { "2026年5月", TRUE, "2026-05-31" },
    { "202605", TRUE, "2026-05-31" },
    { "2026-13", TRUE, NULL },
    { "2026-02-30", FALSE, NULL },
    { "soon", FALSE, NULL },
    { "2026/5/3", FALSE, "2026-05-03" },
    { "", FALSE, NULL },
    { "5", FALSE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *date = lt_date_entry_parse (cases[i].text, cases[i].month_end);

      g_assert_cmpstr (date, ==, cases[i].date);
    }
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static LtProjectPaste *
read_table (LtWorkspace *workspace, LtCatalogue *catalogue, const char *text, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  lt_project_table_read_async (workspace, catalogue, text, NULL, on_result, &result);
  while (!result)
    g_main_context_iteration (NULL, TRUE);
  return lt_project_table_read_finish (result, error);
}

static gboolean
read_one (LtRecord *record, gpointer data, GError **error)
{
  guint *left = data;

  if (*left == 0)
    return FALSE;
  (*left)--;
  set_text (record, "number", "P1");
  set_text (record, "name", "Line \"one\"\tand two");
  set_text (record, "chains", "6;1");
  set_text (record, "district", "330522");
  lt_record_set_number (record, (guint) lt_fields_find (LT_KIND_PROJECT, "investment_wan"), 12000);
  lt_record_take_geometry (record, lt_geometry_new_point (119.911, 31.027));
  return TRUE;
}

/* What is copied and pasted again changes nothing; another number is a new project; what is wrong is
 * left out and said. */
static void
test_round_trip (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_dir_make_tmp ("lt-table-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "test.gpkg", NULL);
  g_autoptr (LtWorkspace) workspace = lt_workspace_create (path, lt_paths_get_catalogue (), &error);
  g_autoptr (LtCatalogue) catalogue = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (LtProjectPaste) same = NULL;
  g_autoptr (LtProjectPaste) other = NULL;
  g_autofree char *text = NULL;
  LtFilter filter = { .kind = LT_KIND_PROJECT };
  guint left = 1;

  g_assert_no_error (error);
  catalogue = lt_workspace_get_catalogue (workspace);
  lt_workspace_put (workspace, LT_KIND_PROJECT, "test", read_one, NULL, &left, NULL, &error);
  g_assert_no_error (error);
  ids = lt_workspace_find (workspace, &filter, &error);
  records = lt_workspace_fetch (workspace, LT_KIND_PROJECT, (const gint64 *) (gpointer) ids->data, ids->len,
                                &error);
  g_assert_cmpuint (records->len, ==, 1);
  text = lt_project_table_write (records, catalogue);
  same = read_table (workspace, catalogue, text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (same->errors->len, ==, 0);
  g_assert_cmpuint (same->unchanged, ==, 1);
  g_assert_cmpuint (same->records->len, ==, 0);

  other = read_table (workspace, catalogue,
                      "项目编号\t项目名称\t总投资（亿元）\t计划开工\t所在区县\t奇怪\n"
                      "P1\tRenamed\t3\t2026-5\t德清县\tx\n"
                      "P2\tNew\t\t\t\t\n"
                      "P3\t\t1\t\t\t\n"
                      "P4\tBad\tmany\t\t\t\n"
                      "\n",
                      &error);
  g_assert_no_error (error);
  g_assert_cmpuint (other->changed, ==, 1);
  g_assert_cmpuint (other->added, ==, 1);
  g_assert_cmpuint (other->errors->len, ==, 3); /* the column, the row without a name, the bad number */
  g_assert_cmpstr (lt_record_peek (other->records->pdata[0], "planned_started_on"), ==, "2026-05-31");
  g_assert_cmpstr (lt_record_peek (other->records->pdata[0], "district"), ==, "330521");
  g_assert_nonnull (lt_record_get_geometry (other->records->pdata[0]));

  g_assert_null (read_table (workspace, catalogue, "nothing\tof ours\n1\t2\n", &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_FORMAT);
  lt_workspace_close (workspace);
  g_unlink (path);
  g_rmdir (directory);
}

static LtProjectItem *
new_item (const char *signed_on, const char *planned_start, const char *started_on)
{
  g_autoptr (LtRecord) record = lt_record_new (LT_KIND_PROJECT);

  set_text (record, "name", "P");
  set_text (record, "signed_on", signed_on);
  set_text (record, "planned_started_on", planned_start);
  set_text (record, "started_on", started_on);
  return lt_project_item_new (record, "2026-05-15");
}

static void
test_items (void)
{
  g_autoptr (LtProjectItem) late = new_item ("2026-01-01", "2026-05-05", NULL);
  g_autoptr (LtProjectItem) due = new_item ("2026-01-01", "2026-05-31", NULL);
  g_autoptr (LtProjectItem) done = new_item ("2026-01-01", "2026-04-01", "2026-04-20");

  g_assert_cmpint (lt_project_item_get_stage (late), ==, LT_STAGE_SIGNED);
  g_assert_cmpuint (lt_project_item_get_late (late)->days, ==, 10);
  g_assert_null (lt_project_item_get_late (due));
  g_assert_cmpint (lt_project_item_get_due (due, 0), ==, LT_STAGE_STARTED);
  g_assert_cmpint (lt_project_item_get_due (due, 1), ==, LT_STAGE_NONE);
  g_assert_cmpint (lt_project_item_get_stage (done), ==, LT_STAGE_STARTED);
  g_assert_null (lt_project_item_get_late (done));
  g_assert_cmpfloat (lt_project_item_get_investment (done), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/project-table/dates", test_dates);
  g_test_add_func ("/project-table/items", test_items);
  g_test_add_func ("/project-table/round-trip", test_round_trip);
  return g_test_run ();
}
