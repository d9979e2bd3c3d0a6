#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "lt-check.h"
#include "lt-datum.h"
#include "lt-exchange.h"
#include "lt-paths.h"
#include "test-data.h"

/* What an import does with outlines that are not as they should be, and with positions of the shifted
 * systems. */

#define METRES_PER_DEGREE 111320.0

static char *folder;

static LtWorkspace *
new_workspace (const char *catalogue)
{
  g_autofree char *path = g_build_filename (folder, "city.gpkg", NULL);
  g_autoptr (GError) error = NULL;
  LtWorkspace *workspace;

  g_unlink (path);
  workspace = lt_workspace_create (path, catalogue, &error);
  g_assert_no_error (error);
  return workspace;
}

static LtImportReport *
import (LtWorkspace *workspace, LtKind kind, const char *name, const char *text, const char *crs)
{
  g_autofree char *path = test_data_write (folder, name, text, -1);
  LtImportOptions options = { .crs = crs };
  g_autoptr (GError) error = NULL;
  LtImportReport *report = lt_exchange_import (workspace, kind, path, &options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->issues->len; i++)
    g_test_message ("%s", ((LtIssue *) g_ptr_array_index (report->issues, i))->message);
  return report;
}

static GPtrArray *
fetch_all (LtWorkspace *workspace, LtKind kind)
{
  LtFilter filter = { .kind = kind, .sort = kind == LT_KIND_PARCEL ? "number" : "name" };
  g_autoptr (GArray) ids = lt_workspace_find (workspace, &filter, NULL);

  return lt_workspace_fetch (workspace, kind, (const gint64 *) (void *) ids->data, ids->len, NULL);
}

/* --- repairs --- */

/* Squares of hundredths of a degree; their holes of two thousandths. */
#define SQUARE "[120.1,30.8],[120.11,30.8],[120.11,30.81],[120.1,30.81],[120.1,30.8]"
#define HOLE "[120.102,30.802],[120.102,30.804],[120.104,30.804],[120.104,30.802],[120.102,30.802]"
#define HOLE_LEFT "[120.102,30.802],[120.104,30.802],[120.104,30.804],[120.102,30.804],[120.102,30.802]"

typedef struct
{
  const char *name;
  const char *type;
  const char *coordinates;
  const char *word; /* of what is said; NULL: nothing */
  double squares;   /* area in those of SQUARE, afterwards; 0: the row is rejected */
  guint n_points;   /* 0: any */
} Outline;

static const Outline outlines[] = {
  { "good", "Polygon", "[[" SQUARE "],[" HOLE "]]", NULL, 0.96, 10 },
  { "clockwise", "Polygon", "[[[120.1,30.8],[120.1,30.81],[120.11,30.81],[120.11,30.8],[120.1,30.8]]]", NULL,
    1, 5 },
  { "hole with the outline's sense", "Polygon", "[[" SQUARE "],[" HOLE_LEFT "]]", "turned", 0.96, 10 },
  { "hole first", "Polygon", "[[" HOLE "],[" SQUARE "]]", "put first", 0.96, 10 },
  { "hole first in the second part", "MultiPolygon",
    "[[[[120.2,30.8],[120.21,30.8],[120.21,30.81],[120.2,30.81],[120.2,30.8]]],[[" HOLE "],[" SQUARE "]]]",
    "put first", 1.96, 15 },
  { "hole outside", "Polygon",
    "[[" SQUARE "],[[120.2,30.8],[120.2,30.802],[120.202,30.802],[120.202,30.8],[120.2,30.8]]]", "outside",
    1.04, 0 },
  { "hole across the edge", "Polygon",
    "[[" SQUARE "],[[120.108,30.802],[120.108,30.804],[120.113,30.804],[120.113,30.802],[120.108,30.802]]]",
    "outside", 0.96, 0 },
  { "open", "Polygon", "[[[120.1,30.8],[120.11,30.8],[120.11,30.81],[120.1,30.81]]]", "closed", 1, 5 },
  { "a part twice", "MultiPolygon", "[[[" SQUARE "]],[[" SQUARE "]]]", "touched", 1, 5 },
  { "a hole twice", "Polygon", "[[" SQUARE "],[" HOLE "],[" HOLE "]]", "touched", 0.96, 10 },
  { "crossing itself", "Polygon", "[[[120.1,30.8],[120.11,30.81],[120.11,30.8],[120.1,30.81],[120.1,30.8]]]",
    "crossed", 0.5, 0 },
  { "points twice", "Polygon",
    "[[[120.1,30.8],[120.1,30.8],[120.11,30.8],[120.11,30.81],[120.11,30.81],[120.1,30.81],[120.1,30.8]]]",
    NULL, 1, 7 },
  { "all hole", "Polygon", "[[" SQUARE "],[" SQUARE "]]", "draw it again", 0, 0 },
  { "no area", "Polygon", "[[[120.1,30.8],[120.11,30.8],[120.12,30.8],[120.1,30.8]]]", "draw it again", 0,
    0 },
  { "two points", "Polygon", "[[[120.1,30.8],[120.11,30.8],[120.1,30.8]]]", "no area", 0, 0 },
};

static gboolean
is_said (const LtImportReport *report, const char *word)
{
  for (guint i = 0; i < report->issues->len; i++)
    if (strstr (((LtIssue *) g_ptr_array_index (report->issues, i))->message, word) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_repair (gconstpointer data)
{
  const Outline *outline = data;
  g_autoptr (LtWorkspace) workspace = new_workspace (lt_paths_get_catalogue ());
  g_autofree char *text
      = g_strdup_printf ("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
                         "{\"number\":\"P1\"},\"geometry\":{\"type\":\"%s\",\"coordinates\":%s}}]}",
                         outline->type, outline->coordinates);
  g_autoptr (LtImportReport) report = import (workspace, LT_KIND_PARCEL, "a.geojson", text, NULL);
  g_autoptr (LtImportReport) again = NULL;
  g_autoptr (LtImportReport) check = NULL;
  g_autoptr (GPtrArray) rows = fetch_all (workspace, LT_KIND_PARCEL);
  gboolean taken = outline->squares > 0.0;
  double square = 0.01 * METRES_PER_DEGREE * 0.01 * METRES_PER_DEGREE * cos (30.805 * G_PI / 180.0);
  LtGeometry *geometry;

  g_assert_cmpuint (report->added, ==, taken);
  g_assert_cmpuint (report->rejected, ==, !taken);
  g_assert_cmpuint (report->repaired, ==, taken && outline->word != NULL);
  g_assert_true (outline->word == NULL ? report->n_issues == 0 : is_said (report, outline->word));
  g_assert_cmpuint (rows->len, ==, taken);
  if (!taken)
    return;
  geometry = lt_record_get_geometry (g_ptr_array_index (rows, 0));
  g_assert_cmpfloat_with_epsilon (lt_geometry_area_m2 (geometry) / square, outline->squares, 0.01);
  if (outline->n_points > 0)
    g_assert_cmpuint (geometry->n_points, ==, outline->n_points);

  /* What was mended needs no mending again, and the file changes nothing. */
  check = lt_check_workspace (workspace, LT_KIND_PARCEL, NULL, NULL);
  g_assert_cmpuint (check->n_issues, ==, 0);
  again = import (workspace, LT_KIND_PARCEL, "a.geojson", text, NULL);
  g_assert_cmpuint (again->unchanged, ==, 1);
  lt_workspace_close (workspace);
}

/* --- positions --- */

/* A city without boundaries: nothing lies outside of it. */
static char *
make_catalogue (void)
{
  static const char *const names[] = { "catalogue.csv", "chains.csv", "segments.csv", "measures.csv" };
  char *path = g_build_filename (folder, "nowhere", NULL);

  g_mkdir (path, 0700);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *from = g_build_filename (lt_paths_get_catalogue (), names[i], NULL);
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (from, &text, NULL, NULL));
      g_free (test_data_write (path, names[i], text, -1));
    }
  g_free (test_data_write (path, "chain-districts.csv", "chain,position,district\n", -1));
  g_free (
      test_data_write (path, "districts.geojson", "{\"type\":\"FeatureCollection\",\"features\":[]}", -1));
  return path;
}

/* Where a row at x, y of the system comes to lie. */
static void
import_point (LtWorkspace *workspace, const char *crs, double *x, double *y)
{
  g_autofree char *text = g_strdup_printf ("name,lon,lat\na,%.17g,%.17g\n", *x, *y);
  g_autoptr (LtImportReport) report = import (workspace, LT_KIND_ENTERPRISE, "p.csv", text, crs);
  g_autoptr (GPtrArray) rows = fetch_all (workspace, LT_KIND_ENTERPRISE);
  LtGeometry *geometry = lt_record_get_geometry (g_ptr_array_index (rows, 0));

  g_assert_cmpuint (report->rejected, ==, 0);
  g_assert_cmpuint (rows->len, ==, 1);
  *x = geometry->xy[0];
  *y = geometry->xy[1];
}

static double
get_metres (double x, double y, double other_x, double other_y)
{
  return hypot ((x - other_x) * cos (y * G_PI / 180.0), y - other_y) * METRES_PER_DEGREE;
}

static void
check_vector (LtWorkspace *workspace, GStrv row)
{
  g_auto (GStrv) ends = g_strsplit (row[3], "->", 2);
  gboolean exact = g_ascii_strtod (row[8], NULL) <= 1e-12;
  double x = g_ascii_strtod (row[4], NULL), y = g_ascii_strtod (row[5], NULL);
  double other_x = g_ascii_strtod (row[6], NULL), other_y = g_ascii_strtod (row[7], NULL);

  /* Without iteration, and with a wave of another length: see tests/data/README.md. */
  if (strstr (row[3], "one-step") != NULL || strcmp (row[3], "bd09->wgs84") == 0)
    return;
  if (strcmp (ends[0], "wgs84") != 0)
    import_point (workspace, ends[0], &x, &y);
  if (!g_str_has_prefix (ends[1], "wgs84"))
    import_point (workspace, ends[1], &other_x, &other_y);
  g_test_message ("%s: %.4f m", row[3], get_metres (x, y, other_x, other_y));
  g_assert_cmpfloat (get_metres (x, y, other_x, other_y), <=, 0.5);
  if (exact)
    {
      g_assert_cmpfloat_with_epsilon (x, other_x, 1e-6);
      g_assert_cmpfloat_with_epsilon (y, other_y, 1e-6);
    }
}

static void
test_vectors (void)
{
  g_autofree char *catalogue = make_catalogue ();
  g_autoptr (LtWorkspace) workspace = new_workspace (catalogue);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "gcj02-vectors.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], ",", -1);

      check_vector (workspace, row);
    }
  g_assert_cmpuint (g_strv_length (lines), ==, 17);
  lt_workspace_close (workspace);
}

/* All over the city, the way back is right to a centimetre. */
static void
test_inverse (void)
{
  g_autoptr (LtWorkspace) workspace = new_workspace (lt_paths_get_catalogue ());
  g_autoptr (GString) text = g_string_new ("name,lon,lat\n");
  g_autoptr (LtImportReport) report = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  guint found = 0;

  for (guint i = 0; i < 400; i++)
    {
      double x = 119.3 + i % 20 * 0.06, y = 30.4 + i / 20 * 0.035;

      lt_datum_wgs84_to_gcj02 (&x, &y);
      g_string_append_printf (text, "g%03u,%.12f,%.12f\n", i, x, y);
    }
  report = import (workspace, LT_KIND_ENTERPRISE, "g.csv", text->str, "gcj02");
  g_assert_cmpuint (report->added, ==, 400);
  rows = fetch_all (workspace, LT_KIND_ENTERPRISE);
  for (guint j = 0; j < rows->len; j++)
    {
      const char *name = lt_record_peek (g_ptr_array_index (rows, j), "name");
      LtGeometry *geometry = lt_record_get_geometry (g_ptr_array_index (rows, j));
      guint i;

      if (name[0] != 'g' || geometry == NULL)
        continue;
      i = (guint) g_ascii_strtoull (name + 1, NULL, 10);
      g_assert_cmpfloat (
          get_metres (geometry->xy[0], geometry->xy[1], 119.3 + i % 20 * 0.06, 30.4 + i / 20 * 0.035), <,
          0.01);
      found++;
    }
  g_assert_cmpuint (found, ==, 400);
  lt_workspace_close (workspace);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = test_data_make_folder ();
  for (guint i = 0; i < G_N_ELEMENTS (outlines); i++)
    {
      g_autofree char *name = g_strdup_printf ("/outlines/%s", outlines[i].name);

      g_strdelimit (name + strlen ("/outlines/"), " ", '-');
      g_test_add_data_func (name, &outlines[i], test_repair);
    }
  g_test_add_func ("/positions/vectors", test_vectors);
  g_test_add_func ("/positions/inverse", test_inverse);
  status = g_test_run ();
  test_data_remove_folder (folder);
  return status;
}
