#pragma once

#include "lt-land-result.h"
#include "lt-workspace.h"

G_BEGIN_DECLS

/* What LtLandUse looks at and what came of it, in one value: the main thread has one, and a job on a worker
 * thread a copy of it to work on, whose results it takes. All that both have is immutable. */

/* How much of the way has to be gone again. */
typedef enum
{
  LT_LAND_STALE_NOTHING,
  LT_LAND_STALE_CHOICE,
  LT_LAND_STALE_JUDGEMENT,
  LT_LAND_STALE_SUBJECTS,
} LtLandStale;

/* A figure tried in place of the recorded one. */
typedef struct
{
  gint64 id;
  LtInput input;
  double value;
} LtLandOverride;

/* Zeroed, but for `text` ("") and `overrides`. */
typedef struct
{
  LtWorkspace *workspace;
  LtSnapshot *snapshot;
  char *text;
  LtRuleSet *rules; /* NULL: the default, until they are read */
  LtRuleSet *what_if;
  GArray *overrides; /* LtLandOverride */
  LtLandChoice choice;
  int year;
  /* what came of it */
  LtSubjects *subjects;
  LtJudgement *judgement;
  LtJudgement *before;
  GArray *years;
  LtLandResult *result;
} LtLandState;

/* Fills `copy`. */
void lt_land_state_copy (const LtLandState *self, LtLandState *copy);
/* Lets go of what came of it. */
void lt_land_state_drop (LtLandState *self);
/* Takes what came of `other` out of it. */
void lt_land_state_take (LtLandState *self, LtLandState *other);
/* Lets go of all of it, at its end. */
void lt_land_state_clear (LtLandState *self);
/* Works out what is stale. Slow; for worker threads. FALSE with `error`, in the words of who failed. */
gboolean lt_land_state_work (LtLandState *self, LtLandStale stale, GError **error);

G_END_DECLS
