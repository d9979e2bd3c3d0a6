#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The name of another program of this machine that holds a lock for writing on a workspace file, from
 * /proc/locks: "qgis.bin". NULL when none is known: it may have let go, or be on another machine of a share.
 * Returns: (transfer full) (nullable). */
char *lt_locks_find_holder (const char *path);

G_END_DECLS
