#include "config.h"

#include "lt-rejects-place.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "lt-backups.h"
#include "lt-error.h"

static gboolean
are_one (const char *a, const char *b)
{
  GStatBuf first, second;

  return g_stat (a, &first) == 0 && g_stat (b, &second) == 0 && first.st_dev == second.st_dev
         && first.st_ino == second.st_ino;
}

/* Also of files that are not there yet. */
static gboolean
is_place_of (const char *path, const char *file)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *other_folder = g_path_get_dirname (file);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *other_name = g_path_get_basename (file);

  return are_one (path, file) || (strcmp (name, other_name) == 0 && are_one (folder, other_folder));
}

/* SQLite's files, of a workspace and of a GeoPackage that is imported. */
static gboolean
is_of_database (const char *path, const char *file)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *part = g_strconcat (file, endings[i], NULL);

      if (is_place_of (path, part))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_in_folder (const char *path, const char *folder)
{
  g_autofree char *place = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  if (are_one (place, folder))
    return TRUE;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      if (are_one (path, file))
        return TRUE;
    }

  return FALSE;
}

/* Of a shapefile or a MapInfo table. */
static gboolean
is_companion (const char *path, const char *source)
{
  static const char *const endings[] = { ".shp", ".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix",
                                         ".tab", ".dat", ".map", ".id",  ".ind", ".mif", ".mid" };
  const char *end = strrchr (source, '.');
  g_autofree char *stem = NULL;
  gboolean several = FALSE;

  for (guint i = 0; end != NULL && i < G_N_ELEMENTS (endings); i++)
    several = several || g_ascii_strcasecmp (end, endings[i]) == 0;
  if (!several)
    return FALSE;

  stem = g_strndup (source, (gsize) (end - source));
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *capitals = g_ascii_strup (endings[i], -1);
      g_autofree char *part = g_strconcat (stem, endings[i], NULL);
      g_autofree char *other_part = g_strconcat (stem, capitals, NULL);

      if (is_place_of (path, part) || is_place_of (path, other_part))
        return TRUE;
    }

  return FALSE;
}

gboolean
lt_rejects_may_take (const char *path, const char *source, const char *workspace, GError **error)
{
  g_autofree char *backups = lt_backups_get_folder (workspace);
  GStatBuf status;

  if (is_of_database (path, workspace) || is_in_folder (path, backups))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
                   _ ("“%s” is the workspace or belongs to it: choose another file for the rejected rows."),
                   path);
      return FALSE;
    }
  if (is_of_database (path, source) || is_companion (path, source) || is_in_folder (path, source))
    {
      g_set_error (
          error, LT_ERROR, LT_ERROR_VALUE,
          _ ("“%s” is what is imported or belongs to it: choose another file for the rejected rows."), path);
      return FALSE;
    }
  if (g_stat (path, &status) != 0 || S_ISREG (status.st_mode))
    return TRUE;

  g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
               _ ("“%s” is a folder or a device, not a file: choose a file."), path);
  return FALSE;
}
