#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"

static const char *const tables[] = { "districts",
                                      "enterprises",
                                      "parcels",
                                      "projects",
                                      "enterprise_chains",
                                      "project_chains",
                                      "rtree_parcels_geom",
                                      "rtree_enterprises_geom",
                                      "chains" };

/* Everything a change may touch, as text. */
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
put (Fixture *self, Rows *rows, const char *title)
{
  g_autoptr (GError) error = NULL;

  rows_put (rows, self->workspace, title, &error);
  g_assert_no_error (error);
}

static void
check_titles (Fixture *self, const char *undo, const char *redo)
{
  g_autofree char *undo_title = lt_workspace_get_undo_title (self->workspace);
  g_autofree char *redo_title = lt_workspace_get_redo_title (self->workspace);

  g_assert_cmpstr (undo_title, ==, undo);
  g_assert_cmpstr (redo_title, ==, redo);
}

static void
test_put_counts (Fixture *self, gconstpointer data)
{
  Rows first = { .kind = LT_KIND_PARCEL, .end = 200 };
  Rows again = { .kind = LT_KIND_PARCEL, .end = 200 };
  Rows other = { .kind = LT_KIND_PARCEL, .next = 100, .end = 300, .salt = 5 };
  Rows bare = { .kind = LT_KIND_PARCEL, .end = 300, .salt = 5, .without_geometry = TRUE };
  g_autofree char *with_geometry = NULL;

  put (self, &first, "first");
  g_assert_cmpuint (first.added, ==, 200);
  put (self, &again, "again");
  g_assert_cmpuint (again.unchanged, ==, 200);
  check_titles (self, "first", NULL);
  put (self, &other, "other");
  g_assert_cmpuint (other.added, ==, 100);
  g_assert_cmpuint (other.changed, ==, 100);
  put (self, &bare, "bare");
  g_assert_cmpuint (bare.changed, ==, 100);
  g_assert_cmpuint (bare.unchanged, ==, 200);
  with_geometry = query_text (self->path, "SELECT count (*) FROM parcels WHERE geom IS NOT NULL");
  g_assert_cmpstr (with_geometry, ==, "300");
}

static void
test_undo_redo (Fixture *self, gconstpointer data)
{
  Rows parcels = { .kind = LT_KIND_PARCEL, .end = 150 };
  Rows changed = { .kind = LT_KIND_PARCEL, .next = 50, .end = 200, .salt = 3 };
  Rows enterprises = { .kind = LT_KIND_ENTERPRISE, .end = 40 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) none = NULL;
  g_autofree char *states[4] = { dump (self), NULL, NULL, NULL };

  put (self, &parcels, "one");
  states[1] = dump (self);
  put (self, &changed, "two");
  states[2] = dump (self);
  put (self, &enterprises, "three");
  states[3] = dump (self);
  check_titles (self, "three", NULL);
  for (int i = 2; i >= 0; i--)
    {
      g_autofree char *now = NULL;

      g_assert_true (lt_workspace_undo (self->workspace, &error));
      g_assert_no_error (error);
      now = dump (self);
      g_assert_cmpstr (now, ==, states[i]);
    }
  g_assert_false (lt_workspace_undo (self->workspace, &none));
  assert_sentence (none, LT_ERROR_NOT_FOUND, NULL);
  check_titles (self, NULL, "one");
  /* They survive a restart. */
  fixture_close (self);
  fixture_open (self);
  for (int i = 1; i <= 3; i++)
    {
      g_autofree char *now = NULL;

      g_assert_true (lt_workspace_redo (self->workspace, &error));
      g_assert_no_error (error);
      now = dump (self);
      g_assert_cmpstr (now, ==, states[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    g_free (g_steal_pointer (&states[i]));
}

static void
test_new_change_drops_redo (Fixture *self, gconstpointer data)
{
  Rows one = { .kind = LT_KIND_PARCEL, .end = 5 };
  Rows two = { .kind = LT_KIND_PARCEL, .next = 5, .end = 9 };
  g_autoptr (GError) error = NULL;
  g_autofree char *log = NULL;

  put (self, &one, "one");
  g_assert_true (lt_workspace_undo (self->workspace, NULL));
  put (self, &two, "two");
  check_titles (self, "two", NULL);
  g_assert_false (lt_workspace_redo (self->workspace, &error));
  assert_sentence (error, LT_ERROR_NOT_FOUND, NULL);
  log = query_text (self->path, "SELECT group_concat (title || ' ' || state) FROM lt_journal");
  g_assert_cmpstr (log, ==, "one dropped,two done");
}

static void
test_many_changesets (Fixture *self, gconstpointer data)
{
  Rows rows = { .kind = LT_KIND_ENTERPRISE, .end = 20500 };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dump (self);
  g_autofree char *after = NULL;
  g_autofree char *changesets = NULL;

  put (self, &rows, "many");
  changesets = query_text (self->path, "SELECT count (*) FROM lt_journal_changes");
  g_assert_cmpstr (changesets, ==, "3");
  g_assert_true (lt_workspace_undo (self->workspace, &error));
  g_assert_no_error (error);
  after = dump (self);
  g_assert_cmpstr (after, ==, before);
}

static void
check_tree (Fixture *self, const char *rows)
{
  g_autofree char *check = query_text (self->path, "SELECT rtreecheck ('rtree_parcels_geom')");
  g_autofree char *good = query_text (
      self->path, "SELECT count (*) FROM parcels JOIN rtree_parcels_geom ON id = fid WHERE "
                  "minx <= ST_MinX (geom) AND maxx >= ST_MaxX (geom) AND miny <= ST_MinY (geom) "
                  "AND maxy >= ST_MaxY (geom) AND minx > ST_MinX (geom) - 1e-4 "
                  "AND maxy < ST_MaxY (geom) + 1e-4");
  g_autofree char *all = query_text (self->path, "SELECT count (*) FROM rtree_parcels_geom");

  g_assert_cmpstr (check, ==, "ok");
  g_assert_cmpstr (good, ==, rows);
  g_assert_cmpstr (all, ==, rows);
}

/* Rows enough for the R-tree to be packed after them, duplicate keys among them, on rows that are there;
 * then rows one by one into the packed tree. */
static void
test_bulk (Fixture *self, gconstpointer data)
{
  Rows first = { .kind = LT_KIND_PARCEL, .end = 60 };
  Rows many = { .kind = LT_KIND_PARCEL, .next = 30, .end = 5000, .salt = 1 };
  Rows more = { .kind = LT_KIND_PARCEL, .next = 4990, .end = 5600, .salt = 2 };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;

  put (self, &first, "first");
  before = dump (self);
  put (self, &many, "many");
  g_assert_cmpuint (many.added, ==, 4940);
  g_assert_cmpuint (many.changed, ==, 30);
  check_tree (self, "5000");
  after = dump (self);
  put (self, &more, "more");
  g_assert_cmpuint (more.changed, ==, 10);
  check_tree (self, "5600");
  g_assert_true (lt_workspace_undo (self->workspace, &error));
  check_tree (self, "5000");
  g_assert_true (lt_workspace_undo (self->workspace, &error));
  undone = dump (self);
  g_assert_cmpstr (undone, ==, before);
  check_tree (self, "60");
  g_assert_true (lt_workspace_redo (self->workspace, &error));
  redone = dump (self);
  g_assert_cmpstr (redone, ==, after);
  check_tree (self, "5000");
  g_assert_no_error (error);
}

/* Triggers that someone else put on the table see every row. */
static void
test_bulk_with_triggers (Fixture *self, gconstpointer data)
{
  Rows rows = { .kind = LT_KIND_PARCEL, .end = 2500 };
  g_autofree char *seen = NULL;

  fixture_close (self);
  run_sql (self->path, "CREATE TABLE seen (fid INTEGER); CREATE TRIGGER look AFTER INSERT ON parcels BEGIN "
                       "INSERT INTO seen VALUES (new.fid); END");
  fixture_open (self);
  put (self, &rows, "rows");
  seen = query_text (self->path, "SELECT count (*) FROM seen");
  g_assert_cmpstr (seen, ==, "2500");
  check_tree (self, "2500");
}

static void
test_undo_after_foreign_change (Fixture *self, gconstpointer data)
{
  Rows rows = { .kind = LT_KIND_PARCEL, .end = 5 };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  put (self, &rows, "five parcels");
  run_sql (self->path, "UPDATE parcels SET note = 'changed elsewhere' WHERE fid = 2");
  before = dump (self);
  g_assert_false (lt_workspace_undo (self->workspace, &error));
  assert_sentence (error, LT_ERROR_VALUE, "five parcels");
  after = dump (self);
  g_assert_cmpstr (after, ==, before);
}

/* A row that something else came to point at can't go. */
static void
test_undo_keeps_references (Fixture *self, gconstpointer data)
{
  Rows rows = { .kind = LT_KIND_PARCEL, .end = 5 };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  put (self, &rows, "five parcels");
  run_sql (self->path, "INSERT INTO occupancy (enterprise_id, parcel_id) VALUES (1, 2)");
  before = dump (self);
  g_assert_false (lt_workspace_undo (self->workspace, &error));
  assert_sentence (error, LT_ERROR_VALUE, "five parcels");
  after = dump (self);
  g_assert_cmpstr (after, ==, before);
}

static void
test_failure_rolls_back (Fixture *self, gconstpointer data)
{
  Rows failing = { .kind = LT_KIND_ENTERPRISE, .end = 30, .fail_at = 20 };
  Rows cancelled = { .kind = LT_KIND_ENTERPRISE, .end = 30, .cancel_at = 20 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) cancel_error = NULL;
  g_autofree char *before = dump (self);
  g_autofree char *after = NULL;

  g_assert_false (rows_put (&failing, self->workspace, "fails", &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_VALUE);
  cancelled.cancellable = cancellable;
  g_assert_false (rows_put (&cancelled, self->workspace, "cancelled", &cancel_error));
  g_assert_error (cancel_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = dump (self);
  g_assert_cmpstr (after, ==, before);
  check_titles (self, NULL, NULL);
}

static void
test_keys (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *row = NULL;
  LtPutResult result;
  LtKind kind = LT_KIND_ENTERPRISE;

  g_assert_true (put_row (self->workspace, kind, &result, &error, "name=甲公司", "chains=1", NULL));
  g_assert_cmpint (result, ==, LT_PUT_ADDED);
  /* The same name without a code takes the code. */
  g_assert_true (put_row (self->workspace, kind, &result, &error, "name=甲公司",
                          "credit_code=91512081MA62K0260E", NULL));
  g_assert_cmpint (result, ==, LT_PUT_CHANGED);
  /* Another code is another enterprise, whatever its name. */
  g_assert_true (put_row (self->workspace, kind, &result, &error, "name=甲公司",
                          "credit_code=91440606568256340P", NULL));
  g_assert_cmpint (result, ==, LT_PUT_ADDED);
  /* The code finds the row under a new name. */
  g_assert_true (put_row (self->workspace, kind, &result, &error, "name=乙公司",
                          "credit_code=91440606568256340P", NULL));
  g_assert_cmpint (result, ==, LT_PUT_CHANGED);
  g_assert_true (put_row (self->workspace, kind, &result, &error, "name=乙公司", NULL));
  g_assert_cmpint (result, ==, LT_PUT_UNCHANGED);
  g_assert_no_error (error);
  row = query_text (self->path,
                    "SELECT group_concat (name || ' ' || credit_code) FROM enterprises WHERE fid > 27");
  g_assert_cmpstr (row, ==, "甲公司 91512081MA62K0260E,乙公司 91440606568256340P");
}

static void
test_chains (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) unknown = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *chains = NULL;
  LtPutResult result;
  LtKind kind = LT_KIND_ENTERPRISE;

  g_assert_true (put_row (self->workspace, kind, NULL, &error, "name=丙", "chains=6;1", NULL));
  before = dump_table (self->path, "enterprise_chains");
  g_assert_true (put_row (self->workspace, kind, &result, &error, "name=丙", "chains=6;1;6", NULL));
  g_assert_cmpint (result, ==, LT_PUT_UNCHANGED);
  after = dump_table (self->path, "enterprise_chains");
  g_assert_cmpstr (after, ==, before);
  g_assert_true (put_row (self->workspace, kind, &result, &error, "name=丙", "chains=1;6", NULL));
  g_assert_cmpint (result, ==, LT_PUT_CHANGED);
  chains = query_text (self->path,
                       "SELECT group_concat (chain || '@' || c.position) FROM enterprise_chains c JOIN "
                       "enterprises e ON e.fid = enterprise_id WHERE e.name = '丙'");
  g_assert_cmpstr (chains, ==, "1@1,6@2");
  g_assert_true (put_row (self->workspace, kind, &result, &error, "name=丙", NULL));
  g_assert_cmpint (result, ==, LT_PUT_UNCHANGED);
  g_assert_no_error (error);
  g_assert_false (put_row (self->workspace, kind, NULL, &unknown, "name=丁", "chains=1;9", NULL));
  assert_sentence (unknown, LT_ERROR_VALUE, "1;9");
}

static void
check_district (Fixture *self, const char *name, const char *expected)
{
  g_autofree char *sql = g_strdup_printf ("SELECT district FROM enterprises WHERE name = '%s'", name);
  g_autofree char *district = query_text (self->path, sql);

  g_assert_cmpstr (district, ==, expected);
}

static void
test_districts (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) unknown = NULL;
  LtKind kind = LT_KIND_ENTERPRISE;

  g_assert_true (put_row (self->workspace, kind, NULL, &error, "name=戊", "district=德清县", NULL));
  check_district (self, "戊", "330521");
  g_assert_true (put_row (self->workspace, kind, NULL, &error, "name=己", "district=zone-nantaihu", NULL));
  check_district (self, "己", "zone-nantaihu");
  /* Found by position, and only where none is recorded. */
  g_assert_true (put_row (self->workspace, kind, NULL, &error, "name=庚", "x=119.9774", "y=30.5425", NULL));
  check_district (self, "庚", "330521");
  g_assert_true (put_row (self->workspace, kind, NULL, &error, "name=己", "x=119.9774", "y=30.5425", NULL));
  check_district (self, "己", "zone-nantaihu");
  g_assert_true (put_row (self->workspace, kind, NULL, &error, "name=辛", "x=100", "y=20", NULL));
  check_district (self, "辛", NULL);
  g_assert_no_error (error);
  g_assert_false (put_row (self->workspace, kind, NULL, &unknown, "name=壬", "district=火星", NULL));
  assert_sentence (unknown, LT_ERROR_VALUE, "火星");
}

static void
test_values (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) date = NULL;
  g_autoptr (GError) point = NULL;
  g_autofree char *row = NULL;
  LtPutResult result;

  g_assert_true (put_row (self->workspace, LT_KIND_PROJECT, NULL, &error, "name=P", "signed_on=2024-02-29",
                          "extra={\"x\":1}", NULL));
  g_assert_true (
      put_row (self->workspace, LT_KIND_PROJECT, &result, &error, "name=P", "extra={\"x\":1}", NULL));
  g_assert_cmpint (result, ==, LT_PUT_UNCHANGED);
  g_assert_no_error (error);
  row = query_text (self->path, "SELECT signed_on || extra_json FROM projects");
  g_assert_cmpstr (row, ==, "2024-02-29{\"x\":1}");
  g_assert_false (
      put_row (self->workspace, LT_KIND_PROJECT, NULL, &date, "name=Q", "signed_on=2023-02-29", NULL));
  assert_sentence (date, LT_ERROR_VALUE, "2023-02-29");
  g_assert_false (
      put_row (self->workspace, LT_KIND_PARCEL, NULL, &point, "number=R", "x=120", "y=30.8", NULL));
  assert_sentence (point, LT_ERROR_VALUE, "R");
}

static void
on_changed (LtWorkspace *workspace, guint generation, gpointer data)
{
  *(int *) data = (int) generation;
}

static void
test_snapshot_follows (Fixture *self, gconstpointer data)
{
  Rows rows = { .kind = LT_KIND_PARCEL, .end = 200 };
  Rows points = { .kind = LT_KIND_ENTERPRISE, .end = 10 };
  g_autoptr (LtSnapshot) before = lt_workspace_load_snapshot (self->workspace, NULL);
  g_autoptr (LtSnapshot) after = NULL;
  LtKind kind;
  gint64 id;
  int changed = 0;

  g_signal_connect (self->workspace, "changed", G_CALLBACK (on_changed), &changed);
  put (self, &rows, "parcels");
  put (self, &points, "enterprises");
  after = lt_workspace_load_snapshot (self->workspace, NULL);
  g_assert_cmpuint (after->generation, >, before->generation);
  wait_for (&changed);
  g_assert_cmpuint (before->parcels.n, ==, 0);
  g_assert_cmpuint (after->parcels.n, ==, 200);
  g_assert_cmpuint (after->enterprises.n, ==, 10);
  g_assert_cmpuint (after->enterprises_by_chain[6], >=, 5);
  for (guint i = 0; i < after->parcels.n; i++)
    {
      guint row = (guint) after->parcels.ids[i] - 1;
      double x = 119.98 + (row % 100) * 0.0002, y = 30.54 + (row / 100) * 0.0002;

      g_assert_true (lt_snapshot_pick (after, x + 0.00008, y + 0.00008, 0, 0, &kind, &id));
      g_assert_cmpint (kind, ==, LT_KIND_PARCEL);
      g_assert_cmpint (id, ==, after->parcels.ids[i]);
      g_assert_cmpuint (after->parcels.districts[i], ==,
                        (guint) lt_snapshot_pick_district (after, x, y, FALSE));
    }
  g_assert_false (lt_snapshot_pick (after, 119.98015, 30.54015, 0, 0, &kind, &id));
  g_assert_true (lt_snapshot_pick (after, 119.98001, 30.54001, 20, 1, &kind, &id));
  g_assert_cmpint (kind, ==, LT_KIND_ENTERPRISE);
  g_assert_cmpint (lt_snapshot_pick_district (after, 100, 10, FALSE), ==, -1);
}

static void
test_unplaced (Fixture *self, gconstpointer data)
{
  g_autoptr (LtSnapshot) snapshot = lt_workspace_load_snapshot (self->workspace, NULL);
  guint total = 0;

  for (guint i = 0; i < snapshot->n_unplaced; i++)
    {
      guint overlapping = 0;

      total += snapshot->unplaced[i].total;
      for (guint chain = 0; chain < G_N_ELEMENTS (snapshot->unplaced[i].by_chain); chain++)
        overlapping += snapshot->unplaced[i].by_chain[chain];
      g_assert_cmpuint (overlapping, >=, snapshot->unplaced[i].total);
    }
  g_assert_cmpuint (total, ==, 27);
  g_assert_cmpuint (snapshot->enterprises.n, ==, 0);
}

/* Killed in the middle of a put, the file is as it was before. */
static void
test_kill (Fixture *self, gconstpointer data)
{
  g_autofree char *before = dump (self);
  g_autofree char *after = NULL;
  g_autofree char *check = NULL;

  fixture_close (self);
  if (g_test_subprocess ())
    return;
  for (int i = 0; i < 3; i++)
    {
      const char *program[] = { "/proc/self/exe", "--put-forever", self->path, NULL };
      g_autoptr (GError) error = NULL;
      g_autofree char *self_path = g_file_read_link ("/proc/self/exe", NULL);
      GPid pid;
      int status;

      program[0] = self_path;
      g_assert_true (
          g_spawn_async (NULL, (char **) program, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error));
      g_assert_no_error (error);
      g_usleep (300000 + 150000 * (gulong) i);
      g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
      g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
      g_assert_true (WIFSIGNALED (status));
    }
  fixture_open (self);
  after = dump (self);
  g_assert_cmpstr (after, ==, before);
  check = query_text (self->path, "PRAGMA integrity_check");
  g_assert_cmpstr (check, ==, "ok");
}

static int
put_forever (const char *path)
{
  LtWorkspace *workspace = lt_workspace_open (path, NULL);
  Rows rows = { .kind = LT_KIND_PARCEL, .end = G_MAXINT };

  alarm (30);
  return workspace != NULL && rows_put (&rows, workspace, "never done", NULL) ? 0 : 1;
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  if (argc == 3 && strcmp (argv[1], "--put-forever") == 0)
    return put_forever (argv[2]);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/journal/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("put-counts", test_put_counts);
  ADD ("undo-redo", test_undo_redo);
  ADD ("new-change-drops-redo", test_new_change_drops_redo);
  ADD ("many-changesets", test_many_changesets);
  ADD ("bulk", test_bulk);
  ADD ("bulk-with-triggers", test_bulk_with_triggers);
  ADD ("undo-after-foreign-change", test_undo_after_foreign_change);
  ADD ("undo-keeps-references", test_undo_keeps_references);
  ADD ("failure-rolls-back", test_failure_rolls_back);
  ADD ("keys", test_keys);
  ADD ("chains", test_chains);
  ADD ("districts", test_districts);
  ADD ("values", test_values);
  ADD ("snapshot-follows", test_snapshot_follows);
  ADD ("unplaced", test_unplaced);
  ADD ("kill", test_kill);
  return g_test_run ();
}
