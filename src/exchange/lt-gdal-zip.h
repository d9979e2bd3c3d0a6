#pragma once

#include <glib.h>

#include "lt-source.h"

G_BEGIN_DECLS

/* Where GDAL finds the file that a ZIP holds. Shapefiles and MapInfo tables are files of one layer each:
 * of several in one ZIP `*members` (transfer full) are the names, NULL-terminated, and `*member` the one
 * of them that `opening` asks for, by the rules of LtSourceFuncs.open. Elsewhere both are NULL.
 * Returns: (transfer full) (nullable): NULL when nothing in it fits or none of several was asked for. */
char *lt_gdal_zip_find (const LtSourceOpening *opening, char ***members, const char **member);

G_END_DECLS
