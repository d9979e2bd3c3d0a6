#include "config.h"

#include <glib/gstdio.h>
#include <math.h>

#include "lt-history.h"
#include "lt-paths.h"
#include "lt-project-edits.h"
#include "lt-stage.h"

#define PATIENCE_MS 20000

typedef struct
{
  char *directory;
  LtWorkspace *workspace;
  LtSession *session;
  GAsyncResult *result;
  gboolean over;
} Fixture;

static gboolean
on_over (gpointer data)
{
  ((Fixture *) data)->over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait_for (Fixture *self, gboolean (*reached) (Fixture *))
{
  guint source = g_timeout_add (PATIENCE_MS, on_over, self);

  while (!reached (self))
    {
      g_assert_false (self->over);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (source);
}

static gboolean
has_result (Fixture *self)
{
  return self->result != NULL;
}

static gboolean
has_snapshot (Fixture *self)
{
  return lt_session_get_snapshot (self->session) != NULL;
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Fixture *) data)->result = g_object_ref (result);
}

/* The row id; asserts that it went well. */
static gint64
finish (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  gint64 id;

  wait_for (self, has_result);
  id = lt_project_edit_finish (self->result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  g_clear_object (&self->result);
  return id;
}

static LtRecord *
fetch (Fixture *self, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = lt_workspace_fetch (self->workspace, LT_KIND_PROJECT, &id, 1, &error);

  g_assert_no_error (error);
  return records->len > 0 ? g_object_ref (records->pdata[0]) : NULL;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->directory = g_dir_make_tmp ("lt-edits-XXXXXX", NULL);
  path = g_build_filename (self->directory, "test.gpkg", NULL);
  self->workspace = lt_workspace_create (path, lt_paths_get_catalogue (), &error);
  g_assert_no_error (error);
  self->session = lt_session_new ();
  lt_session_set_workspace (self->session, self->workspace);
  wait_for (self, has_snapshot);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  lt_session_set_workspace (self->session, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->session);
  lt_workspace_close (self->workspace);
  g_object_unref (self->workspace);
  dir = g_dir_open (self->directory, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->directory);
  g_free (self->directory);
}

static gint64
add (Fixture *self, double longitude, double latitude)
{
  lt_project_add_async (self->session, longitude, latitude, NULL, on_result, self);
  return finish (self);
}

/* In the chain looked at, with a provisional name, in the district found there. */
static void
test_add (Fixture *self, gconstpointer data)
{
  g_autoptr (LtRecord) record = NULL;
  gint64 id;

  lt_session_set_chain (self->session, 6);
  id = add (self, 119.911, 31.027);
  record = fetch (self, id);
  g_assert_cmpstr (lt_record_peek (record, "district"), ==, "330522");
  g_assert_cmpstr (lt_record_peek (record, "chains"), ==, "6");
  g_assert_cmpstr (lt_record_peek (record, "name"), ==, "New project 1");
  g_assert_cmpfloat (fabs (lt_record_get_geometry (record)->xy[0] - 119.911), <, 1e-9);
}

/* The district goes with it, unless another was meant. */
static void
test_move (Fixture *self, gconstpointer data)
{
  gint64 id = add (self, 119.911, 31.027), fields[] = { id };
  g_autoptr (LtRecord) moved = NULL;
  g_autoptr (LtRecord) kept = NULL;

  lt_project_move_async (self->session, id, 119.9774, 30.5425, NULL, on_result, self);
  finish (self);
  moved = fetch (self, id);
  g_assert_cmpstr (lt_record_peek (moved, "district"), ==, "330521");
  lt_project_set_async (self->session, fields, 1, (guint) lt_fields_find (LT_KIND_PROJECT, "district"),
                        "330523", NULL, on_result, self);
  finish (self);
  lt_project_move_async (self->session, id, 119.911, 31.027, NULL, on_result, self);
  finish (self);
  kept = fetch (self, id);
  g_assert_cmpstr (lt_record_peek (kept, "district"), ==, "330523");
}

/* Many at once are one step. */
static void
test_many (Fixture *self, gconstpointer data)
{
  gint64 ids[] = { add (self, 119.9, 31.0), add (self, 119.95, 31.0), add (self, 120.0, 31.0) };
  guint field = (guint) lt_fields_find (LT_KIND_PROJECT, "signed_on");
  g_autoptr (GError) error = NULL;

  lt_project_set_async (self->session, ids, 3, field, "2026-01-31", NULL, on_result, self);
  wait_for (self, has_result);
  g_assert_cmpint (lt_project_edit_get_step (self->result), >, 0);
  g_assert_cmpuint (lt_project_edit_get_n (self->result), ==, 3);
  finish (self);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (LtRecord) record = fetch (self, ids[i]);

      g_assert_cmpstr (lt_record_get_text (record, field), ==, "2026-01-31");
    }
  lt_workspace_undo (self->workspace, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (LtRecord) record = fetch (self, ids[i]);

      g_assert_null (lt_record_get_text (record, field));
    }
}

static void
test_duplicate_and_delete (Fixture *self, gconstpointer data)
{
  gint64 id = add (self, 119.9, 31.0), copy;
  guint number = (guint) lt_fields_find (LT_KIND_PROJECT, "number");
  g_autoptr (LtRecord) record = NULL;
  g_autoptr (LtRecord) gone = NULL;

  lt_project_set_async (self->session, &id, 1, number, "P1", NULL, on_result, self);
  finish (self);
  lt_project_duplicate_async (self->session, &id, 1, NULL, on_result, self);
  copy = finish (self);
  g_assert_cmpint (copy, !=, id);
  record = fetch (self, copy);
  g_assert_null (lt_record_get_text (record, number));
  lt_project_delete_async (self->session, &id, 1, NULL, on_result, self);
  finish (self);
  gone = fetch (self, id);
  g_assert_null (gone);
}

/* What was deleted meanwhile is said, and nothing is written. */
static void
test_gone (Fixture *self, gconstpointer data)
{
  gint64 ids[] = { add (self, 119.9, 31.0), 4711 };
  g_autoptr (GError) error = NULL;
  g_autoptr (LtRecord) record = NULL;
  guint field = (guint) lt_fields_find (LT_KIND_PROJECT, "contact");

  lt_project_set_async (self->session, ids, 2, field, "office", NULL, on_result, self);
  wait_for (self, has_result);
  g_assert_cmpint (lt_project_edit_finish (self->result, &error), ==, 0);
  g_assert_error (error, LT_ERROR, LT_ERROR_NOT_FOUND);
  g_clear_object (&self->result);
  record = fetch (self, ids[0]);
  g_assert_null (lt_record_get_text (record, field));
}

static void
test_values (void)
{
  g_autoptr (LtRecord) record = lt_record_new (LT_KIND_PROJECT);
  guint wan = (guint) lt_fields_find (LT_KIND_PROJECT, "investment_wan");
  g_autofree char *value = NULL;
  double number;

  lt_project_set_value (record, wan, "12000.5");
  g_assert_true (lt_record_get_number (record, wan, &number));
  g_assert_cmpfloat (number, ==, 12000.5);
  value = lt_project_dup_value (record, wan);
  g_assert_cmpstr (value, ==, "12000.5");
  lt_project_set_value (record, wan, "");
  g_assert_false (lt_record_has (record, wan));
}

static void
on_first (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *self = data;

  g_assert_true (lt_project_edits_are_pending (self->session));
  g_assert_cmpint (lt_project_edit_finish (result, NULL), >, 0);
  lt_project_add_async (self->session, 119.9, 30.8, NULL, on_result, self);
}

static gboolean
is_done (Fixture *self)
{
  return !lt_project_edits_are_pending (self->session);
}

/* An edit that the end of another begins is waited for as well. */
static void
test_pending (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) steps = NULL;

  g_assert_false (lt_project_edits_are_pending (self->session));
  lt_project_add_async (self->session, 119.911, 31.027, NULL, on_first, self);
  wait_for (self, is_done);
  g_assert_nonnull (self->result);
  steps = lt_workspace_get_steps (self->workspace, 0, 0, NULL);
  g_assert_cmpuint (steps->len, ==, 2);
  finish (self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/project-edits/values", test_values);
  g_test_add ("/project-edits/add", Fixture, NULL, set_up, test_add, tear_down);
  g_test_add ("/project-edits/move", Fixture, NULL, set_up, test_move, tear_down);
  g_test_add ("/project-edits/many", Fixture, NULL, set_up, test_many, tear_down);
  g_test_add ("/project-edits/duplicate-and-delete", Fixture, NULL, set_up, test_duplicate_and_delete,
              tear_down);
  g_test_add ("/project-edits/pending", Fixture, NULL, set_up, test_pending, tear_down);
  g_test_add ("/project-edits/gone", Fixture, NULL, set_up, test_gone, tear_down);
  return g_test_run ();
}
