#pragma once

#include <glib-object.h>

#include "lt-geometry.h"

G_BEGIN_DECLS

/* A county, district or functional zone of the city. Immutable once loaded; any thread. */
#define LT_TYPE_DISTRICT (lt_district_get_type ())
G_DECLARE_FINAL_TYPE (LtDistrict, lt_district, LT, DISTRICT, GObject)

/* `geometry`: (nullable), a reference is taken. `area_km2` NAN when unknown. `zone`: a functional
 * zone inside other districts (counting it with them counts land twice). `approximate`: its extent
 * is not surveyed and must look so. */
LtDistrict *lt_district_new (gint64 id,
                             const char *code,
                             const char *name,
                             const char *name_en,
                             gboolean zone,
                             gboolean approximate,
                             double area_km2,
                             LtGeometry *geometry);

gint64 lt_district_get_id (LtDistrict *self);
const char *lt_district_get_code (LtDistrict *self); /* adcode, or "zone-…" */
const char *lt_district_get_name (LtDistrict *self);
const char *lt_district_get_name_en (LtDistrict *self); /* (nullable) */
const char *lt_district_get_label (LtDistrict *self);   /* in the person's language */
gboolean lt_district_is_zone (LtDistrict *self);
gboolean lt_district_is_approximate (LtDistrict *self);
double lt_district_get_area_km2 (LtDistrict *self);
LtGeometry *lt_district_get_geometry (LtDistrict *self); /* (transfer none) (nullable), degrees */

G_END_DECLS
