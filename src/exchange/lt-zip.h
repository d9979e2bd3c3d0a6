#pragma once

#include "lt-out-file.h"

G_BEGIN_DECLS

/* A zip archive written from front to end, each member deflated as it comes (APPNOTE 6.3; no zip64: a
 * member of 4 GB is an error). One member at a time. */
typedef struct _LtZip LtZip;

/* Returns: (transfer full). */
LtZip *lt_zip_new (const char *path, gboolean overwrite, GError **error);

gboolean lt_zip_begin (LtZip *self, const char *name, GError **error);
/* Of the member begun last. */
gboolean lt_zip_write (LtZip *self, const char *data, gsize length, GError **error);
gboolean lt_zip_end (LtZip *self, GError **error);

/* Writes the directory and gives the file its name. */
gboolean lt_zip_commit (LtZip *self, GError **error);
void lt_zip_free (LtZip *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtZip, lt_zip_free)

G_END_DECLS
