#include "lt-camera.h"

#include <math.h>

#include "lt-mercator.h"

static double
get_world_size (const LtCamera *self)
{
  return 256.0 * exp2 (self->zoom);
}

void
lt_camera_fit (LtCamera *self, const LtBox *box, double padding, double max_zoom)
{
  double west, east, north, south, zoom_x, zoom_y;

  g_return_if_fail (self != NULL);
  g_return_if_fail (box != NULL);

  if (lt_box_is_empty (box))
    return;

  west = lt_mercator_x (box->west);
  east = lt_mercator_x (box->east);
  north = lt_mercator_y (box->north);
  south = lt_mercator_y (box->south);

  self->longitude = lt_mercator_longitude ((west + east) / 2.0);
  self->latitude = lt_mercator_latitude ((north + south) / 2.0);

  zoom_x = log2 (MAX (self->width - 2.0 * padding, 1.0) / 256.0 / MAX (east - west, 1e-12));
  zoom_y = log2 (MAX (self->height - 2.0 * padding, 1.0) / 256.0 / MAX (south - north, 1e-12));
  self->zoom = CLAMP (MIN (zoom_x, zoom_y), 0.0, max_zoom);
}

LtBox
lt_camera_get_box (const LtCamera *self)
{
  LtBox box;

  g_return_val_if_fail (self != NULL, LT_BOX_EMPTY);

  lt_camera_from_screen (self, 0, 0, &box.west, &box.north);
  lt_camera_from_screen (self, self->width, self->height, &box.east, &box.south);

  return box;
}

void
lt_camera_to_screen (const LtCamera *self, double longitude, double latitude, double *x, double *y)
{
  double size;

  g_return_if_fail (self != NULL);
  g_return_if_fail (x != NULL && y != NULL);

  size = get_world_size (self);
  *x = (lt_mercator_x (longitude) - lt_mercator_x (self->longitude)) * size + self->width / 2.0;
  *y = (lt_mercator_y (latitude) - lt_mercator_y (self->latitude)) * size + self->height / 2.0;
}

void
lt_camera_from_screen (const LtCamera *self, double x, double y, double *longitude, double *latitude)
{
  double size;

  g_return_if_fail (self != NULL);
  g_return_if_fail (longitude != NULL && latitude != NULL);

  size = get_world_size (self);
  *longitude = lt_mercator_longitude (lt_mercator_x (self->longitude) + (x - self->width / 2.0) / size);
  *latitude = lt_mercator_latitude (lt_mercator_y (self->latitude) + (y - self->height / 2.0) / size);
}

double
lt_camera_get_metres_per_pixel (const LtCamera *self)
{
  g_return_val_if_fail (self != NULL, 0.0);

  return lt_mercator_metres (self->latitude) / get_world_size (self);
}
