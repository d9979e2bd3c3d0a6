#pragma once

#include "lt-project-item.h"
#include "lt-workspace.h"

G_BEGIN_DECLS

/* Which projects a list shows, besides chain, district and words: a stage, the late ones, one of the 五未,
 * what falls due. */
typedef enum
{
  LT_SHOW_ALL,
  LT_SHOW_STAGE, /* + LtStage, 0 to 6 */
  LT_SHOW_LATE = LT_SHOW_STAGE + LT_N_STAGES,
  LT_SHOW_LATE_AT, /* + LtStage − 1, of LT_STAGE_SIGNED to LT_STAGE_ABOVE_SCALE */
  LT_SHOW_THIS_MONTH = LT_SHOW_LATE_AT + 5,
  LT_SHOW_NEXT_MONTH,
  LT_N_SHOWS,
} LtShow;

typedef enum
{
  LT_ORDER_NAME,
  LT_ORDER_OVERDUE,
  LT_ORDER_INVESTMENT,
  LT_ORDER_STAGE,
  LT_N_ORDERS,
} LtOrder;

/* What is found, and how many there are of each kind among those of chain, district and words. */
typedef struct
{
  GPtrArray *items; /* LtProjectItem */
  guint counts[LT_N_SHOWS];
  double investment_wan; /* of the items */
  guint without;         /* items without an investment */
  guint unplaced;        /* items without a position */
} LtProjectAnswer;

void lt_project_answer_free (LtProjectAnswer *self);

/* Reads and sorts on a worker thread. `filter`: chain, district and text count; copied. */
void lt_project_query_async (LtWorkspace *workspace,
                             const LtFilter *filter,
                             LtShow show,
                             LtOrder order,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data);
LtProjectAnswer *lt_project_query_finish (GAsyncResult *result, GError **error);

/* What a choice is called, in the person's language: "Signed", "签约未开工". (transfer full). */
char *lt_show_get_title (LtShow show);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtProjectAnswer, lt_project_answer_free)

G_END_DECLS
