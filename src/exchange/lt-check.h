#pragma once

#include "lt-exchange.h"

G_BEGIN_DECLS

/* The checks of an import over the rows that a workspace has, of one kind, and a look for values that other
 * programs put where they do not belong. Changes nothing.
 * Issues name the row id as their row and the field's name as their field. Waits. Returns: (transfer full):
 * a report with `read`, the issues and their counts. */
LtImportReport *
lt_check_workspace (LtWorkspace *workspace, LtKind kind, GCancellable *cancellable, GError **error);

G_END_DECLS
