#include "config.h"

#include "lt-import-plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-import-run.h"
#include "lt-plan-look.h"

/* What a step on a thread found out. The plan's own is read by the window all the while, so a step makes
 * another, which takes its place when the step is finished. */
typedef struct
{
  /* the open file */
  LtReading *reading;
  GPtrArray *columns;
  GPtrArray *candidates;
  char *encoding_text;
  char *crs_text;
  LtDoubt doubts;

  /* its check */
  LtImportReport *report;
  GPtrArray *differences[LT_N_FATES];
  GByteArray *fates;    /* of each row by its number: 1 + LtFate, 0 for one that was rejected */
  GByteArray *left_out; /* 1 for each row that is not accepted */
} Found;

struct _LtImportPlan
{
  GObject parent_instance;

  LtWorkspace *workspace;
  LtKind kind;
  char *source;

  /* what the person says */
  char *layer;
  char *encoding;
  char *crs;
  GStrv map;
  char *key;
  int year;
  gboolean zones;
  char *rejects;

  Found *found; /* never NULL */
};

G_DEFINE_FINAL_TYPE (LtImportPlan, lt_import_plan, G_TYPE_OBJECT)

static void
difference_free (gpointer data)
{
  lt_plan_difference_free (data);
}

static Found *
found_new (void)
{
  Found *found = g_new0 (Found, 1);

  for (guint i = 0; i < LT_N_FATES; i++)
    found->differences[i] = g_ptr_array_new_with_free_func (difference_free);
  found->fates = g_byte_array_new ();
  found->left_out = g_byte_array_new ();

  return found;
}

static void
found_free (Found *found)
{
  g_clear_pointer (&found->columns, g_ptr_array_unref);
  g_clear_pointer (&found->candidates, g_ptr_array_unref);
  g_free (found->encoding_text);
  g_free (found->crs_text);
  g_clear_pointer (&found->reading, lt_reading_free);
  g_clear_pointer (&found->report, lt_import_report_free);
  for (guint i = 0; i < LT_N_FATES; i++)
    g_ptr_array_unref (found->differences[i]);
  g_byte_array_unref (found->fates);
  g_byte_array_unref (found->left_out);
  g_free (found);
}

static void
lt_import_plan_finalize (GObject *object)
{
  LtImportPlan *self = LT_IMPORT_PLAN (object);

  found_free (self->found);
  g_clear_object (&self->workspace);
  g_free (self->source);
  g_free (self->layer);
  g_free (self->encoding);
  g_free (self->crs);
  g_strfreev (self->map);
  g_free (self->key);
  g_free (self->rejects);
  G_OBJECT_CLASS (lt_import_plan_parent_class)->finalize (object);
}

static void
lt_import_plan_class_init (LtImportPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lt_import_plan_finalize;
}

static void
lt_import_plan_init (LtImportPlan *self)
{
  self->found = found_new ();
}

LtImportPlan *
lt_import_plan_new (LtWorkspace *workspace, LtKind kind, const char *source)
{
  LtImportPlan *self;

  g_return_val_if_fail (LT_IS_WORKSPACE (workspace) && source != NULL, NULL);

  self = g_object_new (LT_TYPE_IMPORT_PLAN, NULL);
  self->workspace = g_object_ref (workspace);
  self->kind = kind;
  self->source = g_strdup (source);

  return self;
}

LtKind
lt_import_plan_get_kind (LtImportPlan *self)
{
  return self->kind;
}

const char *
lt_import_plan_get_source (LtImportPlan *self)
{
  return self->source;
}

/* --- what the person says --- */

static void
set_word (char **word, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*word);
  *word = copy;
}

void
lt_import_plan_set_kind (LtImportPlan *self, LtKind kind)
{
  self->kind = kind;
}

void
lt_import_plan_set_layer (LtImportPlan *self, const char *layer)
{
  set_word (&self->layer, layer);
}

void
lt_import_plan_set_encoding (LtImportPlan *self, const char *encoding)
{
  set_word (&self->encoding, encoding);
}

void
lt_import_plan_set_crs (LtImportPlan *self, const char *crs)
{
  set_word (&self->crs, crs);
}

void
lt_import_plan_set_map (LtImportPlan *self, const char *const *map)
{
  GStrv copy = g_strdupv ((GStrv) map);

  g_strfreev (self->map);
  self->map = copy;
}

void
lt_import_plan_set_key (LtImportPlan *self, const char *field)
{
  set_word (&self->key, field);
}

void
lt_import_plan_set_year (LtImportPlan *self, int year)
{
  self->year = year;
}

void
lt_import_plan_set_zones (LtImportPlan *self, gboolean zones)
{
  self->zones = zones;
}

void
lt_import_plan_set_rejects (LtImportPlan *self, const char *path)
{
  set_word (&self->rejects, path);
}

/* --- tasks --- */

/* What the person said when a step began: the window may go on saying things. */
typedef struct
{
  LtKind kind;
  LtImportOptions options;
  char *layer;
  char *encoding;
  char *crs;
  GStrv map;
  char *key;
  char *rejects;
  LtProgressFunc progress;
  gpointer progress_data;
  Found *found; /* by the step's thread, until the step is finished */
} Step;

static Step *
step_new (LtImportPlan *self, LtProgressFunc progress, gpointer data)
{
  Step *step = g_new0 (Step, 1);

  step->kind = self->kind;
  step->layer = g_strdup (self->layer);
  step->encoding = g_strdup (self->encoding);
  step->crs = g_strdup (self->crs);
  step->map = g_strdupv (self->map);
  step->key = g_strdup (self->key);
  step->rejects = g_strdup (self->rejects);
  step->progress = progress;
  step->progress_data = data;
  step->options = (LtImportOptions){ .layer = step->layer,
                                     .encoding = step->encoding,
                                     .crs = step->crs,
                                     .map = (const char *const *) step->map,
                                     .key = step->key,
                                     .rejects = step->rejects,
                                     .year = self->year,
                                     .zones = self->zones };

  return step;
}

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->layer);
  g_free (step->encoding);
  g_free (step->crs);
  g_strfreev (step->map);
  g_free (step->key);
  g_free (step->rejects);
  g_clear_pointer (&step->found, found_free);
  g_free (step);
}

static void
run_step (LtImportPlan *self,
          Step *step,
          gpointer tag,
          GTaskThreadFunc func,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, step, step_free);
  g_task_run_in_thread (task, func);
}

/* --- looking --- */

static gboolean
open_reading (LtImportPlan *self, Step *step, gboolean lenient, GError **error)
{
  step->found = found_new ();
  step->found->reading
      = lt_reading_open (self->workspace, step->kind, self->source, &step->options, lenient, error);

  return step->found->reading != NULL;
}

static void
look (Found *found, const char *layer)
{
  found->columns = lt_plan_look_columns (found->reading);
  found->candidates = lt_plan_look_candidates (found->reading);
  found->encoding_text = lt_reading_describe_encoding (found->reading);
  found->crs_text = lt_reading_describe_crs (found->reading);
  found->doubts = lt_plan_look_doubts (found->reading, layer);
}

/* Also of a step that failed or was stopped: what it found is what there is. */
static void
adopt (LtImportPlan *self, GAsyncResult *result)
{
  Step *step = g_task_get_task_data (G_TASK (result));

  if (step->found == NULL)
    return;
  found_free (self->found);
  self->found = g_steal_pointer (&step->found);
}

static void
open_in_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Step *step = data;
  GError *error = NULL;

  /* Only a check writes them. */
  step->options.rejects = NULL;
  if (!open_reading (object, step, TRUE, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  look (step->found, step->layer);
  g_task_return_boolean (task, TRUE);
}

void
lt_import_plan_open_async (LtImportPlan *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  g_return_if_fail (LT_IS_IMPORT_PLAN (self));

  run_step (self, step_new (self, NULL, NULL), lt_import_plan_open_async, open_in_thread, cancellable,
            callback, data);
}

gboolean
lt_import_plan_open_finish (LtImportPlan *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  adopt (self, result);

  return g_task_propagate_boolean (G_TASK (result), error);
}

LtDoubt
lt_import_plan_get_doubts (LtImportPlan *self)
{
  return self->found->doubts;
}

const char *
lt_import_plan_get_doubt_text (LtImportPlan *self, LtDoubt doubt)
{
  if (self->found->reading == NULL || (self->found->doubts & doubt) == 0)
    return NULL;

  switch (doubt)
    {
    case LT_DOUBT_LAYER:
      return _ ("The file holds several layers: choose the one to import.");
    case LT_DOUBT_COLUMNS:
      return self->found->reading->columns_problem;
    case LT_DOUBT_ENCODING:
      return _ ("The file says another encoding than its characters fit: look whether the names are right.");
    case LT_DOUBT_CRS:
      return self->found->reading->crs_problem != NULL
                 ? self->found->reading->crs_problem
                 : _ ("The coordinates are not as the file says: look whether "
                      "the rows lie where they should.");
    case LT_DOUBT_NONE:
    default:
      return NULL;
    }
}

const char *
lt_import_plan_get_format (LtImportPlan *self)
{
  g_return_val_if_fail (self->found->reading != NULL, NULL);

  return lt_source_format_get_name (self->found->reading->sniff.format);
}

const char *const *
lt_import_plan_get_layers (LtImportPlan *self)
{
  const char *open;

  g_return_val_if_fail (self->found->reading != NULL, NULL);

  return self->found->reading->funcs->get_layers (self->found->reading->source, &open);
}

const char *
lt_import_plan_get_layer (LtImportPlan *self)
{
  const char *open;

  g_return_val_if_fail (self->found->reading != NULL, NULL);

  self->found->reading->funcs->get_layers (self->found->reading->source, &open);

  return open;
}

gint64
lt_import_plan_get_n_rows (LtImportPlan *self)
{
  g_return_val_if_fail (self->found->reading != NULL, -1);

  return lt_reading_get_n_rows (self->found->reading);
}

const char *
lt_import_plan_get_encoding (LtImportPlan *self)
{
  LtEncodingHow how;

  g_return_val_if_fail (self->found->reading != NULL, NULL);

  return self->found->reading->funcs->get_encoding (self->found->reading->source, &how);
}

const char *
lt_import_plan_get_encoding_text (LtImportPlan *self)
{
  return self->found->encoding_text;
}

const char *
lt_import_plan_get_crs (LtImportPlan *self)
{
  g_return_val_if_fail (self->found->reading != NULL, NULL);

  return self->found->reading->crs_how != LT_CRS_HOW_NONE ? self->found->reading->crs.name : NULL;
}

const char *
lt_import_plan_get_crs_text (LtImportPlan *self)
{
  return self->found->crs_text;
}

GPtrArray *
lt_import_plan_get_columns (LtImportPlan *self)
{
  return self->found->columns;
}

GPtrArray *
lt_import_plan_get_candidates (LtImportPlan *self)
{
  return self->found->candidates;
}

/* --- checking --- */

static void
note_fate (Found *found, LtFate fate, guint row, LtRecord *record, LtRecord *present)
{
  if (row > 0)
    {
      guint old = found->fates->len;

      if (row >= old)
        {
          g_byte_array_set_size (found->fates, MAX (row + 1, 2 * old));
          memset (found->fates->data + old, 0, found->fates->len - old);
        }
      found->fates->data[row] = (guint8) (1 + fate);
    }
  if (found->differences[fate]->len < LT_PLAN_MAX_DIFFERENCES)
    g_ptr_array_add (found->differences[fate], lt_plan_look_difference (fate, row, record, present));
}

static gboolean
note_row (LtRecord *record, LtRecord *present, LtPutResult result, guint row, gpointer data)
{
  switch (result)
    {
    case LT_PUT_ADDED:
      note_fate (data, LT_FATE_ADDED, row, record, NULL);
      break;
    case LT_PUT_CHANGED:
      note_fate (data, LT_FATE_CHANGED, row, record, present);
      break;
    case LT_PUT_UNCHANGED:
      note_fate (data, LT_FATE_UNCHANGED, row, record, NULL);
      break;
    case LT_PUT_NO_ENTERPRISE:
    case LT_PUT_NO_PARCEL:
    default:
      break;
    }

  return TRUE;
}

static gboolean
note_gone (LtRecord *present, gpointer data)
{
  note_fate (data, LT_FATE_GONE, 0, present, NULL);

  return TRUE;
}

static LtImportRun
make_run (LtImportPlan *self, Step *step, LtReading *reading, GCancellable *cancellable)
{
  return (LtImportRun){ .workspace = self->workspace,
                        .reading = reading,
                        .options = &step->options,
                        .progress = step->progress,
                        .progress_data = step->progress_data,
                        .cancellable = cancellable };
}

static gboolean
run_check (LtImportPlan *self, Step *step, GCancellable *cancellable, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  LtImportRun run;

  /* Again from the first row, and without what a person would still have to say. */
  if (!open_reading (self, step, FALSE, error))
    return FALSE;
  run = make_run (self, step, step->found->reading, cancellable);
  run.data = step->found;
  run.fate = note_row;
  run.gone = note_gone;
  step->found->report = lt_import_run (&run, error);
  if (step->found->report == NULL)
    return FALSE;
  step->found->report->seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;

  return TRUE;
}

static void
check_in_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Step *step = data;
  GError *error = NULL;
  gboolean done = run_check (object, step, cancellable, &error);

  if (step->found->reading != NULL)
    look (step->found, step->layer);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
lt_import_plan_check_async (LtImportPlan *self,
                            LtProgressFunc progress,
                            gpointer progress_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  g_return_if_fail (LT_IS_IMPORT_PLAN (self));

  run_step (self, step_new (self, progress, progress_data), lt_import_plan_check_async, check_in_thread,
            cancellable, callback, data);
}

gboolean
lt_import_plan_check_finish (LtImportPlan *self, GAsyncResult *result, GError **error)
{
  gboolean done;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  adopt (self, result);
  done = g_task_propagate_boolean (G_TASK (result), error);
  /* A place that can't be written to must not stand in the way of the next check. */
  if (!done)
    lt_import_plan_set_rejects (self, NULL);

  return done;
}

const LtImportReport *
lt_import_plan_get_report (LtImportPlan *self)
{
  return self->found->report;
}

GPtrArray *
lt_import_plan_get_differences (LtImportPlan *self, LtFate fate)
{
  g_return_val_if_fail (fate < LT_N_FATES, NULL);

  return self->found->differences[fate];
}

/* --- accepting --- */

void
lt_import_plan_set_row_accepted (LtImportPlan *self, guint row, gboolean accepted)
{
  guint old = self->found->left_out->len;

  if (row >= old)
    {
      g_byte_array_set_size (self->found->left_out, MAX (row + 1, 2 * old));
      memset (self->found->left_out->data + old, 0, self->found->left_out->len - old);
    }
  self->found->left_out->data[row] = !accepted;
}

gboolean
lt_import_plan_is_row_accepted (LtImportPlan *self, guint row)
{
  return row >= self->found->left_out->len || self->found->left_out->data[row] == 0;
}

void
lt_import_plan_set_fate_accepted (LtImportPlan *self, LtFate fate, gboolean accepted)
{
  for (guint row = 1; row < self->found->fates->len; row++)
    if (self->found->fates->data[row] == 1 + fate)
      lt_import_plan_set_row_accepted (self, row, accepted);
}

static void
accept_in_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  LtImportPlan *self = object;
  const Found *found = self->found;
  Step *step = data;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (LtReading) reading = NULL;
  LtImportRun run;
  LtImportReport *report = NULL;
  GError *error = NULL;

  if (found->report == NULL || found->reading == NULL || lt_sniff_check_same (&found->reading->sniff, &error))
    reading = lt_reading_open (self->workspace, step->kind, self->source, &step->options, FALSE, &error);
  if (reading != NULL)
    {
      run = make_run (self, step, reading, cancellable);
      run.left_out = found->left_out;
      report = lt_import_run (&run, &error);
    }
  if (report == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  report->seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  g_task_return_pointer (task, report, (GDestroyNotify) lt_import_report_free);
}

void
lt_import_plan_accept_async (LtImportPlan *self,
                             LtProgressFunc progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_return_if_fail (LT_IS_IMPORT_PLAN (self));

  run_step (self, step_new (self, progress, progress_data), lt_import_plan_accept_async, accept_in_thread,
            cancellable, callback, data);
}

LtImportReport *
lt_import_plan_accept_finish (LtImportPlan *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
