#pragma once

#include <adwaita.h>

#include "lt-session.h"

G_BEGIN_DECLS

/* A rule set as a table of its figures, each with its source, for trying and for keeping. What is changed is
 * judged at once as a what-if; nothing is kept until it is saved as a rule set of the person's own. Template
 * ui/lt-rule-editor.ui. Signal "saved" (const char *name). */
#define LT_TYPE_RULE_EDITOR (lt_rule_editor_get_type ())
G_DECLARE_FINAL_TYPE (LtRuleEditor, lt_rule_editor, LT, RULE_EDITOR, AdwWindow)

/* `name`: of the rule set. */
GtkWidget *lt_rule_editor_new (GtkWindow *parent, LtSession *session, const char *name);

G_END_DECLS
