#include "config.h"

#include "lt-import-report.h"

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
    LtImportReport *self, guint row, const char *field, const char *value, char *message)
{
  LtIssue *issue;

  self->n_issues++;
  if (self->issues->len >= LT_IMPORT_MAX_ISSUES)
    {
      g_free (message);
      return;
    }

  issue = g_new0 (LtIssue, 1);
  issue->row = row;
  issue->field = g_strdup (field);
  issue->value = shorten (value);
  issue->message = message;
  g_ptr_array_add (self->issues, issue);
}
