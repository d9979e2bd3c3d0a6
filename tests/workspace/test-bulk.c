#include "config.h"

#include <locale.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "fixture.h"
#include "lt-edit.h"
#include "lt-history.h"

/* Writing many rows has two ways: with everything away that slows it, and row by row where a table has
 * triggers of someone else's. Both have to leave the same. */

#define N_ROWS 5000

static void
set (LtRecord *record, const char *field, const char *text)
{
  lt_record_set_text (record, (guint) lt_fields_find (lt_record_get_kind (record), field), text);
}

static void
set_number (LtRecord *record, const char *field, double value)
{
  lt_record_set_number (record, (guint) lt_fields_find (lt_record_get_kind (record), field), value);
}

typedef struct
{
  LtKind kind;
  guint next;
  guint end;
  gboolean twice; /* some rows come once more, changed */
  guint rotate;   /* the first row that comes; those before come between the last */
  GCancellable *cancellable;
  guint cancel_at; /* 0: never */
} Source;

static void
fill_enterprise (const Source *self, LtRecord *record, guint i)
{
  static const char *const chains[] = { "1", "3;1", "8;2;5", NULL };
  gboolean again = self->twice && i % 50 > 47;
  g_autofree char *code = g_strdup_printf ("913305%012u", i);
  g_autofree char *name = g_strdup_printf ("湖州%u号公司", again ? i - 25 : i);

  if (i % 7 != 0 && !again)
    set (record, "credit_code", code);
  set (record, "name", name);
  set (record, "chains", chains[i % 4]);
  set (record, "address", i % 3 == 0 ? "O'Brien 路, \"2\" 号" : NULL);
  if (i % 5 == 0)
    lt_record_set_extra (record, "{\"备注\":1}");
  if (i % 2 == 0)
    set_number (record, "staff", i % 4 == 0 ? -0.0 : 2.5 * i);
  if (i % 11 != 0)
    lt_record_take_geometry (record, lt_geometry_new_point (119.5 + i * 1e-4, 30.5 + (i % 70) * 1e-3));
}

static void
fill_project (LtRecord *record, guint i)
{
  g_autofree char *number = g_strdup_printf ("P-%05u", i);

  set (record, "number", number);
  set (record, "name", "动力电池");
  set (record, "chains", i % 2 == 0 ? "7" : NULL);
}

static void
fill_parcel (LtRecord *record, guint i)
{
  LtGeometryBuilder *builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);
  g_autofree char *number = g_strdup_printf ("D%06u", i);
  double x = 119.5 + (i % 90) * 1e-2, y = 30.5 + (i / 90) * 1e-2;

  set (record, "number", number);
  set_number (record, "area_m2", i % 3 == 0 ? -0.0 : i * 1.25);
  lt_geometry_builder_add_point (builder, x, y);
  lt_geometry_builder_add_point (builder, x + 5e-3, y);
  lt_geometry_builder_add_point (builder, x, y + 5e-3);
  lt_geometry_builder_end_ring (builder, TRUE);
  lt_record_take_geometry (record, lt_geometry_builder_end (builder));
}

/* From row 1000 on, the last thousand of them with one of the first thousand after each. */
static guint
mix (Source *self)
{
  guint i = self->next++, plain = self->end - 2 * self->rotate;

  if (i < plain)
    return self->rotate + i;
  i -= plain;
  return i % 2 == 0 ? self->rotate + plain + i / 2 : i / 2;
}

static gboolean
give_row (LtRecord *record, gpointer data, GError **error)
{
  Source *self = data;

  if (self->next >= self->end)
    return FALSE;
  if (self->next == self->cancel_at && self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->kind == LT_KIND_ENTERPRISE && self->rotate > 0)
    fill_enterprise (self, record, mix (self));
  else if (self->kind == LT_KIND_ENTERPRISE)
    fill_enterprise (self, record, self->next++);
  else if (self->kind == LT_KIND_PROJECT)
    fill_project (record, self->next++);
  else
    fill_parcel (record, self->next++);
  return TRUE;
}

static void
count (LtPutResult result, gpointer data)
{
}

static void
put (Fixture *self, LtKind kind, gboolean twice)
{
  g_autoptr (GError) error = NULL;
  Source source = { .kind = kind, .end = N_ROWS, .twice = twice };

  lt_workspace_put (self->workspace, kind, "many", give_row, count, &source, NULL, &error);
  g_assert_no_error (error);
}

/* --- what the journal holds, whatever the order --- */

static char *
value_text (sqlite3_value *value)
{
  switch (value != NULL ? sqlite3_value_type (value) : SQLITE_NULL)
    {
    case SQLITE_INTEGER:
      return g_strdup_printf ("i%" G_GINT64_FORMAT, (gint64) sqlite3_value_int64 (value));
    case SQLITE_FLOAT:
      return g_strdup_printf ("r%.17g", sqlite3_value_double (value));
    case SQLITE_TEXT:
      return g_strdup_printf ("t%s", (const char *) sqlite3_value_text (value));
    case SQLITE_BLOB:
      return g_compute_checksum_for_data (G_CHECKSUM_MD5, sqlite3_value_blob (value),
                                          (gsize) sqlite3_value_bytes (value));
    default:
      return g_strdup (value != NULL ? "null" : "-");
    }
}

static void
add_changes (GPtrArray *lines, gconstpointer data, int length)
{
  sqlite3_changeset_iter *iterator = NULL;

  g_assert_cmpint (sqlite3changeset_start (&iterator, length, (void *) data), ==, SQLITE_OK);
  while (sqlite3changeset_next (iterator) == SQLITE_ROW)
    {
      g_autoptr (GString) line = g_string_new (NULL);
      const char *table;
      guchar *keys;
      int columns, operation, indirect;

      sqlite3changeset_op (iterator, &table, &columns, &operation, &indirect);
      sqlite3changeset_pk (iterator, &keys, NULL);
      g_string_printf (line, "%s %d %d", table, operation, indirect);
      for (int i = 0; i < columns; i++)
        {
          sqlite3_value *value = NULL, *old = NULL;
          g_autofree char *text = NULL;
          g_autofree char *old_text = NULL;

          if (operation != SQLITE_DELETE)
            sqlite3changeset_new (iterator, i, &value);
          if (operation != SQLITE_INSERT)
            sqlite3changeset_old (iterator, i, &old);
          text = value_text (value);
          old_text = value_text (old);
          g_string_append_printf (line, "|%d %s %s", keys[i], text, old_text);
        }
      g_ptr_array_add (lines, g_strdup (line->str));
    }
  g_assert_cmpint (sqlite3changeset_finalize (iterator), ==, SQLITE_OK);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static char *
read_journal (const char *path)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_prepare_v2 (db, "SELECT changeset FROM lt_journal_changes ORDER BY step, position", -1, &statement,
                      NULL);
  while (sqlite3_step (statement) == SQLITE_ROW)
    add_changes (lines, sqlite3_column_blob (statement, 0), sqlite3_column_bytes (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (db);
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
undo (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  lt_workspace_undo (self->workspace, &error);
  g_assert_no_error (error);
}

/* --- both ways --- */

static void
assert_same (const char *a, const char *b, const char *table)
{
  g_autofree char *first = dump_table (a, table);
  g_autofree char *second = dump_table (b, table);

  g_assert_cmpuint (strlen (first), >, 100);
  g_assert_true (g_str_equal (first, second));
}

static void
assert_whole (const char *path, const char *table)
{
  g_autofree char *check = query_text (path, "PRAGMA integrity_check");
  g_autofree char *keys = query_text (path, "SELECT count (*) FROM pragma_foreign_key_check");
  g_autofree char *sql = g_strdup_printf ("SELECT rtreecheck ('rtree_%s_geom')", table);
  g_autofree char *tree = query_text (path, sql);

  g_assert_cmpstr (check, ==, "ok");
  g_assert_cmpstr (keys, ==, "0");
  g_assert_cmpstr (tree, ==, "ok");
}

static char *
indexes (const char *path)
{
  return query_text (path, "SELECT group_concat (sql, char (10)) FROM (SELECT sql FROM sqlite_schema WHERE "
                           "type = 'index' AND sql NOT NULL ORDER BY name)");
}

static void
check_kind (LtKind kind, const char *links)
{
  Fixture fast = { 0 }, slow = { 0 };
  const char *table = lt_kind_get_name (kind);
  g_autofree char *trigger
      = g_strdup_printf ("CREATE TRIGGER other AFTER INSERT ON \"%s\" BEGIN SELECT 1; END", table);
  const char *last_ids = "SELECT group_concat (name || seq) FROM (SELECT * FROM sqlite_sequence WHERE "
                         "name NOT LIKE 'lt_%' ORDER BY name)";
  g_autofree char *fast_ids = NULL;
  g_autofree char *slow_ids = NULL;
  const char *objects = "SELECT group_concat (object || first || '-' || last) FROM (SELECT object, "
                        "min (first) AS first, max (last) AS last FROM lt_journal_objects GROUP BY object)";
  g_autofree char *fast_objects = NULL;
  g_autofree char *slow_objects = NULL;
  g_autofree char *fast_journal = NULL;
  g_autofree char *slow_journal = NULL;
  const char *size = "SELECT sum (length (changeset)) FROM lt_journal_changes";
  g_autofree char *fast_size = NULL;
  g_autofree char *slow_size = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_set_up (&fast, NULL);
  fixture_set_up (&slow, NULL);
  run_sql (slow.path, trigger);
  before = indexes (fast.path);
  put (&fast, kind, FALSE);
  put (&slow, kind, FALSE);
  fixture_close (&fast);
  fixture_close (&slow);
  after = indexes (fast.path);
  g_assert_cmpstr (before, ==, after);
  assert_whole (fast.path, table);
  assert_same (fast.path, slow.path, table);
  if (links != NULL)
    assert_same (fast.path, slow.path, links);
  fast_ids = query_text (fast.path, last_ids);
  slow_ids = query_text (slow.path, last_ids);
  g_assert_cmpstr (fast_ids, ==, slow_ids);
  fast_objects = query_text (fast.path, objects);
  slow_objects = query_text (slow.path, objects);
  g_assert_cmpstr (fast_objects, ==, slow_objects);
  slow_journal = read_journal (slow.path);
  /* Of rows that are as they were inserted the journal needs no copy until they go. */
  fast_size = query_text (fast.path, size);
  slow_size = query_text (slow.path, size);
  g_assert_cmpint (atoi (fast_size), <, atoi (slow_size) * 3 / 5);
  fixture_open (&fast);
  undo (&fast);
  fixture_close (&fast);
  fast_journal = read_journal (fast.path);
  g_assert_true (g_str_equal (fast_journal, slow_journal));
  fixture_tear_down (&fast, NULL);
  fixture_tear_down (&slow, NULL);
}

/* Rows of a file that change others of it come to the same, though not by the same changesets. */
static void
test_same_twice (void)
{
  Fixture fast = { 0 }, slow = { 0 };
  g_autofree char *rows = NULL;

  fixture_set_up (&fast, NULL);
  fixture_set_up (&slow, NULL);
  run_sql (slow.path, "CREATE TRIGGER other AFTER INSERT ON enterprises BEGIN SELECT 1; END");
  put (&fast, LT_KIND_ENTERPRISE, TRUE);
  put (&slow, LT_KIND_ENTERPRISE, TRUE);
  fixture_close (&fast);
  fixture_close (&slow);
  assert_whole (fast.path, "enterprises");
  assert_same (fast.path, slow.path, "enterprises");
  assert_same (fast.path, slow.path, "enterprise_chains");
  rows = query_text (fast.path, "SELECT count (*) FROM enterprises WHERE name GLOB '湖州*号公司'");
  g_assert_cmpint (atoi (rows), ==, N_ROWS - N_ROWS / 25);
  fixture_tear_down (&fast, NULL);
  fixture_tear_down (&slow, NULL);
}

static void
test_same_enterprises (void)
{
  check_kind (LT_KIND_ENTERPRISE, "enterprise_chains");
}

static void
test_same_projects (void)
{
  check_kind (LT_KIND_PROJECT, "project_chains");
}

static void
test_same_parcels (void)
{
  check_kind (LT_KIND_PARCEL, NULL);
}

/* --- taken back --- */

static void
test_undo (Fixture *self, gconstpointer data)
{
  g_autofree char *before = dump_table (self->path, "enterprises");
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_autoptr (GError) error = NULL;

  put (self, LT_KIND_ENTERPRISE, TRUE);
  after = dump_table (self->path, "enterprises");
  undo (self);
  undone = dump_table (self->path, "enterprises");
  g_assert_true (g_str_equal (before, undone));
  lt_workspace_redo (self->workspace, &error);
  g_assert_no_error (error);
  redone = dump_table (self->path, "enterprises");
  g_assert_true (g_str_equal (after, redone));
  fixture_close (self);
  assert_whole (self->path, "enterprises");
}

/* Rows that were there before get other chains between new ones. */
static void
test_mixed (Fixture *self, gconstpointer data)
{
  char *before[2], *after[2], *now[2];
  const char *tables[] = { "enterprises", "enterprise_chains" };
  g_autoptr (GError) error = NULL;
  Source source = { .kind = LT_KIND_ENTERPRISE, .end = 1000 };

  lt_workspace_put (self->workspace, LT_KIND_ENTERPRISE, "some", give_row, count, &source, NULL, &error);
  g_assert_no_error (error);
  run_sql (self->path, "DELETE FROM enterprise_chains WHERE enterprise_id % 3 = 0");
  for (guint i = 0; i < 2; i++)
    before[i] = dump_table (self->path, tables[i]);
  /* The thousand come last. */
  source = (Source){ .kind = LT_KIND_ENTERPRISE, .end = N_ROWS, .rotate = 1000 };
  lt_workspace_put (self->workspace, LT_KIND_ENTERPRISE, "many", give_row, count, &source, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    after[i] = dump_table (self->path, tables[i]);
  undo (self);
  for (guint i = 0; i < 2; i++)
    {
      now[i] = dump_table (self->path, tables[i]);
      g_assert_true (g_str_equal (now[i], before[i]));
      g_free (now[i]);
    }
  lt_workspace_redo (self->workspace, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      now[i] = dump_table (self->path, tables[i]);
      g_assert_true (g_str_equal (now[i], after[i]));
      g_assert_false (g_str_equal (now[i], before[i]));
      g_free (now[i]);
      g_free (before[i]);
      g_free (after[i]);
    }
  fixture_close (self);
  assert_whole (self->path, "enterprises");
}

/* Cancelled in the midst of it, the file is as it was, and what was away is there again. */
static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autofree char *before = dump_table (self->path, "enterprises");
  g_autofree char *schema = query_text (self->path, "SELECT group_concat (sql) FROM sqlite_schema");
  g_autofree char *after = NULL;
  g_autofree char *schema_after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Source source
      = { .kind = LT_KIND_ENTERPRISE, .end = N_ROWS, .cancellable = cancellable, .cancel_at = 4000 };

  g_assert_false (lt_workspace_put (self->workspace, LT_KIND_ENTERPRISE, "many", give_row, count, &source,
                                    cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = dump_table (self->path, "enterprises");
  schema_after = query_text (self->path, "SELECT group_concat (sql) FROM sqlite_schema");
  g_assert_true (g_str_equal (before, after));
  g_assert_cmpstr (schema, ==, schema_after);
  /* A row added now comes into the R-tree, so the triggers are awake. */
  g_clear_error (&error);
  put_row (self->workspace, LT_KIND_ENTERPRISE, NULL, &error, "name=一家", "x=120", "y=30.8", NULL);
  g_assert_no_error (error);
  fixture_close (self);
  assert_whole (self->path, "enterprises");
}

/* What another program has changed stays. */
static void
test_undo_of_others (Fixture *self, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  put (self, LT_KIND_PROJECT, FALSE);
  fixture_close (self);
  run_sql (self->path, "UPDATE projects SET name = '别的' WHERE number = 'P-02000'");
  before = dump_table (self->path, "projects");
  fixture_open (self);
  g_assert_false (lt_workspace_undo (self->workspace, &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_VALUE);
  after = dump_table (self->path, "projects");
  g_assert_true (g_str_equal (before, after));
}

/* --- what became of the rows --- */

#define N_WATCHED 10
#define N_EDITS 60

static gint64
watched_id (guint i)
{
  return 100 + (gint64) i * (N_ROWS / N_WATCHED);
}

static LtRecord *
fetch (Fixture *self, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = lt_workspace_fetch (self->workspace, LT_KIND_ENTERPRISE, &id, 1, &error);

  g_assert_no_error (error);
  return rows->len == 1 ? g_object_ref (g_ptr_array_index (rows, 0)) : NULL;
}

static void
edit (Fixture *self, gint64 id, guint what)
{
  static const char *const chains[] = { "2", "7;4", NULL, "1;3;5" };
  g_autoptr (LtRecord) base = fetch (self, id);
  g_autoptr (LtRecord) record = base != NULL ? lt_record_copy (base) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  LtEdit *edit;

  if (base == NULL)
    return;
  edit = lt_edit_new ("one");
  if (what % 8 == 0)
    lt_edit_delete (edit, LT_KIND_ENTERPRISE, id);
  else
    {
      set (record, "address", what % 2 == 0 ? "新路" : NULL);
      set_number (record, "staff", what);
      if (what % 3 == 0)
        set (record, "chains", chains[what / 3 % G_N_ELEMENTS (chains)]);
      if (what % 5 == 0)
        lt_record_take_geometry (record, lt_geometry_new_point (120 + what * 1e-3, 30.8));
      lt_edit_put (edit, record, base);
    }
  ids = lt_workspace_edit (self->workspace, edit, &error);
  g_assert_no_error (error);
}

static void
go_back (Fixture *self, guint back)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) steps = lt_workspace_get_steps (self->workspace, 0, 0, &error);
  const LtStep *step;

  g_assert_no_error (error);
  step = g_ptr_array_index (steps, MIN (back, steps->len - 1));
  lt_workspace_go_to (self->workspace, step->id, &error);
  g_assert_no_error (error);
}

static char *
tell_history (Fixture *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < N_WATCHED; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) steps
          = lt_workspace_get_history (self->workspace, "enterprises", watched_id (i), &error);

      g_assert_no_error (error);
      g_assert_cmpuint (steps->len, >, 0);
      for (guint j = 0; j < steps->len; j++)
        {
          const LtStep *step = g_ptr_array_index (steps, j);

          g_string_append_printf (text, "%u %d %d\n", i, (int) step->id, (int) step->state);
          for (guint k = 0; k < step->changes->len; k++)
            {
              const LtStepChange *change = g_ptr_array_index (step->changes, k);

              g_string_append_printf (text, "  %d %s %s %s\n", (int) change->kind, change->field,
                                      change->from != NULL ? change->from : "-",
                                      change->to != NULL ? change->to : "-");
            }
        }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Edited, deleted, undone and gone back to, rows have the same history whether the journal kept them or only
 * refers to them. */
static void
test_history (void)
{
  Fixture fixtures[2] = { 0 };
  char *told[2];

  for (guint i = 0; i < 2; i++)
    {
      Fixture *self = &fixtures[i];
      g_autoptr (GRand) rand = g_rand_new_with_seed (20261126);

      fixture_set_up (self, NULL);
      if (i == 1)
        run_sql (self->path, "CREATE TRIGGER other AFTER INSERT ON enterprises BEGIN SELECT 1; END");
      put (self, LT_KIND_ENTERPRISE, FALSE);
      for (guint j = 1; j <= N_EDITS; j++)
        {
          edit (self, watched_id ((guint) g_rand_int_range (rand, 0, N_WATCHED)), j);
          if (j % 10 == 0)
            go_back (self, (guint) g_rand_int_range (rand, 1, 30));
          if (j == N_EDITS / 2)
            undo (self);
        }
      told[i] = tell_history (self);
    }
  g_assert_cmpstr (told[0], ==, told[1]);
  for (guint i = 0; i < 2; i++)
    {
      fixture_tear_down (&fixtures[i], NULL);
      g_free (told[i]);
    }
}

/* What was inserted is not known any more where another program has changed or deleted the row. */
static void
test_history_of_others (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 ids[] = { 4000, 4001, 4002 };

  put (self, LT_KIND_ENTERPRISE, FALSE);
  fixture_close (self);
  run_sql (self->path, "PRAGMA foreign_keys = OFF; UPDATE enterprises SET name = '别的' WHERE fid = 4000; "
                       "DELETE FROM enterprises WHERE fid = 4001");
  fixture_open (self);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GPtrArray) steps = lt_workspace_get_history (self->workspace, "enterprises", ids[i], &error);
      const LtStep *step;
      const LtStepChange *change;

      g_assert_no_error (error);
      g_assert_cmpuint (steps->len, ==, 1);
      step = g_ptr_array_index (steps, 0);
      change = g_ptr_array_index (step->changes, 0);
      g_assert_cmpint (strcmp (change->field, "row") == 0, ==, i < 2);
      if (i < 2)
        g_assert_nonnull (strstr (change->to, "another program"));
    }
}

/* Notes of the journal that make no sense are a damage, no crash. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  static const char *const damages[] = { "columns = -1", "columns = 2000000000", "columns = 200",
                                         "first = 0",    "name = 'no \"such\"'", "hashes = x''" };

  put (self, LT_KIND_PARCEL, FALSE);
  fixture_close (self);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *sql
          = g_strdup_printf ("CREATE TABLE keep AS SELECT * FROM lt_journal_inserted; UPDATE "
                             "lt_journal_inserted SET %s",
                             damages[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) steps = NULL;

      run_sql (self->path, sql);
      fixture_open (self);
      steps = lt_workspace_get_history (self->workspace, "parcels", 4000, &error);
      g_assert_null (steps);
      g_assert_nonnull (error);
      g_clear_error (&error);
      g_assert_false (lt_workspace_undo (self->workspace, &error));
      g_assert_nonnull (error);
      fixture_close (self);
      run_sql (self->path, "DELETE FROM lt_journal_inserted; INSERT INTO lt_journal_inserted SELECT * FROM "
                           "keep; DROP TABLE keep");
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bulk/same/enterprises", test_same_enterprises);
  g_test_add_func ("/bulk/same/projects", test_same_projects);
  g_test_add_func ("/bulk/same/parcels", test_same_parcels);
  g_test_add ("/bulk/undo", Fixture, NULL, fixture_set_up, test_undo, fixture_tear_down);
  g_test_add ("/bulk/undo-of-others", Fixture, NULL, fixture_set_up, test_undo_of_others, fixture_tear_down);
  g_test_add ("/bulk/history-of-others", Fixture, NULL, fixture_set_up, test_history_of_others,
              fixture_tear_down);
  g_test_add ("/bulk/damaged", Fixture, NULL, fixture_set_up, test_damaged, fixture_tear_down);
  g_test_add ("/bulk/mixed", Fixture, NULL, fixture_set_up, test_mixed, fixture_tear_down);
  g_test_add_func ("/bulk/same/twice", test_same_twice);
  g_test_add_func ("/bulk/history", test_history);
  g_test_add ("/bulk/cancel", Fixture, NULL, fixture_set_up, test_cancel, fixture_tear_down);
  return g_test_run ();
}
