#pragma once

#include <gio/gio.h>

#include "lt-geometry.h"

G_BEGIN_DECLS

/* Land that two parcels both claim is a mistake in one of them from this many m² on. */
#define LT_OVERLAPS_MIN_M2 1.0

/* Collects parcels, some hundred bytes each, and finds those that overlap. */
typedef struct _LtOverlaps LtOverlaps;

LtOverlaps *lt_overlaps_new (void);
void lt_overlaps_free (LtOverlaps *self);

/* `row`: of the file, 0 for a parcel that is in the workspace already; such pairs are not looked for. */
void lt_overlaps_add (LtOverlaps *self, guint row, const char *number, const LtGeometry *geometry);
/* The box of all that was added, in degrees. */
LtBox lt_overlaps_get_box (const LtOverlaps *self);

/* `row` and `number` of the later one, then of the other, and what they share. */
typedef void (*LtOverlapFunc) (
    guint row, const char *number, guint other_row, const char *other_number, double m2, gpointer data);
/* Tells of each pair once, those of low rows first. Once `cancellable` (nullable) is cancelled, of no more.
 */
void lt_overlaps_find (const LtOverlaps *self, LtOverlapFunc func, gpointer data, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtOverlaps, lt_overlaps_free)

G_END_DECLS
