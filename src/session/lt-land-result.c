#include "config.h"

#include "lt-land-result.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lt-language.h"
#include "lt-totals.h"
#include "lt-unit.h"

/* The histogram leaves out this share at either end: a few odd values must not flatten the rest. */
#define TAIL_SHARE 0.005

LtLandResult *
lt_land_result_ref (LtLandResult *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
lt_land_result_unref (LtLandResult *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_classes; i++)
    g_free ((char *) self->looks[i].title);
  g_clear_pointer (&self->classes, lt_classes_unref);
  g_clear_pointer (&self->before, lt_judgement_unref);
  g_clear_pointer (&self->districts, g_array_unref);
  lt_judgement_unref (self->judgement);
  g_free (self->class_of);
  g_free (self->order);
  g_free (self);
}

const LtJudgedColumn *
lt_judgement_get_column (const LtJudgement *judgement, LtIndicator indicator)
{
  for (guint i = 0; i < judgement->n_columns; i++)
    if (judgement->columns[i].indicator == indicator)
      return &judgement->columns[i];
  return NULL;
}

static LtVerdict
get_verdict (const LtLandResult *self, const LtJudgement *judgement, guint subject)
{
  const LtJudgedColumn *column = self->choice.show == LT_LAND_INDICATOR
                                     ? lt_judgement_get_column (judgement, self->choice.indicator)
                                     : NULL;

  return (LtVerdict) (column != NULL ? column->verdicts[subject] : judgement->verdicts[subject]);
}

LtVerdict
lt_land_result_get_verdict (const LtLandResult *self, guint subject)
{
  return get_verdict (self, self->judgement, subject);
}

LtVerdict
lt_land_result_get_verdict_before (const LtLandResult *self, guint subject)
{
  return self->before != NULL ? get_verdict (self, self->before, subject) : LT_VERDICT_NONE;
}

static char
get_grade (const LtJudgement *judgement, guint subject)
{
  return judgement != NULL && judgement->grades != NULL ? judgement->grades[subject] : '\0';
}

char
lt_land_result_get_grade (const LtLandResult *self, guint subject)
{
  return get_grade (self->judgement, subject);
}

char
lt_land_result_get_grade_before (const LtLandResult *self, guint subject)
{
  return get_grade (self->before, subject);
}

gboolean
lt_land_result_is_changed (const LtLandResult *self, guint subject)
{
  return self->before != NULL
         && (self->judgement->verdicts[subject] != self->before->verdicts[subject]
             || get_grade (self->judgement, subject) != get_grade (self->before, subject));
}

double
lt_land_result_get_value (const LtLandResult *self, guint subject)
{
  const LtJudgedColumn *column;

  if (self->choice.show == LT_LAND_GRADE)
    return self->judgement->measures != NULL ? self->judgement->measures[subject] : NAN;
  column = self->choice.show == LT_LAND_INDICATOR
               ? lt_judgement_get_column (self->judgement, self->choice.indicator)
               : NULL;
  return column != NULL ? column->values[subject] : NAN;
}

/* --- breaks --- */

static int
compare_numbers (const void *a, const void *b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return one < other ? -1 : one > other ? 1 : 0;
}

static void
add_standards (GArray *standards, const LtRule *rule)
{
  for (guint i = 0; i < rule->cells->len; i++)
    {
      double value = g_array_index (rule->cells, LtRuleCell, i).value;

      if (isfinite (value))
        g_array_append_val (standards, value);
    }
  if (rule->n_filled == 0 && isfinite (rule->benchmark))
    g_array_append_val (standards, rule->benchmark);
}

/* The standards of the indicator, so that a colour means the same next month. */
static guint
find_rule_breaks (const LtRuleSet *rules, LtIndicator indicator, double *breaks)
{
  g_autoptr (GArray) standards = g_array_new (FALSE, FALSE, sizeof (double));
  guint n = 0;

  for (guint i = 0; i < rules->groups->len; i++)
    {
      const LtRuleGroup *group = g_ptr_array_index (rules->groups, i);

      for (guint j = 0; j < group->rules->len; j++)
        {
          const LtRule *rule = g_ptr_array_index (group->rules, j);

          if (rule->indicator == indicator)
            add_standards (standards, rule);
        }
    }
  qsort (standards->data, standards->len, sizeof (double), compare_numbers);
  for (guint i = 0; i < standards->len && n < LT_BREAKS_MAX; i++)
    {
      double value = g_array_index (standards, double, i);

      if (n == 0 || value > breaks[n - 1])
        breaks[n++] = value;
    }
  return n;
}

static void
find_breaks (LtLandResult *self)
{
  const LtLandChoice *choice = &self->choice;
  const LtJudgedColumn *column = lt_judgement_get_column (self->judgement, choice->indicator);

  self->mode = choice->mode;
  if (choice->show != LT_LAND_INDICATOR || column == NULL)
    return;
  if (choice->own_breaks)
    {
      self->n_breaks = MIN (choice->n_breaks, LT_BREAKS_MAX);
      memcpy (self->breaks, choice->breaks, sizeof self->breaks);
      return;
    }
  if (self->mode == LT_BREAKS_RULE)
    self->n_breaks = find_rule_breaks (self->judgement->rules, choice->indicator, self->breaks);
  if (self->n_breaks > 0)
    return;
  self->mode = self->mode == LT_BREAKS_RULE ? LT_BREAKS_QUANTILE : self->mode;
  self->n_breaks = lt_breaks_find (self->mode, column->values, self->judgement->subjects->n, LT_LAND_CLASSES,
                                   self->breaks);
}

/* --- classes --- */

static char *
format_value (LtIndicator indicator, double value)
{
  g_autofree char *text = lt_indicator_format (indicator, value);
  gboolean percent = g_str_has_suffix (text, "%");
  gsize length = strlen (text) - (percent ? 1 : 0);

  /* Breaks read better short: 0.5, 30%. */
  if (memchr (text, '.', length) != NULL)
    {
      while (text[length - 1] == '0')
        length--;
      if (text[length - 1] == '.')
        length--;
    }
  return g_strdup_printf ("%.*s%s", (int) length, text, percent ? "%" : "");
}

static char *
title_interval (const LtLandResult *self, guint class)
{
  LtIndicator indicator = self->choice.indicator;
  g_autofree char *low = class > 1 ? format_value (indicator, self->breaks[class - 2]) : NULL;
  g_autofree char *high = class <= self->n_breaks ? format_value (indicator, self->breaks[class - 1]) : NULL;

  if (low == NULL && high == NULL)
    return g_strdup (_ ("recorded"));
  if (low == NULL)
    return g_strdup_printf ("< %s", high);
  return high == NULL ? g_strdup_printf ("≥ %s", low) : g_strdup_printf ("%s – %s", low, high);
}

static void
make_verdict_classes (LtLandResult *self)
{
  static const LtVerdict verdicts[] = { LT_VERDICT_PASS, LT_VERDICT_FAIL, LT_VERDICT_NO_STANDARD };

  self->n_classes = 1 + G_N_ELEMENTS (verdicts);
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    self->looks[i + 1].title = g_strdup (lt_verdict_get_title (verdicts[i]));
  lt_classes_style (LT_SCHEME_VERDICTS, self->looks + 1, self->n_classes - 1);
}

static void
make_grade_classes (LtLandResult *self)
{
  self->n_classes = 6;
  for (guint i = 1; i <= 4; i++)
    self->looks[i].title = g_strdup_printf ("%c", 'A' + i - 1);
  self->looks[5].title = g_strdup (_ ("Unrated"));
  lt_classes_style (LT_SCHEME_GRADES, self->looks + 1, self->n_classes - 1);
}

static void
make_classes (LtLandResult *self)
{
  self->looks[0].title = g_strdup (lt_verdict_get_title (LT_VERDICT_MISSING));
  if (self->choice.show == LT_LAND_VERDICT)
    make_verdict_classes (self);
  else if (self->choice.show == LT_LAND_GRADE)
    make_grade_classes (self);
  else
    {
      self->n_classes = self->n_breaks + 2;
      for (guint i = 1; i < self->n_classes; i++)
        self->looks[i].title = title_interval (self, i);
      lt_classes_style (LT_SCHEME_RAMP, self->looks + 1, self->n_classes - 1);
    }
  for (guint i = 0; i < self->n_classes; i++)
    self->looks[i].hidden = (self->choice.hidden >> i & 1) != 0;
}

static guint8
classify_verdict (LtVerdict verdict)
{
  switch (verdict)
    {
    case LT_VERDICT_PASS:
      return 1;
    case LT_VERDICT_FAIL:
      return 2;
    case LT_VERDICT_NO_STANDARD:
      return 3;
    case LT_VERDICT_NONE:
    case LT_VERDICT_MISSING:
      break;
    }
  return 0;
}

static guint8
classify_grade (const LtJudgement *judgement, guint subject)
{
  char grade = judgement->grades != NULL ? judgement->grades[subject] : '\0';

  if (grade == '\0')
    return judgement->verdicts[subject] == LT_VERDICT_MISSING ? 0 : 5;
  return (guint8) MIN (grade - 'A' + 1, 4);
}

static void
classify (LtLandResult *self)
{
  const LtJudgement *judgement = self->judgement;
  const LtJudgedColumn *column = lt_judgement_get_column (judgement, self->choice.indicator);
  guint n = judgement->subjects->n;

  self->class_of = g_new0 (guint8, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      if (self->choice.show == LT_LAND_VERDICT)
        self->class_of[i] = classify_verdict ((LtVerdict) judgement->verdicts[i]);
      else if (self->choice.show == LT_LAND_GRADE)
        self->class_of[i] = classify_grade (judgement, i);
      else if (column != NULL)
        self->class_of[i] = (guint8) lt_breaks_classify (self->breaks, self->n_breaks, column->values[i]);
    }
}

/* --- filters --- */

typedef struct
{
  const LtLandResult *result;
  const LtSubjects *subjects;
  const guint8 *matches;
  int district; /* index in the subjects' codes, −1 any, −2 none has it */
  guint8 *industry_fits;
} Filter;

static void
filter_init (Filter *self, const LtLandResult *result, const guint8 *matches)
{
  const LtLandChoice *choice = &result->choice;
  const LtSubjects *subjects = result->judgement->subjects;

  *self = (Filter){ .result = result, .subjects = subjects, .matches = matches, .district = -1 };
  if (*choice->district != '\0')
    {
      self->district = -2;
      for (guint i = 1; i < subjects->district->len; i++)
        if (strcmp (g_ptr_array_index (subjects->district, i), choice->district) == 0)
          self->district = (int) i;
    }
  if (*choice->industry == '\0')
    return;
  self->industry_fits = g_new0 (guint8, subjects->industry->len);
  for (guint i = 1; i < subjects->industry->len; i++)
    {
      const char *code = g_array_index (subjects->industry, LtIndustry, i).code;

      self->industry_fits[i] = g_str_has_prefix (code + strcspn (code, "0123456789"), choice->industry);
    }
}

static double
get_area (const LtSubjects *subjects, guint index)
{
  const double *areas = subjects->inputs[LT_INPUT_AREA_M2];

  return areas != NULL ? areas[index] : NAN;
}

static gboolean
passes (const Filter *self, guint i)
{
  const LtLandChoice *choice = &self->result->choice;
  const LtSubjects *subjects = self->subjects;
  double mu;

  if (self->matches != NULL && !self->matches[i])
    return FALSE;
  if (choice->chain != 0
      && (subjects->chains == NULL || (subjects->chains[i] & 1u << (choice->chain - 1)) == 0))
    return FALSE;
  if (self->district != -1 && (subjects->districts == NULL || subjects->districts[i] != self->district))
    return FALSE;
  if (self->industry_fits != NULL
      && (subjects->industries == NULL || !self->industry_fits[subjects->industries[i]]))
    return FALSE;
  if (choice->only_changed && !lt_land_result_is_changed (self->result, i))
    return FALSE;
  mu = get_area (subjects, i) / LT_M2_PER_MU;
  return (isnan (choice->at_least_mu) || mu >= choice->at_least_mu)
         && (isnan (choice->under_mu) || mu < choice->under_mu);
}

/* --- sums --- */

static void
add_sum (LtLandSum *sum, double area)
{
  sum->count++;
  sum->area_m2 += area > 0 ? area : 0;
}

static void
add_missing (LtLandResult *self, guint subject)
{
  guint32 lacks = self->judgement->lacks[subject];

  for (guint i = 0; lacks != 0; i++, lacks >>= 1)
    self->missing[i] += lacks & 1;
}

static gboolean
is_shown (const LtLandResult *self, guint subject)
{
  return (self->choice.hidden >> self->class_of[subject] & 1) == 0
         && (self->choice.only == LT_VERDICT_NONE
             || lt_land_result_get_verdict (self, subject) == self->choice.only);
}

static void
add_change (LtLandResult *self, guint subject)
{
  char now = lt_land_result_get_grade (self, subject),
       before = lt_land_result_get_grade_before (self, subject);

  self->changes[lt_land_result_get_verdict_before (self, subject)]
               [lt_land_result_get_verdict (self, subject)]++;
  self->changed += lt_land_result_is_changed (self, subject) ? 1 : 0;
  if (now == '\0' || before == '\0')
    return;
  self->risen += now < before ? 1 : 0;
  self->fallen += now > before ? 1 : 0;
}

static void
add_subject (LtLandResult *self, guint subject)
{
  const LtSubjects *subjects = self->judgement->subjects;
  double area = get_area (subjects, subject);

  add_sum (&self->verdicts[lt_land_result_get_verdict (self, subject)], area);
  add_missing (self, subject);
  if (self->before != NULL)
    add_change (self, subject);
  if (!is_shown (self, subject))
    return;
  add_sum (&self->shown, area);
  self->order[self->n++] = subject;
}

static void
take_total (LtLandSum *sum, const LtTotal *total)
{
  sum->count += total->count;
  sum->area_m2 += total->area_m2;
}

/* By district and class, of those who pass. */
static void
sum_classes (LtLandResult *self, const guint8 *fits)
{
  const LtSubjects *subjects = self->judgement->subjects;
  g_autofree LtTotals *totals = lt_totals_new (subjects->n, fits, subjects->districts, self->class_of,
                                               subjects->inputs[LT_INPUT_AREA_M2]);

  G_STATIC_ASSERT (LT_CLASSES_MAX == LT_TOTALS_CLASSES);
  for (guint i = 0; i < self->districts->len && i < LT_TOTALS_DISTRICTS; i++)
    for (guint j = 0; j < LT_CLASSES_MAX; j++)
      {
        LtLandDistrict *district = &g_array_index (self->districts, LtLandDistrict, i);

        take_total (&self->sums[j], &totals->cells[i][j]);
        take_total (&district->all, &totals->cells[i][j]);
        take_total (&district->classes[j], &totals->cells[i][j]);
      }
}

/* Marks in `fits` who passes. */
static void
filter (LtLandResult *self, const guint8 *matches, guint8 *fits)
{
  const LtSubjects *subjects = self->judgement->subjects;
  Filter filter;

  self->districts = g_array_sized_new (FALSE, TRUE, sizeof (LtLandDistrict), subjects->district->len);
  g_array_set_size (self->districts, subjects->district->len);
  for (guint i = 0; i < subjects->district->len; i++)
    g_array_index (self->districts, LtLandDistrict, i).district = g_ptr_array_index (subjects->district, i);
  self->order = g_new (guint32, MAX (subjects->n, 1));
  filter_init (&filter, self, matches);
  for (guint i = 0; i < subjects->n; i++)
    {
      fits[i] = passes (&filter, i);
      if (fits[i])
        add_subject (self, i);
    }
  g_free (filter.industry_fits);
  sum_classes (self, fits);
  for (guint i = 0; i < self->n_classes; i++)
    self->looks[i].count = self->sums[i].count;
}

/* --- the histogram --- */

static int
compare_floats (const void *a, const void *b)
{
  float one = *(const float *) a, other = *(const float *) b;

  return one < other ? -1 : one > other ? 1 : 0;
}

/* The ends, from a sample. */
static void
find_ends (LtLandResult *self, const float *values, const guint8 *fits)
{
  guint n = self->judgement->subjects->n, step = n / 20000 + 1, length = 0;
  g_autofree float *sample = g_new (float, n / step + 1);

  for (guint i = 0; i < n; i += step)
    if (fits[i] && isfinite (values[i]))
      sample[length++] = values[i];
  if (length == 0)
    return;
  qsort (sample, length, sizeof (float), compare_floats);
  self->low = sample[(guint) (length * TAIL_SHARE)];
  self->high = sample[length - 1 - (guint) (length * TAIL_SHARE)];
  for (guint i = 0; i < self->n_breaks; i++)
    {
      self->low = MIN (self->low, self->breaks[i]);
      self->high = MAX (self->high, self->breaks[i]);
    }
  self->low = self->low > 0 && self->low < self->high / 2 ? 0 : self->low;
}

static void
fill_bins (LtLandResult *self, const guint8 *fits)
{
  const LtJudgedColumn *column = self->choice.show == LT_LAND_INDICATOR
                                     ? lt_judgement_get_column (self->judgement, self->choice.indicator)
                                     : NULL;
  double width;

  if (column == NULL)
    return;
  find_ends (self, column->values, fits);
  width = (self->high - self->low) / LT_LAND_BINS;
  for (guint i = 0; width > 0 && i < self->judgement->subjects->n; i++)
    if (fits[i] && isfinite (column->values[i]))
      self->bins[(guint) CLAMP ((column->values[i] - self->low) / width, 0, LT_LAND_BINS - 1)]++;
}

/* --- the order --- */

typedef struct
{
  float key;
  guint32 subject;
} Key;

static int
compare_keys (const void *a, const void *b)
{
  const Key *one = a, *other = b;

  if (one->key != other->key)
    return one->key < other->key ? -1 : 1;
  return one->subject < other->subject ? -1 : 1;
}

static gboolean
is_judged (const LtLandResult *self, guint subject)
{
  LtVerdict verdict = lt_land_result_get_verdict (self, subject);

  return verdict == LT_VERDICT_PASS || verdict == LT_VERDICT_FAIL;
}

/* Ascending; what has no key comes last, also when descending. */
static void
fill_keys (const LtLandResult *self, Key *keys)
{
  const LtLandChoice *choice = &self->choice;
  g_autofree float *shortfalls = NULL;
  gboolean graded = choice->show == LT_LAND_GRADE;

  if (choice->sort == LT_LAND_SORT_WORST && !graded)
    {
      shortfalls = g_new (float, MAX (self->judgement->subjects->n, 1));
      lt_judgement_get_shortfalls (
          self->judgement, choice->show == LT_LAND_INDICATOR ? (int) choice->indicator : -1, shortfalls);
    }
  for (guint i = 0; i < self->n; i++)
    {
      guint subject = self->order[i];
      double key = choice->sort == LT_LAND_SORT_AREA ? get_area (self->judgement->subjects, subject)
                   : shortfalls != NULL              ? -shortfalls[subject]
                                                     : lt_land_result_get_value (self, subject);

      if (shortfalls != NULL && !is_judged (self, subject))
        key = NAN;
      if (choice->descending && choice->sort != LT_LAND_SORT_WORST)
        key = -key;
      keys[i] = (Key){ isnan (key) ? G_MAXFLOAT : (float) key, subject };
    }
}

static void
sort (LtLandResult *self)
{
  g_autofree Key *keys = NULL;

  if (self->choice.sort == LT_LAND_SORT_NUMBER || self->n == 0)
    return;
  keys = g_new (Key, self->n);
  fill_keys (self, keys);
  qsort (keys, self->n, sizeof (Key), compare_keys);
  for (guint i = 0; i < self->n; i++)
    self->order[i] = keys[i].subject;
}

const char *
lt_land_result_get_scope (const LtLandResult *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->judgement->subjects->kind == LT_SUBJECT_PARCEL
             ? _ ("each parcel once, by its recorded district")
             : _ ("each enterprise once, by its recorded district");
}

/* --- the map --- */

static void
make_map (LtLandResult *self, LtSnapshot *snapshot, const guint8 *fits)
{
  const LtSubjects *subjects = self->judgement->subjects;
  const LtRuleSet *rules = self->judgement->rules;
  guint8 *class_of = g_new (guint8, MAX (snapshot->parcels.n, 1));
  g_autofree char *year = subjects->year > 0 ? g_strdup_printf ("%d", subjects->year) : NULL;
  g_autofree char *source = g_strdup_printf ("%s · %s", lt_rule_set_get_label (rules), rules->edition);
  gboolean indicator = self->choice.show == LT_LAND_INDICATOR;
  const char *unit = lt_indicator_get_unit (self->choice.indicator);
  LtClassesText text = {
    .title = indicator                            ? lt_indicator_get_title (self->choice.indicator)
             : self->choice.show == LT_LAND_GRADE ? _ ("Grade")
                                                  : _ ("Verdict"),
    .unit = indicator && strcmp (unit, "1") != 0 ? unit : NULL,
    .year = year,
    .scope = _ ("each parcel once, by its recorded district"),
    .source = source,
    .bounds = indicator && self->n_breaks > 1 ? _ ("lower end in, upper end out") : NULL,
    .no_data = self->looks[0].title,
  };
  guint shown = 0;

  for (guint i = 0; i < snapshot->parcels.n; i++)
    {
      int subject = lt_subjects_find_parcel (subjects, snapshot->parcels.ids[i]);
      gboolean in = subject >= 0 && fits[subject]
                    && (self->choice.only == LT_VERDICT_NONE
                        || lt_land_result_get_verdict (self, (guint) subject) == self->choice.only);

      class_of[i] = in ? self->class_of[subject] : LT_CLASS_NOT_SHOWN;
      shown += in && !self->looks[class_of[i]].hidden ? 1 : 0;
    }
  self->without_outline = subjects->kind == LT_SUBJECT_PARCEL && self->n > shown ? self->n - shown : 0;
  self->classes = lt_classes_new (snapshot, class_of, self->looks, self->n_classes, &text);
}

LtLandResult *
lt_land_result_new (LtJudgement *judgement,
                    LtJudgement *before,
                    LtSnapshot *snapshot,
                    const guint8 *matches,
                    const LtLandChoice *choice)
{
  LtLandResult *self;
  g_autofree guint8 *fits = NULL;

  g_return_val_if_fail (judgement != NULL && choice != NULL, NULL);

  self = g_new0 (LtLandResult, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->judgement = lt_judgement_ref (judgement);
  self->before = before != NULL ? lt_judgement_ref (before) : NULL;
  self->choice = *choice;
  fits = g_new0 (guint8, MAX (judgement->subjects->n, 1));
  find_breaks (self);
  make_classes (self);
  classify (self);
  filter (self, matches, fits);
  fill_bins (self, fits);
  sort (self);
  if (snapshot != NULL)
    make_map (self, snapshot, fits);
  return self;
}
