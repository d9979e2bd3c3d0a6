#include "config.h"

#include "lt-breaks.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_STEPS 1024

const char *
lt_breaks_mode_get_title (LtBreaksMode mode)
{
  static const char *const titles[LT_N_BREAKS_MODES]
      = { N_ ("By the Rule"), N_ ("Natural (Jenks)"), N_ ("Equal Counts"), N_ ("Equal Intervals") };

  g_return_val_if_fail ((guint) mode < LT_N_BREAKS_MODES, NULL);

  return g_dgettext (GETTEXT_PACKAGE, titles[mode]);
}

guint
lt_breaks_classify (const double *breaks, guint n, double value)
{
  guint class = 1;

  if (isnan (value))
    return 0;
  for (guint i = 0; i < n; i++)
    class += value >= breaks[i] ? 1 : 0;
  return class;
}

/* --- values in order --- */

static int
compare (const void *a, const void *b)
{
  float one = *(const float *) a, other = *(const float *) b;

  return one < other ? -1 : one > other ? 1 : 0;
}

static float *
sort_finite (const float *values, gsize n, gsize *n_sorted)
{
  float *sorted = g_new (float, MAX (n, 1));
  gsize length = 0;

  for (gsize i = 0; i < n; i++)
    if (isfinite (values[i]))
      sorted[length++] = values[i];
  qsort (sorted, length, sizeof (float), compare);
  *n_sorted = length;
  return sorted;
}

/* Adds a break that parts something: above the least value and the break before. */
static guint
add_break (double *breaks, guint n, double least, double value)
{
  if (value > least && (n == 0 || value > breaks[n - 1]))
    breaks[n++] = value;
  return n;
}

static guint
find_quantiles (const float *sorted, gsize n, guint n_classes, double *breaks)
{
  guint found = 0;

  for (guint i = 1; i < n_classes; i++)
    found = add_break (breaks, found, sorted[0], sorted[n * i / n_classes]);
  return found;
}

static guint
find_equal (const float *sorted, gsize n, guint n_classes, double *breaks)
{
  double least = sorted[0], width = (sorted[n - 1] - least) / n_classes;
  guint found = 0;

  for (guint i = 1; width > 0 && i < n_classes; i++)
    found = add_break (breaks, found, least, least + i * width);
  return found;
}

/* --- Jenks --- */

typedef struct
{
  guint n;
  double weight[MAX_STEPS + 1]; /* running sums: [0] is nothing */
  double sum[MAX_STEPS + 1];
  double square[MAX_STEPS + 1];
  double least[MAX_STEPS]; /* of each step */
} Steps;

static void
add_to_step (Steps *steps, double value, double origin, gboolean begin)
{
  double x = value - origin;

  if (begin)
    {
      steps->least[steps->n] = value;
      steps->n++;
      steps->weight[steps->n] = steps->weight[steps->n - 1];
      steps->sum[steps->n] = steps->sum[steps->n - 1];
      steps->square[steps->n] = steps->square[steps->n - 1];
    }
  steps->weight[steps->n] += 1;
  steps->sum[steps->n] += x;
  steps->square[steps->n] += x * x;
}

static Steps *
make_steps (const float *sorted, gsize n)
{
  Steps *steps = g_new0 (Steps, 1);
  gsize different = 1, seen = 0;

  for (gsize i = 1; i < n; i++)
    different += sorted[i] > sorted[i - 1] ? 1 : 0;
  for (gsize i = 0; i < n; i++)
    {
      gboolean rises = i == 0 || sorted[i] > sorted[i - 1];
      gsize step = different <= MAX_STEPS ? seen : seen * MAX_STEPS / different;

      add_to_step (steps, sorted[i], sorted[0], rises && step >= steps->n);
      if (i + 1 < n && sorted[i + 1] > sorted[i])
        seen++;
    }
  return steps;
}

/* Squared deviations of the steps from `from` to before `to`. */
static double
get_deviation (const Steps *steps, guint from, guint to)
{
  double weight = steps->weight[to] - steps->weight[from];
  double sum = steps->sum[to] - steps->sum[from];

  return steps->square[to] - steps->square[from] - sum * sum / weight;
}

static guint
find_jenks (const float *sorted, gsize n, guint n_classes, double *breaks)
{
  g_autofree Steps *steps = make_steps (sorted, n);
  guint rows = steps->n + 1, found = 0, classes = MIN (n_classes, steps->n);
  g_autofree double *cost = g_new (double, (gsize) rows * 2);
  g_autofree guint16 *start = g_new0 (guint16, (gsize) rows * (classes + 1));
  guint at = steps->n;
  guint starts[LT_BREAKS_MAX + 1] = { 0 };

  for (guint to = 1; to < rows; to++)
    cost[to] = get_deviation (steps, 0, to);
  for (guint class = 2; class <= classes; class ++)
    {
      double *before = cost + (class % 2 == 0 ? 0 : rows), *now = cost + (class % 2 == 0 ? rows : 0);

      for (guint to = class; to < rows; to++)
        {
          now[to] = INFINITY;
          for (guint from = class - 1; from < to; from++)
            {
              double sum = before[from] + get_deviation (steps, from, to);

              if (sum < now[to])
                {
                  now[to] = sum;
                  start[(gsize) class * rows + to] = (guint16) from;
                }
            }
        }
    }
  for (guint class = classes; class >= 2; class --)
    {
      at = start[(gsize) class * rows + at];
      starts[class - 2] = at;
    }
  for (guint i = 0; i + 1 < classes; i++)
    found = add_break (breaks, found, sorted[0], steps->least[starts[i]]);
  return found;
}

guint
lt_breaks_find (LtBreaksMode mode, const float *values, gsize n, guint n_classes, double *breaks)
{
  g_autofree float *sorted = NULL;
  gsize n_sorted;

  g_return_val_if_fail (mode != LT_BREAKS_RULE && breaks != NULL, 0);
  g_return_val_if_fail (n_classes >= 1 && n_classes <= LT_BREAKS_MAX + 1, 0);

  sorted = sort_finite (values, n, &n_sorted);
  if (n_sorted == 0)
    return 0;
  if (mode == LT_BREAKS_QUANTILE)
    return find_quantiles (sorted, n_sorted, n_classes, breaks);
  if (mode == LT_BREAKS_EQUAL)
    return find_equal (sorted, n_sorted, n_classes, breaks);
  return find_jenks (sorted, n_sorted, n_classes, breaks);
}
