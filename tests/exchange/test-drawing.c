#include <glib.h>
#include <string.h>

#include "lt-exchange.h"
#include "lt-paths.h"
#include "test-data.h"

typedef struct
{
  char *folder;
  LtWorkspace *workspace;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->folder = test_data_make_folder ();
  path = g_build_filename (self->folder, "city.gpkg", NULL);
  self->workspace = lt_workspace_create (path, lt_paths_get_catalogue (), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  lt_workspace_close (self->workspace);
  g_clear_object (&self->workspace);
  test_data_remove_folder (self->folder);
}

static GString *
begin (const char *version, const char *code_page)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (
      text,
      "0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\n%s\n9\n$DWGCODEPAGE\n3\n%s\n0\nENDSEC\n0\nSECTION\n2\n"
      "ENTITIES\n",
      version, code_page);

  return text;
}

/* A polyline of the corners of a square of 100 m, the last one `gap` beside the first; NAN: it is not there.
 */
static void
add_square (GString *text, const char *layer, guint i, gboolean closed, double gap)
{
  static const int corners[][2] = { { 0, 0 }, { 100, 0 }, { 100, 100 }, { 0, 100 } };
  gboolean last = gap == gap;
  int x = 40500000 + 500 * (int) i;

  g_string_append_printf (text,
                          "0\nLWPOLYLINE\n5\n%X\n100\nAcDbEntity\n8\n%s\n100\nAcDbPolyline\n90\n%d\n70\n%d\n",
                          0xa0 + i, layer, last ? 5 : 4, closed ? 1 : 0);
  for (guint j = 0; j < 4; j++)
    g_string_append_printf (text, "10\n%d\n20\n%d\n", x + corners[j][0], 3430000 + corners[j][1]);
  if (last)
    g_string_append_printf (text, "10\n%.3f\n20\n3430000\n", x + gap);
}

static LtImportReport *
import (Fixture *self, GString *text, const char *encoding, const LtImportOptions *options)
{
  static const char *const map[] = { "number=Layer", NULL };
  LtImportOptions all = { .map = map };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  gsize length;
  LtImportReport *report;

  if (options != NULL)
    all.encoding = options->encoding;
  g_string_append (text, "0\nENDSEC\n0\nEOF\n");
  bytes = g_convert (text->str, (gssize) text->len, encoding, "UTF-8", NULL, &length, &error);
  g_assert_no_error (error);
  path = test_data_write (self->folder, "a.dxf", bytes, (gssize) length);
  report = lt_exchange_import (self->workspace, LT_KIND_PARCEL, path, &all, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->issues->len; i++)
    g_test_message ("%s", ((LtIssue *) g_ptr_array_index (report->issues, i))->message);

  return report;
}

static const LtIssue *
find_issue (const LtImportReport *report, LtIssueKind kind)
{
  const LtIssue *found = NULL;

  for (guint i = 0; i < report->issues->len; i++)
    {
      const LtIssue *issue = g_ptr_array_index (report->issues, i);

      if (issue->kind == kind)
        found = issue;
    }
  g_assert_nonnull (found);

  return found;
}

static guint
count (Fixture *self, const char *words)
{
  LtFilter filter = { .kind = LT_KIND_PARCEL, .text = words };
  g_autoptr (GArray) ids = lt_workspace_find (self->workspace, &filter, NULL);

  return ids->len;
}

/* Nothing of a drawing is passed over in silence. */
static void
test_lines (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = begin ("AC1015", "ANSI_936");
  g_autoptr (LtImportReport) report = NULL;

  add_square (text, "A", 0, TRUE, 0.0 / 0.0);
  add_square (text, "B", 1, FALSE, 0.0);
  add_square (text, "C", 2, FALSE, 0.01);
  add_square (text, "D", 3, FALSE, 0.0 / 0.0);
  add_square (text, "E", 4, FALSE, 0.5);
  g_string_append (text, "0\nTEXT\n5\nB1\n8\n注记\n10\n40500050\n20\n3430050\n40\n5\n1\n地块\n"
                         "0\nTEXT\n5\nB2\n8\n注记\n10\n40500550\n20\n3430050\n40\n5\n1\n地块\n"
                         "0\nPOINT\n5\nB3\n8\n点\n10\n40500050\n20\n3430050\n"
                         "0\nLINE\n5\nB4\n8\n线\n10\n40500050\n20\n3430050\n11\n40500150\n21\n3430050\n");
  report = import (self, text, "GB18030", NULL);

  g_assert_cmpuint (report->read, ==, 5);
  g_assert_cmpuint (report->added, ==, 3);
  g_assert_cmpuint (report->repaired, ==, 1);
  g_assert_cmpuint (report->rejected, ==, 2);
  g_assert_cmpuint (report->counts[LT_ISSUE_GEOMETRY], ==, 2);
  g_assert_cmpuint (find_issue (report, LT_ISSUE_GEOMETRY)->row, ==, 5);
  g_assert_nonnull (strstr (find_issue (report, LT_ISSUE_GEOMETRY)->message, "not closed"));
  g_assert_cmpuint (find_issue (report, LT_ISSUE_REPAIRED)->row, ==, 3);
  g_assert_cmpuint (report->counts[LT_ISSUE_SKIPPED], ==, 1);
  g_assert_nonnull (
      strstr (find_issue (report, LT_ISSUE_SKIPPED)->message, "texts 2, points 1, single lines 1"));
}

/* In degrees a tenth is eleven kilometres. */
static void
test_degrees (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = begin ("AC1015", "ANSI_936");
  g_autoptr (LtImportReport) report = NULL;

  add_square (text, "A", 0, TRUE, 0.0 / 0.0);
  g_string_append (text,
                   "0\nLWPOLYLINE\n5\nA9\n100\nAcDbEntity\n8\nB\n100\nAcDbPolyline\n90\n4\n70\n0\n"
                   "10\n119.9\n20\n31\n10\n119.91\n20\n31\n10\n119.91\n20\n31.01\n10\n119.9\n20\n31.01\n");
  report = import (self, text, "UTF-8", NULL);

  g_assert_cmpuint (report->added, ==, 1);
  g_assert_cmpuint (report->counts[LT_ISSUE_REPAIRED], ==, 0);
  g_assert_cmpuint (report->counts[LT_ISSUE_GEOMETRY], ==, 1);
  g_assert_cmpuint (report->counts[LT_ISSUE_SKIPPED], ==, 0);
  g_assert_cmpuint (count (self, "A"), ==, 1);
}

/* Since AutoCAD 2007 a drawing is UTF-8, and its code page only what older programs should save. */
static void
test_encoding (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *version;
    const char *code_page;
    const char *bytes;
    const char *said;
    const char *name;
    const char *how;
  } cases[] = {
    { "AC1021", "ANSI_936", "UTF-8", NULL, "UTF-8", "strict" },
    { "AC1021", "ANSI_936", "UTF-8", "UTF-8", "UTF-8", "given" },
    { "AC1032", "ANSI_1252", "UTF-8", NULL, "UTF-8", "strict" },
    { "AC1015", "ANSI_936", "GB18030", NULL, "GB18030", "fallback" },
    { "AC1015", "ANSI_1252", "GB18030", NULL, "GB18030", "fallback" },
    { "AC1015", "ANSI_950", "BIG5", "Big5", "BIG5", "given" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = begin (cases[i].version, cases[i].code_page);
      LtImportOptions options = { .encoding = cases[i].said };
      g_autofree char *name = g_strdup_printf ("地籍%u", i);
      g_autoptr (LtImportReport) report = NULL;

      g_test_message ("%s %s %s", cases[i].version, cases[i].code_page, cases[i].bytes);
      add_square (text, name, i, TRUE, 0.0 / 0.0);
      report = import (self, text, cases[i].bytes, &options);
      g_assert_cmpuint (report->added, ==, 1);
      g_assert_cmpuint (count (self, name), ==, 1);
      g_assert_true (g_ascii_strcasecmp (report->encoding, cases[i].name) == 0);
      g_assert_cmpstr (report->encoding_how, ==, cases[i].how);
    }
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("/drawing/lines", test_lines);
  ADD ("/drawing/degrees", test_degrees);
  ADD ("/drawing/encoding", test_encoding);

  return g_test_run ();
}
