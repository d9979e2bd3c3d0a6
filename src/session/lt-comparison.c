#include "config.h"

#include "lt-comparison.h"

#include <math.h>
#include <string.h>

#include "lt-judging.h"

LtComparison *
lt_comparison_ref (LtComparison *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
lt_comparison_unref (LtComparison *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_sets; i++)
    {
      lt_rule_set_unref (self->sets[i].rules);
      g_free (self->sets[i].verdicts);
      g_free (self->sets[i].fails);
      g_free (self->sets[i].grades);
      g_free (self->sets[i].scores);
    }
  for (guint i = 0; i < G_N_ELEMENTS (self->ids); i++)
    g_free (self->ids[i]);
  g_free (self->sets);
  g_free (self);
}

/* --- making it --- */

static void
add_fails (guint32 *fails, const LtJudgedColumn *column, guint n)
{
  for (guint i = 0; i < n; i++)
    if (column->verdicts[i] == LT_VERDICT_FAIL)
      fails[i] |= 1u << column->indicator;
}

static float *
take_scores (const LtRuleSet *rules, const LtJudgement *judgement, guint n)
{
  float *scores;
  gboolean scored = FALSE;

  for (guint i = 0; i < rules->groups->len; i++)
    {
      const LtRuleGroup *group = g_ptr_array_index (rules->groups, i);

      for (guint j = 0; j < group->rules->len; j++)
        scored = scored || isfinite (((LtRule *) g_ptr_array_index (group->rules, j))->weight);
    }
  if (!scored || judgement->scores == NULL)
    return NULL;
  scores = g_new (float, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    scores[i] = (float) judgement->scores[i];
  return scores;
}

static void
judge (LtComparedSet *set, LtRuleSet *rules, LtSubjects *subjects)
{
  g_autoptr (LtJudgement) judgement = lt_judgement_new (rules, subjects, LT_JUDGE_THREADS);
  guint n = subjects->n;

  set->rules = lt_rule_set_ref (rules);
  set->verdicts = g_memdup2 (judgement->verdicts, n);
  set->fails = g_new0 (guint32, n);
  for (guint i = 0; i < judgement->n_columns; i++)
    add_fails (set->fails, &judgement->columns[i], n);
  if (lt_judgement_has_grades (judgement))
    set->grades = g_memdup2 (judgement->grades, n);
  set->scores = take_scores (rules, judgement, n);
}

static gboolean
judge_kind (LtComparison *self,
            LtWorkspace *workspace,
            GPtrArray *sets,
            LtSubjectsFilter *filter,
            LtSubjects *known,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (LtSubjects) subjects = known != NULL && known->kind == filter->kind
                                        ? lt_subjects_ref (known)
                                        : lt_judging_load_subjects (workspace, filter, error);

  if (subjects == NULL)
    return FALSE;
  self->year = subjects->year;
  self->n[filter->kind] = subjects->n;
  self->ids[filter->kind] = g_memdup2 (subjects->ids, subjects->n * sizeof *subjects->ids);
  for (guint i = 0; i < sets->len; i++)
    {
      LtRuleSet *rules = g_ptr_array_index (sets, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (rules->subject == filter->kind)
        judge (&self->sets[self->n_sets++], rules, subjects);
    }
  return TRUE;
}

LtComparison *
lt_comparison_new (LtWorkspace *workspace,
                   GPtrArray *sets,
                   int year,
                   LtSubjects *known,
                   GCancellable *cancellable,
                   GError **error)
{
  static const LtSubject kinds[] = { LT_SUBJECT_PARCEL, LT_SUBJECT_ENTERPRISE };
  g_autoptr (LtComparison) self = NULL;

  g_return_val_if_fail (LT_IS_WORKSPACE (workspace) && sets != NULL, NULL);

  self = g_new0 (LtComparison, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->sets = g_new0 (LtComparedSet, sets->len);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      LtSubjectsFilter filter = { .kind = kinds[i], .year = year };

      if (!judge_kind (self, workspace, sets, &filter, known, cancellable, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

/* --- reading it --- */

int
lt_comparison_find (const LtComparison *self, LtSubject kind, gint64 id)
{
  guint low = 0, high;

  g_return_val_if_fail (self != NULL && (guint) kind < G_N_ELEMENTS (self->ids), -1);

  high = self->n[kind];
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->ids[kind][middle] < id)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->n[kind] && self->ids[kind][low] == id ? (int) low : -1;
}

gboolean
lt_comparison_fits (const LtComparison *self, const LtSubjects *subjects)
{
  g_return_val_if_fail (self != NULL && subjects != NULL, FALSE);

  return self->n[subjects->kind] == subjects->n
         && (subjects->n == 0
             || memcmp (self->ids[subjects->kind], subjects->ids, subjects->n * sizeof *subjects->ids) == 0);
}

static void
count_row (const LtComparedSet *set, guint row, LtComparedCounts *counts)
{
  counts->verdicts[set->verdicts[row]]++;
  if (set->grades != NULL)
    counts->grades[set->grades[row] != '\0' ? set->grades[row] - 'A' + 1 : 0]++;
  if (set->scores != NULL)
    counts->scored += isnan (set->scores[row]) ? 0 : 1;
}

void
lt_comparison_count (
    const LtComparison *self, guint set, const guint32 *rows, guint n_rows, LtComparedCounts *counts)
{
  guint n;

  g_return_if_fail (self != NULL && set < self->n_sets && counts != NULL);

  n = self->n[self->sets[set].rules->subject];
  memset (counts, 0, sizeof *counts);
  for (guint i = 0; i < (rows != NULL ? n_rows : n); i++)
    if (rows == NULL || rows[i] < n)
      count_row (&self->sets[set], rows != NULL ? rows[i] : i, counts);
}
