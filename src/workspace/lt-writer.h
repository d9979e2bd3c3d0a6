#pragma once

#include "lt-workspace.h"
#include "lt-store.h"

G_BEGIN_DECLS

/* lt_workspace_put on a connection. `title` NULL: no step in the journal, within the caller's
 * transaction; else in one of its own. */
gboolean lt_writer_put (LtStore *store,
                        LtKind kind,
                        const char *title,
                        LtRecordReader reader,
                        LtPutFunc put,
                        gpointer data,
                        GCancellable *cancellable,
                        GError **error);

G_END_DECLS
