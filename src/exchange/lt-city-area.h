#pragma once

#include "lt-catalogue.h"

G_BEGIN_DECLS

/* How far outside of the districts' outlines still counts as in the city: open boundaries are up to that far
 * off. */
#define LT_CITY_AREA_MARGIN_KM 1.0

/* Where the city is, as a picture of cells of some hundred metres: quickly asked for each row of a file. */
typedef struct _LtCityArea LtCityArea;

/* NULL when no district of the catalogue has an outline. Returns: (transfer full) (nullable). */
LtCityArea *lt_city_area_new (LtCatalogue *catalogue);
void lt_city_area_free (LtCityArea *self);
/* In degrees. */
gboolean lt_city_area_contains (const LtCityArea *self, double longitude, double latitude);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtCityArea, lt_city_area_free)

G_END_DECLS
