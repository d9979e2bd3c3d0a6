#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-error.h"
#include "lt-tile-image.h"
#include "lt-tile-reply.h"

#define DEFAULT_LIFE (7 * 24 * 3600)
#define MAX_LIFE (365 * 24 * 3600)
#define MAX_RETRY_AFTER (24 * 3600)
#define MAX_SIDE 4096

static gboolean
is_image (const guint8 *data, gsize size)
{
  return size >= 12
         && (memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0 || memcmp (data, "\xff\xd8\xff", 3) == 0
             || memcmp (data, "GIF8", 4) == 0
             || (memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0));
}

static void
set_format_error (GError **error, const char *host, gboolean image)
{
  if (!host)
    g_set_error_literal (error, LT_ERROR, LT_ERROR_FORMAT, _ ("A map tile is damaged: it is not an image."));
  else if (image)
    g_set_error (error, LT_ERROR, LT_ERROR_FORMAT, _ ("The map server %s sent a damaged image."), host);
  else
    g_set_error (
        error, LT_ERROR, LT_ERROR_FORMAT,
        _ ("%s answered with a page instead of a map image: the network may ask you to sign in, or the "
           "address is not a tile server’s."),
        host);
}

static void
limit_size (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  gboolean *fits = data;

  *fits = width > 0 && height > 0 && width <= MAX_SIDE && height <= MAX_SIDE;
  if (!*fits)
    gdk_pixbuf_loader_set_size (loader, 1, 1);
}

GdkTexture *
lt_tile_decode (GBytes *image, const char *host, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (image, &size);
  g_autoptr (GdkPixbufLoader) loader = NULL;
  gboolean fits = FALSE;
  gboolean written;
  gboolean closed;
  GdkPixbuf *pixbuf;

  if (!is_image (data, size))
    {
      set_format_error (error, host, FALSE);
      return NULL;
    }
  if (!lt_tile_image_is_whole (image))
    {
      set_format_error (error, host, TRUE);
      return NULL;
    }
  loader = gdk_pixbuf_loader_new ();
  g_signal_connect (loader, "size-prepared", G_CALLBACK (limit_size), &fits);
  written = gdk_pixbuf_loader_write_bytes (loader, image, NULL);
  closed = gdk_pixbuf_loader_close (loader, NULL);
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (!written || !closed || !fits || !pixbuf)
    {
      set_format_error (error, host, TRUE);
      return NULL;
    }
  return gdk_texture_new_for_pixbuf (pixbuf);
}

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* Seconds from now until an HTTP date. Returns FALSE when it is none. */
static gboolean
parse_date (const char *text, gint64 *seconds)
{
  g_autoptr (GDateTime) date = text ? soup_date_time_new_from_http_string (text) : NULL;

  if (!date)
    return FALSE;
  *seconds = g_date_time_to_unix (date) - get_now ();
  return TRUE;
}

static gint64
get_life (SoupMessageHeaders *headers, GHashTable *control)
{
  const char *max_age = control ? g_hash_table_lookup (control, "max-age") : NULL;
  gint64 life;

  if (control && g_hash_table_contains (control, "no-cache"))
    return 0;
  if (max_age)
    return CLAMP (g_ascii_strtoll (max_age, NULL, 10), 0, MAX_LIFE);
  if (parse_date (soup_message_headers_get_one (headers, "Expires"), &life))
    return CLAMP (life, 0, MAX_LIFE);
  return DEFAULT_LIFE;
}

static void
take (char **target, const char *value)
{
  if (!value)
    return;
  g_free (*target);
  *target = g_strdup (value);
}

gboolean
lt_tile_reply_read_headers (SoupMessageHeaders *headers, LtTileEntry *entry)
{
  const char *text = soup_message_headers_get_list (headers, "Cache-Control");
  GHashTable *control = text ? soup_header_parse_param_list (text) : NULL;
  gboolean keep = !control || !g_hash_table_contains (control, "no-store");

  take (&entry->etag, soup_message_headers_get_one (headers, "ETag"));
  take (&entry->last_modified, soup_message_headers_get_one (headers, "Last-Modified"));
  entry->expires = get_now () + get_life (headers, control);
  if (control)
    soup_header_free_param_list (control);
  return keep;
}

gint64
lt_tile_reply_get_retry_after (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  gint64 seconds = 0;

  if (!text)
    return 0;
  if (!parse_date (text, &seconds))
    seconds = g_ascii_strtoll (text, NULL, 10);
  return CLAMP (seconds, 0, MAX_RETRY_AFTER);
}
