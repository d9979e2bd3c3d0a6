#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-history-private.h"
#include "lt-insert-log.h"
#include "lt-journal-inserted.h"

/* A row as it was inserted: as it is today, with what was changed since turned back. */
typedef struct
{
  LtStore *store;
  gint64 changes;      /* the changeset that inserted it */
  LtInsertedRows rows; /* it is one of */
  int key;
  gint64 id;
  GPtrArray *values; /* sqlite3_value, NULL: missing */
} Row;

static void
free_value (gpointer data)
{
  sqlite3_value_free (data);
}

static void
set_value (Row *self, guint column, sqlite3_value *value)
{
  sqlite3_value_free (self->values->pdata[column]);
  self->values->pdata[column] = sqlite3_value_dup (value);
}

static gboolean
read_present (Row *self, GError **error)
{
  char *sql = sqlite3_mprintf ("SELECT * FROM \"%w\" WHERE rowid = ?", self->rows.table);
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (self->store, sql, error);
  int step;

  sqlite3_free (sql);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->id);
  step = lt_store_step (self->store, statement, error);
  for (guint i = 0; step == 1 && i < self->rows.n_columns; i++)
    set_value (self, i, sqlite3_column_value (statement, (int) i));
  return step >= 0;
}

/* An update tells only of what it changed. */
static void
turn_back (Row *self, sqlite3_changeset_iter *iterator)
{
  const char *table;
  int columns, operation, indirect;
  sqlite3_value *key = NULL;

  if (sqlite3changeset_op (iterator, &table, &columns, &operation, &indirect) != SQLITE_OK
      || operation == SQLITE_INSERT || !g_str_equal (table, self->rows.table) || self->key >= columns
      || sqlite3changeset_old (iterator, self->key, &key) != SQLITE_OK || key == NULL
      || sqlite3_value_int64 (key) != self->id)
    return;
  for (guint i = 0; i < MIN (self->rows.n_columns, (guint) columns); i++)
    {
      sqlite3_value *old = NULL;

      if (sqlite3changeset_old (iterator, (int) i, &old) == SQLITE_OK && old != NULL)
        set_value (self, i, old);
    }
}

static gboolean
turn_back_changeset (Row *self, const void *changeset, int length, GError **error)
{
  sqlite3_changeset_iter *iterator = NULL;
  int code = sqlite3changeset_start (&iterator, length, (void *) changeset);

  while (code == SQLITE_OK && (code = sqlite3changeset_next (iterator)) == SQLITE_ROW)
    {
      turn_back (self, iterator);
      code = SQLITE_OK;
    }
  sqlite3changeset_finalize (iterator);
  return code == SQLITE_DONE || lt_store_fail (self->store, code, error);
}

/* The first change since tells what was before it, also if it was undone: so it comes last. */
static gboolean
turn_all_back (Row *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (self->store,
                          "SELECT changeset FROM lt_journal_changes WHERE id > ?1 AND id IN (SELECT changes "
                          "FROM lt_journal_objects WHERE object = ?2 AND first <= ?3 AND last >= ?3) "
                          "ORDER BY id DESC",
                          error);
  int step = -1;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->changes);
  lt_statement_bind_text (statement, 2, self->rows.table);
  sqlite3_bind_int64 (statement, 3, self->id);
  while ((step = lt_store_step (self->store, statement, error)) == 1)
    {
      if (!turn_back_changeset (self, sqlite3_column_blob (statement, 0), sqlite3_column_bytes (statement, 0),
                                error))
        return FALSE;
    }
  return step == 0;
}

static gboolean
log_row (Row *self, LtInsertLog *log, GError **error)
{
  g_ptr_array_set_size (self->values, 0);
  g_ptr_array_set_size (self->values, (int) self->rows.n_columns);
  if (!read_present (self, error) || !turn_all_back (self, error))
    return FALSE;
  lt_insert_log_clear (log);
  lt_insert_log_begin_row (log);
  for (guint i = 0; i < self->values->len; i++)
    lt_insert_log_add_value (log, self->values->pdata[i]);
  return TRUE;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

/* Of a table, the rows from first to last that are the object or hang on it. Returns: (transfer full). */
static GArray *
list_rows (LtHistoryObject *self, const char *table, gint64 first, gint64 last)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *prefix = g_strdup_printf ("%s ", table);
  GHashTableIter iter;
  gpointer name;

  if (g_str_equal (table, self->table) && self->id >= first && self->id <= last)
    g_array_append_val (ids, self->id);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      gint64 id = g_str_has_prefix (name, prefix)
                      ? g_ascii_strtoll ((const char *) name + strlen (prefix), NULL, 10)
                      : 0;

      if (id >= first && id <= last)
        g_array_append_val (ids, id);
    }
  g_array_sort (ids, compare_ids);
  return ids;
}

static void
note_other_program (GPtrArray *changes)
{
  LtStepChange *change = g_new0 (LtStepChange, 1);

  change->kind = LT_CHANGE_ADDED;
  change->field = g_strdup ("row");
  change->title = g_strdup (_ ("Values"));
  change->to = g_strdup (_ ("not known any more, since another program has changed the row"));
  g_ptr_array_add (changes, change);
}

static gboolean
add_section (LtHistoryObject *self, Row *row, GByteArray *changeset, GPtrArray *changes, GError **error)
{
  const LtInsertedRows *rows = &row->rows;
  g_autoptr (GArray) ids = list_rows (self, rows->table, rows->first, rows->last);
  g_autoptr (LtInsertLog) all = lt_insert_log_new (rows->table, rows->n_columns, (guint) row->key);
  g_autoptr (LtInsertLog) one = lt_insert_log_new_loose ();
  gconstpointer data;
  gsize length;

  for (guint i = 0; i < ids->len; i++)
    {
      guint8 hash[LT_INSERT_LOG_HASH];

      row->id = g_array_index (ids, gint64, i);
      if (!log_row (row, one, error))
        return FALSE;
      lt_insert_log_hash (one, 0, hash);
      if (memcmp (hash, rows->hashes + LT_INSERT_LOG_HASH * (row->id - rows->first), sizeof hash) == 0)
        lt_insert_log_append (all, one);
      else
        note_other_program (changes);
    }
  data = lt_insert_log_get_data (all, &length);
  g_byte_array_append (changeset, data, (guint) length);
  return TRUE;
}

GByteArray *
lt_history_make_inserted (LtHistoryObject *self, gint64 id, GPtrArray *changes, GError **error)
{
  g_autoptr (GByteArray) changeset = g_byte_array_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (free_value);
  g_autoptr (sqlite3_stmt) statement = lt_journal_inserted_select (self->store, id, error);
  Row row = { .store = self->store, .changes = id, .values = values };
  int step = -1;

  while (statement != NULL && (step = lt_store_step (self->store, statement, error)) == 1)
    {
      if (!lt_journal_inserted_read (self->store, statement, &row.rows, &row.key, error)
          || !add_section (self, &row, changeset, changes, error))
        return NULL;
    }
  return step == 0 ? g_steal_pointer (&changeset) : NULL;
}
