#pragma once

#include "lt-extras.h"
#include "lt-workspace.h"

G_BEGIN_DECLS

/* The rows of a kind as they are at one moment, one after another, through a connection of its own:
 * neither the window's reading nor somebody's writing waits for it, and it sees none of what is written
 * meanwhile. For whoever needs every row once. Belongs to the thread that made it. */
typedef struct _LtRowStream LtRowStream;

/* The rows that pass the filter, in its order; without any condition or order, as they were entered.
 * `ids` (nullable) (element-type gint64): these rows instead, in this order, a row that is gone left
 * out; not for figures and occupancy. `with_extras`: also what the rows keep of columns that match no field.
 * Returns: (transfer full). */
LtRowStream *lt_row_stream_new (LtWorkspace *workspace,
                                const LtFilter *filter,
                                const GArray *ids,
                                gboolean with_extras,
                                GCancellable *cancellable,
                                GError **error);
void lt_row_stream_free (LtRowStream *self);

/* How many rows there are, give or take those of `ids` that are gone. */
guint lt_row_stream_get_n_rows (LtRowStream *self);
/* The columns that match no field, over all rows of the kind, with their values in the row given out
 * last; none unless asked for. (transfer none). */
LtExtras *lt_row_stream_get_extras (LtRowStream *self);

/* Fills `record` (cleared before). FALSE at the end or, with *error set, on failure or when cancelled. */
gboolean lt_row_stream_next (LtRowStream *self, LtRecord *record, GError **error);
/* Begins again: the same rows once more. */
void lt_row_stream_rewind (LtRowStream *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtRowStream, lt_row_stream_free)

G_END_DECLS
