#pragma once

#include <adwaita.h>

#include "lt-application.h"

G_BEGIN_DECLS

/* The main window: one session, the chains at its left, the map, the lists at its right. */
#define LT_TYPE_WINDOW (lt_window_get_type ())
G_DECLARE_FINAL_TYPE (LtWindow, lt_window, LT, WINDOW, AdwApplicationWindow)

LtWindow *lt_window_new (LtApplication *application);

/* Opens `path` in the background, or makes it from the built-in catalogue when it is not there and
 * `create`. When that fails a toast says why and what was open stays. */
void lt_window_open (LtWindow *self, const char *path, gboolean create);

/* Path of what is open or being opened, or NULL. (transfer none). */
const char *lt_window_get_path (LtWindow *self);

G_END_DECLS
