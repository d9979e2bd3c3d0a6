#pragma once

#include "lt-classes.h"

G_BEGIN_DECLS

/* Parcels whose middle lies inside a ring of `n` points (longitude, latitude pairs; closed or not), as
 * rectangle and lasso select them. `classes` (nullable): those that it hides or filters out are left
 * out. `area_m2` (nullable) gets the area of their outlines on the CGCS2000 ellipsoid, from Mercator's
 * scale at each middle (parts in 10⁵). Any thread. Returns: (transfer full): indices in the snapshot, guint,
 * ascending. */
GArray *lt_parcel_search (
    const LtSnapshot *snapshot, const LtClasses *classes, const double *ring, guint n, double *area_m2);

G_END_DECLS
