#pragma once

#include "lt-land-result.h"

G_BEGIN_DECLS

/* Sums over some of the judged rows, each counted once, with how many lack the figure. Plain value. */
typedef struct
{
  guint count; /* rows that are there */
  guint verdicts[LT_N_VERDICTS];
  double sums[LT_N_QUANTITIES]; /* of areas, money and staff; 0 for the others */
  guint missing[LT_N_QUANTITIES];
} LtLandTotals;

/* `ids`: gint64, `n` of them; unknown ones are passed over. */
void lt_land_totals_add_up (const LtLandResult *result, const gint64 *ids, guint n, LtLandTotals *totals);
/* One line for people: count, area, who falls short, sums of what is recorded with the year and who lacks it,
 * and by what count (统计口径). (transfer full). */
char *lt_land_totals_format (const LtLandTotals *self, const LtLandResult *result);

G_END_DECLS
