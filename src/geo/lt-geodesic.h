#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Length in metres of the shortest line between two points (degrees) on the CGCS2000 ellipsoid, by
 * Vincenty's inverse formula (Survey Review 23/176, 1975): within a millimetre, but for points
 * nearly opposite each other on the earth, which get the great circle's length, within 0.6 %. */
double lt_geodesic_distance (double longitude0, double latitude0, double longitude1, double latitude1);

G_END_DECLS
