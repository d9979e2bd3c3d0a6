#include "config.h"

#include "lt-datum.h"

#include <complex.h>
#include <math.h>

/* Krüger's series to the sixth order in the third flattening n, after C. F. F. Karney, Transverse
 * Mercator with an accuracy of a few nanometers, J. Geodesy 85 (2011), formulas 7 to 36. */

#define CGCS2000_A 6378137.0
#define CGCS2000_F (1.0 / 298.257222101)
#define N (CGCS2000_F / (2.0 - CGCS2000_F))
#define N2 (N * N)
#define N3 (N2 * N)
#define N4 (N3 * N)
#define N5 (N4 * N)
#define N6 (N5 * N)
/* The rectifying radius: a quarter meridian over π/2. */
#define RADIUS (CGCS2000_A / (1.0 + N) * (1.0 + N2 / 4.0 + N4 / 64.0 + N6 / 256.0))
#define RADIANS (G_PI / 180.0)
#define ORDER 6

/* clang-format off */
static const double alpha[ORDER] = {
  N / 2 - 2 * N2 / 3 + 5 * N3 / 16 + 41 * N4 / 180 - 127 * N5 / 288 + 7891 * N6 / 37800,
  13 * N2 / 48 - 3 * N3 / 5 + 557 * N4 / 1440 + 281 * N5 / 630 - 1983433 * N6 / 1935360,
  61 * N3 / 240 - 103 * N4 / 140 + 15061 * N5 / 26880 + 167603 * N6 / 181440,
  49561 * N4 / 161280 - 179 * N5 / 168 + 6601661 * N6 / 7257600,
  34729 * N5 / 80640 - 3418889 * N6 / 1995840,
  212378941 * N6 / 319334400,
};

static const double beta[ORDER] = {
  N / 2 - 2 * N2 / 3 + 37 * N3 / 96 - N4 / 360 - 81 * N5 / 512 + 96199 * N6 / 604800,
  N2 / 48 + N3 / 15 - 437 * N4 / 1440 + 46 * N5 / 105 - 1118711 * N6 / 3870720,
  17 * N3 / 480 - 37 * N4 / 840 - 209 * N5 / 4480 + 5569 * N6 / 90720,
  4397 * N4 / 161280 - 11 * N5 / 504 - 830251 * N6 / 7257600,
  4583 * N5 / 161280 - 108847 * N6 / 3991680,
  20648693 * N6 / 638668800,
};
/* clang-format on */

/* Tangent of the conformal latitude from that of the geographic one. */
static double
conformal_tangent (double tau, double e)
{
  double sigma = sinh (e * atanh (e * tau / hypot (1.0, tau)));

  return tau * hypot (1.0, sigma) - sigma * hypot (1.0, tau);
}

/* The inverse, by Newton's method; three steps reach the last digit. */
static double
geographic_tangent (double conformal, double e)
{
  double e2 = e * e, tau = conformal;

  for (int i = 0; i < 5; i++)
    {
      double there = conformal_tangent (tau, e);
      double step = (conformal - there) / hypot (1.0, there) * (1.0 + (1.0 - e2) * tau * tau)
                    / ((1.0 - e2) * hypot (1.0, tau));

      tau += step;
      if (fabs (step) < 1e-15 * MAX (1.0, fabs (tau)))
        break;
    }
  return tau;
}

static double complex
wave_sum (const double *coefficients, double complex zeta)
{
  double complex sum = 0;

  for (int j = 0; j < ORDER; j++)
    sum += coefficients[j] * csin (2 * (j + 1) * zeta);
  return sum;
}

void
lt_datum_to_gauss_kruger (double longitude,
                          double latitude,
                          double central_meridian,
                          double false_easting,
                          double *easting,
                          double *northing)
{
  double e = sqrt (CGCS2000_F * (2.0 - CGCS2000_F));
  double tau, lambda;
  double complex zeta;

  g_return_if_fail (easting != NULL && northing != NULL);

  tau = conformal_tangent (tan (latitude * RADIANS), e);
  lambda = (longitude - central_meridian) * RADIANS;
  zeta = atan2 (tau, cos (lambda)) + asinh (sin (lambda) / hypot (tau, cos (lambda))) * I;
  zeta += wave_sum (alpha, zeta);
  *northing = RADIUS * creal (zeta);
  *easting = RADIUS * cimag (zeta) + false_easting;
}

void
lt_datum_from_gauss_kruger (double easting,
                            double northing,
                            double central_meridian,
                            double false_easting,
                            double *longitude,
                            double *latitude)
{
  double e = sqrt (CGCS2000_F * (2.0 - CGCS2000_F));
  double tau, xi, eta;
  double complex zeta;

  g_return_if_fail (longitude != NULL && latitude != NULL);

  zeta = northing / RADIUS + (easting - false_easting) / RADIUS * I;
  zeta -= wave_sum (beta, zeta);
  xi = creal (zeta);
  eta = cimag (zeta);
  tau = geographic_tangent (sin (xi) / hypot (sinh (eta), cos (xi)), e);
  *latitude = atan (tau) / RADIANS;
  *longitude = central_meridian + atan2 (sinh (eta), cos (xi)) / RADIANS;
}
