#include "config.h"

#include "lt-command-judge.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-day.h"
#include "lt-judge-text.h"

LtJudgement *
lt_command_judge (LtRuleSet *rules, LtSubjects *subjects, double *seconds)
{
  gint64 start = g_get_monotonic_time ();
  LtJudgement *judgement = lt_judgement_new (rules, subjects, LT_JUDGE_THREADS);

  if (seconds != NULL)
    *seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  return judgement;
}

gboolean
lt_command_is_year (int year)
{
  return year == 0 || (year >= 1900 && year <= 2100);
}

/* --- JSON --- */

void
lt_command_add_rules (JsonBuilder *builder, const LtRuleSet *rules, int year)
{
  lt_command_add_string (builder, "rules", rules->name);
  lt_command_add_string (builder, "title", lt_rule_set_get_label (rules));
  lt_command_add_string (builder, "edition", rules->edition);
  lt_command_add_string (builder, "source", rules->source);
  json_builder_set_member_name (builder, "template");
  json_builder_add_boolean_value (builder, rules->is_template);
  lt_command_add_string (builder, "subject", rules->subject == LT_SUBJECT_PARCEL ? "parcel" : "enterprise");
  if (year != 0)
    lt_command_add_integer (builder, "year", year);
  else
    lt_command_add_double (builder, "year", NAN);
}

void
lt_command_add_grade (JsonBuilder *builder, const char *name, char grade)
{
  char text[2] = { grade, '\0' };

  lt_command_add_string (builder, name, grade != '\0' ? text : NULL);
}

void
lt_command_add_inputs (JsonBuilder *builder, const char *name, guint32 inputs)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < LT_N_INPUTS; i++)
    {
      if ((inputs >> i & 1) != 0)
        json_builder_add_string_value (builder, lt_input_get_name ((LtInput) i));
    }
  json_builder_end_array (builder);
}

static void
add_attribute (JsonBuilder *builder, const LtSubjects *subjects, guint index, LtInput input)
{
  const LtIndustry *industry = &g_array_index (
      subjects->industry, LtIndustry, subjects->industries != NULL ? subjects->industries[index] : 0);
  guint value = input == LT_INPUT_INDUSTRY_EDITION ? industry->edition
                : subjects->land_grades != NULL    ? subjects->land_grades[index]
                                                   : 0;

  if (input == LT_INPUT_INDUSTRY_CODE)
    {
      lt_command_add_string (builder, lt_input_get_name (input),
                             *industry->code != '\0' ? industry->code : NULL);
      return;
    }
  if (value > 0)
    lt_command_add_integer (builder, lt_input_get_name (input), value);
  else
    lt_command_add_double (builder, lt_input_get_name (input), NAN);
}

static void
add_date (JsonBuilder *builder, const LtSubjects *subjects, guint index, LtInput input)
{
  g_autofree char *text
      = lt_day_format (subjects->inputs[input] != NULL ? subjects->inputs[input][index] : NAN);

  lt_command_add_string (builder, lt_input_get_name (input), text);
}

static void
add_values (JsonBuilder *builder, const LtSubjects *subjects, guint index, const LtRule *rule)
{
  guint32 inputs = lt_indicator_get_inputs (rule->indicator) | lt_rule_get_lookup_inputs (rule);

  json_builder_set_member_name (builder, "inputs");
  json_builder_begin_object (builder);
  for (guint i = 0; i < LT_N_INPUTS; i++)
    {
      if ((inputs >> i & 1) == 0)
        continue;
      if (lt_input_is_date ((LtInput) i))
        add_date (builder, subjects, index, (LtInput) i);
      else if (i >= LT_N_QUANTITIES)
        add_attribute (builder, subjects, index, (LtInput) i);
      else
        lt_command_add_double (builder, lt_input_get_name ((LtInput) i),
                               subjects->inputs[i] != NULL ? subjects->inputs[i][index] : NAN);
    }
  json_builder_end_object (builder);
}

static void
add_needed (JsonBuilder *builder, const LtFinding *finding)
{
  LtInput part = lt_indicator_get_part (finding->rule->indicator);

  json_builder_set_member_name (builder, "needed");
  if (isnan (finding->needed))
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  lt_command_add_string (builder, "input", lt_input_get_name (part));
  lt_command_add_double (builder, "amount", finding->needed);
  lt_command_add_string (builder, "unit", lt_input_get_unit (part));
  json_builder_end_object (builder);
}

static void
add_score (JsonBuilder *builder, const LtFinding *finding)
{
  if (isnan (finding->rule->weight))
    return;
  lt_command_add_double (builder, "weight", finding->rule->weight);
  lt_command_add_double (builder, "benchmark", finding->rule->benchmark);
  lt_command_add_double (builder, "sub_score", finding->sub_score);
  json_builder_set_member_name (builder, "averaged");
  json_builder_add_boolean_value (builder, isnan (finding->measure.value) && isfinite (finding->sub_score));
}

void
lt_command_add_finding (JsonBuilder *builder,
                        const LtRuleSet *rules,
                        const LtSubjects *subjects,
                        guint index,
                        const LtFinding *finding)
{
  static const char *const bounds[] = { "min", "max", "below" };
  g_autofree char *why = lt_finding_explain (finding, rules);
  const LtRule *rule = finding->rule;

  json_builder_begin_object (builder);
  lt_command_add_string (builder, "name", lt_indicator_get_name (rule->indicator));
  lt_command_add_string (builder, "title", lt_indicator_get_title (rule->indicator));
  lt_command_add_double (builder, "value", finding->measure.value);
  lt_command_add_string (builder, "unit", lt_indicator_get_unit (rule->indicator));
  lt_command_add_double (builder, "standard", finding->standard);
  lt_command_add_string (builder, "bound", bounds[rule->bound]);
  lt_command_add_string (builder, "verdict", lt_verdict_get_name (finding->verdict));
  lt_command_add_string (builder, "reason", lt_reason_get_text (finding->reason));
  lt_command_add_string (builder, "clause", lt_finding_get_clause (finding));
  lt_command_add_string (builder, "edition", lt_finding_get_edition (finding, rules));
  lt_command_add_string (builder, "source", lt_finding_get_source (finding));
  lt_command_add_double (builder, "difference", finding->difference);
  add_needed (builder, finding);
  add_values (builder, subjects, index, rule);
  lt_command_add_inputs (builder, "missing", finding->missing);
  lt_command_add_inputs (builder, "not_recorded", finding->measure.partial);
  add_score (builder, finding);
  lt_command_add_double (builder, "next_grade_at", finding->lift);
  lt_command_add_string (builder, "why", why);
  json_builder_end_object (builder);
}

static void
add_occupant (JsonBuilder *builder, const LtOccupant *occupant)
{
  json_builder_begin_object (builder);
  lt_command_add_string (builder, "credit_code", occupant->credit_code);
  lt_command_add_string (builder, "enterprise", occupant->name);
  lt_command_add_string (builder, "parcel", occupant->number);
  lt_command_add_double (builder, "area_m2", occupant->area_m2);
  lt_command_add_double (builder, "share", occupant->share);
  lt_command_add_string (builder, "tenure", occupant->tenure);
  lt_command_add_double (builder, "output_wan", occupant->output_wan);
  lt_command_add_double (builder, "tax_wan", occupant->tax_wan);
  lt_command_add_double (builder, "added_value_wan", occupant->added_value_wan);
  json_builder_end_object (builder);
}

void
lt_command_add_occupants (JsonBuilder *builder, GPtrArray *occupants)
{
  json_builder_set_member_name (builder, "occupancy");
  json_builder_begin_array (builder);
  for (guint i = 0; i < occupants->len; i++)
    add_occupant (builder, g_ptr_array_index (occupants, i));
  json_builder_end_array (builder);
}

/* --- text --- */

void
lt_command_print_rules (const LtRuleSet *rules, int year)
{
  g_autofree char *text = year != 0 ? g_strdup_printf ("%d", year) : g_strdup (_ ("not recorded"));

  lt_command_print_row (_ ("Rule set"), lt_rule_set_get_label (rules));
  lt_command_print_row (_ ("Edition"), rules->edition);
  if (rules->is_template)
    lt_command_print_row (_ ("Status"), _ ("a template, not confirmed as official"));
  lt_command_print_row (_ ("Year"), text);
}
