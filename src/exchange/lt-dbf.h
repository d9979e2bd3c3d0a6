#pragma once

#include <glib.h>

#include "lt-source.h"

G_BEGIN_DECLS

/* Bytes of a column's name. */
#define LT_DBF_NAME_LENGTH 10

/* In which encoding the text of a shapefile's table is: what its bytes allow, with the .cpg file and the
 * language byte as hints that the bytes overrule; a character that the end of a full name or value breaks off
 * says nothing. Part of the module: it reads through GDAL, so that a
 * table in a ZIP is no different. `path`: of the .shp or .dbf. Returns: (transfer full). */
char *lt_dbf_find_encoding (const char *path, LtEncodingHow *how);

/* The file beside `path` (of the .shp) that a shapefile can't do without and that isn't there, "one.shx".
 * Returns: (transfer full): NULL when none is missing. */
char *lt_dbf_find_missing (const char *path);

/* FALSE when the table is shorter than its header says. */
gboolean lt_dbf_is_complete (const char *path);

G_END_DECLS
