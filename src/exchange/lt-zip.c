#include "config.h"

#include "lt-zip.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <zlib.h>

#define LEVEL 1
#define OUT_SIZE (64 * 1024)
#define FLAG_UTF8 0x0800
#define METHOD_DEFLATE 8
#define VERSION 20
/* 1980-01-01 00:00: the same rows give the same bytes. */
#define DATE 0x0021

typedef struct
{
  char *name;
  guint64 offset;
  guint64 size;
  guint64 packed;
  guint32 crc;
} Member;

struct _LtZip
{
  LtOutFile *file;
  char *path;
  GArray *members;
  z_stream stream;
  gboolean open;
};

static void
clear_member (gpointer data)
{
  g_free (((Member *) data)->name);
}

LtZip *
lt_zip_new (const char *path, gboolean overwrite, GError **error)
{
  LtOutFile *file = lt_out_file_new (path, overwrite, error);
  LtZip *self;

  if (file == NULL)
    return NULL;
  self = g_new0 (LtZip, 1);
  self->file = file;
  self->path = g_strdup (path);
  self->members = g_array_new (FALSE, TRUE, sizeof (Member));
  g_array_set_clear_func (self->members, clear_member);
  return self;
}

static void
put16 (GString *to, guint value)
{
  g_string_append_c (to, (char) (value & 0xff));
  g_string_append_c (to, (char) (value >> 8 & 0xff));
}

static void
put32 (GString *to, guint64 value)
{
  put16 (to, (guint) (value & 0xffff));
  put16 (to, (guint) (value >> 16 & 0xffff));
}

/* What the header before a member and its line in the directory have in common. */
static void
put_member (GString *to, const Member *member)
{
  put16 (to, VERSION);
  put16 (to, FLAG_UTF8);
  put16 (to, METHOD_DEFLATE);
  put16 (to, 0);
  put16 (to, DATE);
  put32 (to, member->crc);
  put32 (to, member->packed);
  put32 (to, member->size);
  put16 (to, (guint) strlen (member->name));
  put16 (to, 0);
}

static Member *
get_last (LtZip *self)
{
  return &g_array_index (self->members, Member, self->members->len - 1);
}

gboolean
lt_zip_begin (LtZip *self, const char *name, GError **error)
{
  Member member = {
    .name = g_strdup (name),
    .offset = lt_out_file_get_offset (self->file),
    .crc = (guint32) crc32 (0, NULL, 0),
  };
  GString *buffer = lt_out_file_get_buffer (self->file);

  g_return_val_if_fail (!self->open, FALSE);

  put32 (buffer, 0x04034b50);
  put_member (buffer, &member);
  g_string_append (buffer, name);
  g_array_append_val (self->members, member);

  memset (&self->stream, 0, sizeof self->stream);
  if (deflateInit2 (&self->stream, LEVEL, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) != Z_OK)
    g_error ("deflateInit2: out of memory");
  self->open = TRUE;
  return lt_out_file_check (self->file, error);
}

static gboolean
pump (LtZip *self, int flush, GError **error)
{
  static const guint size = OUT_SIZE;
  GString *buffer = lt_out_file_get_buffer (self->file);
  int status;

  do
    {
      gsize start = buffer->len;

      g_string_set_size (buffer, start + size);
      self->stream.next_out = (Bytef *) buffer->str + start;
      self->stream.avail_out = size;
      status = deflate (&self->stream, flush);
      g_string_truncate (buffer, start + size - self->stream.avail_out);
      get_last (self)->packed += size - self->stream.avail_out;
      if (!lt_out_file_check (self->file, error))
        return FALSE;
    }
  while (self->stream.avail_out == 0 && status != Z_STREAM_END);
  return TRUE;
}

gboolean
lt_zip_write (LtZip *self, const char *data, gsize length, GError **error)
{
  Member *member = get_last (self);

  g_return_val_if_fail (self->open && length <= G_MAXUINT32, FALSE);

  member->size += length;
  if (member->size > G_MAXUINT32)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
                   _ ("This is too much for one XLSX file (“%s”): write fewer rows, or another format."),
                   self->path);
      return FALSE;
    }
  member->crc = (guint32) crc32 (member->crc, (const Bytef *) data, (uInt) length);
  self->stream.next_in = (Bytef *) (gpointer) data;
  self->stream.avail_in = (uInt) length;
  return pump (self, Z_NO_FLUSH, error);
}

gboolean
lt_zip_end (LtZip *self, GError **error)
{
  g_autoptr (GString) header = g_string_new (NULL);
  Member *member = get_last (self);
  gboolean done = pump (self, Z_FINISH, error);

  deflateEnd (&self->stream);
  self->open = FALSE;
  if (!done)
    return FALSE;
  put_member (header, member);
  return lt_out_file_patch (self->file, member->offset + 4, header->str, header->len, error);
}

static void
put_directory_line (GString *to, const Member *member)
{
  put32 (to, 0x02014b50);
  put16 (to, VERSION);
  put_member (to, member);
  put16 (to, 0); /* comment */
  put16 (to, 0); /* disk */
  put16 (to, 0); /* attributes */
  put32 (to, 0);
  put32 (to, member->offset);
  g_string_append (to, member->name);
}

gboolean
lt_zip_commit (LtZip *self, GError **error)
{
  GString *buffer = lt_out_file_get_buffer (self->file);
  guint64 start = lt_out_file_get_offset (self->file);
  guint64 length;

  g_return_val_if_fail (!self->open, FALSE);

  for (guint i = 0; i < self->members->len; i++)
    put_directory_line (buffer, &g_array_index (self->members, Member, i));
  length = lt_out_file_get_offset (self->file) - start;
  put32 (buffer, 0x06054b50);
  put32 (buffer, 0);
  put16 (buffer, self->members->len);
  put16 (buffer, self->members->len);
  put32 (buffer, length);
  put32 (buffer, start);
  put16 (buffer, 0);
  return lt_out_file_commit (self->file, error);
}

void
lt_zip_free (LtZip *self)
{
  if (self->open)
    deflateEnd (&self->stream);
  lt_out_file_free (self->file);
  g_array_unref (self->members);
  g_free (self->path);
  g_free (self);
}
