#include "config.h"

#include "lt-shapes-loader.h"

#include <math.h>
#include <string.h>

#include "lt-gpkg-blob.h"
#include "lt-mercator.h"

#define NO_DISTRICT 255
#define POINTS_A_BLOCK (1024 * 1024)

typedef struct
{
  float min_x;
  float min_y;
  float max_x;
  float max_y;
} Box;

/* A parcel that was read, and where its points and rings lie. */
typedef struct
{
  gint64 id;
  float *xy;
  guint32 n_points;
  guint32 first_ring; /* in the order of reading */
  guint8 n_rings;     /* 255: more, up to the next parcel's first */
  guint8 district;
} Row;

typedef struct
{
  const LtSnapshot *snapshot;
  const LtMercatorTable *table;
  GHashTable *districts;
  GArray *rows;       /* Row */
  GArray *boxes;      /* Box */
  GArray *ring_sizes; /* guint32: points */
  GPtrArray *blocks;  /* of float, that never move */
  gsize left;         /* points that fit in the last one */
  float *next;        /* where they begin */
  Row row;            /* being read */
  Box box;
  /* the district of the row before, as most of its neighbours have it */
  char code[16];
  guint8 district;
} Loader;

static void
loader_init (Loader *self, const LtSnapshot *snapshot, GHashTable *districts)
{
  *self = (Loader){ .snapshot = snapshot, .table = lt_mercator_table_get (), .districts = districts };
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->boxes = g_array_new (FALSE, FALSE, sizeof (Box));
  self->ring_sizes = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->district = NO_DISTRICT;
}

static void
loader_clear (Loader *self)
{
  g_array_unref (self->rows);
  g_clear_pointer (&self->boxes, g_array_unref);
  g_array_unref (self->ring_sizes);
  g_ptr_array_unref (self->blocks);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Loader, loader_clear)

/* --- reading --- */

/* Room for points that follow those of the row being read, which move along where the block is full. */
static float *
reserve (Loader *self, guint n)
{
  if (self->left < n)
    {
      gsize size = MAX (POINTS_A_BLOCK, 2 * ((gsize) self->row.n_points + n));
      float *block = g_new (float, 2 * size);

      if (self->row.n_points > 0)
        memcpy (block, self->row.xy, 2 * (gsize) self->row.n_points * sizeof (float));
      self->row.xy = block;
      self->next = block + 2 * (gsize) self->row.n_points;
      self->left = size - self->row.n_points;
      g_ptr_array_add (self->blocks, block);
    }
  return self->next;
}

static void
take_ring (const double *points, guint n, gpointer data)
{
  Loader *self = data;
  const LtSnapshot *snapshot = self->snapshot;
  float *xy = reserve (self, n);
  Box box = self->box;

  for (guint i = 0; i < n; i++)
    {
      double x = lt_mercator_x (points[2 * i]) * LT_EARTH_CIRCUMFERENCE_M - snapshot->origin_x;
      double y = lt_mercator_table_y (self->table, points[2 * i + 1]);

      if (isnan (y))
        y = lt_mercator_y (points[2 * i + 1]);
      xy[2 * i] = (float) x;
      xy[2 * i + 1] = (float) (y * LT_EARTH_CIRCUMFERENCE_M - snapshot->origin_y);
      box.min_x = MIN (box.min_x, xy[2 * i]);
      box.min_y = MIN (box.min_y, xy[2 * i + 1]);
      box.max_x = MAX (box.max_x, xy[2 * i]);
      box.max_y = MAX (box.max_y, xy[2 * i + 1]);
    }
  self->box = box;
  self->next += 2 * (gsize) n;
  self->left -= n;
  self->row.n_points += n;
  g_array_append_val (self->ring_sizes, n);
}

/* Nothing of the row being read stays. */
static void
begin_row (Loader *self)
{
  g_array_set_size (self->ring_sizes, self->row.first_ring);
  self->next -= 2 * (gsize) self->row.n_points;
  self->left += self->row.n_points;
  self->row.n_points = 0;
  self->row.xy = self->next;
  self->box = (Box){ G_MAXFLOAT, G_MAXFLOAT, -G_MAXFLOAT, -G_MAXFLOAT };
}

static void
take_geometry_rings (Loader *self, const guint8 *blob, gsize length)
{
  g_autoptr (LtGeometry) geometry = lt_geometry_from_gpkg (blob, length);
  guint start = 0;

  if (geometry == NULL || geometry->kind != LT_GEOMETRY_POLYGON)
    return;
  for (guint ring = 0; ring < geometry->n_rings; ring++)
    {
      take_ring (geometry->xy + 2 * start, geometry->ring_ends[ring] - start, self);
      start = geometry->ring_ends[ring];
    }
}

static guint8
find_district (Loader *self, const char *code)
{
  guint index;

  if (code == NULL)
    return NO_DISTRICT;
  if (strcmp (code, self->code) == 0)
    return self->district;
  index = GPOINTER_TO_UINT (g_hash_table_lookup (self->districts, code));
  g_strlcpy (self->code, strlen (code) < sizeof self->code ? code : "", sizeof self->code);
  self->district = self->code[0] != '\0' && index > 0 ? (guint8) (index - 1) : NO_DISTRICT;
  return index > 0 ? (guint8) (index - 1) : NO_DISTRICT;
}

static void
take_row (Loader *self, gint64 id, const char *district, const guint8 *blob, gsize length)
{
  guint n_rings;

  begin_row (self);
  if (!lt_gpkg_blob_rings (blob, length, take_ring, self))
    {
      begin_row (self);
      take_geometry_rings (self, blob, length);
    }
  n_rings = self->ring_sizes->len - self->row.first_ring;
  if (n_rings == 0)
    return;
  self->row.id = id;
  self->row.n_rings = (guint8) MIN (n_rings, 255);
  self->row.district = find_district (self, district);
  g_array_append_val (self->rows, self->row);
  g_array_append_val (self->boxes, self->box);
  self->row = (Row){ .first_ring = self->ring_sizes->len, .xy = self->next };
}

/* --- into the order of the tree --- */

static void
pack_row (LtShapes *shapes,
          guint i,
          const Row *row,
          const guint32 *sizes,
          guint n_rings,
          guint32 *ring,
          guint32 *point)
{
  shapes->ids[i] = row->id;
  shapes->districts[i] = row->district;
  shapes->first_ring[i] = *ring;
  memcpy (shapes->xy + 2 * (gsize) *point, row->xy, 2 * (gsize) row->n_points * sizeof (float));
  for (guint j = 0; j < n_rings; j++)
    {
      *point += sizes[j];
      shapes->ring_ends[(*ring)++] = *point;
    }
}

static guint
count_rings (const Loader *self, guint item)
{
  const Row *row = &g_array_index (self->rows, Row, item);

  if (row->n_rings < 255)
    return row->n_rings;
  return (item + 1 < self->rows->len ? row[1].first_ring : self->ring_sizes->len) - row->first_ring;
}

static gsize
count_points (const Loader *self)
{
  gsize n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += g_array_index (self->rows, Row, i).n_points;
  return n;
}

/* Points and rings are counted in 32 bits: what goes beyond is some tens of millions of parcels. */
static gboolean
pack (Loader *self, LtShapes *shapes, LtStore *store, GError **error)
{
  g_autofree guint *order = NULL;
  gsize n_points = count_points (self);
  guint32 ring = 0, point = 0;

  if (n_points > G_MAXUINT32 / 2)
    return lt_store_fail (store, SQLITE_NOMEM, error);
  shapes->n = self->rows->len;
  shapes->tree = lt_rtree_new ((const float *) (void *) self->boxes->data, shapes->n);
  g_clear_pointer (&self->boxes, g_array_unref);
  order = lt_rtree_renumber (shapes->tree);
  shapes->ids = g_new (gint64, MAX (shapes->n, 1));
  shapes->districts = g_new (guint8, MAX (shapes->n, 1));
  shapes->first_ring = g_new (guint32, (gsize) shapes->n + 1);
  shapes->ring_ends = g_new (guint32, MAX (self->ring_sizes->len, 1));
  shapes->xy = g_new (float, MAX (2 * n_points, 1));
  for (guint i = 0; i < shapes->n; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, order[i]);

      pack_row (shapes, i, row, &g_array_index (self->ring_sizes, guint32, row->first_ring),
                count_rings (self, order[i]), &ring, &point);
    }
  shapes->first_ring[shapes->n] = ring;
  lt_shapes_measure (shapes);
  return TRUE;
}

gboolean
lt_shapes_loader_read (LtStore *store, LtSnapshot *snapshot, GHashTable *districts, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store, "SELECT fid, district, geom FROM parcels", error);
  g_auto (Loader) loader = { 0 };
  int step = -1;

  loader_init (&loader, snapshot, districts);
  while (statement != NULL && (step = lt_store_step (store, statement, error)) == 1)
    {
      snapshot->counts[LT_KIND_PARCEL]++;
      if (sqlite3_column_type (statement, 2) == SQLITE_BLOB)
        take_row (&loader, sqlite3_column_int64 (statement, 0),
                  (const char *) sqlite3_column_text (statement, 1), sqlite3_column_blob (statement, 2),
                  (gsize) sqlite3_column_bytes (statement, 2));
    }
  return step == 0 && pack (&loader, &snapshot->parcels, store, error);
}
