#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Errors of every room below model. The message is one sentence in the person's language that names
 * the file (row, field) and says what to do; it is shown as it is. */
#define LT_ERROR (lt_error_quark ())
GQuark lt_error_quark (void);

typedef enum
{
  LT_ERROR_NOT_WORKSPACE, /* not a GeoPackage of ours, damaged or truncated */
  LT_ERROR_NEWER,         /* made by a newer version */
  LT_ERROR_READ_ONLY,
  LT_ERROR_LOCKED, /* another program holds it */
  LT_ERROR_EXISTS, /* would overwrite */
  LT_ERROR_NOT_FOUND,
  LT_ERROR_FORMAT, /* a file that is not what it should be */
  LT_ERROR_VALUE,  /* a value out of range or not understood */
  LT_ERROR_IO,     /* disk full, unreadable */
  LT_ERROR_NETWORK,
  LT_ERROR_CONFLICT, /* someone else changed it meanwhile */
} LtError;

/* Sets LT_ERROR_IO with one sentence that names `path` and says why it can't be written, from the
 * G_FILE_ERROR or G_IO_ERROR `cause` (whose own text may name a temporary file). */
void lt_error_set_unwritable (GError **error, const char *path, const GError *cause);

G_END_DECLS
