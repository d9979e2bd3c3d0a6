#pragma once

#include "lt-box.h"
#include "lt-kind.h"
#include "lt-search-feed.h"
#include "lt-store.h"

G_BEGIN_DECLS

/* A change of many rows of a kind within the caller's transaction: its indexes are away and the triggers that
 * bring the R-tree after the rows rest meanwhile; then the indexes are made again, rows written come into the
 * search index, and the R-tree is written anew. */
typedef struct _LtBulk LtBulk;

/* How many changed rows of a table make it worth while, of so many that are there. */
guint lt_bulk_get_threshold (gint64 rows);

/* From now on triggers rest and indexes are away. NULL without an error where the table has triggers of
 * someone else's, which have to go on. Returns: (transfer full) (nullable). */
LtBulk *lt_bulk_begin (LtStore *store, LtKind kind, GError **error);
/* From now on new rows come to the search index by a feed (transfer full), which is given their changesets.
 */
void lt_bulk_take_feed (LtBulk *self, LtSearchFeed *feed);
void lt_bulk_feed (LtBulk *self, GByteArray *changeset);
/* Where a row lies that the feed is given too, in order of their ids: all that have a geometry, or none. */
void lt_bulk_note_place (LtBulk *self, gint64 id, const LtBox *box);
/* Makes the indexes again before the end, where rows have to be looked for after all. */
gboolean lt_bulk_restore_indexes (LtBulk *self, GError **error);
/* Writes indexes and R-tree. Without it the transaction must be rolled back. */
gboolean lt_bulk_finish (LtBulk *self, GError **error);
/* Wakes the triggers. */
void lt_bulk_free (LtBulk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtBulk, lt_bulk_free)

G_END_DECLS
