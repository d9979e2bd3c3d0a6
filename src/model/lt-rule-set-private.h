#pragma once

#include <json-glib/json-glib.h>

#include "lt-rule-set.h"

G_BEGIN_DECLS

/* Empty ones, for the reader to fill. (transfer full). */
LtRuleSet *lt_rule_set_new (void);
LtRuleGroup *lt_rule_group_new (void);
LtRule *lt_rule_new (LtIndicator indicator);

/* Reads what a file holds; `file` is named in errors. (transfer full). */
LtRuleSet *lt_rule_set_read_json (JsonNode *root, const char *file, GError **error);

G_END_DECLS
