#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-paths.h"
#include "lt-rule-set.h"

#define SUFFIX ".json"

/* The person's own come first and win. */
static const char *
get_root (guint index)
{
  return index == 0 ? lt_paths_get_user_data () : lt_paths_get_data ();
}

static void
list_folder (const char *root, GHashTable *names)
{
  g_autofree char *folder = g_build_filename (root, "rules", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_suffix (name, SUFFIX))
        g_hash_table_add (names, g_strndup (name, strlen (name) - strlen (SUFFIX)));
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

GStrv
lt_rule_set_list (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;

  for (guint i = 0; i < 2; i++)
    list_folder (get_root (i), names);
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (list, g_strdup (name));
  g_ptr_array_sort (list, compare);
  g_ptr_array_add (list, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&list), FALSE);
}

static LtRuleSet *
fail_not_found (const char *name, GError **error)
{
  g_auto (GStrv) names = lt_rule_set_list ();
  g_autofree char *list = g_strjoinv (", ", names);

  g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND, _ ("There is no rule set “%s”: choose one of %s."), name,
               list);
  return NULL;
}

char *
lt_rule_set_get_own_folder (void)
{
  return g_build_filename (get_root (0), "rules", NULL);
}

char *
lt_rule_set_locate (const char *name, gboolean *own)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *file = g_strconcat (name, SUFFIX, NULL);
      g_autofree char *path = g_build_filename (get_root (i), "rules", file, NULL);

      if (own != NULL)
        *own = i == 0;
      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }
  return NULL;
}

LtRuleSet *
lt_rule_set_find (const char *name, GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  if (g_str_has_suffix (name, SUFFIX))
    return lt_rule_set_load (name, error);
  if (strchr (name, G_DIR_SEPARATOR) != NULL)
    return fail_not_found (name, error);
  path = lt_rule_set_locate (name, NULL);
  return path != NULL ? lt_rule_set_load (path, error) : fail_not_found (name, error);
}
