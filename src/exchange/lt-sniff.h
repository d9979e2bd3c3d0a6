#pragma once

#include <glib.h>

#include "lt-source.h"

G_BEGIN_DECLS

/* What a file is, told by its content, whatever its name says. */
typedef struct
{
  LtSourceFormat format;
  char *path;    /* absolute */
  char *name;    /* last part, for messages */
  gint64 n_rows; /* lines after the first of a CSV; -1 for others */
} LtSniff;

/* Looks at the file and, where it is text, reads all of it to see that it is UTF-8. Errors: no such
 * file, a directory, a path into GDAL's virtual file systems (/vsi…) or a URL, empty, not UTF-8 (with
 * the first bad line), an open quotation mark, an unknown format. Returns FALSE with an LtError. */
gboolean lt_sniff_file (const char *source, LtSniff *sniff, GError **error);
void lt_sniff_clear (LtSniff *sniff);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LtSniff, lt_sniff_clear)

G_END_DECLS
