#include "config.h"

#include <glib/gi18n-lib.h>
#include <gmodule.h>

#include "lt-error.h"
#include "lt-formula-guard.h"
#include "lt-gdal.h"

#define MAX_LAYERS_NAMED 8

struct _LtSource
{
  GDALDatasetH dataset;
  OGRLayerH layer;
  OGRCoordinateTransformationH transform;
  OGRFeatureH feature;
  OGRGeometryH geometry; /* of the current row, normalised */
  LtSourceFormat format;
  GQuark domain;
  char *name;
  char *copy; /* in memory, of a CSV with one column */
  guint n_columns;
  LtSourceColumn *columns;
  OGRFieldType *types;
  char **values;
  guint8 *wkb;
};

static const char *
format_name (LtSourceFormat format)
{
  static const char *const names[] = { "CSV", "GeoJSON", "GeoPackage" };

  return names[format];
}

static void
clear_row (LtSource *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    g_clear_pointer (&self->values[i], g_free);
  g_clear_pointer (&self->wkb, g_free);
  g_clear_pointer (&self->geometry, OGR_G_DestroyGeometry);
  g_clear_pointer (&self->feature, OGR_F_Destroy);
}

static void
source_close (LtSource *self)
{
  LtGdalScope scope;

  lt_gdal_scope_begin (&scope);
  clear_row (self);
  g_clear_pointer (&self->transform, OCTDestroyCoordinateTransformation);
  g_clear_pointer (&self->dataset, lt_gdal_close);
  g_clear_pointer (&self->copy, lt_gdal_close_copy);
  lt_gdal_scope_end (&scope);

  for (guint i = 0; i < self->n_columns; i++)
    g_free ((char *) self->columns[i].name);
  g_free (self->columns);
  g_free (self->types);
  g_free (self->values);
  g_free (self->name);
  g_free (self);
}

static OGRLayerH
find_layer (LtSource *self, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      OGRLayerH layer = GDALDatasetGetLayerByName (self->dataset, names[i]);

      if (layer != NULL)
        return layer;
    }

  return GDALDatasetGetLayerCount (self->dataset) == 1 ? GDALDatasetGetLayer (self->dataset, 0) : NULL;
}

static void
set_layer_error (LtSource *self, const char *const *names, GError **error)
{
  int n = GDALDatasetGetLayerCount (self->dataset);
  g_autoptr (GString) list = g_string_new (NULL);

  if (n == 0)
    {
      g_set_error (error, self->domain, LT_ERROR_FORMAT,
                   _ ("“%s” holds no layer: there is nothing to import."), self->name);
      return;
    }

  for (int i = 0; i < MIN (n, MAX_LAYERS_NAMED); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "",
                            OGR_L_GetName (GDALDatasetGetLayer (self->dataset, i)));
  if (n > MAX_LAYERS_NAMED)
    g_string_append (list, ", …");
  g_set_error (error, self->domain, LT_ERROR_FORMAT,
               _ ("“%s” holds several layers (%s): name the one to import “%s”, or put it into a file of "
                  "its own."),
               self->name, list->str, names[0]);
}

static gboolean
is_number (OGRFieldType type, OGRFieldSubType subtype)
{
  return (type == OFTInteger || type == OFTInteger64 || type == OFTReal) && subtype != OFSTBoolean;
}

static void
read_columns (LtSource *self)
{
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn (self->layer);

  self->n_columns = (guint) OGR_FD_GetFieldCount (definition) - (self->copy != NULL ? 1 : 0);
  self->columns = g_new0 (LtSourceColumn, self->n_columns + 1);
  self->types = g_new0 (OGRFieldType, self->n_columns + 1);
  self->values = g_new0 (char *, self->n_columns + 1);

  for (guint i = 0; i < self->n_columns; i++)
    {
      OGRFieldDefnH field = OGR_FD_GetFieldDefn (definition, (int) i);

      self->types[i] = OGR_Fld_GetType (field);
      self->columns[i].name = g_utf8_make_valid (OGR_Fld_GetNameRef (field), -1);
      self->columns[i].is_number = is_number (self->types[i], OGR_Fld_GetSubType (field));
    }
}

static gboolean
choose_transform (LtSource *self, GError **error)
{
  LtGdalScope scope;
  LtCrsState state;

  if (self->format == LT_SOURCE_CSV || OGR_L_GetGeomType (self->layer) == wkbNone)
    return TRUE;

  lt_gdal_scope_begin (&scope);
  state = lt_gdal_get_transform (self->layer, &self->transform);
  lt_gdal_scope_end (&scope);
  if (state != LT_CRS_UNKNOWN)
    return TRUE;

  g_set_error (error, self->domain, LT_ERROR_FORMAT,
               _ ("“%s” does not say in which coordinate system it is, and its coordinates are not degrees: "
                  "save it as WGS-84 or CGCS2000 longitude and latitude."),
               self->name);
  return FALSE;
}

static LtSource *
source_open (const char *path, LtSourceFormat format, const char *const *names, GQuark domain, GError **error)
{
  LtSource *self = g_new0 (LtSource, 1);
  LtGdalScope scope;

  lt_gdal_init ();
  self->format = format;
  self->domain = domain;
  self->name = g_path_get_basename (path);

  lt_gdal_scope_begin (&scope);
  self->dataset = lt_gdal_open (path, format);
  if (self->dataset == NULL && format == LT_SOURCE_CSV)
    self->dataset = lt_gdal_open_single_column (path, &self->copy);
  if (self->dataset != NULL)
    self->layer = find_layer (self, names);
  lt_gdal_scope_end (&scope);

  if (self->dataset == NULL || (format == LT_SOURCE_GEOJSON && scope.failed))
    g_set_error (error, domain, LT_ERROR_FORMAT,
                 _ ("“%s” is not complete %s or is damaged: save it again and import that."), self->name,
                 format_name (format));
  else if (self->layer == NULL)
    set_layer_error (self, names, error);
  else if (choose_transform (self, error))
    {
      read_columns (self);
      OGR_L_ResetReading (self->layer);
      return self;
    }

  source_close (self);
  return NULL;
}

static const LtSourceColumn *
source_get_columns (LtSource *self, guint *n)
{
  *n = self->n_columns;

  return self->columns;
}

static gint64
source_get_n_rows (LtSource *self)
{
  LtGdalScope scope;
  gint64 n;

  lt_gdal_scope_begin (&scope);
  n = OGR_L_GetFeatureCount (self->layer, FALSE);
  lt_gdal_scope_end (&scope);

  return n;
}

/* Takes the geometry. */
static gboolean
take_geometry (LtSource *self, OGRGeometryH geometry, LtSourceRow *row)
{
  int size;

  g_clear_pointer (&self->geometry, OGR_G_DestroyGeometry);
  g_clear_pointer (&self->wkb, g_free);
  row->wkb = NULL;
  row->wkb_length = 0;
  if (geometry == NULL)
    return FALSE;

  self->geometry = geometry;
  size = OGR_G_WkbSize (geometry);
  self->wkb = g_malloc ((gsize) MAX (size, 1));
  if (OGR_G_ExportToIsoWkb (geometry, wkbNDR, self->wkb) != OGRERR_NONE)
    return FALSE;

  row->wkb = self->wkb;
  row->wkb_length = (gsize) size;

  return TRUE;
}

static void
read_geometry (LtSource *self, LtSourceRow *row)
{
  OGRGeometryH geometry = OGR_F_GetGeometryRef (self->feature);

  if (self->format == LT_SOURCE_CSV || geometry == NULL || OGR_G_IsEmpty (geometry))
    return;

  row->bad_geometry = !take_geometry (self, lt_gdal_normalise (geometry, self->transform), row);
}

static char *
get_text (LtSource *self, guint column)
{
  char *text = lt_gdal_get_text (self->feature, (int) column, self->types[column]);
  const char *meant = text;

  if (text == NULL || self->format != LT_SOURCE_CSV)
    return text;
  meant = lt_formula_guard_strip (text);
  memmove (text, meant, strlen (meant) + 1);
  return text;
}

static gboolean
source_next (LtSource *self, LtSourceRow *row, GError **error)
{
  LtGdalScope scope;

  clear_row (self);
  *row = (LtSourceRow){ .values = (const char *const *) self->values };

  lt_gdal_scope_begin (&scope);
  self->feature = OGR_L_GetNextFeature (self->layer);
  if (self->feature != NULL)
    {
      row->bad_geometry = scope.failed;
      for (guint i = 0; i < self->n_columns; i++)
        self->values[i] = get_text (self, i);
      if (!row->bad_geometry)
        read_geometry (self, row);
    }
  lt_gdal_scope_end (&scope);

  if (self->feature == NULL && scope.failed)
    g_set_error (error, self->domain, LT_ERROR_FORMAT,
                 _ ("“%s” is not complete %s or is damaged: save it again and import that."), self->name,
                 format_name (self->format));

  return self->feature != NULL;
}

static gboolean
source_read_wkt (LtSource *self, const char *wkt, LtSourceRow *row)
{
  LtGdalScope scope;
  OGRGeometryH geometry = NULL;
  gboolean done = FALSE;
  char *rest = (char *) wkt;

  lt_gdal_scope_begin (&scope);
  if (OGR_G_CreateFromWkt (&rest, NULL, &geometry) == OGRERR_NONE && !OGR_G_IsEmpty (geometry)
      && rest[strspn (rest, " \t\r\n")] == '\0')
    done = take_geometry (self, lt_gdal_normalise (geometry, NULL), row);
  g_clear_pointer (&geometry, OGR_G_DestroyGeometry);
  lt_gdal_scope_end (&scope);

  return done;
}

static LtOutlineState
source_check_outline (LtSource *self, LtSourceRow *row)
{
  LtGdalScope scope;
  LtOutlineState state = LT_OUTLINE_BROKEN;

  lt_gdal_scope_begin (&scope);
  if (self->geometry != NULL && OGR_G_IsValid (self->geometry))
    state = LT_OUTLINE_VALID;
  else if (self->geometry != NULL && take_geometry (self, lt_gdal_repair (self->geometry), row))
    state = LT_OUTLINE_REPAIRED;
  lt_gdal_scope_end (&scope);

  return state;
}

static const LtSourceFuncs funcs = {
  .open = source_open,
  .close = source_close,
  .get_columns = source_get_columns,
  .get_n_rows = source_get_n_rows,
  .next = source_next,
  .read_wkt = source_read_wkt,
  .check_outline = source_check_outline,
};

G_MODULE_EXPORT const LtSourceFuncs *lt_exchange_module_get_funcs (void);

const LtSourceFuncs *
lt_exchange_module_get_funcs (void)
{
  return &funcs;
}
