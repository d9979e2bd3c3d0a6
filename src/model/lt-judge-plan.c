#include "config.h"

#include <math.h>

#include "lt-judge-private.h"
#include "lt-unit.h"

/* Areas and standards are decimal: what is equal on paper must be equal here. */
#define TOLERANCE 1e-9

/* --- making ready --- */

static gboolean
is_ranked_by (const LtRuleGroup *group, const LtRule *rule)
{
  return group->method != LT_GRADING_NONE && !group->by_score && group->measure == rule->indicator;
}

static void
tabulate (LtRulePlan *self, const LtRuleSet *set, const GArray *industry)
{
  guint n;

  self->n_grades
      = (lt_rule_get_lookup_inputs (self->rule) & 1u << LT_INPUT_LAND_GRADE) != 0 ? LT_N_LAND_GRADES : 1;
  n = industry->len * self->n_grades;
  self->cells = g_new0 (const LtRuleCell *, n);
  self->reasons = g_new0 (guint8, n);
  for (guint i = 0; i < n; i++)
    {
      const LtIndustry *code = &g_array_index (industry, LtIndustry, i / self->n_grades);
      LtReason reason;

      self->cells[i]
          = lt_rule_set_look_up (set, self->rule, code->code, code->edition, i % self->n_grades, &reason);
      self->reasons[i] = (guint8) reason;
    }
}

LtGroupPlan *
lt_group_plan_new (const LtRuleSet *set, const LtRuleGroup *group, const LtSubjects *subjects)
{
  LtGroupPlan *self = g_new0 (LtGroupPlan, 1);

  self->group = group;
  self->order = g_array_new (FALSE, FALSE, sizeof (double));
  self->measured = group->method != LT_GRADING_NONE;
  for (guint i = 0; i < group->rules->len; i++)
    {
      const LtRule *rule = g_ptr_array_index (group->rules, i);
      LtRulePlan *plan = &self->rules[self->n_rules];

      if (rule->only_agreed && subjects->agreed[rule->indicator] == NULL)
        continue;
      self->n_rules++;
      self->scored = self->scored || isfinite (rule->weight);
      plan->rule = rule;
      plan->average = NAN;
      plan->scored = isfinite (rule->weight) || is_ranked_by (group, rule);
      if (rule->n_filled > 0)
        tabulate (plan, set, subjects->industry);
    }
  self->measured = self->measured || self->scored;
  return self;
}

void
lt_group_plan_free (LtGroupPlan *self)
{
  for (guint i = 0; i < self->n_rules; i++)
    {
      g_free (self->rules[i].cells);
      g_free (self->rules[i].reasons);
    }
  g_array_unref (self->order);
  g_free (self);
}

/* --- whose rules --- */

static double
get_input (const LtSubjects *subjects, LtInput input, guint index)
{
  return subjects->inputs[input] != NULL ? subjects->inputs[input][index] : NAN;
}

/* TRUE, FALSE, or FALSE with what would tell in *missing. */
static gboolean
is_of_scale (const LtRuleSet *set, const LtRuleGroup *group, double revenue, guint32 *missing)
{
  if (group->scale == LT_SCALE_ANY)
    return TRUE;
  if (isnan (revenue))
    {
      *missing |= 1u << LT_INPUT_REVENUE_WAN;
      return FALSE;
    }
  return (revenue >= set->above_scale_wan) == (group->scale == LT_SCALE_ABOVE);
}

static gboolean
is_of_size (const LtRuleGroup *group, double mu, guint32 *missing)
{
  if (isnan (group->at_least_mu) && isnan (group->under_mu))
    return TRUE;
  if (!(mu > 0))
    {
      *missing |= 1u << LT_INPUT_AREA_M2;
      return FALSE;
    }
  return !(mu < group->at_least_mu * (1 - TOLERANCE)) && !(mu >= group->under_mu * (1 - TOLERANCE));
}

guint
lt_judge_find_group (const LtRuleSet *set, const LtSubjects *subjects, guint index, guint32 *missing)
{
  double revenue = get_input (subjects, LT_INPUT_REVENUE_WAN, index);
  double mu = get_input (subjects, LT_INPUT_AREA_M2, index) / LT_M2_PER_MU;
  gboolean tenant = subjects->tenants != NULL && subjects->tenants[index];

  *missing = 0;
  for (guint i = 0; i < set->groups->len; i++)
    {
      const LtRuleGroup *group = g_ptr_array_index (set->groups, i);

      if ((!group->only_tenants || tenant) && is_of_scale (set, group, revenue, missing)
          && is_of_size (group, mu, missing))
        {
          *missing = 0;
          return i;
        }
    }
  return LT_NO_GROUP;
}

/* --- judging one rule --- */

static void
find_standard (const LtRulePlan *self, const LtSubjects *subjects, guint index, LtFinding *finding)
{
  const double *agreed = subjects->agreed[self->rule->indicator];
  guint industry = subjects->industries != NULL ? subjects->industries[index] : 0;
  guint grade = subjects->land_grades != NULL ? subjects->land_grades[index] : 0;
  guint at = self->n_grades > 1 ? industry * LT_N_LAND_GRADES + grade : industry;

  finding->standard = NAN;
  if (agreed != NULL && agreed[index] > 0)
    {
      finding->standard = agreed[index];
      finding->reason = LT_REASON_AGREED;
    }
  else if (self->cells != NULL)
    {
      finding->cell = self->cells[at];
      finding->reason = (LtReason) self->reasons[at];
      finding->standard = finding->cell != NULL ? finding->cell->value : NAN;
    }
  else
    finding->reason = self->scored ? LT_REASON_BENCHMARK : LT_REASON_EMPTY_CELL;
}

static guint32
get_lookup_bit (LtReason reason)
{
  switch (reason)
    {
    case LT_REASON_INDUSTRY_MISSING:
      return 1u << LT_INPUT_INDUSTRY_CODE;
    case LT_REASON_EDITION_MISSING:
      return 1u << LT_INPUT_INDUSTRY_EDITION;
    case LT_REASON_GRADE_MISSING:
      return 1u << LT_INPUT_LAND_GRADE;
    case LT_REASON_NONE:
    case LT_REASON_AGREED:
    case LT_REASON_BENCHMARK:
    case LT_REASON_EMPTY_CELL:
    case LT_REASON_OTHER_INDUSTRY:
    case LT_REASON_OTHER_EDITION:
      break;
    }
  return 0;
}

static gboolean
passes (LtBound bound, double value, double standard)
{
  double tolerance = TOLERANCE * fabs (standard);

  switch (bound)
    {
    case LT_BOUND_MIN:
      return value >= standard - tolerance;
    case LT_BOUND_MAX:
      return value <= standard + tolerance;
    case LT_BOUND_BELOW:
      break;
    }
  return value < standard - tolerance;
}

static void
compare (const LtRule *rule, LtFinding *finding)
{
  finding->difference = finding->measure.value - finding->standard;
  if (passes (rule->bound, finding->measure.value, finding->standard))
    {
      finding->verdict = LT_VERDICT_PASS;
      return;
    }
  finding->verdict = LT_VERDICT_FAIL;
  finding->severe = finding->measure.value >= rule->severe * (1 - TOLERANCE);
  finding->needed = lt_indicator_get_needed (&finding->measure, finding->standard);
}

static void
decide (const LtRule *rule, LtFinding *finding)
{
  gboolean known = isfinite (finding->measure.value);
  guint32 lookup = get_lookup_bit (finding->reason);

  finding->missing = finding->measure.missing | lookup;
  if (isfinite (finding->standard))
    {
      if (known)
        compare (rule, finding);
      else
        finding->verdict = LT_VERDICT_MISSING;
    }
  else if (rule->only_agreed)
    finding->verdict = LT_VERDICT_NONE;
  else if (lookup != 0 || (finding->reason == LT_REASON_BENCHMARK && !known))
    finding->verdict = LT_VERDICT_MISSING;
  else
    finding->verdict = LT_VERDICT_NO_STANDARD;
}

static double
get_sub_score (const LtRule *rule, double value)
{
  double score, most;

  if (isnan (rule->weight))
    return NAN;
  score = rule->weight * value / rule->benchmark;
  most = rule->weight * rule->cap;
  return score > most ? most : score;
}

void
lt_rule_plan_judge (const LtRulePlan *self, const LtSubjects *subjects, guint index, LtFinding *finding)
{
  const LtRule *rule = self->rule;

  finding->rule = rule;
  finding->cell = NULL;
  finding->severe = FALSE;
  finding->measure = lt_indicator_measure (rule->indicator, subjects->inputs, index, subjects->as_of);
  finding->difference = finding->needed = finding->lift = NAN;
  finding->sub_score = get_sub_score (rule, finding->measure.value);
  find_standard (self, subjects, index, finding);
  decide (rule, finding);
}

gboolean
lt_finding_is_in_force (const LtFinding *finding)
{
  return finding->rule->n_filled > 0 || finding->reason == LT_REASON_AGREED
         || finding->reason == LT_REASON_BENCHMARK;
}

gboolean
lt_finding_decides (const LtFinding *finding)
{
  return lt_finding_is_in_force (finding)
         && (finding->rule->mandatory || finding->reason == LT_REASON_AGREED);
}

LtVerdict
lt_verdict_combine (LtVerdict one, LtVerdict other)
{
  static const guint8 weight[LT_N_VERDICTS] = {
    [LT_VERDICT_NONE] = 0,    [LT_VERDICT_PASS] = 1, [LT_VERDICT_NO_STANDARD] = 2,
    [LT_VERDICT_MISSING] = 3, [LT_VERDICT_FAIL] = 4,
  };

  return weight[one] >= weight[other] ? one : other;
}
