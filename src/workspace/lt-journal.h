#pragma once

#include "lt-kind.h"
#include "lt-store.h"

G_BEGIN_DECLS

/* The journal of changes: each step is a title with the changesets of SQLite's session extension that
 * it is made of. Undo applies their inverses, redo applies them again. Only the feature table of a
 * kind and its link table are recorded: triggers bring the R-tree after them. */

/* Records one step while rows are written, within the caller's transaction. */
typedef struct _LtRecorder LtRecorder;

LtRecorder *lt_recorder_new (LtStore *store, LtKind kind, const char *title, GError **error);
/* Tells it of one written row, so that it can store what it holds before that grows large. */
gboolean lt_recorder_add (LtRecorder *self, GError **error);
/* While TRUE, rows are written that it does not hear of: they come as a changeset instead. */
void lt_recorder_pause (LtRecorder *self, gboolean pause);
/* Stores a changeset of such rows. */
gboolean lt_recorder_take (LtRecorder *self, GByteArray *changeset, GError **error);
/* Stores the rest. A change that changed nothing leaves no step. */
gboolean lt_recorder_finish (LtRecorder *self, GError **error);
void lt_recorder_free (LtRecorder *self);

/* Title of the step that undo (or redo) would take; NULL when there is none or, with *error set, on
 * failure. Returns: (transfer full). */
char *lt_journal_get_title (LtStore *store, gboolean redo, GError **error);

/* Undoes the last step done, or does the last one undone again, in a transaction of its own.
 * LT_ERROR_NOT_FOUND when there is none; LT_ERROR_VALUE when another program has since changed the
 * rows: nothing is changed then. */
gboolean lt_journal_move (LtStore *store, gboolean redo, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtRecorder, lt_recorder_free)

G_END_DECLS
