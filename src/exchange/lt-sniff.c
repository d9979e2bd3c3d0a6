#include "config.h"

#include "lt-sniff.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "lt-encoding.h"
#include "lt-ending.h"
#include "lt-error.h"
#include "lt-zip-list.h"

#define CHUNK (256 * 1024)
#define HEAD 4096
#define BOM "\xef\xbb\xbf"
#define LAND_MARK "[地块坐标]"
#define LAND_MARK_GBK "[\xb5\xd8\xbf\xe9\xd7\xf8\xb1\xea]"
#define LAND_KEYS "[属性描述]"
#define LAND_KEYS_GBK "[\xca\xf4\xd0\xd4\xc3\xe8\xca\xf6]"

static const char *const format_names[LT_N_SOURCE_FORMATS]
    = { "CSV", "国土TXT", "GeoJSON", "GeoJSONL", "GeoPackage", "Shapefile",  "XLSX",
        "XLS", "ODS",     "KML",     "DXF",      "FileGDB",    "FlatGeobuf", "MapInfo" };

const char *
lt_source_format_get_name (LtSourceFormat format)
{
  return format_names[format];
}

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
refuse_format (const LtSniff *sniff, GError **error)
{
  g_autofree char *message
      = g_strdup_printf (_ ("“%s” is none of the files that can be read (XLSX, XLS, ODS, CSV, Shapefile, "
                            "GeoPackage, GeoJSON, KML, DXF, FileGDB, FlatGeobuf, MapInfo, 国土TXT), or it is "
                            "damaged: save it as one of these and import that."),
                         sniff->name);

  return refuse (error, LT_ERROR_FORMAT, message);
}

static gboolean
refuse_incomplete (const LtSniff *sniff, GError **error)
{
  g_autofree char *message
      = g_strdup_printf (_ ("“%s” is not complete %s or is damaged: save it again and import that."),
                         sniff->name, format_names[sniff->format]);

  return refuse (error, LT_ERROR_FORMAT, message);
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
look_at (LtSniff *sniff, GStatBuf *status, GError **error)
{
  g_autofree char *message = NULL;

  if (g_stat (sniff->path, status) == 0)
    {
      sniff->size = status->st_size;
      sniff->changed_at = (gint64) status->st_mtim.tv_sec * G_USEC_PER_SEC + status->st_mtim.tv_nsec / 1000;
      return TRUE;
    }

  if (errno == ENOENT || errno == ENOTDIR)
    message = g_strdup_printf (_ ("There is no file “%s”."), sniff->path);
  else
    message = g_strdup_printf (_ ("“%s” can't be read: %s."), sniff->path, g_strerror (errno));
  return refuse (error, LT_ERROR_NOT_FOUND, message);
}

/* A shapefile, a MapInfo table and a FileGDB are more than one file. Only those that are read count: others
 * of the same name may well change. */
static gboolean
is_part (const LtSniff *sniff, const char *name, const char *stem)
{
  static const char *const parts[] = { ".dbf", ".shx", ".prj", ".cpg", ".dat", ".map", ".id", ".mid" };

  if (sniff->format == LT_SOURCE_FILEGDB)
    return lt_ending_is (name, ".gdbtable") || lt_ending_is (name, ".gdbtablx");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (lt_ending_is (name, parts[i]) && strlen (name) == strlen (stem) + strlen (parts[i])
        && g_ascii_strncasecmp (name, stem, strlen (stem)) == 0)
      return TRUE;

  return FALSE;
}

static guint64
look_at_parts (const LtSniff *sniff)
{
  gboolean folder = sniff->format == LT_SOURCE_FILEGDB;
  g_autofree char *place = folder ? g_strdup (sniff->path) : g_path_get_dirname (sniff->path);
  g_autofree char *stem = g_path_get_basename (sniff->path);
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint64 parts = 0;

  if (sniff->zipped
      || (!folder && sniff->format != LT_SOURCE_SHAPEFILE && sniff->format != LT_SOURCE_MAPINFO))
    return 0;
  if (strrchr (stem, '.') != NULL)
    *strrchr (stem, '.') = '\0';
  dir = g_dir_open (place, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (place, name, NULL);
      GStatBuf status;

      if (is_part (sniff, name, stem) && g_stat (path, &status) == 0)
        parts += (g_str_hash (name) | 1)
                 * ((guint64) status.st_size * 31 + (guint64) status.st_mtim.tv_nsec
                    + (guint64) status.st_mtim.tv_sec * 1000000007);
    }

  return parts;
}

gboolean
lt_sniff_check_same (const LtSniff *sniff, GError **error)
{
  LtSniff now = { .path = sniff->path, .name = sniff->name };
  GStatBuf status;

  if (!look_at (&now, &status, error))
    return FALSE;
  if (now.size == sniff->size && now.changed_at == sniff->changed_at && look_at_parts (sniff) == sniff->parts)
    return TRUE;

  g_set_error (error, LT_ERROR, LT_ERROR_IO,
               _ ("“%s” was changed while it was read: close it in the other program and import it again."),
               sniff->name);
  return FALSE;
}

/* --- folders --- */

/* The one file of the folder that ends so; NULL when there are none or several. */
static char *
find_one (const char *folder, const char *ending)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *found = NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (!lt_ending_is (name, ending))
        continue;
      if (found != NULL)
        return NULL;
      found = g_build_filename (folder, name, NULL);
    }

  return g_steal_pointer (&found);
}

static gboolean
sniff_folder (LtSniff *sniff, GError **error)
{
  g_autofree char *table = g_build_filename (sniff->path, "a00000001.gdbtable", NULL);
  char *shape = find_one (sniff->path, ".shp");
  g_autofree char *message = NULL;
  GStatBuf status;

  if (g_file_test (table, G_FILE_TEST_EXISTS))
    {
      g_free (shape);
      sniff->format = LT_SOURCE_FILEGDB;
      return TRUE;
    }
  if (shape != NULL)
    {
      g_free (sniff->path);
      sniff->path = shape;
      sniff->format = LT_SOURCE_SHAPEFILE;
      return look_at (sniff, &status, error);
    }

  message
      = g_strdup_printf (_ ("“%s” is a folder that holds neither a FileGDB nor a single Shapefile: choose "
                            "a file."),
                         sniff->path);
  return refuse (error, LT_ERROR_FORMAT, message);
}

/* --- text --- */

static gboolean
scan_file (LtSniff *sniff, LtTextScan *scan, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (sniff->path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *buffer = g_malloc (CHUNK);
  gsize n = CHUNK;

  lt_text_scan_init (scan);
  while (stream != NULL && n == CHUNK)
    {
      if (!g_input_stream_read_all (G_INPUT_STREAM (stream), buffer, CHUNK, &n, NULL, error))
        return FALSE;
      lt_text_scan_add (scan, buffer, n);
    }
  lt_text_scan_end (scan);

  return stream != NULL;
}

static gboolean
decide_encoding (LtSniff *sniff, const char *encoding, const char *head, gsize length, const LtTextScan *scan)
{
  gboolean marked = length >= 2 && (memcmp (head, "\xff\xfe", 2) == 0 || memcmp (head, "\xfe\xff", 2) == 0);

  sniff->encoding = lt_text_scan_get_encoding (scan);
  sniff->encoding_how = scan->utf8 ? LT_ENCODING_STRICT : LT_ENCODING_FALLBACK;
  if (scan->ascii)
    sniff->encoding_how = LT_ENCODING_ASCII;
  if (length >= 3 && memcmp (head, BOM, 3) == 0 && scan->utf8)
    sniff->encoding_how = LT_ENCODING_MARK;
  if (marked && sniff->format == LT_SOURCE_CSV)
    {
      sniff->encoding = "UTF-16";
      sniff->encoding_how = LT_ENCODING_MARK;
    }
  if (encoding != NULL)
    {
      sniff->encoding = encoding;
      sniff->encoding_how = LT_ENCODING_GIVEN;
    }

  return sniff->encoding != NULL;
}

/* A drawing ends with a word of its own, "EOF". */
static gboolean
ends_as_dxf (const LtSniff *sniff)
{
  char tail[64];
  gsize n = 0;
  FILE *file = g_fopen (sniff->path, "rb");

  if (file == NULL)
    return FALSE;
  if (fseeko (file, (off_t) MAX (sniff->size - (gint64) sizeof tail, 0), SEEK_SET) == 0)
    n = fread (tail, 1, sizeof tail, file);
  (void) fclose (file);
  while (n > 0 && (g_ascii_isspace (tail[n - 1]) || tail[n - 1] == '\x1a'))
    n--;

  return n >= 3 && memcmp (tail + n - 3, "EOF", 3) == 0;
}

static gboolean
sniff_text (LtSniff *sniff, const char *encoding, const char *head, gsize length, GError **error)
{
  g_autofree char *message = NULL;
  LtTextScan scan;

  if (!scan_file (sniff, &scan, error))
    return FALSE;
  if (sniff->format == LT_SOURCE_CSV)
    sniff->n_rows = (gint64) scan.lines - (scan.open_line ? 0 : 1);
  if (sniff->format == LT_SOURCE_DXF && !ends_as_dxf (sniff))
    return refuse_incomplete (sniff, error);
  if (decide_encoding (sniff, encoding, head, length, &scan))
    return TRUE;

  message = g_strdup_printf (_ ("“%s” is neither UTF-8 (first in line %u) nor GB18030 text (first in line "
                                "%u): save it as UTF-8, or say which encoding it has."),
                             sniff->name, scan.bad_line, scan.bad_gb_line);
  return refuse (error, LT_ERROR_FORMAT, message);
}

static gboolean
head_has (const char *head, gsize length, const char *mark)
{
  return memmem (head, length, mark, strlen (mark)) != NULL;
}

/* One object a line, each whole. */
static gboolean
is_json_lines (const char *text, gsize length)
{
  const char *end = memchr (text, '\n', length);
  gsize line = end != NULL ? (gsize) (end - text) : length;
  gsize next = line;

  if (text[0] == '\x1e')
    return TRUE;
  while (line > 0 && g_ascii_isspace (text[line - 1]))
    line--;
  while (next < length && g_ascii_isspace (text[next]))
    next++;

  return line > 1 && text[line - 1] == '}' && next < length && text[next] == '{'
         && g_strstr_len (text, (gssize) line, "\"Feature\"") != NULL;
}

/* Pairs of lines, a code and a value: the first are 0 and SECTION, or remarks. */
static gboolean
is_dxf (const char *text, gsize length)
{
  g_autofree char *start = g_strndup (text, MIN (length, 64));
  g_auto (GStrv) lines = g_strsplit (start, "\n", 3);

  if (memcmp (text, "AutoCAD Binary DXF", MIN (length, 18)) == 0 && length >= 18)
    return TRUE;
  if (g_strv_length (lines) < 2)
    return FALSE;
  g_strstrip (lines[0]);
  g_strstrip (lines[1]);

  return (strcmp (lines[0], "0") == 0 && strcmp (lines[1], "SECTION") == 0) || strcmp (lines[0], "999") == 0;
}

static gboolean
tell_text (LtSniff *sniff, const char *text, gsize length)
{
  if (text[0] == '{' || text[0] == '[' || text[0] == '\x1e')
    sniff->format = is_json_lines (text, length) ? LT_SOURCE_GEOJSON_LINES : LT_SOURCE_GEOJSON;
  if (head_has (text, length, LAND_MARK) || head_has (text, length, LAND_MARK_GBK)
      || head_has (text, length, LAND_KEYS) || head_has (text, length, LAND_KEYS_GBK))
    sniff->format = LT_SOURCE_LAND_TXT;
  else if (text[0] == '{' || text[0] == '[' || text[0] == '\x1e')
    return TRUE;
  else if (text[0] == '<')
    {
      sniff->format = LT_SOURCE_KML;
      return head_has (text, length, "<kml") || head_has (text, length, ":kml");
    }
  else if (g_ascii_strncasecmp (text, "!table", MIN (length, 6)) == 0 && length >= 6)
    sniff->format = LT_SOURCE_MAPINFO;
  else if (lt_ending_is (sniff->name, ".mif"))
    {
      sniff->format = LT_SOURCE_MAPINFO;
      return g_ascii_strncasecmp (text, "version", MIN (length, 7)) == 0;
    }
  else if (is_dxf (text, length))
    sniff->format = LT_SOURCE_DXF;
  else
    sniff->format = LT_SOURCE_CSV;

  return TRUE;
}

/* --- binary --- */

static guint32
get_big_32 (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

/* The headers of these tell how long the file is: a copy that broke off must not pass for a whole one. */
static gboolean
is_complete (const LtSniff *sniff, const char *head, gsize length)
{
  const guint8 *bytes = (const guint8 *) head;
  gint64 page;

  if (sniff->format == LT_SOURCE_SHAPEFILE)
    return length >= 100 && sniff->size >= (gint64) get_big_32 (bytes + 24) * 2;
  if (sniff->format != LT_SOURCE_GPKG)
    return TRUE;
  if (length < 100)
    return FALSE;
  page = bytes[16] << 8 | bytes[17];
  if (page == 1)
    page = 65536;

  /* The count is valid only where the change counter and the one it is valid for agree. */
  return memcmp (bytes + 24, bytes + 92, 4) != 0 || sniff->size >= page * get_big_32 (bytes + 28);
}

static gboolean
check_unpacked (const LtSniff *sniff, const LtZipList *list, GError **error)
{
  g_autofree char *unpacked = g_format_size (list->unpacked);
  g_autofree char *message = NULL;

  if (list->unpacked > LT_ZIP_MAX_UNPACKED)
    message = g_strdup_printf (_ ("“%s” is over 1 GB when unpacked: split it and import the parts."),
                               sniff->name);
  else if (list->swells)
    message = g_strdup_printf (_ ("“%s” would unpack to %s, over a hundred times its size, as no table does: "
                                  "if you trust it, save it as CSV, or unpack it, and import that."),
                               sniff->name, unpacked);
  else
    return TRUE;

  return refuse (error, LT_ERROR_FORMAT, message);
}

static gboolean
sniff_zip (LtSniff *sniff, GError **error)
{
  g_auto (LtZipList) list = { 0 };
  g_autofree char *message = NULL;

  if (!lt_zip_list_read (&list, sniff->path))
    {
      message = g_strdup_printf (_ ("“%s” is not a complete ZIP, XLSX or ODS file: save it again and import "
                                    "that."),
                                 sniff->name);
      return refuse (error, LT_ERROR_FORMAT, message);
    }
  if (!check_unpacked (sniff, &list, error))
    return FALSE;

  sniff->zipped = TRUE;
  if (lt_zip_list_has (&list, "xl/workbook.xml"))
    sniff->format = LT_SOURCE_XLSX;
  else if (lt_zip_list_has (&list, "content.xml"))
    sniff->format = LT_SOURCE_ODS;
  else if (lt_zip_list_has (&list, ".gdbtable"))
    sniff->format = LT_SOURCE_FILEGDB;
  else if (lt_zip_list_has (&list, ".shp"))
    sniff->format = LT_SOURCE_SHAPEFILE;
  else if (lt_zip_list_has (&list, ".tab") || lt_zip_list_has (&list, ".mif"))
    sniff->format = LT_SOURCE_MAPINFO;
  else if (lt_zip_list_has (&list, ".kml"))
    sniff->format = LT_SOURCE_KML;
  else
    return refuse_format (sniff, error);

  return TRUE;
}

static gboolean
begins (const char *head, gsize length, const char *mark, gsize n)
{
  return length >= n && memcmp (head, mark, n) == 0;
}

static gboolean
tell_binary (LtSniff *sniff, const char *head, gsize length)
{
  static const struct
  {
    const char *mark;
    gsize length;
    LtSourceFormat format;
  } marks[] = {
    { "SQLite format 3", 16, LT_SOURCE_GPKG },
    { "\0\0\x27\x0a", 4, LT_SOURCE_SHAPEFILE },
    { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, LT_SOURCE_XLS },
    { "fgb\3", 4, LT_SOURCE_FLATGEOBUF },
    { "AutoCAD Binary DXF", 18, LT_SOURCE_DXF },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (begins (head, length, marks[i].mark, marks[i].length))
      {
        sniff->format = marks[i].format;
        return TRUE;
      }

  return FALSE;
}

static gboolean
sniff_file (LtSniff *sniff, const char *encoding, const char *head, gsize length, GError **error)
{
  gsize skip = begins (head, length, BOM, 3) ? 3 : 0;
  gboolean utf16 = begins (head, length, "\xff\xfe", 2) || begins (head, length, "\xfe\xff", 2);

  if (begins (head, length, "PK", 2))
    return sniff_zip (sniff, error);
  if (begins (head, length, "AC10", 4))
    {
      g_autofree char *message
          = g_strdup_printf (_ ("“%s” is a DWG drawing: save it as DXF and import that."), sniff->name);

      return refuse (error, LT_ERROR_FORMAT, message);
    }
  if (tell_binary (sniff, head, length))
    return is_complete (sniff, head, length) || refuse_incomplete (sniff, error);

  while (skip < length && g_ascii_isspace (head[skip]))
    skip++;
  if (skip == length && length < HEAD)
    {
      g_autofree char *message
          = g_strdup_printf (_ ("“%s” is empty: there is nothing to import."), sniff->name);

      return refuse (error, LT_ERROR_FORMAT, message);
    }
  if (utf16)
    sniff->format = LT_SOURCE_CSV;
  else if (memchr (head, '\0', length) != NULL || lt_ending_is (sniff->name, ".gpkg")
           || lt_ending_is (sniff->name, ".shp") || lt_ending_is (sniff->name, ".xlsx")
           || lt_ending_is (sniff->name, ".fgb") || !tell_text (sniff, head + skip, length - skip))
    return refuse_format (sniff, error);

  return sniff_text (sniff, encoding, head, length, error);
}

/* --- all --- */

/* Who chooses another part of a shapefile or MapInfo table means the whole. */
static void
choose_main_file (LtSniff *sniff)
{
  static const char *const parts[][2]
      = { { ".dbf", ".shp" }, { ".shx", ".shp" }, { ".prj", ".shp" }, { ".cpg", ".shp" },
          { ".map", ".tab" }, { ".dat", ".tab" }, { ".mid", ".mif" } };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *stem = g_strndup (sniff->path, strlen (sniff->path) - MIN (strlen (sniff->path), 4));
      g_autofree char *lower = g_strconcat (stem, parts[i][1], NULL);
      g_autofree char *ending = g_ascii_strup (parts[i][1], -1);
      g_autofree char *upper = g_strconcat (stem, ending, NULL);
      char *main_file = g_file_test (lower, G_FILE_TEST_EXISTS)   ? lower
                        : g_file_test (upper, G_FILE_TEST_EXISTS) ? upper
                                                                  : NULL;

      if (!lt_ending_is (sniff->path, parts[i][0]) || main_file == NULL)
        continue;
      g_free (sniff->path);
      sniff->path = g_strdup (main_file);
      return;
    }
}

/* An index alone begins as the shapefile that it belongs to. */
static gboolean
refuse_part (const LtSniff *sniff, GError **error)
{
  g_autofree char *main_file = g_strdup (sniff->name);

  memcpy (main_file + strlen (main_file) - 4, ".shp", 4);
  g_set_error (
      error, LT_ERROR, LT_ERROR_NOT_FOUND,
      _ ("“%s” lacks “%s”: a Shapefile is several files (.shp, .shx, .dbf, .prj), so copy all of them "
         "and import again."),
      sniff->name, main_file);

  return FALSE;
}

static gboolean
read_head (const LtSniff *sniff, char *head, gsize *length, GError **error)
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

static gboolean
sniff_path (LtSniff *sniff, const char *encoding, GError **error)
{
  char head[HEAD];
  gsize length = sizeof head;
  GStatBuf status;
  g_autofree char *message = NULL;

  if (!look_at (sniff, &status, error))
    return FALSE;
  if (S_ISDIR (status.st_mode))
    return sniff_folder (sniff, error);
  if (!S_ISREG (status.st_mode))
    message = g_strdup_printf (_ ("“%s” is a folder or a device, not a file: choose a file."), sniff->path);
  else if (status.st_size == 0)
    message = g_strdup_printf (_ ("“%s” is empty: there is nothing to import."), sniff->name);
  if (message != NULL)
    return refuse (error, LT_ERROR_FORMAT, message);
  if (lt_ending_is (sniff->path, ".shx") || lt_ending_is (sniff->path, ".dbf"))
    return refuse_part (sniff, error);

  return read_head (sniff, head, &length, error) && sniff_file (sniff, encoding, head, length, error);
}

gboolean
lt_sniff_file (const char *source, const char *encoding, LtSniff *sniff, GError **error)
{
  g_return_val_if_fail (source != NULL, FALSE);

  *sniff = (LtSniff){ .n_rows = -1 };
  sniff->name = g_path_get_basename (source);
  sniff->path = g_canonicalize_filename (source, NULL);
  if (check_place (source, error))
    {
      choose_main_file (sniff);
      if (sniff_path (sniff, encoding, error))
        {
          sniff->parts = look_at_parts (sniff);
          return TRUE;
        }
    }

  lt_sniff_clear (sniff);
  return FALSE;
}
