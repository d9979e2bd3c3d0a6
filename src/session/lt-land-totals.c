#include "config.h"

#include "lt-land-totals.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-unit.h"

/* What can be added up, and is worth a word. */
static const LtInput summed[] = { LT_INPUT_AREA_M2, LT_INPUT_FLOOR_AREA_M2, LT_INPUT_INVESTMENT_WAN,
                                  LT_INPUT_OUTPUT_WAN, LT_INPUT_TAX_WAN };

static void
add_row (const LtLandResult *result, guint subject, LtLandTotals *totals)
{
  double *const *inputs = result->judgement->subjects->inputs;

  totals->count++;
  totals->verdicts[lt_land_result_get_verdict (result, subject)]++;
  for (guint i = 0; i < G_N_ELEMENTS (summed); i++)
    {
      double value = inputs[summed[i]] != NULL ? inputs[summed[i]][subject] : NAN;

      if (isfinite (value))
        totals->sums[summed[i]] += value;
      else
        totals->missing[summed[i]]++;
    }
}

void
lt_land_totals_add_up (const LtLandResult *result, const gint64 *ids, guint n, LtLandTotals *totals)
{
  g_return_if_fail (result != NULL && totals != NULL);

  *totals = (LtLandTotals){ 0 };
  for (guint i = 0; i < n; i++)
    {
      int subject = lt_subjects_find (result->judgement->subjects, ids[i]);

      if (subject >= 0)
        add_row (result, (guint) subject, totals);
    }
}

static char *
format_sum (const LtLandTotals *self, LtInput input)
{
  double sum = self->sums[input];

  if (input == LT_INPUT_AREA_M2)
    return lt_unit_format_area (sum);
  if (input == LT_INPUT_FLOOR_AREA_M2)
    {
      g_autofree char *figure = lt_unit_format (sum, 0);

      return g_strdup_printf ("%s m²", figure);
    }
  return lt_unit_format_money (sum);
}

char *
lt_land_totals_format (const LtLandTotals *self, const LtLandResult *result)
{
  g_autofree char *count = NULL;
  GString *text;

  g_return_val_if_fail (self != NULL && result != NULL, NULL);

  count = lt_unit_format (self->count, 0);
  text = g_string_new (NULL);
  g_string_append_printf (text, ngettext ("%s selected", "%s selected", self->count), count);
  g_string_append_printf (text, " · %s %u", lt_verdict_get_title (LT_VERDICT_FAIL),
                          self->verdicts[LT_VERDICT_FAIL]);
  for (guint i = 0; i < G_N_ELEMENTS (summed); i++)
    {
      LtInput input = summed[i];
      g_autofree char *sum = format_sum (self, input);

      if (self->missing[input] >= self->count)
        continue;
      g_string_append_printf (text, " · %s %s", lt_input_get_title (input), sum);
      if (self->missing[input] > 0)
        g_string_append_printf (text, _ (" (%u without)"), self->missing[input]);
    }
  g_string_append_printf (text, " · %s", lt_land_result_get_scope (result));
  if (result->judgement->subjects->year > 0)
    g_string_append_printf (text, " · %d", result->judgement->subjects->year);
  return g_string_free (text, FALSE);
}
