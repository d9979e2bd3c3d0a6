#include <glib/gstdio.h>
#include <math.h>

#include "lt-paths.h"
#include "lt-session.h"

#define PATIENCE_MS 20000

typedef struct
{
  char *directory;
  LtWorkspace *workspace;
  LtSession *session;
  guint travels;
  LtBox travelled_to;
  double travelled_zoom;
  guint views;
  guint selections;
} Fixture;

static void
note_travel (Fixture *fixture, const LtBox *box, double zoom)
{
  fixture->travels++;
  fixture->travelled_to = *box;
  fixture->travelled_zoom = zoom;
}

static void
note_view (Fixture *fixture)
{
  fixture->views++;
}

static void
note_selection (Fixture *fixture)
{
  fixture->selections++;
}

static gboolean
give_up (gpointer data)
{
  g_error ("waited %d ms in vain", PATIENCE_MS);
  return G_SOURCE_REMOVE;
}

/* The conditions below are all about the session that is given. */
static void
wait_until (gboolean (*reached) (Fixture *), Fixture *fixture)
{
  guint source = g_timeout_add (PATIENCE_MS, give_up, NULL);

  while (!reached (fixture))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
}

static gboolean
has_snapshot (Fixture *fixture)
{
  return lt_session_get_snapshot (fixture->session) != NULL;
}

static gboolean
has_record (Fixture *fixture)
{
  return lt_session_get_selected_record (fixture->session) != NULL;
}

static gboolean
has_no_selection (Fixture *fixture)
{
  return !lt_session_get_selection (fixture->session, NULL, NULL);
}

static gboolean
has_travelled (Fixture *fixture)
{
  return fixture->travels > 0;
}

static gboolean
has_second_snapshot (Fixture *fixture)
{
  return has_snapshot (fixture) && lt_session_get_snapshot (fixture->session)->counts[LT_KIND_PROJECT] == 1;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->directory = g_dir_make_tmp ("liantu-session-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->directory, "a.gpkg", NULL);
  fixture->workspace = lt_workspace_create (path, lt_paths_get_catalogue (), &error);
  g_assert_no_error (error);
  fixture->session = lt_session_new ();
  g_signal_connect_swapped (fixture->session, "travel", G_CALLBACK (note_travel), fixture);
  g_signal_connect_swapped (fixture->session, "view-changed", G_CALLBACK (note_view), fixture);
  g_signal_connect_swapped (fixture->session, "selection-changed", G_CALLBACK (note_selection), fixture);
}

static void
remove_directory (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      g_remove (path);
    }
  g_rmdir (directory);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lt_session_set_workspace (fixture->session, NULL);
  lt_workspace_close (fixture->workspace);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->session);
  g_object_unref (fixture->workspace);
  remove_directory (fixture->directory);
  g_free (fixture->directory);
}

static void
open_workspace (Fixture *fixture)
{
  lt_session_set_workspace (fixture->session, fixture->workspace);
  wait_until (has_snapshot, fixture);
}

/* --- the tests --- */

static void
test_starts_empty (Fixture *fixture, gconstpointer data)
{
  LtView view;

  g_assert_null (lt_session_get_workspace (fixture->session));
  g_assert_null (lt_session_get_snapshot (fixture->session));
  g_assert_null (lt_session_get_catalogue (fixture->session));
  g_assert_null (lt_session_get_district (fixture->session));
  g_assert_cmpuint (lt_session_get_chain (fixture->session), ==, 0);
  g_assert_cmpstr (lt_session_get_filter_text (fixture->session), ==, "");
  g_assert_cmpstr (lt_session_get_panel (fixture->session), ==, "overview");
  g_assert_cmpstr (lt_session_get_base_map (fixture->session), ==, "auto");
  g_assert_false (lt_session_step_back (fixture->session));
  lt_session_get_view (fixture->session, &view);
  g_assert_cmpint (view.district, ==, -1);
  g_assert_cmpint (view.layers, ==, LT_LAYER_ALL);
}

static void
test_loads_and_travels (Fixture *fixture, gconstpointer data)
{
  open_workspace (fixture);

  g_assert_nonnull (lt_session_get_catalogue (fixture->session));
  g_assert_cmpuint (fixture->travels, ==, 1);
  g_assert_true (lt_box_contains (&fixture->travelled_to, 120.09, 30.87));
  g_assert_cmpuint (fixture->views, >=, 2);
}

static void
test_own_travel_wins (Fixture *fixture, gconstpointer data)
{
  lt_session_set_workspace (fixture->session, fixture->workspace);
  lt_session_travel (fixture->session, &(LtBox){ 120, 31, 120, 31 }, 12.5);
  wait_until (has_snapshot, fixture);

  g_assert_cmpuint (fixture->travels, ==, 1);
  g_assert_cmpfloat (fixture->travelled_zoom, ==, 12.5);
  lt_session_travel (fixture->session, &LT_BOX_EMPTY, 12);
  g_assert_cmpuint (fixture->travels, ==, 1);
}

static void
test_chain (Fixture *fixture, gconstpointer data)
{
  LtView view;

  open_workspace (fixture);
  fixture->travels = 0;
  lt_session_set_chain (fixture->session, 7);
  g_assert_cmpuint (lt_session_get_chain (fixture->session), ==, 7);
  g_assert_cmpuint (fixture->travels, ==, 1);
  lt_session_get_view (fixture->session, &view);
  g_assert_cmpuint (view.chain, ==, 7);

  lt_session_set_chain (fixture->session, 99);
  g_assert_cmpuint (lt_session_get_chain (fixture->session), ==, 7);
}

static void
test_chain_keeps_its_district (Fixture *fixture, gconstpointer data)
{
  open_workspace (fixture);
  lt_session_set_district (fixture->session, "330521");
  lt_session_set_chain (fixture->session, 7);
  g_assert_cmpstr (lt_session_get_district (fixture->session), ==, "330521");
  g_assert_cmpint (lt_session_get_district_index (fixture->session), >=, 0);
  lt_session_set_district (fixture->session, "nowhere");
  g_assert_null (lt_session_get_district (fixture->session));
}

static void
test_set_before_loading (Fixture *fixture, gconstpointer data)
{
  lt_session_set_workspace (fixture->session, fixture->workspace);
  lt_session_set_chain (fixture->session, 42);
  lt_session_set_district (fixture->session, "330522");
  wait_until (has_snapshot, fixture);

  g_assert_cmpuint (lt_session_get_chain (fixture->session), ==, 0);
  g_assert_cmpstr (lt_session_get_district (fixture->session), ==, "330522");
  g_assert_cmpuint (fixture->travels, ==, 1);
  g_assert_true (lt_box_contains (&fixture->travelled_to, 119.911, 31.027));
  g_assert_cmpfloat (fixture->travelled_to.east, <, 120.3);
}

static void
test_step_back (Fixture *fixture, gconstpointer data)
{
  open_workspace (fixture);
  lt_session_set_chain (fixture->session, 1);
  lt_session_set_district (fixture->session, "330522");
  lt_session_set_filter_text (fixture->session, "天能");
  lt_session_select (fixture->session, LT_KIND_ENTERPRISE, 1, FALSE);

  g_assert_true (lt_session_step_back (fixture->session));
  g_assert_false (lt_session_get_selection (fixture->session, NULL, NULL));
  g_assert_cmpstr (lt_session_get_filter_text (fixture->session), ==, "天能");
  g_assert_true (lt_session_step_back (fixture->session));
  g_assert_cmpstr (lt_session_get_filter_text (fixture->session), ==, "");
  g_assert_nonnull (lt_session_get_district (fixture->session));
  g_assert_true (lt_session_step_back (fixture->session));
  g_assert_null (lt_session_get_district (fixture->session));
  g_assert_cmpuint (lt_session_get_chain (fixture->session), ==, 1);
  g_assert_true (lt_session_step_back (fixture->session));
  g_assert_cmpuint (lt_session_get_chain (fixture->session), ==, 0);
  g_assert_false (lt_session_step_back (fixture->session));
}

/* Some projects only: the view carries them, and a step back takes that away. */
static void
test_project_filter (Fixture *fixture, gconstpointer data)
{
  static const gint64 ids[] = { 7, 3 };
  GArray *array = g_array_new (FALSE, FALSE, sizeof (gint64));
  LtProjectFilter *filter = lt_session_get_project_filter (fixture->session);
  LtView view;

  lt_session_get_view (fixture->session, &view);
  g_assert_null (view.projects);
  g_array_append_vals (array, ids, 2);
  lt_project_filter_set (filter, "Late", array);
  lt_session_get_view (fixture->session, &view);
  g_assert_cmpuint (view.projects->len, ==, 2);
  g_assert_cmpint (g_array_index (view.projects, gint64, 0), ==, 3);
  g_assert_true (lt_session_step_back (fixture->session));
  g_assert_null (lt_project_filter_get_title (filter));
  lt_session_get_view (fixture->session, &view);
  g_assert_null (view.projects);
}

static void
test_selection (Fixture *fixture, gconstpointer data)
{
  LtKind kind;
  gint64 id;

  open_workspace (fixture);
  fixture->selections = 0;
  fixture->travels = 0;
  lt_session_select (fixture->session, LT_KIND_ENTERPRISE, 1, TRUE);
  g_assert_true (lt_session_get_selection (fixture->session, &kind, &id));
  g_assert_cmpint (kind, ==, LT_KIND_ENTERPRISE);
  g_assert_cmpint (id, ==, 1);
  g_assert_cmpuint (fixture->selections, ==, 1);
  g_assert_cmpstr (lt_session_get_panel (fixture->session), ==, "enterprises");

  wait_until (has_record, fixture);
  g_assert_cmpint (lt_record_get_id (lt_session_get_selected_record (fixture->session)), ==, 1);
  /* The starting set has no positions: the map goes to the enterprise's district. */
  wait_until (has_travelled, fixture);

  lt_session_set_chain (fixture->session, 2);
  g_assert_true (has_no_selection (fixture));
  g_assert_null (lt_session_get_selected_record (fixture->session));
}

static void
test_selection_that_is_gone (Fixture *fixture, gconstpointer data)
{
  open_workspace (fixture);
  lt_session_select (fixture->session, LT_KIND_PARCEL, 123456, TRUE);
  g_assert_cmpstr (lt_session_get_panel (fixture->session), ==, "land-use");
  wait_until (has_no_selection, fixture);
}

static gboolean
read_project (LtRecord *record, gpointer data, GError **error)
{
  gboolean *given = data;

  if (*given)
    return FALSE;
  *given = TRUE;
  lt_record_set_text (record, (guint) lt_fields_find (LT_KIND_PROJECT, "name"), "A");
  return TRUE;
}

static void
test_follows_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean given = FALSE;
  guint generation;

  open_workspace (fixture);
  generation = lt_session_get_snapshot (fixture->session)->generation;
  fixture->travels = 0;
  lt_workspace_put (fixture->workspace, LT_KIND_PROJECT, "test", read_project, NULL, &given, NULL, &error);
  g_assert_no_error (error);
  wait_until (has_second_snapshot, fixture);
  g_assert_cmpuint (lt_session_get_snapshot (fixture->session)->generation, >, generation);
  g_assert_cmpuint (fixture->travels, ==, 0);
}

static void
test_resets (Fixture *fixture, gconstpointer data)
{
  open_workspace (fixture);
  lt_session_set_chain (fixture->session, 3);
  lt_session_set_filter_text (fixture->session, "x");
  lt_session_select (fixture->session, LT_KIND_ENTERPRISE, 2, FALSE);
  lt_session_set_workspace (fixture->session, NULL);
  g_assert_cmpuint (lt_session_get_chain (fixture->session), ==, 0);
  g_assert_cmpstr (lt_session_get_filter_text (fixture->session), ==, "");
  g_assert_true (has_no_selection (fixture));
  g_assert_null (lt_session_get_snapshot (fixture->session));
}

static void
count_notify (guint *count)
{
  (*count)++;
}

static void
test_base_map_and_theme (Fixture *fixture, gconstpointer data)
{
  guint ids = 0;
  guint locations = 0;
  LtView view;

  g_signal_connect_swapped (fixture->session, "notify::base-map", G_CALLBACK (count_notify), &ids);
  g_signal_connect_swapped (fixture->session, "notify::base-map-location", G_CALLBACK (count_notify),
                            &locations);
  lt_session_set_base_map (fixture->session, "tianditu", "k1");
  lt_session_set_base_map (fixture->session, "tianditu", "k2");
  lt_session_set_base_map (fixture->session, "tianditu", lt_session_get_base_map_location (fixture->session));
  g_assert_cmpuint (ids, ==, 1);
  g_assert_cmpuint (locations, ==, 2);
  g_assert_cmpstr (lt_session_get_base_map_location (fixture->session), ==, "k2");

  fixture->views = 0;
  lt_session_set_theme (fixture->session, LT_THEME_DARK, TRUE, 1.5);
  lt_session_set_theme (fixture->session, LT_THEME_DARK, TRUE, 1.5);
  g_assert_cmpuint (fixture->views, ==, 1);
  lt_session_get_view (fixture->session, &view);
  g_assert_cmpint (view.theme, ==, LT_THEME_DARK);
  g_assert_true (view.high_contrast);
  g_assert_cmpfloat (view.text_scale, ==, 1.5);
}

static void
test_camera (Fixture *fixture, gconstpointer data)
{
  LtCamera camera = { 120, 30, 9.5, 800, 600, 1 };
  LtCamera read;
  guint changes = 0;

  g_signal_connect_swapped (fixture->session, "camera-changed", G_CALLBACK (count_notify), &changes);
  lt_session_set_camera (fixture->session, &camera);
  lt_session_set_camera (fixture->session, &camera);
  lt_session_get_camera (fixture->session, &read);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpfloat (read.zoom, ==, 9.5);
}

#define ADD(name, function) g_test_add ("/session/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("starts-empty", test_starts_empty);
  ADD ("loads-and-travels", test_loads_and_travels);
  ADD ("own-travel-wins", test_own_travel_wins);
  ADD ("chain", test_chain);
  ADD ("chain-keeps-its-district", test_chain_keeps_its_district);
  ADD ("set-before-loading", test_set_before_loading);
  ADD ("step-back", test_step_back);
  ADD ("project-filter", test_project_filter);
  ADD ("selection", test_selection);
  ADD ("selection-that-is-gone", test_selection_that_is_gone);
  ADD ("follows-changes", test_follows_changes);
  ADD ("resets", test_resets);
  ADD ("base-map-and-theme", test_base_map_and_theme);
  ADD ("camera", test_camera);

  return g_test_run ();
}
