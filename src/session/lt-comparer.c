#include "config.h"

#include "lt-comparer.h"

struct _LtComparer
{
  GObject parent_instance;

  int year;

  /* owned */
  LtWorkspace *workspace;
  LtSubjects *subjects;
  LtComparison *comparison;
  GCancellable *working;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LtComparer, lt_comparer, G_TYPE_OBJECT)

/* --- the worker --- */

typedef struct
{
  LtWorkspace *workspace;
  LtSubjects *subjects;
  int year;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->workspace);
  g_clear_pointer (&job->subjects, lt_subjects_unref);
  g_free (job);
}

GPtrArray *
lt_comparer_load_rules (void)
{
  g_auto (GStrv) names = lt_rule_set_list ();
  GPtrArray *sets = g_ptr_array_new_with_free_func ((GDestroyNotify) lt_rule_set_unref);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      LtRuleSet *rules = lt_rule_set_find (names[i], &error);

      if (rules != NULL)
        g_ptr_array_add (sets, rules);
      else
        g_message ("%s", error->message);
    }
  return sets;
}

static void
work_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  g_autoptr (GPtrArray) sets = NULL;
  GError *error = NULL;
  LtComparison *comparison;

  if (g_task_return_error_if_cancelled (task))
    return;
  sets = lt_comparer_load_rules ();
  comparison = lt_comparison_new (job->workspace, sets, job->year, job->subjects, cancellable, &error);
  if (comparison != NULL)
    g_task_return_pointer (task, comparison, (GDestroyNotify) lt_comparison_unref);
  else
    g_task_return_error (task, error);
}

static void
on_worked (GObject *object, GAsyncResult *result, gpointer data)
{
  LtComparer *self = LT_COMPARER (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (LtComparison) comparison = g_task_propagate_pointer (G_TASK (result), &error);

  /* What it was made of is gone meanwhile. */
  if (g_task_get_cancellable (G_TASK (result)) != self->working)
    return;
  g_clear_object (&self->working);
  if (comparison == NULL)
    {
      g_message ("%s", error->message);
      return;
    }
  self->comparison = g_steal_pointer (&comparison);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
lt_comparer_want (LtComparer *self)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (LT_IS_COMPARER (self));

  if (self->comparison != NULL || self->working != NULL || self->workspace == NULL)
    return;
  job = g_new0 (Job, 1);
  job->workspace = g_object_ref (self->workspace);
  job->subjects = self->subjects != NULL ? lt_subjects_ref (self->subjects) : NULL;
  job->year = self->year;
  self->working = g_cancellable_new ();
  task = g_task_new (self, self->working, on_worked, NULL);
  g_task_set_source_tag (task, lt_comparer_want);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, work_in_thread);
}

/* --- what it is made of --- */

static void
drop (LtComparer *self)
{
  g_cancellable_cancel (self->working);
  g_clear_object (&self->working);
  g_clear_pointer (&self->comparison, lt_comparison_unref);
}

void
lt_comparer_set_source (LtComparer *self, LtWorkspace *workspace, int year)
{
  g_return_if_fail (LT_IS_COMPARER (self));

  if (self->workspace == workspace && self->year == year)
    return;
  g_set_object (&self->workspace, workspace);
  self->year = year;
  lt_comparer_set_subjects (self, NULL);
  lt_comparer_forget (self);
}

void
lt_comparer_set_subjects (LtComparer *self, LtSubjects *subjects)
{
  g_return_if_fail (LT_IS_COMPARER (self));

  if (self->subjects == subjects)
    return;
  g_clear_pointer (&self->subjects, lt_subjects_unref);
  self->subjects = subjects != NULL ? lt_subjects_ref (subjects) : NULL;
}

void
lt_comparer_forget (LtComparer *self)
{
  g_return_if_fail (LT_IS_COMPARER (self));

  drop (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

LtComparison *
lt_comparer_get (LtComparer *self)
{
  g_return_val_if_fail (LT_IS_COMPARER (self), NULL);

  return self->comparison;
}

/* --- the class --- */

static void
lt_comparer_dispose (GObject *object)
{
  LtComparer *self = LT_COMPARER (object);

  drop (self);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->subjects, lt_subjects_unref);

  G_OBJECT_CLASS (lt_comparer_parent_class)->dispose (object);
}

static void
lt_comparer_class_init (LtComparerClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lt_comparer_dispose;
  signals[CHANGED]
      = g_signal_new ("changed", LT_TYPE_COMPARER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lt_comparer_init (LtComparer *self)
{
}

LtComparer *
lt_comparer_new (void)
{
  return g_object_new (LT_TYPE_COMPARER, NULL);
}
