#pragma once

#include "lt-exchange.h"

G_BEGIN_DECLS

/* Takes a rule set (JSON, data/rules/README.md) into the person's own, where lt_rule_set_find finds it by the
 * name it gives itself, once all of it is understood. One of the same name is replaced. Returns: (transfer
 * full): a report of one row: added, changed or unchanged. */
LtImportReport *lt_rules_import (const char *source, gboolean dry_run, GError **error);

/* Writes the rule set that lt_rule_set_find finds by that name into a file that lt_rules_import takes.
 * LT_ERROR_EXISTS when there is one. */
gboolean lt_rules_export (const char *name, const char *path, GError **error);

void lt_rules_import_async (const char *source,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);
LtImportReport *lt_rules_import_finish (GAsyncResult *result, GError **error);

G_END_DECLS
