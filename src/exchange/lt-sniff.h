#pragma once

#include <glib.h>

#include "lt-source.h"

G_BEGIN_DECLS

/* What a file is, told by its content, whatever its name says. */
typedef struct
{
  LtSourceFormat format;
  gboolean zipped;
  char *path;           /* absolute; the main file where a part of a shapefile was chosen */
  char *name;           /* last part, for messages */
  gint64 n_rows;        /* lines after the first of a CSV; -1 for others */
  const char *encoding; /* of a text; NULL where the format's reader has to find out */
  LtEncodingHow encoding_how;
  gint64 size; /* as it was, to notice a change: bytes and time of change in µs */
  gint64 changed_at;
  guint64 parts; /* the same of the files beside it that belong to it; 0: none */
} LtSniff;

/* Looks at the file or folder and, where it is text, reads all of it to tell its encoding. `encoding`
 * (nullable): what the person says; must live as long as the sniff. Errors: no such file, a path into
 * GDAL's virtual file systems (/vsi…) or a URL, empty, not complete, neither UTF-8 nor GB18030 (with the
 * first bad line), too large when unpacked, an unknown format. Returns FALSE with an LtError. */
gboolean lt_sniff_file (const char *source, const char *encoding, LtSniff *sniff, GError **error);
void lt_sniff_clear (LtSniff *sniff);

/* Fails with LT_ERROR_IO when the file is no longer what it was. */
gboolean lt_sniff_check_same (const LtSniff *sniff, GError **error);

/* "CSV", "Shapefile"; not translated. */
const char *lt_source_format_get_name (LtSourceFormat format);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LtSniff, lt_sniff_clear)

G_END_DECLS
