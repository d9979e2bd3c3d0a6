#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A hash of bytes that is quick and spreads well, the same on every machine. Not against people
 * who want two texts to have the same. */
guint64 lt_hash_bytes (gconstpointer data, gsize length);

G_END_DECLS
