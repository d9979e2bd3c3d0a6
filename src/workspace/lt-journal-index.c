#include "config.h"

#include "lt-journal-index.h"

#include <string.h>

#include "lt-links.h"

/* What a column of the table being read tells: which object a row belongs to. */
typedef struct
{
  int column;
  const char *object;
  char *sql; /* the value in the table, for a change that leaves it out */
} Owner;

typedef struct
{
  gint64 first;
  gint64 last;
} Range;

typedef struct
{
  LtStore *store;
  GPtrArray *links;
  GHashTable *ranges; /* object → Range */
  char *table;
  int key; /* column of the table's integer key, or -1 */
  GArray *owners;
} Index;

static void
clear_owner (gpointer data)
{
  g_free (((Owner *) data)->sql);
}

static gboolean
index_init (Index *self, LtStore *store, GError **error)
{
  self->store = store;
  self->ranges = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->owners = g_array_new (FALSE, FALSE, sizeof (Owner));
  g_array_set_clear_func (self->owners, clear_owner);
  self->links = lt_links_read (store, error);
  return self->links != NULL;
}

static void
index_clear (Index *self)
{
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_clear_pointer (&self->ranges, g_hash_table_unref);
  g_clear_pointer (&self->owners, g_array_unref);
  g_clear_pointer (&self->table, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Index, index_clear)

static void
add_owner (Index *self, const char *column, int position)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      const LtLink *link = g_ptr_array_index (self->links, i);
      Owner owner = { position, link->object, NULL };

      if (strcmp (link->table, self->table) != 0 || g_ascii_strcasecmp (link->column, column) != 0)
        continue;
      owner.sql = g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE rowid = ?", link->column, self->table);
      g_array_append_val (self->owners, owner);
    }
}

static gboolean
turn_to_table (Index *self, const char *table, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int step = -1;

  if (g_strcmp0 (table, self->table) == 0)
    return TRUE;
  g_free (self->table);
  self->table = g_strdup (table);
  self->key = -1;
  g_array_set_size (self->owners, 0);
  statement = lt_store_prepare (self->store, "SELECT cid, name, pk FROM pragma_table_info (?)", error);
  if (statement == NULL)
    return FALSE;
  lt_statement_bind_text (statement, 1, self->table);
  while ((step = lt_store_step (self->store, statement, error)) == 1)
    {
      int column = sqlite3_column_int (statement, 0);

      if (sqlite3_column_int (statement, 2) == 1)
        self->key = column;
      add_owner (self, (const char *) sqlite3_column_text (statement, 1), column);
    }
  return step == 0;
}

static void
note (Index *self, const char *object, gint64 key)
{
  Range *range = g_hash_table_lookup (self->ranges, object);

  if (range == NULL)
    {
      range = g_new (Range, 1);
      *range = (Range){ key, key };
      g_hash_table_insert (self->ranges, g_strdup (object), range);
    }
  range->first = MIN (range->first, key);
  range->last = MAX (range->last, key);
}

/* FALSE when the change does not tell the column's value. */
static gboolean
read_value (sqlite3_changeset_iter *iterator, int operation, int column, gint64 *value)
{
  sqlite3_value *found = NULL;
  int code = operation == SQLITE_INSERT ? sqlite3changeset_new (iterator, column, &found)
                                        : sqlite3changeset_old (iterator, column, &found);

  if (code != SQLITE_OK || found == NULL || sqlite3_value_type (found) != SQLITE_INTEGER)
    return FALSE;
  *value = sqlite3_value_int64 (found);
  return TRUE;
}

static gboolean
look_up_owner (Index *self, const Owner *owner, gint64 key, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (self->store, owner->sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key);
  step = lt_store_step (self->store, statement, error);
  if (step == 1 && sqlite3_column_type (statement, 0) == SQLITE_INTEGER)
    note (self, owner->object, sqlite3_column_int64 (statement, 0));
  return step >= 0;
}

static gboolean
add_change (Index *self, sqlite3_changeset_iter *iterator, GError **error)
{
  const char *table;
  int columns, operation, indirect;
  gint64 key = 0, value;

  sqlite3changeset_op (iterator, &table, &columns, &operation, &indirect);
  if (!turn_to_table (self, table, error))
    return FALSE;
  if (self->key < 0 || self->key >= columns || !read_value (iterator, operation, self->key, &key))
    return TRUE;
  note (self, table, key);
  for (guint i = 0; i < self->owners->len; i++)
    {
      const Owner *owner = &g_array_index (self->owners, Owner, i);

      if (owner->column < columns && read_value (iterator, operation, owner->column, &value))
        note (self, owner->object, value);
      else if (!look_up_owner (self, owner, key, error))
        return FALSE;
      if (operation == SQLITE_UPDATE && owner->column < columns
          && read_value (iterator, SQLITE_INSERT, owner->column, &value))
        note (self, owner->object, value);
    }
  return TRUE;
}

gboolean
lt_journal_index_add_ranges (
    LtStore *store, gint64 changes, const LtObjectRange *ranges, guint n, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (
      store, "INSERT INTO lt_journal_objects (changes, object, first, last) VALUES (?, ?, ?, ?)", error);

  for (guint i = 0; statement != NULL && i < n; i++)
    {
      sqlite3_bind_int64 (statement, 1, changes);
      lt_statement_bind_text (statement, 2, ranges[i].object);
      sqlite3_bind_int64 (statement, 3, ranges[i].first);
      sqlite3_bind_int64 (statement, 4, ranges[i].last);
      if (!lt_store_run (store, statement, error))
        return FALSE;
    }
  return statement != NULL;
}

static gboolean
store_ranges (Index *self, gint64 changes, GError **error)
{
  GHashTableIter iter;
  gpointer object, data;

  g_hash_table_iter_init (&iter, self->ranges);
  while (g_hash_table_iter_next (&iter, &object, &data))
    {
      const Range *range = data;
      LtObjectRange one = { object, range->first, range->last };

      if (!lt_journal_index_add_ranges (self->store, changes, &one, 1, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
lt_journal_index_add (LtStore *store, gint64 changes, const void *changeset, int length, GError **error)
{
  g_auto (Index) index = { 0 };
  sqlite3_changeset_iter *iterator = NULL;
  int code = sqlite3changeset_start (&iterator, length, (void *) changeset);
  gboolean ok = code == SQLITE_OK && index_init (&index, store, error);

  while (ok && (code = sqlite3changeset_next (iterator)) == SQLITE_ROW)
    ok = add_change (&index, iterator, error);
  sqlite3changeset_finalize (iterator);
  if (code != SQLITE_DONE && (error == NULL || *error == NULL))
    return lt_store_fail (store, code, error);
  return ok && store_ranges (&index, changes, error);
}

gboolean
lt_journal_index_complete (LtStore *store, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store,
                          "SELECT id, changeset FROM lt_journal_changes WHERE id NOT IN "
                          "(SELECT changes FROM lt_journal_objects)",
                          error);
  int step = -1;

  while (statement != NULL && (step = lt_store_step (store, statement, error)) == 1)
    {
      if (!lt_journal_index_add (store, sqlite3_column_int64 (statement, 0),
                                 sqlite3_column_blob (statement, 1), sqlite3_column_bytes (statement, 1),
                                 error))
        return FALSE;
    }
  return step == 0;
}
