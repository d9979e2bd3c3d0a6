#pragma once

#include "lt-store.h"

G_BEGIN_DECLS

/* Takes a table's indexes away, within the caller's transaction, and makes them again as they were: sorting
 * the keys once is some four times quicker than finding a place for each. Those that constraints bring
 * stay. */

/* Appends the statements that make the indexes again to `statements` (element-type utf8). */
gboolean lt_bulk_indexes_drop (LtStore *store, const char *table, GPtrArray *statements, GError **error);
/* Makes them and empties the list. */
gboolean lt_bulk_indexes_restore (LtStore *store, GPtrArray *statements, GError **error);

G_END_DECLS
