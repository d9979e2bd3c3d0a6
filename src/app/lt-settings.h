#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is remembered between runs, in settings.ini of the person's configuration directory, so that
 * it needs no settings service. Values are written by g_settings_apply only. */

/* TRUE when the schema is installed; else one sentence in `error`. */
gboolean lt_settings_check (GError **error);

/* Window, panels, base map. lt_settings_check must have passed. Returns: (transfer full). */
GSettings *lt_settings_new (void);

/* The view of the workspace at `path`: chain, district, panel, camera. Returns: (transfer full). */
GSettings *lt_settings_new_view (const char *path);

G_END_DECLS
