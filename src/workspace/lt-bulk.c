#include "config.h"

#include "lt-bulk.h"

#include <math.h>
#include <string.h>

#include "lt-bulk-indexes.h"
#include "lt-gpkg-blob.h"
#include "lt-rows.h"
#include "lt-rtree.h"
#include "lt-search-index.h"

/* SQLite's R-tree (rtree.c, "Database Format of R-Tree Tables") keeps nodes in a table: depth of the tree
 * in the root, else zero, and count of cells, two bytes each; then cells: eight bytes for the row's or
 * child's number, four for each of min x, max x, min y, max y, big endian. The root is node 1. A second
 * table tells the leaf of a row, a third the parent of a node. */
#define ROOT 1
#define HEADER_SIZE 4
#define CELL_SIZE 24
#define MIN_ROWS 2000
#define MAX_NODE_SIZE 65536

struct _LtBulk
{
  LtStore *store;
  LtKind kind;
  GPtrArray *indexes; /* statements that make them again */
  GArray *ranges;     /* of rows written: first and last id (gint64) */
  LtSearchFeed *feed; /* (nullable): has those that are added */
  gint64 last_fed;    /* row that is to come by the feed */
};

typedef struct
{
  gint64 id;
  float box[4]; /* min x, min y, max x, max y */
} Cell;

typedef struct
{
  LtStore *store;
  const char *table;
  guint node_size;
  guint cells_a_node;
  gint64 last_node;
  guint8 node[MAX_NODE_SIZE];
  sqlite3_stmt *insert_node;
  sqlite3_stmt *insert_parent;
} Filler;

guint
lt_bulk_get_threshold (gint64 rows)
{
  return (guint) CLAMP (rows / 8, MIN_ROWS, G_MAXINT);
}

static void
set_option (LtBulk *self, int option, gboolean on)
{
  sqlite3_db_config (lt_store_get_db (self->store), option, on, NULL);
}

/* Triggers on the tables that rows of the kind go to, apart from the R-tree's own. */
static gboolean
has_other_triggers (LtStore *store, LtKind kind, gboolean *has, GError **error)
{
  const char *table = lt_kind_get_name (kind);
  const char *link_table = "", *link_column;
  g_autofree char *sql = NULL;
  gint64 n;

  lt_rows_get_link (kind, &link_table, &link_column);
  sql = g_strdup_printf ("SELECT count (*) FROM sqlite_schema WHERE type = 'trigger' "
                         "AND lower (tbl_name) IN ('%s', '%s') AND name NOT GLOB 'rtree_%s_geom_*' AND name "
                         "NOT GLOB 'lt_search_*'",
                         table, link_table, table);
  if (!lt_store_get_int64 (store, sql, 0, &n, error))
    return FALSE;
  *has = n > 0;
  return TRUE;
}

static void
note_row (gpointer data, int operation, const char *database, const char *table, sqlite3_int64 row)
{
  LtBulk *self = data;
  gint64 range[2] = { row, row };
  gint64 *last = self->ranges->len > 0 ? &g_array_index (self->ranges, gint64, self->ranges->len - 1) : NULL;

  if (operation == SQLITE_DELETE || strcmp (table, lt_kind_get_name (self->kind)) != 0)
    return;
  if (operation == SQLITE_INSERT && self->feed != NULL)
    {
      self->last_fed = row;
      return;
    }
  if (last != NULL && row == *last + 1)
    *last = row;
  else if (last == NULL || row != *last)
    g_array_append_vals (self->ranges, range, 2);
}

static gboolean
drop_indexes (LtBulk *self, GError **error)
{
  const char *link_table, *link_column;

  return lt_bulk_indexes_drop (self->store, lt_kind_get_name (self->kind), self->indexes, error)
         && (!lt_rows_get_link (self->kind, &link_table, &link_column)
             || lt_bulk_indexes_drop (self->store, link_table, self->indexes, error));
}

LtBulk *
lt_bulk_begin (LtStore *store, LtKind kind, GError **error)
{
  g_autoptr (LtBulk) self = NULL;
  gboolean has;

  if (!has_other_triggers (store, kind, &has, error) || has)
    return NULL;
  self = g_new0 (LtBulk, 1);
  self->store = store;
  self->kind = kind;
  self->indexes = g_ptr_array_new_with_free_func (g_free);
  self->ranges = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_update_hook (lt_store_get_db (store), note_row, self);
  set_option (self, SQLITE_DBCONFIG_ENABLE_TRIGGER, FALSE);
  return drop_indexes (self, error) ? g_steal_pointer (&self) : NULL;
}

void
lt_bulk_take_feed (LtBulk *self, LtSearchFeed *feed)
{
  g_assert (self->feed == NULL);
  self->feed = feed;
}

void
lt_bulk_feed (LtBulk *self, GByteArray *changeset)
{
  lt_search_feed_push (self->feed, changeset);
}

gboolean
lt_bulk_restore_indexes (LtBulk *self, GError **error)
{
  return lt_bulk_indexes_restore (self->store, self->indexes, error);
}

void
lt_bulk_free (LtBulk *self)
{
  if (self == NULL)
    return;
  set_option (self, SQLITE_DBCONFIG_ENABLE_TRIGGER, TRUE);
  sqlite3_update_hook (lt_store_get_db (self->store), NULL, NULL);
  g_clear_pointer (&self->feed, lt_search_feed_free);
  g_ptr_array_unref (self->indexes);
  g_array_unref (self->ranges);
  g_free (self);
}

/* --- what goes into the tree --- */

/* As rtree.c rounds: a box never gets smaller. */
static float
round_down (double value)
{
  float rounded = (float) value;

  return (double) rounded > value ? (float) (value * (value < 0 ? 1 + 1.0 / 8388608 : 1 - 1.0 / 8388608))
                                  : rounded;
}

static float
round_up (double value)
{
  float rounded = (float) value;

  return (double) rounded < value ? (float) (value * (value < 0 ? 1 - 1.0 / 8388608 : 1 + 1.0 / 8388608))
                                  : rounded;
}

static gboolean
read_cells (LtBulk *self, GArray *cells, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT fid, geom FROM \"%s\" WHERE geom NOT NULL ORDER BY fid",
                                          lt_kind_get_name (self->kind));
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (self->store, sql, error);
  int step = -1;

  while (statement != NULL && (step = lt_store_step (self->store, statement, error)) == 1)
    {
      LtBox box;
      Cell cell = { .id = sqlite3_column_int64 (statement, 0) };

      if (sqlite3_column_type (statement, 1) != SQLITE_BLOB
          || !lt_gpkg_blob_box (sqlite3_column_blob (statement, 1),
                                (gsize) sqlite3_column_bytes (statement, 1), &box))
        continue;
      cell.box[0] = round_down (box.west);
      cell.box[1] = round_down (box.south);
      cell.box[2] = round_up (box.east);
      cell.box[3] = round_up (box.north);
      g_array_append_val (cells, cell);
    }
  return step == 0;
}

static gboolean
visit (guint item, gpointer data)
{
  g_array_append_val (data, item);
  return TRUE;
}

/* A packed tree keeps its leaves in Hilbert order: a query for everything tells it. */
static GArray *
hilbert_order (GArray *cells)
{
  g_autofree float *boxes = g_new (float, 4 * (gsize) cells->len + 1);
  g_autoptr (LtRtree) tree = NULL;
  GArray *order = g_array_sized_new (FALSE, FALSE, sizeof (guint), cells->len);

  for (guint i = 0; i < cells->len; i++)
    memcpy (boxes + 4 * (gsize) i, g_array_index (cells, Cell, i).box, 4 * sizeof (float));
  tree = lt_rtree_new (boxes, cells->len);
  lt_rtree_query (tree, -G_MAXFLOAT, -G_MAXFLOAT, G_MAXFLOAT, G_MAXFLOAT, visit, order);
  return order;
}

static GArray *
sort_cells (GArray *cells, GArray *order)
{
  GArray *sorted = g_array_sized_new (FALSE, FALSE, sizeof (Cell), order->len);

  for (guint i = 0; i < order->len; i++)
    g_array_append_val (sorted, g_array_index (cells, Cell, g_array_index (order, guint, i)));
  return sorted;
}

/* --- writing it --- */

static guint8 *
put_float (guint8 *at, float value)
{
  guint32 bits;

  memcpy (&bits, &value, sizeof bits);
  bits = GUINT32_TO_BE (bits);
  memcpy (at, &bits, sizeof bits);
  return at + sizeof bits;
}

static void
put_cell (guint8 *at, const Cell *cell)
{
  guint64 id = GUINT64_TO_BE ((guint64) cell->id);

  memcpy (at, &id, sizeof id);
  at = put_float (at + sizeof id, cell->box[0]);
  at = put_float (at, cell->box[2]);
  at = put_float (at, cell->box[1]);
  put_float (at, cell->box[3]);
}

static gboolean
write_node (Filler *self, gint64 number, guint depth, const Cell *cells, guint n, GError **error)
{
  memset (self->node, 0, self->node_size);
  self->node[0] = (guint8) (depth >> 8);
  self->node[1] = (guint8) depth;
  self->node[2] = (guint8) (n >> 8);
  self->node[3] = (guint8) n;
  for (guint i = 0; i < n; i++)
    put_cell (self->node + HEADER_SIZE + i * CELL_SIZE, &cells[i]);
  sqlite3_bind_int64 (self->insert_node, 1, number);
  sqlite3_bind_blob (self->insert_node, 2, self->node, (int) self->node_size, SQLITE_STATIC);
  return lt_store_run (self->store, self->insert_node, error);
}

static Cell
enclose (gint64 id, const Cell *cells, guint n)
{
  Cell all = cells[0];

  all.id = id;
  for (guint i = 1; i < n; i++)
    {
      all.box[0] = MIN (all.box[0], cells[i].box[0]);
      all.box[1] = MIN (all.box[1], cells[i].box[1]);
      all.box[2] = MAX (all.box[2], cells[i].box[2]);
      all.box[3] = MAX (all.box[3], cells[i].box[3]);
    }
  return all;
}

static gboolean
write_parents (Filler *self, const Cell *children, guint n, gint64 parent, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      sqlite3_bind_int64 (self->insert_parent, 1, children[i].id);
      sqlite3_bind_int64 (self->insert_parent, 2, parent);
      if (!lt_store_run (self->store, self->insert_parent, error))
        return FALSE;
    }
  return TRUE;
}

/* The nodes over a level's cells, whose own cells are the next level. Returns: (transfer full) (nullable). */
static GArray *
write_level (Filler *self, GArray *cells, gboolean leaves, GError **error)
{
  g_autoptr (GArray) above = g_array_new (FALSE, FALSE, sizeof (Cell));

  for (guint i = 0; i < cells->len; i += self->cells_a_node)
    {
      const Cell *first = &g_array_index (cells, Cell, i);
      guint n = MIN (self->cells_a_node, cells->len - i);
      Cell node = enclose (++self->last_node, first, n);

      if (!write_node (self, node.id, 0, first, n, error)
          || (!leaves && !write_parents (self, first, n, node.id, error)))
        return NULL;
      g_array_append_val (above, node);
    }
  return g_steal_pointer (&above);
}

static gboolean
write_nodes (Filler *self, GArray *cells, GError **error)
{
  g_autoptr (GArray) level = g_array_ref (cells);
  guint depth = 0;

  for (; level->len > self->cells_a_node; depth++)
    {
      GArray *above = write_level (self, level, depth == 0, error);

      if (above == NULL)
        return FALSE;
      g_array_unref (level);
      level = above;
    }
  return write_node (self, ROOT, depth, (const Cell *) (void *) level->data, level->len, error)
         && (depth == 0
             || write_parents (self, (const Cell *) (void *) level->data, level->len, ROOT, error));
}

/* Which leaf a row is in, in order of the rows. */
static gboolean
write_rows (Filler *self, GArray *cells, GArray *order, GError **error)
{
  g_autofree char *sql
      = g_strdup_printf ("INSERT INTO \"rtree_%s_geom_rowid\" (rowid, nodeno) VALUES (?, ?)", self->table);
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (self->store, sql, error);
  g_autofree gint64 *nodes = g_new (gint64, MAX (order->len, 1));
  gboolean ok = statement != NULL;

  for (guint i = 0; i < order->len; i++)
    nodes[g_array_index (order, guint, i)]
        = order->len > self->cells_a_node ? ROOT + 1 + i / self->cells_a_node : ROOT;
  for (guint i = 0; ok && i < cells->len; i++)
    {
      sqlite3_bind_int64 (statement, 1, g_array_index (cells, Cell, i).id);
      sqlite3_bind_int64 (statement, 2, nodes[i]);
      ok = lt_store_run (self->store, statement, error);
    }
  return ok;
}

static gboolean
empty_tree (Filler *self, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"rtree_%s_geom_node\";"
                                          "DELETE FROM \"rtree_%s_geom_rowid\";"
                                          "DELETE FROM \"rtree_%s_geom_parent\"",
                                          self->table, self->table, self->table);

  return lt_store_exec (self->store, sql, error);
}

static gboolean
find_node_size (Filler *self, GError **error)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT length (data) FROM \"rtree_%s_geom_node\" WHERE nodeno = 1", self->table);
  gint64 size;

  if (!lt_store_get_int64 (self->store, sql, 0, &size, error))
    return FALSE;
  if (size < HEADER_SIZE + 4 * CELL_SIZE || size > MAX_NODE_SIZE)
    return lt_store_fail (self->store, SQLITE_CORRUPT, error);
  self->node_size = (guint) size;
  self->cells_a_node = (self->node_size - HEADER_SIZE) / CELL_SIZE;
  self->last_node = ROOT;
  return TRUE;
}

static gboolean
fill_tree (LtBulk *bulk, GArray *cells, GError **error)
{
  g_autofree Filler *self = g_new0 (Filler, 1);
  const char *table = lt_kind_get_name (bulk->kind);
  g_autofree char *node_sql
      = g_strdup_printf ("INSERT INTO \"rtree_%s_geom_node\" (nodeno, data) VALUES (?, ?)", table);
  g_autofree char *parent_sql
      = g_strdup_printf ("INSERT INTO \"rtree_%s_geom_parent\" (nodeno, parentnode) VALUES (?, ?)", table);
  g_autoptr (GArray) order = hilbert_order (cells);
  g_autoptr (GArray) sorted = sort_cells (cells, order);
  g_autoptr (sqlite3_stmt) insert_node = lt_store_prepare (bulk->store, node_sql, error);
  g_autoptr (sqlite3_stmt) insert_parent
      = insert_node != NULL ? lt_store_prepare (bulk->store, parent_sql, error) : NULL;

  if (insert_parent == NULL)
    return FALSE;
  self->store = bulk->store;
  self->table = table;
  self->insert_node = insert_node;
  self->insert_parent = insert_parent;
  return find_node_size (self, error) && empty_tree (self, error) && write_nodes (self, sorted, error)
         && write_rows (self, cells, order, error);
}

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

/* What was too much for the feed is left to the ranges. */
static gboolean
add_fed (LtBulk *self, GError **error)
{
  gint64 range[2] = { 0, self->last_fed };
  LtGramLists *lists = lt_search_feed_finish (self->feed, &range[0]);

  gboolean ok;

  if (range[0]++ < self->last_fed)
    g_array_append_vals (self->ranges, range, 2);
  ok = lt_gram_lists_get_size (lists) == 0
       || lt_search_index_add_lists (self->store, self->kind, lists, error);
  g_clear_pointer (&self->feed, lt_search_feed_free);
  return ok;
}

/* In order, each row once. */
static gboolean
add_to_search (LtBulk *self, GError **error)
{
  gint64 *ranges;
  guint n = 0;

  if (self->feed != NULL && !add_fed (self, error))
    return FALSE;
  if (self->ranges->len == 0)
    return TRUE;
  ranges = (gint64 *) (void *) self->ranges->data;
  qsort (ranges, self->ranges->len / 2, 2 * sizeof (gint64), compare_ranges);
  for (guint i = 0; i < self->ranges->len; i += 2)
    {
      if (n > 0 && ranges[i] <= ranges[n - 1] + 1)
        {
          ranges[n - 1] = MAX (ranges[n - 1], ranges[i + 1]);
          continue;
        }
      ranges[n] = ranges[i];
      ranges[n + 1] = ranges[i + 1];
      n += 2;
    }
  g_array_set_size (self->ranges, n);
  return lt_search_index_add (self->store, self->kind, self->ranges, error);
}

gboolean
lt_bulk_finish (LtBulk *self, GError **error)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  gboolean ok;

  g_return_val_if_fail (self != NULL, FALSE);

  /* One after the other: each takes memory of its own. */
  if (!add_to_search (self, error) || !lt_bulk_restore_indexes (self, error)
      || !read_cells (self, cells, error))
    return FALSE;
  /* Only so may the tables behind a virtual one be written. */
  set_option (self, SQLITE_DBCONFIG_DEFENSIVE, FALSE);
  ok = fill_tree (self, cells, error);
  set_option (self, SQLITE_DBCONFIG_DEFENSIVE, TRUE);
  return ok;
}
