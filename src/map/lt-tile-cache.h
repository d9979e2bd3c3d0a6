#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Tiles on disk, <directory>/<zoom>/<x>/<y>, each one file: a few lines of what the server said of
 * it, then the image as it came. Every function reads or writes files: worker threads only. */
typedef struct _LtTileCache LtTileCache;

/* A tile as the server gave it. */
typedef struct
{
  char *etag;          /* (nullable) */
  char *last_modified; /* (nullable), an HTTP date */
  gint64 expires;      /* seconds since 1970; fresh until then */
  GBytes *image;       /* encoded */
} LtTileEntry;

LtTileEntry *lt_tile_entry_new (void);
LtTileEntry *lt_tile_entry_copy (const LtTileEntry *self);
void lt_tile_entry_free (LtTileEntry *self);

/* `limit` in bytes: above it lt_tile_cache_prune removes what was not used for longest. */
LtTileCache *lt_tile_cache_new (const char *directory, guint64 limit);
LtTileCache *lt_tile_cache_ref (LtTileCache *self);
void lt_tile_cache_unref (LtTileCache *self);

/* NULL when there is none, or it was damaged (it is removed then). Returns: (transfer full). */
LtTileEntry *lt_tile_cache_read (LtTileCache *self, guint zoom, guint x, guint y);
/* Whole or not at all. */
gboolean lt_tile_cache_write (
    LtTileCache *self, guint zoom, guint x, guint y, const LtTileEntry *entry, GError **error);
void lt_tile_cache_remove (LtTileCache *self, guint zoom, guint x, guint y);
/* Brings the cache under four fifths of its limit when it is above it. Returns: bytes kept. */
guint64 lt_tile_cache_prune (LtTileCache *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtTileEntry, lt_tile_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtTileCache, lt_tile_cache_unref)

G_END_DECLS
