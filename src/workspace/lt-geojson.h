#pragma once

#include <json-glib/json-glib.h>

#include "lt-error.h"
#include "lt-geometry.h"

G_BEGIN_DECLS

/* The features of a GeoJSON file (RFC 7946), read whole: for what ships. Errors name the file.
 * Returns: (transfer full): the document; *features belongs to it. */
JsonNode *lt_geojson_load (const char *path, JsonArray **features, GError **error);
/* Geometry of a feature; Point, LineString, Polygon and their multiples.
 * Returns: (transfer full) (nullable): NULL when there is none or it is not well formed. */
LtGeometry *lt_geojson_geometry (JsonObject *feature);
/* A property as text; numbers are written as such. Returns: (transfer full) (nullable). */
char *lt_geojson_property (JsonObject *feature, const char *name);

G_END_DECLS
