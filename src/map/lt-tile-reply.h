#pragma once

#include <gdk/gdk.h>
#include <libsoup/soup.h>

#include "lt-tile-cache.h"

G_BEGIN_DECLS

/* What a tile server's answer means. Thread-safe, no state. */

/* Decodes PNG, JPEG, GIF and WebP, at most 4096 pixels a side; `host` (nullable: a file) is named in the
 * sentence of the LT_ERROR_FORMAT. Returns: (transfer full). */
GdkTexture *lt_tile_decode (GBytes *image, const char *host, GError **error);

/* Sets ETag, date and expiry from the answer (Cache-Control max-age and no-cache, else Expires, else
 * seven days, which is what OpenStreetMap asks for). FALSE when it must not be kept (no-store). */
gboolean lt_tile_reply_read_headers (SoupMessageHeaders *headers, LtTileEntry *entry);

/* Seconds of Retry-After, a number or a date; 0 when there is none. At most a day. */
gint64 lt_tile_reply_get_retry_after (SoupMessageHeaders *headers);

G_END_DECLS
