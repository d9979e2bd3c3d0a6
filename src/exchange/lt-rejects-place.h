#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether a file of rejected rows may take the place `path`: not that of the file that is imported (or of
 * another that belongs to it, or within it where it is a folder), nor that of the workspace, its journal,
 * or one of its backups, by whatever link or way the name leads there. Looks at the file system only, opens
 * nothing. FALSE with LT_ERROR_VALUE. */
gboolean lt_rejects_may_take (const char *path, const char *source, const char *workspace, GError **error);

G_END_DECLS
