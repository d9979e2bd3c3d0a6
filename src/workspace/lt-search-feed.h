#pragma once

#include "lt-grams.h"

G_BEGIN_DECLS

/* Cuts the texts of new rows for the search index on a thread of its own while they are being written. */
typedef struct _LtSearchFeed LtSearchFeed;

/* What a column of the rows' table is to it. */
typedef enum
{
  LT_FEED_NOTHING,
  LT_FEED_ID,
  LT_FEED_TEXT,
} LtFeedRole;

/* `roles`: LtFeedRole (guint8) of each column. */
LtSearchFeed *lt_search_feed_new (const guint8 *roles, guint n_columns);
void lt_search_feed_free (LtSearchFeed *self);

/* Takes the rows of a changeset's first table (LtInsertLog); ids grow from row to row. A reference is kept
 * for a while, so it must not change. May wait. */
void lt_search_feed_push (LtSearchFeed *self, GByteArray *changeset);

/* Waits for what was pushed. *last_id: of the last row that was cut, 0 none; later ones were too much for
 * the memory. Returns: (transfer none). */
LtGramLists *lt_search_feed_finish (LtSearchFeed *self, gint64 *last_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtSearchFeed, lt_search_feed_free)

G_END_DECLS
