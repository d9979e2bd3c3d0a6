#pragma once

#include <gtk/gtk.h>

#include "lt-judge.h"

G_BEGIN_DECLS

/* One indicator of a card: title, value against standard, verdict, bullet, and why, to unfold.
 * Returns: (transfer floating). */
GtkWidget *
lt_finding_row_new (const LtFinding *finding, const LtExplanation *explanation, const LtRuleSet *rules);

G_END_DECLS
