#pragma once

#include <shumate/shumate.h>

#include "lt-camera.h"

G_BEGIN_DECLS

/* The one place that reads libshumate's viewport and moves it. */

/* The camera of a widget that shows the viewport. */
void lt_viewport_get_camera (ShumateViewport *viewport, GtkWidget *widget, LtCamera *camera);
/* Puts the viewport where the camera is, at once. */
void lt_viewport_set_camera (ShumateMap *map, const LtCamera *camera);
/* Travels there smoothly; at once where animations are switched off or the map is not on screen. */
void lt_viewport_travel (ShumateMap *map, const LtCamera *camera, guint duration_ms);

G_END_DECLS
