#include "config.h"

#include "lt-check.h"

#include <glib/gi18n-lib.h>

#include "lt-compare.h"
#include "lt-import-report.h"
#include "lt-module.h"
#include "lt-odd-values.h"
#include "lt-out-text.h"
#include "lt-row-reader.h"
#include "lt-row-stream.h"

/* A source of the one row that is looked at, so that the reader of files checks it as it would a file's. */
struct _LtSource
{
  LtRecord *record; /* borrowed; NULL once it was given out */
  const LtField *fields;
  guint n_fields;
  GPtrArray *numbers; /* their texts */
  const char **values;
  GBytes *blob;
};

static const char *
show_value (LtSource *self, guint i)
{
  gboolean number = self->fields[i].type == LT_FIELD_INTEGER || self->fields[i].type == LT_FIELD_NUMBER;
  GString *text;
  double value;

  if (!number)
    return lt_record_get_text (self->record, i);
  if (!lt_record_get_number (self->record, i, &value))
    return NULL;
  text = g_string_new (NULL);
  lt_out_number (text, value);
  g_ptr_array_add (self->numbers, g_string_free (text, FALSE));

  return g_ptr_array_index (self->numbers, self->numbers->len - 1);
}

static gboolean
source_next (LtSource *self, LtSourceRow *row, GError **error)
{
  LtGeometry *geometry;
  const guint8 *bytes;
  gsize header;

  if (self->record == NULL)
    return FALSE;
  g_ptr_array_set_size (self->numbers, 0);
  g_clear_pointer (&self->blob, g_bytes_unref);
  for (guint i = 0; i < self->n_fields; i++)
    self->values[i] = show_value (self, i);
  *row = (LtSourceRow){ .values = self->values };
  geometry = lt_record_get_geometry (self->record);
  if (geometry != NULL)
    {
      self->blob = lt_geometry_to_gpkg (geometry, 0, FALSE);
      bytes = g_bytes_get_data (self->blob, &row->wkb_length);
      header = lt_geometry_skip_gpkg (bytes, row->wkb_length);
      row->wkb = bytes + header;
      row->wkb_length -= header;
    }
  self->record = NULL;

  return TRUE;
}

static const LtSourceFuncs funcs = { .next = source_next };

typedef struct
{
  LtSource source;
  LtImportReport *report;
  LtRowReader *rows;
  LtRecord *record;
  LtOverlaps *overlaps;
  guint n_read;
  GError *error;
} Check;

static gboolean
look_at_row (LtRecord *record, gpointer data)
{
  Check *self = data;

  self->n_read++;
  self->source.record = record;
  self->report->read = (guint) lt_record_get_id (record) - 1;
  lt_row_reader_next (self->rows, self->record, &self->error);

  return self->error == NULL;
}

static void
note_overlap (
    guint row, const char *number, guint other_row, const char *other_number, double m2, gpointer data)
{
  Check *self = data;

  lt_import_report_take_issue (
      self->report, LT_ISSUE_OVERLAP, row, NULL, number,
      g_strdup_printf (_ ("It shares %.1f m² with “%s” of the workspace: compare both outlines."), m2,
                       other_number));
}

static LtColumn *
make_columns (const LtSource *source, LtKind kind)
{
  LtColumn *columns = g_new0 (LtColumn, source->n_fields + 1);

  /* Chains are links, looked at as such. The code of a figure is its enterprise's, which is told once. */
  for (guint i = 0; i < source->n_fields; i++)
    columns[i] = (LtColumn){
      .name = source->fields[i].name,
      .role = source->fields[i].type == LT_FIELD_CHAINS || (kind >= LT_N_KINDS && i == 0) ? LT_COLUMN_IGNORED
                                                                                          : LT_COLUMN_FIELD,
      .field = i,
      .factor = 1.0,
    };

  return columns;
}

/* --- what reading passes over --- */

static void
note_odd (LtOddity oddity, gint64 row, const char *field, const char *value, gpointer data)
{
  Check *self = data;
  const char *message = NULL;
  LtIssueKind kind = LT_ISSUE_GEOMETRY;

  switch (oddity)
    {
    case LT_ODD_TYPE:
      kind = LT_ISSUE_NUMBER;
      message
          = _ ("Another program wrote a value here that is none of this field's kind, and it counts as not "
               "recorded: enter it again.");
      break;
    case LT_ODD_SHAPE:
      message = _ ("The geometry is damaged or of a mixed kind, and counts as missing: draw it again.");
      break;
    case LT_ODD_RING:
      message = _ ("A ring is not closed or has no area: export this row and import it, which repairs it.");
      break;
    case LT_ODD_LINK:
    default:
      kind = LT_ISSUE_REFERENCE;
      message = _ ("This belongs to a row that is not there: delete it, or import what it belongs to.");
      break;
    }
  lt_import_report_take_issue (self->report, kind, (guint) row, field, value, g_strdup (message));
}

static gboolean
visit (Check *self, LtWorkspace *workspace, LtKind kind, GCancellable *cancellable, GError **error)
{
  LtFilter all = { .kind = kind };
  g_autoptr (LtRowStream) stream = NULL;
  g_autoptr (LtRecord) record = NULL;
  g_autoptr (GError) problem = NULL;

  if (kind < LT_N_KINDS)
    return lt_workspace_visit (workspace, kind, NULL, look_at_row, self, cancellable, error);
  stream = lt_row_stream_new (workspace, &all, NULL, FALSE, cancellable, error);
  record = lt_record_new (kind);
  while (stream != NULL && lt_row_stream_next (stream, record, &problem) && look_at_row (record, self))
    ;
  if (problem == NULL)
    return stream != NULL;
  g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

static gboolean
run_check (Check *self, LtWorkspace *workspace, LtKind kind, GCancellable *cancellable, GError **error)
{
  LtSourceGetFuncs get_funcs = (LtSourceGetFuncs) lt_module_find (LT_SOURCE_SYMBOL, error);
  g_autoptr (LtCatalogue) catalogue = lt_workspace_get_catalogue (workspace);
  g_autofree LtColumn *columns = make_columns (&self->source, kind);
  LtRowReading reading = { .kind = kind,
                           .catalogue = catalogue,
                           .funcs = &funcs,
                           .source = &self->source,
                           .columns = columns,
                           .n_columns = self->source.n_fields,
                           .report = self->report,
                           .present = TRUE };
  gboolean done;

  if (get_funcs == NULL)
    return FALSE;
  reading.shape = get_funcs ()->shape;
  if (kind == LT_KIND_PARCEL)
    reading.overlaps = self->overlaps = lt_overlaps_new ();
  self->rows = lt_row_reader_new (&reading);
  lt_row_reader_set_progress (self->rows, -1, NULL, NULL, cancellable);
  done = visit (self, workspace, kind, cancellable, error)
         && lt_workspace_find_odd (workspace, kind, note_odd, self, cancellable, error);
  lt_row_reader_free (self->rows);
  if (!done || self->error != NULL)
    {
      if (self->error != NULL)
        g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  if (self->overlaps != NULL)
    lt_overlaps_find (self->overlaps, note_overlap, self, cancellable);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

LtImportReport *
lt_check_workspace (LtWorkspace *workspace, LtKind kind, GCancellable *cancellable, GError **error)
{
  Check check = { .report = lt_import_report_new (), .record = lt_record_new (kind) };
  gboolean done;

  g_return_val_if_fail (LT_IS_WORKSPACE (workspace) && kind < LT_N_TABLES, NULL);

  check.source.fields = lt_fields_get (kind, &check.source.n_fields);
  check.source.numbers = g_ptr_array_new_with_free_func (g_free);
  check.source.values = g_new0 (const char *, check.source.n_fields + 1);
  done = run_check (&check, workspace, kind, cancellable, error);
  check.report->read = check.n_read;

  g_clear_pointer (&check.overlaps, lt_overlaps_free);
  g_clear_pointer (&check.source.blob, g_bytes_unref);
  g_ptr_array_unref (check.source.numbers);
  g_free (check.source.values);
  g_object_unref (check.record);
  if (!done)
    g_clear_pointer (&check.report, lt_import_report_free);

  return check.report;
}
