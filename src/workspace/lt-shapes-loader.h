#pragma once

#include "lt-snapshot.h"
#include "lt-store.h"

G_BEGIN_DECLS

/* Reads the parcels of a snapshot whose origin is set, and counts them. `districts`: index + 1 in the
 * catalogue by code. */
gboolean lt_shapes_loader_read (LtStore *store, LtSnapshot *snapshot, GHashTable *districts, GError **error);

G_END_DECLS
