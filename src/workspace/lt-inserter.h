#pragma once

#include "lt-journal-inserted.h"
#include "lt-ready-row.h"
#include "lt-search-feed.h"
#include "lt-store.h"

G_BEGIN_DECLS

/* Adds many new rows of a kind, and their links to chains, some dozens a statement, within the caller's
 * transaction. Foreign keys rest meanwhile: the chains have to be there, the rows are. It tells which rows
 * they are, for the journal, whose own session has to look away meanwhile. */
typedef struct _LtInserter LtInserter;

/* NULL without an error where the table has columns that are not ours: what SQLite would put there is its
 * business. Returns: (transfer full) (nullable). */
LtInserter *lt_inserter_new (LtStore *store, LtKind kind, GError **error);
void lt_inserter_free (LtInserter *self);

/* Writes the values that a row would have if it were new into it. Any thread. */
void lt_inserter_encode (const LtInserter *self, LtReadyRow *row);
/* Adds a row that was encoded. It is written by the next flush at the latest. */
gboolean lt_inserter_add (LtInserter *self, const LtReadyRow *row, GError **error);
/* Id of the row added last. */
gint64 lt_inserter_get_last_id (LtInserter *self);
/* Writes what waits. */
gboolean lt_inserter_flush (LtInserter *self, GError **error);

/* Rows written since the changeset was last taken. */
guint lt_inserter_get_n_rows (LtInserter *self);
/* Their changeset's length in bytes, about. */
gsize lt_inserter_get_n_bytes (LtInserter *self);
/* Who cuts the texts of its changesets for searching. Returns: (transfer full). */
LtSearchFeed *lt_inserter_make_feed (LtInserter *self);
/* TRUE when it added the row. */
gboolean lt_inserter_added (LtInserter *self, gint64 id);
/* TRUE when it did and the row's change has not been taken. */
gboolean lt_inserter_holds (LtInserter *self, gint64 id);
/* Told of a link that was written past it, after a flush: its id is taken. The ids of its own are not one
 * after the other then, which is what a journal that refers to them needs. */
void lt_inserter_note_link (LtInserter *self, gint64 id);
/* The changeset of the rows written, then forgotten, and what is in it. Flush first.
 * Returns: (transfer full). */
GByteArray *lt_inserter_take_changeset (LtInserter *self, LtInserted *inserted);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtInserter, lt_inserter_free)

G_END_DECLS
