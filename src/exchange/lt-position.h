#pragma once

#include "lt-file-crs.h"
#include "lt-geometry.h"
#include "lt-kind.h"

G_BEGIN_DECLS

/* How far outside the city's box a row may lie. */
#define LT_POSITION_MARGIN_KM 50.0

/* What geometry a kind must have. Plain value. */
typedef struct
{
  gboolean polygon; /* the kind is an area; else a point, or none */
  LtBox city;
  LtBox allowed; /* the city's box grown by the margin; empty: anywhere */
} LtPositionCheck;

/* `city`: box of the catalogue's districts in degrees, empty when it has none. */
void lt_position_check_init (LtPositionCheck *self, LtKind kind, LtBox city);

/* Looks whether `geometry` (nullable) has the kind's shape, finite coordinates in degrees, in or near
 * the city. Returns: NULL when it has, else one translated sentence; *point is the one it is about, -1
 * where it is about the shape. */
const char *lt_position_check (const LtPositionCheck *self, const LtGeometry *geometry, int *point);

/* Why `moved` (nullable: the way to degrees failed) is not where a position check wants it at `point`: `raw`
 * (nullable), as the file has it, can't be of the system `crs` (nullable). Returns: (transfer full)
 * (nullable): one translated sentence; NULL when the system is not to blame. *value (transfer full)
 * (nullable): the coordinates to show, as the file has them where the system is to blame. */
char *lt_position_blame (
    const LtFileCrs *crs, const LtGeometry *raw, const LtGeometry *moved, guint point, char **value);

/* Takes a geometry that passed and returns what the row keeps: a polygon where a point is wanted
 * becomes its label point. (nullable) both ways. */
LtGeometry *lt_position_shape (const LtPositionCheck *self, LtGeometry *geometry);

G_END_DECLS
