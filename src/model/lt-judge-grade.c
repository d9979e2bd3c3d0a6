#include "config.h"

#include <math.h>

#include "lt-judge-private.h"

#define TOLERANCE 1e-9

double
lt_group_plan_get_score (const LtGroupPlan *self, const LtSubjects *subjects, guint index)
{
  double score = 0;

  if (!self->scored)
    return NAN;
  for (guint i = 0; i < self->n_rules; i++)
    {
      const LtRulePlan *plan = &self->rules[i];
      LtFinding finding;

      if (isnan (plan->rule->weight))
        continue;
      lt_rule_plan_judge (plan, subjects, index, &finding);
      score += isfinite (finding.sub_score) ? finding.sub_score : plan->average;
    }
  return score;
}

double
lt_group_plan_get_measure (const LtGroupPlan *self, const LtSubjects *subjects, guint index, double score)
{
  if (self->group->method == LT_GRADING_NONE || self->group->by_score)
    return score;
  return lt_indicator_measure (self->group->measure, subjects->inputs, index, subjects->as_of).value;
}

guint
lt_group_plan_get_rank (const LtGroupPlan *self, double measure)
{
  guint low = 0, high = self->order->len;

  if (isnan (measure))
    return 0;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->order, double, middle) > measure)
        low = middle + 1;
      else
        high = middle;
    }
  return low + 1;
}

/* The last rank that a share of the ranks holds. */
static double
get_last_rank (const LtGroupPlan *self, double share)
{
  return floor (share * self->order->len + TOLERANCE * self->order->len);
}

static gboolean
earns (const LtGroupPlan *self, double measure, double limit)
{
  if (isnan (limit))
    return TRUE;
  if (self->group->method == LT_GRADING_SHARES)
    return lt_group_plan_get_rank (self, measure) <= get_last_rank (self, limit);
  return measure >= limit - TOLERANCE * fabs (limit);
}

int
lt_group_plan_get_step (const LtGroupPlan *self, double measure)
{
  if (isnan (measure) || self->group->method == LT_GRADING_NONE)
    return -1;
  for (guint i = 0; i < self->group->steps->len; i++)
    {
      if (earns (self, measure, g_array_index (self->group->steps, LtGradeStep, i).limit))
        return (int) i;
    }
  return -1;
}

double
lt_group_plan_get_step_measure (const LtGroupPlan *self, guint step)
{
  double limit = g_array_index (self->group->steps, LtGradeStep, step).limit;
  double rank;

  if (self->group->method != LT_GRADING_SHARES || isnan (limit))
    return limit;
  rank = MIN (get_last_rank (self, limit), self->order->len);
  return rank >= 1 ? g_array_index (self->order, double, (guint) rank - 1) : NAN;
}
