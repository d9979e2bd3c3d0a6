#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longitude and latitude in degrees, in and out in place. CGCS2000 and WGS-84 are taken as equal.
 * GCJ-02 and BD-09 are the published formulas (see shared reference vectors in tests/data); outside
 * China GCJ-02 equals WGS-84. The inverses iterate, a bounded number of steps, to under 1 cm. */
void lt_datum_wgs84_to_gcj02 (double *longitude, double *latitude);
void lt_datum_gcj02_to_wgs84 (double *longitude, double *latitude);
void lt_datum_gcj02_to_bd09 (double *longitude, double *latitude);
void lt_datum_bd09_to_gcj02 (double *longitude, double *latitude);

/* CGCS2000 three-degree Gauss-Krüger, transverse Mercator by Krüger's series to n⁶ (Karney 2011):
 * `false_easting` 500000 (EPSG:4549 with central meridian 120) or 40500000 (EPSG:4528). Metres,
 * agrees with PROJ to under 1 mm within 3° of the meridian. */
void lt_datum_to_gauss_kruger (double longitude,
                               double latitude,
                               double central_meridian,
                               double false_easting,
                               double *easting,
                               double *northing);
void lt_datum_from_gauss_kruger (double easting,
                                 double northing,
                                 double central_meridian,
                                 double false_easting,
                                 double *longitude,
                                 double *latitude);

G_END_DECLS
