#include "config.h"

#include "lt-stage.h"

#define TODAY "2026-11-25"

static void
set (LtRecord *project, int field, const char *text)
{
  g_assert_cmpint (field, >=, 0);
  lt_record_set_text (project, (guint) field, text);
}

/* Actual and planned dates, "stage=date" with a "p" before a planned one. */
static LtRecord *
make (const char *words)
{
  LtRecord *project = lt_record_new (LT_KIND_PROJECT);
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);

  for (guint i = 0; parts[i] != NULL && parts[i][0] != '\0'; i++)
    {
      gboolean planned = parts[i][0] == 'p';
      guint stage = (guint) (parts[i][planned ? 1 : 0] - '0');

      set (project, planned ? lt_stage_get_planned_field (stage) : lt_stage_get_actual_field (stage),
           strchr (parts[i], '=') + 1);
    }
  return project;
}

static void
check (const char *words, LtStage stage, LtStage late_stage, guint days, LtStage due)
{
  g_autoptr (LtRecord) project = make (words);
  LtStageDates dates;
  LtLate late;

  lt_stage_read_dates (project, &dates);
  g_assert_cmpint (lt_stage_of (&dates, TODAY), ==, stage);
  g_assert_cmpint (lt_stage_is_late (&dates, TODAY, &late), ==, days > 0);
  g_assert_cmpint (late.stage, ==, late_stage);
  g_assert_cmpuint (late.days, ==, days);
  g_assert_cmpint (late.due, ==, due);
}

static void
test_stage (void)
{
  check ("", LT_STAGE_NONE, 0, 0, 0);
  check ("1=2026-01-01", LT_STAGE_SIGNED, 0, 0, 0);
  check ("1=2026-11-25", LT_STAGE_SIGNED, 0, 0, 0);
  check ("1=2026-11-26", LT_STAGE_NONE, 0, 0, 0);
  /* Skipped ones do not matter. */
  check ("1=2024-01-01 4=2026-05-01", LT_STAGE_PRODUCTION, 0, 0, 0);
  check ("6=2026-05-01", LT_STAGE_CAPACITY, 0, 0, 0);
  check ("1=2026-13-01", LT_STAGE_NONE, 0, 0, 0);
  check ("1=soon", LT_STAGE_NONE, 0, 0, 0);
}

static void
test_late (void)
{
  check ("p1=2026-01-01", LT_STAGE_NONE, 0, 0, 0);
  check ("1=2026-01-01 p2=2026-11-25", LT_STAGE_SIGNED, 0, 0, 0);
  check ("1=2026-01-01 p2=2026-11-24", LT_STAGE_SIGNED, LT_STAGE_SIGNED, 1, LT_STAGE_STARTED);
  check ("1=2026-01-01 p2=2025-11-25", LT_STAGE_SIGNED, LT_STAGE_SIGNED, 365, LT_STAGE_STARTED);
  check ("2=2026-01-01 p3=2026-10-25", LT_STAGE_STARTED, LT_STAGE_STARTED, 31, LT_STAGE_COMPLETED);
  check ("3=2026-01-01 p4=2026-10-25", LT_STAGE_COMPLETED, LT_STAGE_COMPLETED, 31, LT_STAGE_PRODUCTION);
  check ("4=2026-01-01 p5=2026-10-25", LT_STAGE_PRODUCTION, LT_STAGE_PRODUCTION, 31, LT_STAGE_ABOVE_SCALE);
  check ("5=2026-01-01 p6=2026-10-25", LT_STAGE_ABOVE_SCALE, LT_STAGE_ABOVE_SCALE, 31, LT_STAGE_CAPACITY);
  check ("6=2026-01-01 p6=2025-10-25", LT_STAGE_CAPACITY, 0, 0, 0);
  /* A missed date of a stage that a later one has passed is no lateness. */
  check ("1=2025-01-01 p2=2025-06-01 3=2026-10-01", LT_STAGE_COMPLETED, 0, 0, 0);
  /* The next stage has no plan, the one after it has. */
  check ("1=2025-01-01 p3=2026-11-20", LT_STAGE_SIGNED, LT_STAGE_SIGNED, 5, LT_STAGE_COMPLETED);
  /* The next stage's plan counts, even before a later one's that has passed. */
  check ("1=2025-01-01 p2=2027-01-01 p3=2026-11-20", LT_STAGE_SIGNED, 0, 0, 0);
}

static void
test_due (void)
{
  g_autoptr (LtRecord) project
      = make ("1=2026-01-01 p2=2026-11-01 p3=2026-12-31 p4=2027-01-01 p5=2027-02-28");
  LtStageDates dates;

  lt_stage_read_dates (project, &dates);
  g_assert_cmpint (lt_stage_get_due (&dates, TODAY, 0), ==, LT_STAGE_STARTED);
  g_assert_cmpint (lt_stage_get_due (&dates, TODAY, 1), ==, LT_STAGE_COMPLETED);
  g_assert_cmpint (lt_stage_get_due (&dates, "2026-12-31", 1), ==, LT_STAGE_PRODUCTION);
  g_assert_cmpint (lt_stage_get_due (&dates, "2027-01-31", 1), ==, LT_STAGE_ABOVE_SCALE);
  g_assert_cmpint (lt_stage_get_due (&dates, TODAY, 5), ==, LT_STAGE_NONE);
  g_assert_cmpint (lt_stage_get_due (&dates, "2026-12-31", -1), ==, LT_STAGE_STARTED);
}

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    LtStage stage;
  } names[] = { { "签约", LT_STAGE_SIGNED },
                { "未签约", LT_STAGE_NONE },
                { "达产", LT_STAGE_CAPACITY },
                { "signed", LT_STAGE_SIGNED },
                { "Above_Scale", LT_STAGE_ABOVE_SCALE },
                { "above-scale", LT_STAGE_ABOVE_SCALE },
                { "In production", LT_STAGE_PRODUCTION },
                { "full capacity", LT_STAGE_CAPACITY } };
  LtStage stage;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_true (lt_stage_from_name (names[i].name, &stage));
      g_assert_cmpint (stage, ==, names[i].stage);
    }
  g_assert_false (lt_stage_from_name ("", &stage));
  g_assert_false (lt_stage_from_name ("签", &stage));
  for (guint i = 0; i < LT_N_STAGES; i++)
    {
      g_assert_true (lt_stage_from_name (lt_stage_get_name (i), &stage));
      g_assert_cmpint (stage, ==, i);
      g_assert_nonnull (lt_stage_get_title (i));
    }
}

static void
test_size (void)
{
  static const struct
  {
    double wan;
    guint band;
  } sizes[] = { { 0, 0 },      { 9999, 0 },   { 10000, 1 },  { 29999, 1 },  { 30000, 2 },
                { 100000, 3 }, { 200000, 4 }, { 500000, 5 }, { 999999, 5 }, { 1e6, 6 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    g_assert_cmpuint (lt_stage_get_size_band (sizes[i].wan), ==, sizes[i].band);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stage/stage", test_stage);
  g_test_add_func ("/stage/late", test_late);
  g_test_add_func ("/stage/due", test_due);
  g_test_add_func ("/stage/names", test_names);
  g_test_add_func ("/stage/size", test_size);
  return g_test_run ();
}
