#pragma once

#include <gdal.h>
#include <glib.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "lt-source.h"

G_BEGIN_DECLS

/* GDAL as this program uses it: few drivers, no network, no files written beside the source, no
 * message on standard error; what differs between GDAL 3.6 and 3.10 is hidden here. */

/* Registers drivers and settings, once. */
void lt_gdal_init (void);

/* Catches GDAL's errors of this thread between begin and end. */
typedef struct
{
  gboolean failed;
  char message[256]; /* the first failure in GDAL's words, for the log */
} LtGdalScope;

void lt_gdal_scope_begin (LtGdalScope *self);
/* Returns TRUE when nothing failed in between. */
gboolean lt_gdal_scope_end (LtGdalScope *self);

/* Opens for reading with the one driver of the format. NULL when GDAL refuses. Call in a scope. */
GDALDatasetH lt_gdal_open (const char *path, LtSourceFormat format);
void lt_gdal_close (GDALDatasetH dataset);

/* The same for a CSV of a single column, which GDAL takes for no CSV: it is read through a copy in
 * memory with an empty second column. *copy (transfer full) names it for lt_gdal_close_copy. */
GDALDatasetH lt_gdal_open_single_column (const char *path, char **copy);
void lt_gdal_close_copy (char *copy);

typedef enum
{
  LT_CRS_DEGREES,   /* WGS-84, CGCS2000 or none said but in range: taken as it is */
  LT_CRS_TRANSFORM, /* *transform leads to WGS-84 */
  LT_CRS_UNKNOWN,   /* none said and out of range, or no way to WGS-84 is known */
} LtCrsState;

/* How the layer's coordinates become degrees. Call in a scope. */
LtCrsState lt_gdal_get_transform (OGRLayerH layer, OGRCoordinateTransformationH *transform);

/* A copy without Z, M and curves, in WGS-84 degrees. NULL when that fails. Call in a scope. */
OGRGeometryH lt_gdal_normalise (OGRGeometryH geometry, OGRCoordinateTransformationH transform);

/* The polygon made valid. (nullable): NULL when no polygon remains. Call in a scope. */
OGRGeometryH lt_gdal_repair (OGRGeometryH geometry);

/* A value as text: dates as ISO 8601, lists separated by ';', true as "1"; NULL when missing. Returns:
 * (transfer full). */
char *lt_gdal_get_text (OGRFeatureH feature, int field, OGRFieldType type);

G_END_DECLS
