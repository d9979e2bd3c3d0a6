#pragma once

#include "lt-field.h"
#include "lt-source.h"

G_BEGIN_DECLS

typedef enum
{
  LT_COLUMN_EXTRA,
  LT_COLUMN_FIELD,
  LT_COLUMN_LONGITUDE,
  LT_COLUMN_LATITUDE,
  LT_COLUMN_WKT,
} LtColumnRole;

/* What one column of a file is for. */
typedef struct
{
  const char *name; /* the source's */
  LtColumnRole role;
  guint field;   /* index in the kind's fields when the role is FIELD */
  double factor; /* to the field's canonical unit */
  gboolean is_number;
} LtColumn;

/* Matches the columns by their titles: the first column of a field wins, others are kept as extra.
 * Errors: a required field without a column, longitude without latitude, a unit that is not known.
 * Returns: (transfer container): n columns; free with g_free. NULL with an LtError. */
LtColumn *
lt_columns_match (LtKind kind, const char *file, const LtSourceColumn *source, guint n, GError **error);

G_END_DECLS
