#include "config.h"

#include "lt-import-report.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *name;
  const char *title;
  gboolean warning;
} kinds[LT_N_ISSUE_KINDS] = {
  [LT_ISSUE_ROW] = { "row", N_ ("Broken rows"), FALSE },
  [LT_ISSUE_CODE] = { "code", N_ ("Codes"), FALSE },
  [LT_ISSUE_NUMBER] = { "number", N_ ("Numbers"), FALSE },
  [LT_ISSUE_DATE] = { "date", N_ ("Dates"), FALSE },
  [LT_ISSUE_CHAIN] = { "chain", N_ ("Unknown chains"), FALSE },
  [LT_ISSUE_DISTRICT] = { "district", N_ ("Unknown districts"), FALSE },
  [LT_ISSUE_WORD] = { "word", N_ ("Words"), FALSE },
  [LT_ISSUE_MISSING] = { "missing", N_ ("Missing values"), FALSE },
  [LT_ISSUE_DUPLICATE] = { "duplicate", N_ ("Duplicates"), FALSE },
  [LT_ISSUE_POSITION] = { "position", N_ ("Positions"), FALSE },
  [LT_ISSUE_OUTSIDE] = { "outside", N_ ("Outside of the city"), TRUE },
  [LT_ISSUE_GEOMETRY] = { "geometry", N_ ("Geometries"), FALSE },
  [LT_ISSUE_REPAIRED] = { "repaired", N_ ("Repaired geometries"), TRUE },
  [LT_ISSUE_OUTLINE] = { "outline", N_ ("Missing outlines"), TRUE },
  [LT_ISSUE_AREA] = { "area", N_ ("Stated and computed area"), TRUE },
  [LT_ISSUE_OVERLAP] = { "overlap", N_ ("Overlapping parcels"), TRUE },
  [LT_ISSUE_REFERENCE] = { "reference", N_ ("Unknown enterprises or parcels"), FALSE },
  [LT_ISSUE_SYSTEM] = { "system", N_ ("Coordinate system"), TRUE },
  [LT_ISSUE_UNIT] = { "unit", N_ ("Units"), TRUE },
  [LT_ISSUE_SKIPPED] = { "skipped", N_ ("Parts that are no rows"), TRUE },
};

const char *
lt_issue_kind_get_name (LtIssueKind kind)
{
  return kinds[kind].name;
}

const char *
lt_issue_kind_get_title (LtIssueKind kind)
{
  return _ (kinds[kind].title);
}

gboolean
lt_issue_kind_is_warning (LtIssueKind kind)
{
  return kinds[kind].warning;
}

static void
issue_free (gpointer data)
{
  LtIssue *issue = data;

  g_free (issue->field);
  g_free (issue->value);
  g_free (issue->message);
  g_free (issue);
}

LtImportReport *
lt_import_report_new (void)
{
  LtImportReport *self = g_new0 (LtImportReport, 1);

  self->issues = g_ptr_array_new_with_free_func (issue_free);

  return self;
}

void
lt_import_report_free (LtImportReport *report)
{
  g_return_if_fail (report != NULL);

  g_ptr_array_unref (report->issues);
  g_free (report->format);
  g_free (report->layer);
  g_free (report->crs);
  g_free (report->crs_how);
  g_free (report->crs_text);
  g_free (report->encoding);
  g_free (report->encoding_how);
  g_free (report->encoding_text);
  g_free (report->units_text);
  g_free (report->rejects);
  g_free (report);
}

static char *
shorten (const char *value)
{
  g_autofree char *start = NULL;

  if (value == NULL || g_utf8_strlen (value, -1) <= LT_IMPORT_MAX_VALUE)
    return g_strdup (value);

  start = g_utf8_substring (value, 0, LT_IMPORT_MAX_VALUE - 1);

  return g_strconcat (start, "…", NULL);
}

void
lt_import_report_take_issue (
    LtImportReport *self, LtIssueKind kind, guint row, const char *field, const char *value, char *message)
{
  LtIssue *issue;

  self->n_issues++;
  self->counts[kind]++;
  if (self->issues->len >= LT_IMPORT_MAX_ISSUES)
    {
      g_free (message);
      return;
    }

  issue = g_new0 (LtIssue, 1);
  issue->kind = kind;
  issue->row = row;
  issue->field = g_strdup (field);
  issue->value = shorten (value);
  issue->message = message;
  g_ptr_array_add (self->issues, issue);
}
