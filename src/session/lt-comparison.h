#pragma once

#include "lt-judge.h"
#include "lt-workspace.h"

G_BEGIN_DECLS

/* How every rule set that there is judges every row, side by side: of each the verdict, the grade and the
 * indicators that fall short, ten bytes a row at most, since judgements of all of them would not fit beside
 * one another. Made on a worker thread, immutable, shared between threads. What-ifs are no part of it. */
typedef struct _LtComparison LtComparison;

typedef struct
{
  LtRuleSet *rules;
  guint8 *verdicts; /* LtVerdict on the whole, of each row */
  guint32 *fails;   /* bits of LtIndicator */
  char *grades;     /* (nullable): the rule set does not grade; '\0' unrated */
  float *scores;    /* (nullable): nor score; NAN missing */
} LtComparedSet;

/* Of some rows; [0] of the grades: unrated. */
typedef struct
{
  guint verdicts[LT_N_VERDICTS];
  guint grades[27];
  guint scored;
} LtComparedCounts;

struct _LtComparison
{
  /*< private >*/
  gatomicrefcount ref_count;
  gint64 *ids[2];
  /*< public, read only >*/
  int year;   /* of the annual figures; 0: there are none */
  guint n[2]; /* rows of each LtSubject */
  guint n_sets;
  LtComparedSet *sets; /* those that judge parcels first, else in the order of their names */
};

/* Judges by all of `sets` (element-type LtRuleSet). `year` as lt_judging_load_subjects takes it. `known`
 * (nullable): subjects of that year that are there already. `cancellable` (nullable) is looked at before each
 * set. Slow: for worker threads. NULL with `error`. Returns: (transfer full). */
LtComparison *lt_comparison_new (LtWorkspace *workspace,
                                 GPtrArray *sets,
                                 int year,
                                 LtSubjects *known,
                                 GCancellable *cancellable,
                                 GError **error);
LtComparison *lt_comparison_ref (LtComparison *self);
void lt_comparison_unref (LtComparison *self);

/* Row of a parcel or an enterprise, or -1. */
int lt_comparison_find (const LtComparison *self, LtSubject kind, gint64 id);
/* Whether rows are those of `subjects`, in their order. */
gboolean lt_comparison_fits (const LtComparison *self, const LtSubjects *subjects);
/* Counts these rows of a set; all when `rows` is NULL. */
void lt_comparison_count (
    const LtComparison *self, guint set, const guint32 *rows, guint n_rows, LtComparedCounts *counts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtComparison, lt_comparison_unref)

G_END_DECLS
