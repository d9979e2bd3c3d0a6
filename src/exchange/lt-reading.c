#include "config.h"

#include "lt-reading.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-axis-title.h"
#include "lt-csv-source.h"
#include "lt-encoding.h"
#include "lt-import-report.h"
#include "lt-land-txt.h"
#include "lt-mapping-store.h"
#include "lt-module.h"
#include "lt-position.h"
#include "lt-rejects-place.h"
#include "lt-unit-line.h"
#include "lt-value.h"

#define N_SAMPLES 100
#define GOOD_FIT 0.5 /* share of the first rows that must lie in or near the city */

static const LtModuleFuncs *
load_module (GError **error)
{
  LtSourceGetFuncs get_funcs = (LtSourceGetFuncs) lt_module_find (LT_SOURCE_SYMBOL, error);

  return get_funcs != NULL ? get_funcs () : NULL;
}

/* --- opening --- */

static gboolean
choose_funcs (LtReading *self, GError **error)
{
  switch (self->sniff.format)
    {
    case LT_SOURCE_CSV:
      self->funcs = lt_csv_source_get_funcs ();
      break;
    case LT_SOURCE_LAND_TXT:
      self->funcs = lt_land_txt_get_funcs ();
      break;
    default:
      self->module = load_module (error);
      self->funcs = self->module != NULL ? self->module->source : NULL;
      break;
    }

  return self->funcs != NULL;
}

static gboolean
open_source (LtReading *self, const LtImportOptions *options, GError **error)
{
  const char *names[] = { lt_kind_get_name (self->kind), lt_kind_get_title (self->kind), NULL };
  LtSourceOpening opening = {
    .path = self->sniff.path,
    .zipped = self->sniff.zipped,
    .format = self->sniff.format,
    .encoding = self->sniff.encoding,
    .encoding_how = self->sniff.encoding_how,
    .layer = options->layer,
    .layers = names,
    .any_layer = self->lenient,
    .domain = LT_ERROR,
    .rate_titles = lt_columns_rate,
    .data = &self->kind,
  };
  g_autofree char *encoding = options->encoding != NULL ? lt_encoding_get_name (options->encoding) : NULL;

  if (encoding != NULL && opening.encoding == NULL)
    {
      opening.encoding = encoding;
      opening.encoding_how = LT_ENCODING_GIVEN;
    }
  self->source = self->funcs->open (&opening, error);

  return self->source != NULL;
}

static gboolean
match_columns (LtReading *self, const LtImportOptions *options, GError **error)
{
  const LtSourceColumn *columns = self->funcs->get_columns (self->source, &self->n_columns);
  const char *given = options->year != 0 ? "year" : NULL;
  const char *const *preface = NULL;
  g_auto (GStrv) remembered = NULL;
  g_autoptr (GError) problem = NULL;

  if (options->map == NULL)
    remembered = lt_mapping_store_find (self->kind, columns, self->n_columns);
  /* In a drawing the words within an outline are what it is called. */
  if (options->map == NULL && remembered == NULL && self->sniff.format == LT_SOURCE_DXF)
    remembered = g_strsplit (self->kind == LT_KIND_PARCEL ? "number=Text" : "name=Text", "|", -1);
  self->columns = lt_columns_match (self->kind, self->sniff.name, columns, self->n_columns,
                                    options->map != NULL ? options->map : (const char *const *) remembered,
                                    given, self->lenient, self->lenient ? &problem : error);
  if (self->columns == NULL && self->lenient)
    {
      self->columns_problem = g_strdup (problem->message);
      self->columns = lt_columns_guess (self->kind, columns, self->n_columns);
    }
  if (self->columns == NULL)
    return FALSE;
  if (self->funcs->get_preface != NULL)
    preface = self->funcs->get_preface (self->source);
  self->unit_problems = lt_unit_line_apply (self->kind, preface, self->columns, self->n_columns);

  return TRUE;
}

/* --- the first rows --- */

static void
take_point (LtReading *self, double x, double y)
{
  g_array_append_val (self->points, x);
  g_array_append_val (self->points, y);
}

static const char *
get_value (const LtReading *self, const LtSourceRow *row, LtColumnRole role)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].role == role)
      return row->values[i];

  return NULL;
}

static gboolean
get_number (const LtReading *self, const LtSourceRow *row, LtColumnRole role, double *value)
{
  const char *text = get_value (self, row, role);
  g_autofree char *clean = text != NULL ? lt_value_clean (text, TRUE) : NULL;

  return clean != NULL && lt_value_parse_number (clean, value);
}

static LtGeometry *
get_geometry (const LtReading *self, const LtSourceRow *row)
{
  const char *wkt = get_value (self, row, LT_COLUMN_WKT);
  g_autofree guint8 *wkb = NULL;
  gsize length;
  double x, y;

  if (row->wkb != NULL)
    return lt_geometry_from_wkb (row->wkb, row->wkb_length);
  if (wkt != NULL && *wkt != '\0')
    {
      wkb = self->module->shape->read_wkt (wkt, &length);
      return wkb != NULL ? lt_geometry_from_wkb (wkb, length) : NULL;
    }
  if (!get_number (self, row, LT_COLUMN_LONGITUDE, &x) || !get_number (self, row, LT_COLUMN_LATITUDE, &y))
    return NULL;

  return lt_geometry_new_point (x, y);
}

static void
take_sample (LtReading *self, const LtSourceRow *row)
{
  GPtrArray *values = g_ptr_array_new_full (self->n_columns, g_free);
  LtGeometry *geometry = get_geometry (self, row);

  for (guint i = 0; i < self->n_columns; i++)
    g_ptr_array_add (values, g_strdup (row->values[i]));
  g_ptr_array_add (self->samples, values);
  if (geometry == NULL)
    return;
  take_point (self, geometry->xy[0], geometry->xy[1]);
  g_ptr_array_add (self->outlines, geometry);
}

static gboolean
read_samples (LtReading *self, GError **error)
{
  LtSourceRow row;
  g_autoptr (GError) problem = NULL;

  while (self->samples->len < N_SAMPLES && self->funcs->next (self->source, &row, &problem))
    take_sample (self, &row);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  return self->funcs->rewind (self->source, error);
}

/* Outlines are checked, and other systems computed, by the module. */
static gboolean
needs_module (const LtReading *self)
{
  if (self->kind == LT_KIND_PARCEL || self->kind == LT_KIND_DISTRICT)
    return TRUE;
  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].role == LT_COLUMN_WKT)
      return TRUE;

  return self->sniff.format == LT_SOURCE_LAND_TXT;
}

/* --- coordinates --- */

static double
rate (const LtReading *self, const LtFileCrs *crs, LtTransform *transform)
{
  const LtShapeFuncs *shape = self->module != NULL ? self->module->shape : NULL;

  return lt_file_crs_rate (crs, shape, transform, (const double *) self->points->data, self->points->len / 2,
                           self->city);
}

/* 高德经度, bd09_lon: who calls a column so knows what is in it. */
static gboolean
find_in_titles (const LtReading *self, LtFileCrs *crs)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      LtColumnRole role = self->columns[i].role;
      const char *name = role == LT_COLUMN_LONGITUDE || role == LT_COLUMN_WKT
                             ? lt_axis_title_get_crs (self->columns[i].name)
                             : NULL;

      if (name != NULL)
        return lt_file_crs_parse (name, crs);
    }

  return FALSE;
}

static const char *
get_first_value (const LtReading *self, guint column)
{
  for (guint row = 0; row < self->samples->len; row++)
    {
      const char *value = g_ptr_array_index ((GPtrArray *) g_ptr_array_index (self->samples, row), column);

      if (value != NULL && *value != '\0')
        return value;
    }

  return NULL;
}

/* A column of the system's name, as an export has it where a format knows no GCJ-02. It is about the
 * coordinates, not kept with the row. Returns: (transfer none) (nullable): the system, as --crs takes it. */
static const char *
find_in_rows (LtReading *self)
{
  static const char *const titles[]
      = { "坐标系", "坐标系统", "坐标系名称", "crs", "coordinate_system", NULL };

  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *title = g_ascii_strdown (self->columns[i].name, -1);
      const char *value = self->columns[i].role == LT_COLUMN_EXTRA && g_strv_contains (titles, title)
                              ? get_first_value (self, i)
                              : NULL;
      const char *system = value != NULL ? lt_axis_title_get_crs (value) : NULL;

      if (system == NULL)
        continue;
      self->columns[i].role = LT_COLUMN_SYSTEM;
      return system;
    }

  return NULL;
}

static gboolean
make_transform (LtReading *self, GError **error)
{
  if (!self->crs.other)
    return TRUE;
  if (self->module == NULL && (self->module = load_module (error)) == NULL)
    return FALSE;

  self->transform = self->module->shape->new_transform (self->crs.definition);
  if (self->transform != NULL)
    return TRUE;

  if (self->lenient)
    g_set_error (
        error, LT_ERROR, LT_ERROR_VALUE,
        _ ("No way from the coordinate system “%s” to longitude and latitude is known: choose another."),
        self->crs.name);
  else
    g_set_error (
        error, LT_ERROR, LT_ERROR_VALUE,
        _ ("“%s”: no way from the coordinate system “%s” to longitude and latitude is known: say another "
           "one with --crs."),
        self->sniff.name, self->crs.name);
  return FALSE;
}

static gboolean
take_given (LtReading *self, const char *text, GError **error)
{
  self->crs_how = LT_CRS_HOW_GIVEN;
  if (lt_file_crs_parse (text, &self->crs))
    return TRUE;

  g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
               _ ("“%s” is no coordinate system: say EPSG:n, gcj02 or bd09."), text);
  return FALSE;
}

/* What the size of the numbers says, where the file says nothing or what can't be. */
static gboolean
take_best (LtReading *self, gboolean said)
{
  g_autoptr (GArray) candidates
      = lt_file_crs_find_candidates ((const double *) self->points->data, self->points->len / 2, self->city);

  if (candidates->len == 0)
    return FALSE;
  lt_file_crs_clear (&self->crs);
  lt_file_crs_copy (&g_array_index (candidates, LtFileCrs, 0), &self->crs);
  g_clear_pointer (&self->transform, self->module != NULL ? self->module->shape->free_transform : NULL);
  self->crs_how = said ? LT_CRS_HOW_OVERRULED : LT_CRS_HOW_MAGNITUDE;

  return TRUE;
}

/* Latitude or northing first, though the system is right. */
static gboolean
try_swapped (LtReading *self)
{
  self->crs.swapped = TRUE;
  if (rate (self, &self->crs, self->transform) >= GOOD_FIT)
    return TRUE;
  self->crs.swapped = FALSE;

  return FALSE;
}

static gboolean
are_degrees (const LtReading *self)
{
  for (guint i = 0; i < self->points->len; i++)
    if (fabs (g_array_index (self->points, double, i)) > 180.0)
      return FALSE;

  return TRUE;
}

static gboolean
choose_crs (LtReading *self, const LtImportOptions *options, GError **error)
{
  const char *in_rows = find_in_rows (self);
  LtSourceCrs said;

  self->funcs->get_crs (self->source, &said);
  if (options->crs != NULL)
    {
      if (!take_given (self, options->crs, error))
        return FALSE;
    }
  else if (find_in_titles (self, &self->crs))
    self->crs_how = LT_CRS_HOW_TITLE;
  else if (in_rows != NULL && lt_file_crs_parse (in_rows, &self->crs))
    self->crs_how = LT_CRS_HOW_FILE;
  else if (lt_file_crs_from_source (&said, &self->crs))
    self->crs_how = LT_CRS_HOW_FILE;
  if (self->crs_how != LT_CRS_HOW_NONE && !make_transform (self, error))
    return FALSE;

  if (self->points->len == 0)
    {
      if (self->crs_how != LT_CRS_HOW_GIVEN)
        self->crs_how = LT_CRS_HOW_NONE;
      return TRUE;
    }
  if (self->crs_how != LT_CRS_HOW_NONE
      && (rate (self, &self->crs, self->transform) >= GOOD_FIT || try_swapped (self)
          || self->crs_how == LT_CRS_HOW_GIVEN))
    return TRUE;
  if (take_best (self, self->crs_how != LT_CRS_HOW_NONE) || self->crs_how != LT_CRS_HOW_NONE)
    return TRUE;
  if (are_degrees (self))
    {
      /* Of another place: the rows say it. */
      lt_file_crs_set (&self->crs, &lt_crs_wgs84);
      self->crs_how = LT_CRS_HOW_MAGNITUDE;
      return TRUE;
    }

  if (self->lenient)
    g_set_error_literal (
        error, LT_ERROR, LT_ERROR_FORMAT,
        _ ("The file does not say in which coordinate system it is, and its coordinates lie in or "
           "near the city in none that is known: choose it."));
  else
    g_set_error (
        error, LT_ERROR, LT_ERROR_FORMAT,
        _ ("“%s” does not say in which coordinate system it is, and its coordinates lie in or near the "
           "city in none that is known: say it with --crs."),
        self->sniff.name);
  return FALSE;
}

/* --- all --- */

static gboolean
check_workspace (LtWorkspace *workspace, const LtSniff *sniff, gboolean dry_run, GError **error)
{
  g_autofree char *own = g_canonicalize_filename (lt_workspace_get_path (workspace), NULL);
  const char *reason;

  if (lt_workspace_is_read_only (workspace) && !dry_run)
    {
      reason = lt_workspace_get_read_only_reason (workspace);
      g_set_error_literal (error, LT_ERROR, LT_ERROR_READ_ONLY,
                           reason != NULL ? reason
                                          : _ ("The workspace is read-only: nothing can be imported."));
      return FALSE;
    }
  if (strcmp (own, sniff->path) == 0)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
                   _ ("“%s” is the open workspace itself: choose another file."), sniff->name);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_encoding (const char *name, GError **error)
{
  g_autofree char *known = name != NULL ? lt_encoding_get_name (name) : NULL;

  if (name == NULL || known != NULL)
    return TRUE;
  g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
               _ ("“%s” is no encoding that is known: say UTF-8, GB18030, GBK or Big5."), name);

  return FALSE;
}

/* What a person may say otherwise is shown, not refused. */
static gboolean
decide_crs (LtReading *self, const LtImportOptions *options, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (choose_crs (self, options, &problem))
    return TRUE;
  if (!self->lenient)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  self->crs_problem = g_strdup (problem->message);
  self->crs_how = LT_CRS_HOW_NONE;

  return TRUE;
}

static gboolean
open_reading (LtReading *self,
              LtWorkspace *workspace,
              const char *source,
              const LtImportOptions *options,
              GError **error)
{
  g_autofree char *encoding = NULL;
  g_autoptr (LtCatalogue) catalogue = NULL;
  LtPositionCheck position;

  if (options->rejects != NULL
      && !lt_rejects_may_take (options->rejects, source, lt_workspace_get_path (workspace), error))
    return FALSE;
  if (!check_encoding (options->encoding, error))
    return FALSE;
  encoding = options->encoding != NULL ? lt_encoding_get_name (options->encoding) : NULL;
  if (!lt_sniff_file (source, g_intern_string (encoding), &self->sniff, error)
      || !check_workspace (workspace, &self->sniff, options->dry_run, error))
    return FALSE;

  catalogue = lt_workspace_get_catalogue (workspace);
  lt_position_check_init (&position, self->kind, lt_catalogue_get_box (catalogue));
  self->city = position.allowed;
  if (!choose_funcs (self, error) || !open_source (self, options, error)
      || !match_columns (self, options, error))
    return FALSE;
  if (needs_module (self) && self->module == NULL && (self->module = load_module (error)) == NULL)
    return FALSE;

  return read_samples (self, error) && decide_crs (self, options, error);
}

static void
free_row (gpointer data)
{
  g_ptr_array_unref (data);
}

static void
free_geometry (gpointer data)
{
  lt_geometry_unref (data);
}

LtReading *
lt_reading_open (LtWorkspace *workspace,
                 LtKind kind,
                 const char *source,
                 const LtImportOptions *options,
                 gboolean lenient,
                 GError **error)
{
  static const LtImportOptions none = { 0 };
  g_autoptr (LtReading) self = g_new0 (LtReading, 1);

  self->kind = kind;
  self->lenient = lenient;
  self->samples = g_ptr_array_new_with_free_func (free_row);
  self->points = g_array_new (FALSE, FALSE, sizeof (double));
  self->outlines = g_ptr_array_new_with_free_func (free_geometry);

  return open_reading (self, workspace, source, options != NULL ? options : &none, error)
             ? g_steal_pointer (&self)
             : NULL;
}

void
lt_reading_free (LtReading *self)
{
  if (self->source != NULL)
    self->funcs->close (self->source);
  if (self->transform != NULL)
    self->module->shape->free_transform (self->transform);
  lt_file_crs_clear (&self->crs);
  g_ptr_array_unref (self->samples);
  g_ptr_array_unref (self->outlines);
  g_array_unref (self->points);
  g_free (self->columns);
  g_clear_pointer (&self->unit_problems, g_ptr_array_unref);
  g_free (self->columns_problem);
  g_free (self->crs_problem);
  lt_sniff_clear (&self->sniff);
  g_free (self);
}

/* Where an empty cell or a null was written as such; what of a damaged Shapefile can't be read looks alike.
 */
static gboolean
may_lack_outlines (LtSourceFormat format)
{
  switch (format)
    {
    case LT_SOURCE_CSV:
    case LT_SOURCE_XLSX:
    case LT_SOURCE_XLS:
    case LT_SOURCE_ODS:
    case LT_SOURCE_GEOJSON:
    case LT_SOURCE_GEOJSON_LINES:
    case LT_SOURCE_GPKG:
    case LT_SOURCE_KML:
      return TRUE;
    default:
      return FALSE;
    }
}

void
lt_reading_fill (const LtReading *self, LtRowReading *rows)
{
  rows->kind = self->kind;
  rows->file = self->sniff.name;
  rows->funcs = self->funcs;
  rows->source = self->source;
  rows->shape = self->module != NULL ? self->module->shape : NULL;
  rows->transform = self->transform;
  rows->crs = self->crs_how != LT_CRS_HOW_NONE ? &self->crs : NULL;
  rows->system = self->crs_how == LT_CRS_HOW_FILE ? self->crs.name : NULL;
  rows->columns = self->columns;
  rows->n_columns = self->n_columns;
  rows->may_lack_outlines = may_lack_outlines (self->sniff.format);
}

gint64
lt_reading_get_n_rows (const LtReading *self)
{
  return self->sniff.n_rows >= 0 ? self->sniff.n_rows : self->funcs->get_n_rows (self->source);
}

/* --- telling --- */

char *
lt_reading_describe_encoding (const LtReading *self)
{
  LtEncodingHow how;
  const char *name = self->funcs->get_encoding (self->source, &how);

  switch (how)
    {
    case LT_ENCODING_GIVEN:
      return g_strdup_printf (_ ("%s, as you said"), name);
    case LT_ENCODING_ASCII:
      return g_strdup_printf (_ ("%s; all characters are plain"), name);
    case LT_ENCODING_MARK:
      return g_strdup_printf (_ ("%s, from its byte order mark"), name);
    case LT_ENCODING_STRICT:
      return g_strdup_printf (_ ("%s, which all of it is"), name);
    case LT_ENCODING_FALLBACK:
      return g_strdup_printf (_ ("%s, since it is not UTF-8"), name);
    case LT_ENCODING_CPG:
      return g_strdup_printf (_ ("%s, from its .cpg file"), name);
    case LT_ENCODING_LANGUAGE:
      return g_strdup_printf (_ ("%s, from the language byte of its table"), name);
    case LT_ENCODING_OVERRULED:
      return g_strdup_printf (_ ("%s; the file says another one, which does not fit"), name);
    case LT_ENCODING_FIXED:
    default:
      return g_strdup_printf (_ ("%s, from its format"), name);
    }
}

char *
lt_reading_describe_crs (const LtReading *self)
{
  g_autofree char *name = lt_file_crs_describe (&self->crs);

  switch (self->crs_how)
    {
    case LT_CRS_HOW_GIVEN:
      return g_strdup_printf (_ ("%s, as you said"), name);
    case LT_CRS_HOW_FILE:
      return g_strdup_printf (_ ("%s, as the file says"), name);
    case LT_CRS_HOW_MAGNITUDE:
      return g_strdup_printf (_ ("%s, told by the size of the coordinates"), name);
    case LT_CRS_HOW_TITLE:
      return g_strdup_printf (_ ("%s, as the columns are called"), name);
    case LT_CRS_HOW_OVERRULED:
      return g_strdup_printf (
          _ ("%s, told by the size of the coordinates; the file says another one, in which "
             "they lie far away"),
          name);
    case LT_CRS_HOW_NONE:
    default:
      return g_strdup (_ ("without coordinates"));
    }
}

/* Returns: (transfer full) (nullable). */
static char *
describe_units (const LtReading *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].role == LT_COLUMN_FIELD && self->columns[i].unit != NULL)
      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "; " : "", self->columns[i].name,
                              self->columns[i].unit);

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

void
lt_reading_describe (const LtReading *self, LtImportReport *report)
{
  static const char *const encodings[] = {
    [LT_ENCODING_FIXED] = "format", [LT_ENCODING_GIVEN] = "given",       [LT_ENCODING_ASCII] = "ascii",
    [LT_ENCODING_MARK] = "mark",    [LT_ENCODING_STRICT] = "strict",     [LT_ENCODING_FALLBACK] = "fallback",
    [LT_ENCODING_CPG] = "cpg",      [LT_ENCODING_LANGUAGE] = "language", [LT_ENCODING_OVERRULED] = "overruled"
  };
  static const char *const systems[] = { "none", "given", "file", "magnitude", "title", "overruled" };
  LtEncodingHow how;
  const char *layer;

  report->encoding = g_strdup (self->funcs->get_encoding (self->source, &how));
  report->encoding_how = g_strdup (encodings[how]);
  report->encoding_text = lt_reading_describe_encoding (self);
  report->crs = self->crs_how != LT_CRS_HOW_NONE ? g_strdup (self->crs.name) : NULL;
  report->crs_how = g_strdup (systems[self->crs_how]);
  report->crs_text = lt_reading_describe_crs (self);
  report->format = g_strdup (lt_source_format_get_name (self->sniff.format));
  self->funcs->get_layers (self->source, &layer);
  report->layer = g_strdup (layer);
  report->units_text = describe_units (self);
  for (guint i = 0; i < self->unit_problems->len; i++)
    lt_import_report_take_issue (report, LT_ISSUE_UNIT, 0, NULL, NULL,
                                 g_strdup (g_ptr_array_index (self->unit_problems, i)));
  if (self->crs.other && self->crs_how != LT_CRS_HOW_NONE)
    lt_import_report_take_issue (
        report, LT_ISSUE_SYSTEM, 0, NULL, self->crs.name,
        g_strdup (
            _ ("The way from this system to CGCS2000 is known only roughly where its datum is another one: "
               "compare some rows on the map.")));
}
