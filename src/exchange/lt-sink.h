#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What writing asks of lt-exchange-module, like lt-source.h for reading: plain C values both ways. */

typedef enum
{
  LT_SINK_GPKG,
  LT_SINK_SHP,
} LtSinkFormat;

typedef enum
{
  LT_SINK_TEXT,
  LT_SINK_INTEGER,
  LT_SINK_NUMBER,
  LT_SINK_DATE,
} LtSinkType;

typedef struct
{
  const char *name;
  LtSinkType type;
  guint width; /* of text in bytes; 0: any */
} LtSinkColumn;

typedef enum
{
  LT_SINK_POINT,
  LT_SINK_LINE,
  LT_SINK_POLYGON,
  LT_SINK_NO_SHAPE, /* a plain table */
} LtSinkShapeKind;

/* A geometry in the flat arrays of LtGeometry. */
typedef struct
{
  LtSinkShapeKind kind;
  guint n_rings;
  const guint *ring_ends;
  const guint8 *starts_part;
  const double *xy;
} LtSinkShape;

/* A value: text, or a finite number, or neither. */
typedef struct
{
  const char *text;
  double number; /* NAN */
} LtSinkCell;

typedef struct
{
  const char *path; /* the file must not be there */
  LtSinkFormat format;
  const char *layer;
  const LtSinkColumn *columns;
  guint n_columns;
  LtSinkShapeKind shape;
  int epsg;             /* 0: none is said */
  const char *encoding; /* of a Shapefile's table; NULL: UTF-8 */
  GQuark domain;        /* LT_ERROR's */
} LtSinkPlan;

/* A file being written. One thread at a time. */
typedef struct _LtSink LtSink;

typedef struct
{
  /* NULL with an LtError that names no file. */
  LtSink *(*open) (const LtSinkPlan *plan, GError **error);
  /* `shape` (nullable). */
  gboolean (*put) (LtSink *sink, const LtSinkCell *cells, const LtSinkShape *shape, GError **error);
  /* Frees the sink, whether it succeeds or not. */
  gboolean (*close) (LtSink *sink, GError **error);
} LtSinkFuncs;

/* Returns (transfer none) const LtSinkFuncs *. */
#define LT_SINK_SYMBOL "lt_exchange_module_get_sink_funcs"
typedef const LtSinkFuncs *(*LtSinkGetFuncs) (void);

G_END_DECLS
