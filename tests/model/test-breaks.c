#include "lt-breaks.h"

#include <math.h>

static void
assert_breaks (
    LtBreaksMode mode, const float *values, gsize n, guint classes, const double *expected, guint count)
{
  double breaks[LT_BREAKS_MAX];
  guint found = lt_breaks_find (mode, values, n, classes, breaks);

  g_assert_cmpuint (found, ==, count);
  for (guint i = 0; i < count; i++)
    g_assert_cmpfloat_with_epsilon (breaks[i], expected[i], 1e-6);
}

static void
test_quantile (void)
{
  static const float values[] = { 8, 1, 7, 2, (float) NAN, 6, 3, 5, 4 };
  static const float ties[] = { 1, 1, 1, 1, 1, 1, 2, 3 };

  assert_breaks (LT_BREAKS_QUANTILE, values, 9, 4, (const double[]){ 3, 5, 7 }, 3);
  assert_breaks (LT_BREAKS_QUANTILE, ties, 8, 4, (const double[]){ 2 }, 1);
}

static void
test_equal (void)
{
  static const float values[] = { 0, 1, 10, (float) INFINITY };
  static const float same[] = { 5, 5, 5 };

  assert_breaks (LT_BREAKS_EQUAL, values, 4, 5, (const double[]){ 2, 4, 6, 8 }, 4);
  assert_breaks (LT_BREAKS_EQUAL, same, 3, 5, NULL, 0);
  assert_breaks (LT_BREAKS_EQUAL, values, 0, 5, NULL, 0);
}

static double
get_deviation (const float *values, guint n)
{
  double sum = 0, deviation = 0;

  for (guint i = 0; i < n; i++)
    sum += values[i];
  for (guint i = 0; i < n; i++)
    deviation += (values[i] - sum / n) * (values[i] - sum / n);
  return deviation;
}

/* Against all ways there are to cut sorted values into three. */
static void
test_jenks (void)
{
  static const float clear[] = { 1, 2, 1.5f, 20, 21, 22, 100, 104 };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  assert_breaks (LT_BREAKS_JENKS, clear, 8, 3, (const double[]){ 20, 100 }, 2);
  assert_breaks (LT_BREAKS_JENKS, clear, 2, 5, (const double[]){ 2 }, 1);
  for (guint round = 0; round < 50; round++)
    {
      float values[24];
      double best = INFINITY, breaks[LT_BREAKS_MAX], mine = 0;
      guint start = 0;

      values[0] = 0;
      for (guint i = 1; i < 24; i++)
        values[i] = values[i - 1] + (float) g_rand_int_range (random, 1, 30);
      for (guint i = 1; i < 23; i++)
        for (guint j = i + 1; j < 24; j++)
          best = MIN (best, get_deviation (values, i) + get_deviation (values + i, j - i)
                                + get_deviation (values + j, 24 - j));
      g_assert_cmpuint (lt_breaks_find (LT_BREAKS_JENKS, values, 24, 3, breaks), ==, 2);
      for (guint i = 1; i <= 24; i++)
        if (i == 24
            || lt_breaks_classify (breaks, 2, values[i]) != lt_breaks_classify (breaks, 2, values[start]))
          {
            mine += get_deviation (values + start, i - start);
            start = i;
          }
      g_assert_cmpfloat_with_epsilon (mine, best, 1e-6);
    }
}

/* More different values than are told apart: three heaps are still found, and soon. */
static void
test_many (void)
{
  guint n = 200000;
  g_autofree float *values = g_new (float, n);
  g_autoptr (GRand) random = g_rand_new_with_seed (8);
  double breaks[LT_BREAKS_MAX];

  for (guint i = 0; i < n; i++)
    values[i] = (float) (100 * (i % 3) + g_rand_double (random));
  g_assert_cmpuint (lt_breaks_find (LT_BREAKS_JENKS, values, n, 3, breaks), ==, 2);
  g_assert_cmpfloat (breaks[0], >, 0.99);
  g_assert_cmpfloat (breaks[0], <, 101);
  g_assert_cmpfloat (breaks[1], >, 100.99);
  g_assert_cmpfloat (breaks[1], <, 201);
}

static void
test_classify (void)
{
  static const double breaks[] = { 0.8, 1.0 };

  g_assert_cmpuint (lt_breaks_classify (breaks, 2, NAN), ==, 0);
  g_assert_cmpuint (lt_breaks_classify (breaks, 2, 0.7), ==, 1);
  g_assert_cmpuint (lt_breaks_classify (breaks, 2, 0.8), ==, 2);
  g_assert_cmpuint (lt_breaks_classify (breaks, 2, 1.0), ==, 3);
  g_assert_cmpuint (lt_breaks_classify (breaks, 2, INFINITY), ==, 3);
  g_assert_cmpuint (lt_breaks_classify (breaks, 0, 1.0), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/breaks/quantile", test_quantile);
  g_test_add_func ("/breaks/equal", test_equal);
  g_test_add_func ("/breaks/jenks", test_jenks);
  g_test_add_func ("/breaks/many", test_many);
  g_test_add_func ("/breaks/classify", test_classify);
  return g_test_run ();
}
