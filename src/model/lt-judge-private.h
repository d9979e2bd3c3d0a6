#pragma once

#include "lt-judge.h"

G_BEGIN_DECLS

#define LT_N_LAND_GRADES 16 /* 0: not recorded */

/* A rule made ready for one set of subjects: what it says for each industry that they have. */
typedef struct
{
  const LtRule *rule;
  guint column;             /* of the judgement */
  gboolean scored;          /* has a weight, or the group is ranked by it */
  guint n_grades;           /* LT_N_LAND_GRADES, or 1 where the grade makes no difference */
  const LtRuleCell **cells; /* industries × n_grades (nullable); NULL when it has none filled */
  guint8 *reasons;          /* the same: LtReason */
  double average;           /* sub-score of those who lack it; NAN: none */
} LtRulePlan;

typedef struct
{
  const LtRuleGroup *group;
  guint n_rules;
  LtRulePlan rules[LT_N_INDICATORS];
  gboolean scored;   /* some rule has a weight */
  gboolean measured; /* scored or graded */
  GArray *order;     /* double: the measures of the group, greatest first */
} LtGroupPlan;

LtGroupPlan *lt_group_plan_new (const LtRuleSet *set, const LtRuleGroup *group, const LtSubjects *subjects);
void lt_group_plan_free (LtGroupPlan *self);

/* The group a subject belongs to; LT_NO_GROUP with the bits of what would tell in *missing, or 0. */
guint lt_judge_find_group (const LtRuleSet *set, const LtSubjects *subjects, guint index, guint32 *missing);
/* Judges one rule of one subject: the one place where that is done. */
void lt_rule_plan_judge (const LtRulePlan *self, const LtSubjects *subjects, guint index, LtFinding *finding);
/* TRUE when the finding counts for the missing inputs of the whole. */
gboolean lt_finding_is_in_force (const LtFinding *finding);
/* TRUE when it counts for the verdict on the whole too. What a contract agrees binds, also where the rules
 * only recommend. */
gboolean lt_finding_decides (const LtFinding *finding);
/* The worse of two, for the whole. */
LtVerdict lt_verdict_combine (LtVerdict one, LtVerdict other);

/* Score of one subject; NAN when the group has none or a sub-score is missing. */
double lt_group_plan_get_score (const LtGroupPlan *self, const LtSubjects *subjects, guint index);
/* What the grade goes by. */
double
lt_group_plan_get_measure (const LtGroupPlan *self, const LtSubjects *subjects, guint index, double score);
/* Rank of a measure within the group, 1 the best; 0 for NAN. */
guint lt_group_plan_get_rank (const LtGroupPlan *self, double measure);
/* Index of the step a measure earns, or -1: unrated. */
int lt_group_plan_get_step (const LtGroupPlan *self, double measure);
/* Least measure that earns a step; NAN when nobody can tell. */
double lt_group_plan_get_step_measure (const LtGroupPlan *self, guint step);

G_END_DECLS
