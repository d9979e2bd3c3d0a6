#pragma once

#include "lt-edit.h"
#include "lt-store.h"

G_BEGIN_DECLS

/* lt_workspace_edit on a connection, in a transaction of its own; the caller keeps `edit`. */
GArray *lt_edit_write (LtEdit *edit, LtStore *store, LtCatalogue *catalogue, GError **error);

/* TRUE when it touches a row of the kind. */
gboolean lt_edit_touches (LtEdit *edit, LtKind kind);

G_END_DECLS
