#pragma once

#include <gio/gio.h>

#include "lt-error.h"

G_BEGIN_DECLS

/* A file on its way out. It is written beside its place under a hidden name and takes its place when
 * it is whole: whoever looks sees nothing, or all of it. Errors are LT_ERROR and name the file that is
 * wanted, never the hidden one. One thread at a time. */
typedef struct _LtOutFile LtOutFile;

/* LT_ERROR_EXISTS when there is one and not `overwrite`. Returns: (transfer full). */
LtOutFile *lt_out_file_new (const char *path, gboolean overwrite, GError **error);

/* Where writers append; lt_out_file_check writes it out once it is large. (transfer none). */
GString *lt_out_file_get_buffer (LtOutFile *self);
gboolean lt_out_file_check (LtOutFile *self, GError **error);

/* Bytes given so far, with what is still in the buffer. */
guint64 lt_out_file_get_offset (LtOutFile *self);
/* Overwrites bytes that have been given before. */
gboolean lt_out_file_patch (LtOutFile *self, guint64 offset, const void *data, gsize length, GError **error);

/* For writers that open a file themselves (GDAL): the hidden name. (transfer none). */
const char *lt_out_file_get_hidden_path (LtOutFile *self);

/* Brings to the disk what was given so far. */
gboolean lt_out_file_sync (LtOutFile *self, GError **error);
/* Brings everything to the disk and gives the file its name. When this fails nothing is left. */
gboolean lt_out_file_commit (LtOutFile *self, GError **error);
/* Without a commit before it, takes away what was written. */
void lt_out_file_free (LtOutFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtOutFile, lt_out_file_free)

G_END_DECLS
