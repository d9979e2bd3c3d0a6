#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LT_HEADER_WHOLE,
  LT_HEADER_FOREIGN,    /* can't be read, or no SQLite file */
  LT_HEADER_INCOMPLETE, /* its end is missing, as after a download that broke off */
} LtHeaderState;

/* Compares a file's size with what its header says, as SQLite does not: to it a page that is cut short
 * is an empty one. Source of the offsets: https://www.sqlite.org/fileformat2.html, section 1.3. */
LtHeaderState lt_header_check (const char *path);

/* TRUE when a log or journal beside the file holds a part of what the file is to be. */
gboolean lt_header_has_log (const char *path);

/* TRUE when the file begins as a GeoPackage does, whatever became of the rest. */
gboolean lt_header_is_workspace (const char *path);

G_END_DECLS
