#include "config.h"

#include "lt-project-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-date-entry.h"
#include "lt-project-edits.h"
#include "lt-value.h"

#define CHUNK 500
#define LONGITUDE (-2)
#define LATITUDE (-3)

/* --- writing --- */

static void
append_cell (GString *text, const char *cell)
{
  if (strpbrk (cell, "\t\n\r\"") == NULL)
    {
      g_string_append (text, cell);
      return;
    }
  g_string_append_c (text, '"');
  for (; *cell; cell++)
    {
      if (*cell == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *cell);
    }
  g_string_append_c (text, '"');
}

static char *
get_title (const LtField *field)
{
  const char *unit = lt_field_get_unit (field);

  return unit ? g_strdup_printf (_ ("%s (%s)"), lt_field_get_title (field), unit)
              : g_strdup (lt_field_get_title (field));
}

static void
append_header (GString *text)
{
  guint n;
  const LtField *fields = lt_fields_get (LT_KIND_PROJECT, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title = get_title (&fields[i]);

      append_cell (text, title);
      g_string_append_c (text, '\t');
    }
  g_string_append_printf (text, "%s\t%s\n", _ ("Longitude"), _ ("Latitude"));
}

static char *
get_cell (LtRecord *record, guint field, LtCatalogue *catalogue)
{
  const LtField *about = &lt_fields_get (LT_KIND_PROJECT, NULL)[field];
  g_autofree char *value = lt_project_dup_value (record, field);
  LtDistrict *district = about->type == LT_FIELD_DISTRICT && value && catalogue
                             ? lt_catalogue_get_district (catalogue, value)
                             : NULL;

  return district ? g_strdup (lt_district_get_label (district)) : g_steal_pointer (&value);
}

static void
append_row (GString *text, LtRecord *record, LtCatalogue *catalogue)
{
  LtGeometry *geometry = lt_record_get_geometry (record);
  guint n;

  lt_fields_get (LT_KIND_PROJECT, &n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *cell = get_cell (record, i, catalogue);

      append_cell (text, cell ? cell : "");
      g_string_append_c (text, '\t');
    }
  if (geometry)
    g_string_append_printf (text, "%.6f\t%.6f\n", geometry->xy[0], geometry->xy[1]);
  else
    g_string_append (text, "\t\n");
}

char *
lt_project_table_write (GPtrArray *records, LtCatalogue *catalogue)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_header (text);
  for (guint i = 0; i < records->len; i++)
    append_row (text, records->pdata[i], catalogue);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- reading --- */

typedef struct
{
  LtWorkspace *workspace;
  LtCatalogue *catalogue;
  char *text;
} Job;

typedef struct
{
  const Job *job;
  LtProjectPaste *paste;
  GArray *columns;       /* int: field, LONGITUDE, LATITUDE, or -1 */
  GArray *factors;       /* double: of numbers */
  GHashTable *by_number; /* number → LtRecord */
  guint line;
} Reading;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->workspace);
  g_clear_object (&job->catalogue);
  g_free (job->text);
  g_free (job);
}

static void
unref_nullable (gpointer data)
{
  g_clear_object (&data);
}

void
lt_project_paste_free (LtProjectPaste *self)
{
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->bases);
  g_ptr_array_unref (self->errors);
  g_free (self);
}

/* One cell; *text moves behind its tab, or to its line's end. */
static char *
read_cell (const char **text)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  const char *at = *text;

  if (*at == '"')
    for (at++; *at && !(*at == '"' && at[1] != '"'); at++)
      {
        at += *at == '"';
        g_string_append_c (cell, *at);
      }
  at += **text == '"' && *at == '"';
  for (; *at && *at != '\t' && *at != '\n' && *at != '\r'; at++)
    g_string_append_c (cell, *at);
  *text = at + (*at == '\t');
  return g_string_free (g_steal_pointer (&cell), FALSE);
}

/* The cells of a line; *text moves to the next line. NULL at the end. Returns: (transfer full). */
static GPtrArray *
read_line (const char **text)
{
  GPtrArray *cells;

  if (**text == '\0')
    return NULL;
  cells = g_ptr_array_new_with_free_func (g_free);
  while (**text && **text != '\n' && **text != '\r')
    g_ptr_array_add (cells, read_cell (text));
  *text += **text == '\r';
  *text += **text == '\n';
  return cells;
}

static int
match_column (const char *title)
{
  int field = lt_fields_match (LT_KIND_PROJECT, title);

  if (field >= 0)
    return field;
  if (g_str_equal (title, _ ("Longitude")) || g_str_equal (title, "经度")
      || g_ascii_strcasecmp (title, "longitude") == 0)
    return LONGITUDE;
  if (g_str_equal (title, _ ("Latitude")) || g_str_equal (title, "纬度")
      || g_ascii_strcasecmp (title, "latitude") == 0)
    return LATITUDE;
  return -1;
}

/* The titles that are written here are understood in every language. */
static double
get_factor (const char *title, int column)
{
  const LtField *field = column >= 0 ? &lt_fields_get (LT_KIND_PROJECT, NULL)[column] : NULL;
  g_autofree char *own = field ? get_title (field) : NULL;

  return !field || g_str_equal (title, own) ? 1 : lt_value_get_factor (title, field);
}

static gboolean
read_header (Reading *self, const char **text, GError **error)
{
  g_autoptr (GPtrArray) cells = read_line (text);
  guint known = 0;

  for (guint i = 0; cells && i < cells->len; i++)
    {
      g_autofree char *title = g_strstrip (g_strdup (cells->pdata[i]));
      int column = match_column (title);
      double factor = get_factor (title, column);

      if (column == -1 && *title)
        g_ptr_array_add (self->paste->errors,
                         g_strdup_printf (_ ("The column “%s” is not known and is left out."), title));
      if (factor == 0)
        {
          g_ptr_array_add (
              self->paste->errors,
              g_strdup_printf (_ ("The unit of “%s” is not known; the column is left out."), title));
          column = -1;
        }
      known += column != -1;
      g_array_append_val (self->columns, column);
      g_array_append_val (self->factors, factor);
    }
  if (known > 0)
    return TRUE;
  g_set_error_literal (
      error, LT_ERROR, LT_ERROR_FORMAT,
      _ ("The rows have no header with titles of projects' fields. Copy them together with the header."));
  return FALSE;
}

/* NULL, with *wrong set, when the text is no value of the field. */
static char *
read_value (Reading *self, const LtField *field, const char *text, double factor, gboolean *wrong)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *clean = lt_value_clean (text, TRUE);
  char *value = NULL;
  double number;

  *wrong = FALSE;
  if (!clean)
    return NULL;
  switch (field->type)
    {
    case LT_FIELD_NUMBER:
    case LT_FIELD_INTEGER:
      if (lt_value_parse_number (clean, &number))
        value = g_strdup (g_ascii_dtostr (buffer, sizeof buffer, number * factor));
      break;
    case LT_FIELD_DATE:
      value = lt_date_entry_parse (clean, g_str_has_prefix (field->name, "planned_"));
      break;
    case LT_FIELD_CHAINS:
      value = lt_value_parse_chains (clean, self->job->catalogue);
      break;
    case LT_FIELD_DISTRICT:
      value = g_strdup (lt_value_find_district (clean, self->job->catalogue));
      break;
    case LT_FIELD_TEXT:
    case LT_FIELD_CODE:
    default:
      value = g_strdup (clean);
    }
  *wrong = value == NULL;
  return value;
}

static const char *
find_cell (Reading *self, GPtrArray *cells, int column)
{
  for (guint i = 0; i < self->columns->len && i < cells->len; i++)
    if (g_array_index (self->columns, int, i) == column)
      return cells->pdata[i];
  return NULL;
}

/* FALSE when a value is wrong: the row is then left out and said. */
static gboolean
fill_record (Reading *self, GPtrArray *cells, LtRecord *record)
{
  const LtField *fields = lt_fields_get (LT_KIND_PROJECT, NULL);
  const char *east = find_cell (self, cells, LONGITUDE), *north = find_cell (self, cells, LATITUDE);
  double longitude, latitude;

  for (guint i = 0; i < self->columns->len && i < cells->len; i++)
    {
      int column = g_array_index (self->columns, int, i);
      g_autofree char *value = NULL;
      gboolean wrong;

      if (column < 0)
        continue;
      value = read_value (self, &fields[column], cells->pdata[i], g_array_index (self->factors, double, i),
                          &wrong);
      if (wrong)
        {
          g_ptr_array_add (self->paste->errors,
                           g_strdup_printf (_ ("Row %u: “%s” is no value for “%s”; the row is left out."),
                                            self->line, (const char *) cells->pdata[i],
                                            lt_field_get_title (&fields[column])));
          return FALSE;
        }
      lt_project_set_value (record, (guint) column, value);
    }
  if (east && north && lt_value_parse_number (east, &longitude) && lt_value_parse_number (north, &latitude)
      && longitude >= -180 && longitude <= 180 && latitude >= -90 && latitude <= 90)
    lt_record_take_geometry (record, lt_geometry_new_point (longitude, latitude));
  return TRUE;
}

static gboolean
is_same (LtRecord *a, LtRecord *b)
{
  LtGeometry *first = lt_record_get_geometry (a), *second = lt_record_get_geometry (b);
  guint n;

  lt_fields_get (LT_KIND_PROJECT, &n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *x = lt_project_dup_value (a, i);
      g_autofree char *y = lt_project_dup_value (b, i);

      if (g_strcmp0 (x, y) != 0)
        return FALSE;
    }
  return first == second
         || (first && second && ABS (first->xy[0] - second->xy[0]) < 1e-6
             && ABS (first->xy[1] - second->xy[1]) < 1e-6);
}

static void
take_row (Reading *self, GPtrArray *cells)
{
  int number = lt_fields_find (LT_KIND_PROJECT, "number"), name = lt_fields_find (LT_KIND_PROJECT, "name");
  const char *text = find_cell (self, cells, number);
  g_autofree char *key = text ? lt_value_clean (text, TRUE) : NULL;
  LtRecord *base = key ? g_hash_table_lookup (self->by_number, key) : NULL;
  g_autoptr (LtRecord) record = base ? lt_record_copy (base) : lt_record_new (LT_KIND_PROJECT);

  if (!fill_record (self, cells, record))
    return;
  if (!lt_record_has (record, (guint) name))
    {
      g_ptr_array_add (self->paste->errors,
                       g_strdup_printf (_ ("Row %u has no project name; the row is left out."), self->line));
      return;
    }
  if (base && is_same (base, record))
    {
      self->paste->unchanged++;
      return;
    }
  if (base)
    self->paste->changed++;
  else
    self->paste->added++;
  g_ptr_array_add (self->paste->records, g_steal_pointer (&record));
  g_ptr_array_add (self->paste->bases, base ? g_object_ref (base) : NULL);
}

static gboolean
read_present (Reading *self, GError **error)
{
  LtFilter filter = { .kind = LT_KIND_PROJECT };
  guint number = (guint) lt_fields_find (LT_KIND_PROJECT, "number");
  g_autoptr (GArray) ids = lt_workspace_find (self->job->workspace, &filter, error);

  for (guint i = 0; ids && i < ids->len; i += CHUNK)
    {
      g_autoptr (GPtrArray) records
          = lt_workspace_fetch (self->job->workspace, LT_KIND_PROJECT, &g_array_index (ids, gint64, i),
                                MIN (CHUNK, ids->len - i), error);

      if (!records)
        return FALSE;
      for (guint j = 0; j < records->len; j++)
        if (lt_record_get_text (records->pdata[j], number))
          g_hash_table_insert (self->by_number, g_strdup (lt_record_get_text (records->pdata[j], number)),
                               g_object_ref (records->pdata[j]));
    }
  return ids != NULL;
}

static gboolean
is_blank (GPtrArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    if (*(const char *) cells->pdata[i])
      return FALSE;
  return TRUE;
}

static gboolean
read_table (Reading *self, GError **error)
{
  const char *text = self->job->text;
  GPtrArray *cells;

  if (!read_header (self, &text, error) || !read_present (self, error))
    return FALSE;
  for (self->line = 2; (cells = read_line (&text)) != NULL; self->line++)
    {
      if (!is_blank (cells))
        take_row (self, cells);
      g_ptr_array_unref (cells);
    }
  return TRUE;
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (LtProjectPaste) paste = g_new0 (LtProjectPaste, 1);
  Reading reading = { .job = data, .paste = paste };
  GError *error = NULL;
  gboolean good;

  paste->records = g_ptr_array_new_with_free_func (g_object_unref);
  paste->bases = g_ptr_array_new_with_free_func (unref_nullable);
  paste->errors = g_ptr_array_new_with_free_func (g_free);
  reading.columns = g_array_new (FALSE, FALSE, sizeof (int));
  reading.factors = g_array_new (FALSE, FALSE, sizeof (double));
  reading.by_number = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  good = read_table (&reading, &error);
  g_array_unref (reading.columns);
  g_array_unref (reading.factors);
  g_hash_table_unref (reading.by_number);
  if (good)
    g_task_return_pointer (task, g_steal_pointer (&paste), (GDestroyNotify) lt_project_paste_free);
  else
    g_task_return_error (task, error);
}

void
lt_project_table_read_async (LtWorkspace *workspace,
                             LtCatalogue *catalogue,
                             const char *text,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, data);
  Job *job = g_new0 (Job, 1);

  job->workspace = g_object_ref (workspace);
  job->catalogue = g_object_ref (catalogue);
  job->text = g_strdup (text);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run);
}

LtProjectPaste *
lt_project_table_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
