#include "config.h"

#include "lt-geometry.h"

#include <math.h>

#define CGCS2000_A 6378137.0
#define CGCS2000_F (1.0 / 298.257222101)
#define CGCS2000_E2 (CGCS2000_F * (2.0 - CGCS2000_F))

/* q of Snyder, Map Projections (USGS 1395), formula 3-12: sine of the authalic latitude times q(90°). */
static double
authalic_q (double latitude)
{
  double e = sqrt (CGCS2000_E2);
  double s = sin (latitude * (G_PI / 180.0));

  return (1.0 - CGCS2000_E2) * (s / (1.0 - CGCS2000_E2 * s * s) + atanh (e * s) / e);
}

/* Twice the unsigned area of a closed ring, in a² · radians; relative to its first point, so that a
 * parcel does not drown in the magnitude of its coordinates. */
static double
ring_area (const double *xy, guint n)
{
  double x0 = xy[0], q0 = authalic_q (xy[1]);
  double x_before = 0, q_before = 0, sum = 0;

  for (guint i = 1; i < n; i++)
    {
      double x = (xy[2 * i] - x0) * (G_PI / 180.0);
      double q = authalic_q (xy[2 * i + 1]) - q0;

      sum += x_before * q - x * q_before;
      x_before = x;
      q_before = q;
    }
  return fabs (sum);
}

double
lt_geometry_area_m2 (const LtGeometry *self)
{
  double sum = 0;
  guint start = 0;

  g_return_val_if_fail (self != NULL, 0);

  if (self->kind != LT_GEOMETRY_POLYGON)
    return 0;
  for (guint i = 0; i < self->n_rings; i++)
    {
      double area = ring_area (self->xy + 2 * (gsize) start, self->ring_ends[i] - start);

      sum += self->starts_part[i] ? area : -area;
      start = self->ring_ends[i];
    }
  return sum * CGCS2000_A * CGCS2000_A / 4.0;
}
