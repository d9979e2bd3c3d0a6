#include "lt-unit.h"

#include <math.h>

#include "lt-language.h"

static void
test_numbers (void)
{
  static const struct
  {
    double value;
    int decimals;
    const char *text;
  } cases[] = {
    { 0, 0, "0" },
    { -0.0, 2, "0.00" },
    { -0.001, 2, "0.00" },
    { 999, 0, "999" },
    { 1000, 0, "1,000" },
    { -1000, 0, "-1,000" },
    { -999.5, 1, "-999.5" },
    { 999.95, 1, "1,000.0" },
    { 999999.999, 2, "1,000,000.00" },
    { 1234567.891, 2, "1,234,567.89" },
    { 123456, 0, "123,456" },
    { 5300, 0, "5,300" },
    { 0.5, 3, "0.500" },
    { 1e15, 0, "1,000,000,000,000,000" },
    { 12, -3, "12" },
    { NAN, 1, "not recorded" },
    { INFINITY, 1, "not recorded" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = lt_unit_format (cases[i].value, cases[i].decimals);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_great_numbers (void)
{
  g_autofree char *text = lt_unit_format (-G_MAXDOUBLE, 9);

  g_assert_true (g_str_has_prefix (text, "-179,769,313,"));
  g_assert_true (g_str_has_suffix (text, ".000000000"));
}

static const struct
{
  double value;
  const char *chinese;
  const char *english;
} money[] = {
  { 1e7, "1,000 亿元", "100 bn yuan" },
  { 53e6, "5,300 亿元", "530 bn yuan" },
  { 10000, "1 亿元", "100 mn yuan" },
  { 9999.999, "1 亿元", "100 mn yuan" },
  { 9999.99, "9,999.99 万元", "100 mn yuan" },
  { 12345, "1.23 亿元", "123.45 mn yuan" },
  { 5000, "5,000 万元", "50 mn yuan" },
  { 0.5, "0.50 万元", "0.01 mn yuan" },
  { 0, "0 万元", "0 mn yuan" },
  { -25000, "-2.50 亿元", "-250 mn yuan" },
  { 100000, "10 亿元", "1 bn yuan" },
};

static const struct
{
  double value;
  const char *chinese;
  const char *english;
} areas[] = {
  { 2000.0 / 3.0, "1.0 亩", "1.0 mu" },
  { 8200, "12.3 亩", "12.3 mu" },
  { 0, "0.0 亩", "0.0 mu" },
  { 30, "0.05 亩", "0.05 mu" },
  { 666, "1.0 亩", "1.0 mu" },
  { 999.95 * 2000 / 3, "1,000 亩", "1,000 mu" },
  { 999.9 * 2000 / 3, "999.9 亩", "999.9 mu" },
  { 1e7, "15,000 亩", "15,000 mu" },
};

static void
test_english (void)
{
  g_autofree char *missing = lt_unit_format_money (NAN);
  g_autofree char *no_area = lt_unit_format_area (NAN);

  for (guint i = 0; i < G_N_ELEMENTS (money); i++)
    {
      g_autofree char *text = lt_unit_format_money (money[i].value);

      g_assert_cmpstr (text, ==, money[i].english);
    }
  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    {
      g_autofree char *text = lt_unit_format_area (areas[i].value);

      g_assert_cmpstr (text, ==, areas[i].english);
    }
  g_assert_cmpstr (missing, ==, "not recorded");
  g_assert_cmpstr (no_area, ==, "not recorded");
}

static void
test_chinese (void)
{
  g_test_trap_subprocess ("/unit/chinese/subprocess", 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static void
test_chinese_subprocess (void)
{
  g_autofree char *missing = NULL;

  lt_language_init ("zh_CN", g_getenv ("LT_TEST_LOCALE_DIR"));
  missing = lt_unit_format (NAN, 0);
  g_assert_cmpstr (missing, ==, "未录入");
  for (guint i = 0; i < G_N_ELEMENTS (money); i++)
    {
      g_autofree char *text = lt_unit_format_money (money[i].value);

      g_assert_cmpstr (text, ==, money[i].chinese);
    }
  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    {
      g_autofree char *text = lt_unit_format_area (areas[i].value);

      g_assert_cmpstr (text, ==, areas[i].chinese);
    }
}

static void
test_degrees (void)
{
  g_autofree char *huzhou = lt_unit_format_degrees (120.0933, 30.8703);
  g_autofree char *south_west = lt_unit_format_degrees (-70.5, -33.00004);
  g_autofree char *nowhere = lt_unit_format_degrees (NAN, 30);

  g_assert_cmpstr (huzhou, ==, "30.8703°N 120.0933°E");
  g_assert_cmpstr (south_west, ==, "33.0000°S 70.5000°W");
  g_assert_cmpstr (nowhere, ==, "not recorded");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/unit/numbers", test_numbers);
  g_test_add_func ("/unit/great-numbers", test_great_numbers);
  g_test_add_func ("/unit/english", test_english);
  g_test_add_func ("/unit/chinese", test_chinese);
  g_test_add_func ("/unit/chinese/subprocess", test_chinese_subprocess);
  g_test_add_func ("/unit/degrees", test_degrees);
  return g_test_run ();
}
