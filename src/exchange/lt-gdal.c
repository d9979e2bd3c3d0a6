#include "config.h"

#include "lt-gdal.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>

#include <string.h>

static const char *const driver_names[] = {
  [LT_SOURCE_CSV] = "CSV",
  [LT_SOURCE_GEOJSON] = "GeoJSON",
  [LT_SOURCE_GPKG] = "GPKG",
};

void
lt_gdal_init (void)
{
  static gsize once = 0;

  if (!g_once_init_enter (&once))
    return;

  CPLSetConfigOption ("GDAL_DRIVER_PATH", "disable");
  CPLSetConfigOption ("GDAL_PAM_ENABLED", "NO");
  CPLSetConfigOption ("CPL_DEBUG", "OFF");
  OSRSetPROJEnableNetwork (FALSE);
  GDALAllRegister ();

  g_once_init_leave (&once, 1);
}

static void CPL_STDCALL
on_error (CPLErr level, CPLErrorNum number, const char *message)
{
  LtGdalScope *scope = CPLGetErrorHandlerUserData ();

  g_debug ("GDAL: %s", message);
  if (level < CE_Failure || scope->failed)
    return;

  scope->failed = TRUE;
  g_strlcpy (scope->message, message, sizeof scope->message);
}

void
lt_gdal_scope_begin (LtGdalScope *self)
{
  self->failed = FALSE;
  self->message[0] = '\0';
  CPLErrorReset ();
  CPLPushErrorHandlerEx (on_error, self);
}

gboolean
lt_gdal_scope_end (LtGdalScope *self)
{
  CPLPopErrorHandler ();
  CPLErrorReset ();

  return !self->failed;
}

static GDALDatasetH
open_csv (const char *path)
{
  const char *drivers[] = { "CSV", NULL };
  const char *options[] = { "HEADERS=YES", "KEEP_GEOM_COLUMNS=YES", NULL };
  /* The prefix makes the driver read a file whatever its name ends in. */
  g_autofree char *name = g_strconcat ("CSV:", path, NULL);

  return GDALOpenEx (name, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options, NULL);
}

GDALDatasetH
lt_gdal_open (const char *path, LtSourceFormat format)
{
  const char *drivers[] = { driver_names[format], NULL };

  if (format == LT_SOURCE_CSV)
    return open_csv (path);

  return GDALOpenEx (path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
}

GDALDatasetH
lt_gdal_open_single_column (const char *path, char **copy)
{
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  GString *wide;
  GDALDatasetH dataset;
  gsize length;
  gsize header;
  gsize size;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return NULL;

  header = strcspn (text, "\r\n");
  wide = g_string_sized_new (length + 8);
  g_string_append_len (wide, text, (gssize) header);
  g_string_append (wide, ",none");
  g_string_append_len (wide, text + header, (gssize) (length - header));
  size = wide->len;

  /* GDAL frees what it is given with its own function. */
  name = g_strdup_printf ("/vsimem/liantu-%p.csv", (void *) wide);
  VSIFCloseL (VSIFileFromMemBuffer (name, memcpy (CPLMalloc (size), wide->str, size), size, TRUE));
  g_string_free (wide, TRUE);

  dataset = open_csv (name);
  if (dataset == NULL)
    VSIUnlink (name);
  else
    *copy = g_steal_pointer (&name);

  return dataset;
}

void
lt_gdal_close_copy (char *copy)
{
  VSIUnlink (copy);
  g_free (copy);
}

void
lt_gdal_close (GDALDatasetH dataset)
{
  /* Returns nothing before GDAL 3.7, an error code since. */
  (void) GDALClose (dataset);
}

/* EPSG 4326 and 4490 (CGCS2000) are the same at map scale; so are their three-dimensional forms. */
static gboolean
is_degrees (OGRSpatialReferenceH crs)
{
  static const char *const same[] = { "4326", "4490", "4979", "4480" };
  const char *authority = OSRGetAuthorityName (crs, NULL);
  const char *code = OSRGetAuthorityCode (crs, NULL);

  if (!OSRIsGeographic (crs))
    return FALSE;

  if (code == NULL || g_strcmp0 (authority, "EPSG") != 0)
    return g_strcmp0 (authority, "OGC") == 0 && g_strcmp0 (code, "CRS84") == 0;

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    if (strcmp (code, same[i]) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_known (OGRSpatialReferenceH crs)
{
  const char *name;

  if (crs == NULL || (!OSRIsGeographic (crs) && !OSRIsProjected (crs)))
    return FALSE;

  name = OSRGetName (crs);

  return name == NULL || !g_str_has_prefix (name, "Undefined");
}

static gboolean
extent_is_degrees (OGRLayerH layer)
{
  OGREnvelope box;

  if (OGR_L_GetExtent (layer, &box, TRUE) != OGRERR_NONE)
    return TRUE;

  return box.MinX >= -180.0 && box.MaxX <= 180.0 && box.MinY >= -90.0 && box.MaxY <= 90.0;
}

LtCrsState
lt_gdal_get_transform (OGRLayerH layer, OGRCoordinateTransformationH *transform)
{
  OGRSpatialReferenceH crs = OGR_L_GetSpatialRef (layer);
  OGRSpatialReferenceH from;
  OGRSpatialReferenceH to;

  *transform = NULL;
  if (!is_known (crs))
    return extent_is_degrees (layer) ? LT_CRS_DEGREES : LT_CRS_UNKNOWN;
  if (is_degrees (crs))
    return LT_CRS_DEGREES;

  from = OSRClone (crs);
  to = OSRNewSpatialReference (NULL);
  OSRImportFromEPSG (to, 4326);
  OSRSetAxisMappingStrategy (from, OAMS_TRADITIONAL_GIS_ORDER);
  OSRSetAxisMappingStrategy (to, OAMS_TRADITIONAL_GIS_ORDER);
  *transform = OCTNewCoordinateTransformation (from, to);
  OSRDestroySpatialReference (from);
  OSRDestroySpatialReference (to);

  return *transform != NULL ? LT_CRS_TRANSFORM : LT_CRS_UNKNOWN;
}

OGRGeometryH
lt_gdal_normalise (OGRGeometryH geometry, OGRCoordinateTransformationH transform)
{
  OGRGeometryH copy;

  if (OGR_G_HasCurveGeometry (geometry, TRUE))
    copy = OGR_G_GetLinearGeometry (geometry, 0.0, NULL);
  else
    copy = OGR_G_Clone (geometry);
  if (copy == NULL)
    return NULL;

  OGR_G_FlattenTo2D (copy);
  if (transform != NULL && OGR_G_Transform (copy, transform) != OGRERR_NONE)
    g_clear_pointer (&copy, OGR_G_DestroyGeometry);

  return copy;
}

OGRGeometryH
lt_gdal_repair (OGRGeometryH geometry)
{
  const char *options[] = { "METHOD=STRUCTURE", NULL };
  OGRGeometryH repaired = OGR_G_MakeValidEx (geometry, (char **) options);
  OGRwkbGeometryType type;

  if (repaired == NULL)
    return NULL;

  type = wkbFlatten (OGR_G_GetGeometryType (repaired));
  if ((type != wkbPolygon && type != wkbMultiPolygon) || OGR_G_IsEmpty (repaired)
      || !(OGR_G_Area (repaired) > 0.0))
    g_clear_pointer (&repaired, OGR_G_DestroyGeometry);

  return repaired;
}

static char *
get_date (OGRFeatureH feature, int field)
{
  int year, month, day, hour, minute, zone;
  float second;

  if (!OGR_F_GetFieldAsDateTimeEx (feature, field, &year, &month, &day, &hour, &minute, &second, &zone))
    return NULL;

  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

static char *
get_list (OGRFeatureH feature, int field, OGRFieldType type)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int n = 0;

  if (type == OFTStringList)
    {
      char **items = OGR_F_GetFieldAsStringList (feature, field);

      for (n = 0; items != NULL && items[n] != NULL; n++)
        g_string_append_printf (text, "%s%s", n > 0 ? ";" : "", items[n]);
    }
  else if (type == OFTIntegerList)
    {
      const int *items = OGR_F_GetFieldAsIntegerList (feature, field, &n);

      for (int i = 0; i < n; i++)
        g_string_append_printf (text, "%s%d", i > 0 ? ";" : "", items[i]);
    }
  else
    {
      const GIntBig *items = OGR_F_GetFieldAsInteger64List (feature, field, &n);

      for (int i = 0; i < n; i++)
        g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? ";" : "", (gint64) items[i]);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* As a person wrote it: 0.1, not 0.10000000000000001. */
static char *
get_real (OGRFeatureH feature, int field)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double value = OGR_F_GetFieldAsDouble (feature, field);

  g_ascii_formatd (buffer, sizeof buffer, "%.15g", value);
  if (g_ascii_strtod (buffer, NULL) != value)
    g_ascii_dtostr (buffer, sizeof buffer, value);

  return g_strdup (buffer);
}

char *
lt_gdal_get_text (OGRFeatureH feature, int field, OGRFieldType type)
{
  if (!OGR_F_IsFieldSetAndNotNull (feature, field))
    return NULL;

  switch (type)
    {
    case OFTDate:
    case OFTDateTime:
      return get_date (feature, field);
    case OFTIntegerList:
    case OFTInteger64List:
    case OFTStringList:
      return get_list (feature, field, type);
    case OFTReal:
      return get_real (feature, field);
    case OFTBinary:
      return NULL;
    default:
      return g_utf8_make_valid (OGR_F_GetFieldAsString (feature, field), -1);
    }
}
