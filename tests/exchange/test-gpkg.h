#pragma once

/* Adds a point to a layer of a GeoPackage; both are made where they are not there. `epsg` 0: without a
 * coordinate system. */
void
test_gpkg_add_point (const char *path, const char *layer, int epsg, const char *name, double x, double y);

/* Makes a GeoPackage with one table without geometry and one row. */
void test_gpkg_add_table (const char *path, const char *layer, const char *name);
