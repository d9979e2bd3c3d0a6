#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>

#include "lt-test-server.h"

#define TAG "\"one\""

GBytes *
lt_test_make_png (guint32 colour)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 256, 256);
  char *buffer = NULL;
  gsize size = 0;

  gdk_pixbuf_fill (pixbuf, colour);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &size, "png", NULL, NULL));
  return g_bytes_new_take (buffer, size);
}

static void
give (SoupServerMessage *message, const char *type, GBytes *body)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message), type, NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), body);
}

static void
give_tile (LtTestServer *self, SoupServerMessage *message)
{
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autoptr (GBytes) png = lt_test_make_png (self->colour);

  soup_message_headers_replace (headers, "ETag", TAG);
  if (self->cache_control)
    soup_message_headers_replace (headers, "Cache-Control", self->cache_control);
  if (g_strcmp0 (soup_message_headers_get_one (asked, "If-None-Match"), TAG) == 0)
    {
      self->confirmed++;
      soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
      return;
    }
  give (message, "image/png", png);
}

static void
answer (LtTestServer *self, SoupServerMessage *message)
{
  g_autoptr (GBytes) page = g_bytes_new_static ("<!DOCTYPE html><title>Sign in</title>", 37);
  g_autoptr (GBytes) png = NULL;
  g_autoptr (GBytes) part = NULL;

  switch (self->mode)
    {
    case LT_TEST_TILE:
      give_tile (self, message);
      break;
    case LT_TEST_STATUS:
      soup_server_message_set_status (message, self->status, NULL);
      if (self->retry_after)
        soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After",
                                      self->retry_after);
      break;
    case LT_TEST_PAGE:
      give (message, "text/html", page);
      break;
    case LT_TEST_DAMAGED:
      png = lt_test_make_png (self->colour);
      part = g_bytes_new_from_bytes (png, 0, 40);
      give (message, "image/png", part);
      break;
    case LT_TEST_SILENT:
      break;
    }
}

typedef struct
{
  LtTestServer *server;
  SoupServerMessage *message;
} Held;

static gboolean
release (gpointer data)
{
  Held *held = data;

  answer (held->server, held->message);
  soup_server_message_unpause (held->message);
  return G_SOURCE_REMOVE;
}

static void
held_free (gpointer data)
{
  Held *held = data;

  g_object_unref (held->message);
  g_free (held);
}

static void
on_finished (SoupServerMessage *message, LtTestServer *self)
{
  g_signal_handlers_disconnect_by_data (message, self);
  self->open--;
}

static void
on_request (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  LtTestServer *self = data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  Held *held;

  self->requests++;
  self->open++;
  self->most_open = MAX (self->most_open, self->open);
  g_free (self->agent);
  self->agent = g_strdup (soup_message_headers_get_one (headers, "User-Agent"));
  g_free (self->path);
  self->path = g_strdup (path);
  g_signal_connect (message, "finished", G_CALLBACK (on_finished), self);
  g_signal_connect (message, "disconnected", G_CALLBACK (on_finished), self);
  if (self->hold_ms == 0 && self->mode != LT_TEST_SILENT)
    {
      answer (self, message);
      return;
    }
  soup_server_message_pause (message);
  if (self->mode == LT_TEST_SILENT)
    return;
  held = g_new (Held, 1);
  held->server = self;
  held->message = g_object_ref (message);
  g_timeout_add_full (G_PRIORITY_DEFAULT, self->hold_ms, release, held, held_free);
}

static void
listen_at (LtTestServer *self, guint port)
{
  g_autoptr (GError) error = NULL;

  self->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
  soup_server_listen_local (self->soup, port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
}

static guint
get_port (LtTestServer *self)
{
  GSList *uris = soup_server_get_uris (self->soup);
  guint port = (guint) g_uri_get_port (uris->data);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return port;
}

LtTestServer *
lt_test_server_new (void)
{
  LtTestServer *self = g_new0 (LtTestServer, 1);

  self->colour = 0x3366ccff;
  listen_at (self, 0);
  self->url = g_strdup_printf ("http://127.0.0.1:%u/{z}/{x}/{y}.png", get_port (self));
  return self;
}

void
lt_test_server_stop (LtTestServer *self)
{
  soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
}

void
lt_test_server_start (LtTestServer *self)
{
  g_autoptr (GUri) uri = g_uri_parse (self->url, G_URI_FLAGS_PARSE_RELAXED, NULL);

  listen_at (self, (guint) g_uri_get_port (uri));
}

void
lt_test_server_free (LtTestServer *self)
{
  if (self->soup)
    lt_test_server_stop (self);
  g_free (self->url);
  g_free (self->agent);
  g_free (self->path);
  g_free (self);
}

static gboolean
raise_flag (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_CONTINUE;
}

gboolean
lt_test_wait (LtTestCondition condition, gpointer data, guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;
  gboolean ticked = FALSE;
  guint ticker = g_timeout_add (10, raise_flag, &ticked);
  gboolean holds = condition (data);

  while (!holds && g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, TRUE);
      holds = condition (data);
    }
  g_source_remove (ticker);
  return holds;
}

static gboolean
never (gpointer data)
{
  return FALSE;
}

void
lt_test_pass (guint ms)
{
  lt_test_wait (never, NULL, ms);
}

void
lt_test_remove (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      lt_test_remove (child);
    }
  g_remove (path);
}
