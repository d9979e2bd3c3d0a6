#include "config.h"

#include "lt-judgement-file.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-error.h"
#include "lt-field.h"
#include "lt-formula-guard.h"
#include "lt-judge-text.h"
#include "lt-xlsx.h"

#define ROWS_AT_A_TIME 2000

static const char *const parcel_fields[] = { "number", "name", "user", "district", "industry_code", NULL };
static const char *const enterprise_fields[] = { "credit_code", "name", "district", "industry_code", NULL };

/* Either of the two kinds of file. */
typedef struct
{
  LtWorkspace *workspace;
  const LtJudgement *judgement;
  const guint32 *order;
  guint n;
  LtKind kind;
  const char *const *fields;
  LtXlsx *xlsx;
  GOutputStream *stream;
  GString *text;
  gboolean first; /* cell of its row */
} Table;

/* --- cells --- */

static void
append_separator (Table *self)
{
  if (!self->first)
    g_string_append_c (self->text, ',');
  self->first = FALSE;
}

/* A cell that a spreadsheet would take for a formula is kept as text. */
static void
add_text (Table *self, const char *text)
{
  const char *from = text != NULL ? text : "";

  if (self->xlsx != NULL)
    {
      lt_xlsx_add_text (self->xlsx, text);
      return;
    }
  append_separator (self);
  g_string_append_c (self->text, '"');
  if (lt_formula_guard_is_needed (from))
    g_string_append_c (self->text, '\'');
  for (const char *c = from; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (self->text, '"');
      g_string_append_c (self->text, *c);
    }
  g_string_append_c (self->text, '"');
}

static void
add_number (Table *self, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE] = "";

  if (self->xlsx != NULL)
    {
      lt_xlsx_add_number (self->xlsx, value);
      return;
    }
  append_separator (self);
  if (isfinite (value))
    g_ascii_formatd (buffer, sizeof buffer, "%.6g", value);
  g_string_append (self->text, buffer);
}

static gboolean
end_row (Table *self, GError **error)
{
  if (self->xlsx != NULL)
    return lt_xlsx_end_row (self->xlsx, error);
  g_string_append (self->text, "\r\n");
  self->first = TRUE;
  return TRUE;
}

static gboolean
flush (Table *self, GError **error)
{
  gsize length = self->text->len;
  gboolean done = self->xlsx != NULL
                  || g_output_stream_write_all (self->stream, self->text->str, length, NULL, NULL, error);

  g_string_truncate (self->text, 0);
  return done;
}

/* --- columns --- */

static void
add_titles_of_columns (const LtJudgement *judgement, GPtrArray *titles)
{
  for (guint i = 0; i < judgement->n_columns; i++)
    {
      LtIndicator indicator = judgement->columns[i].indicator;
      const char *title = lt_indicator_get_title (indicator);
      const char *unit = lt_indicator_get_unit (indicator);

      g_ptr_array_add (titles, strcmp (unit, "1") != 0 ? g_strdup_printf ("%s（%s）", title, unit)
                                                       : g_strdup (title));
      /* Translators: the column with an indicator's standard */
      g_ptr_array_add (titles, g_strdup_printf (_ ("%s: standard"), title));
      /* Translators: the column with an indicator's verdict */
      g_ptr_array_add (titles, g_strdup_printf (_ ("%s: verdict"), title));
      /* Translators: the column with what an indicator lacks */
      g_ptr_array_add (titles, g_strdup_printf (_ ("%s: needed"), title));
    }
}

static GPtrArray *
make_titles (const Table *self)
{
  GPtrArray *titles = g_ptr_array_new_with_free_func (g_free);
  const LtField *fields = lt_fields_get (self->kind, NULL);

  for (guint i = 0; self->fields[i] != NULL; i++)
    g_ptr_array_add (titles,
                     g_strdup (lt_field_get_title (&fields[lt_fields_find (self->kind, self->fields[i])])));
  /* Translators: the column with the area */
  g_ptr_array_add (titles, g_strdup_printf ("%s（m²）", lt_input_get_title (LT_INPUT_AREA_M2)));
  add_titles_of_columns (self->judgement, titles);
  g_ptr_array_add (titles, g_strdup (_ ("Verdict")));
  if (self->judgement->scores != NULL)
    g_ptr_array_add (titles, g_strdup (_ ("Score")));
  if (lt_judgement_has_grades (self->judgement))
    g_ptr_array_add (titles, g_strdup (_ ("Grade")));
  g_ptr_array_add (titles, g_strdup (_ ("Missing inputs")));
  g_ptr_array_add (titles, NULL);
  return titles;
}

static const LtFinding *
find (const LtExplanation *explanation, LtIndicator indicator)
{
  for (guint i = 0; i < explanation->findings->len; i++)
    {
      const LtFinding *finding = &g_array_index (explanation->findings, LtFinding, i);

      if (finding->rule->indicator == indicator)
        return finding;
    }
  return NULL;
}

static void
add_finding (Table *self, const LtFinding *finding)
{
  g_autofree char *needed = finding != NULL ? lt_finding_format_needed (finding) : NULL;

  add_number (self, finding != NULL ? finding->measure.value : NAN);
  add_number (self, finding != NULL ? finding->standard : NAN);
  add_text (self, finding != NULL ? lt_verdict_get_title (finding->verdict) : NULL);
  add_text (self, needed);
}

static gboolean
add_row (Table *self, LtRecord *record, guint index, GError **error)
{
  const LtJudgement *judgement = self->judgement;
  const double *areas = judgement->subjects->inputs[LT_INPUT_AREA_M2];
  char grade[2] = { judgement->grades != NULL ? judgement->grades[index] : '\0', '\0' };
  g_autoptr (LtExplanation) explanation = lt_judgement_explain (judgement, index);
  g_autofree char *missing = lt_inputs_format (judgement->lacks[index]);

  for (guint i = 0; self->fields[i] != NULL; i++)
    add_text (self, lt_record_peek (record, self->fields[i]));
  add_number (self, areas != NULL ? areas[index] : NAN);
  for (guint i = 0; i < judgement->n_columns; i++)
    add_finding (self, find (explanation, judgement->columns[i].indicator));
  add_text (self, lt_verdict_get_title ((LtVerdict) judgement->verdicts[index]));
  if (judgement->scores != NULL)
    add_number (self, judgement->scores[index]);
  if (lt_judgement_has_grades (judgement))
    add_text (self, grade);
  add_text (self, missing);
  return end_row (self, error);
}

/* --- rows --- */

static gboolean
add_page (Table *self, const gint64 *ids, guint n, GError **error)
{
  g_autoptr (GPtrArray) records = lt_workspace_fetch (self->workspace, self->kind, ids, n, error);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      LtRecord *record = g_ptr_array_index (records, i);
      int index = lt_subjects_find (self->judgement->subjects, lt_record_get_id (record));

      if (index >= 0 && !add_row (self, record, (guint) index, error))
        return FALSE;
    }
  return flush (self, error);
}

static gboolean
add_rows (Table *self, GError **error)
{
  const gint64 *all = self->judgement->subjects->ids;
  gint64 ids[ROWS_AT_A_TIME];

  for (guint from = 0; from < self->n; from += ROWS_AT_A_TIME)
    {
      guint n = MIN (ROWS_AT_A_TIME, self->n - from);

      for (guint i = 0; i < n; i++)
        ids[i] = all[self->order != NULL ? self->order[from + i] : from + i];
      if (!add_page (self, ids, n, error))
        return FALSE;
    }
  return TRUE;
}

/* --- what it was judged by --- */

static gboolean
add_pair (Table *self, const char *title, const char *text, GError **error)
{
  add_text (self, title);
  add_text (self, text);
  return end_row (self, error);
}

static gboolean
add_count (Table *self, const char *title, guint count, GError **error)
{
  add_text (self, title);
  add_number (self, count);
  return end_row (self, error);
}

/* Of the rows that are written. */
static gboolean
add_counts (Table *self, GError **error)
{
  guint verdicts[LT_N_VERDICTS] = { 0 }, missing[LT_N_INPUTS] = { 0 }, grades[27] = { 0 };
  const char *letters = self->judgement->grades;

  for (guint i = 0; i < self->n; i++)
    {
      guint index = self->order != NULL ? self->order[i] : i;
      guint32 lacks = self->judgement->lacks[index];

      verdicts[self->judgement->verdicts[index]]++;
      grades[letters != NULL && letters[index] != '\0' ? letters[index] - 'A' + 1 : 0]++;
      for (guint j = 0; lacks != 0; j++, lacks >>= 1)
        missing[j] += lacks & 1;
    }
  for (guint i = 1; lt_judgement_has_grades (self->judgement) && i < G_N_ELEMENTS (grades); i++)
    {
      g_autofree char *title = g_strdup_printf (_ ("Grade %c"), 'A' + i - 1);

      if (grades[i] > 0 && !add_count (self, title, grades[i], error))
        return FALSE;
    }
  for (guint i = LT_VERDICT_PASS; i < LT_N_VERDICTS; i++)
    if (!add_count (self, lt_verdict_get_title ((LtVerdict) i), verdicts[i], error))
      return FALSE;
  for (guint i = 0; i < LT_N_INPUTS; i++)
    {
      g_autofree char *title = g_strdup_printf (_ ("missing: %s"), lt_input_get_title ((LtInput) i));

      if (missing[i] > 0 && !add_count (self, title, missing[i], error))
        return FALSE;
    }
  return TRUE;
}

/* A list that is passed on must say by which rules, of which year and counted how. */
static gboolean
add_notes (Table *self, GError **error)
{
  const LtRuleSet *rules = self->judgement->rules;
  const char *const titles[] = { _ ("Rule set"), lt_rule_set_get_label (rules), NULL };
  int year = self->judgement->subjects->year;
  gboolean parcels = self->kind == LT_KIND_PARCEL;
  g_autofree char *figures = year > 0 ? g_strdup_printf ("%d", year) : g_strdup (_ ("not recorded"));

  return lt_xlsx_begin_sheet (self->xlsx, _ ("Rules and scope"), titles, error)
         && add_pair (self, _ ("Edition"), rules->edition, error)
         && add_pair (self, _ ("Source"), rules->source, error)
         && (!rules->is_template
             || add_pair (self, _ ("Status"), _ ("a template, not confirmed as official"), error))
         && add_pair (self, _ ("Year"), figures, error)
         && add_pair (self, _ ("Scope"),
                      parcels ? _ ("each parcel once, by its recorded district")
                              : _ ("each enterprise once, by its recorded district"),
                      error)
         && add_count (self, parcels ? _ ("Parcels") : _ ("Enterprises"), self->n, error)
         && add_counts (self, error);
}

/* --- files --- */

static gboolean
write_xlsx (Table *self, const char *path, GError **error)
{
  g_autoptr (LtXlsx) xlsx = lt_xlsx_new (path, TRUE, error);
  g_autoptr (GPtrArray) titles = make_titles (self);

  self->xlsx = xlsx;
  return xlsx != NULL
         && lt_xlsx_begin_sheet (xlsx, lt_rule_set_get_label (self->judgement->rules),
                                 (const char *const *) titles->pdata, error)
         && add_rows (self, error) && add_notes (self, error) && lt_xlsx_commit (xlsx, error);
}

static gboolean
write_csv (Table *self, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_autoptr (GFileOutputStream) stream
      = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, &problem);
  g_autoptr (GPtrArray) titles = make_titles (self);

  self->stream = G_OUTPUT_STREAM (stream);
  g_string_append (self->text, "\xEF\xBB\xBF");
  for (guint i = 0; i + 1 < titles->len; i++)
    add_text (self, g_ptr_array_index (titles, i));
  if (stream != NULL && end_row (self, &problem) && add_rows (self, &problem) && flush (self, &problem)
      && g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &problem))
    return TRUE;
  if (stream != NULL)
    {
      /* Closing cancelled leaves the older file in its place. */
      g_cancellable_cancel (stop);
      g_output_stream_close (G_OUTPUT_STREAM (stream), stop, NULL);
    }
  if (problem->domain == LT_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  lt_error_set_unwritable (error, path, problem);
  return FALSE;
}

gboolean
lt_judgement_file_write (LtWorkspace *workspace,
                         const LtJudgement *judgement,
                         LtJudgementFormat format,
                         const guint32 *order,
                         guint n,
                         const char *path,
                         GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean parcels;
  Table table;

  g_return_val_if_fail (LT_IS_WORKSPACE (workspace) && judgement != NULL && path != NULL, FALSE);

  parcels = judgement->rules->subject == LT_SUBJECT_PARCEL;
  table = (Table){
    .workspace = workspace,
    .judgement = judgement,
    .order = order,
    .n = order != NULL ? n : judgement->subjects->n,
    .kind = parcels ? LT_KIND_PARCEL : LT_KIND_ENTERPRISE,
    .fields = parcels ? parcel_fields : enterprise_fields,
    .text = text,
    .first = TRUE,
  };
  return format == LT_JUDGEMENT_XLSX ? write_xlsx (&table, path, error) : write_csv (&table, path, error);
}
