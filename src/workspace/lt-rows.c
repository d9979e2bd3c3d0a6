#include "config.h"

#include "lt-rows.h"

#define SRS_WGS84 4326

static GHashTable *
columns_of (LtStore *store, const char *table, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store, "SELECT lower (name) FROM pragma_table_info (?)", error);
  g_autoptr (GHashTable) names = NULL;
  int step;

  if (statement == NULL)
    return NULL;
  lt_statement_bind_text (statement, 1, table);
  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  while ((step = lt_store_step (store, statement, error)) == 1)
    g_hash_table_add (names, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  return step == 0 ? g_steal_pointer (&names) : NULL;
}

static void
append_column (GString *list, GHashTable *present, const char *name)
{
  if (g_hash_table_contains (present, name))
    g_string_append_printf (list, ", \"%s\"", name);
  else
    g_string_append (list, ", NULL");
}

char *
lt_rows_columns (LtStore *store, LtKind kind, GError **error)
{
  g_autoptr (GHashTable) present = columns_of (store, lt_kind_get_name (kind), error);
  GString *list;
  guint n;
  const LtField *fields = lt_fields_get (kind, &n);

  if (present == NULL)
    return NULL;
  list = g_string_new ("fid");
  for (guint i = 0; i < n; i++)
    append_column (list, present, fields[i].type == LT_FIELD_CHAINS ? "" : fields[i].name);
  append_column (list, present, "extra_json");
  append_column (list, present, "geom");
  return g_string_free (list, FALSE);
}

void
lt_rows_read (sqlite3_stmt *statement, gboolean with_geometry, LtRecord *record)
{
  guint n;
  const LtField *fields = lt_fields_get (lt_record_get_kind (record), &n);
  int geometry = LT_ROWS_FIELD (n) + 1;
  double number;

  lt_record_set_id (record, sqlite3_column_int64 (statement, 0));
  for (guint i = 0; i < n; i++)
    {
      int column = LT_ROWS_FIELD (i);

      if (fields[i].type != LT_FIELD_INTEGER && fields[i].type != LT_FIELD_NUMBER)
        lt_record_set_text (record, i, lt_statement_get_text (statement, column));
      else if (lt_statement_get_number (statement, column, &number))
        lt_record_set_number (record, i, number);
    }
  lt_record_set_extra (record, lt_statement_get_text (statement, LT_ROWS_FIELD (n)));
  if (with_geometry && sqlite3_column_type (statement, geometry) == SQLITE_BLOB)
    lt_record_take_geometry (record,
                             lt_geometry_from_gpkg (sqlite3_column_blob (statement, geometry),
                                                    (gsize) sqlite3_column_bytes (statement, geometry)));
}

GBytes *
lt_rows_encode_geometry (LtKind kind, LtGeometry *geometry)
{
  guint parts = 0;

  if (geometry == NULL)
    return NULL;
  for (guint i = 0; i < geometry->n_rings; i++)
    parts += geometry->starts_part[i];
  return lt_geometry_to_gpkg (geometry, SRS_WGS84,
                              kind == LT_KIND_PARCEL || kind == LT_KIND_DISTRICT || parts > 1);
}

gboolean
lt_rows_get_link (LtKind kind, const char **table, const char **column)
{
  if (kind != LT_KIND_ENTERPRISE && kind != LT_KIND_PROJECT)
    return FALSE;
  *table = kind == LT_KIND_ENTERPRISE ? "enterprise_chains" : "project_chains";
  *column = kind == LT_KIND_ENTERPRISE ? "enterprise_id" : "project_id";
  return TRUE;
}

int
lt_rows_find_chains_field (LtKind kind)
{
  guint n;
  const LtField *fields = lt_fields_get (kind, &n);

  for (guint i = 0; i < n; i++)
    {
      if (fields[i].type == LT_FIELD_CHAINS)
        return (int) i;
    }
  return -1;
}

gboolean
lt_rows_read_chains (LtStore *store, LtRecord *record, GError **error)
{
  LtKind kind = lt_record_get_kind (record);
  int field = lt_rows_find_chains_field (kind);
  const char *table, *column;
  g_autofree char *sql = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GString) list = g_string_new (NULL);
  int step;

  if (field < 0 || !lt_rows_get_link (kind, &table, &column))
    return TRUE;
  sql = g_strdup_printf ("SELECT chain FROM %s WHERE %s = ? ORDER BY position, chain", table, column);
  statement = lt_store_prepare (store, sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, lt_record_get_id (record));
  while ((step = lt_store_step (store, statement, error)) == 1)
    g_string_append_printf (list, "%s%d", list->len > 0 ? ";" : "", sqlite3_column_int (statement, 0));
  lt_record_set_text (record, (guint) field, list->str);
  return step == 0;
}
