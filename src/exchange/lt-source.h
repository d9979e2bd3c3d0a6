#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the static part of the room asks of lt-exchange-module, the only code that links GDAL. The
 * module is given plain C values and gives plain C values back: it needs no GType and no function of
 * the program, so neither must export anything to the other. */

typedef enum
{
  LT_SOURCE_CSV,
  LT_SOURCE_GEOJSON,
  LT_SOURCE_GPKG,
} LtSourceFormat;

/* One open layer of a file. One thread at a time. */
typedef struct _LtSource LtSource;

typedef struct
{
  const char *name;   /* as the file calls it */
  gboolean is_number; /* the file declares it a number */
} LtSourceColumn;

/* One row; everything belongs to the source and lasts until its next row. */
typedef struct
{
  const char *const *values; /* one for each column; NULL when missing; dates as 2026-01-31,
                              * lists separated by ';' */
  const guint8 *wkb;         /* ISO WKB, XY, little endian, WGS-84 degrees; NULL without geometry */
  gsize wkb_length;
  gboolean bad_geometry; /* there is one, but it can't be read or transformed */
} LtSourceRow;

typedef enum
{
  LT_OUTLINE_VALID,
  LT_OUTLINE_REPAIRED,
  LT_OUTLINE_BROKEN,
} LtOutlineState;

typedef struct
{
  /* Opens the layer that has one of `names` (NULL-terminated), else the only one. `path` is absolute.
   * `domain` is LT_ERROR's quark: the module can't see it otherwise. Returns NULL with an LtError. */
  LtSource *(*open) (
      const char *path, LtSourceFormat format, const char *const *names, GQuark domain, GError **error);
  void (*close) (LtSource *source);

  const LtSourceColumn *(*get_columns) (LtSource *source, guint *n);
  /* Rows in the layer, or -1 when only reading it would tell. */
  gint64 (*get_n_rows) (LtSource *source);

  /* FALSE at the end or, with *error set, when the file can't be read on. */
  gboolean (*next) (LtSource *source, LtSourceRow *row, GError **error);

  /* Sets the current row's geometry from WKT; FALSE when it is not WKT. */
  gboolean (*read_wkt) (LtSource *source, const char *wkt, LtSourceRow *row);
  /* Checks the current row's polygon and repairs it when it can stay a polygon (row->wkb is then the
   * repaired one). */
  LtOutlineState (*check_outline) (LtSource *source, LtSourceRow *row);
} LtSourceFuncs;

/* The module's one symbol: returns (transfer none) const LtSourceFuncs *. */
#define LT_SOURCE_SYMBOL "lt_exchange_module_get_funcs"
typedef const LtSourceFuncs *(*LtSourceGetFuncs) (void);

G_END_DECLS
