#include "config.h"

#include "lt-row-stream.h"

#include <string.h>

#include "lt-query.h"
#include "lt-rows.h"
#include "lt-table-rows.h"
#include "lt-workspace-private.h"

struct _LtRowStream
{
  LtStore *store;
  LtKind kind;
  GArray *ids; /* (nullable): all in order of entry */
  guint next;  /* in `ids` */
  guint n_rows;
  gboolean with_extras;
  LtExtras *extras;
  sqlite3_stmt *statement;
};

void
lt_row_stream_free (LtRowStream *self)
{
  sqlite3_finalize (self->statement);
  lt_store_rollback (self->store);
  lt_store_close (self->store);
  g_clear_pointer (&self->ids, g_array_unref);
  lt_extras_free (self->extras);
  g_free (self);
}

/* Columns are known before the first row is given out. */
static gboolean
find_extras (LtRowStream *self, GError **error)
{
  g_autofree char *list = lt_rows_columns (self->store, self->kind, error);
  g_autofree char *sql = NULL;
  sqlite3_stmt *statement;
  int step = -1;

  if (list == NULL)
    return FALSE;
  if (strstr (list, "\"extra_json\"") == NULL)
    return TRUE;
  sql = g_strdup_printf ("SELECT extra_json FROM \"%s\" WHERE extra_json IS NOT NULL ORDER BY fid",
                         lt_kind_get_name (self->kind));
  statement = lt_store_prepare_once (self->store, sql, error);
  while (statement != NULL && (step = lt_store_step (self->store, statement, error)) == 1)
    lt_extras_read (self->extras, lt_statement_get_text (statement, 0));
  sqlite3_finalize (statement);
  return step == 0;
}

/* From the rows themselves: a last column but one. */
static gboolean
find_table_extras (LtRowStream *self, GError **error)
{
  int column = sqlite3_column_count (self->statement) - 2;
  int step;

  while ((step = lt_store_step (self->store, self->statement, error)) == 1)
    lt_extras_read (self->extras, lt_statement_get_text (self->statement, column));
  sqlite3_reset (self->statement);
  return step == 0;
}

static gboolean
prepare_table (LtRowStream *self, const LtFilter *filter, GError **error)
{
  g_autofree char *sql = lt_table_rows_select (self->store, filter, error);
  g_autofree char *count_sql = g_strdup_printf ("SELECT count (*) FROM (%s)", sql);
  g_autoptr (sqlite3_stmt) count = sql != NULL ? lt_store_prepare (self->store, count_sql, error) : NULL;

  if (count == NULL)
    return FALSE;
  lt_table_rows_bind (count, filter);
  if (lt_store_step (self->store, count, error) != 1)
    return FALSE;
  self->n_rows = (guint) sqlite3_column_int64 (count, 0);
  self->statement = lt_store_prepare_once (self->store, sql, error);
  if (self->statement == NULL)
    return FALSE;
  lt_table_rows_bind (self->statement, filter);
  return !self->with_extras || find_table_extras (self, error);
}

static gboolean
count_rows (LtRowStream *self, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\"", lt_kind_get_name (self->kind));
  gint64 n;

  if (self->ids != NULL)
    {
      self->n_rows = self->ids->len;
      return TRUE;
    }
  if (!lt_store_get_int64 (self->store, sql, 0, &n, error))
    return FALSE;
  self->n_rows = (guint) n;
  return TRUE;
}

static gboolean
prepare (LtRowStream *self, GError **error)
{
  g_autofree char *columns = lt_rows_columns (self->store, self->kind, error);
  g_autofree char *sql = NULL;

  if (columns == NULL)
    return FALSE;
  sql = g_strdup_printf ("SELECT %s FROM \"%s\" %s", columns, lt_kind_get_name (self->kind),
                         self->ids != NULL ? "WHERE fid = ?1" : "ORDER BY fid");
  self->statement = lt_store_prepare_once (self->store, sql, error);
  return self->statement != NULL;
}

static gboolean
is_plain (const LtFilter *filter)
{
  return filter->chain == 0 && filter->district == NULL && filter->sort == NULL && !filter->descending
         && (filter->text == NULL || filter->text[0] == '\0');
}

static gboolean
start (LtRowStream *self, const LtFilter *filter, const GArray *ids, gboolean with_extras, GError **error)
{
  if (!lt_store_begin (self->store, FALSE, error))
    return FALSE;
  self->with_extras = with_extras;
  if (self->kind >= LT_N_KINDS)
    return prepare_table (self, filter, error);
  if (ids != NULL)
    self->ids = g_array_append_vals (g_array_sized_new (FALSE, FALSE, sizeof (gint64), ids->len), ids->data,
                                     ids->len);
  else if (!is_plain (filter) && (self->ids = lt_query_find (self->store, filter, error)) == NULL)
    return FALSE;
  if (with_extras && !find_extras (self, error))
    return FALSE;
  return count_rows (self, error) && prepare (self, error);
}

LtRowStream *
lt_row_stream_new (LtWorkspace *workspace,
                   const LtFilter *filter,
                   const GArray *ids,
                   gboolean with_extras,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (LtRowStream) self = NULL;
  LtStore *store;

  g_return_val_if_fail (LT_IS_WORKSPACE (workspace) && filter != NULL, NULL);

  store = lt_workspace_open_reader (workspace, error);
  if (store == NULL)
    return NULL;
  lt_store_set_cancellable (store, cancellable);
  self = g_new0 (LtRowStream, 1);
  self->store = store;
  self->kind = filter->kind;
  self->extras = lt_extras_new ();
  return start (self, filter, ids, with_extras, error) ? g_steal_pointer (&self) : NULL;
}

guint
lt_row_stream_get_n_rows (LtRowStream *self)
{
  return self->n_rows;
}

LtExtras *
lt_row_stream_get_extras (LtRowStream *self)
{
  return self->extras;
}

/* 1: a row, as from lt_store_step. */
static int
step_on (LtRowStream *self, GError **error)
{
  if (self->ids == NULL)
    return lt_store_step (self->store, self->statement, error);

  while (self->next < self->ids->len)
    {
      int step;

      sqlite3_reset (self->statement);
      sqlite3_bind_int64 (self->statement, 1, g_array_index (self->ids, gint64, self->next++));
      step = lt_store_step (self->store, self->statement, error);
      if (step != 0)
        return step;
    }
  return 0;
}

gboolean
lt_row_stream_next (LtRowStream *self, LtRecord *record, GError **error)
{
  if (step_on (self, error) != 1)
    return FALSE;
  lt_record_clear (record);
  lt_rows_read (self->statement, TRUE, record);
  if (self->with_extras)
    lt_extras_read (self->extras, lt_record_get_extra (record));
  return lt_rows_read_chains (self->store, record, error);
}

void
lt_row_stream_rewind (LtRowStream *self)
{
  sqlite3_reset (self->statement);
  self->next = 0;
}
