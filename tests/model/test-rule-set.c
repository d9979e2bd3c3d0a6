#include "lt-rule-set.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define HEAD                                                                                                 \
  "\"name\": \"mine\", \"title\": \"我的\", \"edition\": \"2024\", \"source\": \"test\", "                 \
  "\"industry_edition\": 2017"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("liantu-rules-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "mine.json", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_remove (self->path);
  g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
}

static LtRuleSet *
load (Fixture *self, const char *text, GError **error)
{
  g_assert_true (g_file_set_contents (self->path, text, -1, NULL));
  return lt_rule_set_find (self->path, error);
}

/* --- mistakes: one sentence that names the file and the place --- */

static const struct
{
  const char *text;
  const char *place;
} mistakes[] = {
  { "", "mine.json" },
  { "{", "mine.json" },
  { "[]", "mine.json" },
  { "{}", "name" },
  { "{\"name\": 3}", "name" },
  { "{" HEAD "}", "groups" },
  { "{" HEAD ", \"groups\": []}", "groups" },
  { "{" HEAD ", \"groups\": {}}", "groups" },
  { "{" HEAD ", \"groups\": [3]}", "groups[0]" },
  { "{" HEAD ", \"weights\": 3}", "weights" },
  { "{" HEAD ", \"subject\": \"house\"}", "subject" },
  { "{" HEAD ", \"template\": 1}", "template" },
  { "{" HEAD ", \"concordance\": {\"2017\": \"39\"}}", "concordance" },
  { "{" HEAD ", \"groups\": [{\"rules\": []}]}", "groups[0].name" },
  { "{" HEAD ", \"groups\": [{\"name\": \"a\", \"scale\": \"above\"}]}", "groups[0].scale" },
  { "{" HEAD ", \"groups\": [{\"name\": \"a\", \"rules\": [{}]}]}", "groups[0].rules[0].indicator" },
  { "{" HEAD ", \"groups\": [{\"name\": \"a\", \"rules\": [{\"indicator\": \"beauty\"}]}]}",
    "groups[0].rules[0].indicator" },
  { "{" HEAD ", \"groups\": [{\"name\": \"a\", \"rules\": [{\"indicator\": \"far\"}]}]}",
    "groups[0].rules[0].unit" },
  { "{" HEAD ", \"groups\": [{\"name\": \"a\", \"rules\": [{\"indicator\": \"far\", \"unit\": \"亩\"}]}]}",
    "groups[0].rules[0].unit" },
  { "{" HEAD ", \"groups\": [{\"name\": \"a\", \"rules\": [{\"indicator\": \"far\", \"unit\": \"1\", "
    "\"bound\": \"least\"}]}]}",
    "groups[0].rules[0].bound" },
  { "{" HEAD ", \"groups\": [{\"name\": \"a\", \"rules\": [{\"indicator\": \"far\", \"unit\": \"1\", "
    "\"cells\": [{\"value\": 1}]}]}]}",
    "groups[0].rules[0].cells[0].source" },
  { "{" HEAD ", \"groups\": [{\"name\": \"a\", \"rules\": [{\"indicator\": \"far\", \"unit\": \"1\", "
    "\"source\": \"s\", \"cells\": [{\"value\": 1}, {\"value\": \"1\"}]}]}]}",
    "groups[0].rules[0].cells[1].value" },
  { "{" HEAD ", \"groups\": [{\"name\": \"a\", \"rules\": [{\"indicator\": \"far\", \"unit\": \"1\", "
    "\"source\": \"s\", \"cells\": [{\"industries\": [13]}]}]}]}",
    "groups[0].rules[0].cells[0].industries" },
  { "{" HEAD ", \"groups\": [{\"name\": \"a\", \"rules\": [{\"indicator\": \"far\", \"unit\": \"1\", "
    "\"source\": \"s\", \"cells\": [{\"industries\": [\"C\"]}]}]}]}",
    "groups[0].rules[0].cells[0].industries" },
  { "{" HEAD ", \"groups\": [{\"name\": \"a\", \"rules\": [{\"indicator\": \"far\", \"unit\": \"1\", "
    "\"source\": \"s\", \"cells\": [{\"grades\": [16]}]}]}]}",
    "groups[0].rules[0].cells[0].grades" },
  { "{" HEAD ", \"groups\": [{\"name\": \"a\", \"rules\": [{\"indicator\": \"tax_per_mu\", \"unit\": "
    "\"万元/亩\", \"source\": \"s\", \"weight\": 30}]}]}",
    "groups[0].rules[0].benchmark" },
  { "{" HEAD ", \"groups\": [{\"name\": \"a\", \"rules\": [{\"indicator\": \"tax_per_mu\", \"unit\": "
    "\"万元/亩\", \"source\": \"s\", \"weight\": 30, \"benchmark\": 0}]}]}",
    "groups[0].rules[0].benchmark" },
  { "{" HEAD ", \"groups\": [{\"name\": \"a\", \"rules\": [{\"indicator\": \"far\", \"unit\": \"1\"}, "
    "{\"indicator\": \"far\", \"unit\": \"1\"}]}]}",
    "groups[0].rules[1].indicator" },
  { "{" HEAD ", \"groups\": [{\"name\": \"a\", \"grades\": {\"by\": \"limits\", \"steps\": [{\"grade\": "
    "\"AA\"}]}}]}",
    "groups[0].grades.steps[0].grade" },
};

static void
test_mistakes (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LtRuleSet) rules = load (self, mistakes[i].text, &error);

      g_assert_null (rules);
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_true (error->domain == LT_ERROR);
      g_assert_nonnull (strstr (error->message, "mine.json"));
      g_assert_nonnull (strstr (error->message, mistakes[i].place));
      g_assert_null (strchr (error->message, '\n'));
    }
}

static void
test_find (Fixture *self, gconstpointer data)
{
  static const char *const names[]
      = { "control-2008", "control-2023", "huzhou-sandi-2021", "per-mu-below-rank", "per-mu-huangyan-2022" };
  g_auto (GStrv) list = lt_rule_set_list ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) none = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (LtRuleSet) rules = lt_rule_set_find (names[i], &none);

      g_assert_no_error (none);
      g_assert_true (g_strv_contains ((const char *const *) list, names[i]));
      g_assert_cmpstr (rules->name, ==, names[i]);
      g_assert_nonnull (lt_rule_set_get_label (rules));
    }
  g_assert_null (lt_rule_set_find ("../rules/control-2008", NULL));
  g_assert_null (lt_rule_set_find ("nowhere.json", NULL));
  g_assert_null (lt_rule_set_find ("control-1908", &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "control-2008"));
}

/* A file of the person's own wins over the built-in one of its name. */
static void
test_own (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "liantu", "rules", NULL);
  g_autofree char *path = g_build_filename (folder, "control-2008.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LtRuleSet) rules = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "{" HEAD ", \"groups\": [{\"name\": \"a\"}]}", -1, NULL));
  rules = lt_rule_set_find ("control-2008", &error);
  g_remove (path);
  g_assert_no_error (error);
  g_assert_cmpstr (rules->name, ==, "mine");
}

/* --- looking up --- */

static const char table[]
    = "{" HEAD
      ", \"concordance\": {\"2002:39\": \"38\", \"2002:3911\": \"3811\"}, \"groups\": [{\"name\": \"a\", "
      "\"rules\": [{\"indicator\": \"investment_intensity\", \"unit\": \"万元/公顷\", \"source\": \"s\", "
      "\"clause\": \"general\", \"cells\": ["
      "{\"value\": 150}, {\"industries\": [\"38\"], \"value\": 300, \"clause\": \"own\"}, "
      "{\"industries\": [\"38\"], \"grades\": [7], \"value\": 450}, "
      "{\"industries\": [\"3811\"], \"value\": 600}, {\"industries\": [\"40\"], \"value\": null}, "
      "{\"industries\": [\"26\"], \"grades\": [1, 2], \"value\": 750}]}]}]}";

static const struct
{
  const char *code;
  guint edition;
  guint grade;
  double value; /* NAN: none */
  LtReason reason;
} lookups[] = {
  { "38", 2017, 0, NAN, LT_REASON_GRADE_MISSING }, /* the grade would decide */
  { "38", 2017, 3, 20, LT_REASON_NONE },
  { "3899", 2017, 7, 30, LT_REASON_NONE },
  { "C38", 2017, 7, 30, LT_REASON_NONE },
  { "3811", 2017, 7, 40, LT_REASON_NONE },
  { "13", 2017, 0, 10, LT_REASON_NONE },
  { "4011", 2017, 0, NAN, LT_REASON_EMPTY_CELL },
  { "26", 2017, 2, 50, LT_REASON_NONE },
  { "26", 2017, 3, 10, LT_REASON_NONE },
  { "39", 2002, 3, 20, LT_REASON_NONE }, /* as the concordance has it */
  { "3911", 2002, 3, 40, LT_REASON_NONE },
  { "13", 2002, 3, NAN, LT_REASON_OTHER_EDITION },
  { "13", 0, 3, NAN, LT_REASON_EDITION_MISSING },
  { "", 2017, 3, NAN, LT_REASON_INDUSTRY_MISSING },
  { NULL, 2017, 3, NAN, LT_REASON_INDUSTRY_MISSING },
  { "C", 2017, 3, NAN, LT_REASON_INDUSTRY_MISSING },
};

static void
test_look_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LtRuleSet) rules = load (self, table, &error);
  const LtRuleGroup *group;
  const LtRule *rule;

  g_assert_no_error (error);
  group = g_ptr_array_index (rules->groups, 0);
  rule = g_ptr_array_index (group->rules, 0);
  for (guint i = 0; i < G_N_ELEMENTS (lookups); i++)
    {
      LtReason reason;
      const LtRuleCell *cell
          = lt_rule_set_look_up (rules, rule, lookups[i].code, lookups[i].edition, lookups[i].grade, &reason);
      double value = cell != NULL ? cell->value : NAN;

      g_test_message ("%s of %u on %u: %g", lookups[i].code, lookups[i].edition, lookups[i].grade, value);
      g_assert_cmpint (reason, ==, lookups[i].reason);
      if (isnan (lookups[i].value))
        g_assert_true (isnan (value));
      else
        g_assert_cmpfloat_with_epsilon (value, lookups[i].value, 1e-9);
    }
}

static void
test_units (void)
{
  LtIndicator indicator;

  for (guint i = 0; i < LT_N_INDICATORS; i++)
    {
      g_assert_true (lt_indicator_from_name (lt_indicator_get_name ((LtIndicator) i), &indicator));
      g_assert_cmpuint (indicator, ==, i);
      g_assert_cmpfloat (lt_indicator_get_factor (indicator, lt_indicator_get_unit (indicator)), ==, 1);
      g_assert_nonnull (lt_indicator_get_title (indicator));
    }
  g_assert_false (lt_indicator_from_name ("beauty", &indicator));
  g_assert_cmpfloat (lt_indicator_get_factor (LT_INDICATOR_FAR, "%"), ==, 0.01);
  g_assert_cmpfloat (lt_indicator_get_factor (LT_INDICATOR_TAX_PER_MU, "%"), ==, 0);
  g_assert_cmpfloat (lt_indicator_get_factor (LT_INDICATOR_FAR, "万元/公顷"), ==, 0);
  /* DOMAIN: 7500 万元/ha = 500 万元/亩 */
  g_assert_cmpfloat_with_epsilon (
      7500 * lt_indicator_get_factor (LT_INDICATOR_INVESTMENT_INTENSITY, "万元/公顷"), 500, 1e-9);
}

static void
remove_folder (const char *folder)
{
  g_autofree char *liantu = g_build_filename (folder, "liantu", NULL);
  g_autofree char *rules = g_build_filename (liantu, "rules", NULL);

  g_rmdir (rules);
  g_rmdir (liantu);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("liantu-data-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/rule-set/mistakes", Fixture, NULL, set_up, test_mistakes, tear_down);
  g_test_add ("/rule-set/find", Fixture, NULL, set_up, test_find, tear_down);
  g_test_add ("/rule-set/look-up", Fixture, NULL, set_up, test_look_up, tear_down);
  g_test_add_func ("/rule-set/own", test_own);
  g_test_add_func ("/rule-set/units", test_units);
  status = g_test_run ();
  remove_folder (folder);
  return status;
}
