#include "config.h"

#include "lt-journal-inserted.h"

#include "lt-hash.h"
#include "lt-insert-log.h"

gboolean
lt_journal_inserted_add (LtStore *store, gint64 changes, const LtInserted *inserted, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store,
                          "INSERT INTO lt_journal_inserted (changes, name, columns, first, last, digest) "
                          "VALUES (?, ?, ?, ?, ?, ?)",
                          error);

  for (guint i = 0; statement != NULL && i < inserted->n_rows; i++)
    {
      const LtInsertedRows *rows = &inserted->rows[i];

      sqlite3_bind_int64 (statement, 1, changes);
      lt_statement_bind_text (statement, 2, rows->table);
      sqlite3_bind_int64 (statement, 3, rows->n_columns);
      sqlite3_bind_int64 (statement, 4, rows->first);
      sqlite3_bind_int64 (statement, 5, rows->last);
      sqlite3_bind_int64 (statement, 6, (gint64) rows->digest);
      if (!lt_store_run (store, statement, error))
        return FALSE;
    }
  return statement != NULL
         && lt_journal_index_add_ranges (store, changes, inserted->ranges, inserted->n_ranges, error);
}

/* --- writing out --- */

gboolean
lt_journal_inserted_find_key (LtStore *store, const char *table, int *key, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store, "SELECT cid FROM pragma_table_info (?) WHERE pk = 1", error);
  int step;

  if (statement == NULL)
    return FALSE;
  lt_statement_bind_text (statement, 1, table);
  step = lt_store_step (store, statement, error);
  *key = step == 1 ? sqlite3_column_int (statement, 0) : -1;
  return step >= 0;
}

static gboolean
read_rows (LtStore *store, const LtInsertedRows *rows, LtInsertLog *log, GError **error)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT * FROM \"%s\" WHERE rowid BETWEEN ? AND ? ORDER BY rowid", rows->table);
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (store, sql, error);
  int step = -1;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, rows->first);
  sqlite3_bind_int64 (statement, 2, rows->last);
  while ((step = lt_store_step (store, statement, error)) == 1)
    {
      lt_insert_log_begin_row (log);
      for (guint i = 0; i < rows->n_columns; i++)
        lt_insert_log_add_value (log, sqlite3_column_value (statement, (int) i));
    }
  return step == 0;
}

static gboolean
append_section (
    LtStore *store, const LtInsertedRows *rows, GByteArray *changeset, gboolean *same, GError **error)
{
  g_autoptr (LtInsertLog) log = NULL;
  gconstpointer data;
  gsize length;
  int key;

  if (!lt_journal_inserted_find_key (store, rows->table, &key, error))
    return FALSE;
  log = lt_insert_log_new (rows->table, rows->n_columns, (guint) MAX (key, 0));
  if (!read_rows (store, rows, log, error))
    return FALSE;
  data = lt_insert_log_get_data (log, &length);
  *same = lt_hash_bytes (data, length) == rows->digest;
  if (*same)
    g_byte_array_append (changeset, data, (guint) length);
  return TRUE;
}

/* NULL where rows are not the same any more, or with an error. Returns: (transfer full). */
static GByteArray *
make_changeset (LtStore *store, gint64 changes, gboolean *same, GError **error)
{
  g_autoptr (GByteArray) changeset = g_byte_array_new ();
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (
      store,
      "SELECT name, columns, first, last, digest FROM lt_journal_inserted WHERE changes = ? ORDER BY id",
      error);
  int step = -1;

  *same = TRUE;
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, changes);
  while ((step = lt_store_step (store, statement, error)) == 1)
    {
      LtInsertedRows rows = { lt_statement_get_text (statement, 0), (guint) sqlite3_column_int (statement, 1),
                              sqlite3_column_int64 (statement, 2), sqlite3_column_int64 (statement, 3),
                              (guint64) sqlite3_column_int64 (statement, 4) };

      if (!append_section (store, &rows, changeset, same, error) || !*same)
        return NULL;
    }
  return step == 0 ? g_steal_pointer (&changeset) : NULL;
}

static gboolean
write_out (LtStore *store, gint64 changes, gboolean *same, GError **error)
{
  g_autoptr (GByteArray) changeset = make_changeset (store, changes, same, error);
  g_autoptr (sqlite3_stmt) update = NULL;
  g_autoptr (sqlite3_stmt) forget = NULL;

  if (changeset == NULL)
    return !*same;
  update = lt_store_prepare (store, "UPDATE lt_journal_changes SET changeset = ? WHERE id = ?", error);
  forget = update != NULL
               ? lt_store_prepare (store, "DELETE FROM lt_journal_inserted WHERE changes = ?", error)
               : NULL;
  if (forget == NULL)
    return FALSE;
  sqlite3_bind_blob (update, 1, changeset->data, (int) changeset->len, SQLITE_STATIC);
  sqlite3_bind_int64 (update, 2, changes);
  sqlite3_bind_int64 (forget, 1, changes);
  return lt_store_run (store, update, error) && lt_store_run (store, forget, error);
}

/* 0: none. */
static gboolean
find_changes (LtStore *store, gint64 step, const char *table, gint64 id, gint64 *changes, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store,
                          "SELECT changes FROM lt_journal_inserted WHERE changes IN (SELECT id FROM "
                          "lt_journal_changes WHERE step = ?1) AND (?2 IS NULL OR name = ?2 AND ?3 BETWEEN "
                          "first AND last) LIMIT 1",
                          error);
  int found;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, step);
  lt_statement_bind_text (statement, 2, table);
  sqlite3_bind_int64 (statement, 3, id);
  found = lt_store_step (store, statement, error);
  *changes = found == 1 ? sqlite3_column_int64 (statement, 0) : 0;
  return found >= 0;
}

gboolean
lt_journal_inserted_write_out (LtStore *store, gint64 step, gboolean *same, GError **error)
{
  gint64 changes;

  *same = TRUE;
  while (*same)
    {
      if (!find_changes (store, step, NULL, 0, &changes, error))
        return FALSE;
      if (changes == 0)
        return TRUE;
      if (!write_out (store, changes, same, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
lt_journal_inserted_write_out_row (
    LtStore *store, gint64 step, const char *table, gint64 id, gboolean *same, GError **error)
{
  gint64 changes;

  *same = TRUE;
  return find_changes (store, step, table, id, &changes, error)
         && (changes == 0 || write_out (store, changes, same, error));
}
