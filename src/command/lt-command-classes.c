#include "config.h"

#include "lt-command-classes.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-command-judge.h"
#include "lt-land-result.h"

gboolean
lt_command_classes_parse (LtCommandClasses *self, const char *text, GError **error)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *name = g_strndup (text, colon != NULL ? (gsize) (colon - text) : strlen (text));

  *self = (LtCommandClasses){ .has_indicator = colon != NULL };
  if (colon != NULL && !lt_indicator_from_name (colon + 1, &self->indicator))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
                   _ ("There is no indicator “%s”; “liantu explain --json” names those of a rule set."),
                   colon + 1);
      return FALSE;
    }
  self->rules = lt_rule_set_find (name, error);
  return self->rules != NULL;
}

void
lt_command_classes_clear (LtCommandClasses *self)
{
  g_clear_pointer (&self->rules, lt_rule_set_unref);
}

LtClasses *
lt_command_classes_make (const LtCommandClasses *self,
                         LtWorkspace *workspace,
                         LtSnapshot *snapshot,
                         GError **error)
{
  const LtSubjectsFilter filter = { .kind = self->rules->subject };
  LtLandChoice choice = { .indicator = self->indicator,
                          .sort = LT_LAND_SORT_NUMBER,
                          .at_least_mu = (double) NAN,
                          .under_mu = (double) NAN };
  g_autoptr (LtSubjects) subjects = lt_judging_load_subjects (workspace, &filter, error);
  g_autoptr (LtJudgement) judgement = NULL;
  g_autoptr (LtLandResult) result = NULL;

  if (subjects == NULL)
    return NULL;
  judgement = lt_command_judge (self->rules, subjects, NULL);
  if (self->has_indicator && lt_judgement_get_column (judgement, self->indicator) == NULL)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_VALUE, _ ("The rule set “%s” says nothing of %s."),
                   lt_rule_set_get_label (self->rules), lt_indicator_get_title (self->indicator));
      return NULL;
    }
  choice.show = self->has_indicator                   ? LT_LAND_INDICATOR
                : lt_judgement_has_grades (judgement) ? LT_LAND_GRADE
                                                      : LT_LAND_VERDICT;
  result = lt_land_result_new (judgement, NULL, snapshot, NULL, &choice);
  return lt_classes_ref (result->classes);
}
