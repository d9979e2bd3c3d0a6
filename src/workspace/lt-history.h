#pragma once

#include "lt-workspace.h"

G_BEGIN_DECLS

/* The journal as people read it: who did what when, and what became of it. */

typedef enum
{
  LT_STEP_DONE,
  LT_STEP_UNDONE,  /* redo does it again */
  LT_STEP_DROPPED, /* undone, and something else done since: lt_workspace_go_to brings it back */
} LtStepState;

typedef enum
{
  LT_CHANGE_ADDED,
  LT_CHANGE_CHANGED,
  LT_CHANGE_DELETED,
} LtChangeKind;

/* One value of the object that a step changed. */
typedef struct
{
  LtChangeKind kind;
  char *field; /* column name, "investment_wan"; of figures by year "enterprise_years.tax_wan" */
  char *title; /* in the person's language: "Total investment", "2025 税收" */
  char *unit;  /* (nullable): of the values */
  char *from; /* (nullable): missing; as text, numbers in the unit, chains "6;1", a position "119.977, 30.542"
               */
  char *to;   /* (nullable) */
} LtStepChange;

typedef struct
{
  gint64 id;
  gint64 parent; /* the step it was made after, 0: the beginning */
  char *at;      /* UTC, "2026-03-31T08:15:00Z" */
  char *author;
  char *title;
  LtStepState state;
  gboolean current;   /* the moment the workspace is at */
  gboolean reachable; /* FALSE: its changes were dropped by an older version */
  GPtrArray *changes; /* LtStepChange; of a step of one object's history, else NULL */
} LtStep;

/* Someone undid, redid or went to another moment. */
typedef struct
{
  char *at;
  char *author;
  gint64 from; /* step, 0: the beginning */
  gint64 to;
} LtMove;

void lt_step_free (LtStep *step);

/* Steps, the newest first: at most `limit` (0: all) before the step `before` (0: from the newest).
 * Returns: (transfer full) (element-type LtStep). */
GPtrArray *lt_workspace_get_steps (LtWorkspace *self, gint64 before, guint limit, GError **error);
void lt_workspace_get_steps_async (LtWorkspace *self,
                                   gint64 before,
                                   guint limit,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data);
GPtrArray *lt_workspace_get_steps_finish (LtWorkspace *self, GAsyncResult *result, GError **error);

/* The steps that touched one row, or what hangs on it, the newest first, each with what it changed there.
 * Also of a row that is deleted. `object` is a table: a kind's name, or "chains".
 * Returns: (transfer full) (element-type LtStep). */
GPtrArray *lt_workspace_get_history (LtWorkspace *self, const char *object, gint64 id, GError **error);
void lt_workspace_get_history_async (LtWorkspace *self,
                                     const char *object,
                                     gint64 id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data);
GPtrArray *lt_workspace_get_history_finish (LtWorkspace *self, GAsyncResult *result, GError **error);

/* Who moved between moments, the newest first, at most `limit` (0: all).
 * Returns: (transfer full) (element-type LtMove). */
GPtrArray *lt_workspace_get_moves (LtWorkspace *self, guint limit, GError **error);

/* Goes to the moment after a step (0: before the first), whether that undoes or redoes others; undo, redo and
 * this function lead back. LT_ERROR_NOT_FOUND for a step that is not there or not reachable, LT_ERROR_VALUE
 * when another program has changed the rows since: nothing is changed then. */
gboolean lt_workspace_go_to (LtWorkspace *self, gint64 step, GError **error);
void lt_workspace_go_to_async (
    LtWorkspace *self, gint64 step, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean lt_workspace_go_to_finish (LtWorkspace *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtStep, lt_step_free)

G_END_DECLS
