#pragma once

#include "lt-store.h"

G_BEGIN_DECLS

/* The journal of changes: each step is a title with the changesets of SQLite's session extension that
 * it is made of (lt-recorder.h). Undo applies their inverses, redo applies them again. */

/* Title of the step that undo (or redo) would take; NULL when there is none or, with *error set, on
 * failure. Returns: (transfer full). */
char *lt_journal_get_title (LtStore *store, gboolean redo, GError **error);

/* Undoes the last step done, or does the last one undone again, in a transaction of its own.
 * LT_ERROR_NOT_FOUND when there is none; LT_ERROR_VALUE when another program has since changed the
 * rows: nothing is changed then. */
gboolean lt_journal_move (LtStore *store, gboolean redo, GError **error);

/* Goes to the moment after `step` (0: before the first one): undoes what was done since and redoes what led
 * there, in one transaction. Steps are a tree: one made after others were undone does not drop them, so that
 * any moment can be gone to. Errors as above. */
gboolean lt_journal_go_to (LtStore *store, gint64 step, GError **error);

G_END_DECLS
