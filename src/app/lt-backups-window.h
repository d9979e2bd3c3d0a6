#pragma once

#include <gtk/gtk.h>

#include "lt-workspace.h"

G_BEGIN_DECLS

/* The backups of a workspace, the newest first; one can be put in its place. */
void lt_backups_window_present (GtkWindow *parent, LtWorkspace *workspace);

G_END_DECLS
