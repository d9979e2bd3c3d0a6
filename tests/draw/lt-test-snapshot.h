#pragma once

#include "lt-kind.h"
#include "lt-snapshot.h"

G_BEGIN_DECLS

/* A snapshot built by hand, without a workspace. */

typedef struct
{
  double longitude;
  double latitude;
  guint chain; /* primary */
  guint32 chains;
} LtTestPoint;

/* Outlines of the catalogue's districts; no rows yet. Takes `catalogue`. Freed with
 * lt_test_snapshot_free. */
LtSnapshot *lt_test_snapshot_new (LtCatalogue *catalogue);
void lt_test_snapshot_free (LtSnapshot *self);

void lt_test_snapshot_set_enterprises (LtSnapshot *self, const LtTestPoint *points, guint n);
void lt_test_snapshot_set_projects (LtSnapshot *self, const LtTestPoint *points, guint n);
/* Rectangles of west, south, east, north degrees. */
void lt_test_snapshot_set_parcels (LtSnapshot *self, const double *boxes, guint n);
/* `count` enterprises of chain `chain` without a position in a district. */
void lt_test_snapshot_add_unplaced (LtSnapshot *self, guint district, guint chain, guint count);

/* A made-up city of three square counties in a row and an approximate zone in the middle one:
 * A 119.0–119.4, B 119.4–119.8, C 119.8–120.2, all 30.0–30.4; zone 119.5–119.7, 30.1–30.25.
 * Chain 1 (#0072B2): A, zone. Chain 2 (#E69F00): B. */
LtSnapshot *lt_test_snapshot_new_squares (void);

G_END_DECLS
