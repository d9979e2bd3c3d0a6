#pragma once

#include "lt-classes.h"
#include "lt-rule-set.h"
#include "lt-workspace.h"

G_BEGIN_DECLS

/* What a picture's parcels are coloured by. Plain value; the rules are owned. */
typedef struct
{
  LtRuleSet *rules; /* (nullable): not coloured */
  gboolean has_indicator;
  LtIndicator indicator; /* else by grade where the rules grade, else by verdict */
} LtCommandClasses;

/* Of RULES or RULES:INDICATOR. An indicator there is not is LT_ERROR_VALUE. */
gboolean lt_command_classes_parse (LtCommandClasses *self, const char *text, GError **error);
void lt_command_classes_clear (LtCommandClasses *self);

/* Judges the parcels by the last year that has figures. LT_ERROR_VALUE when the rules have nothing to say of
 * the indicator. Returns: (transfer full). */
LtClasses *lt_command_classes_make (const LtCommandClasses *self,
                                    LtWorkspace *workspace,
                                    LtSnapshot *snapshot,
                                    GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LtCommandClasses, lt_command_classes_clear)

G_END_DECLS
