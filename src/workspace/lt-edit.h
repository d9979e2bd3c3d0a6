#pragma once

#include "lt-workspace.h"

G_BEGIN_DECLS

/* Changes of a person's to rows, of one or more kinds, that make one titled, undoable step. */
typedef struct _LtEdit LtEdit;

LtEdit *lt_edit_new (const char *title);
void lt_edit_free (LtEdit *self);

/* Adds (record's id 0) or changes a row. Values and geometry of the row become the record's, absent ones
 * too; links to chains follow its CHAINS field. A row with a position and no district gets the district
 * around it. `base` (nullable): the row as it was read; then only what differs from it is written, and if
 * someone else changed that since, or deleted the row, the edit fails with LT_ERROR_CONFLICT and nothing is
 * written. Both are copied. */
void lt_edit_put (LtEdit *self, LtRecord *record, LtRecord *base);

/* Deletes a row with what hangs on it (links to chains, figures by year, occupancy). A row that is gone
 * already is no error. */
void lt_edit_delete (LtEdit *self, LtKind kind, gint64 id);

/* Writes all of it in one transaction, on disk when it returns. Row ids (gint64) of the puts in their
 * order. Takes `edit`. LT_ERROR_VALUE for a value that can't be (or a required one that is missing),
 * LT_ERROR_EXISTS for a number or code that another row has, LT_ERROR_CONFLICT. An edit that changes nothing
 * leaves no step. Returns: (transfer full) (nullable). */
GArray *lt_workspace_edit (LtWorkspace *self, LtEdit *edit, GError **error);
void lt_workspace_edit_async (
    LtWorkspace *self, LtEdit *edit, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GArray *lt_workspace_edit_finish (LtWorkspace *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtEdit, lt_edit_free)

G_END_DECLS
