#include "config.h"

#include "lt-gdal.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>

#include <string.h>
#include <unistd.h>

#include "lt-ending.h"
#include "lt-gdal-zip.h"
#include "lt-kml-data.h"
#include "lt-out-text.h"

#define MAX_CONVERTED (512 * 1024 * 1024)

static const char *const driver_names[LT_N_SOURCE_FORMATS][3] = {
  [LT_SOURCE_GEOJSON] = { "GeoJSON" },
  [LT_SOURCE_GEOJSON_LINES] = { "GeoJSONSeq" },
  [LT_SOURCE_GPKG] = { "GPKG" },
  [LT_SOURCE_SHAPEFILE] = { "ESRI Shapefile" },
  [LT_SOURCE_XLSX] = { "XLSX" },
  [LT_SOURCE_XLS] = { "XLS" },
  [LT_SOURCE_ODS] = { "ODS" },
  [LT_SOURCE_KML] = { "LIBKML", "KML" },
  [LT_SOURCE_DXF] = { "DXF" },
  [LT_SOURCE_FILEGDB] = { "OpenFileGDB" },
  [LT_SOURCE_FLATGEOBUF] = { "FlatGeobuf" },
  [LT_SOURCE_MAPINFO] = { "MapInfo File" },
};

/* What a name has to end in for the driver to look at the file at all; NULL: it goes by the content. */
static const char *const endings[LT_N_SOURCE_FORMATS] = {
  [LT_SOURCE_XLSX] = ".xlsx", [LT_SOURCE_XLS] = ".xls",        [LT_SOURCE_ODS] = ".ods",
  [LT_SOURCE_GPKG] = ".gpkg", [LT_SOURCE_FLATGEOBUF] = ".fgb",
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
  /* Every cell as text, the titles among them: which line they are in is for us to find. */
  CPLSetConfigOption ("OGR_XLSX_HEADERS", "DISABLE");
  CPLSetConfigOption ("OGR_XLSX_FIELD_TYPES", "STRING");
  CPLSetConfigOption ("OGR_XLS_HEADERS", "DISABLE");
  CPLSetConfigOption ("OGR_XLS_FIELD_TYPES", "STRING");
  CPLSetConfigOption ("OGR_ODS_HEADERS", "DISABLE");
  CPLSetConfigOption ("OGR_ODS_FIELD_TYPES", "STRING");
  /* Reversible: what names in a ZIP are in is found out by their bytes. */
  CPLSetConfigOption ("CPL_ZIP_ENCODING", CPL_ENC_ISO8859_1);
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

/* --- opening --- */

/* A link with the ending that the driver asks for. */
static char *
link_name (LtGdalFile *self, const LtSourceOpening *opening)
{
  const char *ending
      = opening->format == LT_SOURCE_KML && opening->zipped ? ".kmz" : endings[opening->format];
  g_autofree char *name = NULL;
  g_autofree char *link = NULL;

  if (ending == NULL || lt_ending_is (opening->path, ending))
    return g_strdup (opening->path);
  self->folder = g_dir_make_tmp ("liantu-XXXXXX", NULL);
  if (self->folder == NULL)
    return g_strdup (opening->path);
  name = g_strconcat ("source", ending, NULL);
  link = g_build_filename (self->folder, name, NULL);

  return symlink (opening->path, link) == 0 ? g_steal_pointer (&link) : g_strdup (opening->path);
}

/* Has `text` opened in place of the file `path`, in memory under the same name: it may be the layer's. */
static void
replace_file (LtGdalFile *self, const char *path, const char *text, gsize length)
{
  g_autofree char *name = g_path_get_basename (path);

  self->copy = g_strdup_printf ("/vsimem/liantu-%p/%s", (void *) self, name);
  /* GDAL frees what it is given with its own function. */
  VSIFCloseL (VSIFileFromMemBuffer (self->copy, memcpy (CPLMalloc (length), text, length), length, TRUE));
  g_free (self->path);
  self->path = g_strdup (self->copy);
}

/* In GB18030 the second byte of a character may be a bracket or a backslash: such a JSON has to be UTF-8
 * before it is read. */
static void
convert_json (LtGdalFile *self, const LtSourceOpening *opening)
{
  g_autofree char *text = NULL;
  g_autofree char *converted = NULL;
  gsize length;
  gsize n;

  if (opening->encoding == NULL || strcmp (opening->encoding, "UTF-8") == 0
      || !g_file_get_contents (opening->path, &text, &length, NULL) || length > MAX_CONVERTED)
    return;
  converted
      = g_convert_with_fallback (text, (gssize) length, "UTF-8", opening->encoding, "?", NULL, &n, NULL);
  if (converted != NULL)
    replace_file (self, opening->path, converted, n);
}

/* A KML whose values the driver keeps whole; what it can't be made of stays. */
static void
convert_kml (LtGdalFile *self, const LtSourceOpening *opening)
{
  const char *path = self->path != NULL ? self->path : opening->path;
  g_autofree char *converted = NULL;
  GByte *text = NULL;
  vsi_l_offset length = 0;
  VSIStatBufL status;
  gsize n;

  if ((opening->zipped && strcmp (path, opening->path) == 0) || VSIStatL (path, &status) != 0
      || status.st_size > MAX_CONVERTED || !VSIIngestFile (NULL, path, &text, &length, -1))
    return;
  converted = lt_kml_data_rewrite ((const char *) text, (gsize) length, &n, &self->names);
  VSIFree (text);
  if (converted != NULL)
    replace_file (self, path, converted, n);
}

void
lt_gdal_open (LtGdalFile *self, const LtSourceOpening *opening)
{
  const char *const raw[] = { "ENCODING=", NULL };
  gboolean shape = opening->format == LT_SOURCE_SHAPEFILE;

  *self = (LtGdalFile){ NULL };
  if (opening->zipped)
    self->path = lt_gdal_zip_find (opening, &self->members, &self->member);
  if (self->members != NULL && self->member == NULL)
    return;
  if (opening->format == LT_SOURCE_GEOJSON || opening->format == LT_SOURCE_GEOJSON_LINES)
    convert_json (self, opening);
  if (opening->format == LT_SOURCE_KML)
    convert_kml (self, opening);
  if (self->path == NULL || strcmp (self->path, opening->path) == 0)
    {
      g_free (self->path);
      self->path = link_name (self, opening);
    }
  /* The driver believes the code page of a drawing alone, which since AutoCAD 2007 only says what older
   * programs should save. */
  if (opening->format == LT_SOURCE_DXF)
    CPLSetThreadLocalConfigOption ("DXF_ENCODING", opening->encoding);
  self->dataset = GDALOpenEx (self->path, GDAL_OF_VECTOR | GDAL_OF_READONLY, driver_names[opening->format],
                              shape ? raw : NULL, NULL);
  if (opening->format == LT_SOURCE_DXF)
    CPLSetThreadLocalConfigOption ("DXF_ENCODING", NULL);
}

void
lt_gdal_close (GDALDatasetH dataset)
{
  /* Returns nothing before GDAL 3.7, an error code since. */
  (void) GDALClose (dataset);
}

void
lt_gdal_close_file (LtGdalFile *self)
{
  if (self->dataset != NULL)
    lt_gdal_close (self->dataset);
  if (self->copy != NULL)
    VSIUnlink (self->copy);
  if (self->folder != NULL)
    {
      unlink (self->path);
      rmdir (self->folder);
    }
  g_strfreev (self->members);
  g_free (self->path);
  g_free (self->folder);
  g_free (self->copy);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  *self = (LtGdalFile){ NULL };
}

#define MAX_WORKBOOK (16 * 1024 * 1024)

gboolean
lt_gdal_counts_from_1904 (const char *path)
{
  g_autofree char *name = g_strconcat ("/vsizip/{", path, "}/xl/workbook.xml", NULL);
  LtGdalScope scope;
  GByte *text = NULL;
  const char *value = NULL;
  gboolean counts;

  lt_gdal_scope_begin (&scope);
  if (VSIIngestFile (NULL, name, &text, NULL, MAX_WORKBOOK))
    value = strstr ((const char *) text, "date1904=");
  if (value != NULL)
    value += strlen ("date1904=") + 1;
  counts = value != NULL && (*value == '1' || *value == 't');
  VSIFree (text);
  lt_gdal_scope_end (&scope);

  return counts;
}

/* --- coordinate systems --- */

/* As .prj files of ESRI's name them. */
static gboolean
has_our_datum (OGRSpatialReferenceH crs)
{
  static const char *const ours[] = { "D_China_2000", "China_2000", "D_WGS_1984", "WGS_1984" };
  const char *datum = OSRGetAttrValue (crs, "DATUM", 0);

  for (guint i = 0; datum != NULL && i < G_N_ELEMENTS (ours); i++)
    if (g_ascii_strcasecmp (datum, ours[i]) == 0)
      return TRUE;

  return FALSE;
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
    return (g_strcmp0 (authority, "OGC") == 0 && g_strcmp0 (code, "CRS84") == 0) || has_our_datum (crs);

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

/* Transverse Mercator on CGCS2000 as its zones have it. */
static gboolean
is_gauss_kruger (OGRSpatialReferenceH crs, LtSourceCrs *description)
{
  const char *projection = OSRGetAttrValue (crs, "PROJECTION", 0);
  const char *datum = OSRGetAttrValue (crs, "DATUM", 0);
  g_autofree char *lower = datum != NULL ? g_ascii_strdown (datum, -1) : NULL;

  if (projection == NULL || lower == NULL || strcmp (projection, SRS_PT_TRANSVERSE_MERCATOR) != 0
      || (strstr (lower, "china_2000") == NULL && strstr (lower, "cgcs") == NULL
          && strstr (lower, "china_geodetic_coordinate_system_2000") == NULL)
      || OSRGetProjParm (crs, SRS_PP_SCALE_FACTOR, 1.0, NULL) != 1.0
      || OSRGetProjParm (crs, SRS_PP_LATITUDE_OF_ORIGIN, 0.0, NULL) != 0.0
      || OSRGetProjParm (crs, SRS_PP_FALSE_NORTHING, 0.0, NULL) != 0.0
      || OSRGetLinearUnits (crs, NULL) != 1.0)
    return FALSE;

  description->central_meridian = OSRGetProjParm (crs, SRS_PP_CENTRAL_MERIDIAN, 0.0, NULL);
  description->false_easting = OSRGetProjParm (crs, SRS_PP_FALSE_EASTING, 0.0, NULL);

  return TRUE;
}

void
lt_gdal_describe_crs (OGRLayerH layer, LtSourceCrs *crs, char **name, char **definition)
{
  OGRSpatialReferenceH reference = OGR_L_GetSpatialRef (layer);
  const char *authority;
  const char *code;
  char *wkt = NULL;

  *crs = (LtSourceCrs){ 0 };
  if (!is_known (reference))
    return;

  authority = OSRGetAuthorityName (reference, NULL);
  code = OSRGetAuthorityCode (reference, NULL);
  if (authority != NULL && code != NULL)
    *name = g_strdup_printf ("%s:%s", authority, code);
  else
    *name = g_utf8_make_valid (OSRGetName (reference) != NULL ? OSRGetName (reference) : "?", -1);
  if (OSRExportToWkt (reference, &wkt) == OGRERR_NONE)
    *definition = g_strdup (wkt);
  CPLFree (wkt);

  crs->known = TRUE;
  crs->degrees = is_degrees (reference);
  crs->gauss_kruger = is_gauss_kruger (reference, crs);
  crs->name = *name;
  crs->definition = *definition;
}

OGRGeometryH
lt_gdal_flatten (OGRGeometryH geometry)
{
  OGRGeometryH plain;

  if (OGR_G_HasCurveGeometry (geometry, TRUE))
    {
      plain = OGR_G_GetLinearGeometry (geometry, 0.0, NULL);
      OGR_G_DestroyGeometry (geometry);
    }
  else
    plain = geometry;
  if (plain != NULL)
    OGR_G_FlattenTo2D (plain);

  return plain;
}

/* --- values --- */

static gboolean
append_date (GString *to, OGRFeatureH feature, int field)
{
  int year, month, day, hour, minute, zone;
  float second;

  if (!OGR_F_GetFieldAsDateTimeEx (feature, field, &year, &month, &day, &hour, &minute, &second, &zone))
    return FALSE;
  g_string_append_printf (to, "%04d-%02d-%02d", year, month, day);

  return TRUE;
}

static void
append_list (GString *to, OGRFeatureH feature, int field, OGRFieldType type)
{
  int n = 0;

  if (type == OFTStringList)
    {
      char **items = OGR_F_GetFieldAsStringList (feature, field);

      for (n = 0; items != NULL && items[n] != NULL; n++)
        g_string_append_printf (to, "%s%s", n > 0 ? ";" : "", items[n]);
    }
  else if (type == OFTIntegerList)
    {
      const int *items = OGR_F_GetFieldAsIntegerList (feature, field, &n);

      for (int i = 0; i < n; i++)
        g_string_append_printf (to, "%s%d", i > 0 ? ";" : "", items[i]);
    }
  else
    {
      const GIntBig *items = OGR_F_GetFieldAsInteger64List (feature, field, &n);

      for (int i = 0; i < n; i++)
        g_string_append_printf (to, "%s%" G_GINT64_FORMAT, i > 0 ? ";" : "", (gint64) items[i]);
    }
}

/* As a person wrote it: 0.1, not 0.10000000000000001. */
static void
append_real (GString *to, OGRFeatureH feature, int field)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double value = OGR_F_GetFieldAsDouble (feature, field);

  if (lt_out_short (to, value))
    return;
  g_ascii_formatd (buffer, sizeof buffer, "%.15g", value);
  if (g_ascii_strtod (buffer, NULL) != value)
    g_ascii_dtostr (buffer, sizeof buffer, value);
  g_string_append (to, buffer);
}

static void
append_text (GString *to, const char *text)
{
  g_autofree char *valid = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);
  g_string_append (to, text);
}

gboolean
lt_gdal_append_value (GString *to, OGRFeatureH feature, int field, OGRFieldType type)
{
  switch (type)
    {
    case OFTDate:
    case OFTDateTime:
      return append_date (to, feature, field);
    case OFTIntegerList:
    case OFTInteger64List:
    case OFTStringList:
      append_list (to, feature, field, type);
      return TRUE;
    case OFTReal:
      append_real (to, feature, field);
      return TRUE;
    case OFTBinary:
      return FALSE;
    default:
      append_text (to, OGR_F_GetFieldAsString (feature, field));
      return TRUE;
    }
}
