#include "config.h"

#include <locale.h>
#include <string.h>

#include "fixture.h"
#include "lt-edit.h"

static void
set_text (LtRecord *record, const char *field, const char *text)
{
  int index = lt_fields_find (lt_record_get_kind (record), field);

  g_assert_cmpint (index, >=, 0);
  lt_record_set_text (record, (guint) index, text);
}

static void
set_number (LtRecord *record, const char *field, double number)
{
  int index = lt_fields_find (lt_record_get_kind (record), field);

  g_assert_cmpint (index, >=, 0);
  lt_record_set_number (record, (guint) index, number);
}

static double
get_number (LtRecord *record, const char *field)
{
  double number = -1;

  lt_record_get_number (record, (guint) lt_fields_find (lt_record_get_kind (record), field), &number);
  return number;
}

static LtRecord *
fetch (LtWorkspace *workspace, LtKind kind, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = lt_workspace_fetch (workspace, kind, &id, 1, &error);

  g_assert_no_error (error);
  return rows->len == 1 ? g_object_ref (g_ptr_array_index (rows, 0)) : NULL;
}

static LtRecord *
make_project (const char *name, const char *number)
{
  LtRecord *record = lt_record_new (LT_KIND_PROJECT);

  set_text (record, "name", name);
  set_text (record, "number", number);
  set_text (record, "chains", "6;1");
  set_number (record, "investment_wan", 120000);
  lt_record_take_geometry (record, lt_geometry_new_point (119.9774, 30.5425));
  return record;
}

static gint64
put (LtWorkspace *workspace, const char *title, LtRecord *record, LtRecord *base)
{
  LtEdit *edit = lt_edit_new (title);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;

  lt_edit_put (edit, record, base);
  ids = lt_workspace_edit (workspace, edit, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 1);
  return g_array_index (ids, gint64, 0);
}

static void
put_fails (LtWorkspace *workspace, LtRecord *record, LtRecord *base, int code, const char *name)
{
  LtEdit *edit = lt_edit_new ("fails");
  g_autoptr (GError) error = NULL;

  lt_edit_put (edit, record, base);
  g_assert_null (lt_workspace_edit (workspace, edit, &error));
  assert_sentence (error, code, name);
}

static void delete (LtWorkspace *workspace, LtKind kind, gint64 id)
{
  LtEdit *edit = lt_edit_new ("delete");
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;

  lt_edit_delete (edit, kind, id);
  ids = lt_workspace_edit (workspace, edit, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 0);
}

static void
check_steps (Fixture *self, const char *expected)
{
  g_autofree char *log
      = query_text (self->path, "SELECT coalesce (group_concat (title || ' ' || state), '') FROM lt_journal");

  g_assert_cmpstr (log, ==, expected);
}

static void
test_add_change_delete (Fixture *self, gconstpointer data)
{
  g_autoptr (LtRecord) project = make_project ("电池厂", "P-1");
  g_autoptr (LtRecord) read = NULL;
  g_autoptr (LtRecord) changed = NULL;
  g_autoptr (LtRecord) again = NULL;
  g_autofree char *tree = NULL;
  gint64 id = put (self->workspace, "add", project, NULL);

  g_assert_cmpint (id, >, 0);
  read = fetch (self->workspace, LT_KIND_PROJECT, id);
  g_assert_cmpstr (lt_record_peek (read, "name"), ==, "电池厂");
  g_assert_cmpstr (lt_record_peek (read, "chains"), ==, "6;1");
  g_assert_cmpstr (lt_record_peek (read, "district"), ==, "330521");
  changed = lt_record_copy (read);
  set_text (changed, "name", "电池二厂");
  set_text (changed, "chains", "2");
  set_text (changed, "number", NULL);
  lt_record_take_geometry (changed, lt_geometry_new_point (119.98, 30.55));
  g_assert_cmpint (put (self->workspace, "change", changed, read), ==, id);
  again = fetch (self->workspace, LT_KIND_PROJECT, id);
  g_assert_cmpstr (lt_record_peek (again, "name"), ==, "电池二厂");
  g_assert_cmpstr (lt_record_peek (again, "chains"), ==, "2");
  g_assert_null (lt_record_peek (again, "number"));
  g_assert_cmpfloat (get_number (again, "investment_wan"), ==, 120000);
  g_assert_cmpfloat (lt_record_get_geometry (again)->xy[0], ==, 119.98);
  tree = query_text (self->path,
                     "SELECT count (*) FROM rtree_projects_geom WHERE minx <= 119.98 AND maxx >= 119.98");
  g_assert_cmpstr (tree, ==, "1");
  delete (self->workspace, LT_KIND_PROJECT, id);
  g_assert_null (fetch (self->workspace, LT_KIND_PROJECT, id));
  check_steps (self, "add done,change done,delete done");
}

static const char *const tables[]
    = { "projects",  "project_chains", "enterprises",  "enterprise_chains", "enterprise_years",
        "occupancy", "parcels",        "parcel_years", "actuals",           "rtree_projects_geom" };

static char *
dump (Fixture *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *table = dump_table (self->path, tables[i]);

      g_string_append_printf (text, "== %s\n%s", tables[i], table);
    }
  return g_string_free (text, FALSE);
}

static void
move (Fixture *self, gboolean redo, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *now = NULL;
  gboolean ok
      = redo ? lt_workspace_redo (self->workspace, &error) : lt_workspace_undo (self->workspace, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
  now = dump (self);
  g_assert_cmpstr (now, ==, expected);
}

/* Everything that hangs on a row goes and comes back with it. */
static void
test_delete_and_undo (Fixture *self, gconstpointer data)
{
  Rows parcels = { .kind = LT_KIND_PARCEL, .end = 3 };
  Rows enterprises = { .kind = LT_KIND_ENTERPRISE, .end = 3 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *id = NULL;

  g_assert_true (rows_put (&parcels, self->workspace, "parcels", NULL));
  g_assert_true (rows_put (&enterprises, self->workspace, "enterprises", NULL));
  id = query_text (self->path, "SELECT fid FROM enterprises WHERE name = '第1号'");
  run_sql (self->path, "INSERT INTO enterprise_years (enterprise_id, year, tax_wan) "
                       "SELECT fid, 2025, 3.5 FROM enterprises WHERE name LIKE '第%';"
                       "INSERT INTO occupancy (enterprise_id, parcel_id, area_m2) "
                       "SELECT e.fid, p.fid, 7 FROM enterprises e, parcels p WHERE e.name LIKE '第%'");
  before = dump (self);
  delete (self->workspace, LT_KIND_ENTERPRISE, g_ascii_strtoll (id, NULL, 10));
  after = dump (self);
  g_assert_cmpstr (before, !=, after);
  move (self, FALSE, before);
  fixture_close (self);
  fixture_open (self);
  move (self, TRUE, after);
  move (self, FALSE, before);
  delete (self->workspace, LT_KIND_PARCEL, 1);
  move (self, FALSE, before);
}

static void
test_conflict (Fixture *self, gconstpointer data)
{
  g_autoptr (LtRecord) project = make_project ("电池厂", "P-1");
  g_autoptr (LtRecord) read = NULL;
  g_autoptr (LtRecord) mine = NULL;
  g_autoptr (LtRecord) other = NULL;
  g_autoptr (LtRecord) now = NULL;
  gint64 id = put (self->workspace, "add", project, NULL);

  read = fetch (self->workspace, LT_KIND_PROJECT, id);
  mine = lt_record_copy (read);
  set_number (mine, "investment_wan", 5);
  other = lt_record_copy (read);
  set_number (other, "investment_wan", 6);
  set_text (other, "note", "theirs");
  put (self->workspace, "theirs", other, read);
  put_fails (self->workspace, mine, read, LT_ERROR_CONFLICT, "电池厂");
  now = fetch (self->workspace, LT_KIND_PROJECT, id);
  g_assert_cmpfloat (get_number (now, "investment_wan"), ==, 6);
  /* Other fields do not get in each other's way, and the same value twice is no conflict. */
  set_number (mine, "investment_wan", 6);
  set_text (mine, "owner", "mine");
  put (self->workspace, "mine", mine, read);
  g_clear_object (&now);
  now = fetch (self->workspace, LT_KIND_PROJECT, id);
  g_assert_cmpstr (lt_record_peek (now, "owner"), ==, "mine");
  g_assert_cmpstr (lt_record_peek (now, "note"), ==, "theirs");
  /* A position too. */
  lt_record_take_geometry (other, lt_geometry_new_point (119.9, 30.5));
  put (self->workspace, "move", other, now);
  lt_record_take_geometry (mine, lt_geometry_new_point (119.91, 30.51));
  put_fails (self->workspace, mine, now, LT_ERROR_CONFLICT, "电池厂");
  delete (self->workspace, LT_KIND_PROJECT, id);
  put_fails (self->workspace, mine, now, LT_ERROR_CONFLICT, "电池厂");
  g_assert_null (fetch (self->workspace, LT_KIND_PROJECT, id));
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (LtRecord) project = make_project ("电池厂", "P-1");
  g_autoptr (LtRecord) twin = make_project ("另一个", "P-1");
  g_autoptr (LtRecord) nameless = make_project (NULL, NULL);
  g_autoptr (LtRecord) astray = make_project ("甲", NULL);
  g_autoptr (LtRecord) undated = make_project ("乙", NULL);
  g_autoptr (LtRecord) chainless = make_project ("丙", NULL);
  g_autofree char *rows = NULL;

  put (self->workspace, "add", project, NULL);
  put_fails (self->workspace, twin, NULL, LT_ERROR_EXISTS, "P-1");
  put_fails (self->workspace, nameless, NULL, LT_ERROR_VALUE, NULL);
  set_text (astray, "district", "北京");
  put_fails (self->workspace, astray, NULL, LT_ERROR_VALUE, "北京");
  set_text (undated, "signed_on", "2026-02-30");
  put_fails (self->workspace, undated, NULL, LT_ERROR_VALUE, "2026-02-30");
  set_text (chainless, "chains", "77");
  put_fails (self->workspace, chainless, NULL, LT_ERROR_VALUE, "77");
  rows = query_text (self->path, "SELECT count (*) FROM projects");
  g_assert_cmpstr (rows, ==, "1");
  check_steps (self, "add done");
}

/* All of an edit or nothing of it, and nothing at all leaves no step. */
static void
test_whole (Fixture *self, gconstpointer data)
{
  g_autoptr (LtRecord) project = make_project ("电池厂", "P-1");
  g_autoptr (LtRecord) bad = make_project ("乙", "P-1");
  g_autoptr (LtRecord) read = NULL;
  g_autoptr (GError) error = NULL;
  LtEdit *edit = lt_edit_new ("both");
  g_autofree char *rows = NULL;
  gint64 id;

  lt_edit_put (edit, project, NULL);
  lt_edit_put (edit, bad, NULL);
  g_assert_null (lt_workspace_edit (self->workspace, edit, &error));
  rows = query_text (self->path, "SELECT count (*) FROM projects");
  g_assert_cmpstr (rows, ==, "0");
  id = put (self->workspace, "add", project, NULL);
  read = fetch (self->workspace, LT_KIND_PROJECT, id);
  put (self->workspace, "nothing", read, read);
  put (self->workspace, "nothing", read, NULL);
  check_steps (self, "add done");
}

typedef struct
{
  int done;
  GArray *ids;
} Waiting;

static void
on_edited (GObject *source, GAsyncResult *result, gpointer data)
{
  Waiting *waiting = data;
  g_autoptr (GError) error = NULL;

  waiting->ids = lt_workspace_edit_finish (LT_WORKSPACE (source), result, &error);
  g_assert_no_error (error);
  waiting->done = 1;
}

static void
on_changed (LtWorkspace *workspace, guint generation, gpointer data)
{
  *(int *) data = 1;
}

static void
test_async (Fixture *self, gconstpointer data)
{
  g_autoptr (LtRecord) project = make_project ("电池厂", "P-1");
  g_autoptr (LtSnapshot) snapshot = NULL;
  LtEdit *edit = lt_edit_new ("add");
  Waiting waiting = { 0 };
  int changed = 0;
  gulong handler = g_signal_connect (self->workspace, "changed", G_CALLBACK (on_changed), &changed);

  set_text (project, "signed_on", "2020-01-01");
  set_text (project, "planned_started_on", "2020-06-01");
  lt_edit_put (edit, project, NULL);
  lt_workspace_edit_async (self->workspace, edit, NULL, on_edited, &waiting);
  wait_for (&waiting.done);
  wait_for (&changed);
  g_assert_cmpuint (waiting.ids->len, ==, 1);
  snapshot = lt_workspace_load_snapshot (self->workspace, NULL);
  g_assert_cmpuint (snapshot->projects.n, ==, 1);
  g_assert_cmpint (snapshot->projects.stage[0], ==, 1);
  g_assert_cmpint (snapshot->projects.late[0], ==, 1);
  g_assert_null (snapshot->enterprises.stage);
  g_signal_handler_disconnect (self->workspace, handler);
  g_array_unref (waiting.ids);
}

#define ADD(name, func) g_test_add ("/edit/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  ADD ("add-change-delete", test_add_change_delete);
  ADD ("delete-and-undo", test_delete_and_undo);
  ADD ("conflict", test_conflict);
  ADD ("refused", test_refused);
  ADD ("whole", test_whole);
  ADD ("async", test_async);
  return g_test_run ();
}
