#include "config.h"

#include "lt-land-use.h"

#include <math.h>
#include <string.h>

#include "lt-judging.h"

#define DEFAULT_RULES "control-2008"
#define MAX_THREADS 2

/* How much of the way has to be gone again. */
typedef enum
{
  STALE_NOTHING,
  STALE_CHOICE,
  STALE_JUDGEMENT,
  STALE_SUBJECTS,
} Stale;

typedef struct
{
  gint64 id;
  LtInput input;
  double value;
} Override;

struct _LtLandUse
{
  GObject parent_instance;

  gboolean active;
  Stale stale;
  LtLandChoice choice;
  int year;

  /* owned */
  LtWorkspace *workspace;
  LtSnapshot *snapshot;
  char *text;
  GArray *years;
  LtRuleSet *rules;
  LtRuleSet *what_if;
  GArray *overrides;
  LtSubjects *subjects;
  LtJudgement *judgement;
  LtJudgement *before;
  LtLandResult *result;
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

/* All that the worker needs, and what it found; nothing of it is shared with the main thread meanwhile
 * but what is immutable. */
typedef struct
{
  Stale stale;
  LtWorkspace *workspace;
  LtSnapshot *snapshot;
  char *text;
  LtRuleSet *rules;
  LtRuleSet *what_if;
  GArray *overrides;
  LtSubjects *subjects;
  LtJudgement *judgement;
  LtJudgement *before;
  LtLandChoice choice;
  int year;
  GArray *years;
  LtLandResult *result;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->workspace);
  g_clear_pointer (&job->snapshot, lt_snapshot_unref);
  g_clear_pointer (&job->rules, lt_rule_set_unref);
  g_clear_pointer (&job->what_if, lt_rule_set_unref);
  g_clear_pointer (&job->overrides, g_array_unref);
  g_clear_pointer (&job->subjects, lt_subjects_unref);
  g_clear_pointer (&job->judgement, lt_judgement_unref);
  g_clear_pointer (&job->before, lt_judgement_unref);
  g_clear_pointer (&job->result, lt_land_result_unref);
  g_clear_pointer (&job->years, g_array_unref);
  g_free (job->text);
  g_free (job);
}

static LtSubjects *
apply_overrides (LtSubjects *subjects, GArray *overrides)
{
  LtSubjects *changed;

  if (overrides->len == 0)
    return lt_subjects_ref (subjects);
  changed = lt_subjects_copy (subjects);
  for (guint i = 0; i < overrides->len; i++)
    {
      const Override *override = &g_array_index (overrides, Override, i);
      int index = lt_subjects_find (changed, override->id);

      if (index < 0)
        continue;
      if (isnan (override->value) && changed->inputs[override->input] != NULL)
        changed->inputs[override->input][index] = NAN;
      lt_subjects_set_input (changed, (guint) index, override->input, override->value);
    }
  return changed;
}

static LtJudgement *
judge (LtRuleSet *rules, LtSubjects *subjects)
{
  return lt_judgement_new (rules, subjects, MIN (g_get_num_processors (), MAX_THREADS));
}

static void
judge_all (Job *job)
{
  gboolean what_if = job->what_if != NULL || job->overrides->len > 0;
  g_autoptr (LtSubjects) changed = apply_overrides (job->subjects, job->overrides);

  g_clear_pointer (&job->judgement, lt_judgement_unref);
  g_clear_pointer (&job->before, lt_judgement_unref);
  job->judgement = judge (job->what_if != NULL ? job->what_if : job->rules, changed);
  if (what_if)
    job->before = judge (job->rules, job->subjects);
}

/* Who fits the filter text; *matches NULL: everybody. */
static gboolean
match_text (Job *job, guint8 **matches, GError **error)
{
  LtFilter filter = { .text = job->text };
  g_autoptr (GArray) ids = NULL;

  if (*job->text == '\0')
    return TRUE;
  filter.kind = job->subjects->kind == LT_SUBJECT_PARCEL ? LT_KIND_PARCEL : LT_KIND_ENTERPRISE;
  ids = lt_workspace_find (job->workspace, &filter, error);
  if (ids == NULL)
    return FALSE;
  *matches = g_new0 (guint8, MAX (job->subjects->n, 1));
  for (guint i = 0; i < ids->len; i++)
    {
      int index = lt_subjects_find (job->subjects, g_array_index (ids, gint64, i));

      if (index >= 0)
        (*matches)[index] = 1;
    }
  return TRUE;
}

static gboolean
work (Job *job, GError **error)
{
  g_autofree guint8 *matches = NULL;

  if (job->rules == NULL)
    job->rules = lt_rule_set_find (DEFAULT_RULES, error);
  if (job->rules == NULL)
    return FALSE;
  if (job->subjects == NULL || job->stale >= STALE_SUBJECTS)
    {
      LtSubjectsFilter filter = { .kind = job->rules->subject, .year = job->year };

      g_clear_pointer (&job->subjects, lt_subjects_unref);
      job->subjects = lt_judging_load_subjects (job->workspace, &filter, error);
      job->years = job->subjects != NULL ? lt_judging_load_years (job->workspace, error) : NULL;
      if (job->years == NULL)
        return FALSE;
    }
  if (job->judgement == NULL || job->stale >= STALE_JUDGEMENT)
    judge_all (job);
  if (!match_text (job, &matches, error))
    return FALSE;
  job->result = lt_land_result_new (job->judgement, job->before, job->snapshot, matches, &job->choice);
  return TRUE;
}

static void
work_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (work (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* --- jobs --- */

static void start (LtLandUse *self);

static void
take (LtLandUse *self, Job *job)
{
  g_clear_pointer (&self->subjects, lt_subjects_unref);
  g_clear_pointer (&self->judgement, lt_judgement_unref);
  g_clear_pointer (&self->before, lt_judgement_unref);
  g_clear_pointer (&self->result, lt_land_result_unref);
  self->subjects = g_steal_pointer (&job->subjects);
  lt_comparer_set_subjects (self->comparer, self->subjects);
  self->judgement = g_steal_pointer (&job->judgement);
  self->before = g_steal_pointer (&job->before);
  self->result = g_steal_pointer (&job->result);
  if (self->rules == NULL)
    self->rules = lt_rule_set_ref (job->rules);
  if (job->years != NULL)
    {
      g_clear_pointer (&self->years, g_array_unref);
      self->years = g_steal_pointer (&job->years);
    }
}

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
    take (self, g_task_get_task_data (G_TASK (result)));
  start (self);
  g_object_notify_by_pspec (object, props[PROP_BUSY]);
  if (done)
    g_signal_emit (self, signals[JUDGED], 0);
  else
    g_signal_emit (self, signals[FAILED], 0, error);
}

static gpointer
ref_or_null (gpointer boxed, gpointer (*ref) (gpointer))
{
  return boxed != NULL ? ref (boxed) : NULL;
}

#define REF(boxed, type) ref_or_null (boxed, (gpointer (*) (gpointer)) lt_##type##_ref)

static Job *
job_new (LtLandUse *self)
{
  Job *job = g_new0 (Job, 1);

  job->stale = self->stale;
  job->workspace = g_object_ref (self->workspace);
  job->snapshot = REF (self->snapshot, snapshot);
  job->text = g_strdup (self->text);
  job->rules = REF (self->rules, rule_set);
  job->what_if = REF (self->what_if, rule_set);
  job->overrides = g_array_copy (self->overrides);
  job->subjects = REF (self->subjects, subjects);
  job->judgement = REF (self->judgement, judgement);
  job->before = REF (self->before, judgement);
  job->choice = self->choice;
  job->year = self->year;
  return job;
}

/* One job at a time: what is chosen meanwhile asks for just one more. */
static void
start (LtLandUse *self)
{
  g_autoptr (GTask) task = NULL;

  if (!self->active || self->working != NULL || self->workspace == NULL || self->snapshot == NULL
      || self->stale == STALE_NOTHING)
    return;
  self->working = g_cancellable_new ();
  task = g_task_new (self, self->working, on_worked, NULL);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job_new (self), job_free);
  self->stale = STALE_NOTHING;
  g_task_run_in_thread (task, work_in_thread);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
}

static void
make_stale (LtLandUse *self, Stale stale)
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

  if (!g_set_object (&self->workspace, workspace))
    return;
  g_cancellable_cancel (self->working);
  g_clear_object (&self->working);
  g_clear_pointer (&self->snapshot, lt_snapshot_unref);
  g_clear_pointer (&self->subjects, lt_subjects_unref);
  g_clear_pointer (&self->judgement, lt_judgement_unref);
  g_clear_pointer (&self->before, lt_judgement_unref);
  g_clear_pointer (&self->result, lt_land_result_unref);
  g_clear_pointer (&self->what_if, lt_rule_set_unref);
  g_array_set_size (self->overrides, 0);
  self->year = 0;
  lt_comparer_set_source (self->comparer, workspace, 0);
  make_stale (self, STALE_SUBJECTS);
  g_signal_emit (self, signals[JUDGED], 0);
}

void
lt_land_use_set_snapshot (LtLandUse *self, LtSnapshot *snapshot)
{
  g_return_if_fail (LT_IS_LAND_USE (self));

  if (self->snapshot == snapshot)
    return;
  g_clear_pointer (&self->snapshot, lt_snapshot_unref);
  self->snapshot = REF (snapshot, snapshot);
  lt_comparer_set_subjects (self->comparer, NULL);
  lt_comparer_forget (self->comparer);
  make_stale (self, STALE_SUBJECTS);
}

void
lt_land_use_set_scope (LtLandUse *self, guint chain, const char *district, const char *text)
{
  const char *code = district != NULL ? district : "";

  g_return_if_fail (LT_IS_LAND_USE (self));

  text = text != NULL ? text : "";
  if (self->choice.chain == chain && strcmp (self->choice.district, code) == 0
      && strcmp (self->text, text) == 0)
    return;
  self->choice.chain = chain;
  g_strlcpy (self->choice.district, code, sizeof self->choice.district);
  if (strcmp (self->text, text) != 0)
    {
      g_free (self->text);
      self->text = g_strdup (text);
    }
  make_stale (self, STALE_CHOICE);
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

gboolean
lt_land_use_is_active (LtLandUse *self)
{
  g_return_val_if_fail (LT_IS_LAND_USE (self), FALSE);

  return self->active;
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
  gboolean grades = has_grades (self->rules);

  self->choice.hidden = 0;
  self->choice.only = LT_VERDICT_NONE;
  self->choice.own_breaks = FALSE;
  self->choice.show = grades ? LT_LAND_GRADE : LT_LAND_VERDICT;
  self->choice.only_changed = FALSE;
}

void
lt_land_use_set_rules (LtLandUse *self, LtRuleSet *rules)
{
  gboolean same_subject;

  g_return_if_fail (LT_IS_LAND_USE (self) && rules != NULL);

  if (self->rules == rules)
    return;
  same_subject = self->rules != NULL && self->rules->subject == rules->subject;
  lt_rule_set_ref (rules);
  g_clear_pointer (&self->rules, lt_rule_set_unref);
  self->rules = rules;
  g_clear_pointer (&self->what_if, lt_rule_set_unref);
  g_array_set_size (self->overrides, 0);
  fit_choice (self);
  make_stale (self, same_subject ? STALE_JUDGEMENT : STALE_SUBJECTS);
}

LtRuleSet *
lt_land_use_get_rules (LtLandUse *self)
{
  g_return_val_if_fail (LT_IS_LAND_USE (self), NULL);

  return self->what_if != NULL ? self->what_if : self->rules;
}

LtRuleSet *
lt_land_use_get_base_rules (LtLandUse *self)
{
  g_return_val_if_fail (LT_IS_LAND_USE (self), NULL);

  return self->rules;
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

  if (self->year == year)
    return;
  self->year = year;
  lt_comparer_set_source (self->comparer, self->workspace, year);
  make_stale (self, STALE_SUBJECTS);
}

int
lt_land_use_get_year (LtLandUse *self)
{
  g_return_val_if_fail (LT_IS_LAND_USE (self), 0);

  return self->year;
}

GArray *
lt_land_use_get_years (LtLandUse *self)
{
  g_return_val_if_fail (LT_IS_LAND_USE (self), NULL);

  return self->years;
}

const LtLandChoice *
lt_land_use_get_choice (LtLandUse *self)
{
  g_return_val_if_fail (LT_IS_LAND_USE (self), NULL);

  return &self->choice;
}

void
lt_land_use_set_choice (LtLandUse *self, const LtLandChoice *choice)
{
  LtLandChoice old;

  g_return_if_fail (LT_IS_LAND_USE (self) && choice != NULL);

  old = self->choice;
  self->choice = *choice;
  self->choice.chain = old.chain;
  memcpy (self->choice.district, old.district, sizeof old.district);
  make_stale (self, STALE_CHOICE);
}

void
lt_land_use_show (LtLandUse *self, LtLandShow show, LtIndicator indicator)
{
  LtLandChoice choice;

  g_return_if_fail (LT_IS_LAND_USE (self));

  choice = self->choice;
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

  choice = self->choice;
  choice.hidden = hidden ? choice.hidden | 1u << number : choice.hidden & ~(1u << number);
  if (choice.hidden != self->choice.hidden)
    lt_land_use_set_choice (self, &choice);
}

void
lt_land_use_move_break (LtLandUse *self, guint index, double value)
{
  LtLandChoice choice;
  const LtLandResult *result;

  g_return_if_fail (LT_IS_LAND_USE (self));

  choice = self->choice;
  result = self->result;
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

  choice = self->choice;
  clear_filters (&choice);
  lt_land_use_set_choice (self, &choice);
}

gboolean
lt_land_use_is_filtered (LtLandUse *self)
{
  const LtLandChoice *choice;

  g_return_val_if_fail (LT_IS_LAND_USE (self), FALSE);

  choice = &self->choice;
  return choice->hidden != 0 || choice->only != LT_VERDICT_NONE || choice->only_changed
         || *choice->industry != '\0' || !isnan (choice->at_least_mu) || !isnan (choice->under_mu);
}

/* --- what if --- */

void
lt_land_use_set_what_if_rules (LtLandUse *self, LtRuleSet *rules)
{
  g_return_if_fail (LT_IS_LAND_USE (self));
  g_return_if_fail (rules == NULL || (self->rules != NULL && rules->subject == self->rules->subject));

  if (self->what_if == rules)
    return;
  g_clear_pointer (&self->what_if, lt_rule_set_unref);
  self->what_if = REF (rules, rule_set);
  make_stale (self, STALE_JUDGEMENT);
}

void
lt_land_use_set_what_if_value (LtLandUse *self, gint64 id, LtInput input, double value)
{
  Override override = { id, input, value };

  g_return_if_fail (LT_IS_LAND_USE (self) && (guint) input < LT_N_QUANTITIES);

  for (guint i = 0; i < self->overrides->len; i++)
    {
      const Override *old = &g_array_index (self->overrides, Override, i);

      if (old->id == id && old->input == input)
        g_array_remove_index (self->overrides, i--);
    }
  g_array_append_val (self->overrides, override);
  make_stale (self, STALE_JUDGEMENT);
}

void
lt_land_use_clear_what_if (LtLandUse *self)
{
  g_return_if_fail (LT_IS_LAND_USE (self));

  if (!lt_land_use_is_what_if (self))
    return;
  g_clear_pointer (&self->what_if, lt_rule_set_unref);
  g_array_set_size (self->overrides, 0);
  self->choice.only_changed = FALSE;
  make_stale (self, STALE_JUDGEMENT);
}

gboolean
lt_land_use_is_what_if (LtLandUse *self)
{
  g_return_val_if_fail (LT_IS_LAND_USE (self), FALSE);

  return self->what_if != NULL || self->overrides->len > 0;
}

/* --- what came out --- */

LtLandResult *
lt_land_use_get_result (LtLandUse *self)
{
  g_return_val_if_fail (LT_IS_LAND_USE (self), NULL);

  return self->result;
}

LtClasses *
lt_land_use_get_classes (LtLandUse *self)
{
  LtClasses *classes;

  g_return_val_if_fail (LT_IS_LAND_USE (self), NULL);

  classes = self->result != NULL ? self->result->classes : NULL;
  return self->active && self->snapshot != NULL && lt_classes_fits (classes, self->snapshot) ? classes : NULL;
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

  result = self->result;
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

  return self->rules != NULL && self->rules->subject == LT_SUBJECT_ENTERPRISE ? LT_KIND_ENTERPRISE
                                                                              : LT_KIND_PARCEL;
}

/* --- the class --- */

static void
lt_land_use_dispose (GObject *object)
{
  LtLandUse *self = LT_LAND_USE (object);

  g_cancellable_cancel (self->working);
  g_clear_object (&self->working);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->snapshot, lt_snapshot_unref);
  g_clear_pointer (&self->rules, lt_rule_set_unref);
  g_clear_pointer (&self->what_if, lt_rule_set_unref);
  g_clear_pointer (&self->subjects, lt_subjects_unref);
  g_clear_pointer (&self->judgement, lt_judgement_unref);
  g_clear_pointer (&self->before, lt_judgement_unref);
  g_clear_pointer (&self->result, lt_land_result_unref);

  G_OBJECT_CLASS (lt_land_use_parent_class)->dispose (object);
}

static void
lt_land_use_finalize (GObject *object)
{
  LtLandUse *self = LT_LAND_USE (object);

  g_object_unref (self->comparer);
  g_array_unref (self->overrides);
  g_free (self->text);
  g_clear_pointer (&self->years, g_array_unref);

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
  self->text = g_strdup ("");
  self->comparer = lt_comparer_new ();
  self->overrides = g_array_new (FALSE, FALSE, sizeof (Override));
  self->stale = STALE_SUBJECTS;
  clear_filters (&self->choice);
}

LtLandUse *
lt_land_use_new (void)
{
  return g_object_new (LT_TYPE_LAND_USE, NULL);
}
