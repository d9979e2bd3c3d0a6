#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>

#include "fixture.h"
#include "lt-csv.h"

static LtCsv *
load (const char *text, gssize length, GError **error)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("lt-csv-XXXXXX.csv", &path, NULL);
  LtCsv *csv;

  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, text, length, NULL));
  csv = lt_csv_load (path, NULL, error);
  g_unlink (path);
  return csv;
}

static void
test_cells (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LtCsv) csv
      = load ("\xEF\xBB\xBFname,value\r\n\"a, \"\"b\"\"\nc\", 12.5 \n\n,\r\nlast,x", -1, &error);
  double value;

  g_assert_no_error (error);
  g_assert_cmpuint (lt_csv_get_n_rows (csv), ==, 3);
  g_assert_cmpuint (lt_csv_get_n_columns (csv), ==, 2);
  g_assert_cmpstr (lt_csv_get_column (csv, 0), ==, "name");
  g_assert_cmpstr (lt_csv_get (csv, 0, 0), ==, "a, \"b\"\nc");
  g_assert_true (lt_csv_get_number (csv, 0, "value", &value, &error));
  g_assert_cmpfloat (value, ==, 12.5);
  g_assert_null (lt_csv_get (csv, 1, 0));
  g_assert_true (lt_csv_get_number (csv, 1, "value", &value, &error));
  g_assert_true (isnan (value));
  g_assert_false (lt_csv_get_number (csv, 2, "value", &value, &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_VALUE);
  g_assert_cmpstr (lt_csv_peek (csv, 2, "name"), ==, "last");
  g_assert_cmpint (lt_csv_find (csv, "nothing"), ==, -1);
}

static void
test_malformed (void)
{
  static const char *const texts[]
      = { "", "\n\n", "a,b\n1\n", "a,b\n1,2,3\n", "a,b\n\"1,2\n", "a,b\n\"1\"2,3\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (load (texts[i], -1, &error));
      assert_sentence (error, LT_ERROR_FORMAT, "lt-csv");
    }
}

/* Any bytes end in a table or in one sentence. */
static void
test_any_bytes (void)
{
  static const char alphabet[] = "a,\"\n\r1 \xE9\x93\xBE\xFF";

  for (guint i = 0; i < 400; i++)
    {
      char text[24];
      g_autoptr (GError) error = NULL;
      g_autoptr (LtCsv) csv = NULL;

      for (guint j = 0; j < sizeof text; j++)
        text[j] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
      csv = load (text, sizeof text, &error);
      g_assert_true ((csv == NULL) == (error != NULL));
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/cells", test_cells);
  g_test_add_func ("/csv/malformed", test_malformed);
  g_test_add_func ("/csv/any-bytes", test_any_bytes);
  return g_test_run ();
}
