#include "config.h"

#include <math.h>

#include "lt-subject-loader.h"

/* What an enterprise has to share out over the land it occupies. */
typedef struct
{
  gint64 id;
  double area;
  double figures[3];
} Sharer;

static const LtInput shared[3] = { LT_INPUT_OUTPUT_WAN, LT_INPUT_TAX_WAN, LT_INPUT_ADDED_VALUE_WAN };

static double
get_number (sqlite3_stmt *statement, int column)
{
  double value;

  return lt_statement_get_number (statement, column, &value) ? value : NAN;
}

/* --- parcels: the figures of the enterprises on them --- */

static void
add_share (LtSubjects *subjects, guint index, const Sharer *sharer, double area, gboolean first)
{
  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    {
      double share = sharer->figures[i] * area / sharer->area;
      double sum = first || subjects->inputs[shared[i]] == NULL ? 0 : subjects->inputs[shared[i]][index];

      /* Infinity marks a sum that one of them is missing from: no column is made for NAN. */
      lt_subjects_set_input (subjects, index, shared[i], isfinite (share) ? sum + share : INFINITY);
    }
}

/* An area of zero can't be shared by. */
static Sharer *
read_sharer (sqlite3_stmt *statement)
{
  Sharer *sharer = g_new (Sharer, 1);

  sharer->id = sqlite3_column_int64 (statement, 0);
  sharer->area = get_number (statement, 4);
  if (!(sharer->area > 0) || sqlite3_column_int64 (statement, 5) > 0)
    sharer->area = NAN;
  for (int i = 0; i < 3; i++)
    sharer->figures[i] = get_number (statement, 1 + i);
  return sharer;
}

/* Enterprises that occupy land, with their figures of the year: the first that were entered. */
static GHashTable *
read_sharers (LtStore *store, int year, GError **error)
{
  g_autoptr (GHashTable) sharers = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  sqlite3_stmt *statement = lt_store_prepare_once (
      store,
      "SELECT a.enterprise_id, y.output_wan, y.tax_wan, y.added_value_wan, a.area, a.unknown FROM "
      "(SELECT enterprise_id, sum (area) AS area, count (*) - count (area) AS unknown FROM "
      "(SELECT o.enterprise_id, " LT_OCCUPIED_AREA_SQL " AS area FROM occupancy o) GROUP BY enterprise_id) a "
      "LEFT JOIN enterprise_years y ON y.enterprise_id = a.enterprise_id AND y.year = ?1 AND y.id = "
      "(SELECT min (id) FROM enterprise_years z WHERE z.enterprise_id = a.enterprise_id AND z.year = ?1)",
      error);
  int step;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int (statement, 1, year);
  while ((step = lt_store_step (store, statement, error)) == 1)
    {
      Sharer *sharer = read_sharer (statement);

      g_hash_table_replace (sharers, &sharer->id, sharer);
    }
  sqlite3_finalize (statement);
  return step == 0 ? g_steal_pointer (&sharers) : NULL;
}

static void
drop_incomplete (LtSubjects *subjects)
{
  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    {
      double *values = subjects->inputs[shared[i]];

      for (guint j = 0; values != NULL && j < subjects->n; j++)
        values[j] = isfinite (values[j]) ? values[j] : NAN;
    }
}

static gboolean
share_out (LtStore *store, LtSubjects *subjects, GHashTable *sharers, GError **error)
{
  sqlite3_stmt *statement
      = lt_store_prepare_once (store,
                               "SELECT o.parcel_id, o.enterprise_id, " LT_OCCUPIED_AREA_SQL
                               " FROM occupancy o ORDER BY o.parcel_id, o.id",
                               error);
  gint64 last = G_MININT64;
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = lt_store_step (store, statement, error)) == 1)
    {
      gint64 parcel = sqlite3_column_int64 (statement, 0);
      gint64 enterprise = sqlite3_column_int64 (statement, 1);
      const Sharer *sharer = g_hash_table_lookup (sharers, &enterprise);
      int index = lt_subjects_find (subjects, parcel);

      if (index >= 0 && sharer != NULL)
        add_share (subjects, (guint) index, sharer, get_number (statement, 2), parcel != last);
      last = parcel;
    }
  sqlite3_finalize (statement);
  drop_incomplete (subjects);
  return step == 0;
}

/* --- enterprises: the land they occupy --- */

static gboolean
add_land (LtStore *store, LtSubjects *subjects, GError **error)
{
  sqlite3_stmt *statement = lt_store_prepare_once (
      store,
      "SELECT enterprise_id, sum (area), count (*) - count (area), count (*) = sum (tenure IS 'rented') FROM "
      "(SELECT o.enterprise_id, o.tenure, " LT_OCCUPIED_AREA_SQL " AS area FROM occupancy o) "
      "GROUP BY enterprise_id",
      error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = lt_store_step (store, statement, error)) == 1)
    {
      int index = lt_subjects_find (subjects, sqlite3_column_int64 (statement, 0));

      if (index < 0)
        continue;
      if (sqlite3_column_int64 (statement, 2) == 0)
        lt_subjects_set_input (subjects, (guint) index, LT_INPUT_AREA_M2, get_number (statement, 1));
      if (sqlite3_column_int (statement, 3) != 0)
        lt_subjects_set_tenant (subjects, (guint) index);
    }
  sqlite3_finalize (statement);
  return step == 0;
}

gboolean
lt_subject_shares_read (LtStore *store, LtSubjects *subjects, GError **error)
{
  g_autoptr (GHashTable) sharers = NULL;

  if (subjects->kind == LT_SUBJECT_ENTERPRISE)
    return add_land (store, subjects, error);
  if (subjects->year == 0)
    return TRUE;
  sharers = read_sharers (store, subjects->year, error);
  return sharers != NULL && share_out (store, subjects, sharers, error);
}

/* --- the rows behind --- */

static char *
dup_text (sqlite3_stmt *statement, int column)
{
  return g_strdup (lt_statement_get_text (statement, column));
}

static void
free_occupant (gpointer data)
{
  LtOccupant *occupant = data;

  g_free (occupant->credit_code);
  g_free (occupant->name);
  g_free (occupant->number);
  g_free (occupant->tenure);
  g_free (occupant);
}

static LtOccupant *
read_occupant (sqlite3_stmt *statement)
{
  LtOccupant *occupant = g_new0 (LtOccupant, 1);
  double whole = get_number (statement, 7);

  occupant->enterprise_id = sqlite3_column_int64 (statement, 0);
  occupant->credit_code = dup_text (statement, 1);
  occupant->name = dup_text (statement, 2);
  occupant->parcel_id = sqlite3_column_int64 (statement, 3);
  occupant->number = dup_text (statement, 4);
  occupant->tenure = dup_text (statement, 5);
  occupant->area_m2 = get_number (statement, 6);
  occupant->share = whole > 0 ? occupant->area_m2 / whole : NAN;
  occupant->output_wan = get_number (statement, 8);
  occupant->tax_wan = get_number (statement, 9);
  occupant->added_value_wan = get_number (statement, 10);
  return occupant;
}

#define OCCUPANTS_SQL                                                                                        \
  "SELECT o.enterprise_id, e.credit_code, e.name, o.parcel_id, l.number, o.tenure, " LT_OCCUPIED_AREA_SQL    \
  ", (SELECT CASE WHEN count (*) = count (area) THEN sum (area) END FROM (SELECT " LT_OCCUPIED_AREA_SQL      \
  " AS area FROM occupancy o WHERE o.enterprise_id = e.fid)), y.output_wan, y.tax_wan, y.added_value_wan "   \
  "FROM occupancy o LEFT JOIN enterprises e ON e.fid = o.enterprise_id "                                     \
  "LEFT JOIN parcels l ON l.fid = o.parcel_id LEFT JOIN enterprise_years y ON y.id = (SELECT min (id) FROM " \
  "enterprise_years z WHERE z.enterprise_id = o.enterprise_id AND z.year = ?2) "

GPtrArray *
lt_subject_loader_read_occupants (LtStore *store, LtSubject kind, gint64 id, int year, GError **error)
{
  g_autoptr (GPtrArray) occupants = g_ptr_array_new_with_free_func (free_occupant);
  sqlite3_stmt *statement = lt_store_prepare_once (
      store,
      kind == LT_SUBJECT_PARCEL ? OCCUPANTS_SQL "WHERE o.parcel_id = ?1 ORDER BY o.id"
                                : OCCUPANTS_SQL "WHERE o.enterprise_id = ?1 ORDER BY o.id",
      error);
  int step;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_int (statement, 2, year);
  while ((step = lt_store_step (store, statement, error)) == 1)
    g_ptr_array_add (occupants, read_occupant (statement));
  sqlite3_finalize (statement);
  return step == 0 ? g_steal_pointer (&occupants) : NULL;
}
