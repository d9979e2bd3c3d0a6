#include <glib/gstdio.h>

#include "lt-paths.h"
#include "lt-settings.h"

static void
test_written_by_apply_only (void)
{
  g_autoptr (GSettings) first = lt_settings_new ();
  g_autoptr (GSettings) second = NULL;

  g_settings_set_int (first, "window-width", 1000);
  second = lt_settings_new ();
  g_assert_cmpint (g_settings_get_int (second, "window-width"), ==, 1440);
  g_settings_apply (first);
  g_clear_object (&second);
  second = lt_settings_new ();
  g_assert_cmpint (g_settings_get_int (second, "window-width"), ==, 1000);
}

static void
test_kept_in_a_file (void)
{
  g_autoptr (GSettings) settings = lt_settings_new ();
  g_autofree char *file = g_build_filename (lt_paths_get_user_config (), "settings.ini", NULL);
  g_autofree char *text = NULL;

  g_settings_set_string (settings, "custom-url", "https://example.org/{z}/{x}/{y}.png");
  g_settings_apply (settings);
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "example.org"));
}

static void
test_view_of_each_workspace (void)
{
  g_autoptr (GSettings) a = lt_settings_new_view ("/a.gpkg");
  g_autoptr (GSettings) b = lt_settings_new_view ("/b.gpkg");
  g_autoptr (GSettings) again = NULL;

  g_settings_set_uint (a, "chain", 3);
  g_settings_apply (a);
  g_assert_cmpuint (g_settings_get_uint (b, "chain"), ==, 0);
  again = lt_settings_new_view ("/a.gpkg");
  g_assert_cmpuint (g_settings_get_uint (again, "chain"), ==, 3);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_dir_make_tmp ("liantu-settings-XXXXXX", NULL);
  g_autofree char *config = g_build_filename (directory, "liantu", NULL);
  g_autofree char *file = g_build_filename (config, "settings.ini", NULL);
  int status;

  g_setenv ("XDG_CONFIG_HOME", directory, TRUE);
  g_test_init (&argc, &argv, NULL);
  lt_settings_check (&error);
  g_assert_no_error (error);

  g_test_add_func ("/app/settings/written-by-apply-only", test_written_by_apply_only);
  g_test_add_func ("/app/settings/kept-in-a-file", test_kept_in_a_file);
  g_test_add_func ("/app/settings/view-of-each-workspace", test_view_of_each_workspace);

  status = g_test_run ();
  g_remove (file);
  g_rmdir (config);
  g_rmdir (directory);
  return status;
}
