#include "config.h"

#include "lt-out-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define BUFFER_SIZE (256 * 1024)

struct _LtOutFile
{
  char *path;
  char *hidden;
  int fd; /* -1: closed */
  gboolean overwrite;
  gboolean committed;
  GString *buffer;
  guint64 written;
};

static gboolean
fail (LtOutFile *self, int code, GError **error)
{
  g_autoptr (GError) cause
      = g_error_new_literal (G_FILE_ERROR, (int) g_file_error_from_errno (code), g_strerror (code));

  lt_error_set_unwritable (error, self->path, cause);
  return FALSE;
}

static gboolean
fail_exists (LtOutFile *self, GError **error)
{
  g_set_error (error, LT_ERROR, LT_ERROR_EXISTS,
               _ ("“%s” is there already and is not overwritten: choose another name, or delete it first."),
               self->path);
  return FALSE;
}

static gboolean
open_hidden (LtOutFile *self, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (self->path);
  g_autofree char *name = g_path_get_basename (self->path);
  const char *end = strrchr (name, '.');

  if (!self->overwrite && g_file_test (self->path, G_FILE_TEST_EXISTS))
    return fail_exists (self, error);
  if (g_file_test (self->path, G_FILE_TEST_IS_DIR))
    return fail (self, EISDIR, error);

  /* The ending stays: GDAL goes by it. */
  self->hidden = g_strdup_printf ("%s/.liantu-%08x%s", directory, g_random_int (), end != NULL ? end : "");
  self->fd = g_open (self->hidden, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0666);
  if (self->fd >= 0)
    return TRUE;

  g_clear_pointer (&self->hidden, g_free);
  return fail (self, errno, error);
}

LtOutFile *
lt_out_file_new (const char *path, gboolean overwrite, GError **error)
{
  g_autoptr (LtOutFile) self = g_new0 (LtOutFile, 1);

  g_return_val_if_fail (path != NULL, NULL);

  self->path = g_strdup (path);
  self->fd = -1;
  self->overwrite = overwrite;
  self->buffer = g_string_sized_new (BUFFER_SIZE + 4096);
  return open_hidden (self, error) ? g_steal_pointer (&self) : NULL;
}

GString *
lt_out_file_get_buffer (LtOutFile *self)
{
  return self->buffer;
}

const char *
lt_out_file_get_hidden_path (LtOutFile *self)
{
  return self->hidden;
}

guint64
lt_out_file_get_offset (LtOutFile *self)
{
  return self->written + self->buffer->len;
}

static gboolean
flush (LtOutFile *self, GError **error)
{
  gsize done = 0;

  while (done < self->buffer->len)
    {
      gssize n = write (self->fd, self->buffer->str + done, self->buffer->len - done);

      if (n < 0 && errno != EINTR)
        return fail (self, errno, error);
      done += n > 0 ? (gsize) n : 0;
    }
  self->written += done;
  g_string_truncate (self->buffer, 0);
  return TRUE;
}

gboolean
lt_out_file_check (LtOutFile *self, GError **error)
{
  return self->buffer->len < BUFFER_SIZE || flush (self, error);
}

gboolean
lt_out_file_patch (LtOutFile *self, guint64 offset, const void *data, gsize length, GError **error)
{
  if (!flush (self, error))
    return FALSE;
  if (pwrite (self->fd, data, length, (off_t) offset) != (gssize) length)
    return fail (self, errno != 0 ? errno : EIO, error);
  return TRUE;
}

/* rename() replaces; where that is not wanted, link() refuses a name that came up meanwhile. File
 * systems without hard links (FAT on a stick) get the rename. */
static gboolean
take_place (LtOutFile *self, GError **error)
{
  if (!self->overwrite)
    {
      if (link (self->hidden, self->path) == 0)
        return g_unlink (self->hidden) == 0 || fail (self, errno, error);
      if (errno == EEXIST)
        return fail_exists (self, error);
    }
  return g_rename (self->hidden, self->path) == 0 || fail (self, errno, error);
}

gboolean
lt_out_file_sync (LtOutFile *self, GError **error)
{
  g_return_val_if_fail (self->fd >= 0, FALSE);

  if (!flush (self, error))
    return FALSE;
  return fsync (self->fd) == 0 || errno == EINVAL || errno == EROFS || fail (self, errno, error);
}

gboolean
lt_out_file_commit (LtOutFile *self, GError **error)
{
  int fd = self->fd;

  if (!lt_out_file_sync (self, error))
    return FALSE;
  self->fd = -1;
  if (close (fd) != 0)
    return fail (self, errno, error);
  self->committed = take_place (self, error);
  return self->committed;
}

void
lt_out_file_free (LtOutFile *self)
{
  if (self->fd >= 0)
    close (self->fd);
  if (!self->committed && self->hidden != NULL)
    g_unlink (self->hidden);
  g_string_free (self->buffer, TRUE);
  g_free (self->hidden);
  g_free (self->path);
  g_free (self);
}
