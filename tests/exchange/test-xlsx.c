#include <gdal.h>
#include <glib/gstdio.h>
#include <math.h>
#include <ogr_api.h>
#include <string.h>

#include "lt-error.h"
#include "lt-out-text.h"
#include "lt-xlsx.h"
#include "test-data.h"

static char *folder;

static const char *const titles[] = { "代码", "数量", "日期", NULL };

static OGRLayerH
open_sheet (const char *path, int index, GDALDatasetH *dataset)
{
  static const char *const drivers[] = { "XLSX", NULL };

  *dataset = GDALOpenEx (path, GDAL_OF_VECTOR, drivers, NULL, NULL);
  g_assert_nonnull (*dataset);
  return GDALDatasetGetLayer (*dataset, index);
}

static void
test_cells (void)
{
  static const char *const hard[] = { "=1+1",          "+86",        "-5",     "@x",     "0012", "9.15E+17",
                                      "“引号” \"&<>'", "行一\n行二", "a\r\nb", " 空格 ", "湖" };
  g_autofree char *path = g_build_filename (folder, "cells.xlsx", NULL);
  g_autoptr (LtXlsx) xlsx = lt_xlsx_new (path, FALSE, NULL);
  g_autoptr (GError) error = NULL;
  GDALDatasetH dataset;
  OGRLayerH layer;

  g_assert_true (lt_xlsx_begin_sheet (xlsx, "企业[1]", titles, &error));
  for (guint i = 0; i < G_N_ELEMENTS (hard); i++)
    {
      lt_xlsx_add_text (xlsx, hard[i]);
      lt_xlsx_add_number (xlsx, i == 3 ? NAN : i * 0.1);
      lt_xlsx_add_date (xlsx, i == 4 ? NULL : "2026-01-31");
      g_assert_true (lt_xlsx_end_row (xlsx, &error));
    }
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (lt_xlsx_commit (xlsx, &error));

  layer = open_sheet (path, 0, &dataset);
  g_assert_cmpstr (OGR_L_GetName (layer), ==, "企业_1_");
  g_assert_cmpint (OGR_L_GetFeatureCount (layer, TRUE), ==, G_N_ELEMENTS (hard));
  g_assert_cmpint (OGR_Fld_GetType (OGR_FD_GetFieldDefn (OGR_L_GetLayerDefn (layer), 0)), ==, OFTString);
  g_assert_cmpint (OGR_Fld_GetType (OGR_FD_GetFieldDefn (OGR_L_GetLayerDefn (layer), 2)), ==, OFTDate);
  for (guint i = 0; i < G_N_ELEMENTS (hard); i++)
    {
      OGRFeatureH feature = OGR_L_GetNextFeature (layer);

      g_assert_cmpstr (OGR_F_GetFieldAsString (feature, 0), ==, hard[i]);
      g_assert_cmpint (OGR_F_IsFieldSetAndNotNull (feature, 1), ==, i != 3);
      if (i != 3)
        g_assert_true (OGR_F_GetFieldAsDouble (feature, 1) == i * 0.1);
      g_assert_cmpint (OGR_F_IsFieldSetAndNotNull (feature, 2), ==, i != 4);
      if (i != 4)
        g_assert_cmpstr (OGR_F_GetFieldAsString (feature, 2), ==, "2026/01/31");
      OGR_F_Destroy (feature);
    }
  GDALClose (dataset);
}

static void
test_sheets (void)
{
  g_autofree char *path = g_build_filename (folder, "sheets.xlsx", NULL);
  g_autoptr (LtXlsx) xlsx = lt_xlsx_new (path, FALSE, NULL);
  GDALDatasetH dataset;
  OGRLayerH layer;

  g_assert_true (lt_xlsx_begin_sheet (xlsx, "一", titles, NULL));
  g_assert_true (lt_xlsx_end_row (xlsx, NULL));
  g_assert_true (lt_xlsx_begin_sheet (xlsx, "二", titles, NULL));
  for (guint i = 0; i < 50000; i++)
    {
      lt_xlsx_add_text (xlsx, "330522-0001");
      lt_xlsx_add_number (xlsx, i);
      g_assert_true (lt_xlsx_end_row (xlsx, NULL));
    }
  g_assert_true (lt_xlsx_commit (xlsx, NULL));

  layer = open_sheet (path, 1, &dataset);
  g_assert_cmpstr (OGR_L_GetName (layer), ==, "二");
  g_assert_cmpint (OGR_L_GetFeatureCount (layer, TRUE), ==, 50000);
  GDALClose (dataset);
}

static void
test_atomic (void)
{
  g_autofree char *path = g_build_filename (folder, "kept.xlsx", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) directory = NULL;
  LtXlsx *xlsx;
  const char *name;

  g_assert_true (g_file_set_contents (path, "kept", -1, NULL));
  g_assert_null (lt_xlsx_new (path, FALSE, &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_EXISTS);

  xlsx = lt_xlsx_new (path, TRUE, NULL);
  g_assert_true (lt_xlsx_begin_sheet (xlsx, "一", titles, NULL));
  lt_xlsx_free (xlsx);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "kept");

  directory = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (directory)) != NULL)
    g_assert_false (g_str_has_prefix (name, ".liantu-"));
}

static void
test_long_text (void)
{
  g_autofree char *path = g_build_filename (folder, "long.xlsx", NULL);
  g_autoptr (LtXlsx) xlsx = lt_xlsx_new (path, FALSE, NULL);
  g_autofree char *text = g_strnfill (40000, 'x');

  g_assert_true (lt_xlsx_begin_sheet (xlsx, "一", titles, NULL));
  lt_xlsx_add_text (xlsx, text);
  text[32767] = '\0';
  lt_xlsx_add_text (xlsx, text);
  g_assert_true (lt_xlsx_end_row (xlsx, NULL));
  g_assert_cmpuint (lt_xlsx_get_n_cut (xlsx), ==, 1);
}

static void
test_unwritable (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lt_xlsx_new ("/nowhere/at/all.xlsx", FALSE, &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "/nowhere/at/all.xlsx"));
}

static void
check_number (double value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  lt_out_number (text, value);
  if (g_ascii_strtod (text->str, NULL) != value)
    g_error ("%.17g became %s", value, text->str);
}

static void
test_numbers (void)
{
  static const double odd[] = { 0,
                                -0.5,
                                1e15,
                                1e300,
                                -1e-300,
                                0.1,
                                1.0 / 3,
                                119.979652087876,
                                30.0 + 1e-15,
                                9007199254740994.0,
                                5e-324,
                                999.9999999999999,
                                123456.789 };
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    check_number (odd[i]);
  for (guint i = 0; i < 300000; i++)
    {
      check_number (g_rand_double_range (random, -180, 180));
      check_number (ldexp (g_rand_double (random), g_rand_int_range (random, -80, 80)));
      check_number (g_rand_int (random) / 100.0);
    }

  lt_out_number (text, 119.91);
  g_assert_cmpstr (text->str, ==, "119.91");
  g_string_truncate (text, 0);
  lt_out_number (text, -12);
  g_assert_cmpstr (text->str, ==, "-12");
  g_string_truncate (text, 0);
  lt_out_rounded (text, 3416199.85751, 4);
  g_assert_cmpstr (text->str, ==, "3416199.8575");
  g_string_truncate (text, 0);
  lt_out_rounded (text, -0.00001, 3);
  g_assert_cmpstr (text->str, ==, "0");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = test_data_make_folder ();
  GDALAllRegister ();
  g_test_add_func ("/xlsx/cells", test_cells);
  g_test_add_func ("/xlsx/sheets", test_sheets);
  g_test_add_func ("/xlsx/atomic", test_atomic);
  g_test_add_func ("/xlsx/long-text", test_long_text);
  g_test_add_func ("/xlsx/unwritable", test_unwritable);
  g_test_add_func ("/xlsx/numbers", test_numbers);
  status = g_test_run ();
  test_data_remove_folder (folder);
  return status;
}
