#include "config.h"

#include "lt-mbtiles.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <sqlite3.h>
#include <string.h>

#include "lt-header.h"

#define MAX_ZOOM 24
#define BUSY_TIMEOUT_MS 2000
#define OPS_BETWEEN_CHECKS 20000
#define PATIENCE_S 5

struct _LtMbtiles
{
  GObject parent_instance;

  char *path;
  char *name;
  char *attribution;
  guint min_zoom;
  guint max_zoom;
  LtBox box;

  GMutex mutex;
  sqlite3 *db;        /* under the mutex */
  sqlite3_stmt *tile; /* under the mutex */
  gint64 deadline;    /* under the mutex: of what the connection is at */
  gboolean late;      /* under the mutex */
};

G_DEFINE_FINAL_TYPE (LtMbtiles, lt_mbtiles, G_TYPE_OBJECT)

static void
lt_mbtiles_finalize (GObject *object)
{
  LtMbtiles *self = LT_MBTILES (object);

  sqlite3_finalize (self->tile);
  sqlite3_close_v2 (self->db);
  g_free (self->path);
  g_free (self->name);
  g_free (self->attribution);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (lt_mbtiles_parent_class)->finalize (object);
}

static void
lt_mbtiles_class_init (LtMbtilesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lt_mbtiles_finalize;
}

static void
lt_mbtiles_init (LtMbtiles *self)
{
  g_mutex_init (&self->mutex);
}

static gboolean
fail (LtMbtiles *self, const char *format, GError **error)
{
  g_autofree char *name = g_path_get_basename (self->path);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, LT_ERROR, LT_ERROR_FORMAT, format, name);
#pragma GCC diagnostic pop
  return FALSE;
}

static gboolean
fail_damaged (LtMbtiles *self, GError **error)
{
  return fail (self, _ ("“%s” is no MBTiles file or is damaged: choose another file."), error);
}

static gboolean
fail_late (LtMbtiles *self, GError **error)
{
  return fail (self,
               _ ("“%s” takes too long to read: make it again with its tiles in a table that has an index."),
               error);
}

/* --- opening --- */

/* A view may be made so that it never comes to an end. */
static int
check_deadline (gpointer data)
{
  LtMbtiles *self = data;

  self->late = g_get_monotonic_time () > self->deadline;
  return self->late;
}

static void
start_deadline (LtMbtiles *self)
{
  self->late = FALSE;
  self->deadline = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
}

static gboolean
open_db (LtMbtiles *self, GError **error)
{
  g_autofree char *full = g_canonicalize_filename (self->path, NULL);
  g_autofree char *uri = g_filename_to_uri (full, NULL, NULL);
  g_autofree char *immutable = g_strconcat (uri != NULL ? uri : "", "?immutable=1", NULL);

  if (!g_file_test (self->path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND, _ ("There is no file “%s”: check its name."),
                   self->path);
      return FALSE;
    }
  if (lt_header_check (self->path) != LT_HEADER_WHOLE)
    return fail_damaged (self, error);
  /* Immutable: no lock files are left in a folder of somebody's maps. */
  if (sqlite3_open_v2 (immutable, &self->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
                       NULL)
      != SQLITE_OK)
    return fail_damaged (self, error);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_progress_handler (self->db, OPS_BETWEEN_CHECKS, check_deadline, self);
  start_deadline (self);
  return TRUE;
}

static gboolean
has_columns (LtMbtiles *self, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gboolean ok = sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) == SQLITE_OK;

  sqlite3_finalize (statement);
  return ok;
}

/* Returns: (transfer full) (nullable). */
static char *
read_metadata (LtMbtiles *self, const char *name)
{
  sqlite3_stmt *statement = NULL;
  char *value = NULL;

  if (sqlite3_prepare_v2 (self->db, "SELECT value FROM metadata WHERE name = ?", -1, &statement, NULL)
      != SQLITE_OK)
    return NULL;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
  if (sqlite3_step (statement) == SQLITE_ROW)
    value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  if (value != NULL && !g_utf8_validate (value, -1, NULL))
    g_clear_pointer (&value, g_free);
  return value;
}

/* The attribution may be HTML: what a person reads of it. */
static char *
strip_tags (const char *html)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean inside = FALSE;

  for (const char *at = html; *at != '\0'; at++)
    {
      if (*at == '<')
        inside = TRUE;
      else if (*at == '>' && inside)
        inside = FALSE;
      else if (!inside)
        g_string_append_c (text, *at);
    }
  g_string_replace (text, "&copy;", "©", 0);
  g_string_replace (text, "&nbsp;", " ", 0);
  g_string_replace (text, "&lt;", "<", 0);
  g_string_replace (text, "&gt;", ">", 0);
  g_string_replace (text, "&quot;", "\"", 0);
  g_string_replace (text, "&amp;", "&", 0);
  g_strstrip (text->str);
  return text->str[0] != '\0' ? g_strdup (text->str) : NULL;
}

static void
read_box (LtMbtiles *self)
{
  g_autofree char *bounds = read_metadata (self, "bounds");
  g_auto (GStrv) parts = bounds != NULL ? g_strsplit (bounds, ",", -1) : NULL;
  double values[4];

  self->box = (LtBox){ -180, -85.0511, 180, 85.0511 };
  if (parts == NULL || g_strv_length (parts) != 4)
    return;
  for (guint i = 0; i < 4; i++)
    {
      values[i] = g_ascii_strtod (parts[i], NULL);
      if (!isfinite (values[i]))
        return;
    }
  if (values[0] < values[2] && values[1] < values[3])
    self->box = (LtBox){ values[0], values[1], values[2], values[3] };
}

/* FALSE when there is no tile at all. */
static gboolean
read_zooms (LtMbtiles *self)
{
  sqlite3_stmt *statement = NULL;
  gboolean found = FALSE;

  /* One by one, each is read off the index. */
  if (sqlite3_prepare_v2 (self->db,
                          "SELECT (SELECT min (zoom_level) FROM tiles), (SELECT max (zoom_level) FROM tiles)",
                          -1, &statement, NULL)
          == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW && sqlite3_column_type (statement, 0) == SQLITE_INTEGER)
    {
      int min = sqlite3_column_int (statement, 0), max = sqlite3_column_int (statement, 1);

      found = min >= 0 && min <= MAX_ZOOM;
      self->min_zoom = (guint) CLAMP (min, 0, MAX_ZOOM);
      self->max_zoom = (guint) CLAMP (max, 0, MAX_ZOOM);
    }
  sqlite3_finalize (statement);
  return found;
}

static gboolean
is_image (const guint8 *data, gsize length)
{
  return (length > 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
         || (length > 3 && memcmp (data, "\xFF\xD8\xFF", 3) == 0)
         || (length > 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0);
}

static gboolean
is_vector (LtMbtiles *self)
{
  g_autofree char *format = read_metadata (self, "format");

  return format != NULL
         && (g_ascii_strcasecmp (format, "pbf") == 0 || g_ascii_strcasecmp (format, "mvt") == 0
             || strstr (format, "protobuf") != NULL);
}

static gboolean
read_description (LtMbtiles *self, GError **error)
{
  g_autofree char *attribution = NULL;

  if (!has_columns (self, "SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles"))
    return sqlite3_errcode (self->db) == SQLITE_ERROR
               ? fail (self, _ ("“%s” is no MBTiles file: it has no tiles; choose another file."), error)
               : fail_damaged (self, error);
  if (!has_columns (self, "SELECT name, value FROM metadata"))
    return fail (
        self, _ ("“%s” has no metadata, so it can't be used: make it again with its metadata table."), error);
  if (is_vector (self))
    return fail (
        self, _ ("“%s” holds vector tiles, which can't be shown: choose one with PNG, JPEG or WebP tiles."),
        error);
  if (!read_zooms (self))
    return sqlite3_errcode (self->db) == SQLITE_OK || sqlite3_errcode (self->db) == SQLITE_DONE
                   || sqlite3_errcode (self->db) == SQLITE_ROW
               ? fail (self, _ ("“%s” holds no tiles: choose another file."), error)
               : fail_damaged (self, error);
  self->name = read_metadata (self, "name");
  if (self->name == NULL || self->name[0] == '\0')
    {
      g_free (self->name);
      self->name = g_path_get_basename (self->path);
    }
  attribution = read_metadata (self, "attribution");
  self->attribution = attribution != NULL ? strip_tags (attribution) : NULL;
  read_box (self);
  return TRUE;
}

LtMbtiles *
lt_mbtiles_open (const char *path, GError **error)
{
  g_autoptr (LtMbtiles) self = NULL;
  g_autoptr (GError) reason = NULL;
  gboolean described;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (LT_TYPE_MBTILES, NULL);
  self->path = g_strdup (path);
  if (!open_db (self, error))
    return NULL;
  described = read_description (self, &reason);
  if (self->late)
    fail_late (self, error);
  else if (!described)
    g_propagate_error (error, g_steal_pointer (&reason));
  return described && !self->late ? g_steal_pointer (&self) : NULL;
}

/* --- reading --- */

const char *
lt_mbtiles_get_path (LtMbtiles *self)
{
  g_return_val_if_fail (LT_IS_MBTILES (self), NULL);

  return self->path;
}

const char *
lt_mbtiles_get_name (LtMbtiles *self)
{
  g_return_val_if_fail (LT_IS_MBTILES (self), NULL);

  return self->name;
}

const char *
lt_mbtiles_get_attribution (LtMbtiles *self)
{
  g_return_val_if_fail (LT_IS_MBTILES (self), NULL);

  return self->attribution;
}

guint
lt_mbtiles_get_min_zoom (LtMbtiles *self)
{
  g_return_val_if_fail (LT_IS_MBTILES (self), 0);

  return self->min_zoom;
}

guint
lt_mbtiles_get_max_zoom (LtMbtiles *self)
{
  g_return_val_if_fail (LT_IS_MBTILES (self), 0);

  return self->max_zoom;
}

LtBox
lt_mbtiles_get_box (LtMbtiles *self)
{
  g_return_val_if_fail (LT_IS_MBTILES (self), LT_BOX_EMPTY);

  return self->box;
}

/* With the mutex held. *code gets SQLite's. */
static GBytes *
read_tile (LtMbtiles *self, guint zoom, guint column, guint row, int *code)
{
  GBytes *bytes = NULL;

  *code = SQLITE_OK;
  start_deadline (self);
  if (self->tile == NULL)
    *code = sqlite3_prepare_v2 (self->db,
                                "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? "
                                "AND tile_row = ?",
                                -1, &self->tile, NULL);
  if (*code != SQLITE_OK)
    return NULL;
  sqlite3_bind_int64 (self->tile, 1, zoom);
  sqlite3_bind_int64 (self->tile, 2, column);
  sqlite3_bind_int64 (self->tile, 3, row);
  *code = sqlite3_step (self->tile);
  if (*code == SQLITE_ROW)
    bytes = g_bytes_new (sqlite3_column_blob (self->tile, 0), (gsize) sqlite3_column_bytes (self->tile, 0));
  sqlite3_reset (self->tile);
  return bytes;
}

GBytes *
lt_mbtiles_read (LtMbtiles *self, guint zoom, guint x, guint y, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *data;
  gsize length;
  int code;

  g_return_val_if_fail (LT_IS_MBTILES (self), NULL);

  if (zoom > MAX_ZOOM || x >= 1u << zoom || y >= 1u << zoom)
    return NULL;
  g_mutex_lock (&self->mutex);
  /* MBTiles counts rows from the south. */
  bytes = read_tile (self, zoom, x, (1u << zoom) - 1 - y, &code);
  g_mutex_unlock (&self->mutex);
  if (bytes == NULL)
    {
      if (code == SQLITE_INTERRUPT)
        fail_late (self, error);
      else if (code != SQLITE_DONE)
        fail_damaged (self, error);
      return NULL;
    }
  data = g_bytes_get_data (bytes, &length);
  if (is_image (data, length))
    return g_steal_pointer (&bytes);
  g_set_error (error, LT_ERROR, LT_ERROR_FORMAT, _ ("Tile %u/%u/%u of “%s” is damaged: make the file again."),
               zoom, x, y, self->name);
  return NULL;
}
