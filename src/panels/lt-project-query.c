#include "config.h"

#include "lt-project-query.h"

#include <glib/gi18n-lib.h>

/* Rows read at a time, so that others get their turn with the file. */
#define CHUNK 500

typedef struct
{
  LtWorkspace *workspace;
  LtFilter filter;
  char *district;
  char *text;
  LtShow show;
  LtOrder order;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->workspace);
  g_free (job->district);
  g_free (job->text);
  g_free (job);
}

void
lt_project_answer_free (LtProjectAnswer *self)
{
  g_ptr_array_unref (self->items);
  g_free (self);
}

static gboolean
fits (LtProjectItem *item, LtShow show)
{
  const LtLate *late = lt_project_item_get_late (item);

  if (show == LT_SHOW_ALL)
    return TRUE;
  if (show < LT_SHOW_LATE)
    return (guint) lt_project_item_get_stage (item) == show - LT_SHOW_STAGE;
  if (show == LT_SHOW_LATE)
    return late != NULL;
  if (show < LT_SHOW_THIS_MONTH)
    return late != NULL && (guint) late->stage == show - LT_SHOW_LATE_AT + LT_STAGE_SIGNED;
  return lt_project_item_get_due (item, show - LT_SHOW_THIS_MONTH) != LT_STAGE_NONE;
}

static void
take_item (LtProjectAnswer *answer, LtShow wanted, LtProjectItem *item)
{
  for (LtShow show = 0; show < LT_N_SHOWS; show++)
    if (fits (item, show))
      answer->counts[show]++;
  if (!fits (item, wanted))
    return;
  g_ptr_array_add (answer->items, g_object_ref (item));
  if (lt_project_item_get_investment (item) < 0)
    answer->without++;
  else
    answer->investment_wan += lt_project_item_get_investment (item);
  if (lt_record_get_geometry (lt_project_item_get_record (item)) == NULL)
    answer->unplaced++;
}

static guint
get_days (LtProjectItem *item)
{
  const LtLate *late = lt_project_item_get_late (item);

  return late != NULL ? late->days : 0;
}

static double
get_rank (LtProjectItem *item, LtOrder order)
{
  switch (order)
    {
    case LT_ORDER_OVERDUE:
      return get_days (item);
    case LT_ORDER_INVESTMENT:
      return lt_project_item_get_investment (item);
    case LT_ORDER_STAGE:
      return lt_project_item_get_stage (item);
    case LT_ORDER_NAME:
    case LT_N_ORDERS:
    default:
      return 0;
    }
}

/* The largest first; g_ptr_array_sort is a merge sort, so that names stay in order among equals. */
static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  LtOrder order = GPOINTER_TO_INT (data);
  double first = get_rank (*(LtProjectItem *const *) a, order);
  double second = get_rank (*(LtProjectItem *const *) b, order);

  return (second > first) - (second < first);
}

static gboolean
read_rows (const Job *job, LtProjectAnswer *answer, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) ids = lt_workspace_find (job->workspace, &job->filter, error);
  g_autofree char *today = lt_stage_get_today ();

  for (guint i = 0; ids != NULL && i < ids->len; i += CHUNK)
    {
      g_autoptr (GPtrArray) records = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      records = lt_workspace_fetch (job->workspace, LT_KIND_PROJECT, &g_array_index (ids, gint64, i),
                                    MIN (CHUNK, ids->len - i), error);
      if (records == NULL)
        return FALSE;
      for (guint j = 0; j < records->len; j++)
        {
          g_autoptr (LtProjectItem) item = lt_project_item_new (records->pdata[j], today);

          take_item (answer, job->show, item);
        }
    }
  return ids != NULL;
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  g_autoptr (LtProjectAnswer) answer = g_new0 (LtProjectAnswer, 1);
  GError *error = NULL;

  answer->items = g_ptr_array_new_with_free_func (g_object_unref);
  if (!read_rows (job, answer, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (job->order != LT_ORDER_NAME)
    g_ptr_array_sort_with_data (answer->items, compare, GINT_TO_POINTER (job->order));
  g_task_return_pointer (task, g_steal_pointer (&answer), (GDestroyNotify) lt_project_answer_free);
}

void
lt_project_query_async (LtWorkspace *workspace,
                        const LtFilter *filter,
                        LtShow show,
                        LtOrder order,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, data);
  Job *job = g_new0 (Job, 1);

  job->workspace = g_object_ref (workspace);
  job->district = g_strdup (filter->district);
  job->text = g_strdup (filter->text);
  job->filter = (LtFilter){
    .kind = LT_KIND_PROJECT, .chain = filter->chain, .district = job->district, .text = job->text
  };
  job->show = show;
  job->order = order;
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run);
}

LtProjectAnswer *
lt_project_query_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
lt_show_get_title (LtShow show)
{
  if (show == LT_SHOW_ALL)
    return g_strdup (_ ("All projects"));
  if (show < LT_SHOW_LATE)
    return g_strdup_printf (_ ("Stage: %s"), lt_stage_get_title ((LtStage) (show - LT_SHOW_STAGE)));
  if (show == LT_SHOW_LATE)
    return g_strdup (_ ("All late"));
  if (show < LT_SHOW_THIS_MONTH)
    return g_strdup (lt_stage_get_late_title ((LtStage) (show - LT_SHOW_LATE_AT + LT_STAGE_SIGNED)));
  return g_strdup (show == LT_SHOW_THIS_MONTH ? _ ("Due this month") : _ ("Due next month"));
}
