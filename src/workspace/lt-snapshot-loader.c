#include "config.h"

#include "lt-snapshot-loader.h"

#include <string.h>

#include "lt-gpkg-blob.h"
#include "lt-mercator.h"
#include "lt-shapes-loader.h"
#include "lt-stage.h"

#define NO_DISTRICT 255
#define MAX_CHAINS 32
#define LABEL_PRECISION_M 100.0
#define PROJECT_DATES                                                                                        \
  "planned_signed_on, planned_started_on, planned_completed_on, planned_production_on, "                     \
  "planned_above_scale_on, planned_capacity_on, signed_on, started_on, completed_on, production_on, "        \
  "above_scale_on, capacity_on"

typedef struct
{
  LtStore *store;
  LtSnapshot *snapshot;
  GHashTable *districts; /* code → index + 1 */
  const char *today;
} Loader;

/* A row being read, and what its table gave so far. */
typedef struct
{
  Loader *loader;
  GArray *ids;
  GByteArray *districts;
  GArray *xy;
  GArray *boxes;
  /* points */
  GArray *links;
  /* projects */
  GByteArray *stages; /* stage and lateness by turns */
} Rows;

typedef struct
{
  guint32 chains;
  guint8 primary;
} Links;

typedef struct
{
  gint64 id;
  Links links;
} RowLinks;

static void
rows_init (Rows *self, Loader *loader)
{
  *self = (Rows){
    .loader = loader,
    .ids = g_array_new (FALSE, FALSE, sizeof (gint64)),
    .districts = g_byte_array_new (),
    .xy = g_array_new (FALSE, FALSE, sizeof (float)),
    .boxes = g_array_new (FALSE, FALSE, 4 * sizeof (float)),
    .links = g_array_new (FALSE, FALSE, sizeof (Links)),
    .stages = g_byte_array_new (),
  };
}

static void
rows_clear (Rows *self)
{
  g_array_unref (self->ids);
  g_byte_array_unref (self->districts);
  g_array_unref (self->xy);
  g_array_unref (self->boxes);
  g_array_unref (self->links);
  g_byte_array_unref (self->stages);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

static guint8
find_district (Loader *self, const char *code)
{
  guint index = code != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->districts, code)) : 0;

  return index > 0 ? (guint8) (index - 1) : NO_DISTRICT;
}

/* --- outlines --- */

static LtGeometry *
project_geometry (LtSnapshot *snapshot, const LtGeometry *geometry)
{
  g_autoptr (LtGeometryBuilder) builder = lt_geometry_builder_new (geometry->kind);
  guint start = 0;

  for (guint ring = 0; ring < geometry->n_rings; ring++)
    {
      for (guint i = start; i < geometry->ring_ends[ring]; i++)
        {
          double x, y;

          lt_snapshot_project (snapshot, geometry->xy[2 * i], geometry->xy[2 * i + 1], &x, &y);
          lt_geometry_builder_add_point (builder, x, y);
        }
      lt_geometry_builder_end_ring (builder, geometry->starts_part[ring] != 0);
      start = geometry->ring_ends[ring];
    }
  return lt_geometry_builder_end (g_steal_pointer (&builder));
}

static void
load_outlines (Loader *self)
{
  LtSnapshot *snapshot = self->snapshot;

  snapshot->n_outlines = lt_catalogue_get_n_districts (snapshot->catalogue);
  snapshot->outlines = g_new0 (LtOutline, snapshot->n_outlines);
  for (guint i = 0; i < snapshot->n_outlines; i++)
    {
      LtDistrict *district = lt_catalogue_get_district_at (snapshot->catalogue, i);
      LtGeometry *geometry = lt_district_get_geometry (district);
      LtOutline *outline = &snapshot->outlines[i];

      g_hash_table_insert (self->districts, (gpointer) lt_district_get_code (district),
                           GUINT_TO_POINTER (i + 1));
      if (geometry == NULL || (outline->geometry = project_geometry (snapshot, geometry)) == NULL)
        continue;
      lt_geometry_label_point (outline->geometry, LABEL_PRECISION_M, &outline->label_x, &outline->label_y);
    }
}

static void
set_origin (LtSnapshot *snapshot)
{
  LtBox box = lt_catalogue_get_box (snapshot->catalogue);

  if (lt_box_is_empty (&box))
    box = (LtBox){ 0, 0, 0, 0 };
  snapshot->origin_x = lt_mercator_x ((box.west + box.east) / 2) * LT_EARTH_CIRCUMFERENCE_M;
  snapshot->origin_y = lt_mercator_y ((box.south + box.north) / 2) * LT_EARTH_CIRCUMFERENCE_M;
}

/* --- order --- */

static gboolean
visit (guint item, gpointer data)
{
  g_array_append_val (data, item);
  return TRUE;
}

/* A packed tree keeps its leaves in Hilbert order: a query for everything tells it. */
static GArray *
hilbert_order (GArray *boxes)
{
  g_autoptr (LtRtree) tree = lt_rtree_new ((const float *) (void *) boxes->data, boxes->len);
  GArray *order = g_array_sized_new (FALSE, FALSE, sizeof (guint), boxes->len);

  lt_rtree_query (tree, -G_MAXFLOAT, -G_MAXFLOAT, G_MAXFLOAT, G_MAXFLOAT, visit, order);
  return order;
}

/* Moves the elements of an array into an order. Returns: (transfer full). */
static gpointer
permute (gconstpointer from, gsize size, GArray *order)
{
  char *to = g_malloc_n (MAX (order->len, 1), size);

  for (guint i = 0; i < order->len; i++)
    memcpy (to + i * size, (const char *) from + g_array_index (order, guint, i) * size, size);
  return to;
}

/* --- enterprises and projects --- */

/* In order of the rows' ids. Returns: (transfer full) (nullable) (element-type RowLinks). */
static GArray *
load_links (LtStore *store, const char *sql, GError **error)
{
  g_autoptr (GArray) links = g_array_new (FALSE, TRUE, sizeof (RowLinks));
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (store, sql, error);
  int step = -1;

  while (statement != NULL && (step = lt_store_step (store, statement, error)) == 1)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);
      gint64 chain = sqlite3_column_int64 (statement, 1);

      if (chain < 1 || chain > MAX_CHAINS)
        continue;
      if (links->len == 0 || g_array_index (links, RowLinks, links->len - 1).id != id)
        {
          RowLinks row = { .id = id, .links.primary = (guint8) chain };

          g_array_append_val (links, row);
        }
      g_array_index (links, RowLinks, links->len - 1).links.chains |= 1u << (chain - 1);
    }
  return step == 0 ? g_steal_pointer (&links) : NULL;
}

/* Rows come in order of their ids, as the links lie. */
static Links
next_links (GArray *links, guint *at, gint64 id)
{
  while (*at < links->len && g_array_index (links, RowLinks, *at).id < id)
    ++*at;
  if (*at < links->len && g_array_index (links, RowLinks, *at).id == id)
    return g_array_index (links, RowLinks, *at).links;
  return (Links){ 0, 0 };
}

static gboolean
find_position (sqlite3_stmt *statement, int column, double *x, double *y)
{
  g_autoptr (LtGeometry) geometry = NULL;
  const guint8 *blob;
  gsize length;

  if (sqlite3_column_type (statement, column) != SQLITE_BLOB)
    return FALSE;
  blob = sqlite3_column_blob (statement, column);
  length = (gsize) sqlite3_column_bytes (statement, column);
  if (lt_gpkg_blob_point (blob, length, x, y))
    return TRUE;
  geometry = lt_geometry_from_gpkg (blob, length);
  if (geometry == NULL)
    return FALSE;
  lt_geometry_label_point (geometry, 1e-5, x, y);
  return TRUE;
}

static void
take_point (Rows *self, gint64 id, guint8 district, Links links, double longitude, double latitude)
{
  float xy[2], box[4];
  double x, y;

  lt_snapshot_project (self->loader->snapshot, longitude, latitude, &x, &y);
  xy[0] = box[0] = box[2] = (float) x;
  xy[1] = box[1] = box[3] = (float) y;
  g_array_append_val (self->ids, id);
  g_byte_array_append (self->districts, &district, 1);
  g_array_append_val (self->links, links);
  g_array_append_vals (self->xy, xy, 2);
  g_array_append_vals (self->boxes, box, 1);
}

static void
count_unplaced (LtSnapshot *snapshot, guint8 district, Links links)
{
  LtUnplaced *unplaced;

  if (district == NO_DISTRICT)
    return;
  unplaced = &snapshot->unplaced[district];
  unplaced->district = district;
  unplaced->total++;
  if (links.chains == 0)
    unplaced->by_chain[0]++;
  for (guint chain = 1; chain <= MAX_CHAINS; chain++)
    unplaced->by_chain[chain] += links.chains >> (chain - 1) & 1;
}

static void
count_enterprise (LtSnapshot *snapshot, Links links)
{
  if (links.chains == 0)
    snapshot->enterprises_by_chain[0]++;
  for (guint chain = 1; chain <= MAX_CHAINS; chain++)
    snapshot->enterprises_by_chain[chain] += links.chains >> (chain - 1) & 1;
}

/* The planned dates, then the actual ones, by stage: PROJECT_DATES. */
static void
take_stage (Rows *self, sqlite3_stmt *statement, int column)
{
  const int n = LT_N_STAGES - 1;
  LtStageDates dates = { 0 };
  LtLate late;
  guint8 found[2];

  for (int i = 0; i < n; i++)
    {
      dates.planned[i + 1] = lt_statement_get_text (statement, column + i);
      dates.actual[i + 1] = lt_statement_get_text (statement, column + n + i);
    }
  lt_stage_is_late (&dates, self->loader->today, &late);
  found[0] = (guint8) lt_stage_of (&dates, self->loader->today);
  found[1] = (guint8) late.stage;
  g_byte_array_append (self->stages, found, sizeof found);
}

static void
take_row (Rows *self, LtKind kind, sqlite3_stmt *statement, gint64 id, Links link)
{
  LtSnapshot *snapshot = self->loader->snapshot;
  guint8 district = find_district (self->loader, lt_statement_get_text (statement, 1));
  double x, y;

  snapshot->counts[kind]++;
  if (kind == LT_KIND_ENTERPRISE)
    count_enterprise (snapshot, link);
  if (find_position (statement, 2, &x, &y))
    {
      take_point (self, id, district, link, x, y);
      if (kind == LT_KIND_PROJECT)
        take_stage (self, statement, 3);
    }
  else if (kind == LT_KIND_ENTERPRISE)
    count_unplaced (snapshot, district, link);
}

static void
pack_stages (Rows *rows, GArray *order, LtPoints *points)
{
  points->stage = g_new (guint8, MAX (order->len, 1));
  points->late = g_new (guint8, MAX (order->len, 1));
  for (guint i = 0; i < order->len; i++)
    {
      guint item = g_array_index (order, guint, i);

      points->stage[i] = rows->stages->data[2 * item];
      points->late[i] = rows->stages->data[2 * item + 1];
    }
}

static void
pack_points (Rows *rows, LtKind kind, LtPoints *points)
{
  g_autoptr (GArray) order = hilbert_order (rows->boxes);
  g_autofree float *boxes = permute (rows->boxes->data, 4 * sizeof (float), order);
  g_autofree Links *links = permute (rows->links->data, sizeof (Links), order);

  points->n = order->len;
  points->ids = permute (rows->ids->data, sizeof (gint64), order);
  points->districts = permute (rows->districts->data, 1, order);
  points->xy = permute (rows->xy->data, 2 * sizeof (float), order);
  points->chain = g_new (guint8, MAX (points->n, 1));
  points->chains = g_new (guint32, MAX (points->n, 1));
  for (guint i = 0; i < points->n; i++)
    {
      points->chain[i] = links[i].primary;
      points->chains[i] = links[i].chains;
    }
  points->tree = lt_rtree_new (boxes, points->n);
  if (kind == LT_KIND_PROJECT)
    pack_stages (rows, order, points);
}

static gboolean
load_points (
    Loader *self, LtKind kind, const char *links_sql, const char *sql, LtPoints *points, GError **error)
{
  g_autoptr (GArray) links = load_links (self->store, links_sql, error);
  g_autoptr (sqlite3_stmt) statement = links != NULL ? lt_store_prepare (self->store, sql, error) : NULL;
  g_auto (Rows) rows = { 0 };
  guint at = 0;
  int step = -1;

  rows_init (&rows, self);
  while (statement != NULL && (step = lt_store_step (self->store, statement, error)) == 1)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      take_row (&rows, kind, statement, id, next_links (links, &at, id));
    }
  pack_points (&rows, kind, points);
  return step == 0;
}

/* Only districts that have some are kept. */
static void
pack_unplaced (LtSnapshot *snapshot)
{
  for (guint i = 0; i < snapshot->n_outlines; i++)
    {
      if (snapshot->unplaced[i].total > 0)
        snapshot->unplaced[snapshot->n_unplaced++] = snapshot->unplaced[i];
    }
}

static gboolean
load_all (Loader *self, GError **error)
{
  LtSnapshot *snapshot = self->snapshot;

  set_origin (snapshot);
  load_outlines (self);
  snapshot->unplaced = g_new0 (LtUnplaced, snapshot->n_outlines);
  snapshot->counts[LT_KIND_DISTRICT] = snapshot->n_outlines;
  if (!load_points (self, LT_KIND_ENTERPRISE,
                    "SELECT enterprise_id, chain FROM enterprise_chains ORDER BY enterprise_id, position",
                    "SELECT fid, district, geom FROM enterprises ORDER BY fid", &snapshot->enterprises, error)
      || !load_points (self, LT_KIND_PROJECT,
                       "SELECT project_id, chain FROM project_chains ORDER BY project_id, position",
                       "SELECT fid, district, geom, " PROJECT_DATES " FROM projects ORDER BY fid",
                       &snapshot->projects, error)
      || !lt_shapes_loader_read (self->store, snapshot, self->districts, error))
    return FALSE;
  pack_unplaced (snapshot);
  return TRUE;
}

LtSnapshot *
lt_snapshot_loader_read (LtStore *store, LtCatalogue *catalogue, guint generation, GError **error)
{
  g_autoptr (LtSnapshot) snapshot = g_new0 (LtSnapshot, 1);
  g_autoptr (GHashTable) districts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *today = lt_stage_get_today ();
  Loader loader = { store, snapshot, districts, today };

  g_atomic_ref_count_init (&snapshot->ref_count);
  snapshot->generation = generation;
  snapshot->catalogue = g_object_ref (catalogue);
  return load_all (&loader, error) ? g_steal_pointer (&snapshot) : NULL;
}
