#pragma once

#include "lt-columns.h"
#include "lt-geometry.h"

G_BEGIN_DECLS

/* A CSV file (UTF-8 with a byte order mark, as spreadsheets want it) of the rows that were rejected, with
 * the file's own columns, the geometry as WKT and the reason last: to be mended and imported again. It is
 * opened under a hidden name at once, so that a place that can't be written to is known before anything is
 * imported, and gets its name when it is whole and holds a row. */
typedef struct _LtRejects LtRejects;

/* Borrows the columns. `with_geometry`: rows have one besides their columns. NULL with LT_ERROR_IO when it
 * can't be written. */
LtRejects *
lt_rejects_new (const char *path, const LtColumn *columns, guint n, gboolean with_geometry, GError **error);
/* Without lt_rejects_commit nothing remains. */
void lt_rejects_free (LtRejects *self);

/* `geometry` (nullable): of the layer, in the file's coordinates. */
void
lt_rejects_add (LtRejects *self, const char *const *values, const LtGeometry *geometry, const char *reason);
/* Brings all rows to the disk, as yet without the name; the last that fails where a disk is full. FALSE with
 * LT_ERROR_IO. */
gboolean lt_rejects_sync (LtRejects *self, GError **error);
/* FALSE with LT_ERROR_IO when it can't be written. *written tells whether there was a row. */
gboolean lt_rejects_commit (LtRejects *self, gboolean *written, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtRejects, lt_rejects_free)

G_END_DECLS
