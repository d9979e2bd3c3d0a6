#include "config.h"

#include "lt-odd-values.h"

#include <math.h>
#include <string.h>

#include "lt-rows.h"
#include "lt-table-rows.h"
#include "lt-workspace-private.h"

typedef struct
{
  LtStore *store;
  LtKind kind;
  const LtField *fields;
  guint n_fields;
  LtOddFunc func;
  gpointer data;
} Job;

/* --- types --- */

/* Any blob is odd, and text where a number belongs. Halves where whole ones belong are read, and told of
 * then. */
static gboolean
is_odd (const LtField *field, sqlite3_stmt *statement, int column)
{
  int type = sqlite3_column_type (statement, column);
  gboolean number = field->type == LT_FIELD_INTEGER || field->type == LT_FIELD_NUMBER;

  if (type == SQLITE_NULL)
    return FALSE;
  if (!number || type == SQLITE_BLOB || type == SQLITE_TEXT)
    return number || type == SQLITE_BLOB;

  return !isfinite (sqlite3_column_double (statement, column));
}

static gboolean
find_types (Job *job, GError **error)
{
  LtFilter all = { .kind = job->kind };
  g_autofree char *columns = job->kind < LT_N_KINDS ? lt_rows_columns (job->store, job->kind, error) : NULL;
  g_autofree char *sql = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;
  int step = -1;

  if (job->kind >= LT_N_KINDS)
    sql = lt_table_rows_select (job->store, &all, error);
  else if (columns != NULL)
    sql = g_strdup_printf ("SELECT %s FROM \"%s\" ORDER BY fid", columns, lt_kind_get_name (job->kind));
  statement = sql != NULL ? lt_store_prepare (job->store, sql, error) : NULL;
  while (statement != NULL && (step = lt_store_step (job->store, statement, error)) == 1)
    for (guint i = 0; i < job->n_fields; i++)
      if (is_odd (&job->fields[i], statement, LT_ROWS_FIELD (i)))
        {
          gboolean blob = sqlite3_column_type (statement, LT_ROWS_FIELD (i)) == SQLITE_BLOB;

          job->func (LT_ODD_TYPE, sqlite3_column_int64 (statement, 0), job->fields[i].name,
                     blob ? NULL : (const char *) sqlite3_column_text (statement, LT_ROWS_FIELD (i)),
                     job->data);
        }

  return step == 0;
}

/* --- geometries --- */

/* Decoding closes rings and drops those of no area: its WKB has another length then. A blob of one part is
 * written as the table's type or plain. */
static gboolean
is_whole (const LtGeometry *geometry, const guint8 *blob, gsize length)
{
  for (guint multi = 0; multi < 2; multi++)
    {
      g_autoptr (GBytes) bytes = lt_geometry_to_gpkg (geometry, 0, multi == 1);
      gsize n;
      const guint8 *again = g_bytes_get_data (bytes, &n);

      if (n - lt_geometry_skip_gpkg (again, n) == length - lt_geometry_skip_gpkg (blob, length))
        return TRUE;
    }

  return FALSE;
}

/* Plain two-dimensional WKB behind a header that has no or a plain envelope: what the lengths compare. */
static gboolean
is_plain (const guint8 *blob, gsize length)
{
  gsize at = lt_geometry_skip_gpkg (blob, length);
  guint32 type;

  if (at == 0 || at > 40 || length < at + 5)
    return FALSE;
  memcpy (&type, blob + at + 1, sizeof type);
  type = blob[at] != 0 ? GUINT32_FROM_LE (type) : GUINT32_FROM_BE (type);

  return type == 3 || type == 6;
}

static gboolean
find_shapes (Job *job, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT fid, geom FROM \"%s\" WHERE geom IS NOT NULL ORDER BY fid",
                                          lt_kind_get_name (job->kind));
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (job->store, sql, error);
  int step = -1;

  while (statement != NULL && (step = lt_store_step (job->store, statement, error)) == 1)
    {
      const guint8 *blob = sqlite3_column_blob (statement, 1);
      gsize length = (gsize) sqlite3_column_bytes (statement, 1);
      g_autoptr (LtGeometry) geometry
          = sqlite3_column_type (statement, 1) == SQLITE_BLOB ? lt_geometry_from_gpkg (blob, length) : NULL;

      if (geometry == NULL)
        job->func (LT_ODD_SHAPE, sqlite3_column_int64 (statement, 0), NULL, NULL, job->data);
      else if (geometry->kind == LT_GEOMETRY_POLYGON && is_plain (blob, length)
               && !is_whole (geometry, blob, length))
        job->func (LT_ODD_RING, sqlite3_column_int64 (statement, 0), NULL, NULL, job->data);
    }

  return step == 0;
}

/* --- links --- */

/* Who writes without foreign keys leaves rows that belong to nothing. What is told is the row, or for a link
 * to a chain the row that it is of. */
static const char *
get_links_sql (LtKind kind)
{
  switch (kind)
    {
    case LT_KIND_ENTERPRISE:
      return "SELECT enterprise_id, 'chains', chain FROM enterprise_chains WHERE chain NOT IN (SELECT number "
             "FROM "
             "chains) OR enterprise_id NOT IN (SELECT fid FROM enterprises)";
    case LT_KIND_PROJECT:
      return "SELECT project_id, 'chains', chain FROM project_chains WHERE chain NOT IN (SELECT number FROM "
             "chains) OR project_id NOT IN (SELECT fid FROM projects)";
    case LT_KIND_FIGURE:
      return "SELECT id, 'name', enterprise_id FROM enterprise_years WHERE enterprise_id NOT IN (SELECT fid "
             "FROM "
             "enterprises)";
    case LT_KIND_OCCUPANCY:
      return "SELECT id, 'name', enterprise_id FROM occupancy WHERE enterprise_id NOT IN (SELECT fid FROM "
             "enterprises) UNION ALL SELECT id, 'parcel', parcel_id FROM occupancy WHERE parcel_id NOT IN "
             "(SELECT "
             "fid FROM parcels)";
    case LT_KIND_DISTRICT:
    case LT_KIND_PARCEL:
    default:
      return NULL;
    }
}

static gboolean
find_links (Job *job, GError **error)
{
  const char *sql = get_links_sql (job->kind);
  g_autoptr (sqlite3_stmt) statement = sql != NULL ? lt_store_prepare (job->store, sql, error) : NULL;
  int step = sql != NULL ? -1 : 0;

  while (statement != NULL && (step = lt_store_step (job->store, statement, error)) == 1)
    job->func (LT_ODD_LINK, sqlite3_column_int64 (statement, 0),
               (const char *) sqlite3_column_text (statement, 1),
               (const char *) sqlite3_column_text (statement, 2), job->data);

  return step == 0;
}

static gpointer
do_find (LtStore *store, gpointer data, GError **error)
{
  Job *job = data;

  job->store = store;

  return find_types (job, error) && (job->kind >= LT_N_KINDS || find_shapes (job, error))
                 && find_links (job, error)
             ? job
             : NULL;
}

gboolean
lt_workspace_find_odd (
    LtWorkspace *self, LtKind kind, LtOddFunc func, gpointer data, GCancellable *cancellable, GError **error)
{
  Job job = { .kind = kind, .func = func, .data = data };

  g_return_val_if_fail (LT_IS_WORKSPACE (self) && func != NULL, FALSE);

  job.fields = lt_fields_get (kind, &job.n_fields);

  return lt_owner_run (lt_workspace_get_loader (self), do_find, &job, cancellable, error) != NULL;
}
