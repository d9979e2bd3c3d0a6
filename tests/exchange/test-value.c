#include <glib.h>
#include <math.h>

#include "lt-columns.h"
#include "lt-error.h"
#include "lt-out-text.h"
#include "lt-unit.h"
#include "lt-value.h"

static LtCatalogue *
make_catalogue (void)
{
  static const char *const none[] = { NULL };
  static const char *const names[] = { "新能源汽车及关键零部件", "半导体及光电", "绿色能源" };
  LtCatalogue *catalogue = lt_catalogue_new ();

  lt_catalogue_set_value (catalogue, "city", "湖州市");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    lt_catalogue_take_chain (catalogue,
                             lt_chain_new (i + 1, names[i], NULL, 0, "", 0, 0, 0, 0, none, none, none));
  lt_catalogue_take_district (
      catalogue, lt_district_new (1, "330502", "吴兴区", "Wuxing District", FALSE, FALSE, 1, NULL));
  lt_catalogue_take_district (
      catalogue, lt_district_new (2, "330522", "长兴县", "Changxing County", FALSE, FALSE, 1, NULL));

  return catalogue;
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *text;
    double value;
  } good[] = {
    { "12", 12 },      { "-3.5", -3.5 },  { "1,234,567.25", 1234567.25 },
    { "1 234", 1234 }, { "１２３", 123 }, { "１，２３４．５", 1234.5 },
    { "1e3", 1000 },   { " 　7　 ", 7 },  { "+4", 4 },
    { "0", 0 },        { ".5", 0.5 },
  };
  static const char *const bad[] = { "1,23",  "12,34,567", "0x1F", "nan", "inf",    "1e999", "一百", "12亩",
                                     "1.2.3", "--1",       "1,",   ",1",  "1,2345", "e5",    "1 2 3" };
  double value;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *clean = lt_value_clean (good[i].text, TRUE);

      g_assert_true (lt_value_parse_number (clean, &value));
      g_assert_cmpfloat (value, ==, good[i].value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (lt_value_parse_number (bad[i], &value));
    }
}

static void
test_long_number (void)
{
  g_autofree char *text = g_strnfill (5000, '9');
  double value;

  g_assert_false (lt_value_parse_number (text, &value));
}

/* Short cuts give what the library's own functions give. */
static void
test_random_numbers (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_short = 0;

  for (guint i = 0; i < 200000; i++)
    {
      char expected[G_ASCII_DTOSTR_BUF_SIZE];
      gint32 decimals = g_rand_int_range (random, 0, 18);
      gint32 digits = g_rand_int_range (random, 1, 18);
      double value = g_rand_double_range (random, -1.0, 1.0);
      double parsed;

      for (gint32 d = 0; d < digits; d++)
        value *= 10.0;
      g_snprintf (expected, sizeof expected, "%.*f", decimals, value);
      value = g_ascii_strtod (expected, NULL);
      g_assert_true (lt_value_parse_number (expected, &parsed));
      g_assert_cmpfloat (parsed, ==, value);
      g_assert_cmpint (signbit (parsed), ==, signbit (value));

      g_string_truncate (text, 0);
      if (!lt_out_short (text, value))
        {
          g_assert_cmpuint (text->len, ==, 0);
          continue;
        }
      n_short++;
      g_ascii_formatd (expected, sizeof expected, "%.15g", value);
      g_assert_cmpstr (text->str, ==, expected);
    }
  g_assert_cmpuint (n_short, >, 50000);
}

static void
test_tidy (void)
{
  static const char *const same[] = { "12", "湖州", "9133", "—5", "é" };
  g_autoptr (GString) spare = g_string_new ("before");

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    g_assert_true (lt_value_tidy (same[i], TRUE, spare) == same[i]);
  g_assert_cmpstr (lt_value_tidy ("  a b ", TRUE, spare), ==, "a b");
  g_assert_cmpstr (lt_value_tidy ("　ＡＢ\xc2\xa0", TRUE, spare), ==, "AB");
  g_assert_cmpstr (lt_value_strip ("\t x", spare), ==, "x");
  g_assert_cmpstr (lt_value_strip (" 　", spare), ==, "　");
  g_assert_null (lt_value_tidy (" 无 ", TRUE, spare));
}

static void
test_nothing (void)
{
  static const char *const nothing[] = { "", "  ", "　", "-", "—", "/", "无", " N/A " };
  g_autofree char *dash = lt_value_clean ("-", FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (nothing); i++)
    g_assert_null (lt_value_clean (nothing[i], TRUE));
  g_assert_cmpstr (dash, ==, "-");
}

static void
test_dates (void)
{
  static const char *const good[]
      = { "2026-01-31",           "2026/1/31",      "2026.1.31", "20260131", "2026年1月31日", "2026年1月31",
          "2026-01-31T08:30:00Z", "2026/1/31 0:00", "46053" };
  static const char *const bad[]
      = { "2026-02-30",  "31.1.2026", "2026",  "2026-1", "2026013", "20261331", "soon",
          "2026-01-31x", "",          "19999", "73416",  "80001",   "460530",   "4605" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *date = lt_value_parse_date (good[i]);

      g_assert_cmpstr (date, ==, "2026-01-31");
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_null (lt_value_parse_date (bad[i]));
    }
}

static void
assert_chains (LtCatalogue *catalogue, const char *text, const char *expected)
{
  g_autofree char *chains = lt_value_parse_chains (text, catalogue);

  g_assert_cmpstr (chains, ==, expected);
}

static void
test_chains (void)
{
  g_autoptr (LtCatalogue) catalogue = make_catalogue ();

  assert_chains (catalogue, "3;1", "3;1");
  assert_chains (catalogue, "3、1", "3;1");
  assert_chains (catalogue, "3, 1", "3;1");
  assert_chains (catalogue, "3|3/3", "3");
  assert_chains (catalogue, "绿色能源", "3");
  assert_chains (catalogue, "绿色能源;半导体及光电", "3;2");
  assert_chains (catalogue, "9", NULL);
  assert_chains (catalogue, "3;9", NULL);
  assert_chains (catalogue, "能源", NULL);
  assert_chains (catalogue, ";;", NULL);
  assert_chains (catalogue, "99999999999999999999", NULL);
}

static void
test_districts (void)
{
  g_autoptr (LtCatalogue) catalogue = make_catalogue ();

  g_assert_cmpstr (lt_value_find_district ("330522", catalogue), ==, "330522");
  g_assert_cmpstr (lt_value_find_district ("长兴县", catalogue), ==, "330522");
  g_assert_cmpstr (lt_value_find_district ("长兴", catalogue), ==, "330522");
  g_assert_cmpstr (lt_value_find_district ("湖州市吴兴区", catalogue), ==, "330502");
  g_assert_null (lt_value_find_district ("长", catalogue));
  g_assert_null (lt_value_find_district ("330599", catalogue));
  g_assert_null (lt_value_find_district ("湖州市", catalogue));
}

static const LtField *
get_field (LtKind kind, const char *name)
{
  return &lt_fields_get (kind, NULL)[lt_fields_find (kind, name)];
}

static void
test_units (void)
{
  const LtField *area = get_field (LT_KIND_PARCEL, "area_m2");
  const LtField *money = get_field (LT_KIND_PARCEL, "investment_wan");
  const LtField *name = get_field (LT_KIND_PARCEL, "name");

  g_assert_cmpfloat (lt_value_get_factor ("面积", area), ==, 1.0);
  g_assert_cmpfloat (lt_value_get_factor ("面积（亩）", area), ==, LT_M2_PER_MU);
  g_assert_cmpfloat (lt_value_get_factor ("面积(公顷)", area), ==, 10000.0);
  g_assert_cmpfloat (lt_value_get_factor ("area (ha)", area), ==, 10000.0);
  g_assert_cmpfloat (lt_value_get_factor ("面积（平方米）", area), ==, 1.0);
  g_assert_cmpfloat (lt_value_get_factor ("实测亩", area), ==, LT_M2_PER_MU);
  g_assert_cmpfloat (lt_value_get_factor ("measured_mu", area), ==, LT_M2_PER_MU);
  g_assert_cmpfloat (lt_value_get_factor ("实测万元", area), ==, 1.0);
  g_assert_cmpfloat (lt_value_get_factor ("总投资（亿元）", money), ==, 10000.0);
  g_assert_cmpfloat (lt_value_get_factor ("总投资(亿)", money), ==, 10000.0);
  g_assert_cmpfloat (lt_value_get_factor ("总投资（万）", money), ==, 1.0);
  g_assert_cmpfloat (lt_value_get_factor ("总投资（千元）", money), ==, 0.1);
  g_assert_cmpfloat (lt_value_get_factor ("总投资（百万元）", money), ==, 100.0);
  g_assert_cmpfloat (lt_value_get_factor ("总投资（千万元）", money), ==, 1000.0);
  g_assert_cmpfloat (lt_value_get_factor ("面积（万）", area), ==, 0.0);
  g_assert_cmpfloat (lt_value_get_factor ("总投资（万美元）", money), ==, 0.0);
  g_assert_cmpfloat (lt_value_get_factor ("名称（全称）", name), ==, 1.0);
}

static void
test_columns (void)
{
  static const LtSourceColumn source[] = { { "企业名称", FALSE }, { "name", FALSE }, { "经度", TRUE },
                                           { "LAT", TRUE },       { "电话", FALSE }, { "wkt", FALSE } };
  g_autoptr (GError) error = NULL;
  g_autofree LtColumn *columns = lt_columns_match (LT_KIND_ENTERPRISE, "a.csv", source, G_N_ELEMENTS (source),
                                                   NULL, NULL, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpint (columns[0].role, ==, LT_COLUMN_FIELD);
  g_assert_cmpint (columns[1].role, ==, LT_COLUMN_EXTRA);
  g_assert_cmpint (columns[2].role, ==, LT_COLUMN_LONGITUDE);
  g_assert_cmpint (columns[3].role, ==, LT_COLUMN_LATITUDE);
  g_assert_cmpint (columns[4].role, ==, LT_COLUMN_EXTRA);
  g_assert_cmpint (columns[5].role, ==, LT_COLUMN_WKT);
}

/* Half a position is a mistake, but a lone letter is any column. */
static void
test_lone_letter (void)
{
  static const LtSourceColumn lone[] = { { "name", FALSE }, { "x", TRUE } };
  static const LtSourceColumn both[] = { { "name", FALSE }, { "x", TRUE }, { "y", TRUE } };
  g_autofree LtColumn *one = lt_columns_match (LT_KIND_ENTERPRISE, "a", lone, 2, NULL, NULL, FALSE, NULL);
  g_autofree LtColumn *two = lt_columns_match (LT_KIND_ENTERPRISE, "a", both, 3, NULL, NULL, FALSE, NULL);

  g_assert_nonnull (one);
  g_assert_cmpint (one[1].role, ==, LT_COLUMN_EXTRA);
  g_assert_nonnull (two);
  g_assert_cmpint (two[1].role, ==, LT_COLUMN_LONGITUDE);
  g_assert_cmpint (two[2].role, ==, LT_COLUMN_LATITUDE);
}

static void
assert_refused (LtKind kind, const LtSourceColumn *source, guint n, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lt_columns_match (kind, "a.csv", source, n, NULL, NULL, FALSE, &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, word));
  g_assert_nonnull (strstr (error->message, "a.csv"));
  g_clear_error (&error);

  /* A window has no options. */
  g_assert_null (lt_columns_match (kind, "a.csv", source, n, NULL, NULL, TRUE, &error));
  g_assert_null (strstr (error->message, "--"));
}

static void
test_refused_columns (void)
{
  static const LtSourceColumn no_name[] = { { "电话", FALSE }, { "fax", FALSE } };
  static const LtSourceColumn no_latitude[] = { { "name", FALSE }, { "lon", TRUE } };
  static const LtSourceColumn no_longitude[] = { { "name", FALSE }, { "lat", TRUE } };
  static const LtSourceColumn unit[] = { { "number", FALSE }, { "面积（英亩）", TRUE } };

  assert_refused (LT_KIND_ENTERPRISE, no_name, 2, "fax");
  assert_refused (LT_KIND_ENTERPRISE, no_name, 0, "empty");
  assert_refused (LT_KIND_ENTERPRISE, no_latitude, 2, "lat");
  assert_refused (LT_KIND_ENTERPRISE, no_longitude, 2, "lon");
  assert_refused (LT_KIND_PARCEL, unit, 2, "英亩");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/value/numbers", test_numbers);
  g_test_add_func ("/value/long-number", test_long_number);
  g_test_add_func ("/value/random-numbers", test_random_numbers);
  g_test_add_func ("/value/tidy", test_tidy);
  g_test_add_func ("/value/nothing", test_nothing);
  g_test_add_func ("/value/dates", test_dates);
  g_test_add_func ("/value/chains", test_chains);
  g_test_add_func ("/value/districts", test_districts);
  g_test_add_func ("/value/units", test_units);
  g_test_add_func ("/columns/matched", test_columns);
  g_test_add_func ("/columns/lone-letter", test_lone_letter);
  g_test_add_func ("/columns/refused", test_refused_columns);

  return g_test_run ();
}
