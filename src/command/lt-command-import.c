#include "config.h"

#include "lt-command-private.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lt-exchange.h"
#include "lt-rules.h"

#define MAX_ISSUES_PRINTED 20

static gboolean as_json;
static gboolean dry_run;
static char *layer;
static char *crs;
static char *encoding;
static char **map;
static char *key;
static int year;
static char *rejects;

static const GOptionEntry options[] = {
  { "layer", 0, 0, G_OPTION_ARG_STRING, &layer, N_ ("Layer or sheet of the file"), N_ ("NAME") },
  { "crs", 0, 0, G_OPTION_ARG_STRING, &crs, N_ ("Coordinate system: EPSG:n, gcj02 or bd09"), N_ ("SYSTEM") },
  { "encoding", 0, 0, G_OPTION_ARG_STRING, &encoding, N_ ("Encoding of the text, like GBK"), N_ ("NAME") },
  { "map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &map, N_ ("Column of a field; may be repeated"),
    N_ ("FIELD=COLUMN") },
  { "key", 0, 0, G_OPTION_ARG_STRING, &key, N_ ("Field that tells which row is meant"), N_ ("FIELD") },
  { "year", 0, 0, G_OPTION_ARG_INT, &year, N_ ("Year of the figures"), N_ ("YEAR") },
  { "rejects", 0, 0, G_OPTION_ARG_FILENAME, &rejects, N_ ("Write rejected rows to this file"),
    N_ ("FILE.csv") },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_ ("Check and compare, write nothing"), NULL },
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

/* An object with a list of issues for each kind that occurs. */
static void
add_issues (JsonBuilder *builder, const LtImportReport *report)
{
  json_builder_set_member_name (builder, "issues");
  json_builder_begin_object (builder);
  for (guint kind = 0; kind < LT_N_ISSUE_KINDS; kind++)
    {
      if (report->counts[kind] == 0)
        continue;
      json_builder_set_member_name (builder, lt_issue_kind_get_name (kind));
      json_builder_begin_array (builder);
      for (guint i = 0; i < report->issues->len; i++)
        {
          const LtIssue *issue = g_ptr_array_index (report->issues, i);

          if (issue->kind == kind)
            add_issue (builder, issue);
        }
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "issue_counts");
  json_builder_begin_object (builder);
  for (guint kind = 0; kind < LT_N_ISSUE_KINDS; kind++)
    if (report->counts[kind] > 0)
      lt_command_add_integer (builder, lt_issue_kind_get_name (kind), report->counts[kind]);
  json_builder_end_object (builder);
}

static void
add_decision (JsonBuilder *builder, const char *name, const char *value, const char *how, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  lt_command_add_string (builder, "name", value);
  lt_command_add_string (builder, "how", how);
  lt_command_add_string (builder, "text", text);
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
  lt_command_add_integer (builder, "repaired", report->repaired);
  if (dry_run)
    lt_command_add_integer (builder, "gone", report->gone);
  lt_command_add_double (builder, "seconds", report->seconds);
  lt_command_add_string (builder, "format", report->format);
  lt_command_add_string (builder, "layer", report->layer);
  add_decision (builder, "crs", report->crs, report->crs_how, report->crs_text);
  add_decision (builder, "encoding", report->encoding, report->encoding_how, report->encoding_text);
  lt_command_add_string (builder, "units", report->units_text);
  lt_command_add_string (builder, "rejects", report->rejects);
  lt_command_add_integer (builder, "n_issues", report->n_issues);
  add_issues (builder, report);
  json_builder_end_object (builder);
  lt_command_print_json (builder);
}

/* "row 3 · credit_code · 9.15E+17: …" */
static char *
describe_issue (const LtIssue *issue)
{
  g_autoptr (GString) place = g_string_new (NULL);
  g_autofree char *text = NULL;

  if (issue->row > 0)
    g_string_append_printf (place, _ ("row %u"), issue->row);
  else
    g_string_append (place, _ ("the file"));
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
  lt_command_print_count (_ ("Repaired"), report->repaired);
  if (dry_run)
    lt_command_print_count (_ ("Not in the file"), report->gone);
  lt_command_print_row (_ ("Encoding"), report->encoding_text);
  lt_command_print_row (_ ("Coordinates"), report->crs_text);
  if (report->units_text != NULL)
    lt_command_print_row (_ ("Units"), report->units_text);
  if (report->rejects != NULL)
    lt_command_print_row (_ ("Rejected rows"), report->rejects);
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

static const char *
find_misuse (gboolean rules)
{
  if (year != 0 && (year < 1949 || year > 2100))
    return _ ("YEAR must be a year, like 2026");
  if (rules
      && (layer != NULL || crs != NULL || encoding != NULL || map != NULL || key != NULL || rejects != NULL
          || year != 0))
    return _ ("rules takes no option but --dry-run and --json");

  return NULL;
}

/* A rule set is a file of its own, beside the workspaces. */
static int
import_rules (const char *source)
{
  GError *error = NULL;
  g_autoptr (LtImportReport) report = lt_rules_import (source, dry_run, &error);

  if (report == NULL)
    return lt_command_fail (error);
  if (as_json)
    print_json (report);
  else
    print_table (report);

  return LT_EXIT_DONE;
}

static int
import_rows (char **arguments, LtKind kind, gboolean zones)
{
  const LtImportOptions import = { .layer = layer,
                                   .crs = crs,
                                   .encoding = encoding,
                                   .map = (const char *const *) map,
                                   .key = key,
                                   .year = year,
                                   .rejects = rejects,
                                   .zones = zones,
                                   .dry_run = dry_run };
  GError *error = NULL;
  gboolean progress = !as_json && isatty (STDERR_FILENO);
  g_autoptr (LtWorkspace) workspace = lt_workspace_open (arguments[0], &error);
  g_autoptr (LtImportReport) report = NULL;

  if (workspace == NULL)
    return lt_command_fail (error);
  report = lt_exchange_import (workspace, kind, arguments[2], &import, progress ? show_progress : NULL, NULL,
                               NULL, &error);
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

static int
run (char **arguments)
{
  gboolean rules = strcmp (arguments[1], "rules") == 0;
  gboolean zones = strcmp (arguments[1], "zones") == 0;
  const char *misuse = find_misuse (rules);
  LtKind kind = LT_KIND_DISTRICT;

  if (!rules && !zones && !lt_kind_from_table_name (arguments[1], &kind))
    return lt_command_misuse (
        "import",
        _ ("KIND must be enterprises, figures, parcels, occupancy, projects, districts, "
           "zones or rules, not “%s”"),
        arguments[1]);
  if (misuse != NULL)
    return lt_command_misuse ("import", "%s", misuse);
  if (year != 0 && kind != LT_KIND_FIGURE)
    return lt_command_misuse ("import", _ ("--year is for figures"));

  return rules ? import_rules (arguments[2]) : import_rows (arguments, kind, zones);
}

const LtCommand lt_import_command = {
  .name = "import",
  .arguments = "WORKSPACE KIND SOURCE",
  .summary = N_ ("Bring a file's rows into a workspace"),
  .details
  = N_ ("KIND is enterprises, figures (of enterprises by year), parcels, occupancy (who uses which parcel), "
        "projects, districts, zones or rules. SOURCE is XLSX, XLS, ODS, CSV, Shapefile, GeoPackage, GeoJSON, "
        "KML, DXF, FileGDB, FlatGeobuf, MapInfo or 国土TXT, or a rule set. Encoding, coordinate system and "
        "columns are found out where no option says them. A row whose key is there is updated; a row that "
        "does not pass the checks is rejected and listed."),
  .options = options,
  .run = run,
};
