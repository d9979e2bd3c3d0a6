#pragma once

#include "lt-command-private.h"
#include "lt-judge.h"
#include "lt-judging.h"

G_BEGIN_DECLS

/* What `evaluate` and `explain` share. */

#define LT_DEFAULT_PARCEL_RULES "control-2008"
#define LT_DEFAULT_ENTERPRISE_RULES "per-mu-huangyan-2022"

/* Judges on as many threads as are worth it. *seconds (nullable) gets the time it took, without reading. */
LtJudgement *lt_command_judge (LtRuleSet *rules, LtSubjects *subjects, double *seconds);

/* "rules", "title", "edition", "source", "template", "subject", "year" of the object being built. */
void lt_command_add_rules (JsonBuilder *builder, const LtRuleSet *rules, int year);
/* A grade, or null: unrated. */
void lt_command_add_grade (JsonBuilder *builder, const char *name, char grade);
/* The names of inputs by their bits, as a list. */
void lt_command_add_inputs (JsonBuilder *builder, const char *name, guint32 inputs);
/* One finding as an object; `index` is the subject's. */
void lt_command_add_finding (JsonBuilder *builder,
                             const LtRuleSet *rules,
                             const LtSubjects *subjects,
                             guint index,
                             const LtFinding *finding);
/* The enterprises on a parcel or the parcels of an enterprise, as a list. */
void lt_command_add_occupants (JsonBuilder *builder, GPtrArray *occupants);

/* Prints the rule set's heading: title, edition, that it is a template, the year. */
void lt_command_print_rules (const LtRuleSet *rules, int year);

/* TRUE for a year from 1900 to 2100, or 0: not given. */
gboolean lt_command_is_year (int year);

G_END_DECLS
