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

/* A file open for reading with the drivers of its format alone. */
typedef struct
{
  GDALDatasetH dataset; /* NULL when GDAL refuses, or none of `members` was asked for */
  char **members;       /* layers that are files of their own in a ZIP, by name; NULL elsewhere */
  const char *member;   /* the open one of them */
  char *path;           /* as GDAL knows it: within a ZIP, or under a name that the driver takes */
  char *folder;         /* temporary, that holds the name; NULL when none was needed */
  char *copy;           /* in memory; NULL when none was needed */
  GPtrArray *names;     /* for lt_kml_data_get_name; NULL when its columns have their own */
} LtGdalFile;

/* Whether a workbook counts its dates from 1904, which the XLSX driver doesn't know of. */
gboolean lt_gdal_counts_from_1904 (const char *path);

/* Call in a scope. */
void lt_gdal_open (LtGdalFile *self, const LtSourceOpening *opening);
void lt_gdal_close_file (LtGdalFile *self);
void lt_gdal_close (GDALDatasetH dataset);

/* What the layer says of its coordinates. *name and *definition (transfer full) are what `crs` points to.
 * Call in a scope. */
void lt_gdal_describe_crs (OGRLayerH layer, LtSourceCrs *crs, char **name, char **definition);

/* Takes the geometry and returns it without Z, M and curves. NULL when that fails. Call in a scope. */
OGRGeometryH lt_gdal_flatten (OGRGeometryH geometry);

/* Appends a value that is there as text: dates as ISO 8601, lists separated by ';', true as "1". FALSE when
 * it has none. */
gboolean lt_gdal_append_value (GString *to, OGRFeatureH feature, int field, OGRFieldType type);

/* What needs no source. */
extern const LtShapeFuncs lt_gdal_shape_funcs;

G_END_DECLS
