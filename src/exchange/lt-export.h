#pragma once

#include "lt-crs.h"
#include "lt-exchange.h"

G_BEGIN_DECLS

/* Files out. Rows are read at one moment (lt-row-stream.h) and written as they come, so that memory does
 * not grow with them; the file takes its name once it is whole. What each format can't hold is said in
 * HACKING.md and counted in the report. */

typedef enum
{
  LT_EXPORT_XLSX,
  LT_EXPORT_CSV,
  LT_EXPORT_GPKG,
  LT_EXPORT_SHP,
  LT_EXPORT_GEOJSON,
  LT_EXPORT_KML,
  LT_EXPORT_TXT, /* 国土TXT */
} LtExportFormat;

#define LT_N_EXPORT_FORMATS 7

typedef enum
{
  LT_EXPORT_ENCODING_USUAL, /* CSV: UTF-8 with BOM; 国土TXT: GB18030; Shapefile: GBK, UTF-8 when it must be */
  LT_EXPORT_ENCODING_UTF8,
  LT_EXPORT_ENCODING_GB18030,
} LtExportEncoding;

/* What to write and how. Plain value; what it points to belongs to whoever made it. */
typedef struct
{
  LtFilter filter;           /* which rows, of which kind */
  const GArray *ids;         /* (nullable) (element-type gint64): these rows instead, in this order */
  LtCrs crs;                 /* epsg 0 and kind DEGREES: the format's own (WGS-84; 国土TXT: EPSG:4528) */
  const char *const *fields; /* (nullable): names, NULL-terminated; NULL: all, and what rows keep besides.
                              * "wkt" asks for outlines in a table, which has them without `fields` anyhow */
  gboolean chinese;          /* column titles in Chinese with their units, districts and chains by name;
                              * else field names and codes */
  LtExportEncoding encoding;
  gboolean overwrite;
} LtExportOptions;

typedef struct
{
  LtCrs crs; /* of what was written */
  guint written;
  guint cut;      /* values that were shortened or left out because the format can't hold them */
  guint outlines; /* geometries that were left out for the same reason */
  double seconds;
} LtExportReport;

/* "xlsx", also the usual ending of a file. */
const char *lt_export_format_get_name (LtExportFormat format);
/* In the person's language: "Excel workbook". */
const char *lt_export_format_get_title (LtExportFormat format);
/* By the ending of a file's name. FALSE with an error naming the endings there are. */
gboolean lt_export_format_from_path (const char *path, LtExportFormat *format, GError **error);
/* Why the format can't hold rows of the kind in that coordinate system, one sentence; NULL: it can. */
const char *lt_export_format_check (LtExportFormat format, LtKind kind, const LtCrs *crs);

/* Waits; call it off the main thread. `progress` as in lt-exchange.h. LT_ERROR_EXISTS when there is a
 * file and not `overwrite`. On failure and when cancelled nothing is left behind. */
gboolean lt_export (LtWorkspace *workspace,
                    const char *path,
                    LtExportFormat format,
                    const LtExportOptions *options,
                    LtProgressFunc progress,
                    gpointer data,
                    GCancellable *cancellable,
                    LtExportReport *report,
                    GError **error);

/* The same on a thread of its own; copies the options. */
void lt_export_async (LtWorkspace *workspace,
                      const char *path,
                      LtExportFormat format,
                      const LtExportOptions *options,
                      LtProgressFunc progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer data);
gboolean lt_export_finish (GAsyncResult *result, LtExportReport *report, GError **error);

G_END_DECLS
