#include "config.h"

#include "lt-command-private.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#include "lt-exchange.h"

#define MAX_ISSUES_PRINTED 20

static gboolean as_json;

static const GOptionEntry options[] = {
  { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object"), NULL },
  { NULL },
};

static void
add_issue (JsonBuilder *builder, const LtIssue *issue)
{
  json_builder_begin_object (builder);
  lt_command_add_integer (builder, "row", issue->row);
  lt_command_add_string (builder, "field", issue->field);
  lt_command_add_string (builder, "value", issue->value);
  lt_command_add_string (builder, "message", issue->message);
  json_builder_end_object (builder);
}

static void
print_json (const LtImportReport *report)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lt_command_add_integer (builder, "read", report->read);
  lt_command_add_integer (builder, "added", report->added);
  lt_command_add_integer (builder, "changed", report->changed);
  lt_command_add_integer (builder, "unchanged", report->unchanged);
  lt_command_add_integer (builder, "rejected", report->rejected);
  lt_command_add_double (builder, "seconds", report->seconds);
  lt_command_add_integer (builder, "n_issues", report->n_issues);
  json_builder_set_member_name (builder, "issues");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->issues->len; i++)
    add_issue (builder, g_ptr_array_index (report->issues, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  lt_command_print_json (builder);
}

/* "row 3 · credit_code · 9.15E+17: …" */
static char *
describe_issue (const LtIssue *issue)
{
  g_autoptr (GString) place = g_string_new (NULL);
  g_autofree char *text = NULL;

  g_string_append_printf (place, _ ("row %u"), issue->row);
  if (issue->field != NULL)
    g_string_append_printf (place, " · %s", issue->field);
  if (issue->value != NULL)
    g_string_append_printf (place, " · %s", issue->value);

  /* Translators: a place in a file, then what is wrong there */
  text = g_strdup_printf (_ ("%s: %s"), place->str, issue->message);

  return lt_command_make_line (text);
}

static void
print_issues (const LtImportReport *report)
{
  guint n = MIN (report->issues->len, MAX_ISSUES_PRINTED);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = describe_issue (g_ptr_array_index (report->issues, i));

      printf ("  %s\n", text);
    }
  if (report->n_issues > n)
    {
      g_autofree char *more
          = g_strdup_printf (_ ("  … and %u more (--json lists them)\n"), report->n_issues - n);

      lt_command_print (more);
    }
}

static void
print_table (const LtImportReport *report)
{
  g_autofree char *seconds = g_strdup_printf ("%.1f", report->seconds);

  lt_command_print_count (_ ("Rows read"), report->read);
  lt_command_print_count (_ ("Added"), report->added);
  lt_command_print_count (_ ("Changed"), report->changed);
  lt_command_print_count (_ ("Unchanged"), report->unchanged);
  lt_command_print_count (_ ("Rejected"), report->rejected);
  lt_command_print_row (_ ("Seconds"), seconds);
  print_issues (report);
}

static void
show_progress (double share, guint rows, gpointer data)
{
  if (share >= 0.0)
    fprintf (stderr, "\r%3d%%  %u", (int) (share * 100.0), rows);
  else
    fprintf (stderr, "\r%u", rows);
}

/* An office's script must notice when a whole file was in vain. */
static int
judge (const LtImportReport *report, const char *source)
{
  g_autofree char *first = NULL;

  if (report->rejected == 0 || report->rejected < report->read)
    return LT_EXIT_DONE;

  first = describe_issue (g_ptr_array_index (report->issues, 0));
  fprintf (stderr, "liantu: ");
  fprintf (stderr, _ ("nothing could be taken from “%s”, the first problem being in %s\n"), source, first);

  return LT_EXIT_FAILED;
}

static int
run (char **arguments)
{
  GError *error = NULL;
  g_autoptr (LtWorkspace) workspace = NULL;
  g_autoptr (LtImportReport) report = NULL;
  gboolean progress = !as_json && isatty (STDERR_FILENO);
  LtKind kind;

  if (!lt_kind_from_name (arguments[1], &kind))
    return lt_command_misuse (
        "import", _ ("KIND must be enterprises, parcels, projects or districts, not “%s”"), arguments[1]);

  workspace = lt_workspace_open (arguments[0], &error);
  if (workspace == NULL)
    return lt_command_fail (error);
  report = lt_exchange_import (workspace, kind, arguments[2], progress ? show_progress : NULL, NULL, NULL,
                               &error);
  if (progress)
    fprintf (stderr, "\r\033[K");
  lt_workspace_close (workspace);
  if (report == NULL)
    return lt_command_fail (error);

  if (as_json)
    print_json (report);
  else
    print_table (report);

  return judge (report, arguments[2]);
}

const LtCommand lt_import_command = {
  .name = "import",
  .arguments = "WORKSPACE KIND SOURCE",
  .summary = N_ ("Bring a file's rows into a workspace"),
  .details
  = N_ ("KIND is enterprises, parcels, projects or districts. SOURCE is a CSV (UTF-8), GeoJSON or "
        "GeoPackage file with WGS-84 or CGCS2000 coordinates. A row whose key is there is updated; a "
        "row that does not pass the checks is rejected and listed."),
  .options = options,
  .run = run,
};
