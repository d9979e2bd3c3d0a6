#include "config.h"

#include "lt-import-run.h"

#include <glib/gi18n-lib.h>

#include "lt-import-report.h"
#include "lt-key-set.h"
#include "lt-mapping-store.h"

typedef struct
{
  const LtImportRun *run;
  LtImportReport *report;
  LtRowReader *rows;
  LtOverlaps *overlaps;
  LtRejects *rejects;
  LtOwnKey *own_key;
  LtKeySet *numbers;  /* of the parcels of the file, whose old outlines no longer count */
  GThread *search;    /* for overlaps, once all rows were read; NULL: none */
  GCancellable *stop; /* nobody wants its findings */
} State;

static void
end_search (State *self)
{
  g_clear_pointer (&self->search, g_thread_join);
}

static void
state_clear (State *self)
{
  g_cancellable_cancel (self->stop);
  end_search (self);
  g_clear_object (&self->stop);
  g_clear_pointer (&self->rows, lt_row_reader_free);
  g_clear_pointer (&self->overlaps, lt_overlaps_free);
  g_clear_pointer (&self->rejects, lt_rejects_free);
  g_clear_pointer (&self->own_key, lt_own_key_free);
  g_clear_pointer (&self->numbers, lt_key_set_free);
  g_clear_pointer (&self->report, lt_import_report_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (State, state_clear)

/* --- overlaps --- */

static gboolean
add_present (LtRecord *record, gpointer data)
{
  State *self = data;
  const char *number = lt_record_peek (record, "number");
  LtGeometry *geometry = lt_record_get_geometry (record);

  if (geometry != NULL && geometry->kind == LT_GEOMETRY_POLYGON
      && (number == NULL || !lt_key_set_may_have (self->numbers, lt_key_set_hash (number))))
    lt_overlaps_add (self->overlaps, 0, number, geometry);

  return TRUE;
}

static void
note_overlap (
    guint row, const char *number, guint other_row, const char *other_number, double m2, gpointer data)
{
  State *self = data;
  char *message;

  if (other_row > 0)
    message = g_strdup_printf (_ ("It shares %.1f m² with “%s” in row %u: compare both outlines."), m2,
                               other_number, other_row);
  else
    message = g_strdup_printf (_ ("It shares %.1f m² with “%s” of the workspace: compare both outlines."), m2,
                               other_number);
  lt_import_report_take_issue (self->report, LT_ISSUE_OVERLAP, row, NULL, number, message);
}

static gpointer
find_overlaps (gpointer data)
{
  State *self = data;

  /* What is being written is the writer's to cancel. */
  lt_overlaps_find (self->overlaps, note_overlap, self,
                    self->run->fate != NULL ? self->run->cancellable : self->stop);

  return NULL;
}

/* All that can fail is done when it returns; the search itself goes on beside the end of the writing. */
static gboolean
begin_search (State *self, GError **error)
{
  LtBox box;

  if (self->overlaps == NULL)
    return TRUE;
  box = lt_overlaps_get_box (self->overlaps);
  if (lt_box_is_empty (&box))
    return TRUE;
  if (!lt_workspace_visit (self->run->workspace, LT_KIND_PARCEL, &box, add_present, self,
                           self->run->cancellable, error))
    return FALSE;
  self->search = g_thread_new ("lt-overlaps", find_overlaps, self);

  return TRUE;
}

/* --- rows --- */

static gboolean
give_row (LtRecord *record, gpointer data, GError **error)
{
  State *self = data;
  g_autoptr (GError) problem = NULL;

  if (lt_row_reader_next (self->rows, record, &problem))
    {
      const char *number = self->numbers != NULL ? lt_record_peek (record, "number") : NULL;

      if (number != NULL)
        lt_key_set_add (self->numbers, lt_key_set_hash (number));
      return TRUE;
    }
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  /* While writing, before anything is final; a comparison has the thread that would read the others. */
  else if (lt_sniff_check_same (&self->run->reading->sniff, error)
           && (self->rejects == NULL || lt_rejects_sync (self->rejects, error)) && self->run->fate == NULL)
    begin_search (self, error);

  return FALSE;
}

static void
count_row (State *self, LtPutResult result)
{
  switch (result)
    {
    case LT_PUT_ADDED:
      self->report->added++;
      break;
    case LT_PUT_CHANGED:
      self->report->changed++;
      break;
    case LT_PUT_NO_ENTERPRISE:
      lt_row_reader_reject (
          self->rows, LT_ISSUE_REFERENCE, "name",
          g_strdup (_ ("No enterprise of the workspace has this credit code or name: import "
                       "the enterprise first.")));
      break;
    case LT_PUT_NO_PARCEL:
      lt_row_reader_reject (
          self->rows, LT_ISSUE_REFERENCE, "parcel",
          g_strdup (_ ("No parcel of the workspace has this number: import the parcel first.")));
      break;
    case LT_PUT_UNCHANGED:
    default:
      self->report->unchanged++;
      break;
    }
}

static void
put_row (LtPutResult result, gpointer data)
{
  count_row (data, result);
}

static gboolean
compare_row (LtRecord *record, LtRecord *present, LtPutResult result, gpointer data)
{
  State *self = data;

  count_row (self, result);

  return self->run->fate (record, present, result, lt_row_reader_get_row (self->rows), self->run->data);
}

static gboolean
note_gone (LtRecord *present, gpointer data)
{
  State *self = data;

  self->report->gone++;

  return self->run->gone == NULL || self->run->gone (present, self->run->data);
}

/* --- all --- */

static gboolean
prepare (State *self, LtCatalogue *catalogue, GError **error)
{
  const LtImportRun *run = self->run;
  LtRowReading rows = { 0 };

  if (run->options->key != NULL)
    {
      self->own_key
          = lt_own_key_new (run->workspace, run->reading->kind, run->options->key, run->cancellable, error);
      if (self->own_key == NULL)
        return FALSE;
    }
  if (run->reading->kind == LT_KIND_PARCEL)
    {
      self->overlaps = lt_overlaps_new ();
      self->numbers = lt_key_set_new ();
    }
  if (run->options->rejects != NULL)
    {
      gboolean outlines = run->reading->sniff.format != LT_SOURCE_CSV && run->reading->points->len > 0;

      self->rejects = lt_rejects_new (run->options->rejects, run->reading->columns, run->reading->n_columns,
                                      outlines, error);
      if (self->rejects == NULL)
        return FALSE;
    }
  lt_reading_fill (run->reading, &rows);
  rows.catalogue = catalogue;
  rows.report = self->report;
  rows.year = run->options->year;
  rows.zones = run->options->zones;
  rows.rejects = self->rejects;
  rows.overlaps = self->overlaps;
  rows.left_out = run->left_out;
  rows.own_key = self->own_key;
  self->rows = lt_row_reader_new (&rows);
  lt_row_reader_set_progress (self->rows, lt_reading_get_n_rows (run->reading), run->progress,
                              run->progress_data, run->cancellable);

  return TRUE;
}

static gboolean
carry_out (State *self, GError **error)
{
  const LtImportRun *run = self->run;
  LtKind kind = run->reading->kind;
  g_autofree char *title = NULL;

  if (run->fate != NULL)
    {
      if (!lt_workspace_compare (run->workspace, kind, give_row, compare_row, note_gone, self,
                                 run->cancellable, error)
          || !begin_search (self, error))
        return FALSE;
      end_search (self);
      return !g_cancellable_set_error_if_cancelled (run->cancellable, error);
    }

  /* Translators: the title of a step that can be undone: Import enterprises from “a.csv” */
  title = g_strdup_printf (_ ("Import %s from “%s”"), lt_kind_get_title (kind), run->reading->sniff.name);
  if (!lt_workspace_put (run->workspace, kind, title, give_row, put_row, self, run->cancellable, error))
    return FALSE;
  end_search (self);

  return TRUE;
}

static void
note_skipped (State *self)
{
  const LtReading *reading = self->run->reading;
  char *skipped
      = reading->funcs->describe_skipped != NULL ? reading->funcs->describe_skipped (reading->source) : NULL;

  if (skipped != NULL)
    lt_import_report_take_issue (self->report, LT_ISSUE_SKIPPED, 0, NULL, NULL, skipped);
}

static gboolean
finish (State *self, GError **error)
{
  const LtImportRun *run = self->run;
  gboolean written = FALSE;
  guint n;
  const LtSourceColumn *columns = run->reading->funcs->get_columns (run->reading->source, &n);

  note_skipped (self);
  if (self->rejects != NULL && !lt_rejects_commit (self->rejects, &written, error))
    return FALSE;
  if (written)
    self->report->rejects = g_strdup (run->options->rejects);
  if (run->options->map != NULL && run->fate == NULL)
    lt_mapping_store_keep (run->reading->kind, columns, n, run->options->map);

  return TRUE;
}

LtImportReport *
lt_import_run (const LtImportRun *run, GError **error)
{
  g_auto (State) state = { .run = run, .report = lt_import_report_new (), .stop = g_cancellable_new () };
  g_autoptr (LtCatalogue) catalogue = lt_workspace_get_catalogue (run->workspace);

  lt_reading_describe (run->reading, state.report);
  if (!prepare (&state, catalogue, error) || !carry_out (&state, error) || !finish (&state, error))
    return NULL;

  return g_steal_pointer (&state.report);
}
