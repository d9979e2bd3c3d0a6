#include "config.h"

#include "lt-row-reader.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-axis-title.h"
#include "lt-city-area.h"
#include "lt-credit-code.h"
#include "lt-district-row.h"
#include "lt-import-report.h"
#include "lt-key-set.h"
#include "lt-out-text.h"
#include "lt-position.h"
#include "lt-value.h"

#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 10)
#define ROWS_A_LOOK 64               /* between looks at the clock */
#define MAX_WHOLE 9007199254740992.0 /* 2^53: beyond it a double skips whole numbers */
#define MAX_WORDS 4096               /* chains and districts as written, remembered */
#define MAX_AREA_DIFFERENCE 0.01
#define GPKG_HEADER 40 /* of a blob with an envelope of two dimensions: the WKB is what follows */
#define FIRST_YEAR 1949
#define LAST_YEAR 2100

struct _LtRowReader
{
  LtRowReading reading;
  const LtField *fields;
  guint n_fields;
  int quality; /* fields by index, -1 where the kind has none */
  int area;
  int year;
  int tenure;
  int class_of_district;
  int credit_code;
  const LtColumn **by_field; /* n_fields; NULL where the file has no such column */
  const LtColumn *longitude; /* NULL: no such column */
  const LtColumn *latitude;
  const LtColumn *wkt;
  const LtColumn *system; /* NULL: none says in which system a row is */
  char *system_word;      /* what it said that was right */
  char **extra_names;     /* n_columns; "name": as JSON, NULL where a column is not kept as extra */
  GString *extra;
  GString *key;
  GString *spare;    /* for a value that is tidied, until the next one is */
  GHashTable *words; /* text of a cell → "6;1" or a district's code */
  LtPositionCheck position;
  LtCityArea *area_of_city; /* (nullable) */
  LtKeySet *keys;           /* of the rows given out */
  LtKeySet *own_keys;       /* the same by the person's own */

  LtSourceRow row;
  guint n_blank; /* rows of the file that are none */
  gboolean bad;
  gboolean mended;
  LtGeometry *raw; /* of the layer, as the file has it, for a file of rejected rows */
  GString *reasons;

  gint64 n_rows;
  LtProgressFunc progress;
  gpointer progress_data;
  gint64 progress_time;
  GCancellable *cancellable;
};

/* --- issues --- */

static void
take_issue (LtRowReader *self, LtIssueKind kind, const char *field, const char *value, char *message)
{
  if (self->reading.rejects != NULL && !lt_issue_kind_is_warning (kind))
    g_string_append_printf (self->reasons, "%s%s%s%s", self->reasons->len > 0 ? " " : "",
                            field != NULL ? field : "", field != NULL ? ": " : "", message);
  lt_import_report_take_issue (self->reading.report, kind, lt_row_reader_get_row (self), field, value,
                               message);
}

static void
reject (LtRowReader *self, LtIssueKind kind, const char *field, const char *value, const char *message)
{
  take_issue (self, kind, field, value, g_strdup (message));
  self->bad = TRUE;
}

static void
warn (LtRowReader *self, LtIssueKind kind, const char *field, const char *value, char *message)
{
  take_issue (self, kind, field, value, message);
}

/* A district's code may be in no column (lt-district-row.h). */
static const char *
name_column (const LtRowReader *self, guint field)
{
  return self->by_field[field] != NULL ? self->by_field[field]->name : self->fields[field].name;
}

/* --- beginning --- */

static void
index_columns (LtRowReader *self)
{
  self->by_field = g_new0 (const LtColumn *, self->n_fields + 1);
  self->extra_names = g_new0 (char *, self->reading.n_columns + 1);
  for (guint i = 0; i < self->reading.n_columns; i++)
    {
      const LtColumn *column = &self->reading.columns[i];
      g_autoptr (GString) name = NULL;

      switch (column->role)
        {
        case LT_COLUMN_FIELD:
          self->by_field[column->field] = column;
          break;
        case LT_COLUMN_LONGITUDE:
          self->longitude = column;
          break;
        case LT_COLUMN_LATITUDE:
          self->latitude = column;
          break;
        case LT_COLUMN_WKT:
          self->wkt = column;
          break;
        case LT_COLUMN_SYSTEM:
          self->system = self->reading.system != NULL ? column : NULL;
          break;
        case LT_COLUMN_EXTRA:
          name = g_string_new (NULL);
          lt_out_json (name, column->name);
          g_string_append_c (name, ':');
          self->extra_names[i] = g_string_free (g_steal_pointer (&name), FALSE);
          break;
        case LT_COLUMN_IGNORED:
        default:
          break;
        }
    }
}

LtRowReader *
lt_row_reader_new (const LtRowReading *reading)
{
  LtRowReader *self = g_new0 (LtRowReader, 1);
  LtKind kind = reading->kind;

  self->reading = *reading;
  self->fields = lt_fields_get (kind, &self->n_fields);
  self->quality = lt_fields_find (kind, kind == LT_KIND_DISTRICT ? "quality" : "position_quality");
  self->area = kind == LT_KIND_PARCEL ? lt_fields_find (kind, "area_m2") : -1;
  self->year = kind == LT_KIND_FIGURE ? lt_fields_find (kind, "year") : -1;
  self->tenure = kind == LT_KIND_OCCUPANCY ? lt_fields_find (kind, "tenure") : -1;
  self->credit_code = lt_fields_find (kind, "credit_code");
  self->class_of_district = reading->zones ? lt_fields_find (kind, "kind") : -1;
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->keys = lt_key_set_new ();
  self->own_keys = lt_key_set_new ();
  self->extra = g_string_new (NULL);
  self->key = g_string_new (NULL);
  self->spare = g_string_new (NULL);
  self->reasons = g_string_new (NULL);
  index_columns (self);
  lt_position_check_init (&self->position, kind, lt_catalogue_get_box (reading->catalogue));
  if (kind < LT_N_KINDS && kind != LT_KIND_DISTRICT)
    self->area_of_city = lt_city_area_new (reading->catalogue);

  return self;
}

void
lt_row_reader_free (LtRowReader *self)
{
  for (guint i = 0; i < self->reading.n_columns; i++)
    g_free (self->extra_names[i]);
  g_clear_pointer (&self->raw, lt_geometry_unref);
  g_hash_table_unref (self->words);
  lt_key_set_free (self->keys);
  lt_key_set_free (self->own_keys);
  g_clear_pointer (&self->area_of_city, lt_city_area_free);
  g_string_free (self->extra, TRUE);
  g_string_free (self->key, TRUE);
  g_string_free (self->spare, TRUE);
  g_string_free (self->reasons, TRUE);
  g_free (self->system_word);
  g_free (self->extra_names);
  g_free (self->by_field);
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

/* --- values --- */

static void
set_number (LtRowReader *self, LtRecord *record, const LtColumn *column, const char *text)
{
  gboolean whole = self->fields[column->field].type == LT_FIELD_INTEGER;
  double value;

  if (!lt_value_parse_number (text, &value))
    reject (self, LT_ISSUE_NUMBER, column->name, text,
            _ ("This is not a number: write it in digits, without a unit."));
  else if (whole && (value != floor (value) || fabs (value) > MAX_WHOLE))
    reject (self, LT_ISSUE_NUMBER, column->name, text, _ ("This is not a whole number: correct it."));
  else if (value < 0.0 && (self->fields[column->field].flags & LT_FIELD_UNSIGNED) != 0)
    reject (self, LT_ISSUE_NUMBER, column->name, text, _ ("This can't be negative: correct it."));
  else if ((int) column->field == self->year && (value < FIRST_YEAR || value > LAST_YEAR))
    reject (self, LT_ISSUE_NUMBER, column->name, text, _ ("This is not a year: write it like 2026."));
  else
    lt_record_set_number (record, column->field, value * column->factor);
}

static gboolean
has_lower (const char *text)
{
  while (*text != '\0' && !g_ascii_islower (*text))
    text++;

  return *text != '\0';
}

static void
set_code (LtRowReader *self, LtRecord *record, const LtColumn *column, const char *written)
{
  g_autofree char *freed = g_ascii_isalnum (*written) ? NULL : lt_value_free_code (written);
  const char *text = freed != NULL ? freed : written;
  gboolean credit = (int) column->field == self->credit_code;
  g_autofree char *upper = credit && has_lower (text) ? g_ascii_strup (text, -1) : NULL;
  const char *code = upper != NULL ? upper : text;

  if (lt_credit_code_is_damaged (text))
    reject (self, LT_ISSUE_CODE, column->name, text,
            _ ("A spreadsheet has damaged this code: format its column as text, enter the code again and "
               "save the file."));
  else if (credit && !lt_credit_code_is_valid (code))
    reject (self, LT_ISSUE_CODE, column->name, text,
            _ ("This credit code does not check (18 characters, the last one confirms the others): correct "
               "it."));
  else
    lt_record_set_text (record, column->field, code);
}

static void
set_date (LtRowReader *self, LtRecord *record, const LtColumn *column, const char *text)
{
  g_autofree char *date = lt_value_parse_date (text);

  if (date == NULL)
    reject (self, LT_ISSUE_DATE, column->name, text,
            _ ("This is no date between 1900 and 2100: write it like 2026-01-31."));
  else
    lt_record_set_text (record, column->field, date);
}

/* Chains and districts are few, rows are many. (transfer none) (nullable). */
static const char *
look_up (LtRowReader *self, const char *text, LtFieldType type)
{
  LtCatalogue *catalogue = self->reading.catalogue;
  char *found = g_hash_table_lookup (self->words, text);

  if (found != NULL)
    return found;
  if (g_hash_table_size (self->words) > MAX_WORDS)
    g_hash_table_remove_all (self->words);
  found = type == LT_FIELD_CHAINS ? lt_value_parse_chains (text, catalogue)
                                  : g_strdup (lt_value_find_district (text, catalogue));
  if (found != NULL)
    g_hash_table_insert (self->words, g_strdup (text), found);

  return found;
}

static void
set_word (LtRowReader *self, LtRecord *record, const LtColumn *column, const char *text)
{
  LtFieldType type = self->fields[column->field].type;
  const char *found = look_up (self, text, type);

  if (found != NULL)
    lt_record_set_text (record, column->field, found);
  else if (type == LT_FIELD_CHAINS)
    reject (self, LT_ISSUE_CHAIN, column->name, text,
            _ ("This chain is not in the catalogue: write its number or its full name."));
  else
    reject (self, LT_ISSUE_DISTRICT, column->name, text,
            _ ("This district is not in the catalogue: write its code or its full name."));
}

static void
set_tenure (LtRowReader *self, LtRecord *record, const LtColumn *column, const char *text)
{
  static const char *const owned[]
      = { "owned", "own", "自有", "自用", "自有用地", "出让", "划拨", "自持", NULL };
  static const char *const rented[]
      = { "rented", "rent", "leased", "租赁", "租用", "承租", "出租", "租", "租赁用地", "转租", NULL };
  g_autofree char *lower = g_ascii_strdown (text, -1);

  if (g_strv_contains (owned, lower))
    lt_record_set_text (record, column->field, "owned");
  else if (g_strv_contains (rented, lower))
    lt_record_set_text (record, column->field, "rented");
  else
    reject (self, LT_ISSUE_WORD, column->name, text, _ ("This should be 自有 (owned) or 租赁 (rented)."));
}

static void
set_text (LtRowReader *self, LtRecord *record, const LtColumn *column, const char *value)
{
  const char *text = lt_value_strip (value, self->spare);

  if ((int) column->field == self->tenure && *text != '\0')
    set_tenure (self, record, column, text);
  else
    lt_record_set_text (record, column->field, text);
}

static void
set_field (LtRowReader *self, LtRecord *record, const LtColumn *column, const char *value)
{
  const char *text;

  if (self->fields[column->field].type == LT_FIELD_TEXT)
    {
      set_text (self, record, column, value);
      return;
    }
  text = lt_value_tidy (value, TRUE, self->spare);
  if (text == NULL)
    return;

  switch (self->fields[column->field].type)
    {
    case LT_FIELD_CODE:
      set_code (self, record, column, text);
      break;
    case LT_FIELD_INTEGER:
    case LT_FIELD_NUMBER:
      set_number (self, record, column, text);
      break;
    case LT_FIELD_DATE:
      set_date (self, record, column, text);
      break;
    case LT_FIELD_CHAINS:
    case LT_FIELD_DISTRICT:
      set_word (self, record, column, text);
      break;
    case LT_FIELD_TEXT:
    default:
      g_assert_not_reached ();
    }
}

/* --- what is not mapped --- */

static void
set_extra (LtRowReader *self, LtRecord *record)
{
  g_string_truncate (self->extra, 0);
  for (guint i = 0; i < self->reading.n_columns; i++)
    {
      const char *value = self->row.values[i];

      if (self->extra_names[i] == NULL || value == NULL || value[0] == '\0')
        continue;
      g_string_append_c (self->extra, self->extra->len > 0 ? ',' : '{');
      g_string_append (self->extra, self->extra_names[i]);
      if (self->reading.columns[i].is_number && lt_out_is_json_number (value))
        g_string_append (self->extra, value);
      else
        lt_out_json (self->extra, value);
    }
  if (self->extra->len == 0)
    return;

  g_string_append_c (self->extra, '}');
  lt_record_set_extra (record, self->extra->str);
}

/* --- geometry --- */

/* A file has one system; a row that says another one would lie half a kilometre off. */
static void
check_system (LtRowReader *self)
{
  const char *word = self->system != NULL ? self->row.values[self->system - self->reading.columns] : NULL;

  if (word == NULL || *word == '\0' || g_strcmp0 (word, self->system_word) == 0)
    return;
  if (g_strcmp0 (lt_axis_title_get_crs (word), self->reading.system) != 0)
    {
      reject (
          self, LT_ISSUE_POSITION, self->system->name, word,
          _ ("This row is in another coordinate system than the first rows: import rows of each system as "
             "a file of their own."));
      return;
    }
  g_free (self->system_word);
  self->system_word = g_strdup (word);
}

/* NULL: missing. */
static const char *
tidy_column (LtRowReader *self, const LtColumn *column)
{
  const char *value = self->row.values[column - self->reading.columns];

  return value != NULL ? lt_value_tidy (value, TRUE, self->spare) : NULL;
}

static LtGeometry *
read_coordinates (LtRowReader *self)
{
  const char *text;
  double x, y;

  if (self->longitude == NULL || self->latitude == NULL)
    return NULL;
  text = tidy_column (self, self->longitude);
  if (text == NULL && tidy_column (self, self->latitude) == NULL)
    return NULL;

  if (text == NULL || !lt_value_parse_number (text, &x))
    {
      reject (self, LT_ISSUE_POSITION, self->longitude->name, text,
              _ ("This is not a longitude or easting: write it as a number, like 120.0933."));
      return NULL;
    }
  text = tidy_column (self, self->latitude);
  if (text == NULL || !lt_value_parse_number (text, &y))
    {
      reject (self, LT_ISSUE_POSITION, self->latitude->name, text,
              _ ("This is not a latitude or northing: write it as a number, like 30.8703."));
      return NULL;
    }

  return lt_geometry_new_point (x, y);
}

static LtGeometry *
read_wkt (LtRowReader *self)
{
  const char *wkt = self->wkt != NULL ? tidy_column (self, self->wkt) : NULL;
  g_autofree guint8 *wkb = NULL;
  LtGeometry *geometry = NULL;
  gsize length;

  if (wkt == NULL)
    return NULL;

  wkb = self->reading.shape->read_wkt (wkt, &length);
  if (wkb != NULL)
    geometry = lt_geometry_from_wkb (wkb, length);
  if (geometry == NULL)
    reject (self, LT_ISSUE_GEOMETRY, self->wkt->name, wkt,
            _ ("This is not a geometry as WKT, like POINT (120.1 30.9): correct it."));

  return geometry;
}

static gboolean
to_degrees (double *xy, guint n, gpointer data)
{
  LtRowReader *self = data;

  return lt_file_crs_to_degrees (self->reading.crs, self->reading.shape, self->reading.transform, xy, n);
}

/* As the file has it. */
static LtGeometry *
read_raw (LtRowReader *self)
{
  LtGeometry *geometry = NULL;

  if (self->row.wkb != NULL)
    geometry = lt_geometry_from_wkb (self->row.wkb, self->row.wkb_length);
  if (self->row.bad_geometry || (self->row.wkb != NULL && geometry == NULL))
    {
      reject (self, LT_ISSUE_GEOMETRY, NULL, NULL,
              _ ("The geometry is damaged, of a mixed kind or has no area: draw it again."));
      return NULL;
    }
  if (geometry != NULL && self->reading.rejects != NULL)
    self->raw = lt_geometry_from_wkb (self->row.wkb, self->row.wkb_length);
  if (geometry == NULL)
    geometry = read_wkt (self);
  if (geometry == NULL && !self->bad)
    geometry = read_coordinates (self);

  return geometry;
}

/* Shows the coordinates as the file has them where its system is to blame. */
static void
reject_position (LtRowReader *self, const LtGeometry *moved, guint point, const char *problem)
{
  g_autoptr (LtGeometry) raw = self->raw != NULL ? lt_geometry_ref (self->raw) : read_raw (self);
  g_autofree char *value = NULL;
  g_autofree char *blame = lt_position_blame (self->reading.crs, raw, moved, point, &value);

  reject (self, LT_ISSUE_POSITION, NULL, value, blame != NULL ? blame : problem);
}

static LtGeometry *
read_geometry (LtRowReader *self)
{
  LtGeometry *geometry = read_raw (self);

  if (geometry == NULL || self->reading.crs == NULL)
    return geometry;

  geometry = lt_geometry_move (geometry, to_degrees, self);
  if (geometry == NULL)
    reject_position (self, NULL, 0,
                     _ ("These coordinates can't be brought to longitude and latitude: check their system."));

  return geometry;
}

static void
note_repair (LtRowReader *self, const char *message)
{
  if (!self->mended)
    self->reading.report->repaired++;
  self->mended = TRUE;
  warn (self, LT_ISSUE_REPAIRED, NULL, NULL, g_strdup (message));
}

/* The rings of a polygon are closed, and those of no area dropped, when it is decoded: its WKB would have
 * had another length. */
static void
note_closing (LtRowReader *self, const LtGeometry *geometry)
{
  gsize parts = 0;
  gsize length;

  if (self->row.wkb == NULL || geometry->kind != LT_GEOMETRY_POLYGON || self->row.wkb_length < 5)
    return;
  for (guint i = 0; i < geometry->n_rings; i++)
    parts += geometry->starts_part[i];
  length = 9 * parts + 4 * (gsize) geometry->n_rings + 16 * (gsize) geometry->n_points;
  /* A multipolygon has a header of its own. */
  if (self->row.wkb[1] == 6)
    length += 9;
  if (self->row.wkb[1] != 3 && self->row.wkb[1] != 6)
    return;
  if (self->row.wkb_length != length)
    note_repair (self, _ ("A ring was not closed or had no area and was mended: compare the outline with the "
                          "original."));
}

/* Says what was, or in the workspace should be, mended in an outline. */
static void
tell_repair (LtRowReader *self, const char *repaired, const char *advice)
{
  if (self->reading.present)
    warn (self, LT_ISSUE_GEOMETRY, NULL, NULL, g_strdup (advice));
  else
    note_repair (self, repaired);
}

static LtGeometry *
order_rings (LtRowReader *self, LtGeometry *geometry)
{
  gboolean ordered, turned;

  geometry = lt_geometry_order_rings (geometry, &ordered, &turned);
  if (ordered)
    tell_repair (self,
                 _ ("The outer ring stood behind a hole and was put first: compare the outline with the "
                    "original."),
                 _ ("The outer ring stands behind a hole: export this row and import it, which repairs it."));
  else if (turned)
    tell_repair (
        self, _ ("A hole ran the same way round as the outline and was turned: it stays a hole."),
        _ ("A hole runs the same way round as the outline: export this row and import it, which repairs "
           "it."));

  return geometry;
}

/* Checks and repairs a polygon; takes and returns the geometry, NULL when it was rejected. */
static LtGeometry *
check_outline (LtRowReader *self, LtGeometry *geometry)
{
  g_autoptr (LtGeometry) given = geometry->n_rings > 1 ? order_rings (self, geometry) : geometry;
  g_autoptr (GBytes) blob = NULL;
  g_autofree guint8 *repaired = NULL;
  const guint8 *bytes;
  gsize length;
  gsize repaired_length;
  LtGeometry *mended = NULL;

  if (lt_geometry_is_plainly_valid (given))
    return g_steal_pointer (&given);

  blob = lt_geometry_to_gpkg (given, 0, FALSE);
  bytes = g_bytes_get_data (blob, &length);
  if (self->reading.shape->check_outline (bytes + GPKG_HEADER, length - GPKG_HEADER, &repaired,
                                          &repaired_length))
    return g_steal_pointer (&given);
  if (repaired != NULL)
    mended = lt_geometry_from_wkb (repaired, repaired_length);
  if (mended != NULL && lt_geometry_has_outside_hole (given))
    tell_repair (self,
                 _ ("A hole reached outside of the outline, which was repaired: compare it with the "
                    "original."),
                 _ ("A hole reaches outside of the outline: draw it again, or export this row and import it, "
                    "which repairs it."));
  else if (mended != NULL)
    tell_repair (self,
                 _ ("The outline crossed or touched itself and was repaired: compare it with the "
                    "original."),
                 _ ("The outline crosses or touches itself: draw it again, or export this row and import it, "
                    "which repairs it."));
  else
    reject (self, LT_ISSUE_GEOMETRY, NULL, NULL,
            _ ("The outline has no area or crosses itself and can't be repaired: draw it again."));

  return mended;
}

/* A parcel of a list, such as a ledger in a spreadsheet, whose outline comes, or came, with another file; or
 * one among others that have theirs. FALSE: it must have one. */
static gboolean
is_without_outline (LtRowReader *self)
{
  if (self->reading.kind != LT_KIND_PARCEL || self->longitude != NULL || self->latitude != NULL)
    return FALSE;
  if (self->reading.crs == NULL && self->wkt == NULL)
    return TRUE;
  if (!self->reading.may_lack_outlines)
    return FALSE;

  warn (self, LT_ISSUE_OUTLINE, self->wkt != NULL ? self->wkt->name : NULL, NULL,
        g_strdup (_ ("The outline is missing: the parcel keeps the one it has, or is taken without.")));
  return TRUE;
}

static void
note_outside (LtRowReader *self, const LtGeometry *geometry)
{
  double x = (geometry->box.west + geometry->box.east) / 2;
  double y = (geometry->box.south + geometry->box.north) / 2;
  g_autofree char *value = NULL;

  if (self->area_of_city == NULL || lt_city_area_contains (self->area_of_city, x, y))
    return;
  value = g_strdup_printf ("%.6f, %.6f", x, y);
  warn (self, LT_ISSUE_OUTSIDE, NULL, value,
        g_strdup (_ ("This lies in none of the city's districts: check its coordinates if it should.")));
}

static void
set_geometry (LtRowReader *self, LtRecord *record)
{
  LtGeometry *geometry = read_geometry (self);
  const char *problem;
  int point;

  if (self->bad)
    {
      g_clear_pointer (&geometry, lt_geometry_unref);
      return;
    }

  if (geometry == NULL && is_without_outline (self))
    return;
  problem = lt_position_check (&self->position, geometry, &point);
  if (problem != NULL)
    {
      if (point < 0)
        reject (self, LT_ISSUE_GEOMETRY, NULL, NULL, problem);
      else
        reject_position (self, geometry, (guint) point, problem);
      g_clear_pointer (&geometry, lt_geometry_unref);
    }
  else if (geometry != NULL && geometry->kind == LT_GEOMETRY_POLYGON)
    {
      if (self->row.repair != NULL)
        note_repair (self, self->row.repair);
      note_closing (self, geometry);
      geometry = check_outline (self, geometry);
    }
  if (geometry != NULL && problem == NULL)
    note_outside (self, geometry);

  lt_record_take_geometry (record, lt_position_shape (&self->position, geometry));
}

/* --- the row as a whole --- */

/* A boundary or point that came with the file is better than the one a catalogue guessed. */
static void
set_quality (LtRowReader *self, LtRecord *record)
{
  gboolean district = self->reading.kind == LT_KIND_DISTRICT && !self->reading.present;

  if (self->quality >= 0 && lt_record_get_geometry (record) != NULL
      && !lt_record_has (record, (guint) self->quality)
      && !(district && lt_district_row_has_same_outline (record, self->reading.catalogue)))
    lt_record_set_text (record, (guint) self->quality, "surveyed");
  if (self->class_of_district >= 0)
    lt_record_set_text (record, (guint) self->class_of_district, "zone");
  if (district)
    lt_district_row_renew (record, self->reading.catalogue, self->reading.file);
}

/* Figures under titles in two lines, of which one was read, are in columns that no field is. */
static gboolean
has_number (LtRowReader *self, LtRecord *record)
{
  for (guint i = 0; i < self->n_fields; i++)
    if ((int) i != self->year && lt_record_has (record, i)
        && (self->fields[i].type == LT_FIELD_NUMBER || self->fields[i].type == LT_FIELD_INTEGER))
      return TRUE;

  return FALSE;
}

static void
check_required (LtRowReader *self, LtRecord *record)
{
  gboolean table = self->reading.kind >= LT_N_KINDS;

  if (self->year >= 0 && self->reading.year != 0 && !lt_record_has (record, (guint) self->year))
    lt_record_set_number (record, (guint) self->year, self->reading.year);
  for (guint i = 0; i < self->n_fields; i++)
    if ((self->fields[i].flags & LT_FIELD_REQUIRED) != 0 && !lt_record_has (record, i))
      reject (self, LT_ISSUE_MISSING, name_column (self, i), NULL,
              _ ("This is missing and must be filled in."));
  if (table && !lt_record_has (record, 0) && !lt_record_has (record, 1))
    reject (self, LT_ISSUE_MISSING, NULL, NULL,
            _ ("Neither a credit code nor a name says which enterprise this is: fill one of them in."));
  if (self->year >= 0 && !self->bad && !self->reading.present && !has_number (self, record))
    reject (self, LT_ISSUE_MISSING, NULL, NULL,
            _ ("No figure was read from this row: fill one in; where the titles stand in two lines, write "
               "them in one, with a name for each column."));
}

/* Puts together what tells the row apart; of a table all that does. FALSE: nothing does. */
static gboolean
make_key (LtRowReader *self, LtRecord *record, guint *field)
{
  const char *second = NULL;
  double year = 0.0;
  guint i = 0;

  while (i < self->n_fields && ((self->fields[i].flags & LT_FIELD_KEY) == 0 || !lt_record_has (record, i)))
    i++;
  if (i == self->n_fields)
    return FALSE;

  *field = i;
  g_string_assign (self->key, self->fields[i].name);
  g_string_append_c (self->key, ' ');
  g_string_append (self->key, lt_record_get_text (record, i));
  if (self->reading.kind < LT_N_KINDS)
    return TRUE;
  if (self->reading.kind == LT_KIND_OCCUPANCY)
    second = lt_record_peek (record, "parcel");
  else if (self->reading.kind == LT_KIND_FIGURE)
    second = lt_record_peek (record, "reporting_unit");
  if (self->year >= 0)
    lt_record_get_number (record, (guint) self->year, &year);
  g_string_append_printf (self->key, " %s %g", second != NULL ? second : "", year);

  return TRUE;
}

static void
check_key (LtRowReader *self, LtRecord *record, guint field)
{
  if (!lt_key_set_add (self->keys, lt_key_set_hash (self->key->str)))
    reject (self, LT_ISSUE_DUPLICATE, name_column (self, field), lt_record_get_text (record, field),
            _ ("An earlier row of the file has the same one: only the first was taken."));
}

static void
check_area (LtRowReader *self, LtRecord *record)
{
  LtGeometry *geometry = lt_record_get_geometry (record);
  g_autofree char *value = NULL;
  double stated, computed;

  if (self->area < 0 || geometry == NULL || !lt_record_get_number (record, (guint) self->area, &stated))
    return;
  computed = lt_geometry_area_m2 (geometry);
  if (fabs (stated - computed) <= MAX_AREA_DIFFERENCE * computed)
    return;

  value = g_strdup_printf ("%.10g m²", stated);
  warn (
      self, LT_ISSUE_AREA, self->by_field[self->area]->name, value,
      g_strdup_printf (_ ("The outline has %.1f m², more than a hundredth off the stated area: compare both "
                          "with the certificate."),
                       computed));
}

/* The row of the workspace that the person's own key tells. */
static void
follow_own_key (LtRowReader *self, LtRecord *record)
{
  guint field = lt_own_key_get_field (self->reading.own_key);
  const char *text = lt_record_get_text (record, field);
  const char *problem = NULL;
  gint64 id;

  if (text == NULL)
    return;
  id = lt_own_key_find (self->reading.own_key, text);
  if (lt_key_set_may_have (self->own_keys, lt_key_set_hash (text)))
    problem = _ ("An earlier row of the file has the same one: only the first was taken.");
  else if (id == LT_OWN_KEY_SEVERAL)
    problem
        = _ ("Several rows of the workspace have the same one, which does not say which of them is meant: "
             "choose another key.");
  else if (id != 0 && lt_own_key_is_taken (self->reading.own_key, record, id))
    problem = _ ("This is one row of the workspace, and what tells its kind apart (its code, number or name) "
                 "is another row's: correct one of them.");
  if (problem != NULL)
    reject (self, LT_ISSUE_DUPLICATE, name_column (self, field), text, problem);
  else if (id != 0)
    lt_record_set_id (record, id);
}

/* Only of rows that are given out. */
static void
note_own_key (LtRowReader *self, LtRecord *record)
{
  const char *text = lt_record_get_text (record, lt_own_key_get_field (self->reading.own_key));

  if (text != NULL)
    lt_key_set_add (self->own_keys, lt_key_set_hash (text));
}

static gboolean
fill (LtRowReader *self, LtRecord *record)
{
  gboolean keyed;
  guint key = 0;

  self->bad = FALSE;
  self->mended = FALSE;
  g_clear_pointer (&self->raw, lt_geometry_unref);
  g_string_truncate (self->reasons, 0);
  lt_record_clear (record);
  if (self->row.problem != NULL)
    reject (self, LT_ISSUE_ROW, NULL, NULL, self->row.problem);
  if (self->row.outline_problem != NULL)
    reject (self, LT_ISSUE_GEOMETRY, NULL, NULL, self->row.outline_problem);
  for (guint i = 0; i < self->reading.n_columns && self->row.problem == NULL; i++)
    if (self->reading.columns[i].role == LT_COLUMN_FIELD && self->row.values[i] != NULL)
      set_field (self, record, &self->reading.columns[i], self->row.values[i]);

  check_system (self);
  if (!self->bad && self->reading.kind == LT_KIND_DISTRICT
      && !lt_district_row_find_code (record, self->reading.catalogue))
    reject (self, LT_ISSUE_DISTRICT, name_column (self, (guint) lt_fields_find (LT_KIND_DISTRICT, "name")),
            lt_record_peek (record, "name"),
            _ ("No district of the catalogue bears this name: add a column with its code."));
  if (!self->bad)
    check_required (self, record);
  keyed = !self->bad && make_key (self, record, &key);
  if (keyed)
    lt_key_set_prefetch (self->keys, lt_key_set_hash (self->key->str));
  if (!self->bad && self->reading.kind < LT_N_KINDS)
    set_geometry (self, record);
  else if (self->reading.rejects != NULL && self->row.wkb != NULL)
    self->raw = lt_geometry_from_wkb (self->row.wkb, self->row.wkb_length);
  if (!self->bad && self->reading.own_key != NULL)
    follow_own_key (self, record);
  if (!self->bad && keyed)
    check_key (self, record, key);
  if (self->bad)
    return FALSE;

  if (self->reading.own_key != NULL)
    note_own_key (self, record);
  check_area (self, record);
  set_quality (self, record);
  set_extra (self, record);

  return TRUE;
}

static void
tell_progress (LtRowReader *self)
{
  gint64 now;
  guint read = lt_row_reader_get_row (self);

  if (self->progress == NULL || (read % ROWS_A_LOOK != 0 && read > 1))
    return;
  now = g_get_monotonic_time ();
  if (now - self->progress_time < PROGRESS_INTERVAL)
    return;

  self->progress_time = now;
  self->progress (self->n_rows > 0 ? MIN (read / (double) self->n_rows, 1.0) : -1.0, read,
                  self->progress_data);
}

static void
count_rejected (LtRowReader *self)
{
  self->reading.report->rejected++;
  if (self->mended)
    self->reading.report->repaired--;
  if (self->reading.rejects != NULL)
    lt_rejects_add (self->reading.rejects, self->row.values, self->raw, self->reasons->str);
}

static void
note_parcel (LtRowReader *self, LtRecord *record)
{
  LtGeometry *geometry = lt_record_get_geometry (record);

  if (self->reading.overlaps != NULL && geometry != NULL)
    lt_overlaps_add (self->reading.overlaps, lt_row_reader_get_row (self), lt_record_peek (record, "number"),
                     geometry);
}

static gboolean
is_left_out (LtRowReader *self)
{
  const GByteArray *rows = self->reading.left_out;
  guint row = lt_row_reader_get_row (self);

  return rows != NULL && row < rows->len && rows->data[row] != 0;
}

gboolean
lt_row_reader_next (LtRowReader *self, LtRecord *record, GError **error)
{
  for (;;)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error)
          || !self->reading.funcs->next (self->reading.source, &self->row, error))
        return FALSE;

      self->reading.report->read++;
      self->n_blank += self->row.n_blank;
      tell_progress (self);
      if (!fill (self, record))
        {
          count_rejected (self);
          continue;
        }
      if (is_left_out (self))
        {
          self->reading.report->left_out++;
          continue;
        }
      note_parcel (self, record);
      return TRUE;
    }
}

guint
lt_row_reader_get_row (LtRowReader *self)
{
  return self->reading.report->read + self->n_blank;
}

void
lt_row_reader_reject (LtRowReader *self, LtIssueKind kind, const char *field, char *message)
{
  int index = field != NULL ? lt_fields_find (self->reading.kind, field) : -1;
  const LtColumn *column = index >= 0 ? self->by_field[index] : NULL;
  const char *value = column != NULL ? self->row.values[column - self->reading.columns] : NULL;

  take_issue (self, kind, column != NULL ? column->name : field, value, message);
  count_rejected (self);
}
