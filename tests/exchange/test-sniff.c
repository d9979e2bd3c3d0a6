#include <glib.h>
#include <string.h>

#include "lt-error.h"
#include "lt-sniff.h"
#include "test-data.h"

static char *folder;

static void
assert_format (const char *name, const char *text, gssize length, LtSourceFormat format, gint64 n_rows)
{
  g_autofree char *path = test_data_write (folder, name, text, length);
  g_auto (LtSniff) sniff = { 0 };
  g_autoptr (GError) error = NULL;

  lt_sniff_file (path, NULL, &sniff, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sniff.format, ==, format);
  g_assert_cmpint (sniff.n_rows, ==, n_rows);
  g_assert_true (g_path_is_absolute (sniff.path));
  g_assert_cmpstr (sniff.name, ==, name);
}

static void
assert_refused (const char *source, const char *word)
{
  g_auto (LtSniff) sniff = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (lt_sniff_file (source, NULL, &sniff, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == LT_ERROR);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, word));
  g_assert_null (strchr (error->message, '\n'));
}

static void
assert_text_refused (const char *name, const char *text, gssize length, const char *word)
{
  g_autofree char *path = test_data_write (folder, name, text, length);

  assert_refused (path, word);
}

static void
test_formats (void)
{
  char gpkg[100] = { 0 };

  assert_format ("a.csv", "name\nx\ny\n", -1, LT_SOURCE_CSV, 2);
  assert_format ("a.csv", "name\nx\ny", -1, LT_SOURCE_CSV, 2);
  assert_format ("a.csv", "name\n", -1, LT_SOURCE_CSV, 0);
  assert_format ("a.csv", "\xef\xbb\xbf名称\r\n长兴\r\n", -1, LT_SOURCE_CSV, 1);
  assert_format ("a.txt", "name\tlon\nx\t1\n", -1, LT_SOURCE_CSV, 1);
  assert_format ("a.csv", " \n{\"type\":\"FeatureCollection\"}", -1, LT_SOURCE_GEOJSON, -1);
  assert_format ("a.geojson", "\xef\xbb\xbf{}", -1, LT_SOURCE_GEOJSON, -1);
  assert_format ("list:2026.csv", "name\nx\n", -1, LT_SOURCE_CSV, 1);
  memcpy (gpkg, "SQLite format 3\0\x10", 17);
  assert_format ("a.csv", gpkg, sizeof gpkg, LT_SOURCE_GPKG, -1);
  assert_format ("a.txt", "[属性描述]\n带号=40\n", -1, LT_SOURCE_LAND_TXT, -1);
  assert_format ("a.txt", "{\"type\":\"Feature\"}\n{\"type\":\"Feature\"}\n", -1, LT_SOURCE_GEOJSON_LINES,
                 -1);
  assert_format ("a.txt", "  0\r\nSECTION\r\n  0\r\nEOF\r\n", -1, LT_SOURCE_DXF, -1);
  assert_format ("a.txt", "<?xml version=\"1.0\"?><kml>", -1, LT_SOURCE_KML, -1);
  assert_format ("a.txt", "!table\n!version 300\n", -1, LT_SOURCE_MAPINFO, -1);
}

static void
assert_encoding (const char *name, const char *text, gssize length, const char *encoding, LtEncodingHow how)
{
  g_autofree char *path = test_data_write (folder, name, text, length);
  g_auto (LtSniff) sniff = { 0 };
  g_autoptr (GError) error = NULL;

  lt_sniff_file (path, NULL, &sniff, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sniff.encoding, ==, encoding);
  g_assert_cmpint (sniff.encoding_how, ==, how);
}

static void
test_places (void)
{
  assert_refused ("/vsicurl/http://example.org/a.csv", "/vsicurl/");
  assert_refused ("/vsizip/a.zip/a.csv", "/vsizip/");
  assert_refused ("http://example.org/a.geojson", "http:");
  assert_refused ("CSV:/etc/passwd", "CSV:");
  assert_refused ("{\"type\":\"FeatureCollection\",\"features\":[]}", "no file");
  assert_refused ("no-such-file.csv", "no-such-file.csv");
  assert_refused (folder, "folder");
  assert_refused ("/dev/null", "/dev/null");
}

static void
test_encoding (void)
{
  assert_text_refused ("empty.csv", "", 0, "empty");
  assert_text_refused ("blank.csv", " \r\n \n", -1, "empty");
  assert_encoding ("ascii.csv", "name\nok\n", -1, "UTF-8", LT_ENCODING_ASCII);
  assert_encoding ("utf8.csv", "name\n长兴\n", -1, "UTF-8", LT_ENCODING_STRICT);
  assert_encoding ("mark.csv", "\xef\xbb\xbfname\n长兴\n", -1, "UTF-8", LT_ENCODING_MARK);
  assert_encoding ("gbk.csv", "name\nok\n\xb3\xa4\xd0\xcb\n", -1, "GB18030", LT_ENCODING_FALLBACK);
  assert_encoding ("gb4.csv", "name\n\x82\x35\x90\x30\n", -1, "GB18030", LT_ENCODING_FALLBACK);
  assert_encoding ("utf16.csv", "\xff\xfen\0a\0m\0e\0\n\0", 12, "UTF-16", LT_ENCODING_MARK);
  assert_text_refused ("bad.geojson", "{\"a\":\n\"\xff\"}", -1, "line 2");
  assert_text_refused ("cut.csv", "name\n\xe9", -1, "line 2");
  assert_text_refused ("binary.csv", "PK\3\4\0\0\0\0\x88", 9, "ZIP");
  assert_text_refused ("text.gpkg", "name\nx\n", -1, "none of the files");
}

/* A character that lies across the border of two chunks, and a bad byte far behind it. */
static void
test_chunks (void)
{
  for (guint shift = 0; shift < 4; shift++)
    {
      g_autoptr (GString) text = g_string_new ("name\n");

      for (guint i = 0; i < shift; i++)
        g_string_append_c (text, 'x');
      while (text->len < 600 * 1024)
        g_string_append (text, "湖州\n");
      assert_format ("long.csv", text->str, (gssize) text->len, LT_SOURCE_CSV,
                     (gint64) (text->len - 5 - shift) / 7);
      g_string_append (text, "\xff");
      assert_text_refused ("long.csv", text->str, (gssize) text->len, "line");
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = test_data_make_folder ();
  g_test_add_func ("/sniff/formats", test_formats);
  g_test_add_func ("/sniff/places", test_places);
  g_test_add_func ("/sniff/encoding", test_encoding);
  g_test_add_func ("/sniff/chunks", test_chunks);
  status = g_test_run ();
  test_data_remove_folder (folder);

  return status;
}
