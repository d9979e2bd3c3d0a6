#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "lt-dbf-names.h"
#include "lt-exchange.h"
#include "lt-export.h"
#include "lt-formula-guard.h"
#include "lt-paths.h"
#include "test-data.h"

/* What is exported and imported into an empty workspace is what was there, as far as the format holds
 * it. The limits below are those that HACKING.md states. */

#define N_ROWS 120

static char *folder;

typedef struct
{
  LtExportFormat format;
  const char *name; /* of the file */
  const char *crs;  /* NULL: the format's own */
  gboolean chinese;
  LtExportEncoding encoding;
  gboolean outlines;  /* it holds them */
  gboolean line_ends; /* it keeps them inside a value */
  gboolean typed;     /* a column of numbers stays one that matches no field */
  gsize max_bytes;    /* of a text; 0: any */
  double max_number;
  double decimals;     /* numbers agree to this, 0: the same double */
  double degrees;      /* coordinates agree to this */
  gboolean few_fields; /* 国土TXT: its own fields only */
} Format;

static const Format formats[] = {
  { LT_EXPORT_CSV, "a.csv", NULL, TRUE, LT_EXPORT_ENCODING_USUAL, TRUE, TRUE, FALSE, 0, INFINITY, 0, 0,
    FALSE },
  { LT_EXPORT_CSV, "b.csv", NULL, FALSE, LT_EXPORT_ENCODING_USUAL, TRUE, TRUE, FALSE, 0, INFINITY, 0, 0,
    FALSE },
  { LT_EXPORT_GPKG, "a.gpkg", NULL, TRUE, LT_EXPORT_ENCODING_USUAL, TRUE, TRUE, TRUE, 0, INFINITY, 0, 0,
    FALSE },
  { LT_EXPORT_GPKG, "b.gpkg", "EPSG:4528", FALSE, LT_EXPORT_ENCODING_USUAL, TRUE, TRUE, TRUE, 0, INFINITY, 0,
    1e-8, FALSE },
  { LT_EXPORT_GEOJSON, "a.geojson", NULL, TRUE, LT_EXPORT_ENCODING_USUAL, TRUE, TRUE, TRUE, 0, INFINITY, 0, 0,
    FALSE },
  { LT_EXPORT_GEOJSON, "b.geojson", "EPSG:4549", FALSE, LT_EXPORT_ENCODING_USUAL, TRUE, TRUE, TRUE, 0,
    INFINITY, 0, 2e-9, FALSE },
  { LT_EXPORT_CSV, "c.csv", "EPSG:4528", TRUE, LT_EXPORT_ENCODING_GB18030, TRUE, TRUE, FALSE, 0, INFINITY, 0,
    2e-9, FALSE },
  { LT_EXPORT_XLSX, "a.xlsx", NULL, TRUE, LT_EXPORT_ENCODING_USUAL, TRUE, TRUE, FALSE, 0, INFINITY, 0, 1e-9,
    FALSE },
  { LT_EXPORT_XLSX, "b.xlsx", "EPSG:4549", FALSE, LT_EXPORT_ENCODING_USUAL, TRUE, TRUE, FALSE, 0, INFINITY, 0,
    2e-9, FALSE },
  /* Half a kilometre off unless the file says so. */
  { LT_EXPORT_CSV, "gcj.csv", "gcj02", TRUE, LT_EXPORT_ENCODING_USUAL, TRUE, TRUE, FALSE, 0, INFINITY, 0,
    2e-9, FALSE },
  { LT_EXPORT_CSV, "bd.csv", "bd09", FALSE, LT_EXPORT_ENCODING_USUAL, TRUE, TRUE, FALSE, 0, INFINITY, 0, 2e-9,
    FALSE },
  { LT_EXPORT_XLSX, "gcj.xlsx", "gcj02", FALSE, LT_EXPORT_ENCODING_USUAL, TRUE, TRUE, FALSE, 0, INFINITY, 0,
    2e-9, FALSE },
  { LT_EXPORT_XLSX, "bd.xlsx", "bd09", TRUE, LT_EXPORT_ENCODING_USUAL, TRUE, TRUE, FALSE, 0, INFINITY, 0,
    2e-9, FALSE },
  { LT_EXPORT_GPKG, "gcj.gpkg", "gcj02", TRUE, LT_EXPORT_ENCODING_USUAL, TRUE, TRUE, TRUE, 0, INFINITY, 0,
    2e-9, FALSE },
  { LT_EXPORT_GEOJSON, "gcj.geojson", "gcj02", TRUE, LT_EXPORT_ENCODING_USUAL, TRUE, TRUE, TRUE, 0, INFINITY,
    0, 2e-9, FALSE },
  { LT_EXPORT_GEOJSON, "bd.geojson", "bd09", FALSE, LT_EXPORT_ENCODING_USUAL, TRUE, TRUE, TRUE, 0, INFINITY,
    0, 2e-9, FALSE },
  { LT_EXPORT_SHP, "gcj.shp", "gcj02", TRUE, LT_EXPORT_ENCODING_USUAL, TRUE, FALSE, TRUE, 254, 1e9, 1e-6,
    2e-9, FALSE },
  { LT_EXPORT_SHP, "bd.shp", "bd09", FALSE, LT_EXPORT_ENCODING_USUAL, TRUE, FALSE, TRUE, 254, 1e9, 1e-6, 2e-9,
    FALSE },
  { LT_EXPORT_SHP, "a.shp", NULL, TRUE, LT_EXPORT_ENCODING_USUAL, TRUE, FALSE, TRUE, 254, 1e9, 1e-6, 0,
    FALSE },
  { LT_EXPORT_SHP, "b.shp", "EPSG:4528", FALSE, LT_EXPORT_ENCODING_UTF8, TRUE, FALSE, TRUE, 254, 1e9, 1e-6,
    2e-9, FALSE },
  { LT_EXPORT_KML, "a.kml", NULL, TRUE, LT_EXPORT_ENCODING_USUAL, TRUE, TRUE, TRUE, 0, INFINITY, 0, 0,
    FALSE },
  { LT_EXPORT_TXT, "a.txt", NULL, TRUE, LT_EXPORT_ENCODING_USUAL, TRUE, FALSE, FALSE, 0, 1e9, 1e-6, 2e-9,
    TRUE },
};

/* --- made-up rows --- */

static const char *const words[] = {
  "湖州",  "=1+1", "-减号", "@此处",    "+86 0572", "“引号”", "\"quote\"", "it's", "'=x",   "''-",  "'引",
  "a,b;c", "<&>",  "0012",  "制表\t符", "龘镕",     "é Ω",    "1e5",       "无锡", "#REF!", "100%",
};

static char *
make_text (GRand *random, const Format *format)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = (guint) g_rand_int_range (random, 1, 5);

  for (guint i = 0; i < n; i++)
    {
      const char *word = words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))];

      if (format->few_fields && strpbrk (word, ",\t") != NULL)
        word = "湖州";
      if (i > 0)
        g_string_append_c (text, format->line_ends && g_rand_int_range (random, 0, 4) == 0 ? '\n' : ' ');
      g_string_append (text, word);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static double
make_number (GRand *random, const Format *format)
{
  switch (g_rand_int_range (random, 0, 5))
    {
    case 0:
      return g_rand_int_range (random, 0, 1000000);
    case 1:
      return g_rand_int_range (random, 1, 100000000) / 100.0;
    case 2:
      return isinf (format->max_number) ? 1.7e308 : format->max_number / 2;
    case 3:
      return isinf (format->max_number) ? 4.9e-320 : 0.000001;
    default:
      return g_rand_double_range (random, 0, 1e6);
    }
}

static void
add_ring (LtGeometryBuilder *builder, double west, double south, double size, gboolean outer)
{
  static const double corners[][2] = { { 0, 0 }, { 1, 0 }, { 1.0 / 3, 2.0 / 3 }, { 0, 1 } };

  for (guint i = 0; i < 4; i++)
    {
      const double *corner = corners[outer ? i : 3 - i];

      lt_geometry_builder_add_point (builder, west + corner[0] * size, south + corner[1] * size);
    }
  lt_geometry_builder_end_ring (builder, outer);
}

static LtGeometry *
make_outline (guint row, GRand *random)
{
  LtGeometryBuilder *builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);
  double west = 119.7 + (row % 20) * 0.02 + g_rand_double_range (random, 0, 0.001);
  double south = 30.5 + row / 20 * 0.02;

  add_ring (builder, west, south, 0.006, TRUE);
  if (row % 3 == 0)
    add_ring (builder, west + 0.0005, south + 0.0005, 0.001, FALSE);
  if (row % 7 == 0)
    add_ring (builder, west + 0.009, south, 0.004, TRUE);
  return lt_geometry_builder_end (builder);
}

static gboolean
is_kept (const Format *format, const LtField *field)
{
  static const char *const few[] = { "number", "name", "purpose", "land_use", "area_m2", NULL };

  return !format->few_fields || g_strv_contains (few, field->name);
}

static void
fill_field (LtRecord *record, guint i, const LtField *field, guint row, GRand *random, const Format *format)
{
  g_autofree char *text = NULL;

  switch (field->type)
    {
    case LT_FIELD_TEXT:
      text = strcmp (field->name, "position_quality") == 0 ? g_strdup ("surveyed")
                                                           : make_text (random, format);
      break;
    case LT_FIELD_CODE:
      text = strcmp (field->name, "credit_code") == 0 ? test_data_credit_code (row + 1)
                                                      : g_strdup_printf ("00%04u", row);
      break;
    case LT_FIELD_INTEGER:
      lt_record_set_number (
          record, i, strcmp (field->name, "industry_edition") == 0 ? 2017 : g_rand_int_range (random, 0, 15));
      return;
    case LT_FIELD_NUMBER:
      lt_record_set_number (record, i, make_number (random, format));
      return;
    case LT_FIELD_DATE:
      text = g_strdup_printf ("20%02d-%02d-%02d", g_rand_int_range (random, 0, 40),
                              g_rand_int_range (random, 1, 13), g_rand_int_range (random, 1, 29));
      break;
    case LT_FIELD_CHAINS:
      text = g_strdup (row % 2 ? "3;8" : "6");
      break;
    case LT_FIELD_DISTRICT:
    default:
      text = g_strdup (row % 2 ? "330521" : "330522");
      break;
    }
  lt_record_set_text (record, i, text);
}

typedef struct
{
  LtKind kind;
  const Format *format;
  GRand *random;
  guint row;
} Maker;

static gboolean
make_row (LtRecord *record, gpointer data, GError **error)
{
  Maker *self = data;
  guint n;
  const LtField *fields = lt_fields_get (self->kind, &n);
  gboolean area = self->kind == LT_KIND_PARCEL;

  if (self->row == N_ROWS)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      /* A row without its district gets the one around it. */
      gboolean needed = (fields[i].flags & (LT_FIELD_KEY | LT_FIELD_REQUIRED)) != 0
                        || fields[i].type == LT_FIELD_DISTRICT;

      if (is_kept (self->format, &fields[i]) && (needed || g_rand_int_range (self->random, 0, 3) > 0))
        fill_field (record, i, &fields[i], self->row, self->random, self->format);
    }
  if (area && self->format->outlines)
    lt_record_take_geometry (record, make_outline (self->row, self->random));
  else if (!area && self->row % 5 != 0)
    {
      int quality = lt_fields_find (self->kind, "position_quality");

      lt_record_take_geometry (record,
                               lt_geometry_new_point (g_rand_double_range (self->random, 119.5, 120.4),
                                                      g_rand_double_range (self->random, 30.5, 31.0)));
      if (quality >= 0)
        lt_record_set_text (record, (guint) quality, "surveyed");
    }
  if (!self->format->few_fields && self->row % 2 == 0)
    lt_record_set_extra (record, self->format->typed ? "{\"层数\":5.25,\"说明 栏\":\"自有 \\\"厂房\\\"\"}"
                                                     : "{\"层数\":\"五\",\"说明 栏\":\"自有 \\\"厂房\\\"\"}");
  self->row++;
  return TRUE;
}

/* --- comparing --- */

static gboolean
same_number (double a, double b, const Format *format)
{
  /* XLSX is read with the fifteen digits that spreadsheets have. */
  if (format->format == LT_EXPORT_XLSX)
    return fabs (a - b) <= fabs (a) * 1e-14;
  return format->decimals > 0 ? fabs (a - b) <= format->decimals : a == b;
}

static void
compare_geometry (const LtGeometry *a, const LtGeometry *b, const Format *format)
{
  double degrees = format->degrees;

  g_assert_cmpint (a != NULL, ==, b != NULL);
  if (a == NULL)
    return;
  /* A Shapefile turns its rings the other way round. */
  if (format->format == LT_EXPORT_SHP && a->kind == LT_GEOMETRY_POLYGON)
    {
      g_assert_cmpuint (a->n_points, ==, b->n_points);
      g_assert_cmpuint (a->n_rings, ==, b->n_rings);
      g_assert_cmpfloat_with_epsilon (lt_geometry_area_m2 (a), lt_geometry_area_m2 (b), 0.001);
      g_assert_cmpfloat_with_epsilon (a->box.west, b->box.west, degrees + 1e-12);
      g_assert_cmpfloat_with_epsilon (a->box.north, b->box.north, degrees + 1e-12);
      return;
    }
  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpuint (a->n_points, ==, b->n_points);
  g_assert_cmpuint (a->n_rings, ==, b->n_rings);
  g_assert_cmpmem (a->ring_ends, a->n_rings * sizeof (guint), b->ring_ends, b->n_rings * sizeof (guint));
  g_assert_cmpmem (a->starts_part, a->n_rings, b->starts_part, b->n_rings);
  for (guint i = 0; i < 2 * a->n_points; i++)
    g_assert_cmpfloat (fabs (a->xy[i] - b->xy[i]), <=, degrees);
}

static void
compare_rows (LtRecord *a, LtRecord *b, const Format *format)
{
  guint n;
  const LtField *fields = lt_fields_get (lt_record_get_kind (a), &n);

  for (guint i = 0; i < n; i++)
    {
      double x = NAN, y = NAN;

      /* What a format does not hold may be found out from the position. */
      if (!is_kept (format, &fields[i]))
        continue;
      if (fields[i].type != LT_FIELD_NUMBER && fields[i].type != LT_FIELD_INTEGER)
        {
          if (g_strcmp0 (lt_record_get_text (a, i), lt_record_get_text (b, i)) != 0)
            g_error ("%s, row %s, %s: “%s” became “%s”", format->name, lt_record_get_text (a, 0),
                     fields[i].name, lt_record_get_text (a, i), lt_record_get_text (b, i));
          continue;
        }
      lt_record_get_number (a, i, &x);
      lt_record_get_number (b, i, &y);
      /* 国土TXT cannot do without an area. */
      if (format->few_fields && isnan (x))
        {
          double area = lt_geometry_area_m2 (lt_record_get_geometry (a));

          g_assert_cmpfloat_with_epsilon (y, area, 0.51);
          continue;
        }
      g_assert_cmpint (isnan (x), ==, isnan (y));
      if (!isnan (x) && !same_number (x, y, format))
        g_error ("%s, %s: %.17g became %.17g", format->name, fields[i].name, x, y);
    }
  /* 国土TXT has columns of its own. */
  if (!format->few_fields && g_strcmp0 (lt_record_get_extra (a), lt_record_get_extra (b)) != 0)
    g_error ("%s: “%s” became “%s”", format->name, lt_record_get_extra (a), lt_record_get_extra (b));
  compare_geometry (lt_record_get_geometry (a), lt_record_get_geometry (b), format);
}

static GPtrArray *
fetch_all (LtWorkspace *workspace, LtKind kind)
{
  LtFilter filter = { .kind = kind, .sort = kind == LT_KIND_ENTERPRISE ? "credit_code" : "number" };
  g_autoptr (GArray) ids = lt_workspace_find (workspace, &filter, NULL);

  g_assert_nonnull (ids);
  return lt_workspace_fetch (workspace, kind, (const gint64 *) (void *) ids->data, ids->len, NULL);
}

static LtWorkspace *
new_workspace (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  LtWorkspace *workspace;

  g_unlink (path);
  workspace = lt_workspace_create (path, lt_paths_get_catalogue (), &error);
  g_assert_no_error (error);
  return workspace;
}

static guint
count_before (LtWorkspace *workspace, LtKind kind)
{
  g_autoptr (GPtrArray) rows = fetch_all (workspace, kind);

  return rows->len;
}

/* A Shapefile is several files. */
static void
remove_all (const char *path)
{
  static const char *const endings[] = { "shx", "dbf", "prj", "cpg" };
  g_autofree char *stem = g_strndup (path, strlen (path) - 3);

  g_unlink (path);
  for (guint i = 0; g_str_has_suffix (path, ".shp") && i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *other = g_strconcat (stem, endings[i], NULL);

      g_unlink (other);
    }
}

/* Every field, but not the outlines. */
static GPtrArray *
name_all (LtKind kind)
{
  guint n;
  const LtField *fields = lt_fields_get (kind, &n);
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (names, (char *) fields[i].name);
  g_ptr_array_add (names, NULL);
  return names;
}

/* Once more onto the rows that it was written from. */
static void
check_unchanged (LtWorkspace *from, LtKind kind, const char *path, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LtImportReport) again = lt_exchange_import (from, kind, path, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (again->rejected, ==, 0);
  g_assert_cmpuint (again->added, ==, 0);
  g_assert_cmpuint (again->changed, ==, 0);
  g_assert_cmpuint (again->unchanged, ==, n);
}

static void
check_identity (LtKind kind, const Format *format, guint32 seed)
{
  g_autoptr (LtWorkspace) from = new_workspace ("from.gpkg");
  g_autoptr (LtWorkspace) to = new_workspace ("to.gpkg");
  g_autofree char *path = g_build_filename (folder, format->name, NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GError) error = NULL;
  Maker maker = { kind, format, random, 0 };
  LtExportOptions options
      = { .filter = { .kind = kind }, .chinese = format->chinese, .encoding = format->encoding };
  static const char *const txt_fields[] = { "number", "name", "purpose", "land_use", "area_m2", NULL };
  LtExportReport report;
  g_autoptr (LtImportReport) imported = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  guint shipped = count_before (from, kind);

  if (format->crs != NULL)
    g_assert_true (lt_crs_from_name (format->crs, &options.crs));
  if (format->few_fields)
    options.fields = txt_fields;
  lt_workspace_put (from, kind, "made up", make_row, NULL, &maker, NULL, &error);
  g_assert_no_error (error);
  lt_export (from, path, format->format, &options, NULL, NULL, NULL, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report.written, ==, N_ROWS + shipped);
  g_assert_cmpuint (report.cut, ==, 0);

  imported = lt_exchange_import (to, kind, path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < imported->issues->len; i++)
    {
      const LtIssue *issue = g_ptr_array_index (imported->issues, i);

      g_test_message ("%s: row %u, %s, %s: %s", format->name, issue->row, issue->field, issue->value,
                      issue->message);
    }
  g_assert_cmpuint (imported->rejected, ==, 0);
  g_assert_cmpuint (imported->read, ==, N_ROWS + shipped);

  before = fetch_all (from, kind);
  after = fetch_all (to, kind);
  g_assert_cmpuint (after->len, ==, before->len);
  for (guint i = 0; i < before->len; i++)
    compare_rows (g_ptr_array_index (before, i), g_ptr_array_index (after, i), format);
  if (!format->few_fields)
    check_unchanged (from, kind, path, before->len);

  lt_workspace_close (from);
  lt_workspace_close (to);
  remove_all (path);
}

static void
test_identity (gconstpointer data)
{
  static const LtKind kinds[] = { LT_KIND_PARCEL, LT_KIND_ENTERPRISE, LT_KIND_PROJECT };
  const Format *format = data;

  for (guint i = 0; i < (format->few_fields ? 1 : G_N_ELEMENTS (kinds)); i++)
    for (guint32 seed = 1; seed <= 3; seed++)
      check_identity (kinds[i], format, seed);
}

/* What 国土TXT adds is the area; a file of whose parcels all state it changes nothing. */
static void
test_land_txt_unchanged (void)
{
  g_autoptr (LtWorkspace) workspace = new_workspace ("from.gpkg");
  g_autofree char *path = g_build_filename (folder, "again.txt", NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  g_autoptr (GError) error = NULL;
  Maker maker = { LT_KIND_PARCEL, &formats[G_N_ELEMENTS (formats) - 1], random, 0 };
  LtExportOptions options = { .filter = { .kind = LT_KIND_PARCEL }, .chinese = TRUE };
  LtExportReport report;
  g_autoptr (LtImportReport) first = NULL;

  lt_workspace_put (workspace, LT_KIND_PARCEL, "made up", make_row, NULL, &maker, NULL, &error);
  g_assert_no_error (error);
  lt_export (workspace, path, LT_EXPORT_TXT, &options, NULL, NULL, NULL, &report, &error);
  g_assert_no_error (error);
  first = lt_exchange_import (workspace, LT_KIND_PARCEL, path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->changed, >, 0);
  g_assert_cmpuint (first->changed, <, N_ROWS);
  check_unchanged (workspace, LT_KIND_PARCEL, path, N_ROWS);
  lt_workspace_close (workspace);
}

/* A list without outlines, edited in a spreadsheet, goes back onto the parcels: these keep theirs. */
static void
test_list_of_parcels (void)
{
  g_autoptr (LtWorkspace) workspace = new_workspace ("from.gpkg");
  g_autofree char *path = g_build_filename (folder, "list.xlsx", NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (9);
  g_autoptr (GError) error = NULL;
  Maker maker = { LT_KIND_PARCEL, &formats[0], random, 0 };
  g_autoptr (GPtrArray) names = name_all (LT_KIND_PARCEL);
  LtExportOptions options = { .filter = { .kind = LT_KIND_PARCEL },
                              .chinese = TRUE,
                              .fields = (const char *const *) names->pdata };
  LtExportReport report;
  g_autoptr (LtImportReport) imported = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  lt_workspace_put (workspace, LT_KIND_PARCEL, "made up", make_row, NULL, &maker, NULL, &error);
  g_assert_no_error (error);
  before = fetch_all (workspace, LT_KIND_PARCEL);
  lt_export (workspace, path, LT_EXPORT_XLSX, &options, NULL, NULL, NULL, &report, &error);
  g_assert_no_error (error);
  imported = lt_exchange_import (workspace, LT_KIND_PARCEL, path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (imported->rejected, ==, 0);
  g_assert_cmpuint (imported->added, ==, 0);
  after = fetch_all (workspace, LT_KIND_PARCEL);
  for (guint i = 0; i < before->len; i++)
    compare_geometry (lt_record_get_geometry (g_ptr_array_index (before, i)),
                      lt_record_get_geometry (g_ptr_array_index (after, i)), &formats[0]);
  lt_workspace_close (workspace);
}

static gboolean
make_long (LtRecord *record, gpointer data, GError **error)
{
  gboolean *made = data;
  LtGeometryBuilder *builder;

  if (*made)
    return FALSE;
  *made = TRUE;
  builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);
  for (guint i = 0; i < 3000; i++)
    lt_geometry_builder_add_point (builder, 120.1 + 0.01 * cos (i * G_PI / 1500.0),
                                   30.8 + 0.01 * sin (i * G_PI / 1500.0));
  lt_geometry_builder_end_ring (builder, TRUE);
  lt_record_set_text (record, 0, "L1");
  lt_record_take_geometry (record, lt_geometry_builder_end (builder));
  return TRUE;
}

/* A cell of a workbook has no room for an outline of thousands of points: that is told, and the parcel keeps
 * the one it has. */
static void
test_long_outline (void)
{
  g_autoptr (LtWorkspace) workspace = new_workspace ("from.gpkg");
  g_autofree char *path = g_build_filename (folder, "long.xlsx", NULL);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GError) error = NULL;
  LtExportOptions options = { .filter = { .kind = LT_KIND_PARCEL }, .chinese = TRUE };
  LtExportReport report;
  gboolean made = FALSE;

  lt_workspace_put (workspace, LT_KIND_PARCEL, "made up", make_long, NULL, &made, NULL, &error);
  g_assert_no_error (error);
  lt_export (workspace, path, LT_EXPORT_XLSX, &options, NULL, NULL, NULL, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report.outlines, ==, 1);
  check_unchanged (workspace, LT_KIND_PARCEL, path, 1);
  before = fetch_all (workspace, LT_KIND_PARCEL);
  g_assert_cmpuint (lt_record_get_geometry (g_ptr_array_index (before, 0))->n_points, ==, 3001);
  lt_workspace_close (workspace);
}

/* --- the rest --- */

static void
test_guard (void)
{
  static const char *const texts[] = { "",   "a", "=1", "'=1", "''=1", "'a",   "'",    "\t=1",
                                       "-5", "@", "''", "a=1", "'a'",  "''a'", "'=a'", "=\"x\"" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gboolean guard = lt_formula_guard_is_needed (texts[i]);
      g_autofree char *written = g_strconcat (guard ? "'" : "", texts[i], NULL);

      g_test_message ("%s", texts[i]);
      g_assert_null (strchr ("=+-@", written[0] != '\0' ? written[0] : 'x'));
      g_assert_cmpstr (lt_formula_guard_strip (written), ==, texts[i]);
    }
}

/* Every field has a name of ten bytes by which import knows it. */
static void
test_dbf_names (void)
{
  guint wrong = 0;

  for (guint kind = 0; kind < LT_N_KINDS; kind++)
    for (guint round = 0; round < 4; round++)
      {
        guint n;
        const LtField *fields = lt_fields_get (kind, &n);
        g_autofree LtExportColumn *columns = g_new0 (LtExportColumn, n);
        LtExportLayout layout = { .kind = kind, .chinese = round % 2, .columns = columns, .n_columns = n };
        g_auto (GStrv) names = NULL;

        for (guint i = 0; i < n; i++)
          columns[i] = (LtExportColumn){ (char *) fields[i].name, LT_CELL_TEXT, (int) i };
        names = lt_dbf_names_new (&layout, round / 2);
        for (guint i = 0; i < n; i++)
          {
            if (lt_fields_match (kind, names[i]) != (int) i)
              g_test_message ("%s.%s in round %u is “%s”, which import does not know",
                              lt_kind_get_name (kind), fields[i].name, round, names[i]);
            wrong += lt_fields_match (kind, names[i]) != (int) i;
            g_assert_cmpint (lt_dbf_measure (names[i], round / 2), <=, 10);
          }
      }
  g_assert_cmpuint (wrong, ==, 0);
}

/* Where no more can be written, each format names the file in one sentence and leaves nothing behind. */
static void
test_no_room (void)
{
  g_autoptr (LtWorkspace) workspace = new_workspace ("from.gpkg");
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GError) error = NULL;
  Maker maker = { LT_KIND_PARCEL, &formats[G_N_ELEMENTS (formats) - 1], random, 0 };
  LtExportOptions options = { .filter = { .kind = LT_KIND_PARCEL } };
  struct rlimit before, small = { 0 };
  LtExportReport report;

  lt_workspace_put (workspace, LT_KIND_PARCEL, "made up", make_row, NULL, &maker, NULL, &error);
  g_assert_no_error (error);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = (struct rlimit){ 4096, before.rlim_max };
  for (guint format = 0; format < LT_N_EXPORT_FORMATS; format++)
    {
      g_autofree char *name = g_strdup_printf ("room.%s", lt_export_format_get_name (format));
      g_autofree char *path = g_build_filename (folder, name, NULL);
      gboolean done;

      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
      done = lt_export (workspace, path, format, &options, NULL, NULL, NULL, &report, &error);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
      g_assert_false (done);
      g_assert_error (error, LT_ERROR, LT_ERROR_IO);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, name));
      g_clear_error (&error);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  lt_workspace_close (workspace);
}

static void
test_refuses (void)
{
  g_autoptr (LtWorkspace) workspace = new_workspace ("from.gpkg");
  g_autofree char *there = test_data_write (folder, "there.csv", "kept", -1);
  g_autofree char *path = g_build_filename (folder, "new.csv", NULL);
  g_autofree char *text = NULL;
  LtExportOptions options = { .filter = { .kind = LT_KIND_ENTERPRISE } };
  static const char *const wrong[] = { "name", "nonsense", NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  LtExportReport report;
  g_autoptr (GDir) directory = NULL;
  const char *name;

  g_assert_false (lt_export (workspace, there, LT_EXPORT_CSV, &options, NULL, NULL, NULL, &report, &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (there, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "kept");

  options.fields = wrong;
  g_assert_false (lt_export (workspace, path, LT_EXPORT_CSV, &options, NULL, NULL, NULL, &report, &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_VALUE);
  g_clear_error (&error);

  options.fields = NULL;
  g_cancellable_cancel (cancellable);
  for (guint format = 0; format < LT_EXPORT_TXT; format++)
    {
      g_autofree char *file = g_strdup_printf ("%s/cancelled.%s", folder, lt_export_format_get_name (format));

      g_assert_false (
          lt_export (workspace, file, format, &options, NULL, NULL, cancellable, &report, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
    }
  lt_workspace_close (workspace);

  directory = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (directory)) != NULL)
    g_assert_false (g_str_has_prefix (name, ".liantu-"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = test_data_make_folder ();
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *name = g_strdup_printf ("/export/identity/%s", formats[i].name);

      g_test_add_data_func (name, &formats[i], test_identity);
    }
  g_test_add_func ("/export/land-txt-unchanged", test_land_txt_unchanged);
  g_test_add_func ("/export/list-of-parcels", test_list_of_parcels);
  g_test_add_func ("/export/long-outline", test_long_outline);
  g_test_add_func ("/export/guard", test_guard);
  g_test_add_func ("/export/dbf-names", test_dbf_names);
  g_test_add_func ("/export/no-room", test_no_room);
  g_test_add_func ("/export/refuses", test_refuses);
  status = g_test_run ();
  test_data_remove_folder (folder);
  return status;
}
