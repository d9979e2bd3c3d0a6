#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-command-judge.h"
#include "lt-judgement-file.h"

#define N_USUAL_GRADES 4

static gboolean as_json;
static char *rules_name;
static char *district_text;
static char *csv_path;
static char *xlsx_path;
static int year;

static const GOptionEntry options[]
    = { { "rules", 0, 0, G_OPTION_ARG_STRING, &rules_name,
          N_ ("Rule set, by name or a JSON file (default control-2008)"), N_ ("NAME") },
        { "year", 0, 0, G_OPTION_ARG_INT, &year, N_ ("Year of the annual figures (default the last)"),
          N_ ("YEAR") },
        { "district", 0, 0, G_OPTION_ARG_STRING, &district_text, N_ ("Only this district, by code or name"),
          N_ ("CODE") },
        { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object"), NULL },
        { "csv", 0, 0, G_OPTION_ARG_FILENAME, &csv_path, N_ ("Also write every row into a CSV file"),
          N_ ("FILE") },
        { "xlsx", 0, 0, G_OPTION_ARG_FILENAME, &xlsx_path, N_ ("Also write every row into an Excel file"),
          N_ ("FILE") },
        { NULL } };

/* --- JSON --- */

static void
add_counts (JsonBuilder *builder, const guint *counts)
{
  json_builder_set_member_name (builder, "counts");
  json_builder_begin_object (builder);
  for (guint i = LT_VERDICT_PASS; i < LT_N_VERDICTS; i++)
    lt_command_add_integer (builder, lt_verdict_get_name ((LtVerdict) i), counts[i]);
  json_builder_end_object (builder);
}

static void
add_grades (JsonBuilder *builder, const LtJudgement *judgement)
{
  json_builder_set_member_name (builder, "grades");
  json_builder_begin_object (builder);
  for (guint i = 1; i < G_N_ELEMENTS (judgement->grade_counts); i++)
    {
      char name[2] = { (char) ('A' + i - 1), '\0' };

      if (i <= N_USUAL_GRADES || judgement->grade_counts[i] > 0)
        lt_command_add_integer (builder, name, judgement->grade_counts[i]);
    }
  lt_command_add_integer (builder, "unrated", judgement->grade_counts[0]);
  json_builder_end_object (builder);
}

static void
add_columns (JsonBuilder *builder, const LtJudgement *judgement)
{
  json_builder_set_member_name (builder, "indicators");
  json_builder_begin_array (builder);
  for (guint i = 0; i < judgement->n_columns; i++)
    {
      const LtJudgedColumn *column = &judgement->columns[i];

      json_builder_begin_object (builder);
      lt_command_add_string (builder, "name", lt_indicator_get_name (column->indicator));
      lt_command_add_string (builder, "title", lt_indicator_get_title (column->indicator));
      add_counts (builder, column->counts);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_missing (JsonBuilder *builder, const LtJudgement *judgement)
{
  json_builder_set_member_name (builder, "missing");
  json_builder_begin_object (builder);
  for (guint i = 0; i < LT_N_INPUTS; i++)
    {
      if (judgement->missing[i] > 0)
        lt_command_add_integer (builder, lt_input_get_name ((LtInput) i), judgement->missing[i]);
    }
  json_builder_end_object (builder);
}

static void
print_json (const LtJudgement *judgement, const char *district, double seconds)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lt_command_add_rules (builder, judgement->rules, judgement->subjects->year);
  lt_command_add_string (builder, "district", district);
  lt_command_add_integer (builder, "total", judgement->subjects->n);
  add_counts (builder, judgement->counts);
  if (lt_judgement_has_grades (judgement))
    add_grades (builder, judgement);
  add_columns (builder, judgement);
  add_missing (builder, judgement);
  lt_command_add_double (builder, "seconds", seconds);
  json_builder_end_object (builder);
  lt_command_print_json (builder);
}

/* --- text --- */

static void
print_grades (const LtJudgement *judgement)
{
  for (guint i = 1; i < G_N_ELEMENTS (judgement->grade_counts); i++)
    {
      g_autofree char *label = g_strdup_printf (_ ("Grade %c"), 'A' + i - 1);

      if (i <= N_USUAL_GRADES || judgement->grade_counts[i] > 0)
        lt_command_print_count (label, judgement->grade_counts[i]);
    }
  lt_command_print_count (_ ("Unrated"), judgement->grade_counts[0]);
}

static void
print_column (const LtJudgedColumn *column)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = LT_VERDICT_PASS; i < LT_N_VERDICTS; i++)
    {
      if (column->counts[i] > 0)
        g_string_append_printf (text, "%s%s %u", text->len > 0 ? " · " : "",
                                lt_verdict_get_title ((LtVerdict) i), column->counts[i]);
    }
  lt_command_print_row (lt_indicator_get_title (column->indicator), text->str);
}

static void
print_missing (const LtJudgement *judgement)
{
  for (guint i = 0; i < LT_N_INPUTS; i++)
    {
      g_autofree char *text
          = g_strdup_printf (judgement->rules->subject == LT_SUBJECT_PARCEL
                                 ? g_dngettext (GETTEXT_PACKAGE, "missing for %u parcel",
                                                "missing for %u parcels", judgement->missing[i])
                                 : g_dngettext (GETTEXT_PACKAGE, "missing for %u enterprise",
                                                "missing for %u enterprises", judgement->missing[i]),
                             judgement->missing[i]);

      if (judgement->missing[i] > 0)
        lt_command_print_row (lt_input_get_title ((LtInput) i), text);
    }
}

static void
print_table (const LtJudgement *judgement)
{
  gboolean parcels = judgement->rules->subject == LT_SUBJECT_PARCEL;

  lt_command_print_rules (judgement->rules, judgement->subjects->year);
  lt_command_print_count (parcels ? _ ("Parcels") : _ ("Enterprises"), judgement->subjects->n);
  for (guint i = LT_VERDICT_PASS; i < LT_N_VERDICTS; i++)
    lt_command_print_count (lt_verdict_get_title ((LtVerdict) i), judgement->counts[i]);
  if (lt_judgement_has_grades (judgement))
    print_grades (judgement);
  lt_command_print ("\n");
  for (guint i = 0; i < judgement->n_columns; i++)
    print_column (&judgement->columns[i]);
  print_missing (judgement);
}

/* --- running --- */

static gboolean
find_district (LtWorkspace *workspace, const char **code, GError **error)
{
  g_autoptr (LtCatalogue) catalogue = lt_workspace_get_catalogue (workspace);
  LtDistrict *district = district_text != NULL ? lt_catalogue_get_district (catalogue, district_text) : NULL;

  if (district_text != NULL && district == NULL)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND,
                   _ ("The catalogue has no district “%s”: give its code or its full name."), district_text);
      return FALSE;
    }
  *code = district != NULL ? g_intern_string (lt_district_get_code (district)) : NULL;
  return TRUE;
}

static int
evaluate (LtWorkspace *workspace, LtRuleSet *rules, GError **error)
{
  LtSubjectsFilter filter = { .kind = rules->subject, .year = year };
  g_autoptr (LtSubjects) subjects = NULL;
  g_autoptr (LtJudgement) judgement = NULL;
  double seconds;

  if (!find_district (workspace, &filter.district, error))
    return LT_EXIT_FAILED;
  subjects = lt_judging_load_subjects (workspace, &filter, error);
  if (subjects == NULL)
    return LT_EXIT_FAILED;
  judgement = lt_command_judge (rules, subjects, &seconds);
  if (csv_path != NULL
      && !lt_judgement_file_write (workspace, judgement, LT_JUDGEMENT_CSV, NULL, 0, csv_path, error))
    return LT_EXIT_FAILED;
  if (xlsx_path != NULL
      && !lt_judgement_file_write (workspace, judgement, LT_JUDGEMENT_XLSX, NULL, 0, xlsx_path, error))
    return LT_EXIT_FAILED;
  if (as_json)
    print_json (judgement, filter.district, seconds);
  else
    print_table (judgement);
  return LT_EXIT_DONE;
}

static int
run (char **arguments)
{
  GError *error = NULL;
  g_autoptr (LtRuleSet) rules = NULL;
  g_autoptr (LtWorkspace) workspace = NULL;
  int status;

  if (!lt_command_is_year (year))
    return lt_command_misuse ("evaluate", _ ("--year must be a year such as 2025, not %d"), year);
  rules = lt_rule_set_find (rules_name != NULL ? rules_name : LT_DEFAULT_PARCEL_RULES, &error);
  if (rules == NULL)
    return lt_command_fail (error);
  workspace = lt_workspace_open (arguments[0], &error);
  if (workspace == NULL)
    return lt_command_fail (error);
  status = evaluate (workspace, rules, &error);
  lt_workspace_close (workspace);
  return error != NULL ? lt_command_fail (error) : status;
}

const LtCommand lt_evaluate_command = {
  .name = "evaluate",
  .arguments = "WORKSPACE",
  .summary = N_ ("Judge all parcels or enterprises by a rule set"),
  .details = N_ ("Counts who passes, falls short, has no standard or lacks data, and the grades where the "
                 "rule set grades. With --district, ranks are among that district's."),
  .options = options,
  .run = run,
};
