#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-command-judge.h"
#include "lt-judge-text.h"
#include "lt-unit.h"

static gboolean as_json;
static char *rules_name;
static int year;

static const GOptionEntry options[]
    = { { "rules", 0, 0, G_OPTION_ARG_STRING, &rules_name, N_ ("Rule set, by name or a JSON file"),
          N_ ("NAME") },
        { "year", 0, 0, G_OPTION_ARG_INT, &year, N_ ("Year of the annual figures (default the last)"),
          N_ ("YEAR") },
        { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object"), NULL },
        { NULL } };

/* What is explained, and all that is said of it. */
typedef struct
{
  LtWorkspace *workspace;
  const char *key;
  LtRuleSet *rules;
  gint64 id;
  LtJudgement *judgement;
  guint index;
  LtExplanation *explanation;
  GPtrArray *occupants;
  LtRecord *record;
} Case;

static void
case_clear (Case *self)
{
  g_clear_pointer (&self->explanation, lt_explanation_free);
  g_clear_pointer (&self->judgement, lt_judgement_unref);
  g_clear_pointer (&self->rules, lt_rule_set_unref);
  g_clear_pointer (&self->occupants, g_ptr_array_unref);
  g_clear_object (&self->record);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static gboolean
is_parcel (const Case *self)
{
  return self->rules->subject == LT_SUBJECT_PARCEL;
}

static const LtRuleGroup *
get_group (const Case *self)
{
  guint group = self->explanation->group;

  return group != LT_NO_GROUP ? g_ptr_array_index (self->rules->groups, group) : NULL;
}

/* --- JSON --- */

static void
add_grade (JsonBuilder *builder, const LtExplanation *explanation)
{
  lt_command_add_double (builder, "score", explanation->score);
  lt_command_add_grade (builder, "grade", explanation->grade);
  lt_command_add_double (builder, "measure", explanation->measure);
  lt_command_add_integer (builder, "rank", explanation->rank);
  lt_command_add_integer (builder, "ranked", explanation->ranked);
  lt_command_add_grade (builder, "next_grade", explanation->next_grade);
  lt_command_add_double (builder, "next_grade_at", explanation->next_measure);
}

static void
print_json (const Case *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const LtExplanation *explanation = self->explanation;
  const LtRuleGroup *group = get_group (self);

  json_builder_begin_object (builder);
  lt_command_add_rules (builder, self->rules, self->judgement->subjects->year);
  lt_command_add_string (builder, is_parcel (self) ? "number" : "credit_code", self->key);
  lt_command_add_string (builder, "name", lt_record_peek (self->record, "name"));
  lt_command_add_string (builder, "district", lt_record_peek (self->record, "district"));
  lt_command_add_string (builder, "group", group != NULL ? group->name : NULL);
  lt_command_add_string (builder, "verdict", lt_verdict_get_name (explanation->verdict));
  if (self->judgement->measures != NULL)
    add_grade (builder, explanation);
  json_builder_set_member_name (builder, "indicators");
  json_builder_begin_array (builder);
  for (guint i = 0; i < explanation->findings->len; i++)
    lt_command_add_finding (builder, self->rules, self->judgement->subjects, self->index,
                            &g_array_index (explanation->findings, LtFinding, i));
  json_builder_end_array (builder);
  lt_command_add_occupants (builder, self->occupants);
  json_builder_end_object (builder);
  lt_command_print_json (builder);
}

/* --- text --- */

/* "0.620 / ≥ 0.700 · Falls short (国土资发〔2008〕24号, 容积率不低于按行业的控制指标)" */
static void
print_value (const Case *self, const LtFinding *finding)
{
  LtIndicator indicator = finding->rule->indicator;
  const char *clause = lt_finding_get_clause (finding);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *value = lt_finding_format_value (finding);

  g_string_append (text, value);
  if (finding->reason != LT_REASON_BENCHMARK || finding->verdict == LT_VERDICT_MISSING)
    g_string_append_printf (text, " · %s", lt_verdict_get_title (finding->verdict));
  if (isfinite (finding->standard))
    g_string_append_printf (text, " · %s", lt_finding_get_edition (finding, self->rules));
  if (isfinite (finding->standard) && clause != NULL && finding->reason != LT_REASON_AGREED)
    g_string_append_printf (text, " %s", clause);
  lt_command_print_row (lt_indicator_get_title (indicator), text->str);
}

static void
print_optional (char *text)
{
  if (text != NULL)
    lt_command_print_row ("", text);
  g_free (text);
}

static void
print_inputs (const char *format, guint32 inputs)
{
  g_autofree char *names = lt_inputs_format (inputs);

  if (names != NULL)
    print_optional (g_strconcat (format, names, NULL));
}

static void
print_score (const LtFinding *finding)
{
  g_autofree char *score = lt_unit_format (finding->sub_score, 2);
  g_autofree char *weight = lt_unit_format (finding->rule->weight, 0);
  g_autofree char *benchmark = lt_indicator_format (finding->rule->indicator, finding->rule->benchmark);
  g_autofree char *text = NULL;

  if (isnan (finding->rule->weight))
    return;
  text = g_strdup_printf (_ ("sub-score %s of %s, benchmark %s"), score, weight, benchmark);
  lt_command_print_row ("", text);
}

static void
print_finding (const Case *self, const LtFinding *finding)
{
  const char *reason = lt_reason_get_text (finding->reason);

  print_value (self, finding);
  if (reason != NULL && finding->reason != LT_REASON_BENCHMARK)
    lt_command_print_row ("", reason);
  print_score (finding);
  print_optional (lt_finding_format_needed (finding));
  print_optional (lt_finding_format_lift (finding, self->explanation));
  print_inputs (_ ("missing: "), finding->missing);
  if (finding->missing == 0)
    print_inputs (_ ("not recorded and left out: "), finding->measure.partial);
}

static void
print_grade (const Case *self)
{
  const LtExplanation *explanation = self->explanation;
  g_autofree char *score = lt_unit_format (explanation->score, 2);
  g_autofree char *next = lt_unit_format (explanation->next_measure, 2);
  g_autofree char *text = NULL;
  char grade[2] = { explanation->grade, '\0' };

  if (isfinite (explanation->score))
    lt_command_print_row (_ ("Score"), score);
  if (explanation->rank > 0)
    {
      g_autofree char *rank = g_strdup_printf (_ ("%u of %u"), explanation->rank, explanation->ranked);

      lt_command_print_row (_ ("Rank"), rank);
    }
  if (!lt_judgement_has_grades (self->judgement))
    return;
  lt_command_print_row (_ ("Grade"), explanation->grade != '\0' ? grade : _ ("Unrated"));
  if (explanation->next_grade == '\0')
    return;
  text = g_strdup_printf (_ ("grade %c from %s"), explanation->next_grade, next);
  lt_command_print_row ("", text);
}

static void
print_table (const Case *self)
{
  const char *name = lt_record_peek (self->record, "name");
  const LtRuleGroup *group = get_group (self);

  lt_command_print_row (is_parcel (self) ? _ ("Parcel") : _ ("Enterprise"), self->key);
  lt_command_print_row (_ ("Name"), name != NULL ? name : _ ("not recorded"));
  lt_command_print_rules (self->rules, self->judgement->subjects->year);
  if (group != NULL && self->rules->groups->len > 1 && group->title != NULL)
    lt_command_print_row (_ ("Judged among"), group->title);
  if (isnan (self->explanation->measure))
    lt_command_print_row (_ ("Verdict"), lt_verdict_get_title (self->explanation->verdict));
  if (self->judgement->measures != NULL)
    print_grade (self);
  lt_command_print ("\n");
  for (guint i = 0; i < self->explanation->findings->len; i++)
    print_finding (self, &g_array_index (self->explanation->findings, LtFinding, i));
}

/* --- finding --- */

static gboolean
fail_not_found (const Case *self, GError **error)
{
  g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND,
               _ ("“%s” is no parcel number and no credit code in this workspace: check it."), self->key);
  return FALSE;
}

static gboolean
fail_other_subject (const Case *self, GError **error)
{
  g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
               is_parcel (self)
                   ? _ ("The rule set “%s” judges parcels, and “%s” is an enterprise: give a parcel's "
                        "number or other --rules.")
                   : _ ("The rule set “%s” judges enterprises, and “%s” is a parcel: give a credit code "
                        "or other --rules."),
               self->rules->name, self->key);
  return FALSE;
}

/* Finds the row as a parcel and as an enterprise, and the rules that go with it. */
static gboolean
find (Case *self, GError **error)
{
  gint64 ids[2] = { 0, 0 };
  LtSubject subject;

  if (!lt_judging_find (self->workspace, LT_SUBJECT_PARCEL, self->key, &ids[LT_SUBJECT_PARCEL], error)
      || !lt_judging_find (self->workspace, LT_SUBJECT_ENTERPRISE, self->key, &ids[LT_SUBJECT_ENTERPRISE],
                           error))
    return FALSE;
  if (ids[0] == 0 && ids[1] == 0)
    return fail_not_found (self, error);
  subject = ids[LT_SUBJECT_PARCEL] != 0 ? LT_SUBJECT_PARCEL : LT_SUBJECT_ENTERPRISE;
  if (self->rules == NULL)
    self->rules = lt_rule_set_find (
        subject == LT_SUBJECT_PARCEL ? LT_DEFAULT_PARCEL_RULES : LT_DEFAULT_ENTERPRISE_RULES, error);
  if (self->rules == NULL)
    return FALSE;
  self->id = ids[self->rules->subject];
  return self->id != 0 || fail_other_subject (self, error);
}

static gboolean
load_record (Case *self, GError **error)
{
  LtKind kind = is_parcel (self) ? LT_KIND_PARCEL : LT_KIND_ENTERPRISE;
  g_autoptr (GPtrArray) records = lt_workspace_fetch (self->workspace, kind, &self->id, 1, error);

  if (records == NULL)
    return FALSE;
  if (records->len == 0)
    return fail_not_found (self, error);
  self->record = g_object_ref (g_ptr_array_index (records, 0));
  return TRUE;
}

/* Whether it takes the others too: to be ranked among them, or to get their average. */
static gboolean
needs_others (const LtRuleSet *rules)
{
  for (guint i = 0; i < rules->groups->len; i++)
    {
      const LtRuleGroup *group = g_ptr_array_index (rules->groups, i);

      if (group->method != LT_GRADING_NONE)
        return TRUE;
      for (guint j = 0; j < group->rules->len; j++)
        if (isfinite (((LtRule *) g_ptr_array_index (group->rules, j))->weight))
          return TRUE;
    }
  return FALSE;
}

static gboolean
judge (Case *self, GError **error)
{
  LtSubjectsFilter filter
      = { .kind = self->rules->subject, .year = year, .id = needs_others (self->rules) ? 0 : self->id };
  g_autoptr (LtSubjects) subjects = lt_judging_load_subjects (self->workspace, &filter, error);
  int index = subjects != NULL ? lt_subjects_find (subjects, self->id) : -1;

  if (subjects == NULL)
    return FALSE;
  if (index < 0)
    return fail_not_found (self, error);
  self->index = (guint) index;
  self->judgement = lt_command_judge (self->rules, subjects, NULL);
  self->explanation = lt_judgement_explain (self->judgement, self->index);
  self->occupants = lt_judging_load_occupants (self->workspace, filter.kind, self->id, subjects->year, error);
  return self->occupants != NULL;
}

static int
run (char **arguments)
{
  GError *error = NULL;
  g_auto (Case) self = { .key = arguments[1] };
  g_autoptr (LtWorkspace) workspace = NULL;

  if (!lt_command_is_year (year))
    return lt_command_misuse ("explain", _ ("--year must be a year such as 2025, not %d"), year);
  if (rules_name != NULL && (self.rules = lt_rule_set_find (rules_name, &error)) == NULL)
    return lt_command_fail (error);
  self.workspace = workspace = lt_workspace_open (arguments[0], &error);
  if (workspace == NULL || !find (&self, &error) || !load_record (&self, &error) || !judge (&self, &error))
    return lt_command_fail (error);
  if (as_json)
    print_json (&self);
  else
    print_table (&self);
  lt_workspace_close (workspace);
  return LT_EXIT_DONE;
}

const LtCommand lt_explain_command = {
  .name = "explain",
  .arguments = "WORKSPACE PARCEL-NUMBER|CREDIT-CODE",
  .summary = N_ ("Tell why a parcel or an enterprise passes or falls short"),
  .details = N_ ("Every indicator with its standard, clause and edition, what it was computed from, and what "
                 "would be needed."),
  .options = options,
  .run = run,
};
