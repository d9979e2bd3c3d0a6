#pragma once

#include "lt-import-plan.h"
#include "lt-reading.h"

G_BEGIN_DECLS

/* What a plan shows of an open file. Returns: (transfer full) (element-type LtPlanColumn). */
GPtrArray *lt_plan_look_columns (const LtReading *reading);
/* (transfer full) (element-type LtPlanCandidate). */
GPtrArray *lt_plan_look_candidates (const LtReading *reading);
/* What is doubtful of it; `layer` (nullable): the one that the person chose. */
LtDoubt lt_plan_look_doubts (const LtReading *reading, const char *layer);

/* A row of the file against the one that is there, `present` (nullable). Returns: (transfer full). */
LtPlanDifference *lt_plan_look_difference (LtFate fate, guint row, LtRecord *record, LtRecord *present);
void lt_plan_difference_free (LtPlanDifference *difference);

G_END_DECLS
