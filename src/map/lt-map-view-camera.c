#include "config.h"

#include <math.h>

#include "lt-map-view-private.h"
#include "lt-mercator.h"
#include "lt-picture.h"
#include "lt-viewport.h"

#define MIN_ZOOM 4
#define MAX_ZOOM 19
#define AREA_MAX_ZOOM 13.0
#define TRAVEL_MS 600
#define STEP_MS 180
#define PADDING 40.0
#define REST_MS 120

static void
get_camera (LtMapView *self, LtCamera *camera)
{
  lt_viewport_get_camera (shumate_map_get_viewport (self->map), GTK_WIDGET (self->map), camera);
}

static gboolean
has_size (LtMapView *self)
{
  return gtk_widget_get_width (GTK_WIDGET (self->map)) > 1
         && gtk_widget_get_height (GTK_WIDGET (self->map)) > 1;
}

static void
update_buttons (LtMapView *self, double zoom)
{
  gtk_widget_set_sensitive (self->zoom_in_button, zoom < MAX_ZOOM);
  gtk_widget_set_sensitive (self->zoom_out_button, zoom > MIN_ZOOM);
}

static double
get_stretch (LtMapView *self)
{
  LtCamera camera;

  get_camera (self, &camera);
  return camera.zoom - floor (camera.zoom + 0.5);
}

static gboolean
stretch (gpointer data)
{
  LtMapView *self = LT_MAP_VIEW (data);

  g_clear_handle_id (&self->stretch_id, g_source_remove);
  lt_painted_source_set_stretch (self->base_source, get_stretch (self));
  lt_painted_source_set_stretch (self->overlay_source, get_stretch (self));
  return G_SOURCE_REMOVE;
}

/* While the zoom level changes, what is there is shown larger or smaller; where it comes to rest, it
 * is painted for that very level. */
static void
queue_stretch (LtMapView *self)
{
  g_clear_handle_id (&self->stretch_id, g_source_remove);
  if (lt_painted_source_get_stretch (self->overlay_source) != get_stretch (self))
    self->stretch_id = g_timeout_add (REST_MS, stretch, self);
}

/* A little less than the whole: the legend and the buttons stand on the rim. */
static void
fit (LtMapView *self, const LtBox *box, double max_zoom, LtCamera *camera)
{
  double padding;

  get_camera (self, camera);
  padding = MIN (PADDING, MIN (camera->width, camera->height) / 8);
  lt_camera_fit (camera, box, padding, MIN (max_zoom, MAX_ZOOM));
  camera->zoom = CLAMP (camera->zoom, MIN_ZOOM, MAX_ZOOM);
}

/* A window gets its size in steps, panels fold: the first view is fitted anew until someone moves. */
static void
fit_first (LtMapView *self)
{
  LtCamera *first = &self->first_camera;
  LtCamera camera;

  get_camera (self, &camera);
  if (lt_box_is_empty (&self->first_box))
    return;
  if (fabs (camera.zoom - first->zoom) > 1e-6 || fabs (camera.longitude - first->longitude) > 1e-6
      || fabs (camera.latitude - first->latitude) > 1e-6)
    self->first_box = LT_BOX_EMPTY;
  else if (camera.width != first->width || camera.height != first->height)
    {
      fit (self, &self->first_box, self->first_zoom, first);
      lt_viewport_set_camera (self->map, first);
    }
}

/* libshumate notifies several times per move: one report a frame is enough. The viewport must not
 * move while sizes are being given out, so what waits for a size is done here too. */
static gboolean
report (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  LtMapView *self = LT_MAP_VIEW (widget);
  LtBox box = self->pending_box;
  LtCamera camera;

  self->camera_tick = 0;
  if (has_size (self) && !lt_box_is_empty (&box))
    {
      self->pending_box = LT_BOX_EMPTY;
      lt_map_view_camera_travel (self, &box, self->pending_zoom);
    }
  if (!has_size (self) || !self->placed)
    return G_SOURCE_REMOVE;
  fit_first (self);
  get_camera (self, &camera);
  update_buttons (self, camera.zoom);
  if (self->session)
    lt_session_set_camera (self->session, &camera);
  return G_SOURCE_REMOVE;
}

void
lt_map_view_camera_queue_report (LtMapView *self)
{
  if (self->camera_tick == 0)
    self->camera_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), report, NULL, NULL);
}

static void
on_rotation (ShumateViewport *viewport)
{
  if (shumate_viewport_get_rotation (viewport) != 0)
    shumate_viewport_set_rotation (viewport, 0);
}

/* Gives the viewport its projection and the zoom levels people may use. */
static void
set_reference (ShumateViewport *viewport)
{
  g_autoptr (LtPaintedSource) reference = lt_painted_source_new ("reference");

  lt_tile_source_setup (LT_TILE_SOURCE (reference), "reference", MIN_ZOOM, MAX_ZOOM);
  shumate_viewport_set_max_zoom_level (viewport, MAX_ZOOM);
  shumate_viewport_set_reference_map_source (viewport, SHUMATE_MAP_SOURCE (reference));
}

void
lt_map_view_camera_init (LtMapView *self)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);

  self->pending_box = LT_BOX_EMPTY;
  self->first_box = LT_BOX_EMPTY;
  lt_map_view_camera_show_layers (self);
  set_reference (viewport);
  g_signal_connect_object (viewport, "notify", G_CALLBACK (lt_map_view_camera_queue_report), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (viewport, "notify::zoom-level", G_CALLBACK (queue_stretch), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (viewport, "notify::rotation", G_CALLBACK (on_rotation), self, 0);
}

void
lt_map_view_camera_dispose (LtMapView *self)
{
  if (self->camera_tick)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->camera_tick);
  self->camera_tick = 0;
  g_clear_handle_id (&self->stretch_id, g_source_remove);
}

/* Until it is known where to look, nothing is asked for. */
void
lt_map_view_camera_show_layers (LtMapView *self)
{
  GtkWidget *map = GTK_WIDGET (self->map);

  for (GtkWidget *child = gtk_widget_get_first_child (map); child;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, self->placed);
  gtk_widget_set_visible (GTK_WIDGET (self->scale), self->placed);
}

static void
set_placed (LtMapView *self)
{
  if (self->placed)
    return;
  self->placed = TRUE;
  stretch (self);
  lt_map_view_camera_show_layers (self);
}

void
lt_map_view_camera_travel (LtMapView *self, const LtBox *box, double max_zoom)
{
  LtCamera camera;

  if (lt_box_is_empty (box))
    return;
  if (!has_size (self))
    {
      self->pending_box = *box;
      self->pending_zoom = max_zoom;
      return;
    }
  fit (self, box, max_zoom, &camera);
  self->first_box = self->placed ? LT_BOX_EMPTY : *box;
  self->first_zoom = max_zoom;
  self->first_camera = camera;
  if (self->placed)
    lt_viewport_travel (self->map, &camera, TRAVEL_MS);
  else
    lt_viewport_set_camera (self->map, &camera);
  set_placed (self);
  lt_map_view_camera_queue_report (self);
}

void
lt_map_view_camera_restore (LtMapView *self)
{
  LtCamera camera;

  lt_session_get_camera (self->session, &camera);
  if (!(camera.zoom > 0) || !isfinite (camera.longitude) || !isfinite (camera.latitude))
    return;
  lt_viewport_set_camera (self->map, &camera);
  set_placed (self);
  self->pending_box = LT_BOX_EMPTY;
  lt_map_view_camera_queue_report (self);
}

/* Whoever was too late to be told where to look looks at the whole. */
void
lt_map_view_camera_place (LtMapView *self)
{
  if (!self->placed && lt_box_is_empty (&self->pending_box))
    lt_map_view_camera_go_home (self);
}

void
lt_map_view_camera_pan (LtMapView *self, double dx, double dy)
{
  LtCamera camera;

  get_camera (self, &camera);
  lt_camera_from_screen (&camera, camera.width / 2 + dx, camera.height / 2 + dy, &camera.longitude,
                         &camera.latitude);
  lt_viewport_travel (self->map, &camera, STEP_MS);
}

void
lt_map_view_camera_zoom (LtMapView *self, double levels)
{
  LtCamera camera;

  get_camera (self, &camera);
  camera.zoom = CLAMP (round ((camera.zoom + levels) * 2) / 2, MIN_ZOOM, MAX_ZOOM);
  lt_viewport_travel (self->map, &camera, STEP_MS);
}

void
lt_map_view_camera_go_home (LtMapView *self)
{
  LtSnapshot *snapshot = self->session ? lt_session_get_snapshot (self->session) : NULL;
  LtBox box;
  LtView view;

  if (!snapshot)
    return;
  lt_session_get_view (self->session, &view);
  box = lt_picture_get_view_box (snapshot, view.chain, view.district);
  lt_session_travel (self->session, &box, AREA_MAX_ZOOM);
}
