#include "config.h"

#include "lt-writer.h"

#include <math.h>
#include <string.h>

#include "lt-bulk.h"
#include "lt-catalogue-loader.h"
#include "lt-extras.h"
#include "lt-inserter.h"
#include "lt-query.h"
#include "lt-read-ahead.h"
#include "lt-recorder.h"
#include "lt-row-check.h"
#include "lt-row-finder.h"
#include "lt-rows.h"
#include "lt-table-writer.h"
#include "lt-search-index.h"

#define ROWS_A_CHANGESET 10000
/* Outlines can be long, and a value of SQLite holds no more than a billion bytes. */
#define BYTES_A_CHANGESET (64u << 20)
#define MAX_LOOKS_WITHOUT_INDEX 8
#define ROWS_TO_EXPECT 12

typedef struct
{
  LtStore *store;
  LtKind kind;
  const LtField *fields;
  guint n_fields;
  int chains_field;
  int district_field;
  const char *link_table; /* NULL: none */
  const char *link_column;
  LtCatalogue *catalogue;
  LtRecorder *recorder; /* NULL: not recorded */
  guint n_added;
  guint threshold;      /* rows added that make it a bulk */
  LtBulk *bulk;         /* NULL: not one */
  gboolean considered;  /* it is one, or can't be */
  LtInserter *inserter; /* NULL: rows are added one by one */
  guint n_looked;       /* rows looked for while the indexes are away */
  LtRowFinder *finder;
  LtReadAhead *ahead; /* NULL: rows are read as they are written */
  /* statements as text, kept by the store */
  char *select_sql;
  char *insert_sql;
  char *update_sql;
  char *update_geometry_sql;
  char *link_select_sql;
  char *link_delete_sql;
  char *link_insert_sql;
} Writer;

/* --- preparing --- */

/* Parameter 1 + i is field i, then extra_json, the geometry, the row. */
static void
make_row_statements (Writer *self)
{
  const char *table = lt_kind_get_name (self->kind);
  g_autoptr (GString) names = g_string_new ("extra_json, geom");
  g_autoptr (GString) marks = g_string_new (NULL);
  g_autoptr (GString) sets = g_string_new (NULL);
  guint n = self->n_fields;
  g_autofree char *kept = lt_extras_make_sql (n + 1);

  g_string_printf (marks, "?%u, ?%u", n + 1, n + 2);
  /* What the file does not say stays, here as in the fields. */
  g_string_printf (sets, "extra_json = %s", kept);
  for (guint i = 0; i < n; i++)
    {
      if (self->fields[i].type == LT_FIELD_CHAINS)
        continue;
      g_string_append_printf (names, ", \"%s\"", self->fields[i].name);
      g_string_append_printf (marks, ", ?%u", i + 1);
      g_string_append_printf (sets, ", \"%s\" = coalesce (?%u, \"%s\")", self->fields[i].name, i + 1,
                              self->fields[i].name);
    }
  self->insert_sql = g_strdup_printf ("INSERT INTO \"%s\" (%s) VALUES (%s)", table, names->str, marks->str);
  self->update_sql = g_strdup_printf ("UPDATE \"%s\" SET %s WHERE fid = ?%u", table, sets->str, n + 3);
  self->update_geometry_sql
      = g_strdup_printf ("UPDATE \"%s\" SET %s, geom = ?%u WHERE fid = ?%u", table, sets->str, n + 2, n + 3);
}

static void
make_link_statements (Writer *self)
{
  if (self->chains_field < 0 || !lt_rows_get_link (self->kind, &self->link_table, &self->link_column))
    return;
  self->link_select_sql = g_strdup_printf ("SELECT chain FROM %s WHERE %s = ? ORDER BY position, chain",
                                           self->link_table, self->link_column);
  self->link_delete_sql
      = g_strdup_printf ("DELETE FROM %s WHERE %s = ?", self->link_table, self->link_column);
  self->link_insert_sql = g_strdup_printf ("INSERT INTO %s (%s, chain, position) VALUES (?, ?, ?)",
                                           self->link_table, self->link_column);
}

static int
find_type (Writer *self, LtFieldType type)
{
  for (guint i = 0; i < self->n_fields; i++)
    {
      if (self->fields[i].type == type)
        return (int) i;
    }
  return -1;
}

static gboolean
find_threshold (Writer *self, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT max (fid) FROM \"%s\"", lt_kind_get_name (self->kind));
  gint64 rows;

  if (!lt_store_get_int64 (self->store, sql, 0, &rows, error))
    return FALSE;
  self->threshold = lt_bulk_get_threshold (rows);
  return TRUE;
}

static gboolean
writer_init (Writer *self, LtStore *store, LtKind kind, GError **error)
{
  g_autofree char *columns = lt_rows_columns (store, kind, error);

  if (columns == NULL)
    return FALSE;
  self->store = store;
  self->kind = kind;
  self->fields = lt_fields_get (kind, &self->n_fields);
  self->chains_field = find_type (self, LT_FIELD_CHAINS);
  self->district_field = find_type (self, LT_FIELD_DISTRICT);
  self->select_sql
      = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE fid = ?", columns, lt_kind_get_name (kind));
  self->finder = lt_row_finder_new (store, kind);
  make_row_statements (self);
  make_link_statements (self);
  self->catalogue = lt_catalogue_loader_read (store, error);
  return self->catalogue != NULL && find_threshold (self, error);
}

static void
writer_clear (Writer *self)
{
  g_clear_pointer (&self->ahead, lt_read_ahead_free);
  g_clear_pointer (&self->recorder, lt_recorder_free);
  g_clear_pointer (&self->bulk, lt_bulk_free);
  g_clear_pointer (&self->inserter, lt_inserter_free);
  g_clear_pointer (&self->finder, lt_row_finder_free);
  g_clear_object (&self->catalogue);
  g_free (self->select_sql);
  g_free (self->insert_sql);
  g_free (self->update_sql);
  g_free (self->update_geometry_sql);
  g_free (self->link_select_sql);
  g_free (self->link_delete_sql);
  g_free (self->link_insert_sql);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

/* --- writing a row --- */

static void
bind_row (Writer *self, sqlite3_stmt *statement, LtRecord *record, GBytes *blob)
{
  for (guint i = 0; i < self->n_fields; i++)
    {
      LtFieldType type = self->fields[i].type;
      int index = (int) i + 1;
      double number;

      if (type == LT_FIELD_CHAINS)
        continue;
      if (type != LT_FIELD_INTEGER && type != LT_FIELD_NUMBER)
        lt_statement_bind_text (statement, index, lt_record_get_text (record, i));
      else if (!lt_record_get_number (record, i, &number))
        sqlite3_bind_null (statement, index);
      else if (type == LT_FIELD_INTEGER)
        sqlite3_bind_int64 (statement, index, (gint64) llround (number));
      else
        sqlite3_bind_double (statement, index, number);
    }
  lt_statement_bind_text (statement, (int) self->n_fields + 1, lt_record_get_extra (record));
  if (blob != NULL)
    {
      gsize length;
      const void *data = g_bytes_get_data (blob, &length);

      sqlite3_bind_blob64 (statement, (int) self->n_fields + 2, data, length, SQLITE_STATIC);
    }
}

static gboolean
field_differs (Writer *self, LtRecord *record, guint field, sqlite3_stmt *present)
{
  LtFieldType type = self->fields[field].type;
  double value, old;

  if (type == LT_FIELD_CHAINS || !lt_record_has (record, field))
    return FALSE;
  if (type != LT_FIELD_INTEGER && type != LT_FIELD_NUMBER)
    return g_strcmp0 (lt_record_get_text (record, field),
                      lt_statement_get_text (present, LT_ROWS_FIELD (field)))
           != 0;
  if (!lt_record_get_number (record, field, &value))
    return FALSE;
  if (type == LT_FIELD_INTEGER)
    value = round (value);
  return !lt_statement_get_number (present, LT_ROWS_FIELD (field), &old)
         || !lt_record_is_same_number (old, value);
}

static gboolean
geometry_differs (LtGeometry *geometry, GBytes *blob, sqlite3_stmt *present, int column)
{
  g_autoptr (LtGeometry) old = NULL;
  gsize length;
  const void *data;

  if (blob == NULL)
    return FALSE;
  if (sqlite3_column_type (present, column) != SQLITE_BLOB)
    return TRUE;
  data = g_bytes_get_data (blob, &length);
  if ((gsize) sqlite3_column_bytes (present, column) == length
      && memcmp (sqlite3_column_blob (present, column), data, length) == 0)
    return FALSE;
  old = lt_geometry_from_gpkg (sqlite3_column_blob (present, column),
                               (gsize) sqlite3_column_bytes (present, column));
  return old == NULL || !lt_geometry_is_same (old, geometry);
}

typedef struct
{
  gboolean values;
  gboolean geometry;
} Difference;

static gboolean
compare_row (Writer *self, const LtReadyRow *row, gint64 fid, Difference *difference, GError **error)
{
  g_autoptr (sqlite3_stmt) present = lt_store_prepare (self->store, self->select_sql, error);
  LtRecord *record = row->record;
  int extra = LT_ROWS_FIELD (self->n_fields);

  if (present == NULL)
    return FALSE;
  sqlite3_bind_int64 (present, 1, fid);
  if (lt_store_step (self->store, present, error) != 1)
    return FALSE;
  if (self->district_field >= 0
      && lt_statement_get_text (present, LT_ROWS_FIELD (self->district_field)) == NULL)
    lt_row_check_set_district (record, row->district);
  for (guint i = 0; i < self->n_fields && !difference->values; i++)
    difference->values = field_differs (self, record, i, present);
  if (lt_extras_has_news (lt_record_get_extra (record), lt_statement_get_text (present, extra)))
    difference->values = TRUE;
  else
    lt_record_set_extra (record, NULL);
  difference->geometry = geometry_differs (lt_record_get_geometry (record), row->blob, present, extra + 1);
  return TRUE;
}

static gboolean
update_row (Writer *self, const LtReadyRow *row, gint64 fid, gboolean *changed, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  Difference difference = { FALSE, FALSE };

  if (!compare_row (self, row, fid, &difference, error))
    return FALSE;
  *changed = difference.values || difference.geometry;
  if (!*changed)
    return TRUE;
  statement = lt_store_prepare (self->store,
                                difference.geometry ? self->update_geometry_sql : self->update_sql, error);
  if (statement == NULL)
    return FALSE;
  bind_row (self, statement, row->record, difference.geometry ? row->blob : NULL);
  sqlite3_bind_int64 (statement, (int) self->n_fields + 3, fid);
  return lt_store_run (self->store, statement, error);
}

static gboolean
insert_row (Writer *self, const LtReadyRow *row, gint64 *fid, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (self->store, self->insert_sql, error);

  if (statement == NULL)
    return FALSE;
  lt_row_check_set_district (row->record, row->district);
  bind_row (self, statement, row->record, row->blob);
  if (!lt_store_run (self->store, statement, error))
    return FALSE;
  *fid = sqlite3_last_insert_rowid (lt_store_get_db (self->store));
  return TRUE;
}

static gboolean
chains_differ (Writer *self, gint64 fid, const guint *numbers, guint n, gboolean *differ, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (self->store, self->link_select_sql, error);
  guint i = 0;
  int step = -1;

  if (statement == NULL)
    return FALSE;
  *differ = FALSE;
  sqlite3_bind_int64 (statement, 1, fid);
  for (; (step = lt_store_step (self->store, statement, error)) == 1; i++)
    *differ = *differ || i >= n || sqlite3_column_int64 (statement, 0) != numbers[i];
  *differ = *differ || i != n;
  return step == 0;
}

/* The journal must not refer to rows that change within the step. */
static gboolean
keep_all (Writer *self, GError **error)
{
  return self->recorder == NULL || lt_recorder_keep_all (self->recorder, error);
}

/* Lets the session look away from rows that come to the journal as a changeset. */
static void
pause_recorder (Writer *self, gboolean pause)
{
  if (self->recorder != NULL)
    lt_recorder_pause (self->recorder, pause);
}

static gboolean
flush_inserted (Writer *self, GError **error)
{
  gboolean ok;

  pause_recorder (self, TRUE);
  ok = lt_inserter_flush (self->inserter, error);
  pause_recorder (self, FALSE);
  return ok;
}

static gboolean
insert_links (Writer *self, gint64 fid, const guint *numbers, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (sqlite3_stmt) statement = lt_store_prepare (self->store, self->link_insert_sql, error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, fid);
      sqlite3_bind_int64 (statement, 2, numbers[i]);
      sqlite3_bind_int64 (statement, 3, i + 1);
      if (!lt_store_run (self->store, statement, error))
        return FALSE;
      if (self->inserter != NULL)
        lt_inserter_note_link (self->inserter, sqlite3_last_insert_rowid (lt_store_get_db (self->store)));
    }
  return TRUE;
}

static gboolean
write_chains (
    Writer *self, const LtReadyRow *row, gint64 fid, gboolean present, gboolean *changed, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  gboolean differ;

  if (self->link_table == NULL || !lt_record_has (row->record, (guint) self->chains_field))
    return TRUE;
  if (!present)
    return insert_links (self, fid, row->chains, row->n_chains, error);
  if (!chains_differ (self, fid, row->chains, row->n_chains, &differ, error))
    return FALSE;
  if (!differ)
    return TRUE;
  *changed = TRUE;
  /* Its new links have ids between those of new rows. */
  if (self->inserter != NULL && !(keep_all (self, error) && flush_inserted (self, error)))
    return FALSE;
  statement = lt_store_prepare (self->store, self->link_delete_sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, fid);
  return lt_store_run (self->store, statement, error)
         && insert_links (self, fid, row->chains, row->n_chains, error);
}

/* Brings the rows that wait into the table, and all that were inserted into the journal. */
static gboolean
store_inserted (Writer *self, GError **error)
{
  g_autoptr (GByteArray) changeset = NULL;
  LtInserted inserted;

  if (!flush_inserted (self, error))
    return FALSE;
  changeset = lt_inserter_take_changeset (self->inserter, &inserted);
  lt_bulk_feed (self->bulk, changeset);
  return self->recorder == NULL || lt_recorder_take (self->recorder, changeset, &inserted, error);
}

static gboolean
find_present (Writer *self, const LtReadyRow *row, gint64 *fid, GError **error)
{
  /* A record with an id means that very row. */
  *fid = row->id;
  if (*fid != 0 || !lt_row_finder_must_look (self->finder, &row->keys))
    return TRUE;
  if ((self->inserter != NULL && !flush_inserted (self, error))
      || (self->bulk != NULL && ++self->n_looked == MAX_LOOKS_WITHOUT_INDEX
          && !lt_bulk_restore_indexes (self->bulk, error))
      || !lt_row_finder_find (self->finder, row->record, &row->keys, fid, error))
    return FALSE;
  if (self->inserter == NULL || !lt_inserter_added (self->inserter, *fid))
    return TRUE;
  /* A change of a row that was just added has to come after it in the journal. */
  return keep_all (self, error)
         && (!lt_inserter_holds (self->inserter, *fid) || store_inserted (self, error));
}

static gboolean
add_row (Writer *self, const LtReadyRow *row, GError **error)
{
  gboolean ok;

  pause_recorder (self, TRUE);
  ok = lt_inserter_add (self->inserter, row, error);
  pause_recorder (self, FALSE);
  if (ok && row->has_box)
    lt_bulk_note_place (self->bulk, lt_inserter_get_last_id (self->inserter), &row->box);
  return ok
         && ((lt_inserter_get_n_rows (self->inserter) < ROWS_A_CHANGESET
              && lt_inserter_get_n_bytes (self->inserter) < BYTES_A_CHANGESET)
             || store_inserted (self, error));
}

static gboolean
write_one_row (Writer *self, const LtReadyRow *row, gint64 fid, LtPutResult *result, GError **error)
{
  gboolean changed = FALSE;
  gboolean present = fid != 0;

  if (!(present ? update_row (self, row, fid, &changed, error) : insert_row (self, row, &fid, error))
      || !write_chains (self, row, fid, present, &changed, error))
    return FALSE;
  *result = !present ? LT_PUT_ADDED : changed ? LT_PUT_CHANGED : LT_PUT_UNCHANGED;
  return *result == LT_PUT_UNCHANGED || self->recorder == NULL || lt_recorder_add (self->recorder, error);
}

static gboolean
write_row (Writer *self, const LtReadyRow *row, LtPutResult *result, GError **error)
{
  gint64 fid;

  if (!find_present (self, row, &fid, error))
    return FALSE;
  *result = LT_PUT_ADDED;
  if (!(fid == 0 && self->inserter != NULL ? add_row (self, row, error)
                                           : write_one_row (self, row, fid, result, error)))
    return FALSE;
  if (*result != LT_PUT_UNCHANGED)
    lt_row_finder_note (self->finder, &row->keys);
  self->n_added += *result == LT_PUT_ADDED;
  return TRUE;
}

/* --- writing them all --- */

/* Nobody knows how many rows come: it becomes a bulk when many came. */
static gboolean
consider_bulk (Writer *self, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (self->n_added < self->threshold || self->considered)
    return TRUE;
  self->considered = TRUE;
  self->bulk = lt_bulk_begin (self->store, self->kind, &reason);
  if (self->bulk != NULL)
    self->inserter = lt_inserter_new (self->store, self->kind, &reason);
  if (self->inserter != NULL)
    lt_bulk_take_feed (self->bulk, lt_inserter_make_feed (self->inserter));
  if (reason == NULL)
    {
      lt_row_finder_keep_keys (self->finder);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
finish_rows (Writer *self, gboolean any, GError **error)
{
  if ((self->inserter != NULL && !store_inserted (self, error))
      || (self->recorder != NULL && !lt_recorder_finish (self->recorder, error)))
    return FALSE;
  g_clear_pointer (&self->finder, lt_row_finder_free);
  if (self->bulk != NULL && !lt_bulk_finish (self->bulk, error))
    return FALSE;
  return !any
         || (lt_query_touch (self->store, self->kind, error)
             && lt_search_index_fold (self->store, self->kind, error));
}

/* Once it is a bulk, reading and writing go on side by side. */
static LtReadyRow *
next_row (Writer *self, LtReadyRow *own, LtRecordReader reader, gpointer data, GError **error)
{
  if (self->ahead == NULL && self->bulk != NULL)
    self->ahead = lt_read_ahead_new (self->kind, self->catalogue, self->inserter, reader, data);
  if (self->ahead != NULL)
    {
      LtReadyRow *row = lt_read_ahead_next (self->ahead, error);
      LtReadyRow *later = lt_read_ahead_peek (self->ahead, ROWS_TO_EXPECT);

      if (later != NULL)
        lt_row_finder_expect (self->finder, &later->keys);
      return row;
    }
  lt_record_clear (own->record);
  return reader (own->record, data, error) && lt_ready_row_make (own, self->catalogue, error) ? own : NULL;
}

static gboolean
write_rows (Writer *self,
            LtRecordReader reader,
            LtPutFunc put,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  g_auto (LtReadyRow) own = { 0 };
  g_autoptr (GError) reason = NULL;
  gboolean any = FALSE;
  LtReadyRow *row;

  lt_ready_row_init (&own, self->kind);
  while ((row = next_row (self, &own, reader, data, &reason)) != NULL)
    {
      LtPutResult result;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !write_row (self, row, &result, error)
          || !consider_bulk (self, error))
        return FALSE;
      any = any || result != LT_PUT_UNCHANGED;
      if (put != NULL)
        put (result, data);
    }
  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  return !g_cancellable_set_error_if_cancelled (cancellable, error) && finish_rows (self, any, error);
}

static gboolean
put_rows (LtStore *store,
          LtKind kind,
          const char *title,
          LtRecordReader reader,
          LtPutFunc put,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  g_auto (Writer) writer = { 0 };

  if (!writer_init (&writer, store, kind, error))
    return FALSE;
  if (title != NULL && (writer.recorder = lt_recorder_new (store, title, error)) == NULL)
    return FALSE;
  return write_rows (&writer, reader, put, data, cancellable, error);
}

gboolean
lt_writer_put (LtStore *store,
               LtKind kind,
               const char *title,
               LtRecordReader reader,
               LtPutFunc put,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  if (kind >= LT_N_KINDS)
    return lt_table_writer_put (store, kind, title, reader, put, data, cancellable, error);
  if (title == NULL)
    return put_rows (store, kind, title, reader, put, data, cancellable, error);
  if (!lt_store_begin (store, TRUE, error))
    return FALSE;
  if (put_rows (store, kind, title, reader, put, data, cancellable, error) && lt_store_commit (store, error))
    return TRUE;
  lt_store_rollback (store);
  return FALSE;
}
