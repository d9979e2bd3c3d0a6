#pragma once

#include <glib.h>

/* Made-up rows for tests: the same on every machine and in every run. */

/* A valid 18-character credit code for each number. Returns: (transfer full). */
char *test_data_credit_code (guint number);

/* `n` enterprises with credit code, name, chains, district, staff, lon and lat around Huzhou, as CSV.
 * Returns: (transfer full). */
char *test_data_enterprises_csv (guint n);

/* `n` parcels of some hectares each, side by side north of Deqing, none overlapping, as GeoJSON.
 * Returns: (transfer full). */
char *test_data_parcels_geojson (guint n);

/* Writes `text` (length -1: to its NUL) to `name` in the folder. Returns: (transfer full): its path. */
char *test_data_write (const char *folder, const char *name, const char *text, gssize length);

/* A new folder for a test's files, and the end of it with all that it holds. */
char *test_data_make_folder (void);
void test_data_remove_folder (char *folder);
