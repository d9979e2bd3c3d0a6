/* Files of every format cut off at each fiftieth of their length, under a wrong name, empty: one sentence, or
 * rows and what is missing is said; the workspace as before. */
#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include "lt-exchange.h"
#include "lt-paths.h"
#include "test-data.h"

#define N_ROWS 6
/* The sanitizers are several times slower, and need not see every cut. */
#define IS_SANITIZED (g_getenv ("LIANTU_SANITIZED") != NULL)
#define MAX_SECONDS (IS_SANITIZED ? 60.0 : 10.0)
#define CUT_STEP (IS_SANITIZED ? 7 : 1)

static const char *program; /* this one */

typedef struct
{
  const char *name;
  const char *driver;  /* NULL: written by hand */
  const char *file;    /* as it is made */
  const char *zip;     /* (nullable): packed in this */
  gboolean table;      /* without outlines: they are left out, and enterprises are read */
  gboolean lines;      /* whole rows before the cut are rows, and nothing says how many there were */
  const char *cuts[4]; /* endings of the parts to cut */
} Format;

static const Format formats[] = {
  { "xlsx", "XLSX", "a.xlsx", NULL, TRUE, FALSE, { ".xlsx" } },
  { "ods", "ODS", "a.ods", NULL, TRUE, FALSE, { ".ods" } },
  { "csv", NULL, "a.csv", NULL, TRUE, TRUE, { ".csv" } },
  { "shp", "ESRI Shapefile", "a.shp", NULL, FALSE, FALSE, { ".shp", ".dbf", ".shx" } },
  { "shp-zip", "ESRI Shapefile", "a.shp", "a.zip", FALSE, FALSE, { ".zip" } },
  { "gpkg", "GPKG", "a.gpkg", NULL, FALSE, FALSE, { ".gpkg" } },
  { "geojson", "GeoJSON", "a.geojson", NULL, FALSE, FALSE, { ".geojson" } },
  { "geojsonl", "GeoJSONSeq", "a.geojsonl", NULL, FALSE, TRUE, { ".geojsonl" } },
  { "kml", "LIBKML", "a.kml", NULL, FALSE, FALSE, { ".kml" } },
  { "kmz", "LIBKML", "a.kml", "a.kmz", FALSE, FALSE, { ".kmz" } },
  { "dxf", NULL, "a.dxf", NULL, FALSE, FALSE, { ".dxf" } },
  { "gdb-zip", "OpenFileGDB", "a.gdb", "a.gdb.zip", FALSE, FALSE, { ".zip" } },
  { "fgb", "FlatGeobuf", "a.fgb", NULL, FALSE, FALSE, { ".fgb" } },
  { "tab", "MapInfo File", "a.tab", NULL, FALSE, FALSE, { ".tab", ".dat", ".map" } },
  { "mif", "MapInfo File", "a.mif", NULL, FALSE, TRUE, { ".mif", ".mid" } },
  { "land", NULL, "a.txt", NULL, FALSE, TRUE, { ".txt" } },
};

typedef struct
{
  const Format *format;
  char *folder;
  char *source; /* what is imported */
  LtKind kind;
  LtWorkspace *workspace;
  guint present; /* rows that the workspace came with */
} Case;

/* --- making --- */

static void
make_ring (OGRGeometryH polygon, guint i)
{
  OGRGeometryH ring = OGR_G_CreateGeometry (wkbLinearRing);
  double west = 120.05 + 0.004 * i;
  double box[5][2] = { { 0, 0 }, { 0.001, 0 }, { 0.001, 0.001 }, { 0, 0.001 }, { 0, 0 } };

  for (guint j = 0; j < 5; j++)
    OGR_G_AddPoint_2D (ring, west + box[j][0], 30.55 + box[j][1]);
  OGR_G_AddGeometryDirectly (polygon, ring);
}

static void
add_features (const Format *format, OGRLayerH layer)
{
  for (guint i = 0; i < N_ROWS; i++)
    {
      OGRFeatureH feature = OGR_F_Create (OGR_L_GetLayerDefn (layer));
      OGRGeometryH polygon = OGR_G_CreateGeometry (wkbPolygon);
      g_autofree char *number = g_strdup_printf ("330521-%04u", i);
      g_autofree char *holder = g_strdup_printf ("测试企业第%u号有限公司", i);

      make_ring (polygon, i);
      OGR_F_SetFieldString (feature, 0, format->table ? holder : number);
      OGR_F_SetFieldString (feature, 1, format->table ? "备注" : holder);
      if (format->table)
        OGR_G_DestroyGeometry (polygon);
      else
        OGR_F_SetGeometryDirectly (feature, polygon);
      g_assert_cmpint (OGR_L_CreateFeature (layer, feature), ==, OGRERR_NONE);
      OGR_F_Destroy (feature);
    }
}

static void
make_with_gdal (const Format *format, const char *path)
{
  GDALDatasetH dataset = GDALCreate (GDALGetDriverByName (format->driver), path, 0, 0, 0, GDT_Unknown, NULL);
  OGRSpatialReferenceH crs = OSRNewSpatialReference (NULL);
  const char *const options[]
      = { g_strcmp0 (format->driver, "ESRI Shapefile") == 0 ? "ENCODING=UTF-8" : NULL, NULL };
  const char *const titles[] = { format->table ? "name" : "number", format->table ? "note" : "holder" };
  OGRLayerH layer;

  g_assert_nonnull (dataset);
  OSRImportFromEPSG (crs, 4326);
  OSRSetAxisMappingStrategy (crs, OAMS_TRADITIONAL_GIS_ORDER);
  layer = GDALDatasetCreateLayer (dataset, "a", format->table ? NULL : crs,
                                  format->table ? wkbNone : wkbPolygon, (char **) options);
  g_assert_nonnull (layer);
  for (guint i = 0; i < 2; i++)
    {
      OGRFieldDefnH field = OGR_Fld_Create (titles[i], OFTString);

      OGR_Fld_SetWidth (field, 60);
      OGR_L_CreateField (layer, field, TRUE);
      OGR_Fld_Destroy (field);
    }
  add_features (format, layer);
  OSRRelease (crs);
  (void) GDALClose (dataset);
}

/* A closed line around a word for each parcel. */
static void
make_drawing (const char *path)
{
  g_autoptr (GString) text = g_string_new ("0\nSECTION\n2\nENTITIES\n");

  for (guint i = 0; i < N_ROWS; i++)
    {
      guint x = 40509563 + 300 * i;

      g_string_append_printf (text,
                              "0\nLWPOLYLINE\n8\n0\n90\n4\n70\n1\n10\n%u\n20\n3416199\n10\n%u\n20\n3416279\n"
                              "10\n%u\n20\n3416279\n10\n%u\n20\n3416199\n"
                              "0\nTEXT\n8\n0\n10\n%u\n20\n3416220\n40\n5\n1\nD-%u\n",
                              x, x, x + 100, x + 100, x + 20, i);
    }
  g_string_append (text, "0\nENDSEC\n0\nEOF\n");
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
}

static void
make_by_hand (const Format *format, const char *path)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (format->table)
    g_string_append (text, "name,note,area_mu\n");
  else
    g_string_append (text, "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n带号=40\n[地块坐标]\n");
  for (guint i = 0; i < N_ROWS; i++)
    {
      guint x = 40509563 + 300 * i;

      if (format->table)
        g_string_append_printf (text, "测试企业第%u号有限公司,备注,%u\n", i, 10 + i);
      else
        g_string_append_printf (text,
                                "5,0.8,T-%u,地块,面,,工业用地,0601,@\nJ1,1,3416199,%u\nJ2,1,3416279,%u\n"
                                "J3,1,3416279,%u\nJ4,1,3416199,%u\nJ1,1,3416199,%u\n",
                                i, x, x, x + 100, x + 100, x);
    }
  g_file_set_contents (path, text->str, -1, &error);
  g_assert_no_error (error);
}

/* Packs all files of a folder, or one file. */
static void
pack (const char *path, const char *zip)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *place = g_path_get_dirname (path);
  g_autofree char *stem = g_strndup (base, 2);
  gboolean folder = g_file_test (path, G_FILE_TEST_IS_DIR);
  const char *from = folder ? path : place;
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  void *packed = CPLCreateZip (zip, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *member = folder ? g_build_filename (base, name, NULL) : g_strdup (name);
      g_autofree char *file = g_build_filename (from, name, NULL);
      g_autofree char *bytes = NULL;
      gsize n;

      if (!g_file_get_contents (file, &bytes, &n, NULL)
          || (!folder && (!g_str_has_prefix (name, stem) || g_str_has_suffix (zip, name))))
        continue;
      g_assert_cmpint (CPLCreateFileInZip (packed, member, NULL), ==, CE_None);
      g_assert_cmpint (CPLWriteFileInZip (packed, bytes, (int) n), ==, CE_None);
      g_assert_cmpint (CPLCloseFileInZip (packed), ==, CE_None);
    }
  g_assert_cmpint (CPLCloseZip (packed), ==, CE_None);
}

static guint
count (Case *self)
{
  g_autoptr (GError) error = NULL;
  LtInfo *info = lt_workspace_get_info (self->workspace, &error);
  guint n;

  g_assert_no_error (error);
  n = info->counts[self->kind];
  lt_info_free (info);

  return n;
}

static void
case_init (Case *self, const Format *format)
{
  g_autofree char *path = NULL;
  g_autofree char *city = NULL;
  g_autoptr (GError) error = NULL;

  self->format = format;
  self->folder = test_data_make_folder ();
  self->kind = format->table ? LT_KIND_ENTERPRISE : LT_KIND_PARCEL;
  path = g_build_filename (self->folder, format->file, NULL);
  city = g_build_filename (self->folder, "city.gpkg", NULL);
  if (format->driver != NULL)
    make_with_gdal (format, path);
  else if (strcmp (format->name, "dxf") == 0)
    make_drawing (path);
  else
    make_by_hand (format, path);
  self->source = g_build_filename (self->folder, format->zip != NULL ? format->zip : format->file, NULL);
  if (format->zip != NULL)
    pack (path, self->source);
  self->workspace = lt_workspace_create (city, lt_paths_get_catalogue (), &error);
  g_assert_no_error (error);
  self->present = count (self);
}

static void
case_clear (Case *self)
{
  lt_workspace_close (self->workspace);
  g_clear_object (&self->workspace);
  g_free (self->source);
  test_data_remove_folder (self->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

/* --- trying --- */

/* Returns: (transfer full) (nullable): the report; NULL when it was refused as it should be. */
static LtImportReport *
try (Case *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  clock_t start = clock (); /* of the processor: other programs may keep it busy */
  guint before = count (self);
  LtImportReport *report
      = lt_exchange_import (self->workspace, self->kind, path, NULL, NULL, NULL, NULL, &error);

  g_assert_cmpfloat ((double) (clock () - start) / CLOCKS_PER_SEC, <, MAX_SECONDS);
  if (report != NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (count (self), ==, before + report->added);
      return report;
    }
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_true (error->domain == LT_ERROR);
  g_assert_null (strchr (error->message, '\n'));
  g_assert_cmpuint (g_utf8_strlen (error->message, -1), >, 20);
  g_assert_cmpuint (count (self), ==, before);

  return NULL;
}

static void
undo (Case *self)
{
  g_autoptr (GError) error = NULL;

  lt_workspace_undo (self->workspace, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (self), ==, self->present);
}

/* How many rows of a format in lines lie whole before the cut. */
static guint
count_whole (const Format *format, const char *bytes, gsize cut)
{
  const char *mark = strcmp (format->name, "land") == 0 ? "@\n" : "\n";
  guint n = 0;
  const char *p = bytes;

  while ((p = g_strstr_len (p, (gssize) (bytes + cut - p), mark)) != NULL)
    {
      n++;
      p += strlen (mark);
    }

  return n > 0 ? n - 1 : 0;
}

static void
try_cut (Case *self, const char *part, const char *bytes, gsize length, guint at)
{
  gsize cut = length * at / 50;
  g_autoptr (LtImportReport) report = NULL;
  gboolean said;

  g_assert_true (g_file_set_contents (part, bytes, (gssize) cut, NULL));
  report = try (self, self->source);
  if (report == NULL)
    return;
  said = report->n_issues > 0;
  if (!said && report->added < N_ROWS && !self->format->lines)
    g_error ("%s at %u/50: %u rows, and nothing is said", part, at, report->added);
  if (self->format->lines && strcmp (self->format->name, "mif") != 0 && !said)
    g_assert_cmpuint (report->added, >=, count_whole (self->format, bytes, cut));
  if (report->added > 0)
    undo (self);
}

static void
test_cuts (gconstpointer data)
{
  const Format *format = data;
  g_auto (Case) self = { NULL };
  g_autoptr (LtImportReport) whole = NULL;
  g_autofree char *stem = NULL;

  case_init (&self, format);
  whole = try (&self, self.source);
  g_assert_nonnull (whole);
  g_assert_cmpuint (whole->added, ==, N_ROWS);
  undo (&self);

  stem = g_strndup (self.source, (gsize) (strrchr (self.source, '.') - self.source));
  for (guint i = 0; i < G_N_ELEMENTS (format->cuts) && format->cuts[i] != NULL; i++)
    {
      g_autofree char *part = g_strconcat (stem, format->cuts[i], NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (part, &bytes, &length, NULL));
      for (guint at = 0; at < 50; at += CUT_STEP)
        try_cut (&self, part, bytes, length, at);
      g_assert_true (g_file_set_contents (part, bytes, (gssize) length, NULL));
    }
}

/* What a file is, its content tells: each ending on each content, and the rows are there or a sentence. */
static void
test_endings (gconstpointer data)
{
  static const char *const endings[]
      = { "csv", "xlsx", "shp", "gpkg", "geojson", "kml", "dxf", "fgb", "txt", "" };
  const Format *format = data;
  g_auto (Case) self = { NULL };
  g_autofree char *bytes = NULL;
  gsize length;

  case_init (&self, format);
  if (!g_file_get_contents (self.source, &bytes, &length, NULL))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat ("other.", endings[i], NULL);
      g_autofree char *path = test_data_write (self.folder, name, bytes, (gssize) length);
      g_autofree char *empty = test_data_write (self.folder, name, "", 0);
      g_autoptr (LtImportReport) report = NULL;

      g_assert_null (try (&self, empty));
      g_free (test_data_write (self.folder, name, bytes, (gssize) length));
      report = try (&self, path);
      if (report != NULL && report->added > 0)
        undo (&self);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

/* --- others --- */

static void
case_init_plain (Case *self, LtKind kind)
{
  static const Format csv = { "csv", NULL, "a.csv", NULL, TRUE, TRUE, { NULL } };

  case_init (self, &csv);
  self->kind = kind;
  self->present = count (self);
}

/* A shapefile whose table changes while it is read: its rows would be of two files. */
static void
change_table (double share, guint rows, gpointer data)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (data, &bytes, &length, NULL));
  bytes[length - 2] ^= 1;
  g_usleep (10000);
  g_assert_true (g_file_set_contents (data, bytes, (gssize) length, NULL));
}

static void
test_changed (void)
{
  const char *const parts[] = { "a.shp", "a.dbf", "a.shx" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_auto (Case) self = { NULL };
      g_autofree char *part = NULL;
      g_autoptr (GError) error = NULL;
      LtImportReport *report;

      case_init (&self, &formats[3]);
      part = g_build_filename (self.folder, parts[i], NULL);
      report = lt_exchange_import (self.workspace, self.kind, self.source, NULL, change_table, part, NULL,
                                   &error);
      g_assert_null (report);
      g_assert_error (error, LT_ERROR, LT_ERROR_IO);
      g_assert_nonnull (strstr (error->message, "changed while"));
      g_assert_cmpuint (count (&self), ==, self.present);
    }
}

static void
try_text (Case *self, const char *name, const char *text, gssize length, gint64 added, const char *word)
{
  g_autofree char *path = test_data_write (self->folder, name, text, length);
  g_autoptr (LtImportReport) report = try (self, path);

  g_test_message ("%s: %s", name, report != NULL ? "read" : "refused");
  if (added < 0)
    g_assert_null (report);
  else
    {
      g_assert_nonnull (report);
      g_assert_cmpuint (report->added, ==, (guint) added);
      g_assert_true (word == NULL || report->n_issues > 0);
      if (added > 0)
        undo (self);
    }
}

static char *
repeat (const char *before, const char *unit, guint n, const char *after)
{
  GString *text = g_string_new (before);

  for (guint i = 0; i < n; i++)
    g_string_append (text, unit);
  g_string_append (text, after);

  return g_string_free (text, FALSE);
}

static void
test_hostile_tables (void)
{
  g_auto (Case) self = { NULL };
  g_autofree char *wide = repeat ("name", ",c", 5000, "\n甲公司\n");
  g_autofree char *long_line = repeat ("name,note\n甲公司,", "很长的一行", 50 * 1024 * 1024 / 15, "\n");
  g_autofree char *open = repeat ("name,note\n甲公司,\"开", "没有结尾,乙\n", 200000, "");
  gsize n_utf16;
  g_autofree char *utf16
      = g_convert ("\xef\xbb\xbfname,note\n甲公司,备注\n", -1, "UTF-16LE", "UTF-8", NULL, &n_utf16, NULL);

  case_init_plain (&self, LT_KIND_ENTERPRISE);
  try_text (&self, "wide.csv", wide, -1, -1, NULL);
  try_text (&self, "open.csv", open, -1, -1, NULL);
  try_text (&self, "line.csv", long_line, -1, -1, NULL);
  try_text (&self, "utf16.csv", utf16, (gssize) n_utf16, 1, NULL);
  try_text (&self, "nul.csv", "name,note\n甲\0公司,a\n", 23, -1, NULL);
  try_text (&self, "twice.csv", "name,note,note\n甲公司,a,b\n", -1, 1, NULL);
  try_text (&self, "inf.csv", "name,lon,lat\n甲公司,inf,30.5\n乙公司,NaN,nan\n丙公司,1e999,30.5\n", -1, 0,
            "x");
}

#define FEATURE(name, geometry)                                                                              \
  "{\"type\":\"Feature\",\"properties\":{\"number\":\"" name "\"},\"geometry\":" geometry "}"

static void
test_hostile_shapes (void)
{
  g_auto (Case) self = { NULL };
  g_autofree char *deep
      = repeat ("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
                "{\"number\":",
                "[", 10000, "");
  g_autofree char *closed = repeat (deep, "]", 10000, "},\"geometry\":null}]}");
  const char *box = "{\"type\":\"FeatureCollection\",\"features\":[" FEATURE (
      "a",
      "{\"type\":\"Polygon\",\"coordinates\":[[[120,30.5],[120.001,30.5],[120.001,30.501],[120,30.5]]]}");
  g_autofree char *mixed = g_strconcat (
      box, ",", FEATURE ("b", "{\"type\":\"Point\",\"coordinates\":[120,30.5]}"), ",",
      FEATURE ("c", "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":"
                    "[120,30.5]},{\"type\":\"LineString\",\"coordinates\":[[120,30.5],[120.1,30.5]]}]}"),
      "]}", NULL);
  g_autofree char *huge = g_strconcat (box, ",",
                                       FEATURE ("d", "{\"type\":\"Polygon\",\"coordinates\":[[[120,1e400],["
                                                     "120.001,30.5],[120.001,30.501],[120,1e400]]]}"),
                                       "]}", NULL);

  case_init_plain (&self, LT_KIND_PARCEL);
  try_text (&self, "deep.geojson", closed, -1, -1, NULL);
  try_text (&self, "half.geojson", deep, -1, -1, NULL);
  try_text (&self, "mixed.geojson", mixed, -1, 1, "x");
  try_text (&self, "huge.geojson", huge, -1, 1, "x");
}

/* Packs `n` zeros as `member`, and has the list of the ZIP say that they are `said`. */
static char *
make_bomb (Case *self, const char *member, gsize n, guint32 said)
{
  g_autofree char *path = g_build_filename (self->folder, "bomb.zip", NULL);
  g_autofree char *zeros = g_malloc0 (n);
  g_autofree char *bytes = NULL;
  void *packed = CPLCreateZip (path, NULL);
  gsize length;
  char *entry;

  CPLCreateFileInZip (packed, member, NULL);
  g_assert_cmpint (CPLWriteFileInZip (packed, zeros, (int) n), ==, CE_None);
  CPLCloseFileInZip (packed);
  CPLCloseZip (packed);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  entry = memmem (bytes, length, "PK\1\2", 4);
  g_assert_nonnull (entry);
  said = GUINT32_TO_LE (said);
  memcpy (entry + 24, &said, 4);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));

  return g_steal_pointer (&path);
}

/* A table of some kilobytes that unpacks to gigabytes, one that says it is small, and those that swell more
 * than a table can, whatever they are. */
static void
test_zip_bomb (void)
{
  static const char *const members[]
      = { "xl/workbook.xml", "content.xml", "doc.kml", "a/one.shp", "b.gdb/a00000001.gdbtable" };
  g_auto (Case) self = { NULL };
  g_autofree char *large = NULL;
  g_autofree char *lying = NULL;

  case_init_plain (&self, LT_KIND_ENTERPRISE);
  large = make_bomb (&self, "xl/workbook.xml", 1 << 20, 0xF0000000);
  g_assert_null (try (&self, large));
  lying = make_bomb (&self, "xl/workbook.xml", 64 << 20, 1000);
  g_assert_null (try (&self, lying));

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *path = make_bomb (&self, members[i], 65 << 20, 65 << 20);
      g_autoptr (GError) error = NULL;

      g_assert_null (lt_exchange_import (self.workspace, self.kind, path, NULL, NULL, NULL, NULL, &error));
      g_assert_error (error, LT_ERROR, LT_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, "would unpack to 68"));
    }
}

/* 国土TXT: a ring that is not closed, and nothing says how many points it has, is mended and said. */
static void
test_open_ring (void)
{
  g_auto (Case) self = { NULL };
  g_autofree char *path = NULL;
  g_autoptr (LtImportReport) report = NULL;

  case_init_plain (&self, LT_KIND_PARCEL);
  path = test_data_write (self.folder, "o.txt",
                          "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n带号=40\n[地块坐标]\n"
                          ",0.8,O-1,地块,面,,,,@\nJ1,1,3416199,40509563\nJ2,1,3416279,40509563\n"
                          "J3,1,3416279,40509663\nJ4,1,3416199,40509663\n",
                          -1);
  report = try (&self, path);
  g_assert_nonnull (report);
  g_assert_cmpuint (report->added, ==, 1);
  g_assert_cmpuint (report->repaired, ==, 1);
  g_assert_cmpuint (report->counts[LT_ISSUE_REPAIRED], ==, 1);
}

#define N_KILLED 20000

/* Killed at any moment of an import: no row is there, or all are. */
static void
test_killed (void)
{
  g_auto (Case) self = { NULL };
  g_autofree char *text = test_data_enterprises_csv (N_KILLED);
  g_autofree char *rows = NULL;
  g_autofree char *city = NULL;

  case_init_plain (&self, LT_KIND_ENTERPRISE);
  rows = test_data_write (self.folder, "k.csv", text, -1);
  city = g_strdup (lt_workspace_get_path (self.workspace));
  for (guint i = 0; i < 4; i++)
    {
      const char *const argv[] = { program, "--import", city, rows, NULL };
      g_autoptr (GError) error = NULL;
      GPid child;
      guint n;

      lt_workspace_close (self.workspace);
      g_clear_object (&self.workspace);
      g_spawn_async (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child, &error);
      g_assert_no_error (error);
      g_usleep (60000 + 120000 * i);
      kill (child, SIGKILL);
      g_assert_cmpint (waitpid (child, NULL, 0), ==, child);

      self.workspace = lt_workspace_open (city, &error);
      g_assert_no_error (error);
      n = count (&self);
      g_test_message ("%u rows", n);
      g_assert_true (n == self.present || n == self.present + N_KILLED);
      if (n != self.present)
        undo (&self);
    }
}

/* No room on the disk: one sentence, and the workspace as before. */
static void
test_full_disk (void)
{
  g_auto (Case) self = { NULL };
  g_autofree char *text = test_data_enterprises_csv (N_KILLED);
  g_autofree char *rows = NULL;
  struct rlimit before;
  struct rlimit small;

  case_init_plain (&self, LT_KIND_ENTERPRISE);
  rows = test_data_write (self.folder, "f.csv", text, -1);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 1024 * 1024;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_null (try (&self, rows));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_cmpuint (count (&self), ==, self.present);
}

/* What the killed child does. */
static int
import_only (const char *city, const char *rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LtWorkspace) workspace = lt_workspace_open (city, &error);
  g_autoptr (LtImportReport) report = NULL;

  g_assert_no_error (error);
  report = lt_exchange_import (workspace, LT_KIND_ENTERPRISE, rows, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  lt_workspace_close (workspace);

  return 0;
}

int
main (int argc, char **argv)
{
  program = argv[0];
  if (argc == 4 && strcmp (argv[1], "--import") == 0)
    return import_only (argv[2], argv[3]);
  g_test_init (&argc, &argv, NULL);
  GDALAllRegister ();
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *cuts = g_strconcat ("/broken/cuts/", formats[i].name, NULL);
      g_autofree char *endings = g_strconcat ("/broken/endings/", formats[i].name, NULL);

      g_test_add_data_func (cuts, &formats[i], test_cuts);
      g_test_add_data_func (endings, &formats[i], test_endings);
    }
  g_test_add_func ("/broken/changed", test_changed);
  g_test_add_func ("/broken/killed", test_killed);
  g_test_add_func ("/broken/full-disk", test_full_disk);
  /* Checking strings strictly, a sanitizer reads such a line whole at each look at it, for minutes. */
  if (!IS_SANITIZED)
    g_test_add_func ("/broken/tables", test_hostile_tables);
  g_test_add_func ("/broken/shapes", test_hostile_shapes);
  g_test_add_func ("/broken/zip-bomb", test_zip_bomb);
  g_test_add_func ("/broken/open-ring", test_open_ring);

  return g_test_run ();
}
