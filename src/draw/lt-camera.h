#pragma once

#include "lt-box.h"

G_BEGIN_DECLS

/* Where a picture looks: centre in degrees, zoom of 256-pixel tiles (fractional), size in logical
 * pixels, and device pixels per logical one. Plain value. */
typedef struct
{
  double longitude;
  double latitude;
  double zoom;
  double width;
  double height;
  double scale;
} LtCamera;

/* Centres the box (degrees) and zooms until it fills the picture less `padding` logical pixels on
 * each side; at most zoom `max_zoom`. */
void lt_camera_fit (LtCamera *self, const LtBox *box, double padding, double max_zoom);
/* The box seen, degrees. */
LtBox lt_camera_get_box (const LtCamera *self);
/* Degrees to logical pixels from the top left corner, and back. */
void lt_camera_to_screen (const LtCamera *self, double longitude, double latitude, double *x, double *y);
void lt_camera_from_screen (const LtCamera *self, double x, double y, double *longitude, double *latitude);
/* Ground metres per logical pixel at the centre. */
double lt_camera_get_metres_per_pixel (const LtCamera *self);

G_END_DECLS
