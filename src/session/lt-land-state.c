#include "config.h"

#include "lt-land-state.h"

#include <math.h>

#include "lt-judging.h"

#define DEFAULT_RULES "control-2008"

static gpointer
ref_or_null (gpointer boxed, gpointer (*ref) (gpointer))
{
  return boxed != NULL ? ref (boxed) : NULL;
}

#define REF(boxed, type) ref_or_null (boxed, (gpointer (*) (gpointer)) lt_##type##_ref)

void
lt_land_state_copy (const LtLandState *self, LtLandState *copy)
{
  g_return_if_fail (self != NULL && copy != NULL);

  *copy = *self;
  copy->workspace = self->workspace != NULL ? g_object_ref (self->workspace) : NULL;
  copy->snapshot = REF (self->snapshot, snapshot);
  copy->text = g_strdup (self->text);
  copy->rules = REF (self->rules, rule_set);
  copy->what_if = REF (self->what_if, rule_set);
  copy->overrides = g_array_copy (self->overrides);
  copy->subjects = REF (self->subjects, subjects);
  copy->judgement = REF (self->judgement, judgement);
  copy->before = REF (self->before, judgement);
  copy->years = self->years != NULL ? g_array_ref (self->years) : NULL;
  copy->result = REF (self->result, land_result);
}

void
lt_land_state_drop (LtLandState *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->subjects, lt_subjects_unref);
  g_clear_pointer (&self->judgement, lt_judgement_unref);
  g_clear_pointer (&self->before, lt_judgement_unref);
  g_clear_pointer (&self->result, lt_land_result_unref);
}

void
lt_land_state_take (LtLandState *self, LtLandState *other)
{
  g_return_if_fail (self != NULL && other != NULL);

  lt_land_state_drop (self);
  self->subjects = g_steal_pointer (&other->subjects);
  self->judgement = g_steal_pointer (&other->judgement);
  self->before = g_steal_pointer (&other->before);
  self->result = g_steal_pointer (&other->result);
  if (self->rules == NULL)
    self->rules = lt_rule_set_ref (other->rules);
  g_clear_pointer (&self->years, g_array_unref);
  self->years = g_steal_pointer (&other->years);
}

void
lt_land_state_clear (LtLandState *self)
{
  g_return_if_fail (self != NULL);

  lt_land_state_drop (self);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->snapshot, lt_snapshot_unref);
  g_clear_pointer (&self->rules, lt_rule_set_unref);
  g_clear_pointer (&self->what_if, lt_rule_set_unref);
  g_clear_pointer (&self->overrides, g_array_unref);
  g_clear_pointer (&self->years, g_array_unref);
  g_clear_pointer (&self->text, g_free);
}

/* --- working it out --- */

static LtSubjects *
apply_overrides (LtSubjects *subjects, GArray *overrides)
{
  LtSubjects *changed;

  if (overrides->len == 0)
    return lt_subjects_ref (subjects);
  changed = lt_subjects_copy (subjects);
  for (guint i = 0; i < overrides->len; i++)
    {
      const LtLandOverride *override = &g_array_index (overrides, LtLandOverride, i);
      int index = lt_subjects_find (changed, override->id);

      if (index < 0)
        continue;
      if (isnan (override->value) && changed->inputs[override->input] != NULL)
        changed->inputs[override->input][index] = NAN;
      lt_subjects_set_input (changed, (guint) index, override->input, override->value);
    }
  return changed;
}

static LtJudgement *
judge (LtRuleSet *rules, LtSubjects *subjects)
{
  return lt_judgement_new (rules, subjects, LT_JUDGE_THREADS);
}

static void
judge_all (LtLandState *self)
{
  gboolean what_if = self->what_if != NULL || self->overrides->len > 0;
  g_autoptr (LtSubjects) changed = apply_overrides (self->subjects, self->overrides);

  g_clear_pointer (&self->judgement, lt_judgement_unref);
  g_clear_pointer (&self->before, lt_judgement_unref);
  self->judgement = judge (self->what_if != NULL ? self->what_if : self->rules, changed);
  if (what_if)
    self->before = judge (self->rules, self->subjects);
}

/* Who fits the filter text; *matches NULL: everybody. */
static gboolean
match_text (LtLandState *self, guint8 **matches, GError **error)
{
  LtFilter filter = { .text = self->text };
  g_autoptr (GArray) ids = NULL;

  if (*self->text == '\0')
    return TRUE;
  filter.kind = self->subjects->kind == LT_SUBJECT_PARCEL ? LT_KIND_PARCEL : LT_KIND_ENTERPRISE;
  ids = lt_workspace_find (self->workspace, &filter, error);
  if (ids == NULL)
    return FALSE;
  *matches = g_new0 (guint8, MAX (self->subjects->n, 1));
  for (guint i = 0; i < ids->len; i++)
    {
      int index = lt_subjects_find (self->subjects, g_array_index (ids, gint64, i));

      if (index >= 0)
        (*matches)[index] = 1;
    }
  return TRUE;
}

gboolean
lt_land_state_work (LtLandState *self, LtLandStale stale, GError **error)
{
  g_autofree guint8 *matches = NULL;

  if (self->rules == NULL)
    self->rules = lt_rule_set_find (DEFAULT_RULES, error);
  if (self->rules == NULL)
    return FALSE;
  if (self->subjects == NULL || stale >= LT_LAND_STALE_SUBJECTS)
    {
      LtSubjectsFilter filter = { .kind = self->rules->subject, .year = self->year };

      g_clear_pointer (&self->subjects, lt_subjects_unref);
      g_clear_pointer (&self->years, g_array_unref);
      self->subjects = lt_judging_load_subjects (self->workspace, &filter, error);
      self->years = self->subjects != NULL ? lt_judging_load_years (self->workspace, error) : NULL;
      if (self->years == NULL)
        return FALSE;
    }
  if (self->judgement == NULL || stale >= LT_LAND_STALE_JUDGEMENT)
    judge_all (self);
  if (!match_text (self, &matches, error))
    return FALSE;
  g_clear_pointer (&self->result, lt_land_result_unref);
  self->result = lt_land_result_new (self->judgement, self->before, self->snapshot, matches, &self->choice);
  return TRUE;
}
