#include "config.h"

#include "lt-mercator.h"

#include <math.h>

double
lt_mercator_x (double longitude)
{
  return longitude / 360.0 + 0.5;
}

double
lt_mercator_y (double latitude)
{
  double clamped = CLAMP (latitude, -LT_MERCATOR_MAX_LATITUDE, LT_MERCATOR_MAX_LATITUDE);

  return 0.5 - atanh (sin (clamped * (G_PI / 180.0))) / (2.0 * G_PI);
}

double
lt_mercator_longitude (double x)
{
  return (x - 0.5) * 360.0;
}

double
lt_mercator_latitude (double y)
{
  return atan (sinh ((0.5 - y) * (2.0 * G_PI))) * (180.0 / G_PI);
}

double
lt_mercator_metres (double latitude)
{
  return LT_EARTH_CIRCUMFERENCE_M * cos (latitude * (G_PI / 180.0));
}
