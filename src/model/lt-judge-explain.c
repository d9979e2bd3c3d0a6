#include "config.h"

#include <math.h>

#include "lt-judge-private.h"

void
lt_explanation_free (LtExplanation *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->findings);
  g_free (self);
}

/* What this indicator alone would have to be for the next grade. */
static double
get_lift (const LtGroupPlan *plan, const LtFinding *finding, const LtExplanation *explanation)
{
  const LtRule *rule = finding->rule;
  double points = explanation->next_measure - explanation->score;

  if (explanation->next_grade == '\0')
    return NAN;
  if (!plan->group->by_score)
    return rule->indicator == plan->group->measure ? explanation->next_measure : NAN;
  if (isnan (finding->sub_score) || finding->sub_score + points > rule->weight * rule->cap)
    return NAN;
  return finding->measure.value + points * rule->benchmark / rule->weight;
}

static void
explain_grade (const LtGroupPlan *plan, LtExplanation *explanation)
{
  int step = lt_group_plan_get_step (plan, explanation->measure);

  explanation->rank = lt_group_plan_get_rank (plan, explanation->measure);
  explanation->ranked = plan->order->len;
  if (step < 0)
    return;
  explanation->grade = g_array_index (plan->group->steps, LtGradeStep, step).grade;
  if (step == 0)
    return;
  explanation->next_measure = lt_group_plan_get_step_measure (plan, (guint) step - 1);
  if (isfinite (explanation->next_measure))
    explanation->next_grade = g_array_index (plan->group->steps, LtGradeStep, step - 1).grade;
}

static void
explain_rules (const LtGroupPlan *plan, const LtSubjects *subjects, guint index, LtExplanation *explanation)
{
  for (guint i = 0; i < plan->n_rules; i++)
    {
      LtFinding finding;

      lt_rule_plan_judge (&plan->rules[i], subjects, index, &finding);
      if (finding.verdict == LT_VERDICT_NONE)
        continue;
      finding.lift = get_lift (plan, &finding, explanation);
      if (isnan (finding.sub_score) && isfinite (finding.rule->weight))
        finding.sub_score = plan->rules[i].average;
      g_array_append_val (explanation->findings, finding);
    }
}

LtExplanation *
lt_judgement_explain (const LtJudgement *self, guint index)
{
  LtExplanation *explanation;
  const LtGroupPlan *plan;

  g_return_val_if_fail (self != NULL && index < self->subjects->n, NULL);

  explanation = g_new0 (LtExplanation, 1);
  explanation->group = self->groups[index];
  explanation->verdict = (LtVerdict) self->verdicts[index];
  explanation->findings = g_array_new (FALSE, FALSE, sizeof (LtFinding));
  explanation->score = self->scores != NULL ? self->scores[index] : NAN;
  explanation->measure = self->measures != NULL ? self->measures[index] : NAN;
  explanation->next_measure = NAN;
  if (explanation->group == LT_NO_GROUP)
    return explanation;
  plan = g_ptr_array_index (self->plans, explanation->group);
  explain_grade (plan, explanation);
  explain_rules (plan, self->subjects, index, explanation);
  return explanation;
}
