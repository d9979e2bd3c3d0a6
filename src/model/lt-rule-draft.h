#pragma once

#include "lt-rule-set.h"

G_BEGIN_DECLS

/* A rule set being changed: its JSON, with every figure in it as a cell of a table. What it was made
 * from stays as it is; the changed one is built for a what-if, and saved under a name of its own.
 * One thread. */
typedef struct _LtRuleDraft LtRuleDraft;

typedef enum
{
  LT_DRAFT_STANDARD, /* of an industry or land grade */
  LT_DRAFT_WEIGHT,
  LT_DRAFT_BENCHMARK,
  LT_DRAFT_CAP,
  LT_DRAFT_LIMIT, /* least measure of a grade */
  LT_DRAFT_SHARE, /* of the ranks, of a grade */
} LtDraftKind;

/* One figure. Strings belong to the draft. */
typedef struct
{
  LtDraftKind kind;
  const char *group;   /* title of who is judged by it */
  char *title;         /* "Floor area ratio", "Grade B" */
  char *whom;          /* "13, 14 · land grade 9"; NULL: all */
  const char *unit;    /* (nullable) */
  double value;        /* in that unit; NAN: not recorded */
  const char *source;  /* (nullable): the cell's own or its rule's */
  gboolean is_changed; /* since it was opened */
} LtDraftCell;

/* By name, as lt_rule_set_find. (transfer full). */
LtRuleDraft *lt_rule_draft_open (const char *name, GError **error);
void lt_rule_draft_free (LtRuleDraft *self);

const char *lt_rule_draft_get_name (const LtRuleDraft *self);
/* Whether it is the person's own, and may be saved under its own name. */
gboolean lt_rule_draft_is_own (const LtRuleDraft *self);
gboolean lt_rule_draft_is_changed (const LtRuleDraft *self);

guint lt_rule_draft_get_n_cells (const LtRuleDraft *self);
const LtDraftCell *lt_rule_draft_get_cell (const LtRuleDraft *self, guint index);
/* NAN empties it. */
void lt_rule_draft_set_value (LtRuleDraft *self, guint index, double value);
void lt_rule_draft_set_source (LtRuleDraft *self, guint index, const char *source);

/* The rule set as it would be: with the name of its file and its mistakes told as of that file.
 * (transfer full). */
LtRuleSet *lt_rule_draft_build (const LtRuleDraft *self, GError **error);

/* Writes it into the person's folder as `name` (letters, digits, "-" and "_"), titled `title`.
 * LT_ERROR_EXISTS when there is one of that name that is not the person's own draft itself. */
gboolean lt_rule_draft_save (LtRuleDraft *self, const char *name, const char *title, GError **error);

/* Takes a JSON file into the person's folder under the name it says, after reading it through.
 * LT_ERROR_EXISTS when there is one. Returns: (transfer full): the name. */
char *lt_rule_draft_import (const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtRuleDraft, lt_rule_draft_free)

G_END_DECLS
