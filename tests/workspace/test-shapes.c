#include "config.h"

#include <locale.h>
#include <math.h>
#include <sqlite3.h>

#include "fixture.h"
#include "lt-mercator.h"

/* The parcels of a snapshot are what reading each row by itself gives, whatever is in the file. */

static void
add_double (GByteArray *blob, double value, gboolean big)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  bits = big ? GUINT64_TO_BE (bits) : GUINT64_TO_LE (bits);
  g_byte_array_append (blob, (const guint8 *) &bits, sizeof bits);
}

static void
add_uint (GByteArray *blob, guint32 value, gboolean big)
{
  guint32 bits = big ? GUINT32_TO_BE (value) : GUINT32_TO_LE (value);

  g_byte_array_append (blob, (const guint8 *) &bits, sizeof bits);
}

static void
add_start (GByteArray *blob, guint32 type, gboolean big)
{
  guint8 order = !big;

  g_byte_array_append (blob, &order, 1);
  add_uint (blob, type, big);
}

/* A polygon of `n_rings` rings of `n` + 1 points round (x, y), the later ones holes. */
static void
add_polygon (GByteArray *blob, double x, double y, guint n_rings, guint n, gboolean big)
{
  add_start (blob, 3, big);
  add_uint (blob, n_rings, big);
  for (guint ring = 0; ring < n_rings; ring++)
    {
      add_uint (blob, n + 1, big);
      for (guint i = 0; i <= n; i++)
        {
          double angle = 2 * G_PI * (i % n) / n;
          double reach = 1e-3 / (1 + ring);

          add_double (blob, x + reach * cos (angle), big);
          add_double (blob, y + reach * sin (angle), big);
        }
    }
}

static GByteArray *
make_blob (guint i)
{
  GByteArray *blob = g_byte_array_new ();
  double x = 119.5 + (i * 37 % 100) * 1e-2, y = 30.4 + (i * 61 % 90) * 1e-2;
  gboolean big = i % 7 == 3;
  guint n = i % 250 == 11 ? 70000 : 3 + i % 40;
  guint n_rings = i % 50 == 17 ? 300 : 1 + i % 3;

  g_byte_array_append (blob, (const guint8 *) "GP\0\1\xE6\x10\0\0", 8);
  if (i % 2 == 0)
    {
      add_start (blob, 6, big);
      add_uint (blob, 1 + i % 4, big);
      for (guint part = 0; part < 1 + i % 4; part++)
        add_polygon (blob, x + part * 3e-3, y, n_rings, n, big);
    }
  else
    add_polygon (blob, x, i % 97 == 5 ? 84.9999 : y, n_rings, n, big);
  if (i % 31 == 9)
    g_byte_array_set_size (blob, blob->len - 7);
  return blob;
}

static void
fill (const char *path, guint n)
{
  static const char *const codes[]
      = { "330502", "330523", "no such", "a code that is far too long for one", "" };
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;

  /* Triggers would need functions that are not here; what they do is not asked. */
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_exec (db, "BEGIN", NULL, NULL, NULL);
  sqlite3_prepare_v2 (db, "INSERT INTO parcels (number, district, geom) VALUES (?, ?, ?)", -1, &statement,
                      NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GByteArray) blob = make_blob (i);

      sqlite3_bind_int64 (statement, 1, i);
      sqlite3_bind_text (statement, 2, codes[i % G_N_ELEMENTS (codes)], -1, SQLITE_STATIC);
      if (i % 20 == 1)
        sqlite3_bind_null (statement, 3);
      else
        sqlite3_bind_blob (statement, 3, blob->data, (int) blob->len, SQLITE_STATIC);
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
      sqlite3_reset (statement);
    }
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static guint
find_item (const LtShapes *shapes, gint64 id)
{
  for (guint i = 0; i < shapes->n; i++)
    {
      if (shapes->ids[i] == id)
        return i;
    }
  return G_MAXUINT;
}

static int
expected_district (LtSnapshot *snapshot, const char *code)
{
  for (guint i = 0; i < snapshot->n_outlines; i++)
    {
      LtDistrict *district = lt_catalogue_get_district_at (snapshot->catalogue, i);

      if (g_str_equal (lt_district_get_code (district), code))
        return (int) i;
    }
  return 255;
}

static void
assert_row (LtSnapshot *snapshot, gint64 id, const char *district, LtGeometry *geometry)
{
  const LtShapes *shapes = &snapshot->parcels;
  guint item = find_item (shapes, id);
  guint ring, start;

  g_assert_cmpuint (item, !=, G_MAXUINT);
  g_assert_cmpint (shapes->districts[item], ==, expected_district (snapshot, district));
  ring = shapes->first_ring[item];
  start = ring > 0 ? shapes->ring_ends[ring - 1] : 0;
  g_assert_cmpuint (shapes->first_ring[item + 1] - ring, ==, geometry->n_rings);
  for (guint i = 0; i < geometry->n_rings; i++)
    g_assert_cmpuint (shapes->ring_ends[ring + i] - start, ==, geometry->ring_ends[i]);
  for (guint i = 0; i < geometry->n_points; i++)
    {
      double x, y;

      lt_snapshot_project (snapshot, geometry->xy[2 * i], geometry->xy[2 * i + 1], &x, &y);
      g_assert_cmpfloat_with_epsilon ((double) shapes->xy[2 * (gsize) (start + i)], x, fabs (x) * 1e-7);
      g_assert_cmpfloat_with_epsilon ((double) shapes->xy[2 * (gsize) (start + i) + 1], y, fabs (y) * 1e-7);
    }
}

static guint
compare_all (const char *path, LtSnapshot *snapshot)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  guint n = 0;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_prepare_v2 (db, "SELECT fid, district, geom FROM parcels WHERE geom NOT NULL", -1, &statement,
                      NULL);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      g_autoptr (LtGeometry) geometry = lt_geometry_from_gpkg (sqlite3_column_blob (statement, 2),
                                                               (gsize) sqlite3_column_bytes (statement, 2));

      if (geometry == NULL)
        continue;
      assert_row (snapshot, sqlite3_column_int64 (statement, 0),
                  (const char *) sqlite3_column_text (statement, 1), geometry);
      n++;
    }
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return n;
}

/* Every ring lies in the box that its parcel has in the tree: a query at a corner finds it. */
typedef struct
{
  guint item;
  gboolean found;
} Look;

static gboolean
visit (guint item, gpointer data)
{
  Look *look = data;

  look->found = look->found || item == look->item;
  return !look->found;
}

static void
assert_tree (const LtShapes *shapes)
{
  for (guint i = 0; i < shapes->n; i++)
    {
      guint ring = shapes->first_ring[i];
      const float *xy = shapes->xy + 2 * (gsize) (ring > 0 ? shapes->ring_ends[ring - 1] : 0);
      Look look = { i, FALSE };

      lt_rtree_query (shapes->tree, xy[0], xy[1], xy[0], xy[1], visit, &look);
      g_assert_true (look.found);
    }
}

static void
test_same (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LtSnapshot) snapshot = NULL;

  fill (self->path, 600);
  snapshot = lt_workspace_load_snapshot (self->workspace, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (snapshot->counts[LT_KIND_PARCEL], ==, 600);
  g_assert_cmpuint (snapshot->parcels.n, >, 500);
  g_assert_cmpuint (compare_all (self->path, snapshot), ==, snapshot->parcels.n);
  assert_tree (&snapshot->parcels);
}

static void
test_none (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LtSnapshot) snapshot = lt_workspace_load_snapshot (self->workspace, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (snapshot->parcels.n, ==, 0);
  g_assert_cmpuint (snapshot->parcels.first_ring[0], ==, 0);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/shapes/same", Fixture, NULL, fixture_set_up, test_same, fixture_tear_down);
  g_test_add ("/shapes/none", Fixture, NULL, fixture_set_up, test_none, fixture_tear_down);
  return g_test_run ();
}
