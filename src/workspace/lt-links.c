#include "config.h"

#include "lt-links.h"

static void
link_free (gpointer data)
{
  LtLink *link = data;

  g_free (link->table);
  g_free (link->column);
  g_free (link->object);
  g_free (link);
}

GPtrArray *
lt_links_read (LtStore *store, GError **error)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func (link_free);
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store,
                          "SELECT s.name, k.\"from\", k.\"table\" FROM sqlite_schema s, "
                          "pragma_foreign_key_list (s.name) k WHERE s.type = 'table' AND s.name NOT LIKE "
                          "'gpkg~_%' ESCAPE '~' AND s.name NOT LIKE 'lt~_journal%' ESCAPE '~' ORDER BY 1, 2",
                          error);
  int step = -1;

  while (statement != NULL && (step = lt_store_step (store, statement, error)) == 1)
    {
      LtLink *link = g_new0 (LtLink, 1);

      link->table = g_strdup (lt_statement_get_text (statement, 0));
      link->column = g_strdup (lt_statement_get_text (statement, 1));
      link->object = g_strdup (lt_statement_get_text (statement, 2));
      g_ptr_array_add (links, link);
    }
  return step == 0 ? g_steal_pointer (&links) : NULL;
}
