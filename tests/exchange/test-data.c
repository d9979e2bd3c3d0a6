#include "test-data.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "lt-credit-code.h"

char *
test_data_credit_code (guint number)
{
  static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  char *code = g_strdup_printf ("913305%02uMA%07u0", number % 90 + 1, number);

  for (guint i = 0; i < strlen (alphabet); i++)
    {
      code[17] = alphabet[i];
      if (lt_credit_code_is_valid (code))
        return code;
    }
  g_assert_not_reached ();
}

char *
test_data_enterprises_csv (guint n)
{
  static const char *const districts[] = { "330502", "330503", "330521", "330522", "330523" };
  static const double centres[][2] = {
    { 120.09, 30.87 }, { 120.42, 30.87 }, { 119.977, 30.5425 }, { 119.911, 31.027 }, { 119.68, 30.64 }
  };
  GString *text = g_string_new ("统一社会信用代码,企业名称,产业链,区县,从业人数,lon,lat\r\n");

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *code = test_data_credit_code (i + 1);
      guint d = i % G_N_ELEMENTS (districts);
      double x = centres[d][0] + ((double) (i * 7919 % 1000) / 1000.0 - 0.5) * 0.08;
      double y = centres[d][1] + ((double) (i * 104729 % 1000) / 1000.0 - 0.5) * 0.06;

      g_string_append_printf (text, "%s,测试企业第%u号有限公司,%u;%u,%s,\"%u,%03u\",%.6f,%.6f\r\n", code,
                              i + 1, i % 8 + 1, (i + 3) % 8 + 1, districts[d], i % 9 + 1, i % 1000, x, y);
    }

  return g_string_free (text, FALSE);
}

char *
test_data_parcels_geojson (guint n)
{
  GString *text = g_string_new ("{\"type\":\"FeatureCollection\",\"features\":[\n");

  for (guint i = 0; i < n; i++)
    {
      double west = 119.9 + (i % 40) * 0.004;
      double south = 30.50 + (double) (i / 40) * 0.003;
      double width = 0.0015 + (double) (i % 7) * 0.0002;
      double height = 0.0012 + (double) (i % 5) * 0.0002;

      g_string_append_printf (
          text,
          "%s{\"type\":\"Feature\",\"properties\":{\"宗地编号\":\"330521-%04u\",\"区县\":\"德清县\","
          "\"使用权人\":\"测试企业第%u号有限公司\",\"总建筑面积\":%u},\"geometry\":{\"type\":\"Polygon\","
          "\"coordinates\":[[[%.6f,%.6f],[%.6f,%.6f],[%.6f,%.6f],[%.6f,%.6f],[%.6f,%.6f]]]}}\n",
          i > 0 ? "," : "", i + 1, i + 1, 10000 + i, west, south, west + width, south, west + width,
          south + height, west, south + height, west, south);
    }
  g_string_append (text, "]}\n");

  return g_string_free (text, FALSE);
}

char *
test_data_write (const char *folder, const char *name, const char *text, gssize length)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);

  return path;
}

char *
test_data_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("liantu-test-XXXXXX", &error);

  g_assert_no_error (error);

  return folder;
}

static void
remove_tree (const char *path)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_remove (child);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_rmdir (path);
}

void
test_data_remove_folder (char *folder)
{
  g_chmod (folder, 0700);
  remove_tree (folder);
  g_free (folder);
}
