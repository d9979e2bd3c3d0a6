#include "config.h"

#include <locale.h>
#include <sqlite3.h>

#include "fixture.h"
#include "lt-functions.h"
#include "lt-store.h"
#include "lt-search-index.h"

/* What is found through the index has to be what reading every row finds. */

static const char *const names[] = {
  "湖州永兴特种不锈钢有限公司",
  "浙江ABC智能科技股份有限公司",
  "德清县美星化妆品厂",
  "湖州 空格 公司",
  "ＡＢＣ全角公司",
  "安吉Ｄ４号厂",
  "长兴\t制表符公司",
  "𠮷野家食品",
  "O'Neil \"quoted\" 100%",
  "丝绸之路",
  "绸丝",
  "厂",
};

static const char *const texts[] = {
  "钢",        "有限",      "不锈钢", "永兴特种", "abc",  "ABC",    "ａｂｃ", "A",
  "美星 德清", "德清 智能", "空格",   "空 公司",  "制表", "𠮷",     "𠮷野",   "o'neil",
  "100%",      "\"",        "丝绸",   "绸丝",     "厂",   "不存在", "d4",     "湖州 有限 特种",
  "州永",      "",          "   ",    "%",        "_",    "号厂",   "33050",
};

static GArray *
find (Fixture *self, LtKind kind, const char *text)
{
  LtFilter filter = { .kind = kind, .text = text };
  g_autoptr (GError) error = NULL;
  GArray *ids = lt_workspace_find (self->workspace, &filter, &error);

  g_assert_no_error (error);
  return ids;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

static char *
as_text (GArray *ids)
{
  GString *list = g_string_new (NULL);

  g_array_sort (ids, compare_ids);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (list, "%" G_GINT64_FORMAT " ", g_array_index (ids, gint64, i));
  return g_string_free (list, FALSE);
}

/* Without the index: every row, checked by the same function. */
static char *
find_by_reading (const char *path, LtKind kind, const char *text)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *statement = NULL;
  sqlite3 *db = NULL;

  g_string_printf (sql, "SELECT t.fid FROM \"%s\" t WHERE lt_match (?", lt_kind_get_name (kind));
  lt_search_index_append_columns (sql, kind, "t");
  g_string_append (sql, ")");
  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_true (lt_functions_register (db));
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql->str, -1, &statement, NULL), ==, SQLITE_OK);
  sqlite3_bind_text (statement, 1, text, -1, SQLITE_STATIC);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (ids, id);
    }
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return as_text (ids);
}

static void
assert_all_found (Fixture *self, LtKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GArray) ids = find (self, kind, texts[i]);
      g_autofree char *found = as_text (ids);
      g_autofree char *expected = find_by_reading (self->path, kind, texts[i]);

      if (!g_str_equal (found, expected))
        g_error ("“%s”: found %s, but there are %s", texts[i], found, expected);
    }
}

/* How many rows the index would have checked for a text; -1: it could not help. */
static int
count_candidates (const char *path, LtKind kind, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LtStore) store = lt_store_open (path, LT_STORE_READ, &error);
  g_autoptr (GArray) ids = NULL;

  g_assert_no_error (error);
  ids = lt_search_index_find (store, kind, text, 100000, &error);
  g_assert_no_error (error);
  return ids != NULL ? (int) ids->len : -1;
}

static void
put_names (Fixture *self, LtKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *name = g_strconcat ("name=", names[i], NULL);

      put_row (self->workspace, kind, NULL, &error, name, NULL);
      g_assert_no_error (error);
    }
}

typedef struct
{
  guint next;
  guint end;
} Source;

static gboolean
give_row (LtRecord *record, gpointer data, GError **error)
{
  Source *self = data;
  guint i = self->next;
  g_autofree char *name = g_strdup_printf ("%s%u", names[i % G_N_ELEMENTS (names)], i);

  if (self->next >= self->end)
    return FALSE;
  self->next++;
  lt_record_set_text (record, (guint) lt_fields_find (LT_KIND_ENTERPRISE, "name"), name);
  return TRUE;
}

static void
put_many (Fixture *self, guint from, guint to)
{
  g_autoptr (GError) error = NULL;
  Source source = { from, to };

  lt_workspace_put (self->workspace, LT_KIND_ENTERPRISE, "many", give_row, NULL, &source, NULL, &error);
  g_assert_no_error (error);
}

/* --- tests --- */

static void
test_few (Fixture *self, gconstpointer data)
{
  put_names (self, LT_KIND_ENTERPRISE);
  put_names (self, LT_KIND_PROJECT);
  assert_all_found (self, LT_KIND_ENTERPRISE);
  assert_all_found (self, LT_KIND_PROJECT);
  assert_all_found (self, LT_KIND_DISTRICT);
}

/* Rows come by the bulk, then one by one until they fold, then are changed. */
static void
test_many (Fixture *self, gconstpointer data)
{
  put_many (self, 0, 6000);
  assert_all_found (self, LT_KIND_ENTERPRISE);
  g_assert_cmpint (count_candidates (self->path, LT_KIND_ENTERPRISE, "不锈钢"), >=, 500);
  g_assert_cmpint (count_candidates (self->path, LT_KIND_ENTERPRISE, "不锈钢"), <=, 600);
  g_assert_cmpint (count_candidates (self->path, LT_KIND_ENTERPRISE, "不存在"), ==, 0);
  put_many (self, 6000, 6500);
  assert_all_found (self, LT_KIND_ENTERPRISE);
  g_assert_cmpint (count_candidates (self->path, LT_KIND_ENTERPRISE, "不存在"), ==, 500);
  for (guint from = 6500; from < 12500; from += 600)
    put_many (self, from, from + 600);
  assert_all_found (self, LT_KIND_ENTERPRISE);
  g_assert_cmpint (count_candidates (self->path, LT_KIND_ENTERPRISE, "不存在"), <, 2000);
}

static void
test_undo (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) none = NULL;

  put_many (self, 0, 4000);
  lt_workspace_undo (self->workspace, &error);
  g_assert_no_error (error);
  none = find (self, LT_KIND_ENTERPRISE, "不锈钢");
  g_assert_cmpuint (none->len, ==, 0);
  lt_workspace_redo (self->workspace, &error);
  g_assert_no_error (error);
  assert_all_found (self, LT_KIND_ENTERPRISE);
}

/* Another program adds, renames and renumbers rows. */
static void
test_other_program (Fixture *self, gconstpointer data)
{
  put_many (self, 0, 3000);
  run_sql (self->path, "INSERT INTO enterprises (name) VALUES ('外来的不锈钢厂');"
                       "UPDATE enterprises SET name = '改名为丝绸厂' WHERE fid % 100 = 7;"
                       "UPDATE enterprises SET fid = 900000 WHERE name = '外来的不锈钢厂';"
                       "DELETE FROM enterprises WHERE fid % 100 = 8");
  assert_all_found (self, LT_KIND_ENTERPRISE);
}

/* It may even make the table anew, which loses the triggers: the next opening mends it. */
static void
test_made_anew (Fixture *self, gconstpointer data)
{
  put_many (self, 0, 3000);
  fixture_close (self);
  run_sql (self->path, "DROP TRIGGER lt_search_enterprises_insert; DROP TRIGGER lt_search_enterprises_update;"
                       "UPDATE enterprises SET name = '不锈钢' || fid WHERE fid % 3 = 0");
  g_assert_cmpint (count_candidates (self->path, LT_KIND_ENTERPRISE, "不存在"), ==, -1);
  fixture_open (self);
  assert_all_found (self, LT_KIND_ENTERPRISE);
  g_assert_cmpint (count_candidates (self->path, LT_KIND_ENTERPRISE, "不存在"), ==, 0);
}

/* Lists that are no lists: nothing is read that is not there. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  put_many (self, 0, 3000);
  run_sql (self->path, "UPDATE lt_search_grams SET rows = x'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFF01FF'");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GArray) ids = find (self, LT_KIND_ENTERPRISE, texts[i]);

      g_assert_nonnull (ids);
    }
}

/* --- the search entry --- */

typedef struct
{
  int done;
  GPtrArray *rows;
} Answer;

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;
  g_autoptr (GError) error = NULL;

  answer->rows = lt_workspace_search_finish (LT_WORKSPACE (source), result, &error);
  g_assert_no_error (error);
  answer->done = 1;
}

static void
test_entry (Fixture *self, gconstpointer data)
{
  Answer answer = { 0, NULL };

  put_many (self, 0, 3000);
  put_names (self, LT_KIND_PROJECT);
  lt_workspace_search_async (self->workspace, "丝绸之路", 100, NULL, on_found, &answer);
  wait_for (&answer.done);
  g_assert_cmpuint (answer.rows->len, ==, 100);
  for (guint i = 0; i < answer.rows->len; i++)
    {
      LtRecord *record = g_ptr_array_index (answer.rows, i);

      g_assert_nonnull (strstr (lt_record_peek (record, "name"), "丝绸之路"));
    }
  g_ptr_array_unref (answer.rows);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/search/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("few", test_few);
  ADD ("many", test_many);
  ADD ("undo", test_undo);
  ADD ("other-program", test_other_program);
  ADD ("made-anew", test_made_anew);
  ADD ("damaged", test_damaged);
  ADD ("entry", test_entry);
  return g_test_run ();
}
