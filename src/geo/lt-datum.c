#include "config.h"

#include "lt-datum.h"

#include <math.h>

/* GCJ-02 as published in many open projects: Krasovsky's ellipsoid and sums of sines of the distance
 * from 105°E 35°N. BD-09 turns and stretches GCJ-02 by a wave once more. */

#define KRASOVSKY_A 6378245.0
#define KRASOVSKY_E2 0.00669342162296594323
#define RADIANS (G_PI / 180.0)
#define BD_WAVE (G_PI * 3000.0 / 180.0)

#define MAX_STEPS 30
#define CLOSE_ENOUGH 1e-11 /* degrees: a micrometre */

typedef void (*Shift) (double *longitude, double *latitude);

static gboolean
is_outside_china (double longitude, double latitude)
{
  return !(longitude >= 72.004 && longitude <= 137.8347 && latitude >= 0.8293 && latitude <= 55.8271);
}

static double
waves (double x, double a, double b, double c)
{
  return (20.0 * sin (x * G_PI) + 40.0 * sin (x / 3.0 * G_PI)) * 2.0 / 3.0
         + (a * sin (x / 12.0 * G_PI) + b * sin (x / 30.0 * G_PI)) * 2.0 / 3.0 + c;
}

static double
common_wave (double x)
{
  return (20.0 * sin (6.0 * x * G_PI) + 20.0 * sin (2.0 * x * G_PI)) * 2.0 / 3.0;
}

static double
north_offset (double x, double y)
{
  return -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt (fabs (x)) + common_wave (x)
         + waves (y, 160.0, 320.0, 0);
}

static double
east_offset (double x, double y)
{
  return 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt (fabs (x)) + common_wave (x)
         + waves (x, 150.0, 300.0, 0);
}

void
lt_datum_wgs84_to_gcj02 (double *longitude, double *latitude)
{
  double x, y, sine, magic, root;

  g_return_if_fail (longitude != NULL && latitude != NULL);

  if (is_outside_china (*longitude, *latitude))
    return;
  x = *longitude - 105.0;
  y = *latitude - 35.0;
  sine = sin (*latitude * RADIANS);
  magic = 1.0 - KRASOVSKY_E2 * sine * sine;
  root = sqrt (magic);
  *longitude += east_offset (x, y) / (KRASOVSKY_A / root * cos (*latitude * RADIANS) * RADIANS);
  *latitude += north_offset (x, y) / (KRASOVSKY_A * (1.0 - KRASOVSKY_E2) / (magic * root) * RADIANS);
}

void
lt_datum_gcj02_to_bd09 (double *longitude, double *latitude)
{
  double radius, angle;

  g_return_if_fail (longitude != NULL && latitude != NULL);

  radius = hypot (*longitude, *latitude) + 0.00002 * sin (*latitude * BD_WAVE);
  angle = atan2 (*latitude, *longitude) + 0.000003 * cos (*longitude * BD_WAVE);
  *longitude = radius * cos (angle) + 0.0065;
  *latitude = radius * sin (angle) + 0.006;
}

/* Finds the point that `shift` takes to the given one. Each step gains two digits or more; a point on
 * the edge of GCJ-02, where there may be none, stops at the bound. */
static void
invert (Shift shift, double *longitude, double *latitude)
{
  double x = *longitude, y = *latitude;

  for (int i = 0; i < MAX_STEPS; i++)
    {
      double there_x = x, there_y = y;

      shift (&there_x, &there_y);
      x += *longitude - there_x;
      y += *latitude - there_y;
      if (fabs (*longitude - there_x) < CLOSE_ENOUGH && fabs (*latitude - there_y) < CLOSE_ENOUGH)
        break;
    }
  *longitude = x;
  *latitude = y;
}

void
lt_datum_gcj02_to_wgs84 (double *longitude, double *latitude)
{
  g_return_if_fail (longitude != NULL && latitude != NULL);

  if (!is_outside_china (*longitude, *latitude))
    invert (lt_datum_wgs84_to_gcj02, longitude, latitude);
}

void
lt_datum_bd09_to_gcj02 (double *longitude, double *latitude)
{
  g_return_if_fail (longitude != NULL && latitude != NULL);

  invert (lt_datum_gcj02_to_bd09, longitude, latitude);
}
