#include "config.h"

#include <locale.h>
#include <string.h>

#include "fixture.h"
#include "lt-edit.h"
#include "lt-history.h"

static void
set (LtRecord *record, const char *name, const char *value)
{
  int index = lt_fields_find (lt_record_get_kind (record), name);
  guint n;
  const LtField *field = &lt_fields_get (lt_record_get_kind (record), &n)[index];

  g_assert_cmpint (index, >=, 0);
  if (field->type == LT_FIELD_INTEGER || field->type == LT_FIELD_NUMBER)
    lt_record_set_number (record, (guint) index, g_ascii_strtod (value, NULL));
  else
    lt_record_set_text (record, (guint) index, value);
}

static gint64
put (Fixture *self, const char *title, gint64 id, const char *name, const char *value)
{
  g_autoptr (LtRecord) record = NULL;
  g_autoptr (LtRecord) base = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  LtEdit *edit = lt_edit_new (title);

  if (id == 0)
    {
      record = lt_record_new (LT_KIND_PROJECT);
      set (record, "name", "电池厂");
    }
  else
    {
      g_autoptr (GPtrArray) rows = lt_workspace_fetch (self->workspace, LT_KIND_PROJECT, &id, 1, NULL);

      base = g_object_ref (g_ptr_array_index (rows, 0));
      record = lt_record_copy (base);
    }
  set (record, name, value);
  lt_edit_put (edit, record, base);
  ids = lt_workspace_edit (self->workspace, edit, &error);
  g_assert_no_error (error);
  return g_array_index (ids, gint64, 0);
}

static void delete (Fixture *self, LtKind kind, gint64 id)
{
  LtEdit *edit = lt_edit_new ("delete");
  g_autoptr (GArray) ids = NULL;

  lt_edit_delete (edit, kind, id);
  ids = lt_workspace_edit (self->workspace, edit, NULL);
  g_assert_nonnull (ids);
}

/* "title state: kind field from>to, …" a line. */
static void
check_history (Fixture *self, const char *object, gint64 id, const char *expected)
{
  static const char *const states[] = { "done", "undone", "dropped" };
  static const char kinds[] = "+~-";
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) steps = lt_workspace_get_history (self->workspace, object, id, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < steps->len; i++)
    {
      const LtStep *step = g_ptr_array_index (steps, i);

      g_assert_cmpstr (step->author, !=, "");
      g_assert_cmpuint (strlen (step->at), ==, 20);
      g_string_append_printf (text, "%s %s:", step->title, states[step->state]);
      for (guint j = 0; j < step->changes->len; j++)
        {
          const LtStepChange *change = g_ptr_array_index (step->changes, j);

          g_assert_nonnull (change->title);
          g_string_append_printf (text, " %c%s=%s>%s", kinds[change->kind], change->field,
                                  change->from != NULL ? change->from : "",
                                  change->to != NULL ? change->to : "");
        }
      g_string_append_c (text, '\n');
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
check_steps (Fixture *self, const char *expected)
{
  g_autofree char *log = query_text (
      self->path,
      "SELECT coalesce (group_concat (title || ' ' || substr (state, 1, 2)), '') FROM lt_journal");

  g_assert_cmpstr (log, ==, expected);
}

static void
test_object (Fixture *self, gconstpointer data)
{
  gint64 id = put (self, "add", 0, "investment_wan", "120000");
  gint64 other = put (self, "other", 0, "owner", "someone");

  put (self, "more", id, "investment_wan", "150000.5");
  put (self, "chains", id, "chains", "6;1");
  put (self, "fewer", id, "chains", "1");
  put (self, "theirs", other, "investment_wan", "1");
  g_assert_true (lt_workspace_undo (self->workspace, NULL));
  g_assert_true (lt_workspace_undo (self->workspace, NULL));
  check_history (self, "projects", id,
                 "fewer undone: ~chains=6;1>1\n"
                 "chains done: +chains=>6;1\n"
                 "more done: ~investment_wan=120000>150000.5\n"
                 "add done: +name=>电池厂 +investment_wan=>120000\n");
  check_history (self, "projects", other,
                 "theirs undone: ~investment_wan=>1\n"
                 "other done: +name=>电池厂 +owner=>someone\n");
  delete (self, LT_KIND_PROJECT, id);
  check_history (self, "projects", id,
                 "delete done: -name=电池厂> -investment_wan=150000.5> -chains=6;1>\n"
                 "fewer dropped: ~chains=6;1>1\n"
                 "chains done: +chains=>6;1\n"
                 "more done: ~investment_wan=120000>150000.5\n"
                 "add done: +name=>电池厂 +investment_wan=>120000\n");
  check_history (self, "projects", 4711, "");
}

/* An import among thousands of rows: only its own row is told. */
static void
test_import (Fixture *self, gconstpointer data)
{
  Rows rows = { .kind = LT_KIND_PARCEL, .end = 12000 };
  Rows changed = { .kind = LT_KIND_PARCEL, .next = 10500, .end = 10600, .salt = 2 };
  g_autofree char *ranges = NULL;

  g_assert_true (rows_put (&rows, self->workspace, "import", NULL));
  g_assert_true (rows_put (&changed, self->workspace, "again", NULL));
  check_history (self, "parcels", 10501,
                 "again done: ~area_m2=11500>11502\n"
                 "import done: +geom=>5 points around 119.980050, 30.561050 +number=>N-010500 "
                 "+name=>第10500号 +district=>330521 +area_m2=>11500\n");
  ranges = query_text (self->path, "SELECT count (*) FROM lt_journal_objects WHERE object = 'parcels' "
                                   "AND first <= 10501 AND last >= 10501");
  g_assert_cmpstr (ranges, ==, "2");
}

static void
go_to (Fixture *self, gint64 step)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = lt_workspace_go_to (self->workspace, step, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

static void
check_owner (Fixture *self, const char *expected)
{
  g_autofree char *owner = query_text (self->path, "SELECT coalesce (max (owner), '') FROM projects");

  g_assert_cmpstr (owner, ==, expected);
}

static void
test_go_to (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) moves = NULL;
  gint64 id = put (self, "a", 0, "owner", "a");

  put (self, "b", id, "owner", "b");
  put (self, "c", id, "owner", "c");
  go_to (self, 1);
  check_owner (self, "a");
  check_steps (self, "a do,b un,c un");
  go_to (self, 3);
  check_owner (self, "c");
  go_to (self, 0);
  check_owner (self, "");
  check_steps (self, "a un,b un,c un");
  go_to (self, 2);
  check_owner (self, "b");
  check_steps (self, "a do,b do,c un");
  /* Another branch: the old one can still be gone back to, after a restart too. */
  put (self, "d", id, "owner", "d");
  check_steps (self, "a do,b do,c dr,d do");
  fixture_close (self);
  fixture_open (self);
  go_to (self, 3);
  check_owner (self, "c");
  check_steps (self, "a do,b do,c do,d dr");
  go_to (self, 1);
  check_steps (self, "a do,b un,c un,d dr");
  go_to (self, 4);
  check_owner (self, "d");
  check_steps (self, "a do,b do,c dr,d do");
  g_assert_true (lt_workspace_undo (self->workspace, NULL));
  g_assert_true (lt_workspace_redo (self->workspace, NULL));
  check_owner (self, "d");
  g_assert_false (lt_workspace_go_to (self->workspace, 99, &error));
  assert_sentence (error, LT_ERROR_NOT_FOUND, NULL);
  moves = lt_workspace_get_moves (self->workspace, 0, NULL);
  g_assert_cmpuint (moves->len, ==, 9);
}

/* From a branch to a moment before the fork and on it: what redo does is the newest way on. */
static void
test_branches (Fixture *self, gconstpointer data)
{
  gint64 id = put (self, "a", 0, "owner", "a");

  put (self, "b", id, "owner", "b");
  go_to (self, 1);
  put (self, "c", id, "owner", "c");
  put (self, "d", id, "owner", "d");
  go_to (self, 2);
  check_steps (self, "a do,b do,c dr,d dr");
  g_assert_false (lt_workspace_redo (self->workspace, NULL));
  go_to (self, 3);
  check_owner (self, "c");
  check_steps (self, "a do,b dr,c do,d un");
  g_assert_true (lt_workspace_redo (self->workspace, NULL));
  check_owner (self, "d");
  go_to (self, 0);
  check_steps (self, "a un,b dr,c un,d un");
}

/* A conflict in the middle of the way leaves everything as it was. */
static void
test_go_to_fails (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = put (self, "a", 0, "owner", "a");

  put (self, "b", id, "owner", "b");
  put (self, "c", id, "contact", "c");
  run_sql (self->path, "UPDATE projects SET owner = 'foreign'");
  g_assert_false (lt_workspace_go_to (self->workspace, 1, &error));
  assert_sentence (error, LT_ERROR_VALUE, "b");
  check_steps (self, "a do,b do,c do");
  check_owner (self, "foreign");
}

static void
test_pages (Fixture *self, gconstpointer data)
{
  gint64 id = put (self, "s1", 0, "owner", "1");
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  const LtStep *step;

  for (guint i = 2; i <= 7; i++)
    {
      g_autofree char *title = g_strdup_printf ("s%u", i);

      put (self, title, id, "owner", title);
    }
  first = lt_workspace_get_steps (self->workspace, 0, 3, NULL);
  g_assert_cmpuint (first->len, ==, 3);
  step = g_ptr_array_index (first, 0);
  g_assert_cmpstr (step->title, ==, "s7");
  g_assert_true (step->current);
  step = g_ptr_array_index (first, 2);
  g_assert_false (step->current);
  g_assert_true (step->reachable);
  g_assert_cmpint (step->parent, ==, 4);
  second = lt_workspace_get_steps (self->workspace, step->id, 0, NULL);
  g_assert_cmpuint (second->len, ==, 4);
}

/* Figures by year are told of their enterprise, with the year; an update too. */
static void
test_years (Fixture *self, gconstpointer data)
{
  g_autofree char *id = NULL;
  gint64 enterprise;
  Rows rows = { .kind = LT_KIND_ENTERPRISE, .end = 1, .without_geometry = TRUE };

  g_assert_true (rows_put (&rows, self->workspace, "import", NULL));
  id = query_text (self->path, "SELECT fid FROM enterprises WHERE name = '第0号'");
  enterprise = g_ascii_strtoll (id, NULL, 10);
  run_sql (self->path, "INSERT INTO enterprise_years (enterprise_id, year, tax_wan) "
                       "SELECT fid, 2025, 3.5 FROM enterprises WHERE name = '第0号'");
  delete (self, LT_KIND_ENTERPRISE, enterprise);
  g_assert_true (lt_workspace_undo (self->workspace, NULL));
  check_history (self, "enterprises", enterprise,
                 "delete undone: -enterprise_years.tax_wan=3.5> -name=第0号> -chains=6;1>\n"
                 "import done: +name=>第0号 +chains=>6;1\n");
}

#define ADD(name, func) g_test_add ("/history/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  ADD ("object", test_object);
  ADD ("import", test_import);
  ADD ("years", test_years);
  ADD ("go-to", test_go_to);
  ADD ("branches", test_branches);
  ADD ("go-to-fails", test_go_to_fails);
  ADD ("pages", test_pages);
  return g_test_run ();
}
