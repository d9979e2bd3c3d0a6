#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where what ships is found: beside the sources when run from the build directory, else where it was
 * installed. All (transfer none). */
const char *lt_paths_get_data (void); /* holds catalogue/, basemap/, rules/ */
const char *lt_paths_get_locale (void);
const char *lt_paths_get_modules (void); /* lt-exchange module */
const char *lt_paths_get_schemas (void); /* compiled GSettings schema */
/* The program that opens the window. */
const char *lt_paths_get_window_program (void);
/* The built-in catalogue's directory. */
const char *lt_paths_get_catalogue (void);
/* The person's own: $XDG_DATA_HOME/liantu, $XDG_CONFIG_HOME/liantu, $XDG_CACHE_HOME/liantu. */
const char *lt_paths_get_user_data (void);
const char *lt_paths_get_user_config (void);
const char *lt_paths_get_user_cache (void);

G_END_DECLS
