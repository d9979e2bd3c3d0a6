#include "config.h"

#include "lt-bulk.h"

#include <string.h>

#include "lt-bulk-indexes.h"
#include "lt-bulk-tree.h"
#include "lt-rows.h"
#include "lt-search-index.h"

#define MIN_ROWS 2000

struct _LtBulk
{
  LtStore *store;
  LtKind kind;
  GPtrArray *indexes; /* statements that make them again */
  GArray *ranges;     /* of rows written: first and last id (gint64) */
  LtSearchFeed *feed; /* (nullable): has those that are added */
  gint64 last_fed;    /* row that is to come by the feed */
  LtBulkTree *tree;
  gboolean moved; /* rows whose places the tree was told are not as they were */
};

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

  if (strcmp (table, lt_kind_get_name (self->kind)) != 0)
    return;
  self->moved = self->moved || operation != SQLITE_INSERT;
  if (operation == SQLITE_DELETE)
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
  self->tree = lt_bulk_tree_new (store, kind);
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

void
lt_bulk_note_place (LtBulk *self, gint64 id, const LtBox *box)
{
  lt_bulk_tree_add (self->tree, id, box);
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
  lt_bulk_tree_free (self->tree);
  g_ptr_array_unref (self->indexes);
  g_array_unref (self->ranges);
  g_free (self);
}

/* --- what comes after the rows --- */

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
  g_return_val_if_fail (self != NULL, FALSE);

  if (!add_to_search (self, error) || !lt_bulk_tree_read (self->tree, self->moved, error))
    return FALSE;
  lt_bulk_tree_sort (self->tree);
  return lt_bulk_restore_indexes (self, error) && lt_bulk_tree_write (self->tree, error);
}
