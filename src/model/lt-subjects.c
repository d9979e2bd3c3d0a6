#include "config.h"

#include "lt-subjects.h"

#include <math.h>
#include <string.h>

#include "lt-day.h"

#define FIRST_ROOM 256
#define MAX_LAND_GRADE 15

G_DEFINE_BOXED_TYPE (LtSubjects, lt_subjects, lt_subjects_ref, lt_subjects_unref)

static guint
industry_hash (gconstpointer key)
{
  const LtIndustry *industry = key;

  return g_str_hash (industry->code) * 31 + industry->edition;
}

static gboolean
industry_equal (gconstpointer a, gconstpointer b)
{
  const LtIndustry *one = a, *other = b;

  return one->edition == other->edition && strcmp (one->code, other->code) == 0;
}

LtSubjects *
lt_subjects_new (LtSubject kind, guint room)
{
  LtSubjects *self = g_new0 (LtSubjects, 1);
  LtIndustry none = { "", 0 };

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->as_of = lt_day_today ();
  self->room = MAX (room, 1);
  self->ids = g_new (gint64, self->room);
  self->industry = g_array_new (FALSE, FALSE, sizeof (LtIndustry));
  self->industry_index = g_hash_table_new_full (industry_hash, industry_equal, g_free, NULL);
  g_array_append_val (self->industry, none);
  self->district = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->district, g_strdup (""));
  self->parcels = g_array_new (FALSE, FALSE, sizeof (LtOccupied));
  return self;
}

LtSubjects *
lt_subjects_ref (LtSubjects *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
lt_subjects_unref (LtSubjects *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < LT_N_QUANTITIES; i++)
    g_free (self->inputs[i]);
  for (guint i = 0; i < LT_N_INDICATORS; i++)
    g_free (self->agreed[i]);
  g_free (self->ids);
  g_free (self->industries);
  g_free (self->land_grades);
  g_free (self->tenants);
  g_free (self->districts);
  g_free (self->chains);
  g_ptr_array_unref (self->district);
  g_array_unref (self->parcels);
  g_array_unref (self->industry);
  g_hash_table_unref (self->industry_index);
  g_free (self);
}

static void
fill_with_nan (double *values, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    values[i] = NAN;
}

static void
grow_numbers (double **values, guint from, guint to)
{
  if (*values == NULL)
    return;
  *values = g_renew (double, *values, to);
  fill_with_nan (*values, from, to);
}

static gpointer
grow_zeros (gpointer values, gsize size, guint from, guint to)
{
  if (values == NULL)
    return NULL;
  values = g_realloc_n (values, to, size);
  memset ((char *) values + from * size, 0, (to - from) * size);
  return values;
}

static void
grow (LtSubjects *self)
{
  guint from = self->room;

  g_assert (from <= G_MAXUINT / 2);
  self->room = MAX (from * 2, FIRST_ROOM);
  self->ids = g_renew (gint64, self->ids, self->room);
  for (guint i = 0; i < LT_N_QUANTITIES; i++)
    grow_numbers (&self->inputs[i], from, self->room);
  for (guint i = 0; i < LT_N_INDICATORS; i++)
    grow_numbers (&self->agreed[i], from, self->room);
  self->industries = grow_zeros (self->industries, sizeof (guint16), from, self->room);
  self->land_grades = grow_zeros (self->land_grades, 1, from, self->room);
  self->tenants = grow_zeros (self->tenants, 1, from, self->room);
  self->districts = grow_zeros (self->districts, 1, from, self->room);
  self->chains = grow_zeros (self->chains, sizeof (guint32), from, self->room);
}

guint
lt_subjects_add (LtSubjects *self, gint64 id)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->n == self->room)
    grow (self);
  self->ids[self->n] = id;
  return self->n++;
}

static void
set_number (LtSubjects *self, double **values, guint index, double value)
{
  if (isnan (value))
    return;
  if (*values == NULL)
    {
      *values = g_new (double, self->room);
      fill_with_nan (*values, 0, self->room);
    }
  (*values)[index] = value;
}

void
lt_subjects_set_input (LtSubjects *self, guint index, LtInput input, double value)
{
  g_return_if_fail (self != NULL && index < self->n && (guint) input < LT_N_QUANTITIES);

  set_number (self, &self->inputs[input], index, value);
}

void
lt_subjects_set_agreed (LtSubjects *self, guint index, LtIndicator indicator, double value)
{
  g_return_if_fail (self != NULL && index < self->n && (guint) indicator < LT_N_INDICATORS);

  set_number (self, &self->agreed[indicator], index, value);
}

/* 0, "none", also when there are more codes than any classification has. */
static guint16
intern (LtSubjects *self, const LtIndustry *industry)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->industry_index, industry));

  if (found > 0 || self->industry->len >= G_MAXUINT16)
    return (guint16) found;
  found = self->industry->len;
  g_array_append_vals (self->industry, industry, 1);
  g_hash_table_insert (self->industry_index, g_memdup2 (industry, sizeof *industry),
                       GUINT_TO_POINTER (found));
  return (guint16) found;
}

void
lt_subjects_set_industry (LtSubjects *self, guint index, const char *code, guint edition)
{
  LtIndustry industry = { .edition = edition };

  g_return_if_fail (self != NULL && index < self->n);

  if (code == NULL || *code == '\0')
    return;
  g_strlcpy (industry.code, code, sizeof industry.code);
  if (self->industries == NULL)
    self->industries = g_new0 (guint16, self->room);
  self->industries[index] = intern (self, &industry);
}

void
lt_subjects_set_land_grade (LtSubjects *self, guint index, gint64 grade)
{
  g_return_if_fail (self != NULL && index < self->n);

  if (grade < 1 || grade > MAX_LAND_GRADE)
    return;
  if (self->land_grades == NULL)
    self->land_grades = g_new0 (guint8, self->room);
  self->land_grades[index] = (guint8) grade;
}

void
lt_subjects_set_tenant (LtSubjects *self, guint index)
{
  g_return_if_fail (self != NULL && index < self->n);

  if (self->tenants == NULL)
    self->tenants = g_new0 (guint8, self->room);
  self->tenants[index] = 1;
}

int
lt_subjects_find (const LtSubjects *self, gint64 id)
{
  guint low = 0, high;

  g_return_val_if_fail (self != NULL, -1);

  high = self->n;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->ids[middle] < id)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->n && self->ids[low] == id ? (int) low : -1;
}

static guint8
intern_district (LtSubjects *self, const char *code)
{
  for (guint i = 0; i < self->district->len; i++)
    if (strcmp (g_ptr_array_index (self->district, i), code) == 0)
      return (guint8) i;
  if (self->district->len > G_MAXUINT8)
    return 0;
  g_ptr_array_add (self->district, g_strdup (code));
  return (guint8) (self->district->len - 1);
}

void
lt_subjects_set_district (LtSubjects *self, guint index, const char *code)
{
  g_return_if_fail (self != NULL && index < self->n);

  if (code == NULL || *code == '\0')
    return;
  if (self->districts == NULL)
    self->districts = g_new0 (guint8, self->room);
  self->districts[index] = intern_district (self, code);
}

void
lt_subjects_add_chain (LtSubjects *self, guint index, gint64 number)
{
  g_return_if_fail (self != NULL && index < self->n);

  if (number < 1 || number > 32)
    return;
  if (self->chains == NULL)
    self->chains = g_new0 (guint32, self->room);
  self->chains[index] |= 1u << (number - 1);
}

void
lt_subjects_add_parcel (LtSubjects *self, gint64 parcel, guint index)
{
  LtOccupied occupied = { parcel, index };

  g_return_if_fail (self != NULL && index < self->n);

  g_array_append_val (self->parcels, occupied);
}

int
lt_subjects_find_parcel (const LtSubjects *self, gint64 parcel)
{
  guint low = 0, high;
  const LtOccupied *rows;

  g_return_val_if_fail (self != NULL, -1);

  if (self->kind == LT_SUBJECT_PARCEL)
    return lt_subjects_find (self, parcel);
  rows = (const LtOccupied *) (gpointer) self->parcels->data;
  high = self->parcels->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (rows[middle].parcel < parcel)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->parcels->len && rows[low].parcel == parcel ? (int) rows[low].index : -1;
}

/* --- copying --- */

static gpointer
copy_column (gconstpointer values, gsize size, const LtSubjects *self)
{
  return values != NULL ? g_memdup2 (values, size * self->room) : NULL;
}

static void
copy_codes (LtSubjects *copy, const LtSubjects *self)
{
  for (guint i = 1; i < self->industry->len; i++)
    intern (copy, &g_array_index (self->industry, LtIndustry, i));
  for (guint i = 1; i < self->district->len; i++)
    g_ptr_array_add (copy->district, g_strdup (g_ptr_array_index (self->district, i)));
  g_array_append_vals (copy->parcels, self->parcels->data, self->parcels->len);
}

LtSubjects *
lt_subjects_copy (const LtSubjects *self)
{
  LtSubjects *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = lt_subjects_new (self->kind, self->room);
  copy->n = self->n;
  copy->year = self->year;
  copy->as_of = self->as_of;
  memcpy (copy->ids, self->ids, self->n * sizeof (gint64));
  for (guint i = 0; i < LT_N_QUANTITIES; i++)
    copy->inputs[i] = copy_column (self->inputs[i], sizeof (double), self);
  for (guint i = 0; i < LT_N_INDICATORS; i++)
    copy->agreed[i] = copy_column (self->agreed[i], sizeof (double), self);
  copy->industries = copy_column (self->industries, sizeof (guint16), self);
  copy->land_grades = copy_column (self->land_grades, 1, self);
  copy->tenants = copy_column (self->tenants, 1, self);
  copy->districts = copy_column (self->districts, 1, self);
  copy->chains = copy_column (self->chains, sizeof (guint32), self);
  copy_codes (copy, self);
  return copy;
}
