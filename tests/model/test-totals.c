#include "lt-totals.h"

#include <math.h>

static void
test_cells (void)
{
  const guint8 fits[] = { 1, 1, 0, 1, 1, 1 };
  const guint8 districts[] = { 0, 2, 2, 2, 255, 0 };
  const guint8 classes[] = { 1, 3, 3, 3, 31, 255 };
  const double areas[] = { 10, 20, 40, NAN, 5, 7 };
  g_autofree LtTotals *some = lt_totals_new (6, fits, districts, classes, areas);
  g_autofree LtTotals *all = lt_totals_new (6, NULL, NULL, classes, NULL);
  g_autofree LtTotals *none = lt_totals_new (0, NULL, NULL, NULL, NULL);

  g_assert_cmpuint (some->cells[0][1].count, ==, 1);
  g_assert_cmpuint (some->cells[2][3].count, ==, 2);
  g_assert_cmpfloat (some->cells[2][3].area_m2, ==, 20);
  g_assert_cmpfloat (some->cells[255][31].area_m2, ==, 5);
  g_assert_cmpuint (all->cells[0][3].count, ==, 3);
  g_assert_cmpfloat (all->cells[0][3].area_m2, ==, 0);
  g_assert_cmpuint (none->cells[0][0].count, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/totals/cells", test_cells);
  return g_test_run ();
}
