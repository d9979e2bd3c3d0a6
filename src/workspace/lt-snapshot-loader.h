#pragma once

#include "lt-snapshot.h"
#include "lt-store.h"

G_BEGIN_DECLS

/* Reads a snapshot, as of one moment, with the catalogue that goes with it.
 * Returns: (transfer full). */
LtSnapshot *
lt_snapshot_loader_read (LtStore *store, LtCatalogue *catalogue, guint generation, GError **error);

G_END_DECLS
