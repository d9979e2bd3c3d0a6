#include "config.h"

#include "lt-exchange.h"

#include "lt-import-run.h"

/* A dry run counts; the plan is who looks closer. */
static gboolean
pass_over (LtRecord *record, LtRecord *present, LtPutResult result, guint row, gpointer data)
{
  return TRUE;
}

LtImportReport *
lt_exchange_import (LtWorkspace *workspace,
                    LtKind kind,
                    const char *source,
                    const LtImportOptions *options,
                    LtProgressFunc progress,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  static const LtImportOptions none = { 0 };
  gint64 start = g_get_monotonic_time ();
  g_autoptr (LtReading) reading = NULL;
  LtImportRun run = { .workspace = workspace,
                      .options = options != NULL ? options : &none,
                      .progress = progress,
                      .progress_data = data,
                      .cancellable = cancellable };
  LtImportReport *report;

  g_return_val_if_fail (LT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (source != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  reading = lt_reading_open (workspace, kind, source, run.options, FALSE, error);
  if (reading == NULL)
    return NULL;
  run.reading = reading;
  run.fate = run.options->dry_run ? pass_over : NULL;
  report = lt_import_run (&run, error);
  if (report != NULL)
    report->seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;

  return report;
}

typedef struct
{
  LtKind kind;
  char *source;
  LtProgressFunc progress;
  gpointer data;
} ImportTask;

static void
import_task_free (gpointer data)
{
  ImportTask *task = data;

  g_free (task->source);
  g_free (task);
}

static void
import_in_thread (GTask *task, gpointer workspace, gpointer task_data, GCancellable *cancellable)
{
  ImportTask *import = task_data;
  GError *error = NULL;
  LtImportReport *report = lt_exchange_import (workspace, import->kind, import->source, NULL,
                                               import->progress, import->data, cancellable, &error);

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) lt_import_report_free);
  else
    g_task_return_error (task, error);
}

void
lt_exchange_import_async (LtWorkspace *workspace,
                          LtKind kind,
                          const char *source,
                          LtProgressFunc progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, data);
  ImportTask *import = g_new0 (ImportTask, 1);

  g_return_if_fail (LT_IS_WORKSPACE (workspace));

  import->kind = kind;
  import->source = g_strdup (source);
  import->progress = progress;
  import->data = progress_data;
  g_task_set_source_tag (task, lt_exchange_import_async);
  g_task_set_task_data (task, import, import_task_free);
  g_task_run_in_thread (task, import_in_thread);
}

LtImportReport *
lt_exchange_import_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
