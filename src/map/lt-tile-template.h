#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Addresses of tile servers with places to fill in: {z} {x} {y}, {-y} (counted from the south),
 * {s} (one of `subdomains`), {key}; also the WMTS names {TileMatrix} {TileRow} {TileCol}. */

/* LT_ERROR_VALUE with one sentence when it is no http(s) address or lacks zoom, column or row. */
gboolean lt_tile_template_check (const char *text, GError **error);
/* `subdomains` (nullable): one character each; neighbouring tiles go to different ones. `key` (nullable)
 * is escaped. Returns: (transfer full). */
char *lt_tile_template_expand (
    const char *text, const char *subdomains, const char *key, guint zoom, guint x, guint y);

G_END_DECLS
