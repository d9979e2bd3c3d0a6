#include "lt-language.h"
#include "lt-list-kind.h"
#include "lt-record-text.h"

static guint
field (LtKind kind, const char *name)
{
  int index = lt_fields_find (kind, name);

  g_assert_cmpint (index, >=, 0);
  return (guint) index;
}

static void
set_date (LtRecord *record, const char *name, const char *date)
{
  lt_record_set_text (record, field (LT_KIND_PROJECT, name), date);
}

static void
test_stage (void)
{
  g_autoptr (LtRecord) record = lt_record_new (LT_KIND_PROJECT);

  g_assert_null (lt_record_text_stage (record, "2026-06-30"));
  set_date (record, "planned_started_on", "2024-01-01");
  g_assert_null (lt_record_text_stage (record, "2026-06-30"));
  set_date (record, "signed_on", "2025-03-01");
  g_assert_cmpstr (lt_record_text_stage (record, "2026-06-30"), ==, "Signed");
  set_date (record, "started_on", "2026-07-01");
  g_assert_cmpstr (lt_record_text_stage (record, "2026-06-30"), ==, "Signed");
  g_assert_cmpstr (lt_record_text_stage (record, "2026-07-01"), ==, "Started");
  set_date (record, "capacity_on", "2026-07-02");
  g_assert_cmpstr (lt_record_text_stage (record, "2026-07-02"), ==, "Full capacity");
}

static void
test_values (void)
{
  g_autoptr (LtRecord) record = lt_record_new (LT_KIND_PARCEL);
  guint area = field (LT_KIND_PARCEL, "area_m2");
  g_autofree char *missing = lt_record_text_value (record, area, NULL);
  g_autofree char *mu = NULL;
  double value;

  g_assert_null (missing);
  g_assert_null (lt_record_text_title (record));
  g_assert_null (lt_record_text_peek (record, "no_such_field"));
  g_assert_false (lt_record_text_number (record, "area_m2", &value));
  lt_record_set_number (record, area, 10000);
  mu = lt_record_text_value (record, area, NULL);
  g_assert_cmpstr (mu, ==, "15.0 mu");
  lt_record_set_text (record, field (LT_KIND_PARCEL, "number"), "330522-0117");
  g_assert_cmpstr (lt_record_text_title (record), ==, "330522-0117");
}

static void
test_counts (void)
{
  g_autofree char *all = lt_list_kind_count (LT_KIND_PARCEL, 27, 27);
  g_autofree char *some = lt_list_kind_count (LT_KIND_PARCEL, 0, 1);

  g_assert_cmpstr (all, ==, "27 parcels");
  g_assert_cmpstr (some, ==, "0 of 1 parcel");
  g_assert_null (lt_list_kind_get (LT_KIND_DISTRICT));
}

int
main (int argc, char **argv)
{
  lt_language_init ("en", "/nonexistent");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record-text/stage", test_stage);
  g_test_add_func ("/record-text/values", test_values);
  g_test_add_func ("/record-text/counts", test_counts);

  return g_test_run ();
}
