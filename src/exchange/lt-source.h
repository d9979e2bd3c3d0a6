#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file as rows of text and geometry, whatever its format. CSV and 国土TXT have readers of the
 * program's own; everything else is read by lt-exchange-module, the only code that links GDAL. The module
 * is given plain C values and gives plain C values back: it needs no GType and no function of the program,
 * so neither must export anything to the other. */

typedef enum
{
  LT_SOURCE_CSV,
  LT_SOURCE_LAND_TXT,
  LT_SOURCE_GEOJSON,
  LT_SOURCE_GEOJSON_LINES,
  LT_SOURCE_GPKG,
  LT_SOURCE_SHAPEFILE,
  LT_SOURCE_XLSX,
  LT_SOURCE_XLS,
  LT_SOURCE_ODS,
  LT_SOURCE_KML,
  LT_SOURCE_DXF,
  LT_SOURCE_FILEGDB,
  LT_SOURCE_FLATGEOBUF,
  LT_SOURCE_MAPINFO,
  LT_N_SOURCE_FORMATS,
} LtSourceFormat;

/* More columns than any table of people's has. */
#define LT_SOURCE_MAX_COLUMNS 2000
/* Lines that may stand above the titles of a spreadsheet or CSV. */
#define LT_SOURCE_MAX_PREFACE 10

/* One open layer of a file. One thread at a time. */
typedef struct _LtSource LtSource;

typedef struct
{
  const char *name;   /* as the file calls it; no two alike */
  gboolean is_number; /* the file declares it a number */
  gboolean is_cut;    /* the name fills the room that the format has: it may have been longer */
} LtSourceColumn;

/* One row; everything belongs to the source and lasts until its next row. */
typedef struct
{
  const char *const *values; /* one for each column; NULL when missing; dates as 2026-01-31,
                              * lists separated by ';' */
  const guint8 *wkb;         /* ISO WKB, XY, little endian, as the file has it; NULL without geometry */
  gsize wkb_length;
  gboolean bad_geometry;       /* there is one, but it can't be read */
  const char *problem;         /* why the row as a whole is not whole, one sentence; NULL when it is */
  const char *repair;          /* what the reader mended of its geometry, one sentence; NULL: nothing */
  const char *outline_problem; /* why what is drawn is no geometry, one sentence; NULL: it is one, or none */
  guint n_blank;               /* rows without any value that were passed over before it */
} LtSourceRow;

/* In which coordinate system the file says that it is. */
typedef struct
{
  gboolean known;
  gboolean degrees;      /* longitude and latitude, WGS-84 or CGCS2000 */
  gboolean gauss_kruger; /* of CGCS2000 */
  double central_meridian;
  double false_easting;
  const char *name;       /* "EPSG:2384", or what the file calls it */
  const char *definition; /* WKT, where it is neither degrees nor Gauss-Krüger */
  const char *where;      /* ".prj", "a key in the file", for the report */
} LtSourceCrs;

typedef enum
{
  LT_ENCODING_FIXED,     /* the format says which */
  LT_ENCODING_GIVEN,     /* the person said which */
  LT_ENCODING_ASCII,     /* plain letters: it makes no difference */
  LT_ENCODING_MARK,      /* a byte order mark */
  LT_ENCODING_STRICT,    /* all of it is UTF-8 */
  LT_ENCODING_FALLBACK,  /* it is not UTF-8, and all of it is GB18030 */
  LT_ENCODING_CPG,       /* the .cpg file says so, and it fits */
  LT_ENCODING_LANGUAGE,  /* the language byte of the DBF says so, and it fits */
  LT_ENCODING_OVERRULED, /* the .cpg file or the language byte says otherwise, but that does not fit */
} LtEncodingHow;

typedef struct
{
  const char *path; /* absolute */
  gboolean zipped;  /* it is a ZIP that holds the file */
  LtSourceFormat format;
  const char *encoding;       /* of the text; NULL: to be found out */
  LtEncodingHow encoding_how; /* how it was, when it is not NULL */
  const char *layer;          /* (nullable): the one that must be opened */
  gboolean any_layer;         /* the first one is better than an error */
  const char *const *layers;  /* names of layers to take without being asked, NULL-terminated */
  GQuark domain;              /* LT_ERROR: the module can't see it otherwise */
  /* How many of the cells look like titles, to find the line with the titles. */
  guint (*rate_titles) (const char *const *cells, guint n, gconstpointer data);
  gconstpointer data;
} LtSourceOpening;

typedef struct
{
  /* Opens the layer `opening->layer`, else one of `opening->layers`, else the only one. Strings are
   * borrowed for the call. Returns NULL with an LtError. */
  LtSource *(*open) (const LtSourceOpening *opening, GError **error);
  void (*close) (LtSource *source);

  /* Names of the layers of the file, NULL-terminated, and the one that is open. (transfer none). */
  const char *const *(*get_layers) (LtSource *source, const char **open);
  const LtSourceColumn *(*get_columns) (LtSource *source, guint *n);
  /* What stands above the titles: NULL-terminated, a line each, its cells parted by tabs. NULL: the function
   * or nothing is there. (transfer none). */
  const char *const *(*get_preface) (LtSource *source);
  /* Rows in the layer, or -1 when only reading it would tell. */
  gint64 (*get_n_rows) (LtSource *source);
  void (*get_crs) (LtSource *source, LtSourceCrs *crs);
  const char *(*get_encoding) (LtSource *source, LtEncodingHow *how);

  /* FALSE at the end or, with *error set, when the file can't be read on. */
  gboolean (*next) (LtSource *source, LtSourceRow *row, GError **error);
  /* Goes back before the first row. */
  gboolean (*rewind) (LtSource *source, GError **error);
  /* (nullable) What of the file was no row since the last rewind, one sentence. Returns: (transfer full)
   * (nullable). */
  char *(*describe_skipped) (LtSource *source);
} LtSourceFuncs;

typedef struct _LtTransform LtTransform;

/* What takes GDAL, GEOS or PROJ, but no source. */
typedef struct
{
  /* WKB of WKT, to be freed with g_free; NULL when it is not WKT. */
  guint8 *(*read_wkt) (const char *wkt, gsize *length);
  /* Whether a polygon is valid. When it is not: *repaired is its WKB made valid, to be freed with
   * g_free, or NULL when no polygon remains. */
  gboolean (*check_outline) (const guint8 *wkb, gsize length, guint8 **repaired, gsize *repaired_length);

  /* From a coordinate system ("EPSG:2384" or WKT) to WGS-84 degrees. NULL when it is not known or no way
   * leads there. */
  LtTransform *(*new_transform) (const char *definition);
  void (*free_transform) (LtTransform *transform);
  /* x, y in turn; FALSE when one of the points can't be transformed. */
  gboolean (*run_transform) (LtTransform *transform, double *xy, guint n);
} LtShapeFuncs;

typedef struct
{
  const LtSourceFuncs *source;
  const LtShapeFuncs *shape;
} LtModuleFuncs;

/* The module's one symbol: returns (transfer none) const LtModuleFuncs *. */
#define LT_SOURCE_SYMBOL "lt_exchange_module_get_funcs"
typedef const LtModuleFuncs *(*LtSourceGetFuncs) (void);

G_END_DECLS
