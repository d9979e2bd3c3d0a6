#include "config.h"

#include "lt-datum.h"

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

/* The geographic latitude as a series in the conformal one: C. F. F. Karney, On auxiliary latitudes, Survey
 * Review 56 (2024), table of φ and χ; the seventh order is below a nanometre. */
static const double delta[ORDER] = {
  2 * N - 2 * N2 / 3 - 2 * N3 + 116 * N4 / 45 + 26 * N5 / 45 - 2854 * N6 / 675,
  7 * N2 / 3 - 8 * N3 / 5 - 227 * N4 / 45 + 2704 * N5 / 315 + 2323 * N6 / 945,
  56 * N3 / 15 - 136 * N4 / 35 - 1262 * N5 / 105 + 73814 * N6 / 2835,
  4279 * N4 / 630 - 332 * N5 / 35 - 399572 * N6 / 14175,
  4174 * N5 / 315 - 144838 * N6 / 6237,
  601676 * N6 / 22275,
};
/* clang-format on */

/* Tangent of the conformal latitude from that of the geographic one. */
static double
conformal_tangent (double tau, double e)
{
  double secant = sqrt (1.0 + tau * tau);
  double sigma = sinh (e * atanh (e * tau / secant));

  return tau * sqrt (1.0 + sigma * sigma) - sigma * secant;
}

/* Good to the last digit of 1, which is that of the sums it goes into; the library's is so to that of the
 * result, and takes four times as long. */
static double
quick_sinh (double x)
{
  double power = exp (x);

  return (power - 1.0 / power) / 2.0;
}

/* The sum over j of coefficient j times sin 2jζ, ζ = xi + i eta, by Clenshaw's recurrence. */
static void
wave_sum (const double *coefficients, double xi, double eta, double *sum_xi, double *sum_eta)
{
  double sine = sin (2 * xi), cosine = cos (2 * xi), sinh_eta = quick_sinh (2 * eta);
  double cosh_eta = sqrt (1.0 + sinh_eta * sinh_eta);
  /* sin 2ζ and 2 cos 2ζ */
  double s = sine * cosh_eta, s_i = cosine * sinh_eta;
  double c = 2 * cosine * cosh_eta, c_i = -2 * sine * sinh_eta;
  double b = 0, b_i = 0, last = 0, last_i = 0;

  for (int j = ORDER - 1; j >= 0; j--)
    {
      double next = coefficients[j] + c * b - c_i * b_i - last;
      double next_i = c * b_i + c_i * b - last_i;

      last = b;
      last_i = b_i;
      b = next;
      b_i = next_i;
    }
  *sum_xi = s * b - s_i * b_i;
  *sum_eta = s * b_i + s_i * b;
}

/* From the sine and cosine of the conformal latitude, times any same number. */
static double
geographic_latitude (double sine, double cosine)
{
  double square = sine * sine + cosine * cosine;
  double s = 2 * sine * cosine / square;
  double c = 2 * (cosine * cosine - sine * sine) / square; /* 2 cos 2χ */
  double b = 0, last = 0;

  for (int j = ORDER - 1; j >= 0; j--)
    {
      double next = delta[j] + c * b - last;

      last = b;
      b = next;
    }
  return atan2 (sine, cosine) + s * b;
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
  double tau, lambda, xi, eta, sum_xi, sum_eta;

  g_return_if_fail (easting != NULL && northing != NULL);

  tau = conformal_tangent (tan (latitude * RADIANS), e);
  lambda = (longitude - central_meridian) * RADIANS;
  xi = atan2 (tau, cos (lambda));
  eta = asinh (sin (lambda) / hypot (tau, cos (lambda)));
  wave_sum (alpha, xi, eta, &sum_xi, &sum_eta);
  *northing = RADIUS * (xi + sum_xi);
  *easting = RADIUS * (eta + sum_eta) + false_easting;
}

void
lt_datum_from_gauss_kruger (double easting,
                            double northing,
                            double central_meridian,
                            double false_easting,
                            double *longitude,
                            double *latitude)
{
  double xi, eta, sum_xi, sum_eta, across, along;

  g_return_if_fail (longitude != NULL && latitude != NULL);

  xi = northing / RADIUS;
  eta = (easting - false_easting) / RADIUS;
  wave_sum (beta, xi, eta, &sum_xi, &sum_eta);
  xi -= sum_xi;
  eta -= sum_eta;
  across = quick_sinh (eta);
  along = cos (xi);
  *latitude = geographic_latitude (sin (xi), sqrt (across * across + along * along)) / RADIANS;
  *longitude = central_meridian + atan2 (across, along) / RADIANS;
}
