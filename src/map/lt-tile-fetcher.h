#pragma once

#include <gdk/gdk.h>

#include "lt-back-off.h"

G_BEGIN_DECLS

/* Fetches the tiles of one base map, over a cache on disk, as a good client of a tile server: names
 * the application, asks only for what is wanted now, at most two requests at a time, never again for
 * what is fresh, revalidates what is stale, and backs off when it is refused. Files and images are
 * handled in worker threads. Main thread only.
 * Construct properties: "directory" (the cache), "cache-limit" (bytes), "base-ms" and "max-ms" (the
 * first and the longest wait after a failure). */
#define LT_TYPE_TILE_FETCHER (lt_tile_fetcher_get_type ())
G_DECLARE_FINAL_TYPE (LtTileFetcher, lt_tile_fetcher, LT, TILE_FETCHER, GObject)

LtTileFetcher *lt_tile_fetcher_new (const char *directory);

/* Whether the server may be asked, with "state" and "retry". (transfer none). */
LtBackOff *lt_tile_fetcher_get_back_off (LtTileFetcher *self);

/* The tile from the cache or from `url`. A stale tile is given when the server cannot confirm it.
 * Requests for the same tile are made once. Errors: LT_ERROR_NETWORK (waiting, refused, unreachable),
 * LT_ERROR_FORMAT (not an image), LT_ERROR_NOT_FOUND (the server has no such tile). A cancelled one
 * gives its connection back. Finish returns (transfer full). */
void lt_tile_fetcher_fetch_async (LtTileFetcher *self,
                                  const char *url,
                                  guint zoom,
                                  guint x,
                                  guint y,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
GdkTexture *lt_tile_fetcher_fetch_finish (LtTileFetcher *self, GAsyncResult *result, GError **error);

G_END_DECLS
