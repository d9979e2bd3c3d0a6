#include "config.h"

#include "lt-land-export.h"

#include "lt-judgement-file.h"

typedef struct
{
  LtLandResult *result;
  char *path;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  lt_land_result_unref (export->result);
  g_free (export->path);
  g_free (export);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Export *export = data;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (lt_judgement_file_write (LT_WORKSPACE (source), export->result->judgement,
                               g_str_has_suffix (export->path, ".csv") ? LT_JUDGEMENT_CSV : LT_JUDGEMENT_XLSX,
                               export->result->order, export->result->n, export->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
lt_land_export_async (LtWorkspace *workspace,
                      LtLandResult *result,
                      const char *path,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, data);
  Export *export = g_new0 (Export, 1);

  export->result = lt_land_result_ref (result);
  export->path = g_strdup (path);
  g_task_set_source_tag (task, lt_land_export_async);
  g_task_set_task_data (task, export, export_free);
  g_task_run_in_thread (task, write_in_thread);
}

gboolean
lt_land_export_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
