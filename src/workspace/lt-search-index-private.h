#pragma once

#include "lt-search-index.h"

G_BEGIN_DECLS

#define LT_SEARCH_SEGMENT_BITS 12

/* Key of a gram's list in lt_search_grams. */
gint64 lt_search_key (LtKind kind, guint64 gram, gint64 segment);

/* FALSE in *complete where a kind's index can't be relied on. */
gboolean lt_search_index_covers (LtStore *store, LtKind kind, gboolean *complete, GError **error);

G_END_DECLS
