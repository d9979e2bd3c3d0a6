#include "config.h"

#include "lt-report-window.h"

#include <glib/gi18n-lib.h>

#include "lt-unit.h"

char *
lt_report_describe (const char *file, const LtImportReport *report)
{
  g_autofree char *added = lt_unit_format (report->added, 0);
  g_autofree char *changed = lt_unit_format (report->changed, 0);
  g_autofree char *unchanged = lt_unit_format (report->unchanged, 0);
  g_autofree char *rejected = lt_unit_format (report->rejected, 0);

  /* Translators: a file's name, then numbers of rows. */
  return g_strdup_printf (_ ("“%s”: %s added, %s changed, %s unchanged, %s rejected."), file, added, changed,
                          unchanged, rejected);
}

/* A cell that a spreadsheet would take for a formula is kept as text. */
static void
append_cell (GString *csv, const char *text, const char *end)
{
  g_string_append_c (csv, '"');
  if (text && *text && strchr ("=+-@", *text))
    g_string_append_c (csv, '\'');
  for (const char *c = text ? text : ""; *c; c++)
    {
      if (*c == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *c);
    }
  g_string_append_c (csv, '"');
  g_string_append (csv, end);
}

char *
lt_report_to_csv (const LtImportReport *report)
{
  GString *csv = g_string_new ("\xEF\xBB\xBF");

  append_cell (csv, _ ("Row"), ",");
  append_cell (csv, _ ("Field"), ",");
  append_cell (csv, _ ("Value"), ",");
  append_cell (csv, _ ("What is wrong"), "\r\n");
  for (guint i = 0; i < report->issues->len; i++)
    {
      const LtIssue *issue = g_ptr_array_index (report->issues, i);
      g_autofree char *row = issue->row ? g_strdup_printf ("%u", issue->row) : g_strdup ("");

      append_cell (csv, row, ",");
      append_cell (csv, issue->field, ",");
      append_cell (csv, issue->value, ",");
      append_cell (csv, issue->message, "\r\n");
    }
  return g_string_free (csv, FALSE);
}
