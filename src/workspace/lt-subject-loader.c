#include "config.h"

#include "lt-subject-loader.h"

#include <math.h>

#include "lt-day.h"

/* --- columns a table has --- */

static gboolean
has_column (LtStore *store, const char *table, const char *column, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store, "SELECT 1 FROM pragma_table_info (?) WHERE name = ? COLLATE NOCASE", error);

  if (statement == NULL)
    return FALSE;
  lt_statement_bind_text (statement, 1, table);
  lt_statement_bind_text (statement, 2, column);
  return lt_store_step (store, statement, error) == 1;
}

/* A file that others changed may lack columns. */
static void
append_column (GString *sql, LtStore *store, const char *table, const char *column)
{
  if (column != NULL && has_column (store, table, column, NULL))
    g_string_append_printf (sql, ", t.\"%s\"", column);
  else
    g_string_append (sql, ", NULL");
}

static double
get_number (sqlite3_stmt *statement, int column)
{
  double value;

  return lt_statement_get_number (statement, column, &value) ? value : NAN;
}

static double
get_input (sqlite3_stmt *statement, int column, LtInput input)
{
  return lt_input_is_date (input) ? lt_day_parse (lt_statement_get_text (statement, column))
                                  : get_number (statement, column);
}

static int
get_whole (sqlite3_stmt *statement, int column)
{
  double value = get_number (statement, column);

  return value >= 1 && value <= 9999 ? (int) value : 0;
}

/* --- the year --- */

static gboolean
find_year (LtStore *store, int asked, int *year, GError **error)
{
  gint64 last = asked;

  if (asked == 0
      && !lt_store_get_int64 (store,
                              "SELECT max (year) FROM (SELECT max (year) AS year FROM enterprise_years UNION "
                              "SELECT max (year) FROM parcel_years)",
                              0, &last, error))
    return FALSE;
  *year = last > 0 && last <= 9999 ? (int) last : 0;
  return TRUE;
}

/* A year that is over is looked at as it ended. */
static double
find_day (int asked)
{
  double today = lt_day_today ();

  return asked > 0 ? MIN (lt_day_get_year_end (asked), today) : today;
}

/* --- parcels --- */

static const LtInput parcel_inputs[] = {
  LT_INPUT_AREA_M2,
  LT_INPUT_FLOOR_AREA_M2,
  LT_INPUT_HIGH_FLOOR_AREA_M2,
  LT_INPUT_BASE_AREA_M2,
  LT_INPUT_OFFICE_AREA_M2,
  LT_INPUT_GREEN_AREA_M2,
  LT_INPUT_INVESTMENT_WAN,
  LT_INPUT_LAND_PRICE_WAN,
  LT_INPUT_DEVELOPED_AREA_M2,
  LT_INPUT_AGREED_INVESTMENT_WAN,
  LT_INPUT_AGREED_START_ON,
  LT_INPUT_STARTED_ON,
  LT_INPUT_STOPPED_ON,
  LT_INPUT_COMPLETED_ON,
};

#define N_PARCEL_INPUTS ((int) G_N_ELEMENTS (parcel_inputs))

static void
append_conditions (GString *sql, const LtSubjectsFilter *filter)
{
  if (filter->id != 0)
    g_string_append (sql, " WHERE t.fid = ?1");
  else if (filter->district != NULL)
    g_string_append (sql, " WHERE t.district = ?1");
}

static sqlite3_stmt *
prepare (LtStore *store, const GString *sql, const LtSubjectsFilter *filter, GError **error)
{
  sqlite3_stmt *statement = lt_store_prepare_once (store, sql->str, error);

  if (statement == NULL)
    return NULL;
  if (filter->id != 0)
    sqlite3_bind_int64 (statement, 1, filter->id);
  else if (filter->district != NULL)
    lt_statement_bind_text (statement, 1, filter->district);
  return statement;
}

static sqlite3_stmt *
prepare_parcels (LtStore *store, const LtSubjectsFilter *filter, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT t.fid");

  for (int i = 0; i < N_PARCEL_INPUTS; i++)
    append_column (sql, store, "parcels", lt_input_get_name (parcel_inputs[i]));
  append_column (sql, store, "parcels", "industry_code");
  append_column (sql, store, "parcels", "industry_edition");
  append_column (sql, store, "parcels", "land_grade");
  append_column (sql, store, "parcels", "district");
  for (guint i = 0; i < LT_N_INDICATORS; i++)
    append_column (sql, store, "parcels", lt_indicator_get_agreed_column ((LtIndicator) i));
  g_string_append (sql, " FROM parcels t");
  append_conditions (sql, filter);
  g_string_append (sql, " ORDER BY t.fid");
  return prepare (store, sql, filter, error);
}

static void
add_parcel (LtSubjects *subjects, sqlite3_stmt *statement)
{
  guint index = lt_subjects_add (subjects, sqlite3_column_int64 (statement, 0));
  int column = 1;

  for (int i = 0; i < N_PARCEL_INPUTS; i++)
    lt_subjects_set_input (subjects, index, parcel_inputs[i],
                           get_input (statement, column++, parcel_inputs[i]));
  lt_subjects_set_industry (subjects, index, lt_statement_get_text (statement, column),
                            (guint) get_whole (statement, column + 1));
  lt_subjects_set_land_grade (subjects, index, get_whole (statement, column + 2));
  lt_subjects_set_district (subjects, index, lt_statement_get_text (statement, column + 3));
  column += 4;
  for (guint i = 0; i < LT_N_INDICATORS; i++, column++)
    {
      if (sqlite3_column_type (statement, column) != SQLITE_NULL)
        lt_subjects_set_agreed (subjects, index, (LtIndicator) i, get_number (statement, column));
    }
}

/* --- enterprises --- */

static void
add_enterprise (LtSubjects *subjects, sqlite3_stmt *statement)
{
  guint index = lt_subjects_add (subjects, sqlite3_column_int64 (statement, 0));

  lt_subjects_set_industry (subjects, index, lt_statement_get_text (statement, 1),
                            (guint) get_whole (statement, 2));
  lt_subjects_set_district (subjects, index, lt_statement_get_text (statement, 3));
}

static sqlite3_stmt *
prepare_enterprises (LtStore *store, const LtSubjectsFilter *filter, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT t.fid");

  append_column (sql, store, "enterprises", "industry_code");
  append_column (sql, store, "enterprises", "industry_edition");
  append_column (sql, store, "enterprises", "district");
  g_string_append (sql, " FROM enterprises t");
  append_conditions (sql, filter);
  g_string_append (sql, " ORDER BY t.fid");
  return prepare (store, sql, filter, error);
}

/* --- rows of a year --- */

static const LtInput enterprise_figures[] = {
  LT_INPUT_OUTPUT_WAN, LT_INPUT_REVENUE_WAN, LT_INPUT_TAX_WAN,    LT_INPUT_ADDED_VALUE_WAN,
  LT_INPUT_STAFF,      LT_INPUT_ENERGY_TCE,  LT_INPUT_EMISSION_T, LT_INPUT_ELECTRICITY_WAN_KWH,
  LT_INPUT_RD_WAN,
};
static const LtInput parcel_figures[] = { LT_INPUT_OUTPUT_WAN, LT_INPUT_TAX_WAN, LT_INPUT_ADDED_VALUE_WAN };

/* Figures that are there win over what was filled in before. */
static gboolean
read_figures (LtStore *store,
              LtSubjects *subjects,
              const char *table,
              const char *key,
              const LtInput *inputs,
              guint n,
              GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement;
  gint64 last = 0;
  int step;

  g_string_printf (sql, "SELECT t.%s", key);
  for (guint i = 0; i < n; i++)
    append_column (sql, store, table, lt_input_get_name (inputs[i]));
  g_string_append_printf (sql, " FROM %s t WHERE t.year = %d ORDER BY t.%s, t.id", table, subjects->year,
                          key);
  statement = lt_store_prepare_once (store, sql->str, error);
  if (statement == NULL)
    return FALSE;
  while ((step = lt_store_step (store, statement, error)) == 1)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);
      int index = lt_subjects_find (subjects, id);

      for (guint i = 0; index >= 0 && id != last && i < n; i++)
        lt_subjects_set_input (subjects, (guint) index, inputs[i], get_number (statement, (int) i + 1));
      last = id;
    }
  sqlite3_finalize (statement);
  return step == 0;
}

static gboolean
read_years (LtStore *store, LtSubjects *subjects, GError **error)
{
  if (subjects->kind == LT_SUBJECT_PARCEL)
    return read_figures (store, subjects, "parcel_years", "parcel_id", parcel_figures,
                         G_N_ELEMENTS (parcel_figures), error);
  return read_figures (store, subjects, "enterprise_years", "enterprise_id", enterprise_figures,
                       G_N_ELEMENTS (enterprise_figures), error);
}

/* --- all --- */

static gboolean
read_rows (LtStore *store, LtSubjects *subjects, const LtSubjectsFilter *filter, GError **error)
{
  gboolean parcels = filter->kind == LT_SUBJECT_PARCEL;
  sqlite3_stmt *statement
      = parcels ? prepare_parcels (store, filter, error) : prepare_enterprises (store, filter, error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = lt_store_step (store, statement, error)) == 1)
    {
      if (parcels)
        add_parcel (subjects, statement);
      else
        add_enterprise (subjects, statement);
    }
  sqlite3_finalize (statement);
  return step == 0;
}

static gboolean
count_rows (LtStore *store, const LtSubjectsFilter *filter, guint *rows, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement;
  int step;

  g_string_printf (sql, "SELECT count (*) FROM %s t",
                   filter->kind == LT_SUBJECT_PARCEL ? "parcels" : "enterprises");
  append_conditions (sql, filter);
  statement = prepare (store, sql, filter, error);
  if (statement == NULL)
    return FALSE;
  step = lt_store_step (store, statement, error);
  *rows = step == 1 ? (guint) CLAMP (sqlite3_column_int64 (statement, 0), 0, G_MAXINT) : 0;
  sqlite3_finalize (statement);
  return step >= 0;
}

static gboolean
read_all (LtStore *store, LtSubjects *subjects, const LtSubjectsFilter *filter, GError **error)
{
  subjects->as_of = find_day (filter->year);
  return find_year (store, filter->year, &subjects->year, error) && read_rows (store, subjects, filter, error)
         && lt_subject_links_read (store, subjects, error) && lt_subject_shares_read (store, subjects, error)
         && read_years (store, subjects, error);
}

LtSubjects *
lt_subject_loader_read (LtStore *store, const LtSubjectsFilter *filter, GError **error)
{
  g_autoptr (LtSubjects) subjects = NULL;
  guint rows;
  gboolean done;

  if (!lt_store_begin (store, FALSE, error))
    return NULL;
  done = count_rows (store, filter, &rows, error);
  if (done)
    {
      subjects = lt_subjects_new (filter->kind, rows);
      done = read_all (store, subjects, filter, error);
    }
  lt_store_rollback (store);
  return done ? g_steal_pointer (&subjects) : NULL;
}
