#pragma once

#include "lt-store.h"

G_BEGIN_DECLS

/* A thread that owns one connection and does the jobs of a queue in order. Jobs still waiting when
 * it closes fail. Any thread may call, except
 * that a job must not lt_owner_run on its own thread. */
typedef struct _LtOwner LtOwner;

/* A job: gives its result, or NULL with *error set. A job without a result gives itself any
 * non-NULL pointer. `cancellable` is the store's during the job. */
typedef gpointer (*LtJobFunc) (LtStore *store, gpointer data, GError **error);
/* Opens the connection, on the new thread. */
typedef LtStore *(*LtOpenFunc) (gpointer data, GError **error);
/* Called on the thread about once a second when it has nothing to do. */
typedef void (*LtIdleFunc) (LtStore *store, gpointer data);

/* Starts the thread and waits until its connection is open. `idle` is (nullable).
 * Returns: (transfer full) (nullable). */
LtOwner *lt_owner_new (const char *name, LtOpenFunc open, gpointer data, GError **error);
/* From now on `idle` is called; `data` is freed with `destroy` on the thread when it ends. */
void lt_owner_watch (LtOwner *self, LtIdleFunc idle, gpointer data, GDestroyNotify destroy);
/* Ends the thread after the job it is at, which fails if it may be broken off (`interrupt`), and closes
 * the connection; later jobs fail. Idempotent. */
void lt_owner_stop (LtOwner *self, gboolean interrupt);
/* Stops and frees. */
void lt_owner_free (LtOwner *self);

/* Does a job and waits for it. */
gpointer
lt_owner_run (LtOwner *self, LtJobFunc func, gpointer data, GCancellable *cancellable, GError **error);
/* Does a job, then returns the task with its result; `data` is the task's data.
 * Takes the reference to the task. */
void lt_owner_run_task (LtOwner *self, GTask *task, LtJobFunc func, GDestroyNotify free_result);

/* Does a job some time, in its turn; nobody learns of its result. `data` is freed on the thread, or here
 * when it has ended. */
void lt_owner_post (LtOwner *self, LtJobFunc func, gpointer data, GDestroyNotify destroy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtOwner, lt_owner_free)

G_END_DECLS
