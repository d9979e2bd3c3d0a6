#include "config.h"

#include "lt-catalogue-loader.h"

#include <math.h>

#include "lt-rows.h"

#define MAX_CHAINS 32
/* A snapshot tells districts by a byte, 255 meaning none. */
#define MAX_DISTRICTS 255

static gboolean
read_values (LtStore *store, LtCatalogue *catalogue, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store, "SELECT key, value FROM catalogue ORDER BY id", error);
  int step = -1;

  while (statement != NULL && (step = lt_store_step (store, statement, error)) == 1)
    {
      const char *key = lt_statement_get_text (statement, 0);
      const char *value = lt_statement_get_text (statement, 1);

      if (key != NULL && value != NULL)
        lt_catalogue_set_value (catalogue, key, value);
    }
  return step == 0;
}

static gboolean
read_measures (LtStore *store, LtCatalogue *catalogue, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store,
                          "SELECT kind, name, name_en FROM measures WHERE kind IN ('task', 'mechanism') "
                          "ORDER BY kind DESC, position, id",
                          error);
  int step = -1;

  while (statement != NULL && (step = lt_store_step (store, statement, error)) == 1)
    {
      const char *name = lt_statement_get_text (statement, 1);

      if (name != NULL)
        lt_catalogue_add_measure (catalogue, lt_statement_get_text (statement, 0), name,
                                  lt_statement_get_text (statement, 2));
    }
  return step == 0;
}

/* A column of the rows of one chain; a row without text gives "" so that two columns stay aligned. */
static char **
read_list (LtStore *store, const char *sql, gint64 chain, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (store, sql, error);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  int step = -1;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, chain);
  while ((step = lt_store_step (store, statement, error)) == 1)
    {
      const char *text = lt_statement_get_text (statement, 0);

      g_strv_builder_add (builder, text != NULL ? text : "");
    }
  return step == 0 ? g_strv_builder_end (builder) : NULL;
}

static guint32
parse_colour (const char *text)
{
  return text != NULL && text[0] == '#' ? (guint32) g_ascii_strtoull (text + 1, NULL, 16) & 0xFFFFFF
                                        : 0x808080;
}

static double
get_number (sqlite3_stmt *statement, int column)
{
  double value;

  return lt_statement_get_number (statement, column, &value) ? value : NAN;
}

static gboolean
read_chain (LtStore *store, LtCatalogue *catalogue, sqlite3_stmt *row, GError **error)
{
  gint64 number = sqlite3_column_int64 (row, 0);
  const char *name = lt_statement_get_text (row, 1);
  g_auto (GStrv) segments = NULL;
  g_auto (GStrv) segments_en = NULL;
  g_auto (GStrv) districts = NULL;

  if (number < 1 || number > MAX_CHAINS || name == NULL)
    return TRUE;
  segments
      = read_list (store, "SELECT name FROM segments WHERE chain = ? ORDER BY position, id", number, error);
  segments_en = segments != NULL
                    ? read_list (store, "SELECT name_en FROM segments WHERE chain = ? ORDER BY position, id",
                                 number, error)
                    : NULL;
  districts
      = segments_en != NULL
            ? read_list (store, "SELECT district FROM chain_districts WHERE chain = ? ORDER BY position, id",
                         number, error)
            : NULL;
  if (districts == NULL)
    return FALSE;
  lt_catalogue_take_chain (
      catalogue, lt_chain_new ((guint) number, name, lt_statement_get_text (row, 2),
                               parse_colour (lt_statement_get_text (row, 3)), lt_statement_get_text (row, 4),
                               get_number (row, 5), sqlite3_column_int (row, 6), get_number (row, 7),
                               sqlite3_column_int (row, 8), (const char *const *) segments,
                               (const char *const *) segments_en, (const char *const *) districts));
  return TRUE;
}

static gboolean
read_chains (LtStore *store, LtCatalogue *catalogue, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (
      store,
      "SELECT number, name, name_en, colour, icon, target_yi, target_year, actual_yi, actual_year "
      "FROM chains ORDER BY number",
      error);
  int step = -1;

  while (statement != NULL && (step = lt_store_step (store, statement, error)) == 1)
    {
      if (!read_chain (store, catalogue, statement, error))
        return FALSE;
    }
  return step == 0;
}

static void
take_district (LtCatalogue *catalogue, LtRecord *record)
{
  const char *code = lt_record_peek (record, "code");
  const char *name = lt_record_peek (record, "name");
  int area_field = lt_fields_find (LT_KIND_DISTRICT, "area_km2");
  LtGeometry *geometry = lt_record_get_geometry (record);
  double area = NAN;

  if (code == NULL || lt_catalogue_get_n_districts (catalogue) >= MAX_DISTRICTS
      || lt_catalogue_get_district (catalogue, code) != NULL)
    return;
  if (!lt_record_get_number (record, (guint) area_field, &area))
    area = NAN;
  if (geometry != NULL && geometry->kind != LT_GEOMETRY_POLYGON)
    geometry = NULL;
  lt_catalogue_take_district (
      catalogue,
      lt_district_new (lt_record_get_id (record), code, name != NULL ? name : code,
                       lt_record_peek (record, "name_en"),
                       g_strcmp0 (lt_record_peek (record, "kind"), "zone") == 0,
                       g_strcmp0 (lt_record_peek (record, "quality"), "approximate") == 0, area, geometry));
}

static gboolean
read_districts (LtStore *store, LtCatalogue *catalogue, GError **error)
{
  g_autoptr (LtRecord) record = lt_record_new (LT_KIND_DISTRICT);
  g_autofree char *columns = lt_rows_columns (store, LT_KIND_DISTRICT, error);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM districts ORDER BY fid", columns);
  g_autoptr (sqlite3_stmt) statement = columns != NULL ? lt_store_prepare (store, sql, error) : NULL;
  int step = -1;

  while (statement != NULL && (step = lt_store_step (store, statement, error)) == 1)
    {
      lt_record_clear (record);
      lt_rows_read (statement, TRUE, record);
      take_district (catalogue, record);
    }
  return step == 0;
}

LtCatalogue *
lt_catalogue_loader_read (LtStore *store, GError **error)
{
  g_autoptr (LtCatalogue) catalogue = lt_catalogue_new ();

  if (!read_values (store, catalogue, error) || !read_measures (store, catalogue, error)
      || !read_chains (store, catalogue, error) || !read_districts (store, catalogue, error))
    return NULL;
  return g_steal_pointer (&catalogue);
}
