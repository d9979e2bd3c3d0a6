#include "judge-cases.h"

#include <math.h>

#include "lt-judge-text.h"

/* The same rules in the program and in tests/data/judge/make.py, which knows nothing of it. */

enum
{
  RULES,
  SUBJECT,
  INDICATOR,
  VALUE,
  STANDARD,
  VERDICT,
  SUB_SCORE,
  SCORE,
  GRADE,
};

typedef struct
{
  LtJudgement *judgement;
  LtSubjects *subjects;
  GHashTable *index; /* name → index + 1 */
} Case;

static void
assert_number (const char *text, double value)
{
  double expected = *text != '\0' ? g_ascii_strtod (text, NULL) : NAN;

  if (isnan (expected))
    g_assert_true (isnan (value));
  else
    g_assert_cmpfloat_with_epsilon (value, expected, 1e-9 * MAX (fabs (expected), 1.0));
}

static const LtFinding *
find (const LtExplanation *explanation, const char *indicator)
{
  for (guint i = 0; i < explanation->findings->len; i++)
    {
      const LtFinding *finding = &g_array_index (explanation->findings, LtFinding, i);

      if (strcmp (lt_indicator_get_name (finding->rule->indicator), indicator) == 0)
        return finding;
    }
  return NULL;
}

static const LtJudgedColumn *
find_column (const LtJudgement *judgement, const char *indicator)
{
  for (guint i = 0; i < judgement->n_columns; i++)
    {
      if (strcmp (lt_indicator_get_name (judgement->columns[i].indicator), indicator) == 0)
        return &judgement->columns[i];
    }
  return NULL;
}

static void
check_needed (const LtFinding *finding)
{
  double part;

  if (finding->verdict != LT_VERDICT_FAIL)
    {
      g_assert_true (isnan (finding->needed));
      return;
    }
  g_assert_cmpfloat_with_epsilon (finding->difference, finding->measure.value - finding->standard, 1e-12);
  /* No amount of anything gives years back. */
  if (isnan (finding->measure.base))
    {
      g_assert_true (isnan (finding->needed));
      return;
    }
  part = finding->measure.value * finding->measure.base + finding->needed;
  g_assert_cmpfloat_with_epsilon (part / finding->measure.base, finding->standard,
                                  1e-9 * MAX (finding->standard, 1.0));
}

static void
check_indicator (const Case *self, guint index, const char *const *row)
{
  g_autoptr (LtExplanation) explanation = lt_judgement_explain (self->judgement, index);
  const LtFinding *finding = find (explanation, row[INDICATOR]);
  const LtJudgedColumn *column = find_column (self->judgement, row[INDICATOR]);

  g_assert_nonnull (finding);
  g_assert_nonnull (column);
  assert_number (row[VALUE], finding->measure.value);
  assert_number (row[STANDARD], finding->standard);
  assert_number (row[SUB_SCORE], finding->sub_score);
  g_assert_cmpstr (lt_verdict_get_name (finding->verdict), ==, row[VERDICT]);
  g_assert_cmpuint (column->verdicts[index], ==, finding->verdict);
  g_assert_true (isnan (column->values[index]) == isnan (finding->measure.value));
  check_needed (finding);
}

static void
check_whole (const Case *self, guint index, const char *const *row)
{
  g_autoptr (LtExplanation) explanation = lt_judgement_explain (self->judgement, index);
  char grade[2] = { explanation->grade, '\0' };

  g_assert_cmpstr (lt_verdict_get_name (explanation->verdict), ==, row[VERDICT]);
  g_assert_cmpuint (self->judgement->verdicts[index], ==, explanation->verdict);
  g_assert_cmpstr (grade, ==, row[GRADE]);
  if (*row[SCORE] != '\0')
    assert_number (row[SCORE], explanation->score);
}

static void
case_clear (Case *self)
{
  g_clear_pointer (&self->judgement, lt_judgement_unref);
  g_clear_pointer (&self->subjects, lt_subjects_unref);
  g_clear_pointer (&self->index, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static void
case_load (Case *self, const char *name, guint n_threads)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LtRuleSet) rules = lt_rule_set_find (name, &error);

  g_assert_no_error (error);
  self->index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->subjects = judge_cases_load (rules->subject, names);
  for (guint i = 0; i < names->len; i++)
    g_hash_table_insert (self->index, g_ptr_array_index (names, i), GUINT_TO_POINTER (i + 1));
  self->judgement = lt_judgement_new (rules, self->subjects, n_threads);
}

static void
test_expected (gconstpointer data)
{
  const char *name = data;
  g_auto (Case) self = { 0 };
  g_auto (GStrv) header = NULL;
  g_autoptr (GPtrArray) rows = judge_cases_read ("expected.csv", &header);
  guint counts[LT_N_VERDICTS] = { 0 };
  guint checked = 0;

  case_load (&self, name, 2);
  for (guint i = 0; i < rows->len; i++)
    {
      const char *const *row = g_ptr_array_index (rows, i);
      guint index;

      if (strcmp (row[RULES], name) != 0)
        continue;
      index = GPOINTER_TO_UINT (g_hash_table_lookup (self.index, row[SUBJECT])) - 1;
      if (*row[INDICATOR] != '\0')
        check_indicator (&self, index, row);
      else
        {
          check_whole (&self, index, row);
          counts[self.judgement->verdicts[index]]++;
          checked++;
        }
    }
  g_assert_cmpuint (checked, ==, self.subjects->n);
  g_assert_cmpmem (counts, sizeof counts, self.judgement->counts, sizeof self.judgement->counts);
}

/* --- counts --- */

static LtExplanation *
explain (const Case *self, const char *name)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->index, name));

  g_assert_cmpuint (index, >, 0);
  return lt_judgement_explain (self->judgement, index - 1);
}

static guint
count_missing (const Case *self, LtInput input)
{
  guint n = 0;

  for (guint i = 0; i < self->subjects->n; i++)
    {
      g_autoptr (LtExplanation) explanation = lt_judgement_explain (self->judgement, i);
      guint32 missing = 0;

      for (guint j = 0; j < explanation->findings->len; j++)
        {
          const LtFinding *finding = &g_array_index (explanation->findings, LtFinding, j);
          gboolean asked = finding->rule->n_filled > 0 || finding->reason == LT_REASON_AGREED
                           || finding->reason == LT_REASON_BENCHMARK;

          missing |= asked ? finding->missing : 0;
        }
      n += (missing >> input) & 1;
    }
  return n;
}

static void
test_missing (void)
{
  g_auto (Case) self = { 0 };

  case_load (&self, "control-2008", 1);
  for (guint i = 0; i < LT_N_INPUTS; i++)
    g_assert_cmpuint (self.judgement->missing[i], ==, count_missing (&self, (LtInput) i));
  g_assert_cmpuint (self.judgement->missing[LT_INPUT_FLOOR_AREA_M2], >, 0);
  g_assert_cmpuint (self.judgement->missing[LT_INPUT_INDUSTRY_EDITION], >, 0);
  g_assert_cmpuint (self.judgement->missing[LT_INPUT_STAFF], ==, 0);
}

static void
test_find (void)
{
  g_autoptr (LtSubjects) subjects = lt_subjects_new (LT_SUBJECT_PARCEL, 0);

  g_assert_cmpint (lt_subjects_find (subjects, 1), ==, -1);
  for (guint i = 0; i < 600; i++)
    lt_subjects_add (subjects, 2 * i + 1);
  for (guint i = 0; i < 600; i++)
    {
      g_assert_cmpint (lt_subjects_find (subjects, 2 * i + 1), ==, i);
      g_assert_cmpint (lt_subjects_find (subjects, 2 * i), ==, -1);
    }
  g_assert_cmpint (lt_subjects_find (subjects, 1201), ==, -1);
}

static void
test_shortfalls (void)
{
  g_auto (Case) self = { 0 };
  g_autofree float *far = NULL;
  g_autofree float *worst = NULL;
  guint index;

  case_load (&self, "control-2008", 1);
  far = g_new (float, self.subjects->n);
  worst = g_new (float, self.subjects->n);
  lt_judgement_get_shortfalls (self.judgement, LT_INDICATOR_FAR, far);
  lt_judgement_get_shortfalls (self.judgement, -1, worst);
  index = GPOINTER_TO_UINT (g_hash_table_lookup (self.index, "division-39-0.49")) - 1;
  g_assert_cmpfloat_with_epsilon (far[index], 0.3, 1e-6);
  g_assert_cmpfloat_with_epsilon (worst[index], 0.3, 1e-6);
  index = GPOINTER_TO_UINT (g_hash_table_lookup (self.index, "far-on-limit")) - 1;
  g_assert_cmpfloat_with_epsilon (far[index], 0, 1e-6);
  index = GPOINTER_TO_UINT (g_hash_table_lookup (self.index, "floor-missing")) - 1;
  g_assert_true (isnan (far[index]));
  for (guint i = 0; i < self.subjects->n; i++)
    if (self.judgement->verdicts[i] == LT_VERDICT_FAIL)
      g_assert_cmpfloat (worst[i], >, 0);
}

static void
test_columns (void)
{
  g_auto (Case) self = { 0 };

  case_load (&self, "control-2008", 1);
  for (guint i = 0; i < self.judgement->n_columns; i++)
    {
      const LtJudgedColumn *column = &self.judgement->columns[i];
      guint counts[LT_N_VERDICTS] = { 0 };

      for (guint j = 0; j < self.subjects->n; j++)
        counts[column->verdicts[j]]++;
      g_assert_cmpmem (counts, sizeof counts, column->counts, sizeof column->counts);
    }
}

static void
check_reason (const Case *self, const char *name, const char *indicator, LtReason reason)
{
  g_autoptr (LtExplanation) explanation = explain (self, name);
  const LtFinding *finding = find (explanation, indicator);

  g_test_message ("%s %s", name, indicator);
  g_assert_cmpint (finding->reason, ==, reason);
}

static void
test_reasons (void)
{
  g_auto (Case) self = { 0 };

  case_load (&self, "control-2008", 1);
  check_reason (&self, "good", "far", LT_REASON_NONE);
  check_reason (&self, "good", "investment_intensity", LT_REASON_EMPTY_CELL);
  check_reason (&self, "edition-2017", "far", LT_REASON_OTHER_EDITION);
  check_reason (&self, "edition-2017", "coverage", LT_REASON_NONE);
  check_reason (&self, "code-not-in-table", "far", LT_REASON_OTHER_INDUSTRY);
  check_reason (&self, "code-missing", "far", LT_REASON_INDUSTRY_MISSING);
  check_reason (&self, "edition-missing", "far", LT_REASON_EDITION_MISSING);
  check_reason (&self, "agreed-far-wins", "far", LT_REASON_AGREED);
  check_reason (&self, "agreed-zero-is-blank", "far", LT_REASON_NONE);
  for (guint i = LT_REASON_AGREED; i <= LT_REASON_GRADE_MISSING; i++)
    g_assert_nonnull (lt_reason_get_text ((LtReason) i));
}

/* A year unstarted is idle land, two are taken back; the clause says which. */
static void
test_severe (void)
{
  g_auto (Case) self = { 0 };
  g_autoptr (LtExplanation) one = NULL;
  g_autoptr (LtExplanation) two = NULL;
  const LtFinding *finding;

  case_load (&self, "idle-land", 1);
  one = explain (&self, "idle-two-under");
  two = explain (&self, "idle-two-on-limit");
  finding = find (one, "unstarted_years");
  g_assert_false (finding->severe);
  g_assert_cmpstr (lt_finding_get_clause (finding), ==, finding->rule->clause);
  finding = find (two, "unstarted_years");
  g_assert_true (finding->severe);
  g_assert_cmpstr (lt_finding_get_clause (finding), ==, finding->rule->severe_clause);
}

static void
check_sentence (const Case *self, const char *name, const char *indicator, const char *expected)
{
  g_autoptr (LtExplanation) explanation = explain (self, name);
  g_autofree char *text = lt_finding_explain (find (explanation, indicator), self->judgement->rules);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_sentences (void)
{
  g_auto (Case) self = { 0 };
  g_auto (Case) idle = { 0 };

  case_load (&self, "control-2008", 1);
  check_sentence (
      &self, "division-39-0.5", "far",
      "Floor area ratio 0.500, standard ≥ 0.700; short by 0.200: Total floor area to be raised by "
      "4,000 m². 容积率不低于按行业的控制指标, 国土资发〔2008〕24号.");
  check_sentence (&self, "floor-missing", "far",
                  "Floor area ratio not recorded (standard ≥ 0.700); missing: Total floor area. "
                  "容积率不低于按行业的控制指标, 国土资发〔2008〕24号.");
  check_sentence (
      &self, "agreed-far-wins", "far",
      "Floor area ratio 1.200 (standard ≥ 1.200). value agreed in the sale contract, sale contract.");
  check_sentence (
      &self, "office-over", "office_share",
      "Share of office and service land 7.0005%, standard ≤ 7.00%; over by 0.0005%: Office and service "
      "land to be lowered by 1 m². 行政办公及生活服务设施用地不超过7%, 国土资发〔2008〕24号.");
  check_sentence (&self, "code-not-in-table", "far",
                  "Floor area ratio 1.200; The rule set has no value for this industry. "
                  "容积率不低于按行业的控制指标, 国土资发〔2008〕24号.");
  check_sentence (&self, "good", "investment_intensity",
                  "Investment intensity not recorded; missing: Fixed-asset investment; The rule set has no "
                  "confirmed value here. "
                  "投资强度控制指标（未录入）, 国土资发〔2008〕24号.");
  case_load (&idle, "idle-land", 1);
  check_sentence (
      &idle, "idle-stopped", "stopped_years",
      "Years stopped 1.00, standard < 1.00 年; over by 0.0000. "
      "已动工面积不足应动工面积三分之一或已投资额不足总投资额25%，中止开发建设满一年的，为闲置土地, "
      "《闲置土地处置办法》（国土资源部令第53号）.");
}

/* --- grades of a rule set of the test's own --- */

static LtSubjects *
make_scored (const double *tax, guint n)
{
  LtSubjects *subjects = lt_subjects_new (LT_SUBJECT_ENTERPRISE, n);

  for (guint i = 0; i < n; i++)
    {
      guint index = lt_subjects_add (subjects, i + 1);

      lt_subjects_set_input (subjects, index, LT_INPUT_AREA_M2, 2000);
      lt_subjects_set_input (subjects, index, LT_INPUT_REVENUE_WAN, 100);
      lt_subjects_set_input (subjects, index, LT_INPUT_TAX_WAN, tax[i]);
    }
  return subjects;
}

static LtRuleSet *
load_own (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "judge", "rules", name, NULL);
  g_autoptr (GError) error = NULL;
  LtRuleSet *rules = lt_rule_set_find (path, &error);

  g_assert_no_error (error);
  return rules;
}

/* 60 points for 10 万元/亩 with a cap of 1.5; A from 80, B from 60, C from 30, else D. */
static void
test_limits (void)
{
  static const double tax[] = { 60, 45, 40, 39.99, 30, 15, 14.9, 0, -3, NAN };
  static const char grades[] = "AAABBCDDD";
  g_autoptr (LtRuleSet) rules = load_own ("limits.json");
  g_autoptr (LtSubjects) subjects = make_scored (tax, G_N_ELEMENTS (tax));
  g_autoptr (LtJudgement) judgement = lt_judgement_new (rules, subjects, 1);
  g_autoptr (LtExplanation) b = lt_judgement_explain (judgement, 4);
  const LtFinding *finding = find (b, "tax_per_mu");

  g_assert_true (lt_judgement_has_grades (judgement));
  for (guint i = 0; i < G_N_ELEMENTS (tax); i++)
    g_assert_cmpint (judgement->grades[i], ==, grades[i]);
  g_assert_cmpuint (judgement->grade_counts[0], ==, 1);
  g_assert_cmpuint (judgement->grade_counts[4], ==, 3);
  g_assert_cmpfloat_with_epsilon (judgement->scores[0], 90, 1e-9);
  g_assert_cmpint (judgement->verdicts[9], ==, LT_VERDICT_MISSING);
  g_assert_cmpint (b->next_grade, ==, 'A');
  g_assert_cmpfloat_with_epsilon (b->next_measure, 80, 1e-9);
  g_assert_cmpfloat_with_epsilon (finding->lift, 10 + 20.0 / 6.0, 1e-9);
  g_assert_cmpuint (b->rank, ==, 5);
  g_assert_cmpuint (b->ranked, ==, 9);
}

/* Of ten: A to rank 2.5, B to 7, C to 9.5. Equal ones share the better rank and its grade. */
static void
test_shares (void)
{
  static const double tax[] = { 90, 80, 80, 70, 60, 50, 40, 40, 30, 20 };
  static const char grades[] = "AAABBBBBCD";
  g_autoptr (GError) error = NULL;
  g_autoptr (LtRuleSet) rules = lt_rule_set_find ("per-mu-below-rank", &error);
  g_autoptr (LtSubjects) subjects = make_scored (tax, G_N_ELEMENTS (tax));
  g_autoptr (LtJudgement) judgement = lt_judgement_new (rules, subjects, 1);
  g_autoptr (LtExplanation) c = lt_judgement_explain (judgement, 8);
  g_autoptr (LtExplanation) best = lt_judgement_explain (judgement, 0);

  for (guint i = 0; i < G_N_ELEMENTS (tax); i++)
    g_assert_cmpint (judgement->grades[i], ==, grades[i]);
  g_assert_cmpint (c->next_grade, ==, 'B');
  g_assert_cmpfloat_with_epsilon (c->next_measure, 40.0 / 3.0, 1e-9);
  g_assert_cmpint (best->next_grade, ==, '\0');
  g_assert_cmpuint (best->rank, ==, 1);
}

/* Four lists as Cixi has them: above scale, below by size, tenants. */
static void
test_groups (void)
{
  static const struct
  {
    double revenue;
    double mu;
    gboolean tenant;
    guint group;
  } cases[] = {
    { 2000, 1, FALSE, 0 },          { 5000, 1, TRUE, 0 },
    { 1999, 3, FALSE, 2 },          { 1999, 2.99, FALSE, 3 },
    { 1999, 50, TRUE, 1 },          { 1999, NAN, TRUE, 1 },
    { NAN, 5, FALSE, LT_NO_GROUP }, { 10, NAN, FALSE, LT_NO_GROUP },
  };
  g_autoptr (LtRuleSet) rules = load_own ("groups.json");
  g_autoptr (LtSubjects) subjects = lt_subjects_new (LT_SUBJECT_ENTERPRISE, 8);
  g_autoptr (LtJudgement) judgement = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint index = lt_subjects_add (subjects, i);

      lt_subjects_set_input (subjects, index, LT_INPUT_REVENUE_WAN, cases[i].revenue);
      lt_subjects_set_input (subjects, index, LT_INPUT_AREA_M2, cases[i].mu * 2000 / 3);
      if (cases[i].tenant)
        lt_subjects_set_tenant (subjects, index);
    }
  judgement = lt_judgement_new (rules, subjects, 1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (judgement->groups[i], ==, cases[i].group);
  g_assert_cmpuint (judgement->missing[LT_INPUT_REVENUE_WAN], ==, 1);
  g_assert_cmpint (judgement->verdicts[6], ==, LT_VERDICT_MISSING);
}

static void
test_empty (void)
{
  static const char *const names[] = { "control-2008",      "control-2023",      "per-mu-huangyan-2022",
                                       "per-mu-below-rank", "huzhou-sandi-2021", "idle-land" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (LtRuleSet) rules = lt_rule_set_find (names[i], NULL);
      g_autoptr (LtSubjects) subjects = lt_subjects_new (rules->subject, 0);
      g_autoptr (LtJudgement) judgement = lt_judgement_new (rules, subjects, 2);

      for (guint j = 0; j < LT_N_VERDICTS; j++)
        g_assert_cmpuint (judgement->counts[j], ==, 0);
    }
}

/* One thread or many, the same comes out; the rows are enough to be shared. */
static void
test_threads (void)
{
  g_autoptr (LtRuleSet) rules = lt_rule_set_find ("control-2008", NULL);
  g_autoptr (LtSubjects) subjects = lt_subjects_new (LT_SUBJECT_PARCEL, 0);
  g_autoptr (LtJudgement) one = NULL;
  g_autoptr (LtJudgement) many = NULL;

  for (guint i = 0; i < 200000; i++)
    {
      guint index = lt_subjects_add (subjects, i);

      lt_subjects_set_input (subjects, index, LT_INPUT_AREA_M2, 1000 + i % 7);
      lt_subjects_set_input (subjects, index, LT_INPUT_FLOOR_AREA_M2, 500 + i % 701);
      lt_subjects_set_input (subjects, index, LT_INPUT_BASE_AREA_M2, i % 3 == 0 ? NAN : 200 + i % 200);
      lt_subjects_set_industry (subjects, index, i % 2 == 0 ? "39" : "26", i % 5 == 0 ? 2017 : 2002);
    }
  one = lt_judgement_new (rules, subjects, 1);
  many = lt_judgement_new (rules, subjects, 4);
  g_assert_cmpmem (one->verdicts, subjects->n, many->verdicts, subjects->n);
  g_assert_cmpmem (one->counts, sizeof one->counts, many->counts, sizeof many->counts);
  g_assert_cmpmem (one->missing, sizeof one->missing, many->missing, sizeof many->missing);
}

int
main (int argc, char **argv)
{
  static const char *const names[] = { "control-2008",      "control-2023",      "per-mu-huangyan-2022",
                                       "per-mu-below-rank", "huzhou-sandi-2021", "idle-land" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strconcat ("/judge/expected/", names[i], NULL);

      g_test_add_data_func (path, names[i], test_expected);
    }
  g_test_add_func ("/judge/missing", test_missing);
  g_test_add_func ("/judge/find", test_find);
  g_test_add_func ("/judge/shortfalls", test_shortfalls);
  g_test_add_func ("/judge/columns", test_columns);
  g_test_add_func ("/judge/reasons", test_reasons);
  g_test_add_func ("/judge/severe", test_severe);
  g_test_add_func ("/judge/sentences", test_sentences);
  g_test_add_func ("/judge/limits", test_limits);
  g_test_add_func ("/judge/shares", test_shares);
  g_test_add_func ("/judge/groups", test_groups);
  g_test_add_func ("/judge/empty", test_empty);
  g_test_add_func ("/judge/threads", test_threads);
  return g_test_run ();
}
