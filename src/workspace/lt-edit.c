#include "config.h"

#include "lt-edit-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-links.h"
#include "lt-query.h"
#include "lt-recorder.h"
#include "lt-row-check.h"
#include "lt-rows.h"
#include "lt-search-index.h"

#define MAX_CHAINS 32

typedef struct
{
  LtKind kind;
  gint64 id;
  LtRecord *record; /* NULL: the row is deleted */
  LtRecord *base;
} Change;

struct _LtEdit
{
  char *title;
  GArray *changes;
};

typedef struct
{
  LtStore *store;
  LtCatalogue *catalogue;
  LtRecorder *recorder;
  gboolean touched[LT_N_KINDS];
} Writer;

/* --- what is to be done --- */

static void
clear_change (gpointer data)
{
  Change *change = data;

  g_clear_object (&change->record);
  g_clear_object (&change->base);
}

LtEdit *
lt_edit_new (const char *title)
{
  LtEdit *self;

  g_return_val_if_fail (title != NULL, NULL);

  self = g_new0 (LtEdit, 1);
  self->title = g_strdup (title);
  self->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  g_array_set_clear_func (self->changes, clear_change);
  return self;
}

void
lt_edit_free (LtEdit *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->changes);
  g_free (self->title);
  g_free (self);
}

void
lt_edit_put (LtEdit *self, LtRecord *record, LtRecord *base)
{
  Change change = { 0 };

  g_return_if_fail (self != NULL && LT_IS_RECORD (record));
  g_return_if_fail (base == NULL || lt_record_get_kind (base) == lt_record_get_kind (record));

  change.kind = lt_record_get_kind (record);
  change.id = lt_record_get_id (record);
  change.record = lt_record_copy (record);
  change.base = base != NULL ? lt_record_copy (base) : NULL;
  g_array_append_val (self->changes, change);
}

void
lt_edit_delete (LtEdit *self, LtKind kind, gint64 id)
{
  Change change = { .kind = kind, .id = id };

  g_return_if_fail (self != NULL && (guint) kind < LT_N_KINDS && id != 0);

  g_array_append_val (self->changes, change);
}

gboolean
lt_edit_touches (LtEdit *self, LtKind kind)
{
  for (guint i = 0; i < self->changes->len; i++)
    {
      if (g_array_index (self->changes, Change, i).kind == kind)
        return TRUE;
    }
  return FALSE;
}

/* --- comparing --- */

static gboolean
same_chains (LtRecord *a, LtRecord *b)
{
  guint of_a[MAX_CHAINS], of_b[MAX_CHAINS];
  guint n = lt_record_get_chains (a, of_a, MAX_CHAINS);

  return n == lt_record_get_chains (b, of_b, MAX_CHAINS) && memcmp (of_a, of_b, n * sizeof *of_a) == 0;
}

static gboolean
same_value (LtRecord *a, LtRecord *b, guint field)
{
  const LtField *of = &lt_fields_get (lt_record_get_kind (a), NULL)[field];
  double x = 0, y = 0;

  if (of->type == LT_FIELD_CHAINS)
    return same_chains (a, b);
  if (of->type != LT_FIELD_INTEGER && of->type != LT_FIELD_NUMBER)
    return g_strcmp0 (lt_record_get_text (a, field), lt_record_get_text (b, field)) == 0;
  if (lt_record_get_number (a, field, &x) != lt_record_get_number (b, field, &y))
    return FALSE;
  return of->type == LT_FIELD_INTEGER ? llround (x) == llround (y) : x == y;
}

static gboolean
same_geometry (LtRecord *a, LtRecord *b)
{
  const LtGeometry *of_a = lt_record_get_geometry (a), *of_b = lt_record_get_geometry (b);

  if (of_a == NULL || of_b == NULL)
    return of_a == of_b;
  return of_a == of_b
         || (of_a->kind == of_b->kind && of_a->n_points == of_b->n_points && of_a->n_rings == of_b->n_rings
             && memcmp (of_a->ring_ends, of_b->ring_ends, of_a->n_rings * sizeof *of_a->ring_ends) == 0
             && memcmp (of_a->starts_part, of_b->starts_part, of_a->n_rings * sizeof *of_a->starts_part) == 0
             && memcmp (of_a->xy, of_b->xy, of_a->n_points * 2 * sizeof *of_a->xy) == 0);
}

static gboolean
same_extra (LtRecord *a, LtRecord *b)
{
  return g_strcmp0 (lt_record_get_extra (a), lt_record_get_extra (b)) == 0;
}

/* --- refusing --- */

/* A person knows a project by its name rather than by its number. */
static const char *
get_name (LtRecord *record)
{
  int field = lt_fields_find (lt_record_get_kind (record), "name");

  return field >= 0 && lt_record_has (record, (guint) field) ? lt_record_get_text (record, (guint) field)
                                                             : lt_row_check_get_name (record);
}

static gboolean
fail_gone (LtRecord *record, GError **error)
{
  g_set_error (error, LT_ERROR, LT_ERROR_CONFLICT,
               _ ("“%s” has been deleted by someone else meanwhile: nothing was saved."), get_name (record));
  return FALSE;
}

static gboolean
fail_conflict (LtRecord *record, const char *what, GError **error)
{
  g_set_error (error, LT_ERROR, LT_ERROR_CONFLICT,
               _ ("“%s”: “%s” has been changed by someone else meanwhile, so nothing was saved: look at the "
                  "new value and enter yours again."),
               get_name (record), what);
  return FALSE;
}

/* What is the same in the record and its base is not written; what differs must still be as in the base. */
static gboolean
check_conflict (const Change *change, LtRecord *present, GError **error)
{
  guint n;
  const LtField *fields = lt_fields_get (change->kind, &n);

  if (change->base == NULL)
    return TRUE;
  for (guint i = 0; i < n; i++)
    {
      if (!same_value (change->record, change->base, i) && !same_value (change->record, present, i)
          && !same_value (change->base, present, i))
        return fail_conflict (change->base, lt_field_get_title (&fields[i]), error);
    }
  if (!same_geometry (change->record, change->base) && !same_geometry (change->record, present)
      && !same_geometry (change->base, present))
    return fail_conflict (change->base, _ ("Position"), error);
  return TRUE;
}

static gboolean
check_required (LtRecord *record, GError **error)
{
  guint n;
  const LtField *fields = lt_fields_get (lt_record_get_kind (record), &n);

  for (guint i = 0; i < n; i++)
    {
      if ((fields[i].flags & LT_FIELD_REQUIRED) == 0 || lt_record_has (record, i))
        continue;
      g_set_error (error, LT_ERROR, LT_ERROR_VALUE, _ ("“%s” is missing: enter it."),
                   lt_field_get_title (&fields[i]));
      return FALSE;
    }
  return TRUE;
}

/* A number or code tells rows apart, also for the next import. */
static gboolean
check_unique (Writer *self, LtRecord *record, GError **error)
{
  const LtField *field = lt_fields_get (lt_record_get_kind (record), NULL);
  g_autofree char *sql = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;
  int step;

  if ((field->flags & LT_FIELD_KEY) == 0 || field->type != LT_FIELD_CODE || !lt_record_has (record, 0))
    return TRUE;
  sql = g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE \"%s\" = ? AND fid != ?",
                         lt_kind_get_name (lt_record_get_kind (record)), field->name);
  statement = lt_store_prepare (self->store, sql, error);
  if (statement == NULL)
    return FALSE;
  lt_statement_bind_text (statement, 1, lt_record_get_text (record, 0));
  sqlite3_bind_int64 (statement, 2, lt_record_get_id (record));
  step = lt_store_step (self->store, statement, error);
  if (step == 1)
    g_set_error (error, LT_ERROR, LT_ERROR_EXISTS,
                 _ ("Another row has “%s” “%s” already: enter another one."), lt_field_get_title (field),
                 lt_record_get_text (record, 0));
  return step == 0;
}

/* --- writing --- */

static void
bind_value (sqlite3_stmt *statement, int index, LtRecord *record, guint field, LtFieldType type)
{
  double number;

  if (type != LT_FIELD_INTEGER && type != LT_FIELD_NUMBER)
    lt_statement_bind_text (statement, index, lt_record_get_text (record, field));
  else if (!lt_record_get_number (record, field, &number))
    sqlite3_bind_null (statement, index);
  else if (type == LT_FIELD_INTEGER)
    sqlite3_bind_int64 (statement, index, (gint64) llround (number));
  else
    sqlite3_bind_double (statement, index, number);
}

/* Parameter 1 + i is field i, then extra_json, the geometry, the row. */
static gboolean
run_row (Writer *self, const char *sql, LtRecord *record, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (self->store, sql, error);
  g_autoptr (GBytes) blob
      = lt_rows_encode_geometry (lt_record_get_kind (record), lt_record_get_geometry (record));
  guint n;
  const LtField *fields = lt_fields_get (lt_record_get_kind (record), &n);
  gsize length = 0;
  const void *bytes = blob != NULL ? g_bytes_get_data (blob, &length) : NULL;

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (fields[i].type != LT_FIELD_CHAINS)
        bind_value (statement, (int) i + 1, record, i, fields[i].type);
    }
  lt_statement_bind_text (statement, (int) n + 1, lt_record_get_extra (record));
  sqlite3_bind_blob64 (statement, (int) n + 2, bytes, length, SQLITE_STATIC);
  if (lt_record_get_id (record) != 0)
    sqlite3_bind_int64 (statement, (int) n + 3, lt_record_get_id (record));
  return lt_store_run (self->store, statement, error);
}

static gboolean
delete_links (Writer *self, LtKind kind, gint64 id, GError **error)
{
  g_autofree char *sql = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;
  const char *table, *column;

  if (!lt_rows_get_link (kind, &table, &column))
    return TRUE;
  sql = g_strdup_printf ("DELETE FROM %s WHERE %s = ?", table, column);
  statement = lt_store_prepare (self->store, sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  return lt_store_run (self->store, statement, error);
}

static gboolean
insert_links (Writer *self, LtRecord *record, gint64 id, GError **error)
{
  g_autofree char *sql = NULL;
  guint numbers[MAX_CHAINS];
  guint n = lt_record_get_chains (record, numbers, MAX_CHAINS);
  const char *table, *column;

  if (!lt_rows_get_link (lt_record_get_kind (record), &table, &column))
    return TRUE;
  sql = g_strdup_printf ("INSERT INTO %s (%s, chain, position) VALUES (?, ?, ?)", table, column);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (sqlite3_stmt) statement = lt_store_prepare (self->store, sql, error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, id);
      sqlite3_bind_int64 (statement, 2, numbers[i]);
      sqlite3_bind_int64 (statement, 3, i + 1);
      if (!lt_store_run (self->store, statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
insert_row (Writer *self, LtRecord *record, gint64 *id, GError **error)
{
  g_autoptr (GString) names = g_string_new ("extra_json, geom");
  g_autoptr (GString) marks = g_string_new (NULL);
  g_autofree char *sql = NULL;
  guint n;
  const LtField *fields = lt_fields_get (lt_record_get_kind (record), &n);

  g_string_printf (marks, "?%u, ?%u", n + 1, n + 2);
  for (guint i = 0; i < n; i++)
    {
      if (fields[i].type == LT_FIELD_CHAINS)
        continue;
      g_string_append_printf (names, ", \"%s\"", fields[i].name);
      g_string_append_printf (marks, ", ?%u", i + 1);
    }
  sql = g_strdup_printf ("INSERT INTO \"%s\" (%s) VALUES (%s)",
                         lt_kind_get_name (lt_record_get_kind (record)), names->str, marks->str);
  if (!run_row (self, sql, record, error))
    return FALSE;
  *id = sqlite3_last_insert_rowid (lt_store_get_db (self->store));
  return insert_links (self, record, *id, error);
}

/* Only what differs is set: triggers and the journal see nothing else. */
static gboolean
update_row (Writer *self, LtRecord *record, LtRecord *present, GError **error)
{
  g_autoptr (GString) sets = g_string_new (NULL);
  g_autofree char *sql = NULL;
  LtKind kind = lt_record_get_kind (record);
  guint n;
  const LtField *fields = lt_fields_get (kind, &n);

  for (guint i = 0; i < n; i++)
    {
      if (fields[i].type != LT_FIELD_CHAINS && !same_value (record, present, i))
        g_string_append_printf (sets, ", \"%s\" = ?%u", fields[i].name, i + 1);
    }
  if (!same_extra (record, present))
    g_string_append_printf (sets, ", extra_json = ?%u", n + 1);
  if (!same_geometry (record, present))
    g_string_append_printf (sets, ", geom = ?%u", n + 2);
  sql = g_strdup_printf ("UPDATE \"%s\" SET %s WHERE fid = ?%u", lt_kind_get_name (kind),
                         sets->len > 2 ? sets->str + 2 : "", n + 3);
  if (sets->len > 0 && !run_row (self, sql, record, error))
    return FALSE;
  return same_chains (record, present)
         || (delete_links (self, kind, lt_record_get_id (record), error)
             && insert_links (self, record, lt_record_get_id (record), error));
}

static void
copy_value (LtRecord *to, LtRecord *from, guint field, LtFieldType type)
{
  double number;

  if (type != LT_FIELD_INTEGER && type != LT_FIELD_NUMBER)
    lt_record_set_text (to, field, lt_record_get_text (from, field));
  else
    lt_record_set_number (to, field, lt_record_get_number (from, field, &number) ? number : NAN);
}

/* What the person did not touch stays as it is now. */
static void
keep_untouched (const Change *change, LtRecord *present)
{
  LtGeometry *geometry = lt_record_get_geometry (present);
  guint n;
  const LtField *fields = lt_fields_get (change->kind, &n);

  if (change->base == NULL)
    return;
  for (guint i = 0; i < n; i++)
    {
      if (same_value (change->record, change->base, i))
        copy_value (change->record, present, i, fields[i].type);
    }
  if (same_geometry (change->record, change->base))
    lt_record_take_geometry (change->record, geometry != NULL ? lt_geometry_ref (geometry) : NULL);
  if (same_extra (change->record, change->base))
    lt_record_set_extra (change->record, lt_record_get_extra (present));
}

static gboolean
change_row (Writer *self, const Change *change, GError **error)
{
  g_autoptr (GPtrArray) rows = lt_query_fetch (self->store, change->kind, &change->id, 1, error);
  LtRecord *present;

  if (rows == NULL)
    return FALSE;
  if (rows->len == 0)
    return fail_gone (change->base != NULL ? change->base : change->record, error);
  present = g_ptr_array_index (rows, 0);
  if (!check_conflict (change, present, error))
    return FALSE;
  keep_untouched (change, present);
  lt_row_check_set_district (change->record, lt_row_check_find_district (self->catalogue, change->record));
  return update_row (self, change->record, present, error);
}

static gboolean
put_row (Writer *self, const Change *change, gint64 *id, GError **error)
{
  *id = change->id;
  if (!lt_row_check (self->catalogue, change->record, error) || !check_required (change->record, error)
      || !check_unique (self, change->record, error))
    return FALSE;
  if (change->id != 0)
    return change_row (self, change, error);
  lt_row_check_set_district (change->record, lt_row_check_find_district (self->catalogue, change->record));
  return insert_row (self, change->record, id, error);
}

static gboolean
delete_from (Writer *self, const char *table, const char *column, gint64 id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE \"%s\" = ?", table, column);
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (self->store, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  return lt_store_run (self->store, statement, error);
}

static gboolean
delete_row (Writer *self, LtKind kind, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) links = lt_links_read (self->store, error);

  if (links == NULL)
    return FALSE;
  for (guint i = 0; i < links->len; i++)
    {
      const LtLink *link = g_ptr_array_index (links, i);

      if (g_str_equal (link->object, lt_kind_get_name (kind))
          && !delete_from (self, link->table, link->column, id, error))
        return FALSE;
    }
  return delete_from (self, lt_kind_get_name (kind), "fid", id, error);
}

static gboolean
write_change (Writer *self, const Change *change, GArray *ids, GError **error)
{
  gint64 id;

  self->touched[change->kind] = TRUE;
  if (change->record == NULL)
    {
      if (!delete_row (self, change->kind, change->id, error))
        return FALSE;
    }
  else
    {
      if (!put_row (self, change, &id, error))
        return FALSE;
      g_array_append_val (ids, id);
    }
  return lt_recorder_add (self->recorder, error);
}

static gboolean
write_all (LtEdit *edit, Writer *self, GArray *ids, GError **error)
{
  for (guint i = 0; i < edit->changes->len; i++)
    {
      if (!write_change (self, &g_array_index (edit->changes, Change, i), ids, error))
        return FALSE;
    }
  for (guint kind = 0; kind < LT_N_KINDS; kind++)
    {
      if (self->touched[kind]
          && (!lt_query_touch (self->store, kind, error) || !lt_search_index_fold (self->store, kind, error)))
        return FALSE;
    }
  return lt_recorder_finish (self->recorder, error);
}

GArray *
lt_edit_write (LtEdit *edit, LtStore *store, LtCatalogue *catalogue, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (LtRecorder) recorder = NULL;
  Writer writer = { .store = store, .catalogue = catalogue };

  if (!lt_store_begin (store, TRUE, error))
    return NULL;
  recorder = writer.recorder = lt_recorder_new (store, edit->title, error);
  if (recorder != NULL && write_all (edit, &writer, ids, error) && lt_store_commit (store, error))
    return g_steal_pointer (&ids);
  g_clear_pointer (&recorder, lt_recorder_free);
  lt_store_rollback (store);
  return NULL;
}
