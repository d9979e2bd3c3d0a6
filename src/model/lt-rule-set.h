#pragma once

#include <glib-object.h>

#include "lt-error.h"
#include "lt-indicator.h"

G_BEGIN_DECLS

/* A set of rules by which parcels or enterprises are judged: data, read from a JSON file that
 * data/rules/README.md describes. Immutable, shared between threads. */
typedef struct _LtRuleSet LtRuleSet;

typedef enum
{
  LT_SUBJECT_PARCEL,
  LT_SUBJECT_ENTERPRISE,
} LtSubject;

typedef enum
{
  LT_BOUND_MIN,   /* passes at the standard and above */
  LT_BOUND_MAX,   /* passes at the standard and below */
  LT_BOUND_BELOW, /* passes below the standard only */
} LtBound;

/* One cell of a table: the standard for an industry on a grade of land. */
typedef struct
{
  char *industry; /* leading digits of a GB/T 4754 code, "26"; NULL: every industry */
  guint grade;    /* of the land, 1 … 15; 0: every grade */
  double value;   /* in the indicator's unit; NAN: an empty cell */
  char *clause;   /* (nullable): the rule's */
  char *source;   /* (nullable): the rule's */
} LtRuleCell;

typedef struct
{
  LtIndicator indicator;
  LtBound bound;
  gboolean mandatory;       /* FALSE: recommended, does not decide the verdict on the whole */
  gboolean only_agreed;     /* not in the file: judged where a parcel's contract has a value */
  char *clause;             /* (nullable) */
  char *source;             /* (nullable) */
  GArray *cells;            /* LtRuleCell */
  guint n_filled;           /* cells with a value */
  double weight;            /* of the score; NAN: does not count */
  double benchmark;         /* value that earns the whole weight */
  double severe;            /* value at which `severe_clause` takes the place of `clause`; NAN: none */
  char *severe_clause;      /* (nullable) */
  double cap;               /* most that the sub-score can be, in weights; NAN: no end */
  gboolean average_missing; /* missing: the average sub-score of the others in the group */
} LtRule;

typedef enum
{
  LT_GRADING_NONE,
  LT_GRADING_LIMITS, /* first grade whose limit the measure reaches */
  LT_GRADING_SHARES, /* by rank among the group's: first grade whose share holds the rank */
} LtGradingMethod;

typedef struct
{
  char grade;   /* 'A' … */
  double limit; /* least measure, or greatest share of the ranks; NAN: all the rest */
} LtGradeStep;

typedef enum
{
  LT_SCALE_ANY,
  LT_SCALE_ABOVE, /* revenue at least that of the rule set's `above_scale_wan` */
  LT_SCALE_BELOW,
} LtScale;

/* Who is judged alike. A subject belongs to the first group whose conditions it meets. */
typedef struct
{
  char *name;  /* "above" */
  char *title; /* Chinese */
  char *title_en;
  LtScale scale;
  double at_least_mu;    /* NAN: any */
  double under_mu;       /* NAN: any */
  gboolean only_tenants; /* all its land is rented */
  GPtrArray *rules;      /* LtRule */
  LtGradingMethod method;
  gboolean by_score; /* else by `measure` */
  LtIndicator measure;
  GArray *steps; /* LtGradeStep, best first */
} LtRuleGroup;

struct _LtRuleSet
{
  /*< private >*/
  gatomicrefcount ref_count;
  /*< public, read only >*/
  char *name; /* stem of its file: "control-2008" */
  char *title;
  char *title_en;
  char *edition;
  char *date;
  char *source;
  char *note; /* (nullable) */
  char *note_en;
  gboolean is_template; /* not confirmed as official */
  LtSubject subject;
  gboolean judges_agreed;  /* the values agreed in contracts are judged too, FALSE for idle land */
  guint industry_edition;  /* of the codes in cells, 2002; 0 when cells have none */
  GHashTable *concordance; /* (nullable): "2017:38" → "39" */
  double above_scale_wan;
  GPtrArray *groups; /* LtRuleGroup */
};

#define LT_TYPE_RULE_SET (lt_rule_set_get_type ())
GType lt_rule_set_get_type (void);
LtRuleSet *lt_rule_set_ref (LtRuleSet *self);
void lt_rule_set_unref (LtRuleSet *self);

/* Reads a file. LT_ERROR_NOT_FOUND, LT_ERROR_FORMAT or LT_ERROR_VALUE with one sentence that names
 * the file and the place in it ("groups[0].rules[1].cells[3].value"). */
LtRuleSet *lt_rule_set_load (const char *path, GError **error);
/* By name among the person's own and those that ship (the person's own wins), or by path when it ends
 * in ".json". LT_ERROR_NOT_FOUND names those there are. */
LtRuleSet *lt_rule_set_find (const char *name, GError **error);
/* Where that file is; NULL when there is none. *own: in the person's folder. (transfer full). */
char *lt_rule_set_locate (const char *name, gboolean *own);
/* The person's own folder of rule sets. (transfer full). */
char *lt_rule_set_get_own_folder (void);
/* Names of all that lt_rule_set_find finds, in order. Returns: (transfer full). */
GStrv lt_rule_set_list (void);

/* The title in the person's language. (transfer none). */
const char *lt_rule_set_get_label (const LtRuleSet *self);

typedef enum
{
  LT_REASON_NONE,
  LT_REASON_AGREED,           /* the standard is the value agreed in the sale contract */
  LT_REASON_BENCHMARK,        /* scored or ranked, without a standard */
  LT_REASON_EMPTY_CELL,       /* not recorded in the rule set */
  LT_REASON_OTHER_INDUSTRY,   /* the table has no such industry */
  LT_REASON_OTHER_EDITION,    /* the code is of another edition of GB/T 4754 than the table's */
  LT_REASON_INDUSTRY_MISSING, /* the three below: what the table asks for is not recorded */
  LT_REASON_EDITION_MISSING,
  LT_REASON_GRADE_MISSING,
} LtReason;

/* Looks a standard up. `code` and its `edition` as recorded (NULL or "", 0: not), `grade` 0: not
 * recorded. The longest industry wins, then a cell of the very grade. NULL, or a cell that is empty,
 * with *reason; else LT_REASON_NONE. */
const LtRuleCell *lt_rule_set_look_up (const LtRuleSet *self,
                                       const LtRule *rule,
                                       const char *code,
                                       guint edition,
                                       guint grade,
                                       LtReason *reason);
/* Bits of the attributes that its cells are looked up by. */
guint32 lt_rule_get_lookup_inputs (const LtRule *rule);
/* One sentence in the person's language; NULL for LT_REASON_NONE. (transfer none). */
const char *lt_reason_get_text (LtReason reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtRuleSet, lt_rule_set_unref)

G_END_DECLS
