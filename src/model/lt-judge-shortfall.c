#include "config.h"

#include <math.h>

#include "lt-judge-private.h"

/* Share of the standard that is missing (above zero) or to spare. */
static double
get_shortfall (const LtFinding *finding)
{
  double share = finding->difference / fabs (finding->standard);

  return finding->rule->bound == LT_BOUND_MIN ? -share : share;
}

static gboolean
counts (const LtFinding *finding, int indicator)
{
  if (finding->verdict != LT_VERDICT_PASS && finding->verdict != LT_VERDICT_FAIL)
    return FALSE;
  return indicator < 0 ? lt_finding_decides (finding) : finding->rule->indicator == (LtIndicator) indicator;
}

void
lt_judgement_get_shortfalls (const LtJudgement *self, int indicator, float *shortfalls)
{
  g_return_if_fail (self != NULL && shortfalls != NULL);

  for (guint i = 0; i < self->subjects->n; i++)
    {
      const LtGroupPlan *plan
          = self->groups[i] != LT_NO_GROUP ? g_ptr_array_index (self->plans, self->groups[i]) : NULL;
      double worst = NAN;

      for (guint j = 0; plan != NULL && j < plan->n_rules; j++)
        {
          LtFinding finding;

          if (indicator >= 0 && plan->rules[j].rule->indicator != (LtIndicator) indicator)
            continue;
          lt_rule_plan_judge (&plan->rules[j], self->subjects, i, &finding);
          if (counts (&finding, indicator))
            worst = fmax (worst, get_shortfall (&finding));
        }
      shortfalls[i] = (float) worst;
    }
}
