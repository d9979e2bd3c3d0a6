#pragma once

#include "lt-breaks.h"
#include "lt-classes.h"
#include "lt-judge.h"

G_BEGIN_DECLS

/* What the land-use panel, its list and the map show: one judgement, classed, filtered and sorted.
 * Made on a worker thread from a choice, immutable, shared between threads. */

/* What gives a parcel its class and colour. */
typedef enum
{
  LT_LAND_VERDICT, /* the verdict on the whole */
  LT_LAND_GRADE,   /* of a rule set that grades */
  LT_LAND_INDICATOR,
} LtLandShow;

typedef enum
{
  LT_LAND_SORT_WORST, /* what falls short most, then what passes, then what has no standard or value */
  LT_LAND_SORT_VALUE, /* of the indicator, or of what the grade goes by */
  LT_LAND_SORT_AREA,
  LT_LAND_SORT_NUMBER, /* the rows' own order */
  LT_N_LAND_SORTS,
} LtLandSort;

/* Plain value. */
typedef struct
{
  LtLandShow show;
  LtIndicator indicator;
  LtBreaksMode mode;
  gboolean own_breaks; /* `breaks` were set by hand */
  guint n_breaks;
  double breaks[LT_BREAKS_MAX];
  guint32 hidden; /* classes, by bit */
  LtVerdict only; /* LT_VERDICT_NONE: all */
  guint chain;    /* 0: all */
  char district[16];
  char industry[8];   /* leading digits of a code */
  double at_least_mu; /* NAN: any */
  double under_mu;
  gboolean only_changed; /* by a what-if */
  LtLandSort sort;
  gboolean descending; /* not for WORST */
} LtLandChoice;

#define LT_LAND_BINS 60
#define LT_LAND_CLASSES 5 /* when exploring */

typedef struct
{
  guint count;
  double area_m2; /* of those that have one */
} LtLandSum;

typedef struct
{
  const char *district; /* code; "" none */
  LtLandSum all;
  LtLandSum classes[LT_CLASSES_MAX];
} LtLandDistrict;

typedef struct _LtLandResult LtLandResult;

struct _LtLandResult
{
  /*< private >*/
  gatomicrefcount ref_count;
  /*< public, read only >*/
  LtLandChoice choice;
  LtJudgement *judgement;
  LtJudgement *before; /* (nullable): without the what-if */
  LtClasses *classes;  /* (nullable): for the map, when there is a snapshot */
  guint n_breaks;
  double breaks[LT_BREAKS_MAX];
  LtBreaksMode mode;             /* as it came out: a rule without a standard has no breaks of its own */
  guint n_classes;               /* with 0, "no data" */
  LtClass looks[LT_CLASSES_MAX]; /* titles belong to the result; `count` is of `sums` */
  guint8 *class_of;              /* of each subject */
  guint n;                       /* rows shown */
  guint32 *order;                /* n: subjects, in the order of the list */
  LtLandSum shown;
  LtLandSum sums[LT_CLASSES_MAX];              /* of all that pass the filters, hidden or not */
  LtLandSum verdicts[LT_N_VERDICTS];           /* the same, of the indicator or on the whole */
  guint missing[LT_N_INPUTS];                  /* the same, who lacks it */
  GArray *districts;                           /* LtLandDistrict, of all that pass the filters */
  guint without_outline;                       /* parcels shown that the map can't show */
  guint changes[LT_N_VERDICTS][LT_N_VERDICTS]; /* by the what-if: from, to */
  guint changed;                               /* verdict or grade */
  guint risen, fallen;                         /* in grade; from and to unrated is neither */
  double low, high;                            /* ends of the histogram; low = high: there is none */
  guint bins[LT_LAND_BINS];
};

/* `judgement`, `before` (nullable), `snapshot` (nullable), `matches` (nullable): for each subject
 * whether the filter text fits. Slow: for worker threads. Returns: (transfer full). */
LtLandResult *lt_land_result_new (LtJudgement *judgement,
                                  LtJudgement *before,
                                  LtSnapshot *snapshot,
                                  const guint8 *matches,
                                  const LtLandChoice *choice);
LtLandResult *lt_land_result_ref (LtLandResult *self);
void lt_land_result_unref (LtLandResult *self);

/* The verdict that counts for what is shown: of the indicator, or on the whole. */
LtVerdict lt_land_result_get_verdict (const LtLandResult *self, guint subject);
/* The same before the what-if; LT_VERDICT_NONE without one. */
LtVerdict lt_land_result_get_verdict_before (const LtLandResult *self, guint subject);
/* The grade and the one before the what-if; '\0' unrated, and where nobody grades. */
char lt_land_result_get_grade (const LtLandResult *self, guint subject);
char lt_land_result_get_grade_before (const LtLandResult *self, guint subject);
/* Whether the what-if changed its verdict or grade. */
gboolean lt_land_result_is_changed (const LtLandResult *self, guint subject);
/* The values behind the classes: of the indicator, or what the grade goes by; NULL for verdicts. */
double lt_land_result_get_value (const LtLandResult *self, guint subject);
/* By what count totals go (统计口径), in the person's language. */
const char *lt_land_result_get_scope (const LtLandResult *self);
/* The column of an indicator, or NULL. */
const LtJudgedColumn *lt_judgement_get_column (const LtJudgement *judgement, LtIndicator indicator);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtLandResult, lt_land_result_unref)

G_END_DECLS
