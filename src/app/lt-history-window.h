#pragma once

#include <gtk/gtk.h>

#include "lt-workspace.h"

G_BEGIN_DECLS

/* Who changed what when: of the whole workspace (`project` 0), with a way back to any moment, or of one
 * project, with its old and new values. `catalogue` (nullable): for names of chains and districts. */
void
lt_history_window_present (GtkWindow *parent, LtWorkspace *workspace, LtCatalogue *catalogue, gint64 project);

G_END_DECLS
