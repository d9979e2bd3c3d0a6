#pragma once

#include "lt-export.h"
#include "lt-geometry.h"

G_BEGIN_DECLS

/* What the formats have in common: rows of typed cells with a geometry. */

typedef enum
{
  LT_CELL_TEXT,
  LT_CELL_CODE, /* text that looks like a number */
  LT_CELL_INTEGER,
  LT_CELL_NUMBER,
  LT_CELL_DATE,
} LtCellType;

/* A column that says the coordinate system, in formats that state their own and have no word for GCJ-02 and
 * BD-09. */
#define LT_EXPORT_SYSTEM (-2)

typedef struct
{
  char *title;
  LtCellType type;
  int field; /* in the kind's fields; -1: a column that matches none; or LT_EXPORT_SYSTEM */
} LtExportColumn;

/* The same for all rows. */
typedef struct
{
  LtKind kind;
  gboolean area;    /* the kind has outlines */
  gboolean point;   /* it has points; neither: it has no place */
  gboolean outline; /* the table formats get a column with them */
  gboolean rounded; /* outlines there have nine decimals of a degree */
  LtCrs crs;
  gboolean chinese;
  LtExportEncoding encoding;
  gboolean overwrite;
  LtExportColumn *columns;
  guint n_columns;
} LtExportLayout;

typedef struct
{
  const char *text; /* NULL when it is a number or missing */
  double number;    /* NAN when it is text or missing */
} LtExportCell;

typedef struct
{
  const LtExportCell *cells;  /* n_columns */
  const LtGeometry *geometry; /* (nullable) */
  const double *xy;           /* its points in the layout's coordinate system */
} LtExportRow;

/* A file of one format on its way out. The layout outlives it. */
typedef struct _LtExportWriter LtExportWriter;

struct _LtExportWriter
{
  const LtExportLayout *layout;
  LtExportReport *report;
  /* (nullable): is told every row before the first is put, for formats with columns of a width. */
  void (*measure) (LtExportWriter *self, const LtExportRow *row);
  gboolean (*put) (LtExportWriter *self, const LtExportRow *row, GError **error);
  /* Completes the file and gives it its name. */
  gboolean (*commit) (LtExportWriter *self, GError **error);
  void (*free) (LtExportWriter *self);
};

typedef LtExportWriter *(*LtExportOpen) (const char *path, const LtExportLayout *layout, GError **error);

LtExportWriter *lt_export_xlsx_open (const char *path, const LtExportLayout *layout, GError **error);
LtExportWriter *lt_export_csv_open (const char *path, const LtExportLayout *layout, GError **error);
LtExportWriter *lt_export_gpkg_open (const char *path, const LtExportLayout *layout, GError **error);
LtExportWriter *lt_export_shp_open (const char *path, const LtExportLayout *layout, GError **error);
LtExportWriter *lt_export_geojson_open (const char *path, const LtExportLayout *layout, GError **error);
LtExportWriter *lt_export_kml_open (const char *path, const LtExportLayout *layout, GError **error);
LtExportWriter *lt_export_txt_open (const char *path, const LtExportLayout *layout, GError **error);

/* "GCJ-02", "BD-09"; NULL for systems that differ from WGS-84 by no datum. */
const char *lt_export_get_shift (const LtCrs *crs);
/* A column's title for the table formats' position, longitude or easting first, or outlines: "WKT". They name
 * GCJ-02 and BD-09 as an import understands it (lt-axis-title.h). */
const char *lt_export_get_x_title (const LtExportLayout *layout);
const char *lt_export_get_y_title (const LtExportLayout *layout);
const char *lt_export_get_wkt_title (const LtExportLayout *layout);
#define LT_EXPORT_WKT_TITLE "WKT"

/* A coordinate: degrees of WGS-84 and CGCS2000 so that they read back as the same double, those of GCJ-02
 * and BD-09 to 9 places, metres to 4. */
void lt_export_append_coordinate (GString *to, const LtCrs *crs, double value);
/* The row's geometry as WKT. */
void lt_export_append_wkt (GString *to, const LtExportLayout *layout, const LtExportRow *row);

G_END_DECLS
