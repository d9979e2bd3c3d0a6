#include "config.h"

#include "lt-rule-set.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-language.h"
#include "lt-rule-set-private.h"

G_DEFINE_BOXED_TYPE (LtRuleSet, lt_rule_set, lt_rule_set_ref, lt_rule_set_unref)

static void
clear_cell (gpointer data)
{
  LtRuleCell *cell = data;

  g_free (cell->industry);
  g_free (cell->clause);
  g_free (cell->source);
}

static void
free_rule (gpointer data)
{
  LtRule *rule = data;

  g_free (rule->clause);
  g_free (rule->source);
  g_free (rule->severe_clause);
  g_array_unref (rule->cells);
  g_free (rule);
}

LtRule *
lt_rule_new (LtIndicator indicator)
{
  LtRule *rule = g_new0 (LtRule, 1);

  rule->indicator = indicator;
  rule->weight = rule->benchmark = rule->cap = rule->severe = NAN;
  rule->cells = g_array_new (FALSE, FALSE, sizeof (LtRuleCell));
  g_array_set_clear_func (rule->cells, clear_cell);
  return rule;
}

static void
free_group (gpointer data)
{
  LtRuleGroup *group = data;

  g_free (group->name);
  g_free (group->title);
  g_free (group->title_en);
  g_ptr_array_unref (group->rules);
  g_array_unref (group->steps);
  g_free (group);
}

LtRuleGroup *
lt_rule_group_new (void)
{
  LtRuleGroup *group = g_new0 (LtRuleGroup, 1);

  group->at_least_mu = group->under_mu = NAN;
  group->rules = g_ptr_array_new_with_free_func (free_rule);
  group->steps = g_array_new (FALSE, FALSE, sizeof (LtGradeStep));
  return group;
}

LtRuleSet *
lt_rule_set_new (void)
{
  LtRuleSet *self = g_new0 (LtRuleSet, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->groups = g_ptr_array_new_with_free_func (free_group);
  self->above_scale_wan = NAN;
  self->judges_agreed = TRUE;
  return self;
}

LtRuleSet *
lt_rule_set_ref (LtRuleSet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
lt_rule_set_unref (LtRuleSet *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->name);
  g_free (self->title);
  g_free (self->title_en);
  g_free (self->edition);
  g_free (self->date);
  g_free (self->source);
  g_free (self->note);
  g_free (self->note_en);
  g_clear_pointer (&self->concordance, g_hash_table_unref);
  g_ptr_array_unref (self->groups);
  g_free (self);
}

const char *
lt_rule_set_get_label (const LtRuleSet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return lt_language_pick (self->title, self->title_en);
}

/* --- looking a standard up --- */

/* The code as the rule set's edition has it; NULL when nobody says what it is there. */
static const char *
translate_code (const LtRuleSet *self, const char *code, guint edition)
{
  if (edition == self->industry_edition)
    return code;
  for (gsize length = strlen (code); self->concordance != NULL && length > 0; length--)
    {
      g_autofree char *key = g_strdup_printf ("%u:%.*s", edition, (int) length, code);
      const char *found = g_hash_table_lookup (self->concordance, key);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static LtReason
check_code (const LtRuleSet *self, const char **code, guint edition)
{
  const char *text = *code;

  *code = NULL;
  if (text == NULL || text[strcspn (text, "0123456789")] == '\0')
    return LT_REASON_INDUSTRY_MISSING;
  if (edition == 0)
    return LT_REASON_EDITION_MISSING;
  /* The section's letter adds nothing: "C26". */
  *code = translate_code (self, text + strcspn (text, "0123456789"), edition);
  return *code != NULL ? LT_REASON_OTHER_INDUSTRY : LT_REASON_OTHER_EDITION;
}

guint32
lt_rule_get_lookup_inputs (const LtRule *rule)
{
  guint32 inputs = 0;

  g_return_val_if_fail (rule != NULL, 0);

  for (guint i = 0; i < rule->cells->len; i++)
    {
      const LtRuleCell *cell = &g_array_index (rule->cells, LtRuleCell, i);

      if (cell->industry != NULL)
        inputs |= 1u << LT_INPUT_INDUSTRY_CODE | 1u << LT_INPUT_INDUSTRY_EDITION;
      if (cell->grade > 0)
        inputs |= 1u << LT_INPUT_LAND_GRADE;
    }
  return inputs;
}

/* A cell for one grade may be meant where the land's grade is not recorded. */
static gboolean
covers (const LtRuleCell *cell, const char *code, guint grade)
{
  return (cell->industry == NULL || (code != NULL && g_str_has_prefix (code, cell->industry)))
         && (cell->grade == 0 || grade == 0 || cell->grade == grade);
}

static gsize
get_rank (const LtRuleCell *cell)
{
  return 2 * (cell->industry != NULL ? strlen (cell->industry) : 0) + (cell->grade > 0 ? 1 : 0);
}

const LtRuleCell *
lt_rule_set_look_up (
    const LtRuleSet *self, const LtRule *rule, const char *code, guint edition, guint grade, LtReason *reason)
{
  const LtRuleCell *best = NULL;

  g_return_val_if_fail (self != NULL && rule != NULL && reason != NULL, NULL);

  *reason = LT_REASON_EMPTY_CELL;
  if (rule->n_filled == 0)
    return NULL;
  *reason = check_code (self, &code, edition);
  if (code == NULL && (lt_rule_get_lookup_inputs (rule) & 1u << LT_INPUT_INDUSTRY_CODE) != 0)
    return NULL;
  for (guint i = 0; i < rule->cells->len; i++)
    {
      const LtRuleCell *cell = &g_array_index (rule->cells, LtRuleCell, i);

      if (covers (cell, code, grade) && (best == NULL || get_rank (cell) > get_rank (best)))
        best = cell;
    }
  if (best == NULL)
    return NULL;
  *reason = isfinite (best->value) ? LT_REASON_NONE : LT_REASON_EMPTY_CELL;
  if (best->grade == 0 || grade != 0)
    return best;
  *reason = LT_REASON_GRADE_MISSING;
  return NULL;
}

const char *
lt_reason_get_text (LtReason reason)
{
  switch (reason)
    {
    case LT_REASON_NONE:
      return NULL;
    case LT_REASON_AGREED:
      return _ ("The value agreed in the sale contract counts, not the general standard.");
    case LT_REASON_BENCHMARK:
      return _ ("It is scored or ranked: there is no standard to reach.");
    case LT_REASON_EMPTY_CELL:
      return _ ("The rule set has no confirmed value here.");
    case LT_REASON_OTHER_INDUSTRY:
      return _ ("The rule set has no value for this industry.");
    case LT_REASON_OTHER_EDITION:
      return _ ("The industry code is of another edition of GB/T 4754 than the rule set's table.");
    case LT_REASON_INDUSTRY_MISSING:
      return _ ("The industry code is not recorded.");
    case LT_REASON_EDITION_MISSING:
      return _ ("The edition of the industry code is not recorded.");
    case LT_REASON_GRADE_MISSING:
      return _ ("The grade of the land is not recorded.");
    }
  return NULL;
}
