#include "config.h"

#include "lt-catalogue-files.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-csv.h"
#include "lt-geojson.h"
#include "lt-writer.h"

typedef struct
{
  const char *name;
  gboolean number;
  gboolean required;
} Column;

/* A file of the catalogue and the table its rows go into. */
typedef struct
{
  const char *file;
  const char *table;
  Column columns[10];
} Sheet;

/* clang-format off */
static const Sheet sheets[] = {
  { "catalogue.csv", "catalogue", { { "key", FALSE, TRUE }, { "value" } } },
  { "chains.csv", "chains",
    { { "number", TRUE, TRUE }, { "name", FALSE, TRUE }, { "name_en" }, { "colour", FALSE, TRUE }, { "icon" },
      { "target_yi", TRUE }, { "target_year", TRUE }, { "actual_yi", TRUE }, { "actual_year", TRUE } } },
  { "segments.csv", "segments",
    { { "chain", TRUE, TRUE }, { "position", TRUE, TRUE }, { "name", FALSE, TRUE }, { "name_en" } } },
  { "chain-districts.csv", "chain_districts",
    { { "chain", TRUE, TRUE }, { "position", TRUE, TRUE }, { "district", FALSE, TRUE } } },
  { "measures.csv", "measures",
    { { "kind", FALSE, TRUE }, { "position", TRUE, TRUE }, { "name", FALSE, TRUE }, { "name_en" } } },
};
/* clang-format on */

static LtCsv *
load_sheet (const Sheet *sheet, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, sheet->file, NULL);
  const char *names[G_N_ELEMENTS (sheet->columns) + 1] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (sheet->columns); i++)
    names[i] = sheet->columns[i].name;
  return lt_csv_load (path, names, error);
}

static char *
make_insert (const Sheet *sheet)
{
  GString *sql = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);

  g_string_printf (sql, "INSERT INTO %s (", sheet->table);
  for (guint i = 0; i < G_N_ELEMENTS (sheet->columns) && sheet->columns[i].name != NULL; i++)
    {
      g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "", sheet->columns[i].name);
      g_string_append (marks, i > 0 ? ", ?" : "?");
    }
  g_string_append_printf (sql, ") VALUES (%s)", marks->str);
  return g_string_free (sql, FALSE);
}

static gboolean
bind_cell (LtCsv *csv, guint row, const Column *column, sqlite3_stmt *statement, int index, GError **error)
{
  const char *text = lt_csv_peek (csv, row, column->name);
  double number;

  if (text == NULL && column->required)
    return lt_csv_fail (csv, row, column->name, error);
  if (!column->number || text == NULL)
    {
      lt_statement_bind_text (statement, index, text);
      return TRUE;
    }
  if (!lt_csv_get_number (csv, row, column->name, &number, error))
    return FALSE;
  if (number == floor (number) && fabs (number) < 1e15)
    sqlite3_bind_int64 (statement, index, (gint64) number);
  else
    sqlite3_bind_double (statement, index, number);
  return TRUE;
}

static gboolean
insert_row (LtStore *store, const Sheet *sheet, LtCsv *csv, guint row, const char *sql, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (store, sql, error);
  g_autoptr (GError) reason = NULL;

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (sheet->columns) && sheet->columns[i].name != NULL; i++)
    {
      if (!bind_cell (csv, row, &sheet->columns[i], statement, (int) i + 1, error))
        return FALSE;
    }
  if (lt_store_run (store, statement, &reason))
    return TRUE;
  if ((sqlite3_errcode (lt_store_get_db (store)) & 0xff) == SQLITE_CONSTRAINT)
    return lt_csv_fail (csv, row, sheet->columns[0].name, error);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
check_colours (LtCsv *csv, GError **error)
{
  for (guint row = 0; row < lt_csv_get_n_rows (csv); row++)
    {
      const char *colour = lt_csv_peek (csv, row, "colour");

      if (colour == NULL || colour[0] != '#' || strlen (colour) != 7
          || strspn (colour + 1, "0123456789abcdefABCDEF") != 6)
        return lt_csv_fail (csv, row, "colour", error);
    }
  return TRUE;
}

static gboolean
load_table (LtStore *store, const Sheet *sheet, const char *folder, GError **error)
{
  g_autoptr (LtCsv) csv = load_sheet (sheet, folder, error);
  g_autofree char *sql = make_insert (sheet);

  if (csv == NULL)
    return FALSE;
  if (g_str_equal (sheet->table, "chains") && !check_colours (csv, error))
    return FALSE;
  for (guint row = 0; row < lt_csv_get_n_rows (csv); row++)
    {
      if (!insert_row (store, sheet, csv, row, sql, error))
        return FALSE;
    }
  return TRUE;
}

/* --- districts and enterprises go through the writer, as an import does --- */

typedef struct
{
  const char *file;
  JsonArray *features;
  LtCsv *csv;
  guint next;
} Source;

static gboolean
set_field (LtRecord *record, const LtField *field, guint index, const char *text)
{
  char *end;
  double number;

  if (text == NULL || text[0] == '\0')
    return TRUE;
  if (field->type != LT_FIELD_INTEGER && field->type != LT_FIELD_NUMBER)
    {
      lt_record_set_text (record, index, text);
      return TRUE;
    }
  number = g_ascii_strtod (text, &end);
  if (*end != '\0' || !isfinite (number))
    return FALSE;
  lt_record_set_number (record, index, number);
  return TRUE;
}

static gboolean
fail_feature (const char *file, guint number, const char *field, GError **error)
{
  g_set_error (error, LT_ERROR, LT_ERROR_VALUE, _ ("“%s”, feature %u has no valid “%s”: correct it."), file,
               number, field);
  return FALSE;
}

static gboolean
read_feature (LtRecord *record, gpointer data, GError **error)
{
  Source *source = data;
  guint n;
  const LtField *fields = lt_fields_get (LT_KIND_DISTRICT, &n);
  JsonNode *node;

  if (source->next >= json_array_get_length (source->features))
    return FALSE;
  node = json_array_get_element (source->features, source->next++);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail_feature (source->file, source->next, "properties", error);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = lt_geojson_property (json_node_get_object (node), fields[i].name);

      if (!set_field (record, &fields[i], i, text)
          || ((fields[i].flags & LT_FIELD_REQUIRED) != 0 && !lt_record_has (record, i)))
        return fail_feature (source->file, source->next, fields[i].name, error);
    }
  lt_record_take_geometry (record, lt_geojson_geometry (json_node_get_object (node)));
  return TRUE;
}

static gboolean
load_districts (LtStore *store, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "districts.geojson", NULL);
  Source source = { .file = "districts.geojson" };
  g_autoptr (JsonNode) root = lt_geojson_load (path, &source.features, error);

  return root != NULL
         && lt_writer_put (store, LT_KIND_DISTRICT, NULL, read_feature, NULL, &source, NULL, error);
}

static gboolean
read_enterprise (LtRecord *record, gpointer data, GError **error)
{
  Source *source = data;
  guint n;
  const LtField *fields = lt_fields_get (LT_KIND_ENTERPRISE, &n);
  guint row = source->next;

  if (row >= lt_csv_get_n_rows (source->csv))
    return FALSE;
  source->next++;
  for (guint i = 0; i < n; i++)
    {
      const char *text = lt_csv_peek (source->csv, row, fields[i].name);

      if (!set_field (record, &fields[i], i, text)
          || ((fields[i].flags & LT_FIELD_REQUIRED) != 0 && !lt_record_has (record, i)))
        return lt_csv_fail (source->csv, row, fields[i].name, error);
    }
  return TRUE;
}

/* A column whose name is mistyped would silently be left out. */
static gboolean
check_columns (LtCsv *csv, LtKind kind, const char *file, GError **error)
{
  for (guint i = 0; i < lt_csv_get_n_columns (csv); i++)
    {
      const char *column = lt_csv_get_column (csv, i);

      if (lt_fields_find (kind, column) < 0)
        {
          g_set_error (error, LT_ERROR, LT_ERROR_FORMAT,
                       _ ("“%s” has an unknown column “%s”: correct its name or remove it."), file, column);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
load_enterprises (LtStore *store, const char *folder, GError **error)
{
  static const char *const columns[] = { "name", NULL };
  g_autofree char *path = g_build_filename (folder, "enterprises.csv", NULL);
  g_autoptr (GError) reason = NULL;
  g_autoptr (LtCsv) csv = NULL;
  Source source = { .file = "enterprises.csv" };

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  csv = lt_csv_load (path, columns, error);
  if (csv == NULL || !check_columns (csv, LT_KIND_ENTERPRISE, source.file, error))
    return FALSE;
  source.csv = csv;
  if (lt_writer_put (store, LT_KIND_ENTERPRISE, NULL, read_enterprise, NULL, &source, NULL, &reason))
    return TRUE;
  if (g_error_matches (reason, LT_ERROR, LT_ERROR_VALUE) && strstr (reason->message, source.file) == NULL)
    g_set_error (error, LT_ERROR, LT_ERROR_VALUE, _ ("“%s”, row %u: %s"), source.file, source.next,
                 reason->message);
  else
    g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* A key district that no district has would silently never light up. */
static gboolean
check_links (LtStore *store, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store,
                          "SELECT id, district FROM chain_districts WHERE district NOT IN "
                          "(SELECT code FROM districts WHERE code IS NOT NULL) LIMIT 1",
                          error);
  int step = statement != NULL ? lt_store_step (store, statement, error) : -1;

  if (step == 1)
    g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
                 _ ("“%s”, row %d: no district of districts.geojson has the code “%s”: correct it."),
                 "chain-districts.csv", sqlite3_column_int (statement, 0),
                 (const char *) sqlite3_column_text (statement, 1));
  return step == 0;
}

gboolean
lt_catalogue_files_load (LtStore *store, const char *folder, GError **error)
{
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND,
                   _ ("The catalogue folder “%s” is missing: put it back."), folder);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      if (!load_table (store, &sheets[i], folder, error))
        return FALSE;
    }
  return lt_store_exec (store,
                        "INSERT INTO actuals (chain, year, actual_yi) SELECT number, actual_year, actual_yi "
                        "FROM chains WHERE actual_yi IS NOT NULL AND actual_year IS NOT NULL",
                        error)
         && load_districts (store, folder, error) && check_links (store, error)
         && load_enterprises (store, folder, error);
}
