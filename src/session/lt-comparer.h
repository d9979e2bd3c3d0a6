#pragma once

#include "lt-comparison.h"

G_BEGIN_DECLS

/* Keeps a comparison of all rule sets up to date for whoever looks at one, made on a worker thread only
 * when somebody wants it. Belongs to LtLandUse. Main thread.
 *
 * Signal "changed": there is another comparison, or none any more. */
#define LT_TYPE_COMPARER (lt_comparer_get_type ())
G_DECLARE_FINAL_TYPE (LtComparer, lt_comparer, LT, COMPARER, GObject)

LtComparer *lt_comparer_new (void);
/* What to judge (nullable); what was made of another is dropped. `year` as for lt_comparison_new. */
void lt_comparer_set_source (LtComparer *self, LtWorkspace *workspace, int year);
/* Subjects of that source that there are already, so that they need not be read (nullable). */
void lt_comparer_set_subjects (LtComparer *self, LtSubjects *subjects);
/* The rows, or the rule sets on the disk, may be others now. */
void lt_comparer_forget (LtComparer *self);
/* Begins to make one where there is none. When it cannot be made, that is logged and nothing has "changed":
 * to want one again tries again. */
void lt_comparer_want (LtComparer *self);
/* The newest; NULL before it is made. (transfer none). */
LtComparison *lt_comparer_get (LtComparer *self);

/* All rule sets that there are; those with mistakes are left out. Reads files: for worker threads.
 * Returns: (transfer full) (element-type LtRuleSet). */
GPtrArray *lt_comparer_load_rules (void);

G_END_DECLS
