#pragma once

#include "lt-box.h"
#include "lt-kind.h"
#include "lt-store.h"

G_BEGIN_DECLS

/* Writes the R-tree of a kind's table anew, within the caller's transaction: its nodes are packed along a
 * Hilbert curve, some fifty times quicker a row than letting each find its place. */
typedef struct _LtBulkTree LtBulkTree;

LtBulkTree *lt_bulk_tree_new (LtStore *store, LtKind kind);
void lt_bulk_tree_free (LtBulkTree *self);

/* A row that was written, in order of the ids, with the box around it. */
void lt_bulk_tree_add (LtBulkTree *self, gint64 id, const LtBox *box);
/* Reads the rows that come before those added from their table. With `again` what was added is forgotten and
 * all are read. */
gboolean lt_bulk_tree_read (LtBulkTree *self, gboolean again, GError **error);
/* Begins to sort them on a thread of its own. */
void lt_bulk_tree_sort (LtBulkTree *self);
/* Waits for that and writes the tree. */
gboolean lt_bulk_tree_write (LtBulkTree *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtBulkTree, lt_bulk_tree_free)

G_END_DECLS
