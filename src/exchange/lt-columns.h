#pragma once

#include "lt-field.h"
#include "lt-source.h"

G_BEGIN_DECLS

typedef enum
{
  LT_COLUMN_EXTRA,
  LT_COLUMN_FIELD,
  LT_COLUMN_LONGITUDE, /* or the easting */
  LT_COLUMN_LATITUDE,  /* or the northing */
  LT_COLUMN_WKT,
  LT_COLUMN_SYSTEM,  /* says for each row that it is in GCJ-02 or BD-09 */
  LT_COLUMN_IGNORED, /* the reasons of a file of rejected rows */
} LtColumnRole;

/* What one column of a file is for. */
typedef struct
{
  const char *name; /* the source's */
  LtColumnRole role;
  guint field;      /* index in the kind's fields when the role is FIELD */
  double factor;    /* to the field's canonical unit */
  const char *unit; /* that the title names, or a line above all titles (lt-unit-line.h); NULL: none */
  gboolean is_number;
} LtColumn;

/* The title of the last column of a file of rejected rows, in the person's language. */
const char *lt_columns_get_reason_title (void);

/* Matches the columns by their titles; `map` (nullable): "field=column" for those that the person says, the
 * field also "lon", "lat" or "wkt". Else the first column of a field wins, others are kept as extra.
 * Errors: a word of `map` that is no field or column, a required field without a column (but `given`: one
 * that comes from elsewhere, (nullable), and the code of a district that has a name), longitude without
 * latitude, a unit that is not known. With `page` they say what to do on a page of columns, else on the
 * command line. Returns: (transfer container): n columns; free with g_free. NULL with an LtError. */
LtColumn *lt_columns_match (LtKind kind,
                            const char *file,
                            const LtSourceColumn *source,
                            guint n,
                            const char *const *map,
                            const char *given,
                            gboolean page,
                            GError **error);

/* The same without errors: what is not understood is extra. */
LtColumn *lt_columns_guess (LtKind kind, const LtSourceColumn *source, guint n);

/* How many of the cells are titles that a kind (a pointer to it) knows: for LtSourceOpening. */
guint lt_columns_rate (const char *const *cells, guint n, gconstpointer kind);

G_END_DECLS
