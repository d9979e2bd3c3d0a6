#include "config.h"

#include "lt-import-summary.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-formula-guard.h"
#include "lt-unit.h"

char *
lt_import_summary_describe (const char *file, const LtImportReport *report)
{
  g_autofree char *added = lt_unit_format (report->added, 0);
  g_autofree char *changed = lt_unit_format (report->changed, 0);
  g_autofree char *unchanged = lt_unit_format (report->unchanged, 0);
  g_autofree char *rejected = lt_unit_format (report->rejected, 0);

  /* Translators: a file's name, then numbers of rows. */
  return g_strdup_printf (_ ("“%s”: %s added, %s changed, %s unchanged, %s rejected."), file, added, changed,
                          unchanged, rejected);
}

static void
append_cell (GString *csv, const char *text, const char *end)
{
  g_string_append_c (csv, '"');
  if (text != NULL && lt_formula_guard_is_needed (text))
    g_string_append_c (csv, '\'');
  for (const char *c = text != NULL ? text : ""; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *c);
    }
  g_string_append_c (csv, '"');
  g_string_append (csv, end);
}

static void
append_line (GString *csv, const char *title, const char *value)
{
  if (value == NULL)
    return;
  append_cell (csv, title, ",");
  append_cell (csv, value, "\r\n");
}

static void
append_count (GString *csv, const char *title, guint count)
{
  g_autofree char *text = g_strdup_printf ("%u", count);

  append_line (csv, title, text);
}

static void
append_head (GString *csv, const char *file, const LtImportReport *report)
{
  append_line (csv, _ ("File"), file);
  append_line (csv, _ ("Format"), report->format);
  append_line (csv, _ ("Layer"), report->layer);
  append_line (csv, _ ("Encoding"), report->encoding_text);
  append_line (csv, _ ("Coordinates"), report->crs_text);
  append_line (csv, _ ("Units"), report->units_text);
  append_count (csv, _ ("Rows read"), report->read);
  append_count (csv, _ ("Added"), report->added);
  append_count (csv, _ ("Changed"), report->changed);
  append_count (csv, _ ("Unchanged"), report->unchanged);
  append_count (csv, _ ("Rejected"), report->rejected);
  append_count (csv, _ ("Repaired"), report->repaired);
  append_count (csv, _ ("Left out"), report->left_out);
  append_count (csv, _ ("Issues"), report->n_issues);
  g_string_append (csv, "\r\n");
}

char *
lt_import_summary_to_csv (const char *file, const LtImportReport *report)
{
  GString *csv = g_string_new ("\xEF\xBB\xBF");

  append_head (csv, file, report);
  append_cell (csv, _ ("Row"), ",");
  append_cell (csv, _ ("Field"), ",");
  append_cell (csv, _ ("Value"), ",");
  append_cell (csv, _ ("What is wrong"), "\r\n");
  for (guint i = 0; i < report->issues->len; i++)
    {
      const LtIssue *issue = g_ptr_array_index (report->issues, i);
      g_autofree char *row = issue->row > 0 ? g_strdup_printf ("%u", issue->row) : g_strdup ("");

      append_cell (csv, row, ",");
      append_cell (csv, issue->field, ",");
      append_cell (csv, issue->value, ",");
      append_cell (csv, issue->message, "\r\n");
    }
  return g_string_free (csv, FALSE);
}
