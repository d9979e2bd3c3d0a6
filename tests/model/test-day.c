#include "lt-day.h"

#include <math.h>

static void
test_parse (void)
{
  static const char *const bad[]
      = { NULL, "", "2025", "2025-13-01", "2025-02-30", "2025-1x-01", "20250-01-011", "昨天", "2025-01-011" };
  g_autofree char *text = lt_day_format (lt_day_parse ("2024-02-29"));
  g_autofree char *with_time = lt_day_format (lt_day_parse ("2025-11-05T08:30:00Z"));

  g_assert_cmpstr (text, ==, "2024-02-29");
  g_assert_cmpstr (with_time, ==, "2025-11-05");
  g_assert_null (lt_day_format (NAN));
  g_assert_null (lt_day_format (0));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_true (isnan (lt_day_parse (bad[i])));
}

static void
assert_years (const char *from, const char *to, double years)
{
  g_assert_cmpfloat_with_epsilon (lt_day_get_years (lt_day_parse (from), lt_day_parse (to)), years, 1e-12);
}

static void
test_years (void)
{
  assert_years ("2024-12-31", "2025-12-31", 1);
  assert_years ("2025-01-01", "2025-12-31", 364.0 / 365);
  assert_years ("2024-02-29", "2025-02-28", 1);
  assert_years ("2024-02-29", "2028-02-29", 4);
  assert_years ("2025-03-01", "2025-03-01", 0);
  assert_years ("2026-03-01", "2025-03-01", -1);
  assert_years ("1949-10-01", "2025-10-01", 76);
  g_assert_true (isnan (lt_day_get_years (NAN, 1000)));
  g_assert_true (isnan (lt_day_get_years (1000, 1e12)));
}

static void
test_year_end (void)
{
  g_autofree char *text = lt_day_format (lt_day_get_year_end (2024));

  g_assert_cmpstr (text, ==, "2024-12-31");
  g_assert_true (isnan (lt_day_get_year_end (0)));
  g_assert_cmpfloat (lt_day_today (), >, lt_day_parse ("2024-01-01"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day/parse", test_parse);
  g_test_add_func ("/day/years", test_years);
  g_test_add_func ("/day/year-end", test_year_end);
  return g_test_run ();
}
