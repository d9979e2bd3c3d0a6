#pragma once

#include <glib.h>

#include "lt-box.h"

G_BEGIN_DECLS

/* A packed, static R-tree over boxes (float32), leaves in Hilbert order. Immutable once built;
 * reads from any thread. */
typedef struct _LtRtree LtRtree;

/* `boxes`: 4 × n floats, min x, min y, max x, max y of each item; not kept.
 * Returns: (transfer full): a tree, also for n = 0. */
LtRtree *lt_rtree_new (const float *boxes, guint n);
void lt_rtree_free (LtRtree *self);

/* Numbers the items anew, in the tree's own order. Returns: (transfer full): for each its number before. */
guint *lt_rtree_renumber (LtRtree *self);

/* Called for each item whose box meets the query; return FALSE to stop. */
typedef gboolean (*LtRtreeFunc) (guint item, gpointer data);

/* Visits the items whose box shares a point with the query box, in the tree's order. */
void lt_rtree_query (
    const LtRtree *self, float min_x, float min_y, float max_x, float max_y, LtRtreeFunc func, gpointer data);

/* The tree's order: n boxes (4 floats each, as given to lt_rtree_new), and the item of each. */
const float *lt_rtree_get_boxes (const LtRtree *self);
const guint *lt_rtree_get_items (const LtRtree *self);

/* The same as a query, for callers that look at the boxes themselves: `func` gets runs of the tree's
 * order, from the first to the last, which together hold every item found and few others. */
typedef void (*LtRtreeRunFunc) (guint first, guint n, gpointer data);
void lt_rtree_query_runs (const LtRtree *self,
                          float min_x,
                          float min_y,
                          float max_x,
                          float max_y,
                          LtRtreeRunFunc func,
                          gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtRtree, lt_rtree_free)

G_END_DECLS
