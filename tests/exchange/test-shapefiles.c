/* Shapefiles as people pass them on: several in one ZIP, parts left behind, names cut in a character. */
#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <ogr_api.h>
#include <string.h>

#include "lt-columns.h"
#include "lt-exchange.h"
#include "lt-import-plan.h"
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
  g_autofree char *city = NULL;

  self->folder = test_data_make_folder ();
  city = g_build_filename (self->folder, "city.gpkg", NULL);
  self->workspace = lt_workspace_create (city, lt_paths_get_catalogue (), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  lt_workspace_close (self->workspace);
  g_clear_object (&self->workspace);
  test_data_remove_folder (self->folder);
}

static void
add_field (OGRLayerH layer, const char *title, int width)
{
  OGRFieldDefnH field = OGR_Fld_Create (title, OFTString);

  OGR_Fld_SetWidth (field, width);
  g_assert_cmpint (OGR_L_CreateField (layer, field, TRUE), ==, OGRERR_NONE);
  OGR_Fld_Destroy (field);
}

/* A parcel with the number, without a .prj. Returns its path. */
static char *
make_shape (Fixture *self, const char *name, const char *title, const char *number, const char *encoding)
{
  g_autofree char *base = g_strconcat (name, ".shp", NULL);
  g_autofree char *path = g_build_filename (self->folder, base, NULL);
  g_autofree char *option = g_strconcat ("ENCODING=", encoding, NULL);
  const char *const options[] = { option, NULL };
  const char *wkt = "POLYGON ((120.1 30.8,120.11 30.8,120.11 30.81,120.1 30.81,120.1 30.8))";
  GDALDatasetH dataset
      = GDALCreate (GDALGetDriverByName ("ESRI Shapefile"), path, 0, 0, 0, GDT_Unknown, NULL);
  OGRLayerH layer = GDALDatasetCreateLayer (dataset, name, NULL, wkbPolygon, (char **) options);
  OGRGeometryH outline = NULL;
  OGRFeatureH feature;

  add_field (layer, title, 30);
  feature = OGR_F_Create (OGR_L_GetLayerDefn (layer));
  OGR_F_SetFieldString (feature, 0, number);
  g_assert_cmpint (OGR_G_CreateFromWkt ((char **) &wkt, NULL, &outline), ==, OGRERR_NONE);
  OGR_F_SetGeometryDirectly (feature, outline);
  g_assert_cmpint (OGR_L_CreateFeature (layer, feature), ==, OGRERR_NONE);
  OGR_F_Destroy (feature);
  (void) GDALClose (dataset);

  return g_steal_pointer (&path);
}

static void
pack_part (void *zip, const char *shape, const char *member, const char *ending)
{
  g_autofree char *stem = g_strndup (shape, strlen (shape) - strlen (".shp"));
  g_autofree char *file = g_strconcat (stem, ending, NULL);
  g_autofree char *name = g_strconcat (member, ending, NULL);
  g_autofree char *bytes = NULL;
  gsize n;

  g_assert_true (g_file_get_contents (file, &bytes, &n, NULL));
  g_assert_cmpint (CPLCreateFileInZip (zip, name, NULL), ==, CE_None);
  g_assert_cmpint (CPLWriteFileInZip (zip, bytes, (int) n), ==, CE_None);
  g_assert_cmpint (CPLCloseFileInZip (zip), ==, CE_None);
}

static void
pack (void *zip, const char *shape, const char *member)
{
  static const char *const endings[] = { ".shp", ".shx", ".dbf", ".cpg" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    pack_part (zip, shape, member, endings[i]);
}

static LtImportReport *
import (Fixture *self, const char *path, const char *layer, GError **error)
{
  LtImportOptions options = { .layer = layer };

  return lt_exchange_import (self->workspace, LT_KIND_PARCEL, path, &options, NULL, NULL, NULL, error);
}

static LtRecord *
find_parcel (Fixture *self)
{
  LtFilter filter = { .kind = LT_KIND_PARCEL };
  g_autoptr (GArray) ids = lt_workspace_find (self->workspace, &filter, NULL);
  g_autoptr (GPtrArray) records = NULL;

  g_assert_cmpuint (ids->len, ==, 1);
  records
      = lt_workspace_fetch (self->workspace, LT_KIND_PARCEL, (const gint64 *) (void *) ids->data, 1, NULL);

  return g_object_ref (g_ptr_array_index (records, 0));
}

/* --- several in one ZIP --- */

static char *
make_zip (Fixture *self)
{
  g_autofree char *one = make_shape (self, "one", "number", "P-1", "UTF-8");
  g_autofree char *two = make_shape (self, "two", "number", "P-2", "UTF-8");
  char *path = g_build_filename (self->folder, "both.zip", NULL);
  void *zip = CPLCreateZip (path, NULL);

  pack (zip, one, "a/one");
  pack (zip, two, "b/two");
  pack (zip, two, "甲/地块");
  pack (zip, one, "乙/地块");
  pack_part (zip, one, "__MACOSX/a/._one", ".shp");
  CPLCloseZip (zip);

  return path;
}

static void
test_several (Fixture *self, gconstpointer data)
{
  g_autofree char *path = make_zip (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (LtImportReport) none = import (self, path, NULL, &error);
  g_autoptr (LtImportReport) report = NULL;
  g_autoptr (LtRecord) record = NULL;

  g_assert_null (none);
  g_assert_error (error, LT_ERROR, LT_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "(one, two, 甲/地块, 乙/地块)"));
  g_clear_error (&error);

  g_assert_null (import (self, path, "three", &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "one, two, 甲/地块, 乙/地块"));
  g_clear_error (&error);

  report = import (self, path, "two", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->added, ==, 1);
  record = find_parcel (self);
  g_assert_cmpstr (lt_record_peek (record, "number"), ==, "P-2");
}

static void
on_done (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
open_plan (LtImportPlan *plan)
{
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  lt_import_plan_open_async (plan, NULL, on_done, &result);
  while (result == NULL && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_nonnull (result);
  lt_import_plan_open_finish (plan, result, &error);
  g_assert_no_error (error);
}

static void
test_choice (Fixture *self, gconstpointer data)
{
  g_autofree char *path = make_zip (self);
  g_autoptr (LtImportPlan) plan = lt_import_plan_new (self->workspace, LT_KIND_PARCEL, path);

  open_plan (plan);
  g_assert_cmpuint (g_strv_length ((char **) lt_import_plan_get_layers (plan)), ==, 4);
  g_assert_cmpstr (lt_import_plan_get_layer (plan), ==, "one");
  g_assert_cmpuint (lt_import_plan_get_doubts (plan) & LT_DOUBT_LAYER, ==, LT_DOUBT_LAYER);

  lt_import_plan_set_layer (plan, "甲/地块");
  open_plan (plan);
  g_assert_cmpstr (lt_import_plan_get_layer (plan), ==, "甲/地块");
}

/* The only one in a ZIP that does not say in which encoding its names are, as the Explorer of a Chinese
 * Windows makes them, bears its name all the same. */
static void
test_name_of_only_one (Fixture *self, gconstpointer data)
{
  g_autofree char *one = make_shape (self, "one", "number", "P-1", "UTF-8");
  g_autofree char *path = g_build_filename (self->folder, "one.zip", NULL);
  void *zip = CPLCreateZip (path, NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LtImportReport) report = NULL;
  gsize n;

  pack (zip, one, "DKDK");
  CPLCloseZip (zip);
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  for (char *at = bytes; (at = memmem (at, n - (gsize) (at - bytes), "DKDK", 4)) != NULL;)
    memcpy (at, "\xb5\xd8\xbf\xe9", 4); /* 地块 in GBK */
  g_assert_true (g_file_set_contents (path, bytes, (gssize) n, NULL));

  report = import (self, path, "地块", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report->layer, ==, "地块");
  g_assert_cmpuint (report->added, ==, 1);
}

/* --- parts left behind --- */

static void
assert_lacks (Fixture *self, const char *path, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (import (self, path, NULL, &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_NOT_FOUND);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_parts (Fixture *self, gconstpointer data)
{
  static const char *const parts[] = { "shx", "dbf" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *shape = make_shape (self, parts[i], "number", "P-1", "UTF-8");
      g_autofree char *zip = g_build_filename (self->folder, "a.zip", NULL);
      g_autofree char *words = g_strdup_printf ("lacks “%s.%s”: a Shapefile", parts[i], parts[i]);
      g_autofree char *inside = g_strdup_printf ("lacks “地块.%s”: a Shapefile", parts[i]);
      g_autofree char *main_file = g_strdup_printf ("lacks “%s.shp”: a Shapefile", parts[i]);
      g_autofree char *part = g_strdup_printf ("%s/%s.%s", self->folder, parts[i], parts[i]);
      void *packed = CPLCreateZip (zip, NULL);

      pack_part (packed, shape, "地块", ".shp");
      pack_part (packed, shape, "地块", i == 0 ? ".dbf" : ".shx");
      CPLCloseZip (packed);
      assert_lacks (self, zip, inside);
      g_assert_cmpint (g_rename (part, zip), ==, 0);
      assert_lacks (self, shape, words);

      g_assert_cmpint (g_rename (zip, part), ==, 0);
      g_assert_cmpint (g_unlink (shape), ==, 0);
      assert_lacks (self, part, main_file);
    }
}

/* --- characters cut by the end of a name or value --- */

typedef struct
{
  const char *encoding;
  const char *title;
  const char *number; /* over thirty bytes */
  const char *stored;
  const char *name; /* what is kept of the title */
} Cut;

static const Cut cuts[] = {
  { "UTF-8", "地块编号", "a湖州市吴兴区织里镇工业园区一号", "a湖州市吴兴区织里镇", "地块编" },
  { "GBK", "a宗地的统一编号", "a湖州市吴兴区织里镇工业园区一号地块", "a湖州市吴兴区织里镇工业园区一",
    "a宗地的统" },
};

/* A value of thirty bytes and a name of ten, cut by hand as programs do that count bytes. */
static void
cut_table (const char *shape, const Cut *cut)
{
  g_autofree char *stem = g_strndup (shape, strlen (shape) - strlen ("shp"));
  g_autofree char *path = g_strconcat (stem, "dbf", NULL);
  g_autofree char *title = NULL;
  g_autofree char *number = NULL;
  g_autofree char *bytes = NULL;
  gsize length, n_title, n_number;

  title = g_convert (cut->title, -1, cut->encoding, "UTF-8", NULL, &n_title, NULL);
  number = g_convert (cut->number, -1, cut->encoding, "UTF-8", NULL, &n_number, NULL);
  g_assert_cmpuint (n_title, >, 10);
  g_assert_cmpuint (n_number, >, 30);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  memcpy (bytes + 32, title, 10);
  memcpy (bytes + length - 31, number, 30);
  g_assert_cmpint (bytes[length - 1], ==, 0x1a);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
}

static void
test_cut (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autofree char *shape = make_shape (self, cuts[i].encoding, "number", "P-1", cuts[i].encoding);
      g_autofree char *rule = g_strconcat ("number=", cuts[i].name, NULL);
      const char *const map[] = { rule, NULL };
      LtImportOptions options = { .map = map };
      g_autoptr (GError) error = NULL;
      g_autoptr (LtImportReport) report = NULL;
      g_autoptr (LtRecord) record = NULL;

      cut_table (shape, &cuts[i]);
      report
          = lt_exchange_import (self->workspace, LT_KIND_PARCEL, shape, &options, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (report->encoding, ==, i == 0 ? "UTF-8" : "GB18030");
      g_assert_cmpstr (report->encoding_how, ==, "cpg");
      record = find_parcel (self);
      g_assert_cmpstr (lt_record_peek (record, "number"), ==, cuts[i].stored);
      g_assert_true (lt_workspace_undo (self->workspace, &error));
    }
}

/* What is left of 地块编号 says enough; what is left of 用地面积（亩） does not, since its unit is gone. */
static void
test_cut_titles (Fixture *self, gconstpointer data)
{
  static const LtSourceColumn source[] = {
    { "地块编", .is_cut = TRUE },
    { "用地面", .is_cut = TRUE },
  };
  g_autofree LtColumn *columns = lt_columns_guess (LT_KIND_PARCEL, source, G_N_ELEMENTS (source));

  g_assert_cmpint (columns[0].role, ==, LT_COLUMN_FIELD);
  g_assert_cmpint ((int) columns[0].field, ==, lt_fields_find (LT_KIND_PARCEL, "number"));
  g_assert_cmpint (columns[1].role, ==, LT_COLUMN_EXTRA);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  GDALAllRegister ();
  g_test_add ("/shapefiles/several", Fixture, NULL, set_up, test_several, tear_down);
  g_test_add ("/shapefiles/choice", Fixture, NULL, set_up, test_choice, tear_down);
  g_test_add ("/shapefiles/name-of-only-one", Fixture, NULL, set_up, test_name_of_only_one, tear_down);
  g_test_add ("/shapefiles/parts", Fixture, NULL, set_up, test_parts, tear_down);
  g_test_add ("/shapefiles/cut", Fixture, NULL, set_up, test_cut, tear_down);
  g_test_add ("/shapefiles/cut-titles", Fixture, NULL, set_up, test_cut_titles, tear_down);

  return g_test_run ();
}
