#include "config.h"

#include <math.h>
#include <string.h>

#include "lt-pin-clusters.h"

#define WORLD 40075016.685578488
#define RADIUS 40.0

static double
get_pixel (guint level)
{
  return WORLD / (256 * exp2 (level));
}

static void
test_nothing (void)
{
  g_autoptr (LtPinClusters) clusters = lt_pin_clusters_new (NULL, NULL, NULL, NULL, 0, WORLD, RADIUS);
  guint n = 1;

  for (guint level = LT_PIN_MIN_ZOOM; level <= LT_PIN_MAX_ZOOM; level++)
    {
      lt_pin_clusters_get_pins (clusters, level, &n);
      g_assert_cmpuint (n, ==, 0);
    }
  g_assert_cmpint (lt_pin_clusters_find (clusters, 10, 0), ==, -1);
}

/* Two points a hundred metres apart: one pin from afar, two from near, and the split between. */
static void
test_pair (void)
{
  const float xy[] = { 0, 0, 100, 0 };
  const guint8 stages[] = { 1, 3 };
  const guint8 late[] = { 0, 1 };
  g_autoptr (LtPinClusters) clusters = lt_pin_clusters_new (xy, stages, late, NULL, 2, WORLD, RADIUS);
  guint split = (guint) ceil (log2 (RADIUS * WORLD / 256 / 100));
  const LtPin *pins;
  guint n;

  pins = lt_pin_clusters_get_pins (clusters, 10, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (pins[0].n, ==, 2);
  g_assert_cmpuint (pins[0].late, ==, 1);
  g_assert_cmpuint (pins[0].stages[1], ==, 1);
  g_assert_cmpuint (pins[0].stages[3], ==, 1);
  g_assert_cmpfloat (fabs (pins[0].x - 50), <, 1e-6);
  g_assert_cmpuint (lt_pin_clusters_get_split (clusters, 10, 0), ==, split);
  lt_pin_clusters_get_pins (clusters, split - 1, &n);
  g_assert_cmpuint (n, ==, 1);
  pins = lt_pin_clusters_get_pins (clusters, split, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (pins[1].late, ==, 1);
}

/* What stands at one place never comes apart. */
static void
test_same_place (void)
{
  const float xy[] = { 5, 5, 5, 5, 5, 5 };
  g_autoptr (LtPinClusters) clusters = lt_pin_clusters_new (xy, NULL, NULL, NULL, 3, WORLD, RADIUS);
  g_autoptr (GArray) points = lt_pin_clusters_get_points (clusters, LT_PIN_MAX_ZOOM, 0);

  g_assert_cmpuint (points->len, ==, 3);
  g_assert_cmpuint (lt_pin_clusters_get_split (clusters, 8, 0), ==, 0);
}

static void
test_shown (void)
{
  const float xy[] = { 0, 0, 1, 1, 2, 2 };
  const gboolean shown[] = { TRUE, FALSE, TRUE };
  g_autoptr (LtPinClusters) clusters = lt_pin_clusters_new (xy, NULL, NULL, shown, 3, WORLD, RADIUS);
  guint n;
  const LtPin *pins = lt_pin_clusters_get_pins (clusters, 12, &n);

  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (pins[0].n, ==, 2);
  g_assert_cmpint (lt_pin_clusters_find (clusters, 12, 1), ==, -1);
}

static float *
make_points (guint n, guint8 *stages, guint8 *late)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  float *xy = g_new (float, 2 * n);

  for (guint i = 0; i < n; i++)
    {
      /* Half of them in one town, the others over a city. */
      double reach = i % 2 ? 2000 : 60000;

      xy[2 * i] = (float) g_rand_double_range (random, -reach, reach);
      xy[2 * i + 1] = (float) g_rand_double_range (random, -reach, reach);
      stages[i] = (guint8) g_rand_int_range (random, 0, LT_PIN_N_STAGES);
      late[i] = g_rand_int_range (random, 0, 5) == 0;
    }
  return xy;
}

/* At every level each point is counted once, its pin knows it, levels nest, and pins keep apart. */
static void
test_many (void)
{
  enum
  {
    N = 3000
  };
  static guint8 stages[N], late[N];
  g_autofree float *xy = make_points (N, stages, late);
  g_autoptr (LtPinClusters) clusters = lt_pin_clusters_new (xy, stages, late, NULL, N, WORLD, RADIUS);
  guint before = 0;

  for (guint level = LT_PIN_MIN_ZOOM; level <= LT_PIN_MAX_ZOOM; level++)
    {
      guint n, total = 0, total_late = 0;
      const LtPin *pins = lt_pin_clusters_get_pins (clusters, level, &n);
      g_autofree guint *counted = g_new0 (guint, n);
      gboolean late_seen = FALSE;

      g_assert_cmpuint (n, >=, before);
      before = n;
      for (guint i = 0; i < N; i++)
        {
          int pin = lt_pin_clusters_find (clusters, level, i);

          g_assert_cmpint (pin, >=, 0);
          counted[pin]++;
          g_assert_cmpuint (pins[pin].stages[stages[i]], >, 0);
          if (level < LT_PIN_MAX_ZOOM)
            {
              int near = lt_pin_clusters_find (clusters, level + 1, i);
              guint m;

              g_assert_cmpuint (lt_pin_clusters_get_pins (clusters, level + 1, &m)[near].n, <=, pins[pin].n);
            }
        }
      for (guint i = 0; i < n; i++)
        {
          guint by_stage = 0;

          for (guint j = 0; j < LT_PIN_N_STAGES; j++)
            by_stage += pins[i].stages[j];
          g_assert_cmpuint (counted[i], ==, pins[i].n);
          g_assert_cmpuint (by_stage, ==, pins[i].n);
          g_assert_false (late_seen && pins[i].late == 0);
          late_seen |= pins[i].late > 0;
          total += pins[i].n;
          total_late += pins[i].late;
        }
      g_assert_cmpuint (total, ==, N);
      before = n;
      g_assert_cmpuint (total_late, >, 0);
    }
}

/* Seeds keep the radius between them; the middles of what they gathered come no nearer than a third. */
static void
test_apart (void)
{
  enum
  {
    N = 1000
  };
  static guint8 stages[N], late[N];
  g_autofree float *xy = make_points (N, stages, late);
  g_autoptr (LtPinClusters) clusters = lt_pin_clusters_new (xy, stages, late, NULL, N, WORLD, RADIUS);
  guint n, close = 0;
  const LtPin *pins = lt_pin_clusters_get_pins (clusters, 11, &n);

  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      close += hypot (pins[i].x - pins[j].x, pins[i].y - pins[j].y) < RADIUS / 3 * get_pixel (11);
  g_assert_cmpuint (close, <=, n / 20);
}

static void
test_quick (void)
{
  enum
  {
    N = 10000
  };
  static guint8 stages[N], late[N];
  g_autofree float *xy = make_points (N, stages, late);
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (LtPinClusters) clusters = lt_pin_clusters_new (xy, stages, late, NULL, N, WORLD, RADIUS);

  g_test_message ("%d points: %.1f ms", N, (double) (g_get_monotonic_time () - begin) / 1000);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 3 * G_USEC_PER_SEC);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pin-clusters/nothing", test_nothing);
  g_test_add_func ("/pin-clusters/pair", test_pair);
  g_test_add_func ("/pin-clusters/same-place", test_same_place);
  g_test_add_func ("/pin-clusters/shown", test_shown);
  g_test_add_func ("/pin-clusters/many", test_many);
  g_test_add_func ("/pin-clusters/apart", test_apart);
  g_test_add_func ("/pin-clusters/quick", test_quick);
  return g_test_run ();
}
