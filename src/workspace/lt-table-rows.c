#include "config.h"

#include "lt-table-rows.h"

#include <string.h>

#include "lt-field.h"

static const char *
get_table (LtKind kind, const char *field)
{
  if (strcmp (field, "credit_code") == 0 || strcmp (field, "name") == 0)
    return "e";
  return kind == LT_KIND_OCCUPANCY && strcmp (field, "parcel") == 0 ? "p" : "t";
}

static void
append_columns (GString *sql, LtKind kind)
{
  guint n;
  const LtField *fields = lt_fields_get (kind, &n);

  for (guint i = 0; i < n; i++)
    {
      const char *table = get_table (kind, fields[i].name);

      g_string_append_printf (sql, ", %s.\"%s\"", table, *table == 'p' ? "number" : fields[i].name);
    }
}

static void
append_condition (GString *sql, guint *n, const char *condition)
{
  g_string_append_printf (sql, " %s %s", (*n)++ == 0 ? "WHERE" : "AND", condition);
}

const char *
lt_table_rows_get_table (LtKind kind)
{
  return kind == LT_KIND_OCCUPANCY ? "occupancy" : "enterprise_years";
}

char *
lt_table_rows_select (LtStore *store, const LtFilter *filter, GError **error)
{
  gboolean occupancy = filter->kind == LT_KIND_OCCUPANCY;
  const char *table = lt_table_rows_get_table (filter->kind);
  g_autofree char *look
      = g_strdup_printf ("SELECT count (*) FROM pragma_table_info ('%s') WHERE name = 'extra_json'", table);
  GString *sql;
  gint64 extra;
  guint n = 0;

  if (!lt_store_get_int64 (store, look, 0, &extra, error))
    return NULL;
  sql = g_string_new ("SELECT t.id");
  append_columns (sql, filter->kind);
  g_string_append_printf (sql, ", %s, NULL FROM %s t JOIN enterprises e ON e.fid = t.enterprise_id",
                          extra > 0 ? "t.extra_json" : "NULL", table);
  if (occupancy)
    g_string_append (sql, " JOIN parcels p ON p.fid = t.parcel_id");
  if (filter->chain > 0)
    append_condition (
        sql, &n, "t.enterprise_id IN (SELECT enterprise_id FROM enterprise_chains WHERE chain = :chain)");
  if (filter->district != NULL)
    append_condition (sql, &n, occupancy ? "p.district = :district" : "e.district = :district");
  if (filter->year != 0 && !occupancy)
    append_condition (sql, &n, "t.year = :year");
  g_string_append (sql, " ORDER BY t.id");
  return g_string_free (sql, FALSE);
}

void
lt_table_rows_bind (sqlite3_stmt *statement, const LtFilter *filter)
{
  int chain = sqlite3_bind_parameter_index (statement, ":chain");
  int district = sqlite3_bind_parameter_index (statement, ":district");
  int year = sqlite3_bind_parameter_index (statement, ":year");

  if (chain > 0)
    sqlite3_bind_int64 (statement, chain, filter->chain);
  if (district > 0)
    sqlite3_bind_text (statement, district, filter->district, -1, SQLITE_TRANSIENT);
  if (year > 0)
    sqlite3_bind_int (statement, year, filter->year);
}
