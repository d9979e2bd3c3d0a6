#include "config.h"

#include "lt-command-private.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "lt-check.h"

#define MAX_ISSUES_PRINTED 20

static gboolean as_json;

static const GOptionEntry options[] = {
  { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object"), NULL },
  { NULL },
};

typedef struct
{
  LtImportReport *reports[LT_N_TABLES];
} Reports;

static void
reports_clear (Reports *self)
{
  for (guint i = 0; i < LT_N_TABLES; i++)
    g_clear_pointer (&self->reports[i], lt_import_report_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reports, reports_clear)

static guint
count_issues (const Reports *self, LtIssueKind issue_kind)
{
  guint n = 0;

  for (guint i = 0; i < LT_N_TABLES; i++)
    n += self->reports[i]->counts[issue_kind];

  return n;
}

static void
add_issues (JsonBuilder *builder, const Reports *self, LtIssueKind issue_kind)
{
  json_builder_set_member_name (builder, lt_issue_kind_get_name (issue_kind));
  json_builder_begin_array (builder);
  for (guint kind = 0; kind < LT_N_TABLES; kind++)
    for (guint i = 0; i < self->reports[kind]->issues->len; i++)
      {
        const LtIssue *issue = g_ptr_array_index (self->reports[kind]->issues, i);

        if (issue->kind != issue_kind)
          continue;
        json_builder_begin_object (builder);
        lt_command_add_string (builder, "table", lt_kind_get_name (kind));
        lt_command_add_integer (builder, "row", issue->row);
        lt_command_add_string (builder, "field", issue->field);
        lt_command_add_string (builder, "value", issue->value);
        lt_command_add_string (builder, "message", issue->message);
        json_builder_end_object (builder);
      }
  json_builder_end_array (builder);
}

static void
print_json (const Reports *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint read = 0;
  guint n_issues = 0;

  json_builder_begin_object (builder);
  for (guint i = 0; i < LT_N_TABLES; i++)
    {
      read += self->reports[i]->read;
      n_issues += self->reports[i]->n_issues;
    }
  lt_command_add_integer (builder, "read", read);
  lt_command_add_integer (builder, "n_issues", n_issues);
  json_builder_set_member_name (builder, "issues");
  json_builder_begin_object (builder);
  for (guint i = 0; i < LT_N_ISSUE_KINDS; i++)
    if (count_issues (self, i) > 0)
      add_issues (builder, self, i);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "issue_counts");
  json_builder_begin_object (builder);
  for (guint i = 0; i < LT_N_ISSUE_KINDS; i++)
    if (count_issues (self, i) > 0)
      lt_command_add_integer (builder, lt_issue_kind_get_name (i), count_issues (self, i));
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  lt_command_print_json (builder);
}

static void
print_issue (const LtIssue *issue)
{
  g_autofree char *text
      = g_strdup_printf ("  %u%s%s%s%s: %s", issue->row, issue->field != NULL ? " " : "",
                         issue->field != NULL ? issue->field : "", issue->value != NULL ? " " : "",
                         issue->value != NULL ? issue->value : "", issue->message);
  g_autofree char *line = lt_command_make_line (text);

  lt_command_print (line);
  lt_command_print ("\n");
}

static void
print_table (const Reports *self)
{
  for (guint kind = 0; kind < LT_N_TABLES; kind++)
    {
      const LtImportReport *report = self->reports[kind];

      lt_command_print_count (lt_kind_get_title (kind), report->read);
      for (guint i = 0; i < LT_N_ISSUE_KINDS; i++)
        if (report->counts[i] > 0)
          lt_command_print_count (lt_issue_kind_get_title (i), report->counts[i]);
      for (guint i = 0; i < MIN (report->issues->len, MAX_ISSUES_PRINTED); i++)
        print_issue (g_ptr_array_index (report->issues, i));
    }
}

static int
run (char **arguments)
{
  GError *error = NULL;
  g_autoptr (LtWorkspace) workspace = lt_workspace_open (arguments[0], &error);
  g_auto (Reports) reports = { { NULL } };

  if (workspace == NULL)
    return lt_command_fail (error);
  for (guint kind = 0; kind < LT_N_TABLES && error == NULL; kind++)
    reports.reports[kind] = lt_check_workspace (workspace, kind, NULL, &error);
  lt_workspace_close (workspace);
  if (error != NULL)
    return lt_command_fail (error);

  if (as_json)
    print_json (&reports);
  else
    print_table (&reports);

  return LT_EXIT_DONE;
}

const LtCommand lt_check_command = {
  .name = "check",
  .arguments = "WORKSPACE",
  .summary = N_ ("Look through the rows of a workspace as an import does"),
  .details
  = N_ ("Checks codes, numbers, dates, districts, chains, duplicates, outlines, stated areas, overlaps and "
        "what rows belong to, and changes nothing. Rows are named by their number in the file (fid)."),
  .options = options,
  .run = run,
};
