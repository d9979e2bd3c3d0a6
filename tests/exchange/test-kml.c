#include <glib.h>
#include <string.h>

#include "lt-exchange.h"
#include "lt-paths.h"
#include "lt-zip.h"
#include "test-data.h"

#define HEAD                                                                                                 \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?><kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>"
#define OUTLINE                                                                                              \
  "<Polygon><outerBoundaryIs><LinearRing><coordinates>119.9,31.0,0 119.901,31.0,0 119.901,31.001,0 "         \
  "119.9,31.001,0 119.9,31.0,0</coordinates></LinearRing></outerBoundaryIs></Polygon>"
#define TAIL "</Document></kml>"

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

/* Imports the one parcel of the file. Returns: (transfer full). */
static LtRecord *
import (Fixture *self, const char *path)
{
  LtFilter filter = { .kind = LT_KIND_PARCEL };
  g_autoptr (GError) error = NULL;
  g_autoptr (LtImportReport) report
      = lt_exchange_import (self->workspace, LT_KIND_PARCEL, path, NULL, NULL, NULL, NULL, &error);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) records = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < report->issues->len; i++)
    g_test_message ("%s", ((LtIssue *) g_ptr_array_index (report->issues, i))->message);
  g_assert_cmpuint (report->added, ==, 1);
  ids = lt_workspace_find (self->workspace, &filter, &error);
  g_assert_cmpuint (ids->len, ==, 1);
  records
      = lt_workspace_fetch (self->workspace, LT_KIND_PARCEL, (const gint64 *) (void *) ids->data, 1, &error);
  g_assert_no_error (error);

  return g_object_ref (g_ptr_array_index (records, 0));
}

static void
check (LtRecord *record)
{
  double area = 0.0;

  g_assert_cmpstr (lt_record_peek (record, "number"), ==, "DK-001");
  /* A placemark has a name of its own, which comes first. */
  g_assert_nonnull (strstr (lt_record_get_extra (record), "\"地块名称\":\"一号地\""));
  g_assert_true (lt_record_get_number (record, (guint) lt_fields_find (LT_KIND_PARCEL, "area_m2"), &area));
  g_assert_cmpfloat_with_epsilon (area, 15.88 * 10000 / 15, 0.01);
  g_assert_nonnull (strstr (lt_record_get_extra (record), "\"甲<乙\":\"a > b & c\""));
}

/* Untyped, as Google Earth and 奥维 write: the letters of names are kept, and none takes another's place. */
#define DATA                                                                                                 \
  "<Placemark><name>甲地</name><!-- <Data name=\"no\"/> --><ExtendedData>"                                 \
  "<Data name=\"地块编号\"><value>DK-001</value></Data>"                                                 \
  "<Data id='x' name='地块名称'><displayName>n</displayName><value>一号地</value></Data>"             \
  "<Data name=\"面积（亩）\"><value>15.88</value></Data><Data name=\"空\"/>"                           \
  "<Data name=\"甲&lt;乙\"><value><![CDATA[a > b & c]]></value></Data></ExtendedData>" OUTLINE               \
  "</Placemark>"

static void
test_data (Fixture *self, gconstpointer data)
{
  g_autofree char *path = test_data_write (self->folder, "二.kml", HEAD DATA TAIL, -1);
  g_autoptr (LtRecord) record = import (self, path);

  check (record);
}

static void
test_kmz (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "a.kmz", NULL);
  g_autoptr (GError) error = NULL;
  LtZip *zip = lt_zip_new (path, FALSE, &error);
  g_autoptr (LtRecord) record = NULL;

  g_assert_no_error (error);
  g_assert_true (lt_zip_begin (zip, "doc.kml", &error));
  g_assert_true (lt_zip_write (zip, HEAD DATA TAIL, strlen (HEAD DATA TAIL), &error));
  g_assert_true (lt_zip_end (zip, &error));
  g_assert_true (lt_zip_commit (zip, &error));
  lt_zip_free (zip);
  record = import (self, path);

  check (record);
}

#define SIMPLE                                                                                               \
  "<ExtendedData><Data name=\"面积（亩）\"><value>15.88</value></Data><Data name=\"甲&lt;乙\">"       \
  "<value>a &gt; b &amp; c</value></Data><SchemaData schemaUrl=\"#S\"><SimpleData name=\"地块编号\">"    \
  "DK-001</SimpleData><SimpleData name=\"地块名称\">一号地</SimpleData></SchemaData></ExtendedData>"

/* Typed values beside untyped ones, and typed ones whose types are nowhere. */
static void
test_mixed (Fixture *self, gconstpointer data)
{
  g_autofree char *path
      = test_data_write (self->folder, "a.kml",
                         HEAD "<Schema name=\"S\" id=\"S\"><SimpleField type=\"string\" name=\"地块编号\"/>"
                              "</Schema><Placemark>" SIMPLE OUTLINE "</Placemark>" TAIL,
                         -1);
  g_autoptr (LtRecord) record = import (self, path);

  check (record);
}

static void
test_no_schema (Fixture *self, gconstpointer data)
{
  g_autofree char *path = test_data_write (
      self->folder, "a.kml",
      HEAD "<Placemark><ExtendedData><SchemaData schemaUrl=\"#S\"><SimpleData name=\"地块编号\">DK-002"
           "</SimpleData><SimpleData name=\"地块名称\"/></SchemaData></ExtendedData>" OUTLINE
           "</Placemark>" TAIL,
      -1);
  g_autoptr (LtRecord) record = import (self, path);

  g_assert_cmpstr (lt_record_peek (record, "number"), ==, "DK-002");
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("/kml/data", test_data);
  ADD ("/kml/kmz", test_kmz);
  ADD ("/kml/mixed", test_mixed);
  ADD ("/kml/no-schema", test_no_schema);

  return g_test_run ();
}
