#pragma once

#include <adwaita.h>

#include "lt-import-plan.h"
#include "lt-session.h"

G_BEGIN_DECLS

/* The import assistant: source, fields, coordinates, check; the map beside them throughout. A step
 * nobody has a doubt about is passed over: a clean file opens at the check. Signal "imported"
 * (LtImportReport *, borrowed) once rows are written. Template ui/lt-import-window.ui. */
#define LT_TYPE_IMPORT_WINDOW (lt_import_window_get_type ())
G_DECLARE_FINAL_TYPE (LtImportWindow, lt_import_window, LT, IMPORT_WINDOW, AdwWindow)

/* `kind` -1: the one whose columns fit best. `temporary`: the file is ours and is removed at the end. */
LtImportWindow *
lt_import_window_new (GtkWindow *parent, LtSession *session, const char *path, int kind, gboolean temporary);

G_END_DECLS
