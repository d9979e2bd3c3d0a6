#include "lt-geodesic.h"

#include <math.h>

#define A 6378137.0
#define F (1.0 / 298.257222101)
#define B (A * (1.0 - F))
#define MAX_ROUNDS 100
#define RADIAN (G_PI / 180.0)

/* One sphere's worth of the problem, in the symbols of the paper. */
typedef struct
{
  double sin_sigma;
  double cos_sigma;
  double sigma;
  double cos2_alpha;
  double cos_2sm;
} Arc;

static void
set_arc (Arc *arc, double sin_u0, double cos_u0, double sin_u1, double cos_u1, double lambda)
{
  double across = cos_u1 * sin (lambda), along = cos_u0 * sin_u1 - sin_u0 * cos_u1 * cos (lambda);
  double sin_alpha;

  arc->sin_sigma = hypot (across, along);
  arc->cos_sigma = sin_u0 * sin_u1 + cos_u0 * cos_u1 * cos (lambda);
  arc->sigma = atan2 (arc->sin_sigma, arc->cos_sigma);
  sin_alpha = arc->sin_sigma > 0 ? cos_u0 * across / arc->sin_sigma : 0;
  arc->cos2_alpha = 1 - sin_alpha * sin_alpha;
  arc->cos_2sm = arc->cos2_alpha > 0 ? arc->cos_sigma - 2 * sin_u0 * sin_u1 / arc->cos2_alpha : 0;
}

static double
get_length (const Arc *arc)
{
  double u2 = arc->cos2_alpha * (A * A - B * B) / (B * B);
  double a = 1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)));
  double b = u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2)));
  double c = arc->cos_2sm;
  double delta = b * arc->sin_sigma
                 * (c
                    + b / 4
                          * (arc->cos_sigma * (2 * c * c - 1)
                             - b / 6 * c * (4 * arc->sin_sigma * arc->sin_sigma - 3) * (4 * c * c - 3)));

  return B * a * (arc->sigma - delta);
}

double
lt_geodesic_distance (double longitude0, double latitude0, double longitude1, double latitude1)
{
  double u0 = atan ((1 - F) * tan (latitude0 * RADIAN)), u1 = atan ((1 - F) * tan (latitude1 * RADIAN));
  double wide = remainder (longitude1 - longitude0, 360) * RADIAN, lambda = wide;
  Arc arc = { 0 };

  for (guint i = 0; i < MAX_ROUNDS; i++)
    {
      double before = lambda, c, sin_alpha;

      set_arc (&arc, sin (u0), cos (u0), sin (u1), cos (u1), lambda);
      c = F / 16 * arc.cos2_alpha * (4 + F * (4 - 3 * arc.cos2_alpha));
      sin_alpha = arc.sin_sigma > 0 ? cos (u0) * cos (u1) * sin (lambda) / arc.sin_sigma : 0;
      lambda = wide
               + (1 - c) * F * sin_alpha
                     * (arc.sigma
                        + c * arc.sin_sigma
                              * (arc.cos_2sm + c * arc.cos_sigma * (2 * arc.cos_2sm * arc.cos_2sm - 1)));
      if (fabs (lambda - before) < 1e-12)
        return get_length (&arc);
    }
  set_arc (&arc, sin (u0), cos (u0), sin (u1), cos (u1), wide);
  return A * arc.sigma;
}
