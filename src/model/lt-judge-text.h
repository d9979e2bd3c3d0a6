#pragma once

#include "lt-judge.h"

G_BEGIN_DECLS

/* What a finding says in words, for the command line, the window and the printed card alike. In the
 * person's language. */

/* The clause, edition and source that a finding's standard is of; NULL when it has none. (transfer none). */
const char *lt_finding_get_clause (const LtFinding *finding);
const char *lt_finding_get_edition (const LtFinding *finding, const LtRuleSet *rules);
const char *lt_finding_get_source (const LtFinding *finding);
/* The general rule's standard that an agreed value took the place of; NAN when none did. */
double lt_finding_get_general (const LtFinding *finding);

/* "≥", "≤", "<". */
const char *lt_bound_get_sign (LtBound bound);

/* "12.1", "7.0005%": the value, and by how much it differs from the standard, in as many digits as tell it
 * from the standard. (transfer full). */
char *lt_finding_format_measure (const LtFinding *finding);
char *lt_finding_format_difference (const LtFinding *finding);
/* "12.1 / ≥ 15.0 万元/亩": the value against its standard, where it has one. (transfer full). */
char *lt_finding_format_value (const LtFinding *finding);
/* "short by 0.18: total floor area to be raised by 2,400 m²"; NULL unless it fails. (transfer full). */
char *lt_finding_format_needed (const LtFinding *finding);
/* "Building footprint, site area": the inputs by their bits; NULL for none. (transfer full). */
char *lt_inputs_format (guint32 inputs);
/* Why, in one sentence that ends in clause and edition: value, standard, what would be needed or what is
 * missing. (transfer full). */
char *lt_finding_explain (const LtFinding *finding, const LtRuleSet *rules);
/* "grade B with tax per mu alone at 12.4: tax paid to be raised by 40 万元"; NULL when it alone does not lift
 * the grade. (transfer full). */
char *lt_finding_format_lift (const LtFinding *finding, const LtExplanation *explanation);

G_END_DECLS
