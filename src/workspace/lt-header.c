#include "config.h"

#include "lt-header.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define HEADER_LENGTH 100
#define APPLICATION_OFFSET 68

static const char magic[16] = "SQLite format 3";

static guint32
read_be32 (const guint8 *at)
{
  return (guint32) at[0] << 24 | (guint32) at[1] << 16 | (guint32) at[2] << 8 | at[3];
}

static LtHeaderState
compare (const guint8 *header, guint64 size)
{
  guint32 page_size = (guint32) header[16] << 8 | header[17];
  /* The count holds when the change counter is the one it was noted with. */
  guint32 pages = memcmp (header + 24, header + 92, 4) == 0 ? read_be32 (header + 28) : 0;

  if (page_size == 1)
    page_size = 65536;
  if (page_size < 512)
    return LT_HEADER_FOREIGN;
  return size % page_size == 0 && (guint64) page_size * pages <= size ? LT_HEADER_WHOLE
                                                                      : LT_HEADER_INCOMPLETE;
}

LtHeaderState
lt_header_check (const char *path)
{
  guint8 header[HEADER_LENGTH];
  GStatBuf info;
  FILE *file = g_fopen (path, "rb");
  gsize length = file != NULL ? fread (header, 1, sizeof header, file) : 0;
  gboolean known = file != NULL && fstat (fileno (file), &info) == 0;

  g_clear_pointer (&file, fclose);
  if (!known || length < sizeof magic || memcmp (header, magic, sizeof magic) != 0)
    return LT_HEADER_FOREIGN;
  return length == sizeof header ? compare (header, (guint64) info.st_size) : LT_HEADER_INCOMPLETE;
}

static gboolean
holds_something (const char *path, const char *suffix)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);
  GStatBuf info;

  return g_stat (name, &info) == 0 && info.st_size > 0;
}

gboolean
lt_header_has_log (const char *path)
{
  return holds_something (path, "-wal") || holds_something (path, "-journal");
}

gboolean
lt_header_is_workspace (const char *path)
{
  guint8 header[HEADER_LENGTH] = { 0 };
  FILE *file = g_fopen (path, "rb");
  gsize length = file != NULL ? fread (header, 1, sizeof header, file) : 0;

  g_clear_pointer (&file, fclose);
  return length == sizeof header && memcmp (header, magic, sizeof magic) == 0
         && memcmp (header + APPLICATION_OFFSET, "GPKG", 4) == 0;
}
