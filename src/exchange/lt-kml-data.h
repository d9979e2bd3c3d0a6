#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a KML's placemarks carry (ExtendedData), in a form that GDAL's driver keeps whole. The driver turns
 * the letters of untyped Data's names into underscores, so that names of one length are one column; passes
 * over Data where the document has a Schema; and over SimpleData where it has none. So such a document's
 * values all become Data, whose names have a stand-in. */

/* Returns: (transfer full) (nullable): the document so changed; NULL: it needs no change. `names`
 * (transfer full) gets the names, to be looked up with lt_kml_data_get_name. */
char *lt_kml_data_rewrite (const char *text, gsize length, gsize *new_length, GPtrArray **names);
/* What `column` stands for; NULL: it is a name of its own. */
const char *lt_kml_data_get_name (const GPtrArray *names, const char *column);

G_END_DECLS
