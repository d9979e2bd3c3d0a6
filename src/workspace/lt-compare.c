#include "config.h"

#include "lt-compare.h"

#include <math.h>

#include "lt-extras.h"
#include "lt-row-check.h"
#include "lt-row-finder.h"
#include "lt-rows.h"
#include "lt-table-writer.h"
#include "lt-workspace-private.h"

typedef struct
{
  LtKind kind;
  LtRecordReader reader;
  LtCompareFunc compare;
  LtGoneFunc gone;
  LtVisitFunc visit;
  const LtBox *box;
  gpointer data;
  GCancellable *cancellable;
  LtCatalogue *catalogue;

  LtStore *store;
  LtRowFinder *finder;
  char *select_sql;
  GHashTable *met; /* rows that a record meant */
} Job;

static void
job_clear (Job *self)
{
  g_clear_pointer (&self->finder, lt_row_finder_free);
  g_clear_pointer (&self->met, g_hash_table_unref);
  g_clear_pointer (&self->select_sql, g_free);
  g_clear_object (&self->catalogue);
}

/* --- differences --- */

gboolean
lt_compare_field_differs (LtRecord *record, LtRecord *present, guint field)
{
  LtFieldType type = lt_fields_get (lt_record_get_kind (record), NULL)[field].type;
  double value, old;

  if (!lt_record_has (record, field))
    return FALSE;
  if (type != LT_FIELD_INTEGER && type != LT_FIELD_NUMBER)
    return g_strcmp0 (lt_record_get_text (record, field), lt_record_get_text (present, field)) != 0;
  lt_record_get_number (record, field, &value);

  return !lt_record_get_number (present, field, &old)
         || !lt_record_is_same_number (old, type == LT_FIELD_INTEGER ? round (value) : value);
}

gboolean
lt_compare_geometry_differs (LtRecord *record, LtRecord *present)
{
  LtGeometry *geometry = lt_record_get_geometry (record);
  LtGeometry *old = lt_record_get_geometry (present);

  if (geometry == NULL)
    return FALSE;

  return old == NULL || !lt_geometry_is_same (old, geometry);
}

static gboolean
differs (LtRecord *record, LtRecord *present)
{
  guint n;

  lt_fields_get (lt_record_get_kind (record), &n);
  for (guint i = 0; i < n; i++)
    if (lt_compare_field_differs (record, present, i))
      return TRUE;

  return lt_extras_has_news (lt_record_get_extra (record), lt_record_get_extra (present))
         || lt_compare_geometry_differs (record, present);
}

/* --- comparing --- */

static gboolean
read_present (Job *job, gint64 fid, LtRecord *present, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (job->store, job->select_sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, fid);
  if (lt_store_step (job->store, statement, error) != 1)
    return FALSE;
  lt_record_clear (present);
  lt_rows_read (statement, TRUE, present);

  return lt_rows_read_chains (job->store, present, error);
}

/* Whoever writes it puts the row into the district around it when neither it nor the present row names one.
 */
static void
complete (Job *job, LtRecord *record, LtRecord *present)
{
  int field = lt_fields_find (job->kind, "district");

  if (field >= 0 && (present == NULL || !lt_record_has (present, (guint) field)))
    lt_row_check_set_district (record, lt_row_check_find_district (job->catalogue, record));
}

static gboolean
compare_record (Job *job, LtRecord *record, LtRecord *present, gboolean *stop, GError **error)
{
  gint64 fid = lt_record_get_id (record);
  LtPutResult result;
  LtRowKeys keys;

  lt_row_keys_read (&keys, record);
  if (fid == 0 && lt_row_finder_must_look (job->finder, &keys)
      && !lt_row_finder_find (job->finder, record, &keys, &fid, error))
    return FALSE;
  if (fid == 0)
    {
      complete (job, record, NULL);
      *stop = !job->compare (record, NULL, LT_PUT_ADDED, job->data);
      return TRUE;
    }
  if (!read_present (job, fid, present, error))
    return FALSE;
  if (job->gone != NULL)
    g_hash_table_add (job->met, GSIZE_TO_POINTER ((gsize) fid));
  complete (job, record, present);
  result = differs (record, present) ? LT_PUT_CHANGED : LT_PUT_UNCHANGED;
  *stop = !job->compare (record, present, result, job->data);

  return TRUE;
}

static gboolean
compare_all (Job *job, GError **error)
{
  g_autoptr (LtRecord) record = lt_record_new (job->kind);
  g_autoptr (LtRecord) present = lt_record_new (job->kind);
  g_autoptr (GError) reason = NULL;
  gboolean stop = FALSE;

  while (!stop && (lt_record_clear (record), job->reader (record, job->data, &reason)))
    if (g_cancellable_set_error_if_cancelled (job->cancellable, error)
        || !compare_record (job, record, present, &stop, error))
      return FALSE;
  if (reason == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));

  return FALSE;
}

static gboolean
find_gone (Job *job, GError **error)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT fid FROM \"%s\" ORDER BY fid", lt_kind_get_name (job->kind));
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (job->store, sql, error);
  g_autoptr (LtRecord) present = lt_record_new (job->kind);
  int step = -1;

  while (statement != NULL && (step = lt_store_step (job->store, statement, error)) == 1)
    {
      gint64 fid = sqlite3_column_int64 (statement, 0);

      if (g_hash_table_contains (job->met, GSIZE_TO_POINTER ((gsize) fid)))
        continue;
      if (!read_present (job, fid, present, error))
        return FALSE;
      if (!job->gone (present, job->data))
        return TRUE;
    }

  return step == 0;
}

static gpointer
do_compare (LtStore *store, gpointer data, GError **error)
{
  Job *job = data;
  g_autofree char *columns = NULL;

  job->store = store;
  if (job->kind >= LT_N_KINDS)
    return lt_table_writer_compare (store, job->kind, job->reader, job->compare, job->gone, job->data,
                                    job->cancellable, error)
               ? job
               : NULL;

  columns = lt_rows_columns (store, job->kind, error);
  if (columns == NULL)
    return NULL;
  job->finder = lt_row_finder_new (store, job->kind);
  job->met = g_hash_table_new (NULL, NULL);
  job->select_sql
      = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE fid = ?", columns, lt_kind_get_name (job->kind));

  lt_row_finder_keep_keys (job->finder);

  return compare_all (job, error) && (job->gone == NULL || find_gone (job, error)) ? job : NULL;
}

gboolean
lt_workspace_compare (LtWorkspace *self,
                      LtKind kind,
                      LtRecordReader reader,
                      LtCompareFunc compare,
                      LtGoneFunc gone,
                      gpointer data,
                      GCancellable *cancellable,
                      GError **error)
{
  Job job = {
    .kind = kind, .reader = reader, .compare = compare, .gone = gone, .data = data, .cancellable = cancellable
  };
  gboolean done;

  g_return_val_if_fail (LT_IS_WORKSPACE (self), FALSE);

  job.catalogue = lt_workspace_get_catalogue (self);
  done = lt_owner_run (lt_workspace_get_loader (self), do_compare, &job, cancellable, error) != NULL;
  job_clear (&job);

  return done;
}

/* --- visiting --- */

static gboolean
visit_rows (Job *job, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (LtRecord) record = lt_record_new (job->kind);
  int step;

  if (job->box != NULL)
    {
      sqlite3_bind_double (statement, 1, job->box->west);
      sqlite3_bind_double (statement, 2, job->box->east);
      sqlite3_bind_double (statement, 3, job->box->south);
      sqlite3_bind_double (statement, 4, job->box->north);
    }
  while ((step = lt_store_step (job->store, statement, error)) == 1)
    {
      lt_record_clear (record);
      lt_rows_read (statement, TRUE, record);
      if (!job->visit (record, job->data))
        return TRUE;
    }

  return step == 0;
}

static gpointer
do_visit (LtStore *store, gpointer data, GError **error)
{
  Job *job = data;
  g_autofree char *columns = lt_rows_columns (store, job->kind, error);
  g_autofree char *sql = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;
  const char *table = lt_kind_get_name (job->kind);

  job->store = store;
  if (columns == NULL)
    return NULL;
  if (job->box != NULL)
    sql = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE fid IN (SELECT id FROM \"rtree_%s_geom\" WHERE "
                           "maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?)",
                           columns, table, table);
  else
    sql = g_strdup_printf ("SELECT %s FROM \"%s\" ORDER BY fid", columns, table);
  statement = lt_store_prepare (store, sql, error);

  return statement != NULL && visit_rows (job, statement, error) ? job : NULL;
}

gboolean
lt_workspace_visit (LtWorkspace *self,
                    LtKind kind,
                    const LtBox *box,
                    LtVisitFunc visit,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  Job job = { .kind = kind, .box = box, .visit = visit, .data = data };

  g_return_val_if_fail (LT_IS_WORKSPACE (self) && kind < LT_N_KINDS, FALSE);

  return lt_owner_run (lt_workspace_get_loader (self), do_visit, &job, cancellable, error) != NULL;
}
