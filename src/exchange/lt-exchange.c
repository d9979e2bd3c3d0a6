#include "config.h"

#include "lt-exchange.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-columns.h"
#include "lt-import-report.h"
#include "lt-module.h"
#include "lt-row-reader.h"
#include "lt-sniff.h"

static const LtSourceFuncs *
load_module (GError **error)
{
  LtSourceGetFuncs get_funcs = (LtSourceGetFuncs) lt_module_find (LT_SOURCE_SYMBOL, error);

  return get_funcs != NULL ? get_funcs () : NULL;
}

static gboolean
check_workspace (LtWorkspace *workspace, const LtSniff *sniff, GError **error)
{
  g_autofree char *own = g_canonicalize_filename (lt_workspace_get_path (workspace), NULL);
  const char *reason;

  if (lt_workspace_is_read_only (workspace))
    {
      reason = lt_workspace_get_read_only_reason (workspace);
      g_set_error_literal (error, LT_ERROR, LT_ERROR_READ_ONLY,
                           reason != NULL ? reason
                                          : _ ("The workspace is read-only: nothing can be imported."));
      return FALSE;
    }
  if (strcmp (own, sniff->path) == 0)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
                   _ ("“%s” is the open workspace itself: choose another file."), sniff->name);
      return FALSE;
    }

  return TRUE;
}

typedef struct
{
  LtRowReader *reader;
  LtImportReport *report;
} Import;

static gboolean
give_row (LtRecord *record, gpointer data, GError **error)
{
  Import *import = data;

  return lt_row_reader_next (import->reader, record, error);
}

static void
count_row (LtPutResult result, gpointer data)
{
  Import *import = data;

  switch (result)
    {
    case LT_PUT_ADDED:
      import->report->added++;
      break;
    case LT_PUT_CHANGED:
      import->report->changed++;
      break;
    case LT_PUT_UNCHANGED:
    default:
      import->report->unchanged++;
      break;
    }
}

static gboolean
import_source (LtWorkspace *workspace,
               LtKind kind,
               const LtSniff *sniff,
               const LtSourceFuncs *funcs,
               LtSource *source,
               LtImportReport *report,
               LtProgressFunc progress,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  guint n_columns;
  const LtSourceColumn *source_columns = funcs->get_columns (source, &n_columns);
  LtColumn *columns = lt_columns_match (kind, sniff->name, source_columns, n_columns, error);
  g_autoptr (LtCatalogue) catalogue = NULL;
  g_autoptr (LtRowReader) reader = NULL;
  g_autofree char *title = NULL;
  Import import;

  if (columns == NULL)
    return FALSE;

  catalogue = lt_workspace_get_catalogue (workspace);
  reader = lt_row_reader_new (kind, catalogue, funcs, source, columns, n_columns, report);
  lt_row_reader_set_progress (reader, sniff->n_rows >= 0 ? sniff->n_rows : funcs->get_n_rows (source),
                              progress, data, cancellable);
  import = (Import){ reader, report };
  /* Translators: the title of a step that can be undone: Import enterprises from “a.csv” */
  title = g_strdup_printf (_ ("Import %s from “%s”"), lt_kind_get_title (kind), sniff->name);

  return lt_workspace_put (workspace, kind, title, give_row, count_row, &import, cancellable, error);
}

LtImportReport *
lt_exchange_import (LtWorkspace *workspace,
                    LtKind kind,
                    const char *source,
                    LtProgressFunc progress,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (LtImportReport) report = lt_import_report_new ();
  g_auto (LtSniff) sniff = { 0 };
  const char *names[] = { lt_kind_get_name (kind), lt_kind_get_title (kind), NULL };
  const LtSourceFuncs *funcs;
  LtSource *opened;
  gboolean done;

  g_return_val_if_fail (LT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (source != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !lt_sniff_file (source, &sniff, error)
      || !check_workspace (workspace, &sniff, error) || (funcs = load_module (error)) == NULL)
    return NULL;

  opened = funcs->open (sniff.path, sniff.format, names, LT_ERROR, error);
  if (opened == NULL)
    return NULL;

  done = import_source (workspace, kind, &sniff, funcs, opened, report, progress, data, cancellable, error);
  funcs->close (opened);
  report->seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;

  return done ? g_steal_pointer (&report) : NULL;
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
  LtImportReport *report = lt_exchange_import (workspace, import->kind, import->source, import->progress,
                                               import->data, cancellable, &error);

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
