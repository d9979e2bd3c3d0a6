#include "config.h"

#include "lt-renderer.h"

#include <gtk/gtk.h>

static gboolean
has_render_node (const char *devices)
{
  g_autofree char *folder = g_build_filename (devices, "dri", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    if (g_str_has_prefix (name, "renderD"))
      return TRUE;
  return FALSE;
}

gboolean
lt_renderer_has_gpu (const char *devices)
{
  static const char *const others[] = { "nvidia0", "dxg" };

  g_return_val_if_fail (devices != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *path = g_build_filename (devices, others[i], NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return TRUE;
    }
  return has_render_node (devices);
}

/* GTK tries OpenGL on each display that it opens, whatever draws; the variable that keeps it from that has
 * another name since 4.16. */
void
lt_renderer_choose (void)
{
  gboolean newer = gtk_get_major_version () > 4 || gtk_get_minor_version () >= 16;

  if (g_getenv ("GSK_RENDERER") || lt_renderer_has_gpu ("/dev"))
    return;
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  g_setenv (newer ? "GDK_DISABLE" : "GDK_DEBUG", newer ? "gl,vulkan" : "gl-disable", FALSE);
}
