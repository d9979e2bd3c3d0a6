#include "config.h"

#include "lt-bulk-tree.h"

#include <string.h>

#include "lt-gpkg-blob.h"
#include "lt-rtree.h"

/* SQLite's R-tree (rtree.c, "Database Format of R-Tree Tables") keeps nodes in a table: depth of the tree
 * in the root, else zero, and count of cells, two bytes each; then cells: eight bytes for the row's or
 * child's number, four for each of min x, max x, min y, max y, big endian. The root is node 1. A second
 * table tells the leaf of a row, a third the parent of a node. */
#define ROOT 1
#define HEADER_SIZE 4
#define CELL_SIZE 24
#define MAX_NODE_SIZE 65536
#define PAIRS_A_STATEMENT 64

typedef struct
{
  gint64 id;
  float box[4]; /* min x, min y, max x, max y */
} Cell;

struct _LtBulkTree
{
  LtStore *store;
  const char *table;
  GArray *cells;   /* Cell, in order of ids */
  GThread *thread; /* (nullable): sorts them */
  GArray *order;   /* the thread's until it has ended: number (guint) of the cells along the curve */
  GArray *sorted;  /* Cell */
  guint node_size;
  guint cells_a_node;
  gint64 last_node;
  guint8 node[MAX_NODE_SIZE];
  sqlite3_stmt *insert_node;
  sqlite3_stmt *insert_parent;
};

LtBulkTree *
lt_bulk_tree_new (LtStore *store, LtKind kind)
{
  LtBulkTree *self = g_new0 (LtBulkTree, 1);

  self->store = store;
  self->table = lt_kind_get_name (kind);
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  return self;
}

static void
wait_for_order (LtBulkTree *self)
{
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
}

void
lt_bulk_tree_free (LtBulkTree *self)
{
  if (self == NULL)
    return;
  wait_for_order (self);
  g_array_unref (self->cells);
  g_clear_pointer (&self->order, g_array_unref);
  g_clear_pointer (&self->sorted, g_array_unref);
  g_free (self);
}

/* --- what goes into it --- */

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

void
lt_bulk_tree_add (LtBulkTree *self, gint64 id, const LtBox *box)
{
  Cell cell = { .id = id };

  cell.box[0] = round_down (box->west);
  cell.box[1] = round_down (box->south);
  cell.box[2] = round_up (box->east);
  cell.box[3] = round_up (box->north);
  g_array_append_val (self->cells, cell);
}

gboolean
lt_bulk_tree_read (LtBulkTree *self, gboolean again, GError **error)
{
  g_autoptr (GArray) added = g_steal_pointer (&self->cells);
  g_autofree char *sql = g_strdup_printf (
      "SELECT fid, geom FROM \"%s\" WHERE geom NOT NULL AND fid <= ? ORDER BY fid", self->table);
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (self->store, sql, error);
  int step = -1;

  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  if (statement == NULL)
    return FALSE;
  if (again)
    g_array_set_size (added, 0);
  sqlite3_bind_int64 (statement, 1, added->len > 0 ? g_array_index (added, Cell, 0).id - 1 : G_MAXINT64);
  while ((step = lt_store_step (self->store, statement, error)) == 1)
    {
      LtBox box;

      if (sqlite3_column_type (statement, 1) == SQLITE_BLOB
          && lt_gpkg_blob_box (sqlite3_column_blob (statement, 1),
                               (gsize) sqlite3_column_bytes (statement, 1), &box))
        lt_bulk_tree_add (self, sqlite3_column_int64 (statement, 0), &box);
    }
  g_array_append_vals (self->cells, added->data, added->len);
  return step == 0;
}

/* A packed tree keeps its leaves in Hilbert order. */
static gpointer
sort (gpointer data)
{
  LtBulkTree *self = data;
  guint n = self->cells->len;
  g_autofree float *boxes = g_new (float, 4 * (gsize) n + 1);
  g_autoptr (LtRtree) tree = NULL;

  for (guint i = 0; i < n; i++)
    memcpy (boxes + 4 * (gsize) i, g_array_index (self->cells, Cell, i).box, 4 * sizeof (float));
  tree = lt_rtree_new (boxes, n);
  self->order = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);
  g_array_append_vals (self->order, lt_rtree_get_items (tree), n);
  self->sorted = g_array_sized_new (FALSE, FALSE, sizeof (Cell), n);
  for (guint i = 0; i < n; i++)
    g_array_append_val (self->sorted,
                        g_array_index (self->cells, Cell, g_array_index (self->order, guint, i)));
  return NULL;
}

void
lt_bulk_tree_sort (LtBulkTree *self)
{
  self->thread = g_thread_new ("lt-bulk-tree", sort, self);
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
write_node (LtBulkTree *self, gint64 number, guint depth, const Cell *cells, guint n, GError **error)
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
write_parents (LtBulkTree *self, const Cell *children, guint n, gint64 parent, GError **error)
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
write_level (LtBulkTree *self, GArray *cells, gboolean leaves, GError **error)
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
write_nodes (LtBulkTree *self, GArray *cells, GError **error)
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

static sqlite3_stmt *
prepare_rows (LtBulkTree *self, guint n, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT INTO \"rtree_%s_geom_rowid\" (rowid, nodeno) VALUES (?, ?)", self->table);
  for (guint i = 1; i < n; i++)
    g_string_append (sql, ", (?, ?)");
  return lt_store_prepare (self->store, sql->str, error);
}

static gboolean
write_some_rows (
    LtBulkTree *self, sqlite3_stmt *statement, const gint64 *nodes, guint first, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      sqlite3_bind_int64 (statement, (int) (2 * i + 1), g_array_index (self->cells, Cell, first + i).id);
      sqlite3_bind_int64 (statement, (int) (2 * i + 2), nodes[first + i]);
    }
  return lt_store_run (self->store, statement, error);
}

/* Which leaf a row is in, in order of the rows. */
static gboolean
write_rows (LtBulkTree *self, GError **error)
{
  guint n = self->cells->len, done = 0;
  g_autofree gint64 *nodes = g_new (gint64, MAX (n, 1));
  g_autoptr (sqlite3_stmt) one = prepare_rows (self, 1, error);
  g_autoptr (sqlite3_stmt) many = one != NULL ? prepare_rows (self, PAIRS_A_STATEMENT, error) : NULL;

  for (guint i = 0; i < n; i++)
    nodes[g_array_index (self->order, guint, i)]
        = n > self->cells_a_node ? ROOT + 1 + i / self->cells_a_node : ROOT;
  while (many != NULL && done < n)
    {
      gboolean few = n - done < PAIRS_A_STATEMENT;

      if (!write_some_rows (self, few ? one : many, nodes, done, few ? 1 : PAIRS_A_STATEMENT, error))
        return FALSE;
      done += few ? 1 : PAIRS_A_STATEMENT;
    }
  return many != NULL;
}

static gboolean
empty_tree (LtBulkTree *self, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"rtree_%s_geom_node\";"
                                          "DELETE FROM \"rtree_%s_geom_rowid\";"
                                          "DELETE FROM \"rtree_%s_geom_parent\"",
                                          self->table, self->table, self->table);

  return lt_store_exec (self->store, sql, error);
}

static gboolean
find_node_size (LtBulkTree *self, GError **error)
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
write_tables (LtBulkTree *self, GError **error)
{
  g_autofree char *node_sql
      = g_strdup_printf ("INSERT INTO \"rtree_%s_geom_node\" (nodeno, data) VALUES (?, ?)", self->table);
  g_autofree char *parent_sql = g_strdup_printf (
      "INSERT INTO \"rtree_%s_geom_parent\" (nodeno, parentnode) VALUES (?, ?)", self->table);
  g_autoptr (sqlite3_stmt) insert_node = lt_store_prepare (self->store, node_sql, error);
  g_autoptr (sqlite3_stmt) insert_parent
      = insert_node != NULL ? lt_store_prepare (self->store, parent_sql, error) : NULL;

  if (insert_parent == NULL)
    return FALSE;
  self->insert_node = insert_node;
  self->insert_parent = insert_parent;
  return find_node_size (self, error) && empty_tree (self, error) && write_nodes (self, self->sorted, error)
         && write_rows (self, error);
}

gboolean
lt_bulk_tree_write (LtBulkTree *self, GError **error)
{
  sqlite3 *db = lt_store_get_db (self->store);
  gboolean ok;

  wait_for_order (self);
  /* Only so may the tables behind a virtual one be written. */
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, FALSE, NULL);
  ok = write_tables (self, error);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, TRUE, NULL);
  return ok;
}
