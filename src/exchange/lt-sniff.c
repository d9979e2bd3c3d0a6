#include "config.h"

#include "lt-sniff.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "lt-error.h"

#define CHUNK (256 * 1024)
#define BOM "\xef\xbb\xbf"

void
lt_sniff_clear (LtSniff *sniff)
{
  g_clear_pointer (&sniff->path, g_free);
  g_clear_pointer (&sniff->name, g_free);
}

static gboolean
refuse (GError **error, LtError code, const char *message)
{
  g_set_error_literal (error, LT_ERROR, (int) code, message);

  return FALSE;
}

static gboolean
check_place (const char *source, GError **error)
{
  g_autofree char *scheme = g_uri_parse_scheme (source);
  g_autofree char *message = NULL;

  if (!g_str_has_prefix (source, "/vsi") && (scheme == NULL || g_file_test (source, G_FILE_TEST_EXISTS)))
    return TRUE;

  message = g_strdup_printf (_ ("“%s” is not a file on this computer: copy it here and import the copy."),
                             source);
  return refuse (error, LT_ERROR_VALUE, message);
}

static gboolean
check_file (LtSniff *sniff, const char *source, goffset *size, GError **error)
{
  GStatBuf status;
  g_autofree char *message = NULL;

  if (g_stat (source, &status) != 0)
    {
      if (errno == ENOENT || errno == ENOTDIR)
        message = g_strdup_printf (_ ("There is no file “%s”."), source);
      else
        message = g_strdup_printf (_ ("“%s” can't be read: %s."), source, g_strerror (errno));
      return refuse (error, LT_ERROR_NOT_FOUND, message);
    }
  if (!S_ISREG (status.st_mode))
    message = g_strdup_printf (_ ("“%s” is a folder or a device, not a file: choose a CSV, GeoJSON or "
                                  "GeoPackage file."),
                               source);
  else if (status.st_size == 0)
    message = g_strdup_printf (_ ("“%s” is empty: there is nothing to import."), sniff->name);
  *size = status.st_size;

  return message == NULL || refuse (error, LT_ERROR_FORMAT, message);
}

/* Walks over the text: is it UTF-8, how many lines, is a quotation open at the end. */
typedef struct
{
  guint line;       /* of the byte that comes next, from 1 */
  guint quote_line; /* where the open quotation began */
  gboolean quoted;
  gboolean line_begun;
} TextScan;

static void
scan_bytes (TextScan *scan, const char *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      scan->line_begun = bytes[i] != '\n';
      if (bytes[i] == '\n')
        scan->line++;
      else if (bytes[i] == '"')
        {
          scan->quoted = !scan->quoted;
          scan->quote_line = scan->line;
        }
    }
}

static gboolean
refuse_encoding (LtSniff *sniff, const TextScan *scan, GError **error)
{
  g_autofree char *message
      = g_strdup_printf (_ ("“%s” is not UTF-8 text (first in line %u): save it as UTF-8 (in a spreadsheet: "
                            "“CSV UTF-8”) and import that."),
                         sniff->name, scan->line);

  return refuse (error, LT_ERROR_FORMAT, message);
}

/* A character cut by the end of the chunk is kept for the next one. */
static gboolean
scan_chunk (TextScan *scan, const char *bytes, gsize length, gboolean last, gsize *used)
{
  const char *end;
  gboolean valid = g_utf8_validate_len (bytes, length, &end);

  scan_bytes (scan, bytes, (gsize) (end - bytes));
  *used = (gsize) (end - bytes);
  if (valid)
    return TRUE;

  return !last && length - *used < 4
         && g_utf8_get_char_validated (end, (gssize) (length - *used)) == (gunichar) -2;
}

static gboolean
scan_text (LtSniff *sniff, GInputStream *stream, TextScan *scan, GError **error)
{
  g_autofree char *buffer = g_malloc (CHUNK);
  gsize kept = 0;

  for (;;)
    {
      gsize n;
      gsize used;

      if (!g_input_stream_read_all (stream, buffer + kept, CHUNK - kept, &n, NULL, error))
        return FALSE;
      if (!scan_chunk (scan, buffer, kept + n, n < CHUNK - kept, &used))
        return refuse_encoding (sniff, scan, error);
      if (n < CHUNK - kept)
        return TRUE;

      kept = kept + n - used;
      memmove (buffer, buffer + used, kept);
    }
}

static gboolean
check_text (LtSniff *sniff, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (sniff->path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *message = NULL;
  TextScan scan = { .line = 1 };

  if (stream == NULL || !scan_text (sniff, G_INPUT_STREAM (stream), &scan, error))
    return FALSE;
  if (sniff->format != LT_SOURCE_CSV)
    return TRUE;

  sniff->n_rows = (gint64) scan.line - (scan.line_begun ? 1 : 2);
  if (!scan.quoted)
    return TRUE;

  message = g_strdup_printf (_ ("“%s” opens a quotation mark in line %u that is never "
                                "closed: correct that line and import the file again."),
                             sniff->name, scan.quote_line);
  return refuse (error, LT_ERROR_FORMAT, message);
}

static gboolean
has_ending (const char *name, const char *ending)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_str_has_suffix (lower, ending);
}

/* UTF-16 without a NUL byte in its first 4 KB is not text of ours either; its mark is enough. */
static gboolean
is_utf16 (const char *head, gsize length)
{
  return length >= 2 && (memcmp (head, "\xff\xfe", 2) == 0 || memcmp (head, "\xfe\xff", 2) == 0);
}

static gboolean
tell_format (LtSniff *sniff, const char *head, gsize length, GError **error)
{
  g_autofree char *message = NULL;
  gsize skip = length >= 3 && memcmp (head, BOM, 3) == 0 ? 3 : 0;

  if (length >= 16 && memcmp (head, "SQLite format 3", 16) == 0)
    {
      sniff->format = LT_SOURCE_GPKG;
      return TRUE;
    }
  while (skip < length && g_ascii_isspace (head[skip]))
    skip++;

  if (is_utf16 (head, length))
    {
      TextScan scan = { .line = 1 };

      return refuse_encoding (sniff, &scan, error);
    }
  if (skip == length && length < CHUNK / 64)
    message = g_strdup_printf (_ ("“%s” is empty: there is nothing to import."), sniff->name);
  else if (memchr (head, '\0', length) != NULL || has_ending (sniff->name, ".gpkg"))
    message = g_strdup_printf (_ ("“%s” is not a CSV, GeoJSON or GeoPackage file, or it is damaged: save it "
                                  "as one of these and import that."),
                               sniff->name);
  if (message != NULL)
    return refuse (error, LT_ERROR_FORMAT, message);

  sniff->format = head[skip] == '{' || head[skip] == '[' ? LT_SOURCE_GEOJSON : LT_SOURCE_CSV;

  return TRUE;
}

static gboolean
read_head (LtSniff *sniff, char *head, gsize *length, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (sniff->path);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &problem);

  if (stream != NULL
      && g_input_stream_read_all (G_INPUT_STREAM (stream), head, *length, length, NULL, &problem))
    return TRUE;

  g_set_error (error, LT_ERROR, LT_ERROR_IO, _ ("“%s” can't be read: %s."), sniff->name, problem->message);

  return FALSE;
}

gboolean
lt_sniff_file (const char *source, LtSniff *sniff, GError **error)
{
  char head[4096];
  gsize length = sizeof head;
  goffset size;

  g_return_val_if_fail (source != NULL, FALSE);

  *sniff = (LtSniff){ .n_rows = -1 };
  sniff->name = g_path_get_basename (source);
  sniff->path = g_canonicalize_filename (source, NULL);
  if (check_place (source, error) && check_file (sniff, source, &size, error)
      && read_head (sniff, head, &length, error) && tell_format (sniff, head, length, error)
      && (sniff->format == LT_SOURCE_GPKG || check_text (sniff, error)))
    return TRUE;

  lt_sniff_clear (sniff);
  return FALSE;
}
