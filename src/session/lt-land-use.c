#include "config.h"

#include "lt-land-use.h"

#include <math.h>
#include <string.h>

#include "lt-land-state.h"

struct _LtLandUse
{
  GObject parent_instance;

  gboolean active;
  LtLandStale stale;
  LtLandState state;

  /* owned */
  GCancellable *working;
  LtComparer *comparer;
};

enum
{
  PROP_0,
  PROP_BUSY,
  N_PROPS
};

enum
{
  CHANGED,
  JUDGED,
  FAILED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LtLandUse, lt_land_use, G_TYPE_OBJECT)

/* --- the worker --- */

typedef struct
{
  LtLandStale stale;
  LtLandState state;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  lt_land_state_clear (&job->state);
  g_free (job);
}

static void
work_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (lt_land_state_work (&job->state, job->stale, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* --- jobs --- */

static void start (LtLandUse *self);

static void
on_worked (GObject *object, GAsyncResult *result, gpointer data)
{
  LtLandUse *self = LT_LAND_USE (object);
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  /* Another workspace has come meanwhile, and its own job with it. */
  if (g_task_get_cancellable (G_TASK (result)) != self->working)
    return;
  g_clear_object (&self->working);
  if (done)
    {
      Job *job = g_task_get_task_data (G_TASK (result));

      lt_land_state_take (&self->state, &job->state);
      /* Those of another year or of older rows are of no use to it. */
      if (self->stale < LT_LAND_STALE_SUBJECTS)
        lt_comparer_set_subjects (self->comparer, self->state.subjects);
    }
  start (self);
  g_object_notify_by_pspec (object, props[PROP_BUSY]);
  if (done)
    g_signal_emit (self, signals[JUDGED], 0);
  else
    g_signal_emit (self, signals[FAILED], 0, error);
}

/* One job at a time: what is chosen meanwhile asks for just one more. */
static void
start (LtLandUse *self)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  if (!self->active || self->working != NULL || self->state.workspace == NULL || self->state.snapshot == NULL
      || self->stale == LT_LAND_STALE_NOTHING)
    return;
  job = g_new0 (Job, 1);
  job->stale = self->stale;
  lt_land_state_copy (&self->state, &job->state);
  self->working = g_cancellable_new ();
  task = g_task_new (self, self->working, on_worked, NULL);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, job_free);
  self->stale = LT_LAND_STALE_NOTHING;
  g_task_run_in_thread (task, work_in_thread);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
}

static void
make_stale (LtLandUse *self, LtLandStale stale)
{
  self->stale = MAX (self->stale, stale);
  start (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- what the session tells --- */

void
lt_land_use_set_workspace (LtLandUse *self, LtWorkspace *workspace)
{
  g_return_if_fail (LT_IS_LAND_USE (self));

  if (!g_set_object (&self->state.workspace, workspace))
    return;
  g_cancellable_cancel (self->working);
  g_clear_object (&self->working);
  g_clear_pointer (&self->state.snapshot, lt_snapshot_unref);
  lt_land_state_drop (&self->state);
  g_clear_pointer (&self->state.what_if, lt_rule_set_unref);
  g_array_set_size (self->state.overrides, 0);
  self->state.year = 0;
  lt_comparer_set_source (self->comparer, workspace, 0);
  make_stale (self, LT_LAND_STALE_SUBJECTS);
  g_signal_emit (self, signals[JUDGED], 0);
}

void
lt_land_use_set_snapshot (LtLandUse *self, LtSnapshot *snapshot)
{
  g_return_if_fail (LT_IS_LAND_USE (self));

  if (self->state.snapshot == snapshot)
    return;
  g_clear_pointer (&self->state.snapshot, lt_snapshot_unref);
  self->state.snapshot = snapshot != NULL ? lt_snapshot_ref (snapshot) : NULL;
  make_stale (self, LT_LAND_STALE_SUBJECTS);
  /* After the job has begun, so that who wants another comparison waits for what the job reads. */
  lt_comparer_set_subjects (self->comparer, NULL);
  lt_comparer_forget (self->comparer);
}

void
lt_land_use_set_scope (LtLandUse *self, guint chain, const char *district, const char *text)
{
  const char *code = district != NULL ? district : "";

  g_return_if_fail (LT_IS_LAND_USE (self));

  text = text != NULL ? text : "";
  if (self->state.choice.chain == chain && strcmp (self->state.choice.district, code) == 0
      && strcmp (self->state.text, text) == 0)
    return;
  self->state.choice.chain = chain;
  g_strlcpy (self->state.choice.district, code, sizeof self->state.choice.district);
  if (strcmp (self->state.text, text) != 0)
    {
      g_free (self->state.text);
      self->state.text = g_strdup (text);
    }
  make_stale (self, LT_LAND_STALE_CHOICE);
}

void
lt_land_use_set_active (LtLandUse *self, gboolean active)
{
  g_return_if_fail (LT_IS_LAND_USE (self));

  if (self->active == !!active)
    return;
  self->active = !!active;
  start (self);
  g_signal_emit (self, signals[JUDGED], 0);
}

/* --- what people choose --- */

static gboolean
has_grades (const LtRuleSet *rules)
{
  for (guint i = 0; i < rules->groups->len; i++)
    if (((LtRuleGroup *) g_ptr_array_index (rules->groups, i))->method != LT_GRADING_NONE)
      return TRUE;
  return FALSE;
}

/* What is shown must be something that the rules judge. */
static void
fit_choice (LtLandUse *self)
{
  gboolean grades = has_grades (self->state.rules);

  self->state.choice.hidden = 0;
  self->state.choice.only = LT_VERDICT_NONE;
  self->state.choice.own_breaks = FALSE;
  self->state.choice.show = grades ? LT_LAND_GRADE : LT_LAND_VERDICT;
  self->state.choice.only_changed = FALSE;
}

void
lt_land_use_set_rules (LtLandUse *self, LtRuleSet *rules)
{
  gboolean same_subject;

  g_return_if_fail (LT_IS_LAND_USE (self) && rules != NULL);

  if (self->state.rules == rules)
    return;
  same_subject = self->state.rules != NULL && self->state.rules->subject == rules->subject;
  lt_rule_set_ref (rules);
  g_clear_pointer (&self->state.rules, lt_rule_set_unref);
  self->state.rules = rules;
  g_clear_pointer (&self->state.what_if, lt_rule_set_unref);
  g_array_set_size (self->state.overrides, 0);
  fit_choice (self);
  make_stale (self, same_subject ? LT_LAND_STALE_JUDGEMENT : LT_LAND_STALE_SUBJECTS);
}

LtRuleSet *
lt_land_use_get_rules (LtLandUse *self)
{
  g_return_val_if_fail (LT_IS_LAND_USE (self), NULL);

  return self->state.what_if != NULL ? self->state.what_if : self->state.rules;
}

LtRuleSet *
lt_land_use_get_base_rules (LtLandUse *self)
{
  g_return_val_if_fail (LT_IS_LAND_USE (self), NULL);

  return self->state.rules;
}

static void
load_rules_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, lt_comparer_load_rules (), (GDestroyNotify) g_ptr_array_unref);
}

void
lt_land_use_load_rules_async (LtLandUse *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LT_IS_LAND_USE (self));

  lt_comparer_forget (self->comparer);
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, lt_land_use_load_rules_async);
  g_task_run_in_thread (task, load_rules_in_thread);
}

GPtrArray *
lt_land_use_load_rules_finish (LtLandUse *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
lt_land_use_set_year (LtLandUse *self, int year)
{
  g_return_if_fail (LT_IS_LAND_USE (self));

  if (self->state.year == year)
    return;
  self->state.year = year;
  make_stale (self, LT_LAND_STALE_SUBJECTS);
  lt_comparer_set_source (self->comparer, self->state.workspace, year);
}

int
lt_land_use_get_year (LtLandUse *self)
{
  g_return_val_if_fail (LT_IS_LAND_USE (self), 0);

  return self->state.year;
}

GArray *
lt_land_use_get_years (LtLandUse *self)
{
  g_return_val_if_fail (LT_IS_LAND_USE (self), NULL);

  return self->state.years;
}

const LtLandChoice *
lt_land_use_get_choice (LtLandUse *self)
{
  g_return_val_if_fail (LT_IS_LAND_USE (self), NULL);

  return &self->state.choice;
}

void
lt_land_use_set_choice (LtLandUse *self, const LtLandChoice *choice)
{
  LtLandChoice old;

  g_return_if_fail (LT_IS_LAND_USE (self) && choice != NULL);

  old = self->state.choice;
  self->state.choice = *choice;
  self->state.choice.chain = old.chain;
  memcpy (self->state.choice.district, old.district, sizeof old.district);
  make_stale (self, LT_LAND_STALE_CHOICE);
}

void
lt_land_use_show (LtLandUse *self, LtLandShow show, LtIndicator indicator)
{
  LtLandChoice choice;

  g_return_if_fail (LT_IS_LAND_USE (self));

  choice = self->state.choice;
  if (choice.show == show && (show != LT_LAND_INDICATOR || choice.indicator == indicator))
    return;
  choice.show = show;
  choice.indicator = indicator;
  choice.own_breaks = FALSE;
  choice.hidden = 0;
  lt_land_use_set_choice (self, &choice);
}

void
lt_land_use_set_class_hidden (LtLandUse *self, guint number, gboolean hidden)
{
  LtLandChoice choice;

  g_return_if_fail (LT_IS_LAND_USE (self) && number < LT_CLASSES_MAX);

  choice = self->state.choice;
  choice.hidden = hidden ? choice.hidden | 1u << number : choice.hidden & ~(1u << number);
  if (choice.hidden != self->state.choice.hidden)
    lt_land_use_set_choice (self, &choice);
}

void
lt_land_use_move_break (LtLandUse *self, guint index, double value)
{
  LtLandChoice choice;
  const LtLandResult *result;

  g_return_if_fail (LT_IS_LAND_USE (self));

  choice = self->state.choice;
  result = self->state.result;
  if (!choice.own_breaks && result != NULL)
    {
      choice.n_breaks = result->n_breaks;
      memcpy (choice.breaks, result->breaks, sizeof choice.breaks);
    }
  if (index >= choice.n_breaks || !isfinite (value))
    return;
  if (index > 0)
    value = MAX (value, choice.breaks[index - 1]);
  if (index + 1 < choice.n_breaks)
    value = MIN (value, choice.breaks[index + 1]);
  choice.own_breaks = TRUE;
  choice.breaks[index] = value;
  lt_land_use_set_choice (self, &choice);
}

static void
clear_filters (LtLandChoice *choice)
{
  choice->hidden = 0;
  choice->only = LT_VERDICT_NONE;
  choice->only_changed = FALSE;
  *choice->industry = '\0';
  choice->at_least_mu = choice->under_mu = NAN;
}

void
lt_land_use_clear_filters (LtLandUse *self)
{
  LtLandChoice choice;

  g_return_if_fail (LT_IS_LAND_USE (self));

  choice = self->state.choice;
  clear_filters (&choice);
  lt_land_use_set_choice (self, &choice);
}

/* --- what if --- */

void
lt_land_use_set_what_if_rules (LtLandUse *self, LtRuleSet *rules)
{
  g_return_if_fail (LT_IS_LAND_USE (self));
  g_return_if_fail (rules == NULL
                    || (self->state.rules != NULL && rules->subject == self->state.rules->subject));

  if (self->state.what_if == rules)
    return;
  g_clear_pointer (&self->state.what_if, lt_rule_set_unref);
  self->state.what_if = rules != NULL ? lt_rule_set_ref (rules) : NULL;
  make_stale (self, LT_LAND_STALE_JUDGEMENT);
}

void
lt_land_use_set_what_if_value (LtLandUse *self, gint64 id, LtInput input, double value)
{
  LtLandOverride override = { id, input, value };

  g_return_if_fail (LT_IS_LAND_USE (self) && (guint) input < LT_N_QUANTITIES);

  for (guint i = 0; i < self->state.overrides->len; i++)
    {
      const LtLandOverride *old = &g_array_index (self->state.overrides, LtLandOverride, i);

      if (old->id == id && old->input == input)
        g_array_remove_index (self->state.overrides, i--);
    }
  g_array_append_val (self->state.overrides, override);
  make_stale (self, LT_LAND_STALE_JUDGEMENT);
}

void
lt_land_use_clear_what_if (LtLandUse *self)
{
  g_return_if_fail (LT_IS_LAND_USE (self));

  if (!lt_land_use_is_what_if (self))
    return;
  g_clear_pointer (&self->state.what_if, lt_rule_set_unref);
  g_array_set_size (self->state.overrides, 0);
  self->state.choice.only_changed = FALSE;
  make_stale (self, LT_LAND_STALE_JUDGEMENT);
}

gboolean
lt_land_use_is_what_if (LtLandUse *self)
{
  g_return_val_if_fail (LT_IS_LAND_USE (self), FALSE);

  return self->state.what_if != NULL || self->state.overrides->len > 0;
}

/* --- what came out --- */

LtLandResult *
lt_land_use_get_result (LtLandUse *self)
{
  g_return_val_if_fail (LT_IS_LAND_USE (self), NULL);

  return self->state.result;
}

LtClasses *
lt_land_use_get_classes (LtLandUse *self)
{
  LtClasses *classes;

  g_return_val_if_fail (LT_IS_LAND_USE (self), NULL);

  classes = self->state.result != NULL ? self->state.result->classes : NULL;
  return self->active && self->state.snapshot != NULL && lt_classes_fits (classes, self->state.snapshot)
             ? classes
             : NULL;
}

gboolean
lt_land_use_is_busy (LtLandUse *self)
{
  g_return_val_if_fail (LT_IS_LAND_USE (self), FALSE);

  return self->working != NULL;
}

GArray *
lt_land_use_get_ids (LtLandUse *self)
{
  const LtLandResult *result;
  GArray *ids;

  g_return_val_if_fail (LT_IS_LAND_USE (self), NULL);

  result = self->state.result;
  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), result != NULL ? result->n : 0);
  for (guint i = 0; result != NULL && i < result->n; i++)
    g_array_append_val (ids, result->judgement->subjects->ids[result->order[i]]);
  return ids;
}

LtComparer *
lt_land_use_get_comparer (LtLandUse *self)
{
  g_return_val_if_fail (LT_IS_LAND_USE (self), NULL);

  return self->comparer;
}

LtKind
lt_land_use_get_kind (LtLandUse *self)
{
  g_return_val_if_fail (LT_IS_LAND_USE (self), LT_KIND_PARCEL);

  return self->state.rules != NULL && self->state.rules->subject == LT_SUBJECT_ENTERPRISE ? LT_KIND_ENTERPRISE
                                                                                          : LT_KIND_PARCEL;
}

/* --- the class --- */

static void
lt_land_use_dispose (GObject *object)
{
  LtLandUse *self = LT_LAND_USE (object);

  g_cancellable_cancel (self->working);
  g_clear_object (&self->working);
  lt_land_state_clear (&self->state);

  G_OBJECT_CLASS (lt_land_use_parent_class)->dispose (object);
}

static void
lt_land_use_finalize (GObject *object)
{
  g_object_unref (LT_LAND_USE (object)->comparer);

  G_OBJECT_CLASS (lt_land_use_parent_class)->finalize (object);
}

static void
lt_land_use_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, LT_LAND_USE (object)->working != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static guint
add_signal (const char *name, guint n_arguments, GType argument)
{
  return g_signal_new (name, LT_TYPE_LAND_USE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       n_arguments, argument);
}

static void
lt_land_use_class_init (LtLandUseClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = lt_land_use_dispose;
  object_class->finalize = lt_land_use_finalize;
  object_class->get_property = lt_land_use_get_property;
  props[PROP_BUSY] = g_param_spec_boolean (
      "busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CHANGED] = add_signal ("changed", 0, 0);
  signals[JUDGED] = add_signal ("judged", 0, 0);
  signals[FAILED] = add_signal ("failed", 1, G_TYPE_ERROR);
}

static void
lt_land_use_init (LtLandUse *self)
{
  self->state.text = g_strdup ("");
  self->comparer = lt_comparer_new ();
  self->state.overrides = g_array_new (FALSE, FALSE, sizeof (LtLandOverride));
  self->stale = LT_LAND_STALE_SUBJECTS;
  clear_filters (&self->state.choice);
}

LtLandUse *
lt_land_use_new (void)
{
  return g_object_new (LT_TYPE_LAND_USE, NULL);
}
