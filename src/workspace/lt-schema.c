#include "config.h"

#include "lt-schema.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-field.h"
#include "lt-journal-index.h"
#include "lt-paths.h"
#include "lt-search-index.h"

#define GPKG_APPLICATION_ID 0x47504B47
/* Debian 12's SQLite can't stop a check once it runs: this much is read in a fifth of a second or so. */
#define MAX_BYTES_TO_CHECK (32 * 1024 * 1024)

static gboolean
fail_not_workspace (LtStore *store, GError **error)
{
  g_autofree char *name = g_path_get_basename (lt_store_get_path (store));

  g_set_error (error, LT_ERROR, LT_ERROR_NOT_WORKSPACE,
               _ ("“%s” is a GeoPackage but no Liantu workspace: import it into a workspace instead."), name);
  return FALSE;
}

static gboolean
fail_not_geopackage (LtStore *store, GError **error)
{
  g_autofree char *name = g_path_get_basename (lt_store_get_path (store));

  g_set_error (error, LT_ERROR, LT_ERROR_NOT_WORKSPACE,
               _ ("“%s” is no Liantu workspace: choose a workspace file (.gpkg)."), name);
  return FALSE;
}

gboolean
lt_schema_identify (LtStore *store, int *version, GError **error)
{
  gint64 application, tables, value;

  if (!lt_store_get_int64 (store, "PRAGMA application_id", 0, &application, error)
      || !lt_store_get_int64 (
          store,
          "SELECT count (*) FROM sqlite_schema WHERE type = 'table' AND name IN "
          "('lt_schema', 'lt_journal', 'gpkg_contents', 'chains', 'enterprises', 'parcels', "
          "'projects', 'districts')",
          0, &tables, error))
    return FALSE;
  if (application != GPKG_APPLICATION_ID)
    return fail_not_geopackage (store, error);
  if (tables != 8)
    return fail_not_workspace (store, error);
  if (!lt_store_get_int64 (store, "SELECT max (version) FROM lt_schema", 0, &value, error))
    return FALSE;
  if (value < 1 || value > G_MAXINT)
    return fail_not_workspace (store, error);
  *version = (int) value;
  return TRUE;
}

/* --- feature tables --- */

static const char *
sql_type (LtFieldType type)
{
  switch (type)
    {
    case LT_FIELD_INTEGER:
      return "INTEGER";
    case LT_FIELD_NUMBER:
      return "DOUBLE";
    case LT_FIELD_DATE:
      return "DATE";
    case LT_FIELD_TEXT:
    case LT_FIELD_CODE:
    case LT_FIELD_CHAINS:
    case LT_FIELD_DISTRICT:
      break;
    }
  return "TEXT";
}

static const char *
geometry_type (LtKind kind)
{
  switch (kind)
    {
    case LT_KIND_ENTERPRISE:
      return "POINT";
    case LT_KIND_PROJECT:
      return "GEOMETRY";
    case LT_KIND_DISTRICT:
    case LT_KIND_PARCEL:
    default:
      break;
    }
  return "MULTIPOLYGON";
}

static const char *
chinese_title (LtKind kind)
{
  static const char *const titles[LT_N_KINDS] = { "区县", "企业", "地块", "项目" };

  return titles[kind];
}

/* The R-tree and its triggers as GeoPackage 1.3 has them, annex F.3; T is the table's name. */
static const char rtree_sql[]
    = "CREATE VIRTUAL TABLE \"rtree_T_geom\" USING rtree(id, minx, maxx, miny, maxy);"
      "CREATE TRIGGER \"rtree_T_geom_insert\" AFTER INSERT ON \"T\" "
      "WHEN (NEW.\"geom\" NOT NULL AND NOT ST_IsEmpty(NEW.\"geom\")) BEGIN "
      "INSERT OR REPLACE INTO \"rtree_T_geom\" VALUES (NEW.\"fid\", ST_MinX(NEW.\"geom\"), "
      "ST_MaxX(NEW.\"geom\"), "
      "ST_MinY(NEW.\"geom\"), ST_MaxY(NEW.\"geom\")); END;"
      "CREATE TRIGGER \"rtree_T_geom_update1\" AFTER UPDATE OF \"geom\" ON \"T\" "
      "WHEN OLD.\"fid\" = NEW.\"fid\" AND (NEW.\"geom\" NOTNULL AND NOT ST_IsEmpty(NEW.\"geom\")) BEGIN "
      "INSERT OR REPLACE INTO \"rtree_T_geom\" VALUES (NEW.\"fid\", ST_MinX(NEW.\"geom\"), "
      "ST_MaxX(NEW.\"geom\"), "
      "ST_MinY(NEW.\"geom\"), ST_MaxY(NEW.\"geom\")); END;"
      "CREATE TRIGGER \"rtree_T_geom_update2\" AFTER UPDATE OF \"geom\" ON \"T\" "
      "WHEN OLD.\"fid\" = NEW.\"fid\" AND (NEW.\"geom\" ISNULL OR ST_IsEmpty(NEW.\"geom\")) BEGIN "
      "DELETE FROM \"rtree_T_geom\" WHERE id = OLD.\"fid\"; END;"
      "CREATE TRIGGER \"rtree_T_geom_update3\" AFTER UPDATE ON \"T\" "
      "WHEN OLD.\"fid\" != NEW.\"fid\" AND (NEW.\"geom\" NOTNULL AND NOT ST_IsEmpty(NEW.\"geom\")) BEGIN "
      "DELETE FROM \"rtree_T_geom\" WHERE id = OLD.\"fid\"; "
      "INSERT OR REPLACE INTO \"rtree_T_geom\" VALUES (NEW.\"fid\", ST_MinX(NEW.\"geom\"), "
      "ST_MaxX(NEW.\"geom\"), "
      "ST_MinY(NEW.\"geom\"), ST_MaxY(NEW.\"geom\")); END;"
      "CREATE TRIGGER \"rtree_T_geom_update4\" AFTER UPDATE ON \"T\" "
      "WHEN OLD.\"fid\" != NEW.\"fid\" AND (NEW.\"geom\" ISNULL OR ST_IsEmpty(NEW.\"geom\")) BEGIN "
      "DELETE FROM \"rtree_T_geom\" WHERE id IN (OLD.\"fid\", NEW.\"fid\"); END;"
      "CREATE TRIGGER \"rtree_T_geom_delete\" AFTER DELETE ON \"T\" WHEN OLD.\"geom\" NOT NULL BEGIN "
      "DELETE FROM \"rtree_T_geom\" WHERE id = OLD.\"fid\"; END;"
      "INSERT INTO gpkg_extensions VALUES ('T', 'geom', 'gpkg_rtree_index', "
      "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');";

static char *
replace_table (const char *sql, const char *table)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *quoted = NULL;
  g_autofree char *text = NULL;
  g_autofree char *rtree = g_strdup_printf ("rtree_%s_geom", table);
  g_auto (GStrv) rtree_parts = g_strsplit (sql, "rtree_T_geom", -1);
  g_auto (GStrv) quote_parts = NULL;
  g_autofree char *name = g_strdup_printf ("\"%s\"", table);

  text = g_strjoinv (rtree, rtree_parts);
  parts = g_strsplit (text, "\"T\"", -1);
  quoted = g_strjoinv (name, parts);
  quote_parts = g_strsplit (quoted, "'T'", -1);
  name[0] = name[strlen (name) - 1] = '\'';
  return g_strjoinv (name, quote_parts);
}

static gboolean
describe_column (LtStore *store,
                 const char *table,
                 const char *column,
                 const char *title,
                 const char *unit,
                 GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (
      store,
      "INSERT OR IGNORE INTO gpkg_data_columns (table_name, column_name, name, title, description) "
      "VALUES (?, ?, ?2, ?, ?)",
      error);

  if (statement == NULL)
    return FALSE;
  lt_statement_bind_text (statement, 1, table);
  lt_statement_bind_text (statement, 2, column);
  lt_statement_bind_text (statement, 3, title);
  lt_statement_bind_text (statement, 4, unit);
  return lt_store_run (store, statement, error);
}

static gboolean
register_table (LtStore *store, LtKind kind, GError **error)
{
  const char *table = lt_kind_get_name (kind);
  g_autofree char *sql
      = g_strdup_printf ("INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) "
                         "VALUES ('%s', 'features', '%s', '%s', 4326);"
                         "INSERT INTO gpkg_geometry_columns VALUES ('%s', 'geom', '%s', 4326, 0, 0)",
                         table, table, chinese_title (kind), table, geometry_type (kind));
  g_autofree char *rtree = replace_table (rtree_sql, table);

  return lt_store_exec (store, sql, error) && lt_store_exec (store, rtree, error);
}

/* Index and title of a column that is there. */
static gboolean
furnish_column (LtStore *store, LtKind kind, const LtField *field, GError **error)
{
  const char *table = lt_kind_get_name (kind);
  gboolean indexed = (field->flags & LT_FIELD_KEY) != 0;
  g_autofree char *index = g_strdup_printf ("CREATE INDEX IF NOT EXISTS \"%s_%s\" ON \"%s\" (\"%s\")", table,
                                            field->name, table, field->name);

  return (!indexed || lt_store_exec (store, index, error))
         && describe_column (store, table, field->name, field->title_zh, field->unit, error);
}

static gboolean
create_table (LtStore *store, LtKind kind, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  guint n;
  const LtField *fields = lt_fields_get (kind, &n);

  g_string_printf (sql, "CREATE TABLE \"%s\" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom %s",
                   lt_kind_get_name (kind), geometry_type (kind));
  for (guint i = 0; i < n; i++)
    {
      if (fields[i].type != LT_FIELD_CHAINS)
        g_string_append_printf (sql, ", \"%s\" %s", fields[i].name, sql_type (fields[i].type));
    }
  g_string_append (sql, ", extra_json TEXT)");
  if (!lt_store_exec (store, sql->str, error) || !register_table (store, kind, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (fields[i].type != LT_FIELD_CHAINS && !furnish_column (store, kind, &fields[i], error))
        return FALSE;
    }
  return describe_column (store, lt_kind_get_name (kind), "extra_json", "其他列", "JSON", error);
}

static gboolean
has_column (LtStore *store, const char *table, const char *column, gboolean *has, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store, "SELECT 1 FROM pragma_table_info (?) WHERE name = ? COLLATE NOCASE", error);
  int step;

  if (statement == NULL)
    return FALSE;
  lt_statement_bind_text (statement, 1, table);
  lt_statement_bind_text (statement, 2, column);
  step = lt_store_step (store, statement, error);
  *has = step == 1;
  return step >= 0;
}

static gboolean
add_column (LtStore *store, LtKind kind, const LtField *field, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("ALTER TABLE \"%s\" ADD COLUMN \"%s\" %s", lt_kind_get_name (kind),
                                          field->name, sql_type (field->type));

  return lt_store_exec (store, sql, error) && furnish_column (store, kind, field, error);
}

static gboolean
add_columns (LtStore *store, LtKind kind, gboolean add, gboolean *complete, GError **error)
{
  guint n;
  const LtField *fields = lt_fields_get (kind, &n);

  for (guint i = 0; i < n; i++)
    {
      gboolean has;

      if (fields[i].type == LT_FIELD_CHAINS)
        continue;
      if (!has_column (store, lt_kind_get_name (kind), fields[i].name, &has, error))
        return FALSE;
      *complete = *complete && has;
      if (add && !has && !add_column (store, kind, &fields[i], error))
        return FALSE;
    }
  return TRUE;
}

gboolean
lt_schema_is_complete (LtStore *store, gboolean *complete, GError **error)
{
  *complete = TRUE;
  for (guint kind = 0; kind < LT_N_KINDS; kind++)
    {
      if (!add_columns (store, kind, FALSE, complete, error))
        return FALSE;
    }
  return !*complete || lt_search_index_is_complete (store, complete, error);
}

gboolean
lt_schema_complete (LtStore *store, GError **error)
{
  for (guint kind = 0; kind < LT_N_KINDS; kind++)
    {
      gboolean has, complete;

      if (!has_column (store, lt_kind_get_name (kind), "fid", &has, error))
        return FALSE;
      if ((!has && !create_table (store, kind, error)) || !add_columns (store, kind, TRUE, &complete, error))
        return FALSE;
    }
  return lt_search_index_complete (store, error);
}

/* --- migrations --- */

static char *
find_migration (int number, GError **error)
{
  g_autofree char *folder = g_build_filename (lt_paths_get_data (), "migrations", NULL);
  g_autofree char *prefix = g_strdup_printf ("%04d-", number);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_prefix (name, prefix) && g_str_has_suffix (name, ".sql"))
        return g_build_filename (folder, name, NULL);
    }
  g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND, _ ("“%s*.sql” is missing in “%s”: install Liantu again."),
               prefix, folder);
  return NULL;
}

static gboolean
apply_migration (LtStore *store, int number, GError **error)
{
  g_autofree char *path = find_migration (number, error);
  g_autofree char *sql = NULL;
  g_autofree char *note = NULL;

  if (path == NULL)
    return FALSE;
  if (!g_file_get_contents (path, &sql, NULL, NULL))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_IO, _ ("“%s” can't be read: install Liantu again."), path);
      return FALSE;
    }
  note = g_strdup_printf ("INSERT INTO lt_schema VALUES (%d, strftime ('%%Y-%%m-%%dT%%H:%%M:%%SZ', 'now'))",
                          number);
  return lt_store_exec (store, sql, error) && lt_store_exec (store, note, error);
}

gboolean
lt_schema_migrate (LtStore *store, int from, GError **error)
{
  for (int number = from + 1; number <= LT_SCHEMA_VERSION; number++)
    {
      if (!apply_migration (store, number, error))
        return FALSE;
    }
  return lt_schema_complete (store, error) && lt_journal_index_complete (store, error);
}

/* --- checking --- */

static gboolean
quick_check (LtStore *store, const char *sql, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (store, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  step = lt_store_step (store, statement, error);
  if (step < 0)
    return FALSE;
  if (step == 1 && g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0)
    return TRUE;
  return lt_store_fail (store, SQLITE_CORRUPT, error);
}

gboolean
lt_schema_check (LtStore *store, GError **error)
{
  gint64 pages, size;

  if (!lt_store_get_int64 (store, "PRAGMA page_count", 0, &pages, error)
      || !lt_store_get_int64 (store, "PRAGMA page_size", 0, &size, error))
    return FALSE;
  if (pages * size <= MAX_BYTES_TO_CHECK)
    return quick_check (store, "PRAGMA quick_check (1)", error);
  return quick_check (store, "PRAGMA quick_check ('gpkg_contents')", error)
         && quick_check (store, "PRAGMA quick_check ('chains')", error)
         && quick_check (store, "PRAGMA quick_check ('districts')", error)
         && quick_check (store, "PRAGMA quick_check ('lt_journal')", error);
}
