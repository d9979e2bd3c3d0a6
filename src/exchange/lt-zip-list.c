#include "config.h"

#include "lt-zip-list.h"

#include <stdio.h>
#include <string.h>

#include "lt-ending.h"

/* APPNOTE 6.3: the end record lies in the last 22 bytes and a comment of up to 64 KB. */
#define END_SIZE 22
#define MAX_COMMENT 65535
#define ENTRY_SIZE 46
#define MAX_LIST (64 * 1024 * 1024)
#define MAX_ENTRIES 65535
/* Deflate makes a table of people's 5 to 30 times smaller, one with the same in every cell 120 times, a DBF
 * of wide and empty columns 400 times; zeros a thousand times. */
#define MAX_SWELLING 200
#define MAX_SWELLING_DBF 500
#define MAX_SWOLLEN ((guint64) 64 * 1024 * 1024)

typedef FILE File;

static void
close_file (File *file)
{
  fclose (file);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (File, close_file)

static guint32
get_16 (const guint8 *bytes)
{
  return bytes[0] | (guint32) bytes[1] << 8;
}

static guint32
get_32 (const guint8 *bytes)
{
  return get_16 (bytes) | get_16 (bytes + 2) << 16;
}

static gboolean
find_end (File *file, guint8 end[END_SIZE], long *size)
{
  g_autofree guint8 *tail = g_malloc (END_SIZE + MAX_COMMENT);
  long length;

  if (fseek (file, 0, SEEK_END) != 0 || (*size = ftell (file)) < END_SIZE)
    return FALSE;
  length = MIN (*size, END_SIZE + MAX_COMMENT);
  if (fseek (file, *size - length, SEEK_SET) != 0 || fread (tail, (gsize) length, 1, file) != 1)
    return FALSE;

  for (long i = length - END_SIZE; i >= 0; i--)
    if (memcmp (tail + i, "PK\5\6", 4) == 0)
      {
        memcpy (end, tail + i, END_SIZE);
        return TRUE;
      }

  return FALSE;
}

/* Whether so much is packed into so little that nobody can have meant it. */
static gboolean
swells (guint64 unpacked, guint64 packed, guint times)
{
  return unpacked > MAX_SWOLLEN && unpacked / times > packed;
}

/* `size`: of the file, which no entry's packed bytes exceed, whatever the list says. */
static gboolean
read_entries (LtZipList *self, const guint8 *list, gsize length, guint64 size)
{
  for (gsize at = 0; at + ENTRY_SIZE <= length && self->names->len <= MAX_ENTRIES;)
    {
      guint32 name = get_16 (list + at + 28);

      if (memcmp (list + at, "PK\1\2", 4) != 0 || at + ENTRY_SIZE + name > length)
        return FALSE;
      self->unpacked += get_32 (list + at + 24);
      g_ptr_array_add (self->names, g_strndup ((const char *) list + at + ENTRY_SIZE, name));
      self->swells = self->swells
                     || swells (get_32 (list + at + 24), MIN (get_32 (list + at + 20), size),
                                lt_ending_is (g_ptr_array_index (self->names, self->names->len - 1), ".dbf")
                                    ? MAX_SWELLING_DBF
                                    : MAX_SWELLING);
      at += ENTRY_SIZE + name + get_16 (list + at + 30) + get_16 (list + at + 32);
    }

  self->swells = self->swells || swells (self->unpacked, size, MAX_SWELLING_DBF);

  return self->names->len > 0;
}

gboolean
lt_zip_list_read (LtZipList *self, const char *path)
{
  g_autoptr (File) file = fopen (path, "rb");
  g_autofree guint8 *list = NULL;
  guint8 end[END_SIZE];
  guint32 length;
  long size;

  *self = (LtZipList){ .names = g_ptr_array_new_with_free_func (g_free) };
  if (file == NULL || !find_end (file, end, &size))
    return FALSE;
  length = get_32 (end + 12);
  if (length == 0 || length > MAX_LIST || fseek (file, (long) get_32 (end + 16), SEEK_SET) != 0)
    return FALSE;

  list = g_malloc (length);

  return fread (list, length, 1, file) == 1 && read_entries (self, list, length, (guint64) size);
}

void
lt_zip_list_clear (LtZipList *self)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
}

gboolean
lt_zip_list_has (const LtZipList *self, const char *ending)
{
  for (guint i = 0; i < self->names->len; i++)
    if (lt_ending_is (g_ptr_array_index (self->names, i), ending))
      return TRUE;

  return FALSE;
}
