#include "config.h"

#include "lt-inserter.h"

#include <math.h>

#include "lt-insert-log.h"
#include "lt-rows.h"
#include "lt-search-index.h"

#define ROWS_A_STATEMENT 32

/* What a column of the feature table holds; a field's number otherwise. */
enum
{
  COLUMN_ID = -1,
  COLUMN_GEOMETRY = -2,
  COLUMN_EXTRA = -3,
};

/* A table that rows go to: they wait in the log and are bound from it. */
typedef struct
{
  const char *name;
  LtInsertLog *log;
  GByteArray *hashes; /* lt_insert_log_hash of each row in the log */
  guint n_columns;
  gint64 first_id; /* that it may give */
  gint64 last_id;
  gint64 taken_id; /* the last whose change was taken */
  guint n_waiting;
  gsize waiting;     /* where they begin in the log */
  sqlite3_stmt *one; /* the store's */
  sqlite3_stmt *many;
} Table;

struct _LtInserter
{
  LtStore *store;
  const LtField *fields;
  guint n_fields;
  GArray *columns; /* int */
  Table rows;
  Table links;        /* without a log: the kind has none */
  gint64 first_chain; /* of the links not taken */
  gint64 last_chain;
};

/* The store finds its statements by their text, which is long here: it is asked for them once. */
static sqlite3_stmt *
prepare_insert (LtStore *store, const char *table, guint n_columns, guint n_rows, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT INTO \"%s\" VALUES ", table);
  for (guint row = 0; row < n_rows; row++)
    {
      g_string_append (sql, row > 0 ? ", (" : "(");
      for (guint i = 0; i < n_columns; i++)
        g_string_append (sql, i > 0 ? ", ?" : "?");
      g_string_append_c (sql, ')');
    }
  return lt_store_prepare (store, sql->str, error);
}

static gboolean
find_last_id (Table *self, LtStore *store, const char *table, const char *key, GError **error)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT max (coalesce ((SELECT max (\"%s\") FROM \"%s\"), 0), "
                         "coalesce ((SELECT seq FROM sqlite_sequence WHERE name = '%s'), 0))",
                         key, table, table);

  if (!lt_store_get_int64 (store, sql, 0, &self->last_id, error))
    return FALSE;
  self->taken_id = self->last_id;
  self->first_id = self->last_id + 1;
  return TRUE;
}

static gboolean
table_init (Table *self,
            LtStore *store,
            const char *table,
            const char *key,
            guint index,
            guint n_columns,
            GError **error)
{
  self->name = table;
  self->n_columns = n_columns;
  self->log = lt_insert_log_new (table, n_columns, index);
  self->hashes = g_byte_array_new ();
  self->waiting = lt_insert_log_get_end (self->log);
  self->one = prepare_insert (store, table, n_columns, 1, error);
  self->many = self->one != NULL ? prepare_insert (store, table, n_columns, ROWS_A_STATEMENT, error) : NULL;
  return self->many != NULL && find_last_id (self, store, table, key, error);
}

/* --- what the tables are like --- */

static gboolean
find_column (LtInserter *self, LtKind kind, const char *name, int *column)
{
  int field = lt_fields_find (kind, name);

  if (g_str_equal (name, "fid"))
    *column = COLUMN_ID;
  else if (g_str_equal (name, "geom"))
    *column = COLUMN_GEOMETRY;
  else if (g_str_equal (name, "extra_json"))
    *column = COLUMN_EXTRA;
  else if (field >= 0 && self->fields[field].type != LT_FIELD_CHAINS)
    *column = field;
  else
    return FALSE;
  return TRUE;
}

/* -1: an error; 0: the table has others' columns; 1: all are ours. */
static int
find_columns (LtInserter *self, LtKind kind, guint *key, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (self->store, "SELECT name FROM pragma_table_xinfo (?) ORDER BY cid", error);
  int step = -1;
  int column;

  if (statement == NULL)
    return -1;
  lt_statement_bind_text (statement, 1, lt_kind_get_name (kind));
  while ((step = lt_store_step (self->store, statement, error)) == 1)
    {
      const char *name = lt_statement_get_text (statement, 0);

      if (name == NULL || !find_column (self, kind, name, &column))
        return 0;
      if (column == COLUMN_ID)
        *key = self->columns->len;
      g_array_append_val (self->columns, column);
    }
  return step == 0 ? 1 : -1;
}

static gboolean
links_are_ours (LtStore *store, const char *table, const char *column, gboolean *ours, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT group_concat (name) = 'id,%s,chain,position' FROM pragma_table_xinfo ('%s')", column, table);
  gint64 value;

  if (!lt_store_get_int64 (store, sql, 0, &value, error))
    return FALSE;
  *ours = value == 1;
  return TRUE;
}

static gboolean
furnish (LtInserter *self, LtKind kind, gboolean *ours, GError **error)
{
  const char *table, *column;
  guint key = 0;
  int found = find_columns (self, kind, &key, error);

  *ours = found == 1;
  if (found < 1)
    return found == 0;
  if (!table_init (&self->rows, self->store, lt_kind_get_name (kind), "fid", key, self->columns->len, error))
    return FALSE;
  if (!lt_rows_get_link (kind, &table, &column))
    return TRUE;
  return links_are_ours (self->store, table, column, ours, error)
         && (!*ours || table_init (&self->links, self->store, table, "id", 0, 4, error));
}

LtInserter *
lt_inserter_new (LtStore *store, LtKind kind, GError **error)
{
  g_autoptr (LtInserter) self = g_new0 (LtInserter, 1);
  gboolean ours;

  self->store = store;
  self->fields = lt_fields_get (kind, &self->n_fields);
  self->columns = g_array_new (FALSE, FALSE, sizeof (int));
  self->first_chain = G_MAXINT64;
  sqlite3_db_config (lt_store_get_db (store), SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
  return furnish (self, kind, &ours, error) && ours ? g_steal_pointer (&self) : NULL;
}

void
lt_inserter_free (LtInserter *self)
{
  if (self == NULL)
    return;
  sqlite3_db_config (lt_store_get_db (self->store), SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  g_clear_pointer (&self->rows.log, lt_insert_log_free);
  g_clear_pointer (&self->links.log, lt_insert_log_free);
  g_clear_pointer (&self->rows.hashes, g_byte_array_unref);
  g_clear_pointer (&self->links.hashes, g_byte_array_unref);
  g_array_unref (self->columns);
  g_free (self);
}

/* --- writing --- */

static void
bind_value (sqlite3_stmt *statement, int index, const LtLogValue *value)
{
  switch (value->type)
    {
    case LT_LOG_INTEGER:
      sqlite3_bind_int64 (statement, index, value->integer);
      break;
    case LT_LOG_REAL:
      sqlite3_bind_double (statement, index, value->real);
      break;
    case LT_LOG_TEXT:
      sqlite3_bind_text (statement, index, value->data, (int) value->length, SQLITE_STATIC);
      break;
    case LT_LOG_BLOB:
      sqlite3_bind_blob (statement, index, value->data, (int) value->length, SQLITE_STATIC);
      break;
    case LT_LOG_NULL: /* as the statement was left */
      break;
    }
}

static gboolean
write_rows (Table *self, LtStore *store, guint n, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = n == 1 ? self->one : self->many;
  gsize length;
  const guint8 *data = lt_insert_log_get_data (self->log, &length);
  const guint8 *at = data + self->waiting;
  int index = 1;

  for (guint row = 0; row < n; row++)
    {
      lt_insert_log_enter_row (&at);
      for (guint i = 0; i < self->n_columns; i++)
        {
          LtLogValue value;

          lt_insert_log_read (&at, &value);
          bind_value (statement, index++, &value);
        }
    }
  self->waiting = (gsize) (at - data);
  self->n_waiting -= n;
  return lt_store_run (store, statement, error);
}

/* Leaves `few` that make no whole statement. */
static gboolean
table_flush (Table *self, gboolean few, LtStore *store, GError **error)
{
  while (self->n_waiting >= ROWS_A_STATEMENT)
    {
      if (!write_rows (self, store, ROWS_A_STATEMENT, error))
        return FALSE;
    }
  while (!few && self->n_waiting > 0)
    {
      if (!write_rows (self, store, 1, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
lt_inserter_flush (LtInserter *self, GError **error)
{
  return table_flush (&self->rows, FALSE, self->store, error)
         && (self->links.log == NULL || table_flush (&self->links, FALSE, self->store, error));
}

static void
encode_field (const LtInserter *self, LtReadyRow *row, guint field)
{
  LtFieldType type = self->fields[field].type;
  const char *text;
  double number;

  if (type != LT_FIELD_INTEGER && type != LT_FIELD_NUMBER)
    {
      text = lt_record_get_text (row->record, field);
      lt_insert_log_add_text (row->values, text == NULL && type == LT_FIELD_DISTRICT ? row->district : text);
    }
  else if (!lt_record_get_number (row->record, field, &number))
    lt_insert_log_add_null (row->values);
  else if (type == LT_FIELD_INTEGER)
    lt_insert_log_add_integer (row->values, (gint64) llround (number));
  else
    lt_insert_log_add_real (row->values, number);
}

static void
encode_geometry (LtReadyRow *row)
{
  gsize length;
  gconstpointer data;

  if (row->blob == NULL)
    {
      lt_insert_log_add_null (row->values);
      return;
    }
  data = g_bytes_get_data (row->blob, &length);
  lt_insert_log_add_blob (row->values, data, length);
}

void
lt_inserter_encode (const LtInserter *self, LtReadyRow *row)
{
  lt_insert_log_clear (row->values);
  lt_insert_log_begin_row (row->values);
  for (guint i = 0; i < self->columns->len; i++)
    {
      int column = g_array_index (self->columns, int, i);

      if (column >= 0)
        encode_field (self, row, (guint) column);
      else if (column == COLUMN_EXTRA)
        lt_insert_log_add_text (row->values, lt_record_get_extra (row->record));
      else if (column == COLUMN_GEOMETRY)
        encode_geometry (row);
      else
        {
          row->id_at = lt_insert_log_get_end (row->values);
          lt_insert_log_add_integer (row->values, 0);
        }
    }
}

static void
note_hash (Table *self, gsize begin)
{
  guint8 hash[LT_INSERT_LOG_HASH];

  lt_insert_log_hash (self->log, begin, hash);
  g_byte_array_append (self->hashes, hash, sizeof hash);
}

static void
add_links (LtInserter *self, const LtReadyRow *row)
{
  for (guint i = 0; i < row->n_chains; i++)
    {
      gsize begin = lt_insert_log_get_end (self->links.log);

      lt_insert_log_begin_row (self->links.log);
      lt_insert_log_add_integer (self->links.log, ++self->links.last_id);
      lt_insert_log_add_integer (self->links.log, self->rows.last_id);
      lt_insert_log_add_integer (self->links.log, row->chains[i]);
      lt_insert_log_add_integer (self->links.log, i + 1);
      note_hash (&self->links, begin);
      self->links.n_waiting++;
      self->first_chain = MIN (self->first_chain, row->chains[i]);
      self->last_chain = MAX (self->last_chain, row->chains[i]);
    }
}

gboolean
lt_inserter_add (LtInserter *self, const LtReadyRow *row, GError **error)
{
  gsize begin = lt_insert_log_get_end (self->rows.log);

  lt_insert_log_append (self->rows.log, row->values);
  lt_insert_log_set_integer (self->rows.log, begin + row->id_at, ++self->rows.last_id);
  note_hash (&self->rows, begin);
  self->rows.n_waiting++;
  add_links (self, row);
  if (self->rows.n_waiting < ROWS_A_STATEMENT)
    return TRUE;
  return table_flush (&self->rows, TRUE, self->store, error)
         && (self->links.log == NULL || table_flush (&self->links, TRUE, self->store, error));
}

gint64
lt_inserter_get_last_id (LtInserter *self)
{
  return self->rows.last_id;
}

LtSearchFeed *
lt_inserter_make_feed (LtInserter *self)
{
  g_autofree guint8 *roles = g_new0 (guint8, self->columns->len);

  for (guint i = 0; i < self->columns->len; i++)
    {
      int column = g_array_index (self->columns, int, i);

      if (column == COLUMN_ID)
        roles[i] = LT_FEED_ID;
      else if (column >= 0 && lt_search_index_has_field (&self->fields[column]))
        roles[i] = LT_FEED_TEXT;
    }
  return lt_search_feed_new (roles, self->columns->len);
}

gboolean
lt_inserter_added (LtInserter *self, gint64 id)
{
  return id >= self->rows.first_id;
}

gboolean
lt_inserter_holds (LtInserter *self, gint64 id)
{
  return id > self->rows.taken_id;
}

void
lt_inserter_note_link (LtInserter *self, gint64 id)
{
  self->links.last_id = MAX (self->links.last_id, id);
}

guint
lt_inserter_get_n_rows (LtInserter *self)
{
  return lt_insert_log_get_n_rows (self->rows.log);
}

gsize
lt_inserter_get_n_bytes (LtInserter *self)
{
  return lt_insert_log_get_end (self->rows.log);
}

static void
note_range (LtInserted *inserted, const char *object, gint64 first, gint64 last)
{
  inserted->ranges[inserted->n_ranges++] = (LtObjectRange){ object, first, last };
}

static void
take_section (Table *self, GByteArray *all, LtInserted *inserted)
{
  gsize length;
  gconstpointer data;

  g_assert (self->n_waiting == 0);
  if (self->log == NULL || lt_insert_log_get_n_rows (self->log) == 0)
    return;
  data = lt_insert_log_get_data (self->log, &length);
  inserted->rows[inserted->n_rows++] = (LtInsertedRows){ self->name, self->n_columns, self->taken_id + 1,
                                                         self->last_id, self->hashes->data };
  note_range (inserted, self->name, self->taken_id + 1, self->last_id);
  g_byte_array_append (all, data, (guint) length);
  lt_insert_log_clear (self->log);
  g_byte_array_set_size (self->hashes, 0);
  self->waiting = lt_insert_log_get_end (self->log);
  self->taken_id = self->last_id;
}

/* A link belongs to its row, which is in it, and to its chain. */
GByteArray *
lt_inserter_take_changeset (LtInserter *self, LtInserted *inserted)
{
  GByteArray *all = g_byte_array_new ();

  *inserted = (LtInserted){ 0 };
  take_section (&self->rows, all, inserted);
  take_section (&self->links, all, inserted);
  if (self->last_chain > 0)
    note_range (inserted, "chains", self->first_chain, self->last_chain);
  self->first_chain = G_MAXINT64;
  self->last_chain = 0;
  return all;
}
