#include "config.h"

#include "lt-row-reader.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "lt-credit-code.h"
#include "lt-import-report.h"
#include "lt-position.h"
#include "lt-value.h"

#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 10)
#define MAX_WHOLE 9007199254740992.0 /* 2^53: beyond it a double skips whole numbers */

struct _LtRowReader
{
  LtKind kind;
  const LtField *fields;
  guint n_fields;
  int quality; /* field that says how sure a position is, -1 none */
  LtCatalogue *catalogue;
  const LtSourceFuncs *funcs;
  LtSource *source;
  LtColumn *columns;
  guint n_columns;
  const LtColumn **by_field; /* n_fields; NULL where the file has no such column */
  LtImportReport *report;
  LtPositionCheck position;
  GHashTable *keys; /* "field value" of the rows given out */

  LtSourceRow row;
  gboolean bad;

  gint64 n_rows;
  LtProgressFunc progress;
  gpointer progress_data;
  gint64 progress_time;
  GCancellable *cancellable;
};

static void
reject (LtRowReader *self, const char *field, const char *value, const char *message)
{
  lt_import_report_take_issue (self->report, self->report->read, field, value, g_strdup (message));
  self->bad = TRUE;
}

LtRowReader *
lt_row_reader_new (LtKind kind,
                   LtCatalogue *catalogue,
                   const LtSourceFuncs *funcs,
                   LtSource *source,
                   LtColumn *columns,
                   guint n_columns,
                   LtImportReport *report)
{
  LtRowReader *self = g_new0 (LtRowReader, 1);

  self->kind = kind;
  self->fields = lt_fields_get (kind, &self->n_fields);
  self->quality = lt_fields_find (kind, kind == LT_KIND_DISTRICT ? "quality" : "position_quality");
  self->catalogue = catalogue;
  self->funcs = funcs;
  self->source = source;
  self->columns = columns;
  self->n_columns = n_columns;
  self->report = report;
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_field = g_new0 (const LtColumn *, self->n_fields);
  for (guint i = 0; i < n_columns; i++)
    if (columns[i].role == LT_COLUMN_FIELD)
      self->by_field[columns[i].field] = &columns[i];
  lt_position_check_init (&self->position, kind, lt_catalogue_get_box (catalogue));

  return self;
}

void
lt_row_reader_free (LtRowReader *self)
{
  g_hash_table_unref (self->keys);
  g_free (self->by_field);
  g_free (self->columns);
  g_free (self);
}

void
lt_row_reader_set_progress (
    LtRowReader *self, gint64 n_rows, LtProgressFunc progress, gpointer data, GCancellable *cancellable)
{
  self->n_rows = n_rows;
  self->progress = progress;
  self->progress_data = data;
  self->cancellable = cancellable;
}

static void
set_number (LtRowReader *self, LtRecord *record, const LtColumn *column, const char *text)
{
  gboolean whole = self->fields[column->field].type == LT_FIELD_INTEGER;
  double value;

  if (!lt_value_parse_number (text, &value))
    reject (self, column->name, text, _ ("This is not a number: write it in digits, without a unit."));
  else if (whole && (value != floor (value) || fabs (value) > MAX_WHOLE))
    reject (self, column->name, text, _ ("This is not a whole number: correct it."));
  else
    lt_record_set_number (record, column->field, value * column->factor);
}

static void
set_code (LtRowReader *self, LtRecord *record, const LtColumn *column, const char *text)
{
  gboolean credit = strcmp (self->fields[column->field].name, "credit_code") == 0;
  g_autofree char *upper = credit ? g_ascii_strup (text, -1) : g_strdup (text);

  if (lt_credit_code_is_damaged (text))
    reject (self, column->name, text,
            _ ("A spreadsheet has damaged this code: format its column as text, enter the code again and "
               "save the file."));
  else if (credit && !lt_credit_code_is_valid (upper))
    reject (self, column->name, text,
            _ ("This credit code does not check (18 characters, the last one confirms the others): correct "
               "it."));
  else
    lt_record_set_text (record, column->field, upper);
}

static void
set_date (LtRowReader *self, LtRecord *record, const LtColumn *column, const char *text)
{
  g_autofree char *date = lt_value_parse_date (text);

  if (date == NULL)
    reject (self, column->name, text, _ ("This is not a date: write it like 2026-01-31."));
  else
    lt_record_set_text (record, column->field, date);
}

static void
set_chains (LtRowReader *self, LtRecord *record, const LtColumn *column, const char *text)
{
  g_autofree char *chains = lt_value_parse_chains (text, self->catalogue);

  if (chains == NULL)
    reject (self, column->name, text,
            _ ("This chain is not in the catalogue: write its number or its full name."));
  else
    lt_record_set_text (record, column->field, chains);
}

static void
set_district (LtRowReader *self, LtRecord *record, const LtColumn *column, const char *text)
{
  const char *code = lt_value_find_district (text, self->catalogue);

  if (code == NULL)
    reject (self, column->name, text,
            _ ("This district is not in the catalogue: write its code or its full name."));
  else
    lt_record_set_text (record, column->field, code);
}

static void
set_field (LtRowReader *self, LtRecord *record, const LtColumn *column, const char *value)
{
  LtFieldType type = self->fields[column->field].type;
  g_autofree char *clean = lt_value_clean (value, type != LT_FIELD_TEXT);
  g_autofree char *text = NULL;

  if (clean == NULL)
    return;

  switch (type)
    {
    case LT_FIELD_TEXT:
      text = g_strdup (value);
      lt_record_set_text (record, column->field, g_strstrip (text));
      break;
    case LT_FIELD_CODE:
      set_code (self, record, column, clean);
      break;
    case LT_FIELD_INTEGER:
    case LT_FIELD_NUMBER:
      set_number (self, record, column, clean);
      break;
    case LT_FIELD_DATE:
      set_date (self, record, column, clean);
      break;
    case LT_FIELD_CHAINS:
      set_chains (self, record, column, clean);
      break;
    case LT_FIELD_DISTRICT:
      set_district (self, record, column, clean);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
add_extra (JsonObject *extra, const LtColumn *column, const char *value)
{
  double number;

  if (column->is_number && lt_value_parse_number (value, &number))
    json_object_set_double_member (extra, column->name, number);
  else
    json_object_set_string_member (extra, column->name, value);
}

static void
set_extra (LtRowReader *self, LtRecord *record)
{
  g_autoptr (JsonObject) extra = json_object_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].role == LT_COLUMN_EXTRA && self->row.values[i] != NULL
        && self->row.values[i][0] != '\0')
      add_extra (extra, &self->columns[i], self->row.values[i]);

  if (json_object_get_size (extra) == 0)
    return;

  node = json_node_init_object (json_node_alloc (), extra);
  text = json_to_string (node, FALSE);
  lt_record_set_extra (record, text);
}

/* A column's cleaned value, NULL when the column or the value is missing. */
static char *
get_by_role (LtRowReader *self, LtColumnRole role, const LtColumn **column)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].role == role)
      {
        *column = &self->columns[i];
        return self->row.values[i] != NULL ? lt_value_clean (self->row.values[i], TRUE) : NULL;
      }

  return NULL;
}

static LtGeometry *
read_coordinates (LtRowReader *self)
{
  const LtColumn *x_column = NULL;
  const LtColumn *y_column = NULL;
  g_autofree char *x_text = get_by_role (self, LT_COLUMN_LONGITUDE, &x_column);
  g_autofree char *y_text = get_by_role (self, LT_COLUMN_LATITUDE, &y_column);
  double x, y;

  if (x_text == NULL && y_text == NULL)
    return NULL;

  if (x_text == NULL || !lt_value_parse_number (x_text, &x))
    reject (self, x_column->name, x_text, _ ("This is not a longitude: write it in degrees, like 120.0933."));
  else if (y_text == NULL || !lt_value_parse_number (y_text, &y))
    reject (self, y_column->name, y_text, _ ("This is not a latitude: write it in degrees, like 30.8703."));
  else
    return lt_geometry_new_point (x, y);

  return NULL;
}

static LtGeometry *
read_wkt (LtRowReader *self)
{
  const LtColumn *column = NULL;
  g_autofree char *wkt = get_by_role (self, LT_COLUMN_WKT, &column);
  LtGeometry *geometry = NULL;

  if (wkt == NULL)
    return NULL;

  if (self->funcs->read_wkt (self->source, wkt, &self->row))
    geometry = lt_geometry_from_wkb (self->row.wkb, self->row.wkb_length);
  if (geometry == NULL)
    reject (self, column->name, wkt,
            _ ("This is not a geometry as WKT, like POINT (120.1 30.9): correct it."));

  return geometry;
}

static LtGeometry *
read_geometry (LtRowReader *self)
{
  LtGeometry *geometry = NULL;

  if (self->row.wkb != NULL)
    geometry = lt_geometry_from_wkb (self->row.wkb, self->row.wkb_length);
  if (self->row.bad_geometry || (self->row.wkb != NULL && geometry == NULL))
    {
      reject (self, NULL, NULL, _ ("The geometry is damaged or of a mixed kind: draw it again."));
      return NULL;
    }
  if (geometry == NULL)
    geometry = read_wkt (self);
  if (geometry == NULL && !self->bad)
    geometry = read_coordinates (self);

  return geometry;
}

/* Checks and repairs a polygon; takes and returns the geometry, NULL when it was rejected. */
static LtGeometry *
check_outline (LtRowReader *self, LtGeometry *geometry)
{
  LtGeometry *repaired;

  switch (self->funcs->check_outline (self->source, &self->row))
    {
    case LT_OUTLINE_VALID:
      return geometry;
    case LT_OUTLINE_REPAIRED:
      repaired = lt_geometry_from_wkb (self->row.wkb, self->row.wkb_length);
      lt_geometry_unref (geometry);
      lt_import_report_take_issue (self->report, self->report->read, NULL, NULL,
                                   g_strdup (_ ("The outline crossed or touched itself and was repaired: "
                                                "compare it with the original.")));
      return repaired;
    case LT_OUTLINE_BROKEN:
    default:
      lt_geometry_unref (geometry);
      reject (self, NULL, NULL, _ ("The outline crosses itself and can't be repaired: draw it again."));
      return NULL;
    }
}

static void
set_geometry (LtRowReader *self, LtRecord *record)
{
  LtGeometry *geometry = read_geometry (self);
  g_autofree char *value = NULL;
  const char *problem;

  if (self->bad)
    {
      g_clear_pointer (&geometry, lt_geometry_unref);
      return;
    }

  problem = lt_position_check (&self->position, geometry, &value);
  if (problem != NULL)
    {
      reject (self, NULL, value, problem);
      g_clear_pointer (&geometry, lt_geometry_unref);
    }
  else if (geometry != NULL && geometry->kind == LT_GEOMETRY_POLYGON)
    geometry = check_outline (self, geometry);

  lt_record_take_geometry (record, lt_position_shape (&self->position, geometry));
}

/* A boundary or point that came with the file is better than the one a catalogue guessed. */
static void
set_quality (LtRowReader *self, LtRecord *record)
{
  if (self->quality >= 0 && lt_record_get_geometry (record) != NULL
      && !lt_record_has (record, (guint) self->quality))
    lt_record_set_text (record, (guint) self->quality, "surveyed");
}

static void
check_required (LtRowReader *self, LtRecord *record)
{
  for (guint i = 0; i < self->n_fields; i++)
    if ((self->fields[i].flags & LT_FIELD_REQUIRED) != 0 && !lt_record_has (record, i))
      reject (self, self->by_field[i]->name, NULL, _ ("This is missing and must be filled in."));
}

static char *
get_key (LtRowReader *self, LtRecord *record, guint *field)
{
  for (guint i = 0; i < self->n_fields; i++)
    if ((self->fields[i].flags & LT_FIELD_KEY) != 0 && lt_record_has (record, i))
      {
        *field = i;
        return g_strdup_printf ("%u %s", i, lt_record_get_text (record, i));
      }

  return NULL;
}

static void
check_key (LtRowReader *self, LtRecord *record)
{
  guint field = 0;
  g_autofree char *key = get_key (self, record, &field);

  if (key == NULL)
    return;

  if (g_hash_table_contains (self->keys, key))
    reject (self, self->by_field[field]->name, lt_record_get_text (record, field),
            _ ("An earlier row of the file has the same one: only the first was taken."));
  else
    g_hash_table_add (self->keys, g_steal_pointer (&key));
}

static gboolean
fill (LtRowReader *self, LtRecord *record)
{
  self->bad = FALSE;
  lt_record_clear (record);
  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].role == LT_COLUMN_FIELD && self->row.values[i] != NULL)
      set_field (self, record, &self->columns[i], self->row.values[i]);

  if (!self->bad)
    check_required (self, record);
  if (!self->bad)
    set_geometry (self, record);
  if (!self->bad)
    check_key (self, record);
  if (self->bad)
    return FALSE;

  set_quality (self, record);
  set_extra (self, record);

  return TRUE;
}

static void
tell_progress (LtRowReader *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->progress == NULL || now - self->progress_time < PROGRESS_INTERVAL)
    return;

  self->progress_time = now;
  self->progress (self->n_rows > 0 ? MIN (self->report->read / (double) self->n_rows, 1.0) : -1.0,
                  self->report->read, self->progress_data);
}

gboolean
lt_row_reader_next (LtRowReader *self, LtRecord *record, GError **error)
{
  for (;;)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error)
          || !self->funcs->next (self->source, &self->row, error))
        return FALSE;

      self->report->read++;
      tell_progress (self);
      if (fill (self, record))
        return TRUE;

      self->report->rejected++;
    }
}
