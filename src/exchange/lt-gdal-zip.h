#pragma once

#include <glib.h>

#include "lt-source.h"

G_BEGIN_DECLS

/* Where GDAL finds the file that a ZIP holds. Shapefiles and MapInfo tables are files of one layer each:
 * `*members` (transfer full) are the names of those in the ZIP, NULL-terminated, and `*member` the one of
 * them that `opening` asks for, by the rules of LtSourceFuncs.open. Elsewhere both are NULL.
 * Returns: (transfer full) (nullable): NULL when nothing in it fits or none of them was asked for. */
char *lt_gdal_zip_find (const LtSourceOpening *opening, char ***members, const char **member);

/* A name in a ZIP as GDAL gives it, in UTF-8: the bytes of one whose encoding the ZIP does not say come as
 * Latin-1 (lt_gdal_init). Returns: (transfer full). */
char *lt_gdal_zip_decode_name (const char *name);

G_END_DECLS
