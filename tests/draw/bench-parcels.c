/* How long a picture of parcels takes from a loaded snapshot to all pixels, and a change of classes:
 * medians of the runs and the processor's time, one JSON object a line.
 * usage: bench-parcels PARCELS.gpkg VIEWS.json [RUNS] [PICTURES-DIRECTORY]
 * PARCELS.gpkg: a table "parcels" with geom (EPSG:4326) and tax_wan; VIEWS.json: size, breaks, views. */
#include <json-glib/json-glib.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "lt-gpkg-blob.h"
#include "lt-mercator.h"
#include "lt-painter.h"
#include "lt-totals.h"

#define MAX_RUNS 101
#define N_CLASSES 6
#define HALF_WORLD (LT_EARTH_CIRCUMFERENCE_M / 2)

typedef struct
{
  LtSnapshot snapshot;
  float *values; /* as the rows lie in the file, then as the parcels do */
  GArray *xy;
  GArray *boxes;
  GArray *ring_ends;
  GArray *first_ring;
} Parcels;

static void
take_ring (const double *points, guint n, gpointer data)
{
  Parcels *self = data;
  float *box = &g_array_index (self->boxes, float, 4 * (self->boxes->len - 1));
  guint32 end;

  for (guint i = 0; i < n; i++)
    {
      double x, y;
      float xy[2];

      lt_snapshot_project (&self->snapshot, points[2 * i], points[2 * i + 1], &x, &y);
      xy[0] = (float) x;
      xy[1] = (float) y;
      for (guint j = 0; j < 2; j++)
        {
          box[j] = MIN (box[j], xy[j]);
          box[2 + j] = MAX (box[2 + j], xy[j]);
        }
      g_array_append_vals (self->xy, xy, 2);
    }
  end = self->xy->len / 2;
  g_array_append_val (self->ring_ends, end);
}

static guint
read_rows (Parcels *self, const char *path, GArray *values)
{
  static const float empty[4] = { G_MAXFLOAT, G_MAXFLOAT, -G_MAXFLOAT, -G_MAXFLOAT };
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  guint n = 0;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK
      || sqlite3_prepare_v2 (db, "SELECT geom, tax_wan FROM parcels", -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", path, sqlite3_errmsg (db));
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      guint32 ring = self->ring_ends->len;
      float value = (float) sqlite3_column_double (statement, 1);

      g_array_append_vals (self->boxes, empty, 1);
      if (!lt_gpkg_blob_rings (sqlite3_column_blob (statement, 0),
                               (gsize) sqlite3_column_bytes (statement, 0), take_ring, self))
        g_error ("%s: row %u has no polygon", path, n + 1);
      g_array_append_val (self->first_ring, ring);
      g_array_append_val (values, value);
      n++;
    }
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return n;
}

static gboolean
visit (guint item, gpointer data)
{
  g_array_append_val (data, item);
  return TRUE;
}

/* Into the order of a packed tree, as the loader does it. */
static void
pack (Parcels *self, GArray *values, guint n)
{
  g_autoptr (LtRtree) tree = lt_rtree_new ((const float *) (gpointer) self->boxes->data, n);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree float *boxes = g_new (float, 4 * (gsize) n);
  LtShapes *shapes = &self->snapshot.parcels;
  guint32 ring = 0, point = 0;

  lt_rtree_query (tree, -G_MAXFLOAT, -G_MAXFLOAT, G_MAXFLOAT, G_MAXFLOAT, visit, order);
  shapes->n = n;
  shapes->first_ring = g_new (guint32, n + 1);
  shapes->ring_ends = g_new (guint32, self->ring_ends->len);
  shapes->xy = g_new (float, self->xy->len);
  self->values = g_new (float, n);
  for (guint i = 0; i < n; i++)
    {
      guint item = g_array_index (order, guint, i);
      guint32 from = g_array_index (self->first_ring, guint32, item);
      guint32 to = item + 1 < n ? g_array_index (self->first_ring, guint32, item + 1) : self->ring_ends->len;
      guint32 start = from > 0 ? g_array_index (self->ring_ends, guint32, from - 1) : 0;

      shapes->first_ring[i] = ring;
      for (guint32 j = from; j < to; j++)
        shapes->ring_ends[ring++] = g_array_index (self->ring_ends, guint32, j) - start + point;
      for (guint32 j = 2 * start; j < 2 * g_array_index (self->ring_ends, guint32, to - 1); j++)
        shapes->xy[2 * point + j - 2 * start] = g_array_index (self->xy, float, j);
      point = shapes->ring_ends[ring - 1];
      for (guint j = 0; j < 4; j++)
        boxes[4 * i + j] = g_array_index (self->boxes, float, 4 * item + j);
      self->values[i] = g_array_index (values, float, item);
    }
  shapes->first_ring[n] = ring;
  shapes->tree = lt_rtree_new (boxes, n);
  lt_shapes_measure (shapes);
}

static void
load (Parcels *self, const char *path)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (float));
  guint n;

  *self = (Parcels){
    .xy = g_array_new (FALSE, FALSE, sizeof (float)),
    .boxes = g_array_new (FALSE, FALSE, 4 * sizeof (float)),
    .ring_ends = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .first_ring = g_array_new (FALSE, FALSE, sizeof (guint32)),
  };
  self->snapshot.origin_x = lt_mercator_x (119.9) * LT_EARTH_CIRCUMFERENCE_M;
  self->snapshot.origin_y = lt_mercator_y (30.8) * LT_EARTH_CIRCUMFERENCE_M;
  n = read_rows (self, path, values);
  pack (self, values, n);
  g_array_unref (self->xy);
  g_array_unref (self->boxes);
  g_array_unref (self->ring_ends);
  g_array_unref (self->first_ring);
}

/* What a change of breaks costs before painting: a look at each value. */
static LtClasses *
classify (const Parcels *self, const double *breaks, double shift)
{
  LtClass classes[N_CLASSES] = { { 0 } };
  LtClassesText text = { .title = "tax" };
  guint n = self->snapshot.parcels.n;
  guint8 *class_of = g_malloc (n);

  for (guint i = 0; i < n; i++)
    {
      guint8 number = 1;

      for (guint j = 1; j < N_CLASSES - 1; j++)
        number += (double) self->values[i] >= breaks[j] * shift;
      class_of[i] = number;
    }
  lt_classes_style (LT_SCHEME_RAMP, classes + 1, N_CLASSES - 1);
  return lt_classes_new (&self->snapshot, class_of, classes, N_CLASSES, &text);
}

static double
get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
get_median (double *values, guint n)
{
  qsort (values, n, sizeof *values, compare);
  return values[n / 2];
}

typedef struct
{
  const Parcels *parcels;
  const double *breaks;
  LtCamera camera;
  int width;
  int height;
} Bench;

static cairo_surface_t *
paint (const Bench *self, LtClasses *classes)
{
  LtView view = { .district = -1, .layers = LT_LAYER_PARCELS, .classes = classes };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, self->width, self->height);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  lt_painter_paint_layers (cr, &self->camera, &self->parcels->snapshot, &view);
  cairo_destroy (cr);
  return surface;
}

static void
say (const char *name, guint n, double *walls, double *cpus, guint runs)
{
  printf ("{\"view\": \"%s\", \"parcels\": %u, \"ms\": %.3f, \"cpu_ms\": %.3f}\n", name, n,
          get_median (walls, runs), get_median (cpus, runs));
  fflush (stdout);
}

static void
bench_view (Bench *self, const char *name, guint runs, gboolean restyle, const char *pictures)
{
  double walls[MAX_RUNS], cpus[MAX_RUNS];
  LtClasses *classes = classify (self->parcels, self->breaks, 1);

  cairo_surface_destroy (paint (self, classes));
  for (guint i = 0; i < runs; i++)
    {
      gint64 start = g_get_monotonic_time ();
      double before = get_cpu ();
      cairo_surface_t *surface;

      if (restyle)
        {
          lt_classes_unref (classes);
          classes = classify (self->parcels, self->breaks, 1 + 0.1 * (i + 1));
        }
      surface = paint (self, classes);
      walls[i] = (double) (g_get_monotonic_time () - start) / 1000;
      cpus[i] = (get_cpu () - before) * 1000;
      if (i == 0 && pictures != NULL)
        {
          g_autofree char *path = g_strdup_printf ("%s/%s.png", pictures, name);

          cairo_surface_write_to_png (surface, path);
        }
      cairo_surface_destroy (surface);
    }
  lt_classes_unref (classes);
  say (name, self->parcels->snapshot.parcels.n, walls, cpus, runs);
}

/* A filter by chain and hidden classes, and the totals of what passes. */
static void
bench_totals (const Bench *self, guint runs)
{
  guint n = self->parcels->snapshot.parcels.n;
  g_autoptr (LtClasses) classes = classify (self->parcels, self->breaks, 1);
  g_autofree guint8 *districts = g_malloc (n), *fits = g_malloc (n);
  g_autofree guint32 *chains = g_new (guint32, n);
  g_autofree double *areas = g_new (double, n);
  double walls[MAX_RUNS], cpus[MAX_RUNS];

  for (guint i = 0; i < n; i++)
    {
      districts[i] = (guint8) (i * 2654435761u >> 29);
      chains[i] = 1u << (i * 40503u >> 13 & 7);
      areas[i] = 1000 + i % 5000;
    }
  for (guint run = 0; run < runs; run++)
    {
      gint64 start = g_get_monotonic_time ();
      double before = get_cpu ();
      guint32 wanted = 1u << (run % 8) | 3;
      g_autofree LtTotals *totals = NULL;

      for (guint i = 0; i < n; i++)
        fits[i] = (chains[i] & wanted) != 0;
      totals = lt_totals_new (n, fits, districts, classes->class_of, areas);
      walls[run] = (double) (g_get_monotonic_time () - start) / 1000;
      cpus[run] = (get_cpu () - before) * 1000;
      g_assert_cmpuint (totals->cells[0][1].count, >, 0);
    }
  say ("totals", n, walls, cpus, runs);
}

/* A hit test a place, over the middle of the city: the slowest hundredth counts, not the median. */
static void
bench_pick (const Bench *self)
{
  const LtSnapshot *snapshot = &self->parcels->snapshot;
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  double walls[1000], wall;

  for (guint i = 0; i < G_N_ELEMENTS (walls); i++)
    {
      double longitude = g_rand_double_range (random, 119.5, 120.3),
             latitude = g_rand_double_range (random, 30.5, 31.1);
      gint64 start = g_get_monotonic_time ();

      lt_snapshot_pick_parcel (snapshot, longitude, latitude);
      walls[i] = (double) (g_get_monotonic_time () - start) / 1000;
    }
  get_median (walls, G_N_ELEMENTS (walls));
  wall = walls[G_N_ELEMENTS (walls) * 99 / 100];
  printf ("{\"view\": \"pick\", \"parcels\": %u, \"ms\": %.3f, \"cpu_ms\": %.3f}\n", snapshot->parcels.n,
          wall, wall);
}

static void
set_camera (Bench *self, JsonArray *box)
{
  double west = json_array_get_double_element (box, 0), south = json_array_get_double_element (box, 1);
  double east = json_array_get_double_element (box, 2), north = json_array_get_double_element (box, 3);

  self->camera = (LtCamera){
    .longitude = lt_mercator_longitude (((west + east) / 2 + HALF_WORLD) / LT_EARTH_CIRCUMFERENCE_M),
    .latitude = lt_mercator_latitude ((HALF_WORLD - (south + north) / 2) / LT_EARTH_CIRCUMFERENCE_M),
    .zoom = log2 (self->width * LT_EARTH_CIRCUMFERENCE_M / (east - west) / 256),
    .width = self->width,
    .height = self->height,
    .scale = 1,
  };
}

int
main (int argc, char **argv)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  guint runs = argc > 3 ? (guint) CLAMP (atoi (argv[3]), 1, MAX_RUNS) : 9;
  static const char *const names[] = { "city", "county", "park" };
  double breaks[N_CLASSES];
  JsonObject *root, *views;
  Parcels parcels;
  Bench bench;

  if (argc < 3 || !json_parser_load_from_file (parser, argv[2], &error))
    {
      fprintf (stderr, "usage: bench-parcels PARCELS.gpkg VIEWS.json [RUNS] [PICTURES]\n%s\n",
               error != NULL ? error->message : "");
      return 2;
    }
  root = json_node_get_object (json_parser_get_root (parser));
  views = json_object_get_object_member (root, "views");
  for (guint i = 0; i < N_CLASSES; i++)
    breaks[i] = json_array_get_double_element (json_object_get_array_member (root, "breaks"), i);
  load (&parcels, argv[1]);
  bench = (Bench){
    .parcels = &parcels,
    .breaks = breaks,
    .width = (int) json_array_get_int_element (json_object_get_array_member (root, "size"), 0),
    .height = (int) json_array_get_int_element (json_object_get_array_member (root, "size"), 1),
  };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      set_camera (&bench,
                  json_object_get_array_member (json_object_get_object_member (views, names[i]), "merc"));
      bench_view (&bench, names[i], runs, FALSE, argc > 4 ? argv[4] : NULL);
      if (i == 0)
        bench_view (&bench, "restyle", runs, TRUE, NULL);
    }
  bench_totals (&bench, runs);
  bench_pick (&bench);
  return 0;
}
