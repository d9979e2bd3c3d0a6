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

#define STEPS_A_DEGREE 64
#define N_STEPS (2 * 85 * STEPS_A_DEGREE)

struct _LtMercatorTable
{
  double y[N_STEPS + 1];
  double slope[N_STEPS + 1]; /* of y, a step */
};

const LtMercatorTable *
lt_mercator_table_get (void)
{
  static LtMercatorTable table;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      for (int i = 0; i <= N_STEPS; i++)
        {
          double latitude = (double) i / STEPS_A_DEGREE - 85;

          table.y[i] = lt_mercator_y (latitude);
          table.slope[i] = -1 / (360.0 * STEPS_A_DEGREE * cos (latitude * (G_PI / 180.0)));
        }
      g_once_init_leave (&once, 1);
    }
  return &table;
}

/* Hermite's cubic. */
double
lt_mercator_table_y (const LtMercatorTable *self, double latitude)
{
  double at = (latitude + 85) * STEPS_A_DEGREE;
  int step = (int) at;
  double t = at - step, u = 1 - t;

  if (!(at >= 0 && at < N_STEPS))
    return NAN;
  return (self->y[step] * (1 + 2 * t) + self->slope[step] * t) * u * u
         + (self->y[step + 1] * (1 + 2 * u) - self->slope[step + 1] * u) * t * t;
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
