#pragma once

#include "lt-error.h"

G_BEGIN_DECLS

/* Loads lt-exchange-module, which links GDAL, at the first call, and keeps it: GDAL does not survive
 * being unloaded. Any thread. Returns: (transfer none): what the symbol points to; NULL with an error. */
gpointer lt_module_find (const char *symbol, GError **error);

G_END_DECLS
