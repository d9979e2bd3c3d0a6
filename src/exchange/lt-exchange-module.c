#include "config.h"

#include <glib/gi18n-lib.h>
#include <gmodule.h>
#include <string.h>

#include "lt-dbf.h"
#include "lt-drawing.h"
#include "lt-encoding.h"
#include "lt-error.h"
#include "lt-gdal-zip.h"
#include "lt-gdal.h"
#include "lt-kml-data.h"
#include "lt-titles.h"

#define MAX_LAYERS_NAMED 8

struct _LtSource
{
  LtGdalFile file;
  OGRLayerH layer;
  OGRFeatureH feature;
  LtSourceFormat format;
  GQuark domain;
  char *name;
  char **layers;
  const char *layer_name;
  char *encoding;
  LtEncodingHow encoding_how;
  LtDecoder *decoder;
  char *crs_name;
  char *crs_definition;

  gint64 n_read; /* since the last rewind */
  guint preface; /* rows before the first of data, the titles with them */
  char **above;  /* lines above the titles; NULL: none */
  guint n_columns;
  LtSourceColumn *columns;
  OGRFieldType *types;
  int *fields;  /* of the layer, for each column */
  guint *rooms; /* bytes that a value has room for; 0 where that is not said */
  const char **values;
  GString **texts; /* of the values that are not the feature's */
  gboolean from_1904;
  LtDrawing *drawing; /* NULL for other formats */
  guint8 *wkb;
  gsize wkb_size;
};

static gboolean
is_table (LtSourceFormat format)
{
  return format == LT_SOURCE_XLSX || format == LT_SOURCE_XLS || format == LT_SOURCE_ODS;
}

static const char *
format_name (LtSourceFormat format)
{
  static const char *const names[LT_N_SOURCE_FORMATS]
      = { "CSV", "国土TXT", "GeoJSON", "GeoJSONL", "GeoPackage", "Shapefile",  "XLSX",
          "XLS", "ODS",     "KML",     "DXF",      "FileGDB",    "FlatGeobuf", "MapInfo" };

  return names[format];
}

static void
clear_row (LtSource *self)
{
  g_clear_pointer (&self->feature, OGR_F_Destroy);
}

static void
source_close (LtSource *self)
{
  LtGdalScope scope;

  lt_gdal_scope_begin (&scope);
  clear_row (self);
  g_clear_pointer (&self->drawing, lt_drawing_free);
  lt_gdal_close_file (&self->file);
  lt_gdal_scope_end (&scope);

  for (guint i = 0; i < self->n_columns; i++)
    {
      g_free ((char *) self->columns[i].name);
      g_string_free (self->texts[i], TRUE);
    }
  g_clear_pointer (&self->decoder, lt_decoder_free);
  g_strfreev (self->layers);
  g_strfreev (self->above);
  g_free (self->crs_name);
  g_free (self->crs_definition);
  g_free (self->encoding);
  g_free (self->columns);
  g_free (self->types);
  g_free (self->fields);
  g_free (self->rooms);
  g_free (self->values);
  g_free (self->texts);
  g_free (self->wkb);
  g_free (self->name);
  g_free (self);
}

/* --- layers --- */

/* A sheet that nobody wrote in is no choice. */
static gboolean
is_empty_sheet (LtSource *self, OGRLayerH layer)
{
  return is_table (self->format)
         && (OGR_FD_GetFieldCount (OGR_L_GetLayerDefn (layer)) == 0
             || OGR_L_GetFeatureCount (layer, TRUE) == 0);
}

static void
list_layers (LtSource *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (self->file.members != NULL)
    {
      self->layers = g_strdupv (self->file.members);
      return;
    }
  for (int i = 0; i < GDALDatasetGetLayerCount (self->file.dataset); i++)
    {
      OGRLayerH layer = GDALDatasetGetLayer (self->file.dataset, i);

      if (!is_empty_sheet (self, layer))
        g_ptr_array_add (names, g_utf8_make_valid (OGR_L_GetName (layer), -1));
    }
  g_ptr_array_add (names, NULL);
  self->layers = (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static OGRLayerH
find_layer (LtSource *self, const LtSourceOpening *opening)
{
  if (self->file.member != NULL)
    return GDALDatasetGetLayer (self->file.dataset, 0);
  if (opening->layer != NULL)
    return GDALDatasetGetLayerByName (self->file.dataset, opening->layer);

  for (guint i = 0; opening->layers[i] != NULL; i++)
    {
      OGRLayerH layer = GDALDatasetGetLayerByName (self->file.dataset, opening->layers[i]);

      if (layer != NULL)
        return layer;
    }

  return g_strv_length (self->layers) == 1 || (opening->any_layer && self->layers[0] != NULL)
             ? GDALDatasetGetLayerByName (self->file.dataset, self->layers[0])
             : NULL;
}

static void
set_layer_error (LtSource *self, const LtSourceOpening *opening, GError **error)
{
  guint n = g_strv_length (self->layers);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, MAX_LAYERS_NAMED); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", self->layers[i]);
  if (n > MAX_LAYERS_NAMED)
    g_string_append (list, ", …");

  if (n == 0)
    g_set_error (error, self->domain, LT_ERROR_FORMAT, _ ("“%s” holds no layer: there is nothing to import."),
                 self->name);
  else if (opening->layer != NULL)
    g_set_error (error, self->domain, LT_ERROR_NOT_FOUND, _ ("“%s” has no layer “%s”: choose one of %s."),
                 self->name, opening->layer, list->str);
  else
    g_set_error (error, self->domain, LT_ERROR_FORMAT,
                 _ ("“%s” holds several layers (%s): say which one with --layer."), self->name, list->str);
}

/* --- values --- */

/* Bytes that are not UTF-8 are in the encoding of the file. `room`: bytes that a
 * shapefile's cell has, 0 when that is not said. */
static void
decode (LtSource *self, const char *bytes, guint room, GString *to)
{
  gsize length = strlen (bytes);
  gboolean shape = self->format == LT_SOURCE_SHAPEFILE;
  gboolean foreign = self->decoder != NULL && (shape || strcmp (self->encoding, "UTF-8") != 0);
  gboolean good = !shape && g_utf8_validate_len (bytes, length, NULL);
  g_autofree char *valid = NULL;

  if (foreign && !good)
    {
      if (shape && room > 0 && length >= room)
        lt_decoder_append_full (self->decoder, bytes, length, to);
      else
        lt_decoder_append (self->decoder, bytes, length, to);
      return;
    }
  if (!good)
    bytes = valid = g_utf8_make_valid (bytes, (gssize) length);
  g_string_append (to, bytes);
}

/* Spreadsheets keep 0.1 as 0.10000000000000001. FALSE: it is no such number. */
static gboolean
shorten_number (const char *text, GString *to)
{
  const char *point = strchr (text, '.');
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char *end;
  double value;

  if (point == NULL || strlen (text) < 17 || strspn (text, "-.0123456789") != strlen (text))
    return FALSE;
  value = g_ascii_strtod (text, &end);
  if (*end != '\0')
    return FALSE;
  g_string_append (to, g_ascii_formatd (buffer, sizeof buffer, "%.15g", value));

  return TRUE;
}

static const char *
read_text (LtSource *self, const char *text, guint room, GString *spare)
{
  if (!lt_encoding_is_plain (text, strlen (text)))
    decode (self, text, room, spare);
  else if (!is_table (self->format) || !shorten_number (text, spare))
    return text;

  return spare->str;
}

static const char *
read_value (LtSource *self, guint i)
{
  int field = self->fields[i];
  GString *spare = self->texts[i];

  if (!OGR_F_IsFieldSetAndNotNull (self->feature, field))
    return NULL;
  g_string_truncate (spare, 0);
  if (self->types[i] == OFTString)
    return read_text (self, OGR_F_GetFieldAsString (self->feature, field), self->rooms[i], spare);

  return lt_gdal_append_value (spare, self->feature, field, self->types[i]) ? spare->str : NULL;
}

static void
read_values (LtSource *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    self->values[i] = read_value (self, i);
}

/* --- columns --- */

static gboolean
is_number (OGRFieldType type, OGRFieldSubType subtype)
{
  return (type == OFTInteger || type == OFTInteger64 || type == OFTReal) && subtype != OFSTBoolean;
}

/* What the KML reader adds to every placemark and nobody wrote. */
static gboolean
is_noise (LtSourceFormat format, const char *name)
{
  static const char *const kml[]
      = { "timestamp",  "begin",     "end",  "altitudeMode", "tessellate", "extrude",
          "visibility", "drawOrder", "icon", "snippet",      "id",         NULL };
  static const char *const dxf[] = { "PaperSpace", "SubClasses", "Linetype", NULL };

  return (format == LT_SOURCE_KML && g_strv_contains (kml, name))
         || (format == LT_SOURCE_DXF && g_strv_contains (dxf, name));
}

static void
add_column (LtSource *self, int field, char *name, gboolean is_cut)
{
  OGRFieldDefnH definition = OGR_FD_GetFieldDefn (OGR_L_GetLayerDefn (self->layer), field);

  self->fields[self->n_columns] = field;
  self->rooms[self->n_columns] = (guint) OGR_Fld_GetWidth (definition);
  self->types[self->n_columns] = OGR_Fld_GetType (definition);
  self->texts[self->n_columns] = g_string_new (NULL);
  self->columns[self->n_columns].name = name;
  self->columns[self->n_columns].is_cut = is_cut;
  self->columns[self->n_columns].is_number
      = is_number (self->types[self->n_columns], OGR_Fld_GetSubType (definition));
  self->n_columns++;
}

static void
read_columns (LtSource *self)
{
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn (self->layer);
  LtTitles *titles = lt_titles_new ();
  g_autoptr (GString) name = g_string_new (NULL);
  guint n = (guint) OGR_FD_GetFieldCount (definition);

  self->columns = g_new0 (LtSourceColumn, n + 1);
  self->types = g_new0 (OGRFieldType, n + 1);
  self->fields = g_new0 (int, n + 1);
  self->rooms = g_new0 (guint, n + 1);
  self->values = g_new0 (const char *, n + 1);
  self->texts = g_new0 (GString *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const char *bytes = OGR_Fld_GetNameRef (OGR_FD_GetFieldDefn (definition, (int) i));
      const char *meant = NULL;

      g_string_truncate (name, 0);
      decode (self, bytes, LT_DBF_NAME_LENGTH, name);
      if (self->file.names != NULL)
        meant = lt_kml_data_get_name (self->file.names, name->str);
      if (meant != NULL)
        g_string_assign (name, meant);
      if (meant != NULL || !is_noise (self->format, name->str))
        add_column (self, (int) i, is_table (self->format) ? NULL : lt_titles_take (titles, name->str),
                    self->format == LT_SOURCE_SHAPEFILE && strlen (bytes) >= LT_DBF_NAME_LENGTH);
    }
  lt_titles_free (titles);
}

/* The row of a sheet that holds the titles, as a CSV's. */
static void
find_titles (LtSource *self, const LtSourceOpening *opening)
{
  g_auto (GStrv) best_cells = NULL;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  LtTitles *titles = lt_titles_new ();
  guint best = 0;

  for (guint row = 1; row <= LT_SOURCE_MAX_PREFACE; row++)
    {
      guint rating;

      clear_row (self);
      self->feature = OGR_L_GetNextFeature (self->layer);
      if (self->feature == NULL)
        break;
      read_values (self);
      rating = opening->rate_titles (self->values, self->n_columns, opening->data);
      g_ptr_array_add (lines, lt_titles_join (self->values, self->n_columns));
      if (best_cells != NULL && (rating <= best || rating < 2))
        continue;
      g_strfreev (best_cells);
      best_cells = g_new0 (char *, self->n_columns + 1);
      for (guint i = 0; i < self->n_columns; i++)
        best_cells[i] = g_strdup (self->values[i] != NULL ? self->values[i] : "");
      best = rating;
      self->preface = row;
    }
  clear_row (self);
  self->above = g_new0 (char *, self->preface + 1);
  for (guint i = 0; i + 1 < self->preface; i++)
    self->above[i] = g_strdup (g_ptr_array_index (lines, i));
  for (guint i = 0; i < self->n_columns; i++)
    self->columns[i].name = lt_titles_take (titles, best_cells != NULL ? best_cells[i] : NULL);
  lt_titles_free (titles);
}

/* --- drawings --- */

static void
take_words (LtSource *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (strcmp (self->columns[i].name, "Text") != 0)
        continue;
      /* The word of a hatch is its pattern's. */
      g_string_truncate (self->texts[i], 0);
      lt_drawing_append_words (self->drawing, OGR_F_GetGeometryRef (self->feature), self->texts[i]);
      self->values[i] = self->texts[i]->len > 0 ? self->texts[i]->str : NULL;
    }
}

static void
tell_drawn (LtDrawn drawn, LtSourceRow *row)
{
  if (drawn == LT_DRAWN_JOINED)
    row->repair = _ ("The ends of the line lay less than 0.1 m apart and were joined: compare the outline "
                     "with the original.");
  else if (drawn == LT_DRAWN_OPEN)
    row->outline_problem = _ ("The line is not closed: close it in the drawing (in CAD, set “Closed” of the "
                              "polyline to yes), save it and import it again.");
}

/* --- opening --- */

static gboolean
check_whole (LtSource *self, gboolean failed, GError **error)
{
  gboolean whole = self->file.dataset != NULL && !failed;

  if (whole && self->format == LT_SOURCE_SHAPEFILE)
    whole = lt_dbf_is_complete (self->file.path);
  if (whole)
    return TRUE;

  g_set_error (error, self->domain, LT_ERROR_FORMAT,
               _ ("“%s” is not complete %s or is damaged: save it again and import that."), self->name,
               format_name (self->format));
  return FALSE;
}

static gboolean
check_parts (LtSource *self, GError **error)
{
  g_autofree char *missing = NULL;
  g_autofree char *name = NULL;

  if (self->format != LT_SOURCE_SHAPEFILE || self->file.path == NULL)
    return TRUE;
  missing = lt_dbf_find_missing (self->file.path);
  if (missing == NULL)
    return TRUE;

  name = lt_gdal_zip_decode_name (missing);
  g_set_error (
      error, self->domain, LT_ERROR_NOT_FOUND,
      _ ("“%s” lacks “%s”: a Shapefile is several files (.shp, .shx, .dbf, .prj), so copy all of them "
         "and import again."),
      self->name, name);
  return FALSE;
}

/* As the XLSX driver writes what a cell's format says is one: 2026/01/31. */
static gboolean
is_driver_date (const char *text)
{
  return text != NULL && strlen (text) >= 10 && strspn (text, "0123456789") == 4 && text[4] == '/'
         && strspn (text + 5, "0123456789") == 2 && text[7] == '/' && strspn (text + 8, "0123456789") == 2;
}

static gboolean
check_dates (LtSource *self, GError **error)
{
  for (guint i = 0; self->from_1904 && i < self->n_columns; i++)
    if (is_driver_date (self->values[i]))
      {
        g_set_error (error, self->domain, LT_ERROR_FORMAT,
                     _ ("“%s” counts its dates from 1904, and those of “%s” would be read four years early: "
                        "save it as CSV in the spreadsheet program and import that."),
                     self->name, self->columns[i].name);
        return FALSE;
      }

  return TRUE;
}

/* The XLSX driver gives up where rows are missing in between. */
static gboolean
check_gap (LtSource *self, const LtGdalScope *scope, GError **error)
{
  guint row;

  if (!scope->failed || strstr (scope->message, "Too big gap") == NULL
      || sscanf (scope->message, "Invalid row: %u", &row) != 1)
    return TRUE;

  g_set_error (
      error, self->domain, LT_ERROR_FORMAT,
      _ ("“%s”: row %u of a sheet stands more than 10,000 empty rows below the others, too far to be "
         "read: delete it if it is stray, or else the empty rows, save the file and import it again."),
      self->name, row + 1);
  return FALSE;
}

static void
choose_encoding (LtSource *self, const LtSourceOpening *opening)
{
  self->encoding_how = opening->encoding_how;
  self->encoding = g_strdup (opening->encoding);
  if (self->encoding == NULL && self->format == LT_SOURCE_SHAPEFILE)
    self->encoding = lt_dbf_find_encoding (self->file.path, &self->encoding_how);
  if (self->encoding == NULL)
    {
      self->encoding = g_strdup ("UTF-8");
      self->encoding_how = LT_ENCODING_FIXED;
      self->decoder = lt_decoder_new ("GB18030");
      return;
    }
  self->decoder = lt_decoder_new (self->encoding);
}

/* FALSE: of the files in a ZIP it is not said which one to open. */
static gboolean
check_member (LtSource *self, const LtSourceOpening *opening, GError **error)
{
  if (self->file.members == NULL || self->file.member != NULL)
    return TRUE;

  list_layers (self);
  set_layer_error (self, opening, error);
  return FALSE;
}

static gboolean
prepare (LtSource *self, const LtSourceOpening *opening, GError **error)
{
  list_layers (self);
  self->layer = find_layer (self, opening);
  if (self->layer == NULL)
    {
      set_layer_error (self, opening, error);
      return FALSE;
    }
  self->layer_name = self->file.member != NULL ? self->file.member : OGR_L_GetName (self->layer);
  choose_encoding (self, opening);
  read_columns (self);
  OGR_L_ResetReading (self->layer);
  if (is_table (self->format))
    find_titles (self, opening);
  if (self->format == LT_SOURCE_DXF)
    self->drawing = lt_drawing_new (self->layer);
  if (self->n_columns <= LT_SOURCE_MAX_COLUMNS)
    return TRUE;

  g_set_error (error, self->domain, LT_ERROR_FORMAT,
               _ ("“%s” has %u columns, more than the %d that a table may have: keep those that are needed."),
               self->name, self->n_columns, LT_SOURCE_MAX_COLUMNS);
  return FALSE;
}

static gboolean
source_rewind (LtSource *self, GError **error)
{
  LtGdalScope scope;

  lt_gdal_scope_begin (&scope);
  clear_row (self);
  self->n_read = 0;
  if (self->drawing != NULL)
    lt_drawing_rewind (self->drawing);
  OGR_L_ResetReading (self->layer);
  for (guint i = 0; i < self->preface; i++)
    OGR_F_Destroy (OGR_L_GetNextFeature (self->layer));
  lt_gdal_scope_end (&scope);

  return TRUE;
}

static LtSource *
source_open (const LtSourceOpening *opening, GError **error)
{
  LtSource *self = g_new0 (LtSource, 1);
  LtGdalScope scope;
  gboolean done;

  lt_gdal_init ();
  self->format = opening->format;
  self->domain = opening->domain;
  self->name = g_path_get_basename (opening->path);
  self->from_1904 = opening->format == LT_SOURCE_XLSX && lt_gdal_counts_from_1904 (opening->path);

  lt_gdal_scope_begin (&scope);
  lt_gdal_open (&self->file, opening);
  done = check_member (self, opening, error) && check_parts (self, error) && check_gap (self, &scope, error)
         && check_whole (self, scope.failed, error) && prepare (self, opening, error);
  lt_gdal_scope_end (&scope);
  if (done && check_gap (self, &scope, error) && check_whole (self, scope.failed, error)
      && source_rewind (self, error))
    return self;

  source_close (self);
  return NULL;
}

/* --- what it says of itself --- */

static const char *const *
source_get_layers (LtSource *self, const char **open)
{
  *open = self->layer_name;

  return (const char *const *) self->layers;
}

static const LtSourceColumn *
source_get_columns (LtSource *self, guint *n)
{
  *n = self->n_columns;

  return self->columns;
}

static const char *const *
source_get_preface (LtSource *self)
{
  return (const char *const *) self->above;
}

static gint64
source_get_n_rows (LtSource *self)
{
  LtGdalScope scope;
  gint64 n;

  lt_gdal_scope_begin (&scope);
  n = OGR_L_GetFeatureCount (self->layer, FALSE);
  lt_gdal_scope_end (&scope);

  return n < 0 ? -1 : MAX (n - (gint64) self->preface, 0);
}

static void
source_get_crs (LtSource *self, LtSourceCrs *crs)
{
  LtGdalScope scope;

  lt_gdal_scope_begin (&scope);
  g_clear_pointer (&self->crs_name, g_free);
  g_clear_pointer (&self->crs_definition, g_free);
  lt_gdal_describe_crs (self->layer, crs, &self->crs_name, &self->crs_definition);
  lt_gdal_scope_end (&scope);
  crs->where = self->format == LT_SOURCE_SHAPEFILE ? ".prj" : format_name (self->format);
}

static const char *
source_get_encoding (LtSource *self, LtEncodingHow *how)
{
  *how = self->encoding_how;

  return self->encoding;
}

/* --- rows --- */

static void
read_geometry (LtSource *self, LtSourceRow *row)
{
  OGRGeometryH geometry = OGR_F_StealGeometry (self->feature);
  gsize size;

  if (geometry == NULL)
    return;
  if (OGR_G_IsEmpty (geometry))
    {
      OGR_G_DestroyGeometry (geometry);
      return;
    }
  geometry = lt_gdal_flatten (geometry);
  row->bad_geometry = TRUE;
  if (geometry == NULL)
    return;

  size = (gsize) OGR_G_WkbSize (geometry);
  if (size > self->wkb_size)
    {
      self->wkb_size = MAX (size, 2 * self->wkb_size);
      self->wkb = g_realloc (self->wkb, self->wkb_size);
    }
  if (OGR_G_ExportToIsoWkb (geometry, wkbNDR, self->wkb) == OGRERR_NONE)
    {
      row->wkb = self->wkb;
      row->wkb_length = size;
      row->bad_geometry = FALSE;
    }
  OGR_G_DestroyGeometry (geometry);
}

/* A feature that can't be read but is not the last is passed over by some drivers: the failure stays. */
static OGRFeatureH
next_feature (LtSource *self, LtDrawn *drawn)
{
  OGRFeatureH feature = OGR_L_GetNextFeature (self->layer);

  while (feature != NULL && self->drawing != NULL
         && (*drawn = lt_drawing_take (self->drawing, feature)) == LT_DRAWN_OTHER)
    {
      OGR_F_Destroy (feature);
      feature = OGR_L_GetNextFeature (self->layer);
    }

  return feature;
}

/* The header of this format says how many features there are, and reading stops at the end without a word. */
static gboolean
ends_early (LtSource *self)
{
  return self->format == LT_SOURCE_FLATGEOBUF && self->n_read < source_get_n_rows (self);
}

/* Rows of a spreadsheet that were emptied, or only given a border, are none. */
static gboolean
is_blank (LtSource *self)
{
  if (!is_table (self->format))
    return FALSE;
  for (guint i = 0; i < self->n_columns; i++)
    for (const char *p = self->values[i]; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
      if (!g_unichar_isspace (g_utf8_get_char_validated (p, -1)))
        return FALSE;

  return TRUE;
}

static gboolean
source_next (LtSource *self, LtSourceRow *row, GError **error)
{
  LtGdalScope scope;
  LtDrawn drawn = LT_DRAWN_OUTLINE;

  clear_row (self);
  *row = (LtSourceRow){ .values = self->values };

  lt_gdal_scope_begin (&scope);
  while ((self->feature = next_feature (self, &drawn)) != NULL)
    {
      self->n_read++;
      row->bad_geometry = scope.failed;
      read_values (self);
      if (row->bad_geometry || !is_blank (self))
        break;
      row->n_blank++;
      clear_row (self);
    }
  if (self->feature != NULL)
    {
      if (self->drawing != NULL)
        take_words (self);
      tell_drawn (drawn, row);
      if (!row->bad_geometry && row->outline_problem == NULL)
        read_geometry (self, row);
    }
  lt_gdal_scope_end (&scope);

  if (self->feature == NULL && (scope.failed || ends_early (self)))
    check_whole (self, TRUE, error);

  return self->feature != NULL && check_dates (self, error);
}

static char *
source_describe_skipped (LtSource *self)
{
  return self->drawing != NULL ? lt_drawing_describe_skipped (self->drawing) : NULL;
}

static const LtSourceFuncs source_funcs = {
  .open = source_open,
  .close = source_close,
  .get_layers = source_get_layers,
  .get_columns = source_get_columns,
  .get_preface = source_get_preface,
  .get_n_rows = source_get_n_rows,
  .get_crs = source_get_crs,
  .get_encoding = source_get_encoding,
  .next = source_next,
  .rewind = source_rewind,
  .describe_skipped = source_describe_skipped,
};

static const LtModuleFuncs funcs = { &source_funcs, &lt_gdal_shape_funcs };

G_MODULE_EXPORT const LtModuleFuncs *lt_exchange_module_get_funcs (void);

const LtModuleFuncs *
lt_exchange_module_get_funcs (void)
{
  return &funcs;
}
