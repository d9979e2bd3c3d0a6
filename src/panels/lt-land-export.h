#pragma once

#include "lt-land-result.h"
#include "lt-workspace.h"

G_BEGIN_DECLS

/* Writes the list as it is shown, in its order, into a CSV file when its name ends so, else into an Excel
 * file, on a worker thread. */
void lt_land_export_async (LtWorkspace *workspace,
                           LtLandResult *result,
                           const char *path,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data);
gboolean lt_land_export_finish (GAsyncResult *result, GError **error);

G_END_DECLS
