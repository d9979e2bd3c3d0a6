#include "config.h"

#include <glib/gstdio.h>

#include "lt-renderer.h"

typedef struct
{
  const char *path; /* in /dev; NULL: nothing there */
  gboolean has_gpu;
} Case;

static void
make (const char *devices, const char *path)
{
  g_autofree char *file = g_build_filename (devices, path, NULL);
  g_autofree char *folder = g_path_get_dirname (file);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "", 0, NULL));
}

static void
clear (const char *devices, const char *path)
{
  g_autofree char *file = g_build_filename (devices, path, NULL);
  g_autofree char *folder = g_path_get_dirname (file);

  g_assert_cmpint (g_remove (file), ==, 0);
  if (!g_str_equal (folder, devices))
    g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_gpu (gconstpointer data)
{
  const Case *item = data;
  g_autofree char *devices = g_dir_make_tmp ("liantu-test-XXXXXX", NULL);

  if (item->path)
    make (devices, item->path);
  g_assert_cmpint (lt_renderer_has_gpu (devices), ==, item->has_gpu);
  if (item->path)
    clear (devices, item->path);
  g_assert_cmpint (g_rmdir (devices), ==, 0);
}

static void
test_no_folder (void)
{
  g_assert_false (lt_renderer_has_gpu ("/nonexistent/devices"));
}

static void
test_own_choice (void)
{
  g_assert_true (g_setenv ("GSK_RENDERER", "broadway", TRUE));
  lt_renderer_choose ();
  g_assert_cmpstr (g_getenv ("GSK_RENDERER"), ==, "broadway");
}

static void
test_choice (void)
{
  g_unsetenv ("GSK_RENDERER");
  lt_renderer_choose ();
  g_assert_cmpstr (g_getenv ("GSK_RENDERER"), ==, lt_renderer_has_gpu ("/dev") ? NULL : "cairo");
}

int
main (int argc, char **argv)
{
  static const Case nothing = { NULL, FALSE };
  static const Case render_node = { "dri/renderD128", TRUE };
  static const Case card_only
      = { "dri/card0", FALSE }; /* a screen without a 3D unit, as of a virtual machine */
  static const Case nvidia = { "nvidia0", TRUE };
  static const Case windows = { "dxg", TRUE };

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/renderer/nothing", &nothing, test_gpu);
  g_test_add_data_func ("/renderer/render-node", &render_node, test_gpu);
  g_test_add_data_func ("/renderer/card-only", &card_only, test_gpu);
  g_test_add_data_func ("/renderer/nvidia", &nvidia, test_gpu);
  g_test_add_data_func ("/renderer/windows", &windows, test_gpu);
  g_test_add_func ("/renderer/no-folder", test_no_folder);
  g_test_add_func ("/renderer/own-choice", test_own_choice);
  g_test_add_func ("/renderer/choice", test_choice);
  return g_test_run ();
}
