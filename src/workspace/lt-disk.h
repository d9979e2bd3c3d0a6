#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the disk that `path` (a file or folder that is there) lies on has no room left: under 256 KB, which
 * is less than anything that is written here takes. FALSE as well where the file system does not say. */
gboolean lt_disk_is_full (const char *path);

G_END_DECLS
