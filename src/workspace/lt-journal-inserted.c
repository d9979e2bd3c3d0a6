#include "config.h"

#include "lt-journal-inserted.h"

#include <string.h>

#include "lt-insert-log.h"

gboolean
lt_journal_inserted_add (LtStore *store, gint64 changes, const LtInserted *inserted, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store,
                          "INSERT INTO lt_journal_inserted (changes, name, columns, first, last, hashes) "
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
      sqlite3_bind_blob (statement, 6, rows->hashes,
                         (int) (LT_INSERT_LOG_HASH * (rows->last - rows->first + 1)), SQLITE_STATIC);
      if (!lt_store_run (store, statement, error))
        return FALSE;
    }
  return statement != NULL
         && lt_journal_index_add_ranges (store, changes, inserted->ranges, inserted->n_ranges, error);
}

/* --- writing out --- */

/* How many columns a table has, 0 where there is none, and which is its integer key, -1: none. */
static gboolean
look_at_table (LtStore *store, const char *table, gint64 *n_columns, int *key, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (
      store, "SELECT count (*), max (iif (pk = 1, cid, -1)) FROM pragma_table_info (?)", error);

  if (statement == NULL)
    return FALSE;
  lt_statement_bind_text (statement, 1, table);
  if (lt_store_step (store, statement, error) != 1)
    return FALSE;
  *n_columns = sqlite3_column_int64 (statement, 0);
  *key = *n_columns > 0 ? sqlite3_column_int (statement, 1) : -1;
  return TRUE;
}

sqlite3_stmt *
lt_journal_inserted_select (LtStore *store, gint64 changes, GError **error)
{
  sqlite3_stmt *statement = lt_store_prepare (
      store,
      "SELECT name, columns, first, last, hashes FROM lt_journal_inserted WHERE changes = ? ORDER BY id",
      error);

  if (statement != NULL)
    sqlite3_bind_int64 (statement, 1, changes);
  return statement;
}

gboolean
lt_journal_inserted_read (
    LtStore *store, sqlite3_stmt *select, LtInsertedRows *rows, int *key, GError **error)
{
  gint64 n_columns = sqlite3_column_int64 (select, 1), present;
  int size = sqlite3_column_bytes (select, 4);

  *rows = (LtInsertedRows){ lt_statement_get_text (select, 0), (guint) n_columns,
                            sqlite3_column_int64 (select, 2), sqlite3_column_int64 (select, 3),
                            sqlite3_column_blob (select, 4) };
  if (!look_at_table (store, rows->table, &present, key, error))
    return FALSE;
  if (n_columns > 0 && n_columns <= present && *key >= 0 && rows->first <= rows->last
      && rows->last - rows->first == size / LT_INSERT_LOG_HASH - 1)
    return TRUE;
  return lt_store_fail (store, SQLITE_CORRUPT, error);
}

/* What is read must be what was inserted, row by row. */
static gboolean
read_rows (LtStore *store, const LtInsertedRows *rows, LtInsertLog *log, gboolean *same, GError **error)
{
  char *sql
      = sqlite3_mprintf ("SELECT * FROM \"%w\" WHERE rowid BETWEEN ? AND ? ORDER BY rowid", rows->table);
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (store, sql, error);
  gint64 n = 0, all = rows->last - rows->first + 1;
  int step = -1;

  sqlite3_free (sql);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, rows->first);
  sqlite3_bind_int64 (statement, 2, rows->last);
  *same = TRUE;
  while (*same && (step = lt_store_step (store, statement, error)) == 1)
    {
      gsize begin = lt_insert_log_get_end (log);
      guint8 hash[LT_INSERT_LOG_HASH];

      lt_insert_log_begin_row (log);
      for (guint i = 0; i < rows->n_columns; i++)
        lt_insert_log_add_value (log, sqlite3_column_value (statement, (int) i));
      lt_insert_log_hash (log, begin, hash);
      *same = n < all && memcmp (hash, rows->hashes + LT_INSERT_LOG_HASH * n, sizeof hash) == 0;
      n++;
    }
  *same = *same && n == all;
  return step >= 0;
}

static gboolean
append_section (LtStore *store,
                const LtInsertedRows *rows,
                int key,
                GByteArray *changeset,
                gboolean *same,
                GError **error)
{
  g_autoptr (LtInsertLog) log = lt_insert_log_new (rows->table, rows->n_columns, (guint) key);
  gconstpointer data;
  gsize length;

  if (!read_rows (store, rows, log, same, error))
    return FALSE;
  data = lt_insert_log_get_data (log, &length);
  g_byte_array_append (changeset, data, (guint) length);
  return TRUE;
}

/* NULL where rows are not the same any more, or with an error. Returns: (transfer full). */
static GByteArray *
make_changeset (LtStore *store, gint64 changes, gboolean *same, GError **error)
{
  g_autoptr (GByteArray) changeset = g_byte_array_new ();
  g_autoptr (sqlite3_stmt) statement = lt_journal_inserted_select (store, changes, error);
  LtInsertedRows rows;
  int step = -1, key;

  *same = TRUE;
  while (statement != NULL && (step = lt_store_step (store, statement, error)) == 1)
    {
      if (!lt_journal_inserted_read (store, statement, &rows, &key, error)
          || !append_section (store, &rows, key, changeset, same, error) || !*same)
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
find_changes (LtStore *store, gint64 step, gint64 *changes, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store,
                          "SELECT changes FROM lt_journal_inserted WHERE changes IN (SELECT id FROM "
                          "lt_journal_changes WHERE step = ?) LIMIT 1",
                          error);
  int found;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, step);
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
      if (!find_changes (store, step, &changes, error))
        return FALSE;
      if (changes == 0)
        return TRUE;
      if (!write_out (store, changes, same, error))
        return FALSE;
    }
  return TRUE;
}
