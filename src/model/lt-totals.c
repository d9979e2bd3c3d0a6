#include "lt-totals.h"

LtTotals *
lt_totals_new (
    guint n, const guint8 *fits, const guint8 *districts, const guint8 *classes, const double *areas)
{
  LtTotals *self = g_new0 (LtTotals, 1);

  g_return_val_if_fail (classes != NULL || n == 0, self);

  for (guint i = 0; i < n; i++)
    {
      double area = areas != NULL ? areas[i] : 0;
      LtTotal *cell;

      if ((fits != NULL && !fits[i]) || classes[i] >= LT_TOTALS_CLASSES)
        continue;
      cell = &self->cells[districts != NULL ? districts[i] : 0][classes[i]];
      cell->count++;
      cell->area_m2 += area > 0 ? area : 0;
    }
  return self;
}
