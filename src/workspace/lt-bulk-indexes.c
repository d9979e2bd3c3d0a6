#include "config.h"

#include "lt-bulk-indexes.h"

static gboolean
list (LtStore *store, const char *table, GPtrArray *names, GPtrArray *statements, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store,
                          "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND "
                          "lower (tbl_name) = lower (?) AND sql NOT NULL ORDER BY rowid",
                          error);
  int step = -1;

  if (statement == NULL)
    return FALSE;
  lt_statement_bind_text (statement, 1, table);
  while ((step = lt_store_step (store, statement, error)) == 1)
    {
      g_ptr_array_add (names, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
      g_ptr_array_add (statements, g_strdup ((const char *) sqlite3_column_text (statement, 1)));
    }
  return step == 0;
}

gboolean
lt_bulk_indexes_drop (LtStore *store, const char *table, GPtrArray *statements, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (!list (store, table, names, statements, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      char *sql = sqlite3_mprintf ("DROP INDEX \"%w\"", g_ptr_array_index (names, i));
      gboolean ok = lt_store_exec (store, sql, error);

      sqlite3_free (sql);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

gboolean
lt_bulk_indexes_restore (LtStore *store, GPtrArray *statements, GError **error)
{
  gboolean ok = lt_store_set_sorting (store, TRUE, error);

  for (guint i = 0; ok && i < statements->len; i++)
    ok = lt_store_exec (store, g_ptr_array_index (statements, i), error);
  g_ptr_array_set_size (statements, 0);
  return lt_store_set_sorting (store, FALSE, ok ? error : NULL) && ok;
}
