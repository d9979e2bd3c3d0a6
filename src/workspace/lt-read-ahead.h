#pragma once

#include "lt-inserter.h"
#include "lt-ready-row.h"
#include "lt-workspace.h"

G_BEGIN_DECLS

/* Lets a reader of records work on a thread of its own, a few hundred rows ahead of whoever takes them, and
 * makes them ready there. */
typedef struct _LtReadAhead LtReadAhead;

/* From now on only that thread calls `reader`. `catalogue` and `inserter` (nullable), for which rows are
 * encoded, are borrowed. */
LtReadAhead *lt_read_ahead_new (
    LtKind kind, LtCatalogue *catalogue, const LtInserter *inserter, LtRecordReader reader, gpointer data);
/* Waits until the reader has returned from what it is at. */
void lt_read_ahead_free (LtReadAhead *self);

/* The next row, valid until the next call; NULL at the end or, with *error set, when the reader failed or a
 * row can't be made ready. Returns: (transfer none) (nullable). */
LtReadyRow *lt_read_ahead_next (LtReadAhead *self, GError **error);
/* One of the next rows, some ahead (0: the next one), as far as they are known. */
LtReadyRow *lt_read_ahead_peek (LtReadAhead *self, guint ahead);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtReadAhead, lt_read_ahead_free)

G_END_DECLS
