#include "config.h"

#include "lt-owner.h"

#include <glib/gi18n-lib.h>

#define IDLE_INTERVAL_US (G_USEC_PER_SEC)

typedef struct
{
  LtJobFunc func;
  gpointer data;
  GCancellable *cancellable;
  /* with a task */
  GTask *task;
  GDestroyNotify free_result;
  /* posted: nobody waits */
  gboolean posted;
  GDestroyNotify destroy;
  /* without one: the caller waits on the owner's condition */
  gpointer result;
  GError *error;
  gboolean done;
} Job;

struct _LtOwner
{
  gatomicrefcount ref_count;
  GThread *thread;
  GMutex mutex;
  GCond wake;
  GCond done;
  /* under the mutex */
  GQueue jobs;
  gboolean quit;
  LtStore *store;
  LtIdleFunc idle;
  gpointer idle_data;
  GDestroyNotify idle_destroy;
  /* while starting */
  LtOpenFunc open;
  gpointer open_data;
  GError *open_error;
  gboolean started;
};

static void
unref (LtOwner *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->wake);
  g_cond_clear (&self->done);
  g_clear_error (&self->open_error);
  g_free (self);
}

static void
finish_job (LtOwner *self, Job *job, gpointer result, GError *error)
{
  if (job->posted)
    {
      g_clear_error (&error);
      job->destroy (job->data);
      g_free (job);
      return;
    }
  if (job->task == NULL)
    {
      g_mutex_lock (&self->mutex);
      job->result = result;
      job->error = error;
      job->done = TRUE;
      g_cond_broadcast (&self->done);
      g_mutex_unlock (&self->mutex);
      return;
    }
  if (error != NULL)
    g_task_return_error (job->task, error);
  else
    g_task_return_pointer (job->task, result, job->free_result);
  g_object_unref (job->task);
  g_clear_object (&job->cancellable);
  g_free (job);
}

static void
do_job (LtOwner *self, LtStore *store, Job *job)
{
  GError *error = NULL;
  gpointer result = NULL;

  lt_store_set_cancellable (store, job->cancellable);
  if (!g_cancellable_set_error_if_cancelled (job->cancellable, &error))
    result = job->func (store, job->data, &error);
  lt_store_rollback (store);
  lt_store_set_cancellable (store, NULL);
  g_assert ((result == NULL) == (error != NULL));
  finish_job (self, job, result, error);
}

/* Returns NULL when it is time for the idle function or, with `quit`, to end. */
static Job *
wait_for_job (LtOwner *self, gint64 *idle_at, gboolean *quit)
{
  Job *job = NULL;

  g_mutex_lock (&self->mutex);
  while (!self->quit && (job = g_queue_pop_head (&self->jobs)) == NULL)
    {
      if (self->idle == NULL)
        {
          g_cond_wait (&self->wake, &self->mutex);
          continue;
        }
      if (!g_cond_wait_until (&self->wake, &self->mutex, *idle_at))
        break;
    }
  *quit = self->quit;
  g_mutex_unlock (&self->mutex);
  return job;
}

static void
fail_rest (LtOwner *self)
{
  Job *job;

  while ((job = g_queue_pop_head (&self->jobs)) != NULL)
    finish_job (self, job, NULL,
                g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The workspace was closed.")));
}

static LtStore *
start (LtOwner *self)
{
  GError *error = NULL;
  LtStore *store = self->open (self->open_data, &error);

  g_mutex_lock (&self->mutex);
  self->open_error = error;
  self->store = store;
  self->started = TRUE;
  g_cond_broadcast (&self->done);
  g_mutex_unlock (&self->mutex);
  return store;
}

static gpointer
run (gpointer data)
{
  LtOwner *self = data;
  LtStore *store = start (self);
  gint64 idle_at = g_get_monotonic_time () + IDLE_INTERVAL_US;
  gboolean quit = store == NULL;

  while (!quit)
    {
      Job *job = wait_for_job (self, &idle_at, &quit);

      if (job != NULL)
        do_job (self, store, job);
      if (!quit && self->idle != NULL && g_get_monotonic_time () >= idle_at)
        {
          self->idle (store, self->idle_data);
          idle_at = g_get_monotonic_time () + IDLE_INTERVAL_US;
        }
    }
  g_mutex_lock (&self->mutex);
  self->store = NULL;
  g_mutex_unlock (&self->mutex);
  lt_store_close (store);
  fail_rest (self);
  if (self->idle_destroy != NULL)
    self->idle_destroy (self->idle_data);
  unref (self);
  return NULL;
}

LtOwner *
lt_owner_new (const char *name, LtOpenFunc open, gpointer data, GError **error)
{
  LtOwner *self = g_new0 (LtOwner, 1);

  g_return_val_if_fail (open != NULL, NULL);

  g_atomic_ref_count_init (&self->ref_count);
  g_atomic_ref_count_inc (&self->ref_count);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->wake);
  g_cond_init (&self->done);
  g_queue_init (&self->jobs);
  self->open = open;
  self->open_data = data;
  self->thread = g_thread_new (name, run, self);

  g_mutex_lock (&self->mutex);
  while (!self->started)
    g_cond_wait (&self->done, &self->mutex);
  g_mutex_unlock (&self->mutex);
  if (self->open_error == NULL)
    return self;
  g_propagate_error (error, g_steal_pointer (&self->open_error));
  lt_owner_free (self);
  return NULL;
}

void
lt_owner_watch (LtOwner *self, LtIdleFunc idle, gpointer data, GDestroyNotify destroy)
{
  g_mutex_lock (&self->mutex);
  g_assert (self->idle == NULL);
  self->idle = idle;
  self->idle_data = data;
  self->idle_destroy = destroy;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->mutex);
}

void
lt_owner_stop (LtOwner *self, gboolean interrupt)
{
  GThread *thread;

  g_mutex_lock (&self->mutex);
  thread = g_steal_pointer (&self->thread);
  self->quit = TRUE;
  if (interrupt && self->store != NULL)
    lt_store_interrupt (self->store);
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->mutex);
  /* The last reference to a workspace may be let go by a job of its own. */
  if (thread == g_thread_self ())
    g_thread_unref (thread);
  else if (thread != NULL)
    g_thread_join (thread);
}

void
lt_owner_free (LtOwner *self)
{
  if (self == NULL)
    return;
  lt_owner_stop (self, TRUE);
  unref (self);
}

static gboolean
push (LtOwner *self, Job *job)
{
  gboolean open;

  g_mutex_lock (&self->mutex);
  open = !self->quit;
  if (open)
    g_queue_push_tail (&self->jobs, job);
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->mutex);
  return open;
}

gpointer
lt_owner_run (LtOwner *self, LtJobFunc func, gpointer data, GCancellable *cancellable, GError **error)
{
  Job job = { .func = func, .data = data, .cancellable = cancellable };

  g_return_val_if_fail (self != NULL && func != NULL, NULL);

  if (!push (self, &job))
    {
      g_set_error_literal (error, LT_ERROR, LT_ERROR_IO, _ ("The workspace was closed."));
      return NULL;
    }
  g_mutex_lock (&self->mutex);
  while (!job.done)
    g_cond_wait (&self->done, &self->mutex);
  g_mutex_unlock (&self->mutex);
  if (job.error != NULL)
    g_propagate_error (error, job.error);
  return job.result;
}

void
lt_owner_run_task (LtOwner *self, GTask *task, LtJobFunc func, GDestroyNotify free_result)
{
  Job *job;

  g_return_if_fail (self != NULL && func != NULL);
  g_return_if_fail (G_IS_TASK (task));

  job = g_new0 (Job, 1);
  job->func = func;
  job->data = g_task_get_task_data (task);
  job->task = task;
  job->free_result = free_result;
  g_set_object (&job->cancellable, g_task_get_cancellable (task));
  if (!push (self, job))
    finish_job (self, job, NULL,
                g_error_new_literal (LT_ERROR, LT_ERROR_IO, _ ("The workspace was closed.")));
}

void
lt_owner_post (LtOwner *self, LtJobFunc func, gpointer data, GDestroyNotify destroy)
{
  Job *job;

  g_return_if_fail (self != NULL && func != NULL && destroy != NULL);

  job = g_new0 (Job, 1);
  job->func = func;
  job->data = data;
  job->posted = TRUE;
  job->destroy = destroy;
  if (!push (self, job))
    finish_job (self, job, NULL, NULL);
}
