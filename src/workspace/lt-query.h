#pragma once

#include "lt-store.h"
#include "lt-workspace.h"

G_BEGIN_DECLS

/* Reading rows on a connection: what lt_workspace_find, fetch, search and get_info give. */
GArray *lt_query_find (LtStore *store, const LtFilter *filter, GError **error);
GPtrArray *lt_query_fetch (LtStore *store, LtKind kind, const gint64 *ids, guint n, GError **error);
GPtrArray *lt_query_search (LtStore *store, const char *text, guint limit, GError **error);
LtInfo *lt_query_info (LtStore *store, GError **error);

/* Box of all geometries of a kind, degrees, from the root of its R-tree (float32, rounded outwards);
 * empty when there is none. */
gboolean lt_query_extent (LtStore *store, LtKind kind, LtBox *box, GError **error);

/* Notes in gpkg_contents when a table changed and what box it now has. */
gboolean lt_query_touch (LtStore *store, LtKind kind, GError **error);

G_END_DECLS
