#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "lt-error.h"
#include "lt-tile-cache.h"

#define MAGIC "liantu-tile 1\n"
#define TOUCH_SECONDS (24 * 3600)

struct _LtTileCache
{
  gatomicrefcount ref_count;
  char *directory;
  guint64 limit;
};

LtTileEntry *
lt_tile_entry_new (void)
{
  return g_new0 (LtTileEntry, 1);
}

LtTileEntry *
lt_tile_entry_copy (const LtTileEntry *self)
{
  LtTileEntry *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = lt_tile_entry_new ();
  copy->etag = g_strdup (self->etag);
  copy->last_modified = g_strdup (self->last_modified);
  copy->expires = self->expires;
  copy->image = g_bytes_ref (self->image);
  return copy;
}

void
lt_tile_entry_free (LtTileEntry *self)
{
  if (!self)
    return;
  g_free (self->etag);
  g_free (self->last_modified);
  g_clear_pointer (&self->image, g_bytes_unref);
  g_free (self);
}

LtTileCache *
lt_tile_cache_new (const char *directory, guint64 limit)
{
  LtTileCache *self;

  g_return_val_if_fail (directory != NULL, NULL);

  self = g_new0 (LtTileCache, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->directory = g_strdup (directory);
  self->limit = limit;
  return self;
}

LtTileCache *
lt_tile_cache_ref (LtTileCache *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
lt_tile_cache_unref (LtTileCache *self)
{
  if (!self || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->directory);
  g_free (self);
}

static char *
get_path (LtTileCache *self, guint zoom, guint x, guint y)
{
  return g_strdup_printf ("%s/%u/%u/%u", self->directory, zoom, x, y);
}

/* Reads the lines up to the empty one. Returns the image's offset, 0 when it is not well formed. */
static gsize
parse_header (LtTileEntry *entry, const char *text, gsize length)
{
  const char *at = text + strlen (MAGIC);
  const char *end = text + length;
  gint64 size = -1;

  if (length < strlen (MAGIC) || memcmp (text, MAGIC, strlen (MAGIC)) != 0)
    return 0;
  while (at < end && *at != '\n')
    {
      const char *stop = memchr (at, '\n', (gsize) (end - at));
      g_autofree char *line = stop ? g_strndup (at, (gsize) (stop - at)) : NULL;

      if (!line)
        return 0;
      if (g_str_has_prefix (line, "etag "))
        entry->etag = g_strdup (line + 5);
      else if (g_str_has_prefix (line, "modified "))
        entry->last_modified = g_strdup (line + 9);
      else if (g_str_has_prefix (line, "expires "))
        entry->expires = g_ascii_strtoll (line + 8, NULL, 10);
      else if (g_str_has_prefix (line, "size "))
        size = g_ascii_strtoll (line + 5, NULL, 10);
      at = stop + 1;
    }
  return at < end && size > 0 && end - at - 1 == size ? (gsize) (at + 1 - text) : 0;
}

/* The file's time tells when it was last used; once a day is enough. */
static void
touch (const char *path)
{
  GStatBuf info;

  if (g_stat (path, &info) == 0 && info.st_mtime + TOUCH_SECONDS < g_get_real_time () / G_USEC_PER_SEC)
    g_utime (path, NULL);
}

LtTileEntry *
lt_tile_cache_read (LtTileCache *self, guint zoom, guint x, guint y)
{
  g_autoptr (LtTileEntry) entry = lt_tile_entry_new ();
  g_autofree char *path = get_path (self, zoom, x, y);
  char *contents = NULL;
  gsize length;
  gsize offset;
  g_autoptr (GBytes) whole = NULL;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    return NULL;
  whole = g_bytes_new_take (contents, length);
  offset = parse_header (entry, contents, length);
  if (offset == 0)
    {
      g_unlink (path);
      return NULL;
    }
  touch (path);
  entry->image = g_bytes_new_from_bytes (whole, offset, length - offset);
  return g_steal_pointer (&entry);
}

static void
append_line (GString *text, const char *key, const char *value)
{
  if (value && *value && !strpbrk (value, "\r\n"))
    g_string_append_printf (text, "%s %s\n", key, value);
}

gboolean
lt_tile_cache_write (
    LtTileCache *self, guint zoom, guint x, guint y, const LtTileEntry *entry, GError **error)
{
  g_autofree char *path = get_path (self, zoom, x, y);
  g_autofree char *directory = g_path_get_dirname (path);
  g_autoptr (GString) text = g_string_new (MAGIC);
  gsize size;
  const char *image = g_bytes_get_data (entry->image, &size);

  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_IO, _ ("The map tiles cannot be kept in “%s”: %s."), directory,
                   g_strerror (errno));
      return FALSE;
    }
  append_line (text, "etag", entry->etag);
  append_line (text, "modified", entry->last_modified);
  g_string_append_printf (text, "expires %" G_GINT64_FORMAT "\nsize %" G_GSIZE_FORMAT "\n\n", entry->expires,
                          size);
  g_string_append_len (text, image, (gssize) size);
  return g_file_set_contents_full (path, text->str, (gssize) text->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                   error);
}

void
lt_tile_cache_remove (LtTileCache *self, guint zoom, guint x, guint y)
{
  g_autofree char *path = get_path (self, zoom, x, y);

  g_unlink (path);
}

typedef struct
{
  char *path;
  gint64 used;
  guint64 size;
} File;

static void
clear_file (gpointer data)
{
  g_free (((File *) data)->path);
}

static void
collect (const char *directory, guint depth, GArray *files)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      GStatBuf info;

      if (g_lstat (path, &info) != 0)
        continue;
      if (S_ISDIR (info.st_mode) && depth > 0)
        collect (path, depth - 1, files);
      else if (S_ISREG (info.st_mode))
        {
          File file = { g_steal_pointer (&path), info.st_mtime, (guint64) info.st_size };

          g_array_append_val (files, file);
        }
    }
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  gint64 first = ((const File *) a)->used;
  gint64 second = ((const File *) b)->used;

  return (first > second) - (first < second);
}

guint64
lt_tile_cache_prune (LtTileCache *self)
{
  g_autoptr (GArray) files = g_array_new (FALSE, FALSE, sizeof (File));
  guint64 total = 0;
  guint64 goal = self->limit / 5 * 4;

  g_array_set_clear_func (files, clear_file);
  collect (self->directory, 2, files);
  for (guint i = 0; i < files->len; i++)
    total += g_array_index (files, File, i).size;
  if (total <= self->limit)
    return total;
  g_array_sort (files, compare_files);
  for (guint i = 0; i < files->len && total > goal; i++)
    {
      const File *file = &g_array_index (files, File, i);

      if (g_unlink (file->path) == 0)
        total -= file->size;
    }
  return total;
}
