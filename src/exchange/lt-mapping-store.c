#include "config.h"

#include "lt-mapping-store.h"

#include "lt-paths.h"

#define FILE_NAME "mappings.ini"
#define MAX_SHAPES 200

static char *
get_path (void)
{
  return g_build_filename (lt_paths_get_user_config (), FILE_NAME, NULL);
}

static char *
get_shape (LtKind kind, const LtSourceColumn *columns, guint n)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, (const guchar *) lt_kind_get_name (kind), -1);
  for (guint i = 0; i < n; i++)
    {
      g_checksum_update (sum, (const guchar *) "\n", 1);
      g_checksum_update (sum, (const guchar *) columns[i].name, -1);
    }

  return g_strdup (g_checksum_get_string (sum));
}

static GKeyFile *
load (const char *path)
{
  GKeyFile *file = g_key_file_new ();

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);

  return file;
}

GStrv
lt_mapping_store_find (LtKind kind, const LtSourceColumn *columns, guint n)
{
  g_autofree char *path = get_path ();
  g_autoptr (GKeyFile) file = load (path);
  g_autofree char *shape = get_shape (kind, columns, n);

  return g_key_file_get_string_list (file, shape, "map", NULL, NULL);
}

/* The oldest of too many goes. */
static void
forget_oldest (GKeyFile *file)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; g_strv_length (groups + i) > MAX_SHAPES; i++)
    g_key_file_remove_group (file, groups[i], NULL);
}

void
lt_mapping_store_keep (LtKind kind, const LtSourceColumn *columns, guint n, const char *const *map)
{
  g_autofree char *path = get_path ();
  g_autoptr (GKeyFile) file = load (path);
  g_autofree char *shape = get_shape (kind, columns, n);

  g_key_file_remove_group (file, shape, NULL);
  g_key_file_set_string (file, shape, "kind", lt_kind_get_name (kind));
  g_key_file_set_string_list (file, shape, "map", map, g_strv_length ((GStrv) map));
  forget_oldest (file);
  g_mkdir_with_parents (lt_paths_get_user_config (), 0700);
  g_key_file_save_to_file (file, path, NULL);
}
