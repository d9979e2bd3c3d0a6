#include <glib/gstdio.h>

#include "lt-about.h"
#include "lt-export.h"
#include "lt-import-window.h"
#include "lt-paths.h"
#include "lt-settings.h"
#include "lt-window-private.h"

#define PATIENCE_MS 20000

static LtApplication *application;
static char *directory;

/* --- waiting, bounded --- */

static gboolean
note_timeout (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
spin (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, note_timeout, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
wait_until (gboolean (*reached) (LtWindow *), LtWindow *window)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_MS * 1000;

  while (!reached (window) && g_get_monotonic_time () < end)
    spin (10);
  return reached (window);
}

static gboolean
has_snapshot (LtWindow *window)
{
  return lt_session_get_snapshot (window->session) != NULL;
}

static gboolean
is_not_opening (LtWindow *window)
{
  return window->opening == NULL;
}

static gboolean
is_wide (LtWindow *window)
{
  return !adw_flap_get_folded (window->left_flap) && !adw_flap_get_folded (window->right_flap);
}

static gboolean
has_right_folded (LtWindow *window)
{
  return adw_flap_get_folded (window->right_flap) && !adw_flap_get_folded (window->left_flap);
}

static gboolean
has_both_folded (LtWindow *window)
{
  return adw_flap_get_folded (window->right_flap) && adw_flap_get_folded (window->left_flap);
}

static gboolean
has_count (LtWindow *window)
{
  return *gtk_label_get_text (window->count_label) != '\0';
}

static gboolean
can_undo (LtWindow *window)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), "undo");
}

static gboolean
can_redo (LtWindow *window)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), "redo");
}

static guint
count_enterprises (LtWindow *window)
{
  LtSnapshot *snapshot = lt_session_get_snapshot (window->session);

  return snapshot ? snapshot->counts[LT_KIND_ENTERPRISE] : 0;
}

static guint expected_enterprises;

static gboolean
has_expected_enterprises (LtWindow *window)
{
  return count_enterprises (window) == expected_enterprises;
}

/* --- windows --- */

static char *
path_of (const char *name)
{
  return g_build_filename (directory, name, NULL);
}

static LtWindow *
open_sized_window (const char *name, int width, int height)
{
  LtWindow *window = lt_window_new (application);
  g_autofree char *path = path_of (name);

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);

  lt_window_open (window, path, TRUE);
  gtk_window_present (GTK_WINDOW (window));
  if (!wait_until (has_snapshot, window))
    g_error ("%s: %s", path, adw_status_page_get_description (window->nothing_page));
  return window;
}

static LtWindow *
open_window (const char *name)
{
  return open_sized_window (name, 1400, 860);
}

static void
close_window (LtWindow *window)
{
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (GTK_WINDOW (window));
  for (guint i = 0; window && i < 500; i++)
    spin (10);
  g_assert_null (window);
}

static void
activate (LtWindow *window, const char *action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GError) error = NULL;

  g_action_parse_detailed_name (action, &name, &target, &error);
  g_assert_no_error (error);
  g_action_group_activate_action (G_ACTION_GROUP (window), name, target);
}

/* --- the tests --- */

static void
test_opens (void)
{
  LtWindow *window = open_window ("opens.gpkg");

  g_assert_cmpstr (gtk_stack_get_visible_child_name (window->stack), ==, "map");
  g_assert_nonnull (strstr (gtk_window_get_title (GTK_WINDOW (window)), "opens.gpkg"));
  g_assert_cmpstr (adw_window_title_get_subtitle (window->window_title), ==, "opens.gpkg");
  g_assert_false (gtk_info_bar_get_revealed (window->read_only_bar));
  g_assert_true (wait_until (has_count, window));
  close_window (window);
}

static void
test_actions (void)
{
  LtWindow *window = open_window ("actions.gpkg");

  activate (window, "chain(uint32 3)");
  g_assert_cmpuint (lt_session_get_chain (window->session), ==, 3);
  activate (window, "panel::enterprises");
  g_assert_cmpstr (lt_session_get_panel (window->session), ==, "enterprises");
  lt_session_set_district (window->session, "330522");
  activate (window, "step-back");
  g_assert_null (lt_session_get_district (window->session));
  activate (window, "step-back");
  g_assert_cmpuint (lt_session_get_chain (window->session), ==, 0);
  activate (window, "step-back");
  g_assert_false (can_undo (window));
  close_window (window);
}

static void
test_panels (void)
{
  LtWindow *window = open_window ("panels.gpkg");

  g_assert_true (wait_until (is_wide, window));
  g_assert_true (adw_flap_get_reveal_flap (window->right_flap));
  activate (window, "right-panel");
  g_assert_false (adw_flap_get_reveal_flap (window->right_flap));
  activate (window, "left-panel");
  g_assert_false (adw_flap_get_reveal_flap (window->left_flap));
  activate (window, "panel::projects");
  g_assert_true (adw_flap_get_reveal_flap (window->right_flap));
  activate (window, "left-panel");
  close_window (window);
}

static void
test_folds_right_first (void)
{
  LtWindow *window = open_sized_window ("folds.gpkg", 1000, 700);

  g_assert_true (wait_until (has_right_folded, window));
  g_assert_false (adw_flap_get_reveal_flap (window->right_flap));
  activate (window, "right-panel");
  g_assert_true (adw_flap_get_reveal_flap (window->right_flap));
  activate (window, "step-back");
  g_assert_false (adw_flap_get_reveal_flap (window->right_flap));
  close_window (window);
}

static void
test_folds_both (void)
{
  LtWindow *window = open_sized_window ("folds.gpkg", 760, 600);

  g_assert_true (wait_until (has_both_folded, window));
  g_assert_false (adw_flap_get_reveal_flap (window->left_flap));
  activate (window, "left-panel");
  g_assert_true (adw_flap_get_reveal_flap (window->left_flap));
  /* Picking a chain from the panel that covers the map shows the map. */
  activate (window, "chain(uint32 2)");
  g_assert_false (adw_flap_get_reveal_flap (window->left_flap));
  close_window (window);
}

/* What a narrow window hid comes back when there is room. */
static void
test_unfolds (void)
{
  LtWindow *window = open_sized_window ("folds.gpkg", 1400, 860);

  g_assert_true (wait_until (is_wide, window));
  lt_dock_set_width (window->right_dock, 900);
  g_assert_true (wait_until (has_right_folded, window));
  g_assert_false (adw_flap_get_reveal_flap (window->right_flap));
  lt_dock_set_width (window->right_dock, 336);
  g_assert_true (wait_until (is_wide, window));
  g_assert_true (adw_flap_get_reveal_flap (window->right_flap));
  close_window (window);
}

static void
test_bad_file_keeps_the_old (void)
{
  LtWindow *window = open_window ("kept.gpkg");
  LtWorkspace *workspace = lt_session_get_workspace (window->session);
  g_autofree char *bad = path_of ("bad.gpkg");
  g_autofree char *missing = path_of ("missing.gpkg");

  g_assert_true (g_file_set_contents (bad, "This is no workspace.", -1, NULL));
  lt_window_open (window, bad, FALSE);
  g_assert_true (wait_until (is_not_opening, window));
  g_assert_true (lt_session_get_workspace (window->session) == workspace);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (window->stack), ==, "map");

  lt_window_open (window, missing, FALSE);
  g_assert_true (wait_until (is_not_opening, window));
  g_assert_true (lt_session_get_workspace (window->session) == workspace);
  close_window (window);
}

static void
test_bad_file_alone (void)
{
  LtWindow *window = lt_window_new (application);
  g_autofree char *bad = path_of ("bad-alone.gpkg");

  g_assert_true (g_file_set_contents (bad, "This is no workspace.", -1, NULL));
  lt_window_open (window, bad, FALSE);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (wait_until (is_not_opening, window));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (window->stack), ==, "nothing");
  g_assert_cmpstr (adw_status_page_get_description (window->nothing_page), !=, "");
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "import"));
  close_window (window);
}

static GtkWidget *
find_starting (GtkWidget *widget, const char *start)
{
  const char *label = GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;

  if (label && g_str_has_prefix (label, start))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_starting (child, start);

      if (found)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_assistant (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (LT_IS_IMPORT_WINDOW (window))
        return window;
    }
  return NULL;
}

static const char *expected_button;

static gboolean
has_expected_button (LtWindow *window)
{
  GtkWidget *assistant = find_assistant ();
  GtkWidget *button = assistant ? find_starting (assistant, expected_button) : NULL;

  return button && gtk_widget_is_sensitive (button);
}

static void
press (LtWindow *window, const char *start)
{
  expected_button = start;
  g_assert_true (wait_until (has_expected_button, window));
  g_signal_emit_by_name (find_starting (find_assistant (), start), "clicked");
}

static void
test_import_and_undo (void)
{
  LtWindow *window = open_window ("import.gpkg");
  g_autofree char *source = path_of ("two.csv");
  guint before = count_enterprises (window);

  g_assert_true (g_file_set_contents (
      source, "name,district,longitude,latitude\n甲,330522,119.9,31.0\n乙,330521,119.98,30.54\n", -1, NULL));
  lt_window_import (window, source, -1);
  press (window, "_Import 2");
  press (window, "_Done");
  expected_enterprises = before + 2;
  g_assert_true (wait_until (has_expected_enterprises, window));
  g_assert_true (wait_until (can_undo, window));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (window->undo_button), "two.csv"));

  activate (window, "undo");
  expected_enterprises = before;
  g_assert_true (wait_until (has_expected_enterprises, window));
  g_assert_true (wait_until (can_redo, window));
  activate (window, "redo");
  expected_enterprises = before + 2;
  g_assert_true (wait_until (has_expected_enterprises, window));
  close_window (window);
}

static GtkDropTarget *
find_drop_target (LtWindow *window)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  g_assert_not_reached ();
}

/* As when a file manager lets go of files over the window. */
static gboolean
drop (LtWindow *window, const char *const *paths)
{
  g_auto (GValue) value = G_VALUE_INIT;
  GSList *files = NULL;
  gboolean taken = FALSE;

  for (guint i = 0; paths[i]; i++)
    files = g_slist_append (files, g_file_new_for_path (paths[i]));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, files);
  g_signal_emit_by_name (find_drop_target (window), "drop", &value, 10.0, 10.0, &taken);
  return taken;
}

/* Over the window, files are told what letting go of them would do. */
static void
test_drag (void)
{
  LtWindow *window = open_window ("drag.gpkg");
  GtkDropTarget *target = find_drop_target (window);
  GdkDragAction action = 0;

  g_assert_false (gtk_widget_get_visible (window->drop_hint));
  g_signal_emit_by_name (target, "enter", 10.0, 10.0, &action);
  g_assert_cmpint (action, ==, GDK_ACTION_COPY);
  g_assert_true (gtk_widget_get_visible (window->drop_hint));
  g_assert_cmpstr (gtk_label_get_text (window->drop_label), ==, "Drop to import the rows");
  g_signal_emit_by_name (target, "leave");
  g_assert_false (gtk_widget_get_visible (window->drop_hint));
  close_window (window);
}

/* What is dropped opens in the assistant; its kind is found out from its columns. */
static void
test_drop (void)
{
  LtWindow *window = open_window ("drop.gpkg");
  g_autofree char *source = path_of ("dropped.csv");
  const char *paths[] = { source, NULL };
  guint before = count_enterprises (window);

  g_assert_true (g_file_set_contents (
      source, "统一社会信用代码,企业名称,区县\n,丁,长兴县\n,戊,德清县\n,己,德清县\n", -1, NULL));
  g_assert_true (drop (window, paths));
  press (window, "_Import 3");
  press (window, "_Done");
  expected_enterprises = before + 3;
  g_assert_true (wait_until (has_expected_enterprises, window));
  close_window (window);
}

static gboolean
has_no_assistant (LtWindow *window)
{
  return find_assistant () == NULL;
}

/* The files of a Shapefile are one import, not five. */
static void
test_drop_shapefile (void)
{
  LtWindow *window = open_window ("drop-shp.gpkg");
  static const char *const endings[] = { "dbf", "prj", "shx", "cpg", "shp" };
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *out = path_of ("all.shp");
  LtExportOptions options = { .filter = { .kind = LT_KIND_ENTERPRISE } };
  LtExportReport report;
  g_autoptr (GError) error = NULL;

  lt_export (lt_session_get_workspace (window->session), out, LT_EXPORT_SHP, &options, NULL, NULL, NULL,
             &report, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat ("all.", endings[i], NULL);

      g_ptr_array_add (paths, path_of (name));
    }
  g_ptr_array_add (paths, NULL);
  g_assert_true (drop (window, (const char *const *) paths->pdata));
  press (window, "_Cancel");
  g_assert_true (wait_until (has_no_assistant, window));
  spin (300);
  g_assert_null (find_assistant ());
  close_window (window);
}

static void
test_remembers (void)
{
  LtWindow *window = open_window ("remembers.gpkg");
  LtCamera camera, again;

  activate (window, "base-map::offline");
  activate (window, "chain(uint32 5)");
  activate (window, "panel::land-use");
  lt_dock_set_width (window->right_dock, 400);
  spin (1500);
  lt_session_get_camera (window->session, &camera);
  close_window (window);

  window = open_window ("remembers.gpkg");
  g_assert_cmpuint (lt_session_get_chain (window->session), ==, 5);
  g_assert_cmpstr (lt_session_get_panel (window->session), ==, "land-use");
  g_assert_cmpstr (lt_session_get_base_map (window->session), ==, "offline");
  g_assert_cmpint (lt_dock_get_width (window->right_dock), ==, 400);
  spin (1500);
  lt_session_get_camera (window->session, &again);
  g_assert_cmpfloat_with_epsilon (camera.longitude, again.longitude, 0.01);
  g_assert_cmpfloat_with_epsilon (camera.latitude, again.latitude, 0.01);
  g_assert_cmpfloat_with_epsilon (camera.zoom, again.zoom, 0.05);
  close_window (window);

  window = open_window ("another.gpkg");
  g_assert_cmpuint (lt_session_get_chain (window->session), ==, 0);
  close_window (window);
}

static void
test_opens_helper (gconstpointer action)
{
  LtWindow *window = open_window ("helpers.gpkg");

  activate (window, action);
  spin (500);
  close_window (window);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name; name = g_dir_read_name (dir))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

/* Before anything asks for them. */
static void
set_directories (void)
{
  static const char *const names[] = { "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME" };
  g_autoptr (GError) error = NULL;

  directory = g_dir_make_tmp ("liantu-window-XXXXXX", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = path_of (names[i]);

      g_setenv (names[i], path, TRUE);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  set_directories ();
  g_setenv ("LIANTU_NON_UNIQUE", "1", TRUE);
  g_test_init (&argc, &argv, NULL);
  gtk_disable_setlocale ();
  application = lt_application_new ();
  g_application_set_default (G_APPLICATION (application));
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/app/window/opens", test_opens);
  g_test_add_func ("/app/window/actions", test_actions);
  g_test_add_func ("/app/window/panels", test_panels);
  g_test_add_func ("/app/window/folds-right-first", test_folds_right_first);
  g_test_add_func ("/app/window/folds-both", test_folds_both);
  g_test_add_func ("/app/window/unfolds", test_unfolds);
  g_test_add_func ("/app/window/bad-file-keeps-the-old", test_bad_file_keeps_the_old);
  g_test_add_func ("/app/window/bad-file-alone", test_bad_file_alone);
  g_test_add_func ("/app/window/import-and-undo", test_import_and_undo);
  g_test_add_func ("/app/window/drag", test_drag);
  g_test_add_func ("/app/window/drop", test_drop);
  g_test_add_func ("/app/window/drop-shapefile", test_drop_shapefile);
  g_test_add_func ("/app/window/remembers", test_remembers);
  g_test_add_data_func ("/app/window/opens-shortcuts", "show-help-overlay", test_opens_helper);
  g_test_add_data_func ("/app/window/opens-about", "about", test_opens_helper);
  g_test_add_data_func ("/app/window/opens-import-menu", "import-menu", test_opens_helper);
  g_test_add_data_func ("/app/window/opens-search", "search", test_opens_helper);
  status = g_test_run ();

  remove_tree (directory);
  g_free (directory);
  return status;
}
