#pragma once

#include "lt-geometry.h"

G_BEGIN_DECLS

/* A look into a GeoPackage geometry blob (GeoPackage 1.3, 2.1.3) without making an LtGeometry of it.
 * Blobs come from files that nobody checked: anything malformed gives FALSE. */

/* Bounding box in the blob's coordinates: from its envelope, else from its points. FALSE when the
 * geometry is empty or not well formed. */
gboolean lt_gpkg_blob_box (const guint8 *data, gsize length, LtBox *box);

/* Told of one ring: `xy` holds `n` pairs, valid until the function returns. */
typedef void (*LtRingFunc) (const double *xy, guint n, gpointer data);

/* Gives the rings of a POLYGON or MULTIPOLYGON one after another. FALSE, perhaps after some rings,
 * when it is neither or not well formed. */
gboolean lt_gpkg_blob_rings (const guint8 *data, gsize length, LtRingFunc func, gpointer data_for_func);

/* The position of a POINT; FALSE for anything else. */
gboolean lt_gpkg_blob_point (const guint8 *data, gsize length, double *x, double *y);

G_END_DECLS
