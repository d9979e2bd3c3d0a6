#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-error.h"
#include "lt-tile-template.h"

static gboolean
has_any (const char *text, const char *first, const char *second, const char *third)
{
  return strstr (text, first) || strstr (text, second) || (third && strstr (text, third));
}

gboolean
lt_tile_template_check (const char *text, GError **error)
{
  if (!text || !(g_str_has_prefix (text, "http://") || g_str_has_prefix (text, "https://")))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
                   _ ("“%s” is not the address of a tile server: it must begin with http:// or https://."),
                   text ? text : "");
      return FALSE;
    }
  if (!has_any (text, "{z}", "{TileMatrix}", NULL) || !has_any (text, "{x}", "{TileCol}", NULL)
      || !has_any (text, "{y}", "{TileRow}", "{-y}"))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
                   _ ("The address “%s” lacks the places {z}, {x} and {y} for zoom, column and row."), text);
      return FALSE;
    }
  return TRUE;
}

static void
replace (GString *text, const char *place, guint value)
{
  char number[16];

  g_snprintf (number, sizeof number, "%u", value);
  g_string_replace (text, place, number, 0);
}

char *
lt_tile_template_expand (
    const char *text, const char *subdomains, const char *key, guint zoom, guint x, guint y)
{
  GString *url = g_string_new (text);
  g_autofree char *escaped = key ? g_uri_escape_string (key, NULL, FALSE) : NULL;

  replace (url, "{z}", zoom);
  replace (url, "{TileMatrix}", zoom);
  replace (url, "{x}", x);
  replace (url, "{TileCol}", x);
  replace (url, "{y}", y);
  replace (url, "{TileRow}", y);
  replace (url, "{-y}", (1u << zoom) - 1 - y);
  if (subdomains && *subdomains)
    {
      char one[2] = { subdomains[(x + y) % strlen (subdomains)], '\0' };

      g_string_replace (url, "{s}", one, 0);
    }
  g_string_replace (url, "{key}", escaped ? escaped : "", 0);
  return g_string_free (url, FALSE);
}
