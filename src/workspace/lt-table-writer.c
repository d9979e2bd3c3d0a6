#include "config.h"

#include "lt-table-writer.h"

#include <math.h>

#include "lt-extras.h"
#include "lt-recorder.h"
#include "lt-rows.h"
#include "lt-table-rows.h"

typedef struct
{
  LtStore *store;
  LtKind kind;
  const LtField *fields;
  guint n_fields;
  guint first;   /* field that is a column of the table's own */
  guint skipped; /* field that is no column: the parcel's number; n_fields: none */
  LtRecorder *recorder;
  LtRecord *present; /* of a comparison: the row that is there; NULL: rows are written */
  GHashTable *met;   /* of a comparison: ids of rows that a record meant */
  GHashTable *years; /* that the records are of */
  char *select_sql;
  char *insert_sql;
  char *update_sql;
} Writer;

/* --- statements; parameter 1 is the enterprise, 2 the parcel, 3 the row, 4 + i field i, then what is kept of
 * other columns --- */

static gboolean
is_column (const Writer *self, guint field)
{
  return field >= self->first && field != self->skipped;
}

static void
writer_init (Writer *self, LtStore *store, LtKind kind)
{
  gboolean occupancy = kind == LT_KIND_OCCUPANCY;
  g_autoptr (GString) names = g_string_new ("enterprise_id");
  g_autoptr (GString) marks = g_string_new ("?1");
  g_autoptr (GString) sets = g_string_new (NULL);
  g_autoptr (GString) columns = g_string_new ("id");
  g_autofree char *kept = NULL;

  *self = (Writer){ .store = store, .kind = kind, .first = 2 };
  self->fields = lt_fields_get (kind, &self->n_fields);
  kept = lt_extras_make_sql (self->n_fields + 4);
  self->skipped = occupancy ? (guint) lt_fields_find (kind, "parcel") : self->n_fields;
  if (occupancy)
    {
      g_string_append (names, ", parcel_id");
      g_string_append (marks, ", ?2");
    }
  for (guint i = 0; i < self->n_fields; i++)
    {
      if (!is_column (self, i))
        {
          g_string_append (columns, ", NULL");
          continue;
        }
      g_string_append_printf (names, ", %s", self->fields[i].name);
      g_string_append_printf (columns, ", %s", self->fields[i].name);
      g_string_append_printf (marks, ", ?%u", i + 4);
      g_string_append_printf (sets, "%s%s = coalesce (?%u, %s)", sets->len > 0 ? ", " : "",
                              self->fields[i].name, i + 4, self->fields[i].name);
    }
  g_string_append (names, ", extra_json");
  g_string_append (columns, ", extra_json");
  g_string_append_printf (marks, ", ?%u", self->n_fields + 4);
  g_string_append_printf (sets, ", extra_json = %s", kept);
  self->insert_sql = g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s)", lt_table_rows_get_table (kind),
                                      names->str, marks->str);
  self->update_sql
      = g_strdup_printf ("UPDATE %s SET %s WHERE id = ?3", lt_table_rows_get_table (kind), sets->str);
  self->select_sql = g_strdup_printf (
      occupancy ? "SELECT %s FROM %s WHERE enterprise_id = ?1 AND parcel_id = ?2"
                : "SELECT %s FROM %s WHERE enterprise_id = ?1 AND year = ?6 AND reporting_unit IS ?16",
      columns->str, lt_table_rows_get_table (kind));
}

static void
writer_clear (Writer *self)
{
  g_clear_pointer (&self->recorder, lt_recorder_free);
  g_clear_object (&self->present);
  g_clear_pointer (&self->met, g_hash_table_unref);
  g_clear_pointer (&self->years, g_hash_table_unref);
  g_free (self->select_sql);
  g_free (self->insert_sql);
  g_free (self->update_sql);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

/* --- a row --- */

static gboolean
find_row (Writer *self, const char *sql, const char *text, gint64 *fid, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int step;

  *fid = 0;
  if (text == NULL)
    return TRUE;
  statement = lt_store_prepare (self->store, sql, error);
  if (statement == NULL)
    return FALSE;
  lt_statement_bind_text (statement, 1, text);
  step = lt_store_step (self->store, statement, error);
  if (step == 1)
    *fid = sqlite3_column_int64 (statement, 0);

  return step >= 0;
}

/* A name stands for those without a code, or where the file has none. */
static gboolean
find_enterprise (Writer *self, LtRecord *record, gint64 *fid, GError **error)
{
  if (!find_row (self, "SELECT fid FROM enterprises WHERE credit_code = ? ORDER BY fid LIMIT 1",
                 lt_record_get_text (record, 0), fid, error))
    return FALSE;

  return *fid != 0
         || find_row (self, "SELECT fid FROM enterprises WHERE name = ? ORDER BY fid LIMIT 1",
                      lt_record_get_text (record, 1), fid, error);
}

static void
bind_row (
    Writer *self, sqlite3_stmt *statement, LtRecord *record, gint64 enterprise, gint64 parcel, gint64 id)
{
  int n = sqlite3_bind_parameter_count (statement);

  sqlite3_bind_int64 (statement, 1, enterprise);
  if (n >= 2)
    sqlite3_bind_int64 (statement, 2, parcel);
  if (n >= 3)
    sqlite3_bind_int64 (statement, 3, id);
  for (guint i = 0; i < self->n_fields && (int) i + 4 <= n; i++)
    {
      gboolean number = self->fields[i].type == LT_FIELD_NUMBER || self->fields[i].type == LT_FIELD_INTEGER;
      double value;

      if (!is_column (self, i))
        continue;
      if (!number)
        lt_statement_bind_text (statement, (int) i + 4, lt_record_get_text (record, i));
      else if (lt_record_get_number (record, i, &value))
        {
          if (self->fields[i].type == LT_FIELD_INTEGER)
            sqlite3_bind_int64 (statement, (int) i + 4, (gint64) llround (value));
          else
            sqlite3_bind_double (statement, (int) i + 4, value);
        }
    }
  if (n >= (int) self->n_fields + 4)
    lt_statement_bind_text (statement, (int) self->n_fields + 4, lt_record_get_extra (record));
}

/* Whether the row that the statement is at differs in what the record has of the fields. */
static gboolean
fields_differ (Writer *self, sqlite3_stmt *present, LtRecord *record)
{
  for (guint i = 0; i < self->n_fields; i++)
    {
      double value, old;

      if (!is_column (self, i) || !lt_record_has (record, i))
        continue;
      if (self->fields[i].type != LT_FIELD_NUMBER && self->fields[i].type != LT_FIELD_INTEGER)
        {
          if (g_strcmp0 (lt_record_get_text (record, i), lt_statement_get_text (present, (int) i + 1)) != 0)
            return TRUE;
          continue;
        }
      lt_record_get_number (record, i, &value);
      if (self->fields[i].type == LT_FIELD_INTEGER)
        value = round (value);
      if (!lt_statement_get_number (present, (int) i + 1, &old) || !lt_record_is_same_number (old, value))
        return TRUE;
    }

  return FALSE;
}

static gboolean
differs (Writer *self, sqlite3_stmt *present, LtRecord *record)
{
  if (lt_extras_has_news (lt_record_get_extra (record),
                          lt_statement_get_text (present, (int) self->n_fields + 1)))
    return TRUE;
  lt_record_set_extra (record, NULL);

  return fields_differ (self, present, record);
}

/* The row that the statement is at, with what tells it apart. */
static void
take_present (Writer *self, sqlite3_stmt *statement, LtRecord *record, gint64 id)
{
  lt_record_clear (self->present);
  lt_rows_read (statement, FALSE, self->present);
  for (guint i = 0; i < self->n_fields; i++)
    if (!is_column (self, i))
      lt_record_set_text (self->present, i, lt_record_get_text (record, i));
  g_hash_table_add (self->met, GSIZE_TO_POINTER ((gsize) id));
}

static gboolean
find_present (Writer *self,
              LtRecord *record,
              gint64 enterprise,
              gint64 parcel,
              gint64 *id,
              LtPutResult *result,
              GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (self->store, self->select_sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  bind_row (self, statement, record, enterprise, parcel, 0);
  step = lt_store_step (self->store, statement, error);
  *result = LT_PUT_ADDED;
  if (step == 1)
    {
      *id = sqlite3_column_int64 (statement, 0);
      if (self->present != NULL)
        take_present (self, statement, record, *id);
      *result = differs (self, statement, record) ? LT_PUT_CHANGED : LT_PUT_UNCHANGED;
    }

  return step >= 0;
}

static gboolean
write_row (Writer *self, LtRecord *record, LtPutResult *result, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  gint64 enterprise = 0;
  gint64 parcel = 0;
  gint64 id = 0;

  if (!find_enterprise (self, record, &enterprise, error))
    return FALSE;
  if (self->kind == LT_KIND_OCCUPANCY
      && !find_row (self, "SELECT fid FROM parcels WHERE number = ? ORDER BY fid LIMIT 1",
                    lt_record_get_text (record, self->skipped), &parcel, error))
    return FALSE;
  if (enterprise == 0 || (self->kind == LT_KIND_OCCUPANCY && parcel == 0))
    {
      *result = enterprise == 0 ? LT_PUT_NO_ENTERPRISE : LT_PUT_NO_PARCEL;
      return TRUE;
    }
  if (!find_present (self, record, enterprise, parcel, &id, result, error))
    return FALSE;
  if (self->present != NULL || *result == LT_PUT_UNCHANGED)
    return TRUE;

  statement
      = lt_store_prepare (self->store, *result == LT_PUT_ADDED ? self->insert_sql : self->update_sql, error);
  if (statement == NULL)
    return FALSE;
  bind_row (self, statement, record, enterprise, parcel, id);

  return lt_store_run (self->store, statement, error)
         && (self->recorder == NULL || lt_recorder_add (self->recorder, error));
}

/* --- all of them --- */

static gboolean
touch (Writer *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (self->store,
                          "UPDATE gpkg_contents SET last_change = strftime ('%Y-%m-%dT%H:%M:%fZ', 'now') "
                          "WHERE table_name = ?",
                          error);

  if (statement == NULL)
    return FALSE;
  lt_statement_bind_text (statement, 1, lt_table_rows_get_table (self->kind));

  return lt_store_run (self->store, statement, error);
}

static gboolean
write_rows (Writer *self,
            LtRecordReader reader,
            LtPutFunc put,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (LtRecord) record = lt_record_new (self->kind);
  g_autoptr (GError) reason = NULL;
  gboolean any = FALSE;

  while (lt_record_clear (record), reader (record, data, &reason))
    {
      LtPutResult result;

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !write_row (self, record, &result, error))
        return FALSE;
      any = any || result == LT_PUT_ADDED || result == LT_PUT_CHANGED;
      if (put != NULL)
        put (result, data);
    }
  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  return (self->recorder == NULL || lt_recorder_finish (self->recorder, error))
         && (!any || touch (self, error));
}

gboolean
lt_table_writer_put (LtStore *store,
                     LtKind kind,
                     const char *title,
                     LtRecordReader reader,
                     LtPutFunc put,
                     gpointer data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_auto (Writer) writer = { 0 };

  writer_init (&writer, store, kind);
  if (title == NULL)
    return write_rows (&writer, reader, put, data, cancellable, error);
  if (!lt_store_begin (store, TRUE, error))
    return FALSE;
  writer.recorder = lt_recorder_new (store, title, error);
  if (writer.recorder != NULL && write_rows (&writer, reader, put, data, cancellable, error)
      && lt_store_commit (store, error))
    return TRUE;
  lt_store_rollback (store);

  return FALSE;
}

/* --- comparing --- */

static int
find_year (LtKind kind)
{
  return kind == LT_KIND_FIGURE ? lt_fields_find (kind, "year") : -1;
}

static void
note_year (Writer *self, LtRecord *record)
{
  int field = find_year (self->kind);
  double year;

  if (field >= 0 && lt_record_get_number (record, (guint) field, &year))
    g_hash_table_add (self->years, GINT_TO_POINTER ((int) year));
}

/* A file of one year says nothing of the others. */
static gboolean
is_gone (Writer *self, LtRecord *present)
{
  int field = find_year (self->kind);
  double year;

  if (g_hash_table_contains (self->met, GSIZE_TO_POINTER ((gsize) lt_record_get_id (present))))
    return FALSE;

  return field < 0
         || (lt_record_get_number (present, (guint) field, &year)
             && g_hash_table_contains (self->years, GINT_TO_POINTER ((int) year)));
}

static gboolean
find_gone (Writer *self, LtGoneFunc gone, gpointer data, GError **error)
{
  LtFilter all = { .kind = self->kind };
  g_autofree char *sql = lt_table_rows_select (self->store, &all, error);
  g_autoptr (sqlite3_stmt) statement = sql != NULL ? lt_store_prepare (self->store, sql, error) : NULL;
  int step = -1;

  while (statement != NULL && (step = lt_store_step (self->store, statement, error)) == 1)
    {
      lt_record_clear (self->present);
      lt_rows_read (statement, FALSE, self->present);
      if (is_gone (self, self->present) && !gone (self->present, data))
        return TRUE;
    }

  return step == 0;
}

gboolean
lt_table_writer_compare (LtStore *store,
                         LtKind kind,
                         LtRecordReader reader,
                         LtCompareFunc compare,
                         LtGoneFunc gone,
                         gpointer data,
                         GCancellable *cancellable,
                         GError **error)
{
  g_auto (Writer) writer = { 0 };
  g_autoptr (LtRecord) record = lt_record_new (kind);
  g_autoptr (GError) reason = NULL;

  writer_init (&writer, store, kind);
  writer.present = lt_record_new (kind);
  writer.met = g_hash_table_new (NULL, NULL);
  writer.years = g_hash_table_new (NULL, NULL);
  while (lt_record_clear (record), reader (record, data, &reason))
    {
      LtPutResult result;

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !write_row (&writer, record, &result, error))
        return FALSE;
      note_year (&writer, record);
      if (!compare (record, result == LT_PUT_CHANGED || result == LT_PUT_UNCHANGED ? writer.present : NULL,
                    result, data))
        return TRUE;
    }
  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  return gone == NULL || find_gone (&writer, gone, data, error);
}
