#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Web Mercator (EPSG:3857) as the unit world: x and y from 0 to 1, y down from the north edge.
 * Multiply by 256 · 2^zoom for pixels of the usual tiles. Latitudes are clamped to ±85.0511°. */
#define LT_MERCATOR_MAX_LATITUDE 85.05112877980659
#define LT_EARTH_CIRCUMFERENCE_M 40075016.685578488

double lt_mercator_x (double longitude);
double lt_mercator_y (double latitude);
double lt_mercator_longitude (double x);
double lt_mercator_latitude (double y);

/* The same as lt_mercator_y, for millions of points: cubic between exact values 1/64° apart, so within
 * 5·10⁻¹⁵ of it below 60°, which is a fifth of a micrometre. NaN beyond ±85°. */
typedef struct _LtMercatorTable LtMercatorTable;
const LtMercatorTable *lt_mercator_table_get (void);
double lt_mercator_table_y (const LtMercatorTable *self, double latitude);

/* Ground metres of one unit of the world at a latitude: circumference · cos(latitude). */
double lt_mercator_metres (double latitude);

G_END_DECLS
