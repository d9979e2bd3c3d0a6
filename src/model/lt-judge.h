#pragma once

#include "lt-subjects.h"

G_BEGIN_DECLS

/* Judging subjects by a rule set. An indicator's verdict:
 *   no_standard  the rule set has no value for it, or scores it only
 *   missing      an input of the value, or what the table is looked up by, is not recorded
 *   pass, fail   the value against the standard; exactly on a limit passes a MIN or MAX bound and
 *                fails a BELOW bound (compared with a tolerance of 1e-9 of the standard)
 * The verdict on the whole comes from the mandatory indicators that the rule set has some value for and
 * from all that the parcel's contract agrees a value of: fail when any fails, else missing when any is
 * missing, else no_standard when any has none or there are no such indicators, else pass. A subject in none
 * of the groups has no_standard, or missing when the revenue or area that would tell is not recorded.
 *
 * A score is Σ weight · value / benchmark, a sub-score at most weight · cap; missing when a sub-score
 * is, unless the rule gives it the average of the group's others (the whole is then not missing). Ranks are
 * those of the group among the subjects given, 1 the best; equal measures share the better rank, so that a
 * tie at a limit gets the better grade. A rank belongs to the first grade with rank ≤ share · count. */

typedef enum
{
  LT_VERDICT_NONE, /* not judged: no value agreed, and the rule set does not ask */
  LT_VERDICT_PASS,
  LT_VERDICT_FAIL,
  LT_VERDICT_NO_STANDARD,
  LT_VERDICT_MISSING,
} LtVerdict;

#define LT_N_VERDICTS 5
#define LT_NO_GROUP 255

/* "pass", "fail", "no_standard", "missing". */
const char *lt_verdict_get_name (LtVerdict verdict);
/* In the person's language. */
const char *lt_verdict_get_title (LtVerdict verdict);

/* How one indicator of one subject came out. Plain value; `rule` and `cell` belong to the rule set. */
typedef struct
{
  const LtRule *rule;
  const LtRuleCell *cell; /* (nullable): where the standard stands */
  LtMeasure measure;
  double standard; /* NAN: none */
  LtVerdict verdict;
  LtReason reason;
  guint32 missing;   /* bits of LtInput: the measure's, and what the table is looked up by */
  double difference; /* value − standard; NAN without both */
  double needed;     /* more (below zero: less) of the indicator's part to pass; NAN unless it fails */
  double sub_score;  /* NAN: not scored or missing */
  gboolean severe;   /* fails, and as far as the rule's severe clause says */
  double lift;       /* value that alone earns the next grade; NAN: none does */
} LtFinding;

typedef struct
{
  guint group; /* LT_NO_GROUP: in none */
  LtVerdict verdict;
  GArray *findings;    /* LtFinding, without those of verdict NONE */
  double score;        /* NAN: none */
  double measure;      /* what the grade goes by */
  char grade;          /* '\0': unrated */
  guint rank;          /* 0: none */
  guint ranked;        /* how many the rank is among */
  char next_grade;     /* '\0': none is better */
  double next_measure; /* least measure that earns it */
} LtExplanation;

void lt_explanation_free (LtExplanation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtExplanation, lt_explanation_free)

/* What came out for all subjects, in flat columns. Immutable, shared between threads. */
typedef struct _LtJudgement LtJudgement;

typedef struct
{
  LtIndicator indicator;
  guint8 *verdicts; /* n: LtVerdict */
  float *values;    /* n: NAN missing */
  guint counts[LT_N_VERDICTS];
} LtJudgedColumn;

struct _LtJudgement
{
  /*< private >*/
  gatomicrefcount ref_count;
  GPtrArray *plans;
  /*< public, read only >*/
  LtRuleSet *rules;
  LtSubjects *subjects;
  guint n_columns;
  LtJudgedColumn columns[LT_N_INDICATORS];
  guint8 *groups;   /* n: index in the rule set's groups, LT_NO_GROUP none */
  guint8 *verdicts; /* n: LtVerdict on the whole */
  guint32 *lacks;   /* n: bits of the inputs that the rules ask for and it lacks */
  double *scores;   /* n (nullable): when no group grades or scores */
  double *measures; /* n (nullable) */
  char *grades;     /* n (nullable): '\0' unrated */
  guint counts[LT_N_VERDICTS];
  guint missing[LT_N_INPUTS]; /* subjects that lack the input where the rules ask for it */
  guint grade_counts[27];     /* [0] unrated, [1] A … */
};

/* The threads that judging is given: two where there are as many processors. */
#define LT_JUDGE_THREADS MIN (g_get_num_processors (), 2)

/* Judges all on at most `n_threads` threads. Returns: (transfer full). */
LtJudgement *lt_judgement_new (LtRuleSet *rules, LtSubjects *subjects, guint n_threads);
LtJudgement *lt_judgement_ref (LtJudgement *self);
void lt_judgement_unref (LtJudgement *self);
/* TRUE when a group of the rule set grades. */
gboolean lt_judgement_has_grades (const LtJudgement *self);
/* How far each subject falls short, as a share of the standard: 0.2 for a fifth too little (or too much,
 * where less is better), below zero to spare, NAN without value or standard. `indicator` −1: the worst of the
 * mandatory ones. `shortfalls`: n. */
void lt_judgement_get_shortfalls (const LtJudgement *self, int indicator, float *shortfalls);
/* One subject with everything its verdict was made of, by the same code. (transfer full). */
LtExplanation *lt_judgement_explain (const LtJudgement *self, guint index);

#define LT_TYPE_JUDGEMENT (lt_judgement_get_type ())
GType lt_judgement_get_type (void);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtJudgement, lt_judgement_unref)

G_END_DECLS
