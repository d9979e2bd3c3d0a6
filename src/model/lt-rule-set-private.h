#pragma once

#include "lt-rule-set.h"

G_BEGIN_DECLS

/* Empty ones, for the reader to fill. (transfer full). */
LtRuleSet *lt_rule_set_new (void);
LtRuleGroup *lt_rule_group_new (void);
LtRule *lt_rule_new (LtIndicator indicator);

G_END_DECLS
