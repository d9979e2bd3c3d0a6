#pragma once

#include "lt-catalogue.h"
#include "lt-store.h"

G_BEGIN_DECLS

/* Reads the catalogue that the tables hold. Rows that make no sense (a link to a chain that is not
 * there, a district without a code) are passed over. Returns: (transfer full). */
LtCatalogue *lt_catalogue_loader_read (LtStore *store, GError **error);

G_END_DECLS
