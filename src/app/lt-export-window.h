#pragma once

#include <adwaita.h>

#include "lt-export.h"

G_BEGIN_DECLS

/* Asks what to export and how. Signal "chosen" when the person goes on to choose a file; the window is
 * then closed by whoever listens. Template ui/lt-export-window.ui. */
#define LT_TYPE_EXPORT_WINDOW (lt_export_window_get_type ())
G_DECLARE_FINAL_TYPE (LtExportWindow, lt_export_window, LT, EXPORT_WINDOW, AdwWindow)

/* `kind` is offered first. */
LtExportWindow *lt_export_window_new (GtkWindow *parent, LtKind kind);

/* The answers. In the options only kind, crs, titles and encoding are filled in; *all: not only the rows
 * on the list. */
LtExportFormat lt_export_window_get_options (LtExportWindow *self, LtExportOptions *options, gboolean *all);

G_END_DECLS
