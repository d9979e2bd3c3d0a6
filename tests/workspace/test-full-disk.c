/* A disk without any room when the workspace is opened. Takes a small file system of its own, which not every
 * machine lets a test mount. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mount.h>

#include "lt-disk.h"
#include "lt-paths.h"
#include "lt-workspace.h"

static void
fill (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "fill", NULL);
  FILE *file = g_fopen (path, "wb");
  char block[4096] = { 1 };

  g_assert_nonnull (file);
  setbuf (file, NULL);
  while (fwrite (block, sizeof block, 1, file) == 1)
    ;
  (void) fclose (file);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
look_at_full_disk (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "city.gpkg", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LtWorkspace) workspace = lt_workspace_create (path, lt_paths_get_catalogue (), &error);
  LtInfo *info;

  g_assert_no_error (error);
  lt_workspace_close (workspace);
  g_clear_object (&workspace);
  g_assert_false (lt_disk_is_full (path));
  fill (folder);
  g_assert_true (lt_disk_is_full (path));
  g_assert_cmpuint (count_files (folder), ==, 2);

  workspace = lt_workspace_open (path, &error);
  g_assert_no_error (error);
  g_assert_true (lt_workspace_is_read_only (workspace));
  g_assert_nonnull (strstr (lt_workspace_get_read_only_reason (workspace), "no room left on the disk"));
  info = lt_workspace_get_info (workspace, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (info->counts[LT_KIND_ENTERPRISE], >, 0);
  lt_info_free (info);
  g_assert_false (lt_workspace_undo (workspace, &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, "no room left on the disk"));
  lt_workspace_close (workspace);
  g_assert_cmpuint (count_files (folder), ==, 2);
}

static void
test_full (void)
{
  g_autofree char *folder = g_dir_make_tmp ("liantu-full-XXXXXX", NULL);

  if (mount ("tmpfs", folder, "tmpfs", 0, "size=4m") != 0)
    {
      g_test_skip ("a file system can't be mounted here");
      g_rmdir (folder);
      return;
    }
  look_at_full_disk (folder);
  g_assert_cmpint (umount (folder), ==, 0);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/full-disk/opening", test_full);

  return g_test_run ();
}
