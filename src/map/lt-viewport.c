#include "config.h"

#include "lt-viewport.h"

void
lt_viewport_get_camera (ShumateViewport *viewport, GtkWidget *widget, LtCamera *camera)
{
  g_return_if_fail (SHUMATE_IS_VIEWPORT (viewport));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  camera->longitude = shumate_location_get_longitude (SHUMATE_LOCATION (viewport));
  camera->latitude = shumate_location_get_latitude (SHUMATE_LOCATION (viewport));
  camera->zoom = shumate_viewport_get_zoom_level (viewport);
  camera->width = gtk_widget_get_width (widget);
  camera->height = gtk_widget_get_height (widget);
  camera->scale = gtk_widget_get_scale_factor (widget);
}

void
lt_viewport_set_camera (ShumateMap *map, const LtCamera *camera)
{
  ShumateViewport *viewport;

  g_return_if_fail (SHUMATE_IS_MAP (map));

  viewport = shumate_map_get_viewport (map);
  shumate_map_stop_go_to (map);
  shumate_viewport_set_zoom_level (viewport, camera->zoom);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), camera->latitude, camera->longitude);
}

static gboolean
animates (GtkWidget *widget)
{
  gboolean enabled = FALSE;

  g_object_get (gtk_widget_get_settings (widget), "gtk-enable-animations", &enabled, NULL);
  return enabled && gtk_widget_get_mapped (widget);
}

void
lt_viewport_travel (ShumateMap *map, const LtCamera *camera, guint duration_ms)
{
  g_return_if_fail (SHUMATE_IS_MAP (map));

  if (!animates (GTK_WIDGET (map)))
    {
      lt_viewport_set_camera (map, camera);
      return;
    }
  shumate_map_stop_go_to (map);
  shumate_map_go_to_full_with_duration (map, camera->latitude, camera->longitude, camera->zoom, duration_ms);
}
