#include "config.h"

#include "lt-command-judge-list.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-error.h"
#include "lt-field.h"

#define ROWS_AT_A_TIME 2000

static const char *const parcel_fields[] = { "number", "name", "user", "district", "industry_code", NULL };
static const char *const enterprise_fields[] = { "credit_code", "name", "district", "industry_code", NULL };

typedef struct
{
  LtWorkspace *workspace;
  const LtJudgement *judgement;
  LtKind kind;
  const char *const *fields;
  GOutputStream *stream;
  GString *line;
} List;

/* A cell that a spreadsheet would take for a formula is kept as text. */
static void
append_text (GString *line, const char *text)
{
  const char *from = text != NULL ? text : "";

  if (line->len > 0 && line->str[line->len - 1] != '\n')
    g_string_append_c (line, ',');
  g_string_append_c (line, '"');
  if (*from != '\0' && strchr ("=+-@", *from) != NULL)
    g_string_append_c (line, '\'');
  for (const char *c = from; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *c);
    }
  g_string_append_c (line, '"');
}

static void
append_number (GString *line, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE] = "";

  if (isfinite (value))
    g_ascii_formatd (buffer, sizeof buffer, "%.6g", value);
  g_string_append_printf (line, ",%s", buffer);
}

static gboolean
flush (List *self, GError **error)
{
  gsize length = self->line->len;
  gboolean done = g_output_stream_write_all (self->stream, self->line->str, length, NULL, NULL, error);

  g_string_truncate (self->line, 0);
  return done;
}

static void
append_header (List *self)
{
  const LtJudgement *judgement = self->judgement;
  const LtField *fields = lt_fields_get (self->kind, NULL);

  g_string_append (self->line, "\xEF\xBB\xBF\n");
  for (guint i = 0; self->fields[i] != NULL; i++)
    append_text (self->line, lt_field_get_title (&fields[lt_fields_find (self->kind, self->fields[i])]));
  for (guint i = 0; i < judgement->n_columns; i++)
    {
      LtIndicator indicator = judgement->columns[i].indicator;
      const char *title = lt_indicator_get_title (indicator);
      const char *unit = lt_indicator_get_unit (indicator);
      g_autofree char *value
          = strcmp (unit, "1") != 0 ? g_strdup_printf ("%s（%s）", title, unit) : g_strdup (title);
      /* Translators: the column with an indicator's verdict */
      g_autofree char *verdict = g_strdup_printf (_ ("%s: verdict"), title);

      append_text (self->line, value);
      append_text (self->line, verdict);
    }
  append_text (self->line, _ ("Verdict"));
  if (judgement->scores != NULL)
    append_text (self->line, _ ("Score"));
  if (lt_judgement_has_grades (judgement))
    append_text (self->line, _ ("Grade"));
  g_string_append (self->line, "\r\n");
  /* The mark stands at the very start, without a line of its own. */
  g_string_erase (self->line, 3, 1);
}

static void
append_row (List *self, LtRecord *record, guint index)
{
  const LtJudgement *judgement = self->judgement;
  char grade[2] = { judgement->grades != NULL ? judgement->grades[index] : '\0', '\0' };

  for (guint i = 0; self->fields[i] != NULL; i++)
    append_text (self->line, lt_record_peek (record, self->fields[i]));
  for (guint i = 0; i < judgement->n_columns; i++)
    {
      LtVerdict verdict = (LtVerdict) judgement->columns[i].verdicts[index];

      append_number (self->line, judgement->columns[i].values[index]);
      append_text (self->line, verdict != LT_VERDICT_NONE ? lt_verdict_get_title (verdict) : "");
    }
  append_text (self->line, lt_verdict_get_title ((LtVerdict) judgement->verdicts[index]));
  if (judgement->scores != NULL)
    append_number (self->line, judgement->scores[index]);
  if (lt_judgement_has_grades (judgement))
    append_text (self->line, grade);
  g_string_append (self->line, "\r\n");
}

static gboolean
write_rows (List *self, GError **error)
{
  const LtSubjects *subjects = self->judgement->subjects;

  append_header (self);
  for (guint from = 0; from < subjects->n; from += ROWS_AT_A_TIME)
    {
      guint n = MIN (ROWS_AT_A_TIME, subjects->n - from);
      g_autoptr (GPtrArray) records
          = lt_workspace_fetch (self->workspace, self->kind, subjects->ids + from, n, error);

      if (records == NULL)
        return FALSE;
      for (guint i = 0; i < records->len; i++)
        {
          LtRecord *record = g_ptr_array_index (records, i);
          int index = lt_subjects_find (subjects, lt_record_get_id (record));

          if (index >= 0)
            append_row (self, record, (guint) index);
        }
      if (!flush (self, error))
        return FALSE;
    }
  return flush (self, error);
}

gboolean
lt_command_write_judgement (LtWorkspace *workspace,
                            const LtJudgement *judgement,
                            const char *path,
                            GError **error)
{
  gboolean parcels = judgement->rules->subject == LT_SUBJECT_PARCEL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GFileOutputStream) stream
      = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, &problem);
  List list = {
    .workspace = workspace,
    .judgement = judgement,
    .kind = parcels ? LT_KIND_PARCEL : LT_KIND_ENTERPRISE,
    .fields = parcels ? parcel_fields : enterprise_fields,
    .stream = G_OUTPUT_STREAM (stream),
    .line = line,
  };

  if (stream != NULL && write_rows (&list, &problem)
      && g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &problem))
    return TRUE;
  if (problem->domain == LT_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  lt_error_set_unwritable (error, path, problem);
  return FALSE;
}
