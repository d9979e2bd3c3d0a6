#include "config.h"

#include "lt-judge.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

#include "lt-judge-private.h"

#define ROWS_WORTH_A_THREAD 50000
#define MAX_THREADS 8

G_DEFINE_BOXED_TYPE (LtJudgement, lt_judgement, lt_judgement_ref, lt_judgement_unref)

/* One thread's rows, and what it counted in them. */
typedef struct
{
  LtJudgement *judgement;
  guint from;
  guint to;
  guint counts[LT_N_VERDICTS];
  guint column_counts[LT_N_INDICATORS][LT_N_VERDICTS];
  guint missing[LT_N_INPUTS];
  guint grade_counts[27];
  double *sums; /* groups × indicators: of sub-scores */
  guint *terms;
} Range;

const char *
lt_verdict_get_name (LtVerdict verdict)
{
  static const char *const names[LT_N_VERDICTS] = { "none", "pass", "fail", "no_standard", "missing" };

  g_return_val_if_fail ((guint) verdict < LT_N_VERDICTS, NULL);

  return names[verdict];
}

const char *
lt_verdict_get_title (LtVerdict verdict)
{
  static const char *const titles[LT_N_VERDICTS]
      = { N_ ("Not judged"), N_ ("Passes"), N_ ("Falls short"), N_ ("No standard"), N_ ("Data missing") };

  g_return_val_if_fail ((guint) verdict < LT_N_VERDICTS, NULL);

  return g_dgettext (GETTEXT_PACKAGE, titles[verdict]);
}

LtJudgement *
lt_judgement_ref (LtJudgement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
lt_judgement_unref (LtJudgement *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_free (self->columns[i].verdicts);
      g_free (self->columns[i].values);
    }
  g_ptr_array_unref (self->plans);
  g_free (self->groups);
  g_free (self->verdicts);
  g_free (self->lacks);
  g_free (self->scores);
  g_free (self->measures);
  g_free (self->grades);
  lt_rule_set_unref (self->rules);
  lt_subjects_unref (self->subjects);
  g_free (self);
}

gboolean
lt_judgement_has_grades (const LtJudgement *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->rules->groups->len; i++)
    {
      if (((LtRuleGroup *) g_ptr_array_index (self->rules->groups, i))->method != LT_GRADING_NONE)
        return TRUE;
    }
  return FALSE;
}

/* --- making ready --- */

static guint
find_column (LtJudgement *self, LtIndicator indicator)
{
  LtJudgedColumn *column;
  guint n = MAX (self->subjects->n, 1);

  for (guint i = 0; i < self->n_columns; i++)
    {
      if (self->columns[i].indicator == indicator)
        return i;
    }
  column = &self->columns[self->n_columns];
  column->indicator = indicator;
  column->verdicts = g_new0 (guint8, n);
  column->values = g_new (float, n);
  for (guint i = 0; i < n; i++)
    column->values[i] = NAN;
  return self->n_columns++;
}

static void
make_plans (LtJudgement *self)
{
  gboolean measured = FALSE;
  guint n = MAX (self->subjects->n, 1);

  self->plans = g_ptr_array_new_with_free_func ((GDestroyNotify) lt_group_plan_free);
  for (guint i = 0; i < self->rules->groups->len; i++)
    {
      LtGroupPlan *plan
          = lt_group_plan_new (self->rules, g_ptr_array_index (self->rules->groups, i), self->subjects);

      g_ptr_array_add (self->plans, plan);
      for (guint j = 0; j < plan->n_rules; j++)
        plan->rules[j].column = find_column (self, plan->rules[j].rule->indicator);
      measured = measured || plan->measured;
    }
  self->groups = g_new (guint8, n);
  self->verdicts = g_new0 (guint8, n);
  self->lacks = g_new0 (guint32, n);
  if (!measured)
    return;
  self->scores = g_new (double, n);
  self->measures = g_new (double, n);
  self->grades = g_new0 (char, n);
}

/* --- rows on threads --- */

static void
run_ranges (Range *ranges, guint n, GThreadFunc func)
{
  GThread *threads[MAX_THREADS];

  for (guint i = 1; i < n; i++)
    threads[i] = g_thread_new ("lt-judge", func, &ranges[i]);
  func (&ranges[0]);
  for (guint i = 1; i < n; i++)
    g_thread_join (threads[i]);
}

static void
count_missing (Range *range, guint index, guint32 missing)
{
  range->judgement->lacks[index] = missing;
  for (guint i = 0; missing != 0; i++, missing >>= 1)
    range->missing[i] += missing & 1;
}

static void
add_sub_score (Range *range, guint group, guint rule, double score)
{
  guint at = group * LT_N_INDICATORS + rule;

  if (isnan (score))
    return;
  range->sums[at] += score;
  range->terms[at]++;
}

/* Missing, but the average of the others stands in. */
static gboolean
is_made_up_for (const LtFinding *finding)
{
  return finding->rule->average_missing && finding->reason == LT_REASON_BENCHMARK
         && finding->verdict == LT_VERDICT_MISSING;
}

static LtVerdict
judge_rules (Range *range, guint group, guint index)
{
  LtJudgement *self = range->judgement;
  const LtGroupPlan *plan = g_ptr_array_index (self->plans, group);
  LtVerdict whole = LT_VERDICT_NONE;
  guint32 missing = 0;

  for (guint i = 0; i < plan->n_rules; i++)
    {
      guint column = plan->rules[i].column;
      LtFinding finding;

      lt_rule_plan_judge (&plan->rules[i], self->subjects, index, &finding);
      self->columns[column].verdicts[index] = (guint8) finding.verdict;
      self->columns[column].values[index] = (float) finding.measure.value;
      range->column_counts[column][finding.verdict]++;
      add_sub_score (range, group, i, finding.sub_score);
      if (!lt_finding_is_in_force (&finding))
        continue;
      missing |= finding.verdict != LT_VERDICT_NONE ? finding.missing : 0;
      if (lt_finding_decides (&finding) && !is_made_up_for (&finding))
        whole = lt_verdict_combine (whole, finding.verdict);
    }
  count_missing (range, index, missing);
  return whole != LT_VERDICT_NONE ? whole : LT_VERDICT_NO_STANDARD;
}

static gpointer
judge_range (gpointer data)
{
  Range *range = data;
  LtJudgement *self = range->judgement;

  for (guint i = range->from; i < range->to; i++)
    {
      guint32 missing;
      guint group = lt_judge_find_group (self->rules, self->subjects, i, &missing);
      LtVerdict verdict = missing != 0 ? LT_VERDICT_MISSING : LT_VERDICT_NO_STANDARD;

      self->groups[i] = (guint8) group;
      if (group != LT_NO_GROUP)
        verdict = judge_rules (range, group, i);
      else
        count_missing (range, i, missing);
      self->verdicts[i] = (guint8) verdict;
      range->counts[verdict]++;
    }
  return NULL;
}

static gpointer
measure_range (gpointer data)
{
  Range *range = data;
  LtJudgement *self = range->judgement;

  for (guint i = range->from; i < range->to; i++)
    {
      const LtGroupPlan *plan;

      self->scores[i] = self->measures[i] = NAN;
      if (self->groups[i] == LT_NO_GROUP)
        continue;
      plan = g_ptr_array_index (self->plans, self->groups[i]);
      self->scores[i] = lt_group_plan_get_score (plan, self->subjects, i);
      self->measures[i] = lt_group_plan_get_measure (plan, self->subjects, i, self->scores[i]);
    }
  return NULL;
}

static gpointer
grade_range (gpointer data)
{
  Range *range = data;
  LtJudgement *self = range->judgement;

  for (guint i = range->from; i < range->to; i++)
    {
      const LtGroupPlan *plan
          = self->groups[i] != LT_NO_GROUP ? g_ptr_array_index (self->plans, self->groups[i]) : NULL;
      int step = plan != NULL ? lt_group_plan_get_step (plan, self->measures[i]) : -1;

      if (step >= 0)
        self->grades[i] = g_array_index (plan->group->steps, LtGradeStep, step).grade;
      range->grade_counts[step >= 0 ? self->grades[i] - 'A' + 1 : 0]++;
    }
  return NULL;
}

/* --- between the passes --- */

static void
set_averages (LtJudgement *self, const Range *ranges, guint n)
{
  for (guint group = 0; group < self->plans->len; group++)
    {
      LtGroupPlan *plan = g_ptr_array_index (self->plans, group);

      for (guint i = 0; i < plan->n_rules; i++)
        {
          guint at = group * LT_N_INDICATORS + i, terms = 0;
          double sum = 0;

          for (guint j = 0; j < n; j++)
            {
              sum += ranges[j].sums[at];
              terms += ranges[j].terms[at];
            }
          if (plan->rules[i].rule->average_missing && terms > 0)
            plan->rules[i].average = sum / terms;
        }
    }
}

static int
compare_descending (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return one < other ? 1 : one > other ? -1 : 0;
}

static void
set_order (LtJudgement *self)
{
  for (guint i = 0; i < self->subjects->n; i++)
    {
      LtGroupPlan *plan;

      if (self->groups[i] == LT_NO_GROUP || isnan (self->measures[i]))
        continue;
      plan = g_ptr_array_index (self->plans, self->groups[i]);
      g_array_append_val (plan->order, self->measures[i]);
    }
  for (guint i = 0; i < self->plans->len; i++)
    {
      GArray *order = ((LtGroupPlan *) g_ptr_array_index (self->plans, i))->order;

      if (order->len > 0)
        qsort (order->data, order->len, sizeof (double), compare_descending);
    }
}

static void
add_up (LtJudgement *self, const Range *range)
{
  for (guint i = 0; i < LT_N_VERDICTS; i++)
    self->counts[i] += range->counts[i];
  for (guint i = 0; i < self->n_columns; i++)
    {
      for (guint j = 0; j < LT_N_VERDICTS; j++)
        self->columns[i].counts[j] += range->column_counts[i][j];
    }
  for (guint i = 0; i < LT_N_INPUTS; i++)
    self->missing[i] += range->missing[i];
  for (guint i = 0; i < G_N_ELEMENTS (self->grade_counts); i++)
    self->grade_counts[i] += range->grade_counts[i];
}

static guint
split (LtJudgement *self, Range *ranges, guint n_threads)
{
  guint rows = self->subjects->n;
  guint n = CLAMP (MIN (n_threads, rows / ROWS_WORTH_A_THREAD), 1, MAX_THREADS);
  gsize cells = (gsize) MAX (self->plans->len, 1) * LT_N_INDICATORS;

  for (guint i = 0; i < n; i++)
    {
      ranges[i].judgement = self;
      ranges[i].from = (guint) ((guint64) rows * i / n);
      ranges[i].to = (guint) ((guint64) rows * (i + 1) / n);
      ranges[i].sums = g_new0 (double, cells);
      ranges[i].terms = g_new0 (guint, cells);
    }
  return n;
}

LtJudgement *
lt_judgement_new (LtRuleSet *rules, LtSubjects *subjects, guint n_threads)
{
  LtJudgement *self;
  Range ranges[MAX_THREADS] = { 0 };
  guint n;

  g_return_val_if_fail (rules != NULL && subjects != NULL && rules->subject == subjects->kind, NULL);

  self = g_new0 (LtJudgement, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->rules = lt_rule_set_ref (rules);
  self->subjects = lt_subjects_ref (subjects);
  make_plans (self);
  n = split (self, ranges, n_threads);
  run_ranges (ranges, n, judge_range);
  if (self->measures != NULL)
    {
      set_averages (self, ranges, n);
      run_ranges (ranges, n, measure_range);
      set_order (self);
      run_ranges (ranges, n, grade_range);
    }
  for (guint i = 0; i < n; i++)
    {
      add_up (self, &ranges[i]);
      g_free (ranges[i].sums);
      g_free (ranges[i].terms);
    }
  return self;
}
