#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-base-maps.h"
#include "lt-map-view-private.h"
#include "lt-mbtiles-source.h"
#include "lt-mbtiles.h"
#include "lt-paths.h"
#include "lt-tile-template.h"
#include "lt-worker.h"

/* What opens a base map: it is waited for. */
#define LOAD_PRIORITY (-20)

static void update_credits (LtMapView *self);

/* --- the offline base map --- */

static void
load_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *directory = g_build_filename (lt_paths_get_data (), "basemap", NULL);
  GError *error = NULL;
  LtBaseMap *base_map = lt_base_map_load (directory, &error);

  if (base_map)
    g_task_return_pointer (task, base_map, (GDestroyNotify) lt_base_map_unref);
  else
    g_task_return_error (task, error);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  LtMapView *self = LT_MAP_VIEW (source);
  g_autoptr (GError) error = NULL;
  LtBaseMap *base_map = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->base_pending = FALSE;
  self->base_map = base_map;
  lt_map_view_update_paints (self);
  update_credits (self);
  if (error)
    lt_map_view_say (self, error->message);
}

static void
load_offline (LtMapView *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_loaded, NULL);

  self->base_pending = TRUE;
  g_task_set_priority (task, LOAD_PRIORITY);
  lt_worker_run (task, load_in_worker);
}

/* --- what is said of it --- */

static gboolean
is_automatic (LtMapView *self)
{
  return self->session && g_str_equal (lt_session_get_base_map (self->session), "auto");
}

/* Nothing that counts down: a line that changes each second asks to be looked at. */
static char *
describe_waiting (LtMapView *self)
{
  if (is_automatic (self))
    return g_strdup_printf (_ ("Offline base map · %s cannot be reached"), self->base_name);
  if (lt_back_off_get_state (self->back_off) == LT_TILE_STATE_BACKING_OFF)
    return g_strdup_printf (_ ("%s · refuses for now"), self->base_name);
  return g_strdup_printf (_ ("%s · cannot be reached"), self->base_name);
}

static gboolean
is_waiting (LtMapView *self)
{
  return self->back_off && lt_back_off_get_state (self->back_off) != LT_TILE_STATE_ONLINE;
}

static void
update_credits (LtMapView *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean offline = lt_map_view_base_is_offline (self);

  if (self->base_credit && (!offline || !self->base_map))
    g_string_append (text, self->base_credit);
  if (self->base_map && (offline || !self->base_credit))
    {
      g_autofree char *credit = g_markup_escape_text (lt_base_map_get_credit (self->base_map), -1);

      g_string_append (text, credit);
    }
  gtk_label_set_markup (self->credits, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->credits), text->len > 0);
}

static void
update_text (LtMapView *self)
{
  if (is_waiting (self))
    {
      g_autofree char *text = describe_waiting (self);

      lt_map_view_set_base_text (self, text);
    }
  else
    lt_map_view_set_base_text (self, self->base_name);
}

static void
update_paints (LtMapView *self)
{
  self->base_offline = lt_map_view_base_is_offline (self);
  lt_map_view_update_paints (self);
}

/* A server that comes and goes does not have everything painted anew each time. */
static void
on_state (LtMapView *self)
{
  update_text (self);
  update_credits (self);
  if (self->base_offline != lt_map_view_base_is_offline (self))
    update_paints (self);
}

/* Who chose a server keeps seeing what the cache has of it; who did not choose gets one whole map. */
gboolean
lt_map_view_base_is_offline (LtMapView *self)
{
  return !self->raster_layers[0] || !lt_tile_layer_is_populated (self->raster_layers[0])
         || (is_automatic (self) && is_waiting (self));
}

/* --- putting layers in place --- */

static void
remove_rasters (LtMapView *self)
{
  lt_tile_layer_set_cover (self->base_layer, NULL);
  for (guint i = 0; i < LT_MAP_VIEW_MAX_RASTERS; i++)
    {
      if (self->raster_layers[i])
        shumate_map_remove_layer (self->map, SHUMATE_LAYER (self->raster_layers[i]));
      self->raster_layers[i] = NULL;
    }
  if (self->back_off)
    g_signal_handlers_disconnect_by_data (self->back_off, self);
  g_clear_object (&self->back_off);
  g_clear_pointer (&self->base_credit, g_free);
}

static void
add_raster (LtMapView *self, guint index, LtTileSource *source)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);

  self->raster_layers[index] = lt_tile_layer_new (source, viewport);
  shumate_map_insert_layer_behind (self->map, SHUMATE_LAYER (self->raster_layers[index]),
                                   SHUMATE_LAYER (self->overlay_layer));
  lt_map_view_camera_show_layers (self);
  if (index > 0)
    return;
  lt_tile_layer_set_cover (self->base_layer, self->raster_layers[0]);
  g_signal_connect_object (self->raster_layers[0], "notify::populated", G_CALLBACK (on_state), self,
                           G_CONNECT_SWAPPED);
}

static void
set_name (LtMapView *self, const char *name, const char *credit, const char *uri)
{
  g_autofree char *escaped = credit ? g_markup_escape_text (credit, -1) : NULL;

  g_free (self->base_name);
  self->base_name = g_strdup (name);
  g_free (self->base_credit);
  self->base_credit
      = escaped && uri ? g_strdup_printf ("<a href=\"%s\">%s</a>", uri, escaped) : g_steal_pointer (&escaped);
}

static void
show_offline (LtMapView *self)
{
  const LtBaseMapInfo *info = lt_base_maps_find ("offline");

  remove_rasters (self);
  set_name (self, lt_base_map_info_get_label (info), NULL, NULL);
}

static void
finish_update (LtMapView *self)
{
  update_text (self);
  update_credits (self);
  update_paints (self);
}

/* Tests and closed networks may have their own OpenStreetMap server. */
static const char *
get_template (const LtBaseMapInfo *info, guint index, const char *location)
{
  const char *own = g_getenv ("LIANTU_OSM_URL");

  if (g_str_equal (info->id, "custom"))
    return index == 0 ? location : NULL;
  if (own && *own && !info->needs)
    return index == 0 ? own : NULL;
  return info->templates[index];
}

/* One directory for each server and layer, whatever the key. */
static char *
get_cache_directory (const char *text)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_PARSE_RELAXED, NULL);
  g_autofree char *name
      = g_strdup_printf ("%s-%.8s", uri && g_uri_get_host (uri) ? g_uri_get_host (uri) : "tiles", sum);

  g_strdelimit (name, "/{}:", '_');
  return g_build_filename (lt_paths_get_user_cache (), "tiles", name, NULL);
}

static void
show_server (LtMapView *self, const LtBaseMapInfo *info, const char *location)
{
  gboolean automatic = g_str_equal (info->id, "auto");
  g_autofree char *credit = NULL;

  for (guint i = 0; i < LT_MAP_VIEW_MAX_RASTERS; i++)
    {
      const char *text = get_template (info, i, location);
      g_autofree char *directory = text ? get_cache_directory (text) : NULL;
      g_autoptr (LtTileFetcher) fetcher = NULL;
      g_autoptr (LtRasterSource) source = NULL;

      if (!text)
        break;
      fetcher = lt_tile_fetcher_new (directory);
      source = lt_raster_source_new (info->id, fetcher, text, info->subdomains ? info->subdomains : "abc",
                                     location, info->min_zoom, info->max_zoom);
      add_raster (self, i, LT_TILE_SOURCE (source));
      if (i > 0)
        continue;
      self->back_off = g_object_ref (lt_tile_fetcher_get_back_off (fetcher));
      g_signal_connect_object (self->back_off, "notify::state", G_CALLBACK (on_state), self,
                               G_CONNECT_SWAPPED);
      if (!automatic)
        g_signal_connect_object (source, "message", G_CALLBACK (lt_map_view_say), self, G_CONNECT_SWAPPED);
    }
  info = automatic ? lt_base_maps_find ("openstreetmap") : info;
  credit = lt_base_map_info_get_credit (info);
  set_name (self, lt_base_map_info_get_label (info), credit, info->credit_uri);
}

/* --- an MBTiles file --- */

static void
open_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  LtMbtiles *mbtiles = lt_mbtiles_open (data, &error);

  if (mbtiles)
    g_task_return_pointer (task, mbtiles, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  LtMapView *self = LT_MAP_VIEW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (LtMbtiles) mbtiles = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (LtMbtilesSource) tiles = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || !self->overlay)
    return;
  if (!mbtiles)
    {
      lt_map_view_say (self, error->message);
      return;
    }
  tiles = lt_mbtiles_source_new (mbtiles);
  g_signal_connect_object (tiles, "message", G_CALLBACK (lt_map_view_say), self, G_CONNECT_SWAPPED);
  add_raster (self, 0, LT_TILE_SOURCE (tiles));
  set_name (self, lt_mbtiles_get_name (mbtiles), lt_mbtiles_get_attribution (mbtiles), NULL);
  finish_update (self);
}

static void
show_mbtiles (LtMapView *self, const char *path)
{
  g_autoptr (GTask) task = NULL;

  show_offline (self);
  self->base_cancellable = g_cancellable_new ();
  task = g_task_new (self, self->base_cancellable, on_opened, NULL);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_set_priority (task, LOAD_PRIORITY);
  lt_worker_run (task, open_in_worker);
}

/* --- choosing --- */

/* One sentence when the base map cannot be shown as it is, else NULL. (transfer full). */
static char *
find_fault (const LtBaseMapInfo *info, const char *location)
{
  g_autoptr (GError) error = NULL;

  if (info->needs && (!location || !*location))
    return g_str_equal (info->id, "tianditu")
               ? g_strdup (_ (
                   "Tianditu needs a key: get one at www.tianditu.gov.cn and enter it in the base map menu."))
               : g_strdup (_ ("This base map needs an address or a file: enter it in the base map menu."));
  if (g_str_equal (info->id, "custom") && !lt_tile_template_check (location, &error))
    return g_strdup (error->message);
  return NULL;
}

void
lt_map_view_base_update (LtMapView *self)
{
  const char *id = self->session ? lt_session_get_base_map (self->session) : "offline";
  const char *location = self->session ? lt_session_get_base_map_location (self->session) : NULL;
  const LtBaseMapInfo *info = lt_base_maps_find (id);
  g_autofree char *choice = g_strdup_printf ("%s %s", id, location ? location : "");
  g_autofree char *fault = NULL;

  /* Id and location are notified one after the other. */
  if (g_strcmp0 (choice, self->base_choice) == 0)
    return;
  g_free (self->base_choice);
  self->base_choice = g_steal_pointer (&choice);
  g_cancellable_cancel (self->base_cancellable);
  g_clear_object (&self->base_cancellable);
  fault = info ? find_fault (info, location) : NULL;
  if (fault)
    lt_map_view_say (self, fault);
  show_offline (self);
  if (info && !fault && g_str_equal (id, "mbtiles"))
    show_mbtiles (self, location);
  else if (info && !fault && g_str_equal (id, "none"))
    set_name (self, lt_base_map_info_get_label (info), NULL, NULL);
  else if (info && !fault && (info->templates[0] || info->needs))
    show_server (self, info, location);
  finish_update (self);
}

void
lt_map_view_base_init (LtMapView *self)
{
  show_offline (self);
  load_offline (self);
}

void
lt_map_view_base_dispose (LtMapView *self)
{
  g_cancellable_cancel (self->base_cancellable);
  g_clear_object (&self->base_cancellable);
  if (self->map && self->base_layer)
    remove_rasters (self);
}
