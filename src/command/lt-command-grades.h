#pragma once

#include "lt-command-judge.h"

G_BEGIN_DECLS

/* The rule set that grades when none is named. */
#define LT_DEFAULT_GRADING_RULES "per-mu-below-rank"

/* TRUE for "A", "A,B" …: letters once each. */
gboolean lt_command_is_grades (const char *text);

/* By what was graded. */
typedef struct
{
  LtRuleSet *rules; /* (nullable), the caller's to let go of */
  int year;         /* of the annual figures; 0: there are none */
} LtCommandGrading;

/* Row ids, ascending, of the enterprises with one of the grades, or of the parcels that one of them
 * occupies. `rules` (nullable). *grading is filled. Returns: (transfer full) (element-type gint64). */
GArray *lt_command_find_graded (LtWorkspace *workspace,
                                LtKind kind,
                                const char *grades,
                                const char *rules,
                                int year,
                                LtCommandGrading *grading,
                                GError **error);

G_END_DECLS
