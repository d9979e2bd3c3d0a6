#pragma once

#include "lt-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* All rule sets side by side, to choose one of by a click: how many rows of the list pass or fall short
 * under each, or, of one record, its verdict or grade and what falls short. Under rules for enterprises a
 * parcel has those of its users, and the other way round. Folded, the list's works nothing out, and a
 * record's says in one line how it came out. */
#define LT_TYPE_RULE_TABLE (lt_rule_table_get_type ())
G_DECLARE_FINAL_TYPE (LtRuleTable, lt_rule_table, LT, RULE_TABLE, GtkWidget)

/* (nullable). */
void lt_rule_table_set_session (LtRuleTable *self, LtSession *session);
/* The record it is about; NULL: the list. `occupants` (nullable) (element-type LtOccupant). */
void lt_rule_table_set_record (LtRuleTable *self, LtRecord *record, GPtrArray *occupants);

G_END_DECLS
