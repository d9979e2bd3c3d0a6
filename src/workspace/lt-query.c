#include "config.h"

#include "lt-query.h"

#include <string.h>

#include "lt-rows.h"
#include "lt-search-index.h"

/* --- which rows --- */

/* What of the index has to be checked at most; more is read from the table at once. */
#define MOST_TO_CHECK 200000
/* Enough to choose the best of. */
#define MOST_TO_RANK 5000

static void
append_match (GString *sql, LtKind kind)
{
  g_string_append (sql, "lt_match (:text");
  lt_search_index_append_columns (sql, kind, "t");
  g_string_append_c (sql, ')');
}

/* A list of ids for json_each, NULL where the index can't help. */
static gboolean
find_candidates (LtStore *store, LtKind kind, const char *text, guint most, char **list, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GArray) ids = lt_search_index_find (store, kind, text, MOST_TO_CHECK, &reason);
  GString *json;

  *list = NULL;
  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (ids == NULL)
    return TRUE;
  json = g_string_new ("[");
  for (guint i = 0; i < MIN (ids->len, most); i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", g_array_index (ids, gint64, i));
  g_string_append_c (json, ']');
  *list = g_string_free (json, FALSE);
  return TRUE;
}

static const char *
chain_condition (LtKind kind)
{
  switch (kind)
    {
    case LT_KIND_DISTRICT:
      return "t.code IN (SELECT district FROM chain_districts WHERE chain = :chain)";
    case LT_KIND_ENTERPRISE:
      return "t.fid IN (SELECT enterprise_id FROM enterprise_chains WHERE chain = :chain)";
    case LT_KIND_PARCEL:
      return "t.fid IN (SELECT o.parcel_id FROM occupancy o JOIN enterprise_chains c USING (enterprise_id) "
             "WHERE c.chain = :chain)";
    case LT_KIND_PROJECT:
    default:
      break;
    }
  return "t.fid IN (SELECT project_id FROM project_chains WHERE chain = :chain)";
}

static void
append_conditions (GString *sql, const LtFilter *filter, const char *candidates)
{
  const char *joint = " WHERE ";

  if (filter->chain > 0)
    {
      g_string_append_printf (sql, "%s%s", joint, chain_condition (filter->kind));
      joint = " AND ";
    }
  if (filter->district != NULL)
    {
      g_string_append_printf (sql, "%st.%s = :district", joint,
                              filter->kind == LT_KIND_DISTRICT ? "code" : "district");
      joint = " AND ";
    }
  if (filter->text != NULL && filter->text[0] != '\0')
    {
      g_string_append (sql, joint);
      if (candidates != NULL)
        g_string_append (sql, "t.fid IN (SELECT value FROM json_each (:candidates)) AND ");
      append_match (sql, filter->kind);
    }
}

/* The primary chain, which is no column of the table. */
static char *
sort_expression (LtKind kind, const LtField *field)
{
  const char *table, *column;

  if (field->type == LT_FIELD_CHAINS)
    {
      if (!lt_rows_get_link (kind, &table, &column))
        return NULL;
      return g_strdup_printf ("(SELECT chain FROM %s l WHERE l.%s = t.fid ORDER BY position LIMIT 1)", table,
                              column);
    }
  if (field->type == LT_FIELD_TEXT)
    return g_strdup_printf ("lt_sort_key (t.\"%s\")", field->name);
  return g_strdup_printf ("t.\"%s\"", field->name);
}

static const char *
default_sort (LtKind kind)
{
  switch (kind)
    {
    case LT_KIND_PARCEL:
      return "number";
    case LT_KIND_ENTERPRISE:
    case LT_KIND_PROJECT:
      return "name";
    case LT_KIND_DISTRICT:
    default:
      break;
    }
  return NULL;
}

static void
append_order (GString *sql, const LtFilter *filter)
{
  const char *name = filter->sort != NULL ? filter->sort : default_sort (filter->kind);
  int index = name != NULL ? lt_fields_find (filter->kind, name) : -1;
  guint n;
  g_autofree char *expression
      = index >= 0 ? sort_expression (filter->kind, &lt_fields_get (filter->kind, &n)[index]) : NULL;

  g_string_append (sql, " ORDER BY ");
  if (expression != NULL)
    g_string_append_printf (sql, "%s %s NULLS LAST, ", expression, filter->descending ? "DESC" : "ASC");
  g_string_append (sql, "t.fid");
  if (expression == NULL && filter->descending)
    g_string_append (sql, " DESC");
}

static void
bind_named (sqlite3_stmt *statement, const char *name, const char *text)
{
  int index = sqlite3_bind_parameter_index (statement, name);

  if (index > 0)
    sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
}

GArray *
lt_query_find (LtStore *store, const LtFilter *filter, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autofree char *candidates = NULL;
  sqlite3_stmt *statement;
  int chain, step;

  if (filter->text != NULL
      && !find_candidates (store, filter->kind, filter->text, MOST_TO_CHECK, &candidates, error))
    return NULL;
  g_string_printf (sql, "SELECT t.fid FROM \"%s\" t", lt_kind_get_name (filter->kind));
  append_conditions (sql, filter, candidates);
  append_order (sql, filter);
  statement = lt_store_prepare_once (store, sql->str, error);
  if (statement == NULL)
    return NULL;
  bind_named (statement, ":district", filter->district);
  bind_named (statement, ":text", filter->text);
  bind_named (statement, ":candidates", candidates);
  chain = sqlite3_bind_parameter_index (statement, ":chain");
  if (chain > 0)
    sqlite3_bind_int64 (statement, chain, filter->chain);
  while ((step = lt_store_step (store, statement, error)) == 1)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (ids, id);
    }
  sqlite3_finalize (statement);
  return step == 0 ? g_steal_pointer (&ids) : NULL;
}

/* --- rows --- */

static gboolean
fetch_row (LtStore *store,
           LtKind kind,
           const char *sql,
           gint64 id,
           gboolean with_geometry,
           GPtrArray *rows,
           GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (store, sql, error);
  g_autoptr (LtRecord) record = NULL;
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  step = lt_store_step (store, statement, error);
  if (step < 1)
    return step == 0;
  record = lt_record_new (kind);
  lt_rows_read (statement, with_geometry, record);
  if (!lt_rows_read_chains (store, record, error))
    return FALSE;
  g_ptr_array_add (rows, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
fetch_rows (LtStore *store,
            LtKind kind,
            const gint64 *ids,
            guint n,
            gboolean with_geometry,
            GPtrArray *rows,
            GError **error)
{
  g_autofree char *columns = lt_rows_columns (store, kind, error);
  g_autofree char *sql = NULL;

  if (columns == NULL)
    return FALSE;
  sql = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE fid = ?", columns, lt_kind_get_name (kind));
  for (guint i = 0; i < n; i++)
    {
      if (!fetch_row (store, kind, sql, ids[i], with_geometry, rows, error))
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
lt_query_fetch (LtStore *store, LtKind kind, const gint64 *ids, guint n, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_full (n, g_object_unref);

  return fetch_rows (store, kind, ids, n, TRUE, rows, error) ? g_steal_pointer (&rows) : NULL;
}

/* --- search --- */

/* The best of those that match: of the first thousands, where the text is in that many. */
static char *
make_search (LtKind kind, gboolean candidates)
{
  const char *table = lt_kind_get_name (kind);
  const char *name = kind == LT_KIND_PARCEL ? "number" : "name";
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "SELECT fid FROM (SELECT t.fid AS fid, t.\"%s\" AS name FROM \"%s\" t WHERE ", name,
                   table);
  if (candidates)
    g_string_append (sql, "t.fid IN (SELECT value FROM json_each (:candidates)) AND ");
  append_match (sql, kind);
  g_string_append_printf (sql, " LIMIT %d) ORDER BY lt_rank (:text, name), fid LIMIT :limit", MOST_TO_RANK);
  return g_string_free (sql, FALSE);
}

static GArray *
search_kind (LtStore *store, LtKind kind, const char *text, guint limit, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *candidates = NULL;
  g_autofree char *sql = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;
  int step;

  if (!find_candidates (store, kind, text, MOST_TO_RANK, &candidates, error))
    return NULL;
  sql = make_search (kind, candidates != NULL);
  statement = lt_store_prepare (store, sql, error);
  if (statement == NULL)
    return NULL;
  bind_named (statement, ":text", text);
  bind_named (statement, ":candidates", candidates);
  sqlite3_bind_int64 (statement, sqlite3_bind_parameter_index (statement, ":limit"), limit);
  while ((step = lt_store_step (store, statement, error)) == 1)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (ids, id);
    }
  return step == 0 ? g_steal_pointer (&ids) : NULL;
}

GPtrArray *
lt_query_search (LtStore *store, const char *text, guint limit, GError **error)
{
  static const LtKind order[] = { LT_KIND_DISTRICT, LT_KIND_ENTERPRISE, LT_KIND_PROJECT, LT_KIND_PARCEL };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *words = g_strstrip (g_strdup (text));

  for (guint i = 0; words[0] != '\0' && i < G_N_ELEMENTS (order) && rows->len < limit; i++)
    {
      g_autoptr (GArray) ids = search_kind (store, order[i], words, limit - rows->len, error);

      if (ids == NULL
          || !fetch_rows (store, order[i], (const gint64 *) (void *) ids->data, ids->len, FALSE, rows, error))
        return NULL;
    }
  return g_steal_pointer (&rows);
}

/* --- what there is --- */

static float
read_float (const guint8 *at)
{
  guint32 bits;
  float value;

  memcpy (&bits, at, sizeof bits);
  bits = GUINT32_FROM_BE (bits);
  memcpy (&value, &bits, sizeof value);
  return value;
}

/* A node: depth and count of cells, two bytes each; a cell: id of eight bytes, then min x, max x,
 * min y, max y as floats, all big endian (SQLite's rtree.c). */
static void
read_root (const guint8 *node, gsize length, LtBox *box)
{
  guint n = length >= 4 ? ((guint) node[2] << 8 | node[3]) : 0;

  for (guint i = 0; i < n && 4 + (i + 1) * 24 <= length; i++)
    {
      const guint8 *cell = node + 4 + i * 24 + 8;

      lt_box_add_point (box, (double) read_float (cell), (double) read_float (cell + 8));
      lt_box_add_point (box, (double) read_float (cell + 4), (double) read_float (cell + 12));
    }
}

gboolean
lt_query_extent (LtStore *store, LtKind kind, LtBox *box, GError **error)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT data FROM \"rtree_%s_geom_node\" WHERE nodeno = 1", lt_kind_get_name (kind));
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (store, sql, error);
  int step = statement != NULL ? lt_store_step (store, statement, error) : -1;

  *box = LT_BOX_EMPTY;
  if (step == 1)
    read_root (sqlite3_column_blob (statement, 0), (gsize) sqlite3_column_bytes (statement, 0), box);
  return step >= 0;
}

static gboolean
count (LtStore *store, const char *table, guint *n, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\"", table);
  gint64 value;

  if (!lt_store_get_int64 (store, sql, 0, &value, error))
    return FALSE;
  *n = (guint) value;
  return TRUE;
}

static gboolean
read_years (LtStore *store, GArray *years, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store,
                          "SELECT year FROM enterprise_years UNION SELECT year FROM parcel_years "
                          "UNION SELECT year FROM actuals ORDER BY 1",
                          error);
  int step = -1;

  while (statement != NULL && (step = lt_store_step (store, statement, error)) == 1)
    {
      int year = sqlite3_column_int (statement, 0);

      g_array_append_val (years, year);
    }
  return step == 0;
}

static gboolean
read_kinds (LtStore *store, LtInfo *info, GError **error)
{
  for (guint kind = 0; kind < LT_N_KINDS; kind++)
    {
      LtBox box;

      if (!count (store, lt_kind_get_name (kind), &info->counts[kind], error)
          || !lt_query_extent (store, kind, &box, error))
        return FALSE;
      lt_box_add_box (&info->extent, &box);
    }
  return TRUE;
}

LtInfo *
lt_query_info (LtStore *store, GError **error)
{
  g_autoptr (LtInfo) info = g_new0 (LtInfo, 1);
  gint64 version;

  info->extent = LT_BOX_EMPTY;
  info->years = g_array_new (FALSE, FALSE, sizeof (int));
  if (!read_kinds (store, info, error) || !count (store, "chains", &info->chains, error)
      || !count (store, "segments", &info->segments, error) || !read_years (store, info->years, error)
      || !lt_store_get_int64 (store, "SELECT max (version) FROM lt_schema", 0, &version, error))
    return NULL;
  info->schema_version = (int) version;
  return g_steal_pointer (&info);
}

gboolean
lt_query_touch (LtStore *store, LtKind kind, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store,
                          "UPDATE gpkg_contents SET last_change = strftime ('%Y-%m-%dT%H:%M:%fZ', 'now'), "
                          "min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
                          error);
  LtBox box;

  if (statement == NULL || !lt_query_extent (store, kind, &box, error))
    return FALSE;
  if (!lt_box_is_empty (&box))
    {
      sqlite3_bind_double (statement, 1, box.west);
      sqlite3_bind_double (statement, 2, box.south);
      sqlite3_bind_double (statement, 3, box.east);
      sqlite3_bind_double (statement, 4, box.north);
    }
  lt_statement_bind_text (statement, 5, lt_kind_get_name (kind));
  return lt_store_run (store, statement, error);
}
