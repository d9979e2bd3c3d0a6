#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Parcels selected together, by rectangle or lasso. Belongs to a session. Main thread.
 * Signal "changed". */
#define LT_TYPE_PARCEL_SELECTION (lt_parcel_selection_get_type ())
G_DECLARE_FINAL_TYPE (LtParcelSelection, lt_parcel_selection, LT, PARCEL_SELECTION, GObject)

LtParcelSelection *lt_parcel_selection_new (void);

/* Row ids: gint64, ascending; (transfer none), never NULL. */
GArray *lt_parcel_selection_get_ids (LtParcelSelection *self);
/* The area of their outlines, m². */
double lt_parcel_selection_get_area (LtParcelSelection *self);
/* `ids`: (transfer full) (nullable): none. */
void lt_parcel_selection_set (LtParcelSelection *self, GArray *ids, double area_m2);

G_END_DECLS
