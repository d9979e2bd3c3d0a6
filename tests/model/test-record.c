#include "lt-record.h"

#include <math.h>

static guint
field (LtRecord *record, const char *name)
{
  int index = lt_fields_find (lt_record_get_kind (record), name);

  g_assert_cmpint (index, >=, 0);
  return (guint) index;
}

static void
test_values (void)
{
  g_autoptr (LtRecord) record = lt_record_new (LT_KIND_ENTERPRISE);
  double value = 7;

  g_assert_cmpint (lt_record_get_id (record), ==, 0);
  g_assert_null (lt_record_peek (record, "name"));
  g_assert_false (lt_record_get_number (record, field (record, "staff"), &value));
  g_assert_cmpfloat (value, ==, 7);
  lt_record_set_text (record, field (record, "name"), "天能");
  g_assert_cmpstr (lt_record_peek (record, "name"), ==, "天能");
  lt_record_set_text (record, field (record, "name"), lt_record_peek (record, "name"));
  g_assert_cmpstr (lt_record_peek (record, "name"), ==, "天能");
  lt_record_set_text (record, field (record, "name"), "");
  g_assert_false (lt_record_has (record, field (record, "name")));
  lt_record_set_number (record, field (record, "staff"), 0);
  g_assert_true (lt_record_get_number (record, field (record, "staff"), &value));
  g_assert_cmpfloat (value, ==, 0);
  lt_record_set_number (record, field (record, "staff"), NAN);
  g_assert_false (lt_record_has (record, field (record, "staff")));
  g_assert_null (lt_record_get_text (record, field (record, "staff")));
}

static void
test_clear (void)
{
  g_autoptr (LtRecord) record = lt_record_new (LT_KIND_PARCEL);
  LtGeometry *point = lt_geometry_new_point (1, 2);

  lt_record_set_id (record, 9);
  lt_record_set_text (record, 0, "330522-0117");
  lt_record_set_number (record, field (record, "area_m2"), 5);
  lt_record_take_geometry (record, lt_geometry_ref (point));
  lt_record_take_geometry (record, point);
  lt_record_set_extra (record, "{\"旧\":1}");
  g_assert_cmpstr (lt_record_get_extra (record), ==, "{\"旧\":1}");
  lt_record_clear (record);
  g_assert_cmpint (lt_record_get_id (record), ==, 0);
  g_assert_null (lt_record_get_extra (record));
  g_assert_null (lt_record_get_geometry (record));
  for (guint i = 0; i < 14; i++)
    g_assert_false (lt_record_has (record, i));
}

static const struct
{
  const char *text;
  guint n;
  guint numbers[4];
} chains[] = {
  { NULL, 0, { 0 } },
  { "6", 1, { 6 } },
  { "6;1", 2, { 6, 1 } },
  { "6；1、3", 3, { 6, 1, 3 } },
  { " 6 , 6 ,1", 2, { 6, 1 } },
  { "0;99999999999999999999;x;2", 1, { 2 } },
  { "1;2;3;4;5;6", 4, { 1, 2, 3, 4 } },
};

static void
test_chains (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (chains); i++)
    {
      g_autoptr (LtRecord) record = lt_record_new (LT_KIND_PROJECT);
      guint numbers[4];

      lt_record_set_text (record, field (record, "chains"), chains[i].text);
      g_assert_cmpuint (lt_record_get_chains (record, numbers, 4), ==, chains[i].n);
      for (guint j = 0; j < chains[i].n; j++)
        g_assert_cmpuint (numbers[j], ==, chains[i].numbers[j]);
    }
}

static void
test_no_chains (void)
{
  g_autoptr (LtRecord) record = lt_record_new (LT_KIND_PARCEL);

  g_assert_cmpuint (lt_record_get_chains (record, NULL, 0), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/values", test_values);
  g_test_add_func ("/record/clear", test_clear);
  g_test_add_func ("/record/chains", test_chains);
  g_test_add_func ("/record/no-chains", test_no_chains);
  return g_test_run ();
}
