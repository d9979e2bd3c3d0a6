#include "lt-rule-draft.h"

#include <glib/gstdio.h>
#include <math.h>

static guint
find (LtRuleDraft *draft, LtDraftKind kind, const char *title, const char *whom)
{
  for (guint i = 0; i < lt_rule_draft_get_n_cells (draft); i++)
    {
      const LtDraftCell *cell = lt_rule_draft_get_cell (draft, i);

      if (cell->kind == kind && g_strcmp0 (cell->title, title) == 0 && g_strcmp0 (cell->whom, whom) == 0)
        return i;
    }
  g_assert_not_reached ();
}

static const LtRule *
get_rule (const LtRuleSet *rules, guint group, guint index)
{
  return g_ptr_array_index (((LtRuleGroup *) g_ptr_array_index (rules->groups, group))->rules, index);
}

static LtRuleDraft *
open_draft (const char *name)
{
  g_autoptr (GError) error = NULL;
  LtRuleDraft *draft = lt_rule_draft_open (name, &error);

  g_assert_no_error (error);
  return draft;
}

static void
test_cells (void)
{
  g_autoptr (LtRuleDraft) draft = open_draft ("control-2008");
  g_autoptr (LtRuleDraft) graded = open_draft ("per-mu-below-rank");
  const LtDraftCell *cell
      = lt_rule_draft_get_cell (draft, find (draft, LT_DRAFT_STANDARD, "Floor area ratio", "26 32 33"));

  g_assert_cmpfloat (cell->value, ==, 0.6);
  g_assert_cmpstr (cell->unit, ==, "1");
  g_assert_nonnull (cell->source);
  cell = lt_rule_draft_get_cell (draft, find (draft, LT_DRAFT_STANDARD, "Investment intensity", NULL));
  g_assert_true (isnan (cell->value));
  cell = lt_rule_draft_get_cell (graded, find (graded, LT_DRAFT_SHARE, "Grade B", NULL));
  g_assert_cmpfloat (cell->value, ==, 0.7);
  g_assert_false (lt_rule_draft_is_own (draft));
  g_assert_false (lt_rule_draft_is_changed (draft));
}

static void
test_build (void)
{
  g_autoptr (LtRuleDraft) draft = open_draft ("per-mu-huangyan-2022");
  g_autoptr (GError) error = NULL;
  g_autoptr (LtRuleSet) rules = NULL;
  g_autoptr (LtRuleSet) bad = NULL;
  guint weight = find (draft, LT_DRAFT_WEIGHT, "Tax per mu", NULL);

  lt_rule_draft_set_value (draft, weight, 40);
  g_assert_true (lt_rule_draft_get_cell (draft, weight)->is_changed);
  rules = lt_rule_draft_build (draft, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (get_rule (rules, 0, 0)->weight, ==, 40);
  lt_rule_draft_set_value (draft, weight, -1);
  bad = lt_rule_draft_build (draft, &error);
  g_assert_error (error, LT_ERROR, LT_ERROR_VALUE);
  g_assert_null (bad);
}

static void
test_save (void)
{
  g_autoptr (LtRuleDraft) draft = open_draft ("control-2008");
  g_autoptr (LtRuleDraft) again = NULL;
  g_autoptr (LtRuleSet) saved = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *imported = NULL;
  guint far = find (draft, LT_DRAFT_STANDARD, "Floor area ratio", "26 32 33");

  lt_rule_draft_set_value (draft, far, 0.9);
  lt_rule_draft_set_source (draft, far, "a meeting");
  g_assert_false (lt_rule_draft_save (draft, "control-2008", "Mine", &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (lt_rule_draft_save (draft, "../mine", "Mine", &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_true (lt_rule_draft_save (draft, "test-draft", "Mine", &error));
  g_assert_no_error (error);

  saved = lt_rule_set_find ("test-draft", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (lt_rule_set_get_label (saved), ==, "Mine");
  again = open_draft ("test-draft");
  g_assert_true (lt_rule_draft_is_own (again));
  g_assert_cmpfloat (lt_rule_draft_get_cell (again, far)->value, ==, 0.9);
  g_assert_cmpstr (lt_rule_draft_get_cell (again, far)->source, ==, "a meeting");
  g_assert_true (lt_rule_draft_save (again, "test-draft", "Mine", &error));

  path = lt_rule_set_locate ("test-draft", NULL);
  imported = lt_rule_draft_import (path, &error);
  g_assert_null (imported);
  g_assert_error (error, LT_ERROR, LT_ERROR_EXISTS);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = NULL;
  LtRuleDraft *draft = lt_rule_draft_open ("no-such", &error);

  g_assert_null (draft);
  g_assert_error (error, LT_ERROR, LT_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("liantu-draft-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule-draft/cells", test_cells);
  g_test_add_func ("/rule-draft/build", test_build);
  g_test_add_func ("/rule-draft/save", test_save);
  g_test_add_func ("/rule-draft/unknown", test_unknown);
  status = g_test_run ();
  return status;
}
