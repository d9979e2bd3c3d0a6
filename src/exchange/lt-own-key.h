#pragma once

#include "lt-workspace.h"

G_BEGIN_DECLS

/* The field by which a person says that rows are told apart, in place of the kind's own keys, and the rows
 * of the workspace by it. Made once, read from any thread. */
typedef struct _LtOwnKey LtOwnKey;

/* `field`: a name or title of a field of text. Reads the kind's rows. NULL with LT_ERROR_VALUE when it is no
 * such field. */
LtOwnKey *lt_own_key_new (
    LtWorkspace *workspace, LtKind kind, const char *field, GCancellable *cancellable, GError **error);
void lt_own_key_free (LtOwnKey *self);

guint lt_own_key_get_field (const LtOwnKey *self);
/* The row of the workspace that has the text there; 0: none, LT_OWN_KEY_SEVERAL: it tells none apart. */
#define LT_OWN_KEY_SEVERAL (-1)
gint64 lt_own_key_find (const LtOwnKey *self, const char *text);
/* Whether a row of the workspace other than `id` has the kind's own key of the record. */
gboolean lt_own_key_is_taken (const LtOwnKey *self, LtRecord *record, gint64 id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtOwnKey, lt_own_key_free)

G_END_DECLS
