#include "config.h"

#include "lt-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (lt - error - quark, lt_error)

static GIOErrorEnum
get_io_code (const GError *cause)
{
  if (cause->domain == G_IO_ERROR)
    return cause->code;
  if (cause->domain != G_FILE_ERROR)
    return G_IO_ERROR_FAILED;

  switch (cause->code)
    {
    case G_FILE_ERROR_NOSPC:
      return G_IO_ERROR_NO_SPACE;
    case G_FILE_ERROR_ACCES:
    case G_FILE_ERROR_PERM:
      return G_IO_ERROR_PERMISSION_DENIED;
    case G_FILE_ERROR_ROFS:
      return G_IO_ERROR_READ_ONLY;
    case G_FILE_ERROR_NOENT:
    case G_FILE_ERROR_NOTDIR:
      return G_IO_ERROR_NOT_FOUND;
    case G_FILE_ERROR_ISDIR:
      return G_IO_ERROR_IS_DIRECTORY;
    default:
      return G_IO_ERROR_FAILED;
    }
}

static const char *
get_sentence (const GError *cause)
{
  switch (get_io_code (cause))
    {
    case G_IO_ERROR_NO_SPACE:
      return _ ("“%s” can't be written: the disk is full.");
    case G_IO_ERROR_PERMISSION_DENIED:
    case G_IO_ERROR_READ_ONLY:
      return _ ("“%s” can't be written: its folder is write-protected; choose another one.");
    case G_IO_ERROR_NOT_FOUND:
    case G_IO_ERROR_NOT_DIRECTORY:
      return _ ("“%s” can't be written: its folder does not exist; make it or choose another one.");
    case G_IO_ERROR_IS_DIRECTORY:
      return _ ("“%s” can't be written: it is a folder; choose another name.");
    default:
      return _ ("“%s” can't be written; choose another folder.");
    }
}

void
lt_error_set_unwritable (GError **error, const char *path, const GError *cause)
{
  g_autoptr (GString) message = g_string_new (get_sentence (cause));

  g_string_replace (message, "%s", path, 1);
  g_set_error_literal (error, LT_ERROR, LT_ERROR_IO, message->str);
}
