#include "config.h"

#include "lt-search-index.h"

#include <string.h>

#include "lt-functions.h"
#include "lt-search-index-private.h"

#define MAX_SEGMENTS 12
#define MAX_SEGMENT_BYTES (48 * 1024 * 1024)
#define MANY_DIRTY 2000

/* Words of the program's own, which nobody looks for. */
gboolean
lt_search_index_has_field (const LtField *field)
{
  static const char *const own[] = { "kind", "quality", "position_quality", "source", NULL };

  return (field->type == LT_FIELD_TEXT || field->type == LT_FIELD_CODE)
         && !g_strv_contains (own, field->name);
}

void
lt_search_index_append_columns (GString *sql, LtKind kind, const char *prefix)
{
  guint n;
  const LtField *fields = lt_fields_get (kind, &n);

  for (guint i = 0; i < n; i++)
    {
      if (lt_search_index_has_field (&fields[i]))
        g_string_append_printf (sql, ", %s.\"%s\"", prefix, fields[i].name);
    }
}

static char *
list_columns (LtKind kind)
{
  GString *list = g_string_new (NULL);

  lt_search_index_append_columns (list, kind, "t");
  return g_string_free (list, FALSE);
}

/* --- noting what was written --- */

static char *
make_trigger (LtKind kind, gboolean update)
{
  const char *table = lt_kind_get_name (kind);
  GString *sql = g_string_new (NULL);
  guint n;
  const LtField *fields = lt_fields_get (kind, &n);

  g_string_printf (sql, "CREATE TRIGGER lt_search_%s_%s AFTER %s", table, update ? "update" : "insert",
                   update ? "UPDATE OF fid" : "INSERT");
  for (guint i = 0; update && i < n; i++)
    {
      if (lt_search_index_has_field (&fields[i]))
        g_string_append_printf (sql, ", \"%s\"", fields[i].name);
    }
  g_string_append_printf (sql,
                          " ON \"%s\" BEGIN INSERT OR IGNORE INTO lt_search_dirty VALUES (%d, NEW.fid); END",
                          table, (int) kind);
  return g_string_free (sql, FALSE);
}

static gboolean
has_trigger (LtStore *store, const char *sql, gboolean *has, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store, "SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND sql = ?", error);
  int step;

  if (statement == NULL)
    return FALSE;
  lt_statement_bind_text (statement, 1, sql);
  step = lt_store_step (store, statement, error);
  *has = step == 1;
  return step >= 0;
}

static gboolean
covers (LtStore *store, LtKind kind, gboolean *covered, GError **error)
{
  g_autofree char *columns = list_columns (kind);
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store, "SELECT 1 FROM lt_search_state WHERE kind = ? AND columns = ?", error);
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, (int) kind);
  lt_statement_bind_text (statement, 2, columns);
  step = lt_store_step (store, statement, error);
  *covered = step == 1;
  return step >= 0;
}

/* A table that another program made anew has lost its triggers, and rows that nobody noted. */
static gboolean
kind_is_complete (LtStore *store, LtKind kind, gboolean *complete, GError **error)
{
  g_autofree char *insert = make_trigger (kind, FALSE);
  g_autofree char *update = make_trigger (kind, TRUE);
  gboolean inserts = FALSE, updates = FALSE, covered = FALSE;

  if (!has_trigger (store, insert, &inserts, error) || !has_trigger (store, update, &updates, error)
      || !covers (store, kind, &covered, error))
    return FALSE;
  *complete = inserts && updates && covered;
  return TRUE;
}

/* For each two characters that follow one another in a text, the rows that have them: lt_search_key, the
 * count of rows, and their coded list. Then which columns a kind's segments hold, and how many segments
 * there are; and the rows written since. Derived from the tables, so it is no matter of migrations. */
static const char tables_sql[]
    = "CREATE TABLE IF NOT EXISTS lt_search_grams (key INTEGER PRIMARY KEY NOT NULL, n INTEGER NOT NULL, "
      "rows BLOB NOT NULL);"
      "CREATE TABLE IF NOT EXISTS lt_search_state (kind INTEGER PRIMARY KEY NOT NULL, columns TEXT NOT NULL, "
      "segments INTEGER NOT NULL);"
      "CREATE TABLE IF NOT EXISTS lt_search_dirty (kind INTEGER NOT NULL, id INTEGER NOT NULL, "
      "PRIMARY KEY (kind, id)) WITHOUT ROWID";

/* A workspace of before is no error for who only reads it. */
static gboolean
has_tables (LtStore *store, gboolean *has, GError **error)
{
  gint64 n;

  if (!lt_store_get_int64 (store,
                           "SELECT count (*) FROM sqlite_schema WHERE name IN "
                           "('lt_search_grams', 'lt_search_state', 'lt_search_dirty')",
                           0, &n, error))
    return FALSE;
  *has = n == 3;
  return TRUE;
}

gboolean
lt_search_index_covers (LtStore *store, LtKind kind, gboolean *complete, GError **error)
{
  return has_tables (store, complete, error)
         && (!*complete || kind_is_complete (store, kind, complete, error));
}

gboolean
lt_search_index_is_complete (LtStore *store, gboolean *complete, GError **error)
{
  if (!has_tables (store, complete, error))
    return FALSE;
  for (guint kind = 0; *complete && kind < LT_N_KINDS; kind++)
    {
      if (!kind_is_complete (store, kind, complete, error))
        return FALSE;
    }
  return TRUE;
}

/* --- writing a segment --- */

/* Rows on their way into segments. */
typedef struct
{
  LtStore *store;
  LtKind kind;
  gint64 segment; /* the next one's number */
  LtGramLists *lists;
  gboolean own; /* the lists are its own */
  GArray *grams;
  GString *folded;
} Builder;

gint64
lt_search_key (LtKind kind, guint64 gram, gint64 segment)
{
  return (gint64) (((guint64) kind << LT_GRAM_BITS | gram) << LT_SEARCH_SEGMENT_BITS) | segment;
}

static gboolean
find_segments (LtStore *store, LtKind kind, gint64 *n, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT segments FROM lt_search_state WHERE kind = %d", (int) kind);

  return lt_store_get_int64 (store, sql, 0, n, error);
}

static gboolean
builder_init (Builder *self, LtStore *store, LtKind kind, GError **error)
{
  *self = (Builder){ .store = store, .kind = kind, .own = TRUE };
  self->lists = lt_gram_lists_new ();
  self->grams = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->folded = g_string_new (NULL);
  return find_segments (store, kind, &self->segment, error);
}

static void
builder_clear (Builder *self)
{
  if (self->own)
    g_clear_pointer (&self->lists, lt_gram_lists_free);
  g_clear_pointer (&self->grams, g_array_unref);
  if (self->folded != NULL)
    g_string_free (self->folded, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Builder, builder_clear)

typedef struct
{
  Builder *builder;
  sqlite3_stmt *statement;
  GError **error;
} Writing;

static gboolean
write_list (guint64 gram, guint n, const guint8 *list, gsize length, gpointer data)
{
  Writing *writing = data;

  sqlite3_bind_int64 (writing->statement, 1,
                      lt_search_key (writing->builder->kind, gram, writing->builder->segment));
  sqlite3_bind_int64 (writing->statement, 2, n);
  sqlite3_bind_blob64 (writing->statement, 3, list, length, SQLITE_STATIC);
  return lt_store_run (writing->builder->store, writing->statement, writing->error);
}

static gboolean
write_segment (Builder *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (self->store, "INSERT INTO lt_search_grams (key, n, rows) VALUES (?, ?, ?)", error);
  Writing writing = { self, statement, error };

  if (statement == NULL || !lt_gram_lists_visit (self->lists, write_list, &writing))
    return FALSE;
  self->segment++;
  return TRUE;
}

static gboolean
builder_write (Builder *self, GError **error)
{
  if (!write_segment (self, error))
    return FALSE;
  lt_gram_lists_free (self->lists);
  self->lists = lt_gram_lists_new ();
  return TRUE;
}

static void
builder_add (Builder *self, gint64 id, const char *text)
{
  g_array_set_size (self->grams, 0);
  lt_functions_fold_to (text, strlen (text), self->folded);
  lt_grams_cut (self->folded->str, TRUE, self->grams);
  lt_gram_lists_add (self->lists, self->grams, id);
}

/* Rows of a statement that gives ids, in order, and texts. */
static gboolean
builder_read (Builder *self, sqlite3_stmt *statement, GError **error)
{
  int step;

  while ((step = lt_store_step (self->store, statement, error)) == 1)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      for (int i = 1; i < sqlite3_column_count (statement); i++)
        {
          const char *text = sqlite3_column_type (statement, i) != SQLITE_NULL
                                 ? (const char *) sqlite3_column_text (statement, i)
                                 : NULL;

          if (text != NULL)
            builder_add (self, id, text);
        }
      if (lt_gram_lists_get_size (self->lists) > MAX_SEGMENT_BYTES && !builder_write (self, error))
        return FALSE;
    }
  return step == 0;
}

static gboolean
builder_finish (Builder *self, GError **error)
{
  g_autofree char *columns = list_columns (self->kind);
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (self->own && lt_gram_lists_get_size (self->lists) > 0 && !builder_write (self, error))
    return FALSE;
  statement = lt_store_prepare (
      self->store, "INSERT OR REPLACE INTO lt_search_state (kind, columns, segments) VALUES (?, ?, ?)",
      error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, (int) self->kind);
  lt_statement_bind_text (statement, 2, columns);
  sqlite3_bind_int64 (statement, 3, self->segment);
  return lt_store_run (self->store, statement, error);
}

static gboolean
forget_dirty (LtStore *store, LtKind kind, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM lt_search_dirty WHERE kind = %d", (int) kind);

  return lt_store_exec (store, sql, error);
}

/* All rows into new segments. */
static gboolean
rebuild (LtStore *store, LtKind kind, GError **error)
{
  g_autofree char *forget = g_strdup_printf (
      "DELETE FROM lt_search_grams WHERE key BETWEEN %" G_GINT64_FORMAT " AND %" G_GINT64_FORMAT ";"
      "DELETE FROM lt_search_state WHERE kind = %d",
      lt_search_key (kind, 0, 0), lt_search_key (kind + 1, 0, 0) - 1, (int) kind);
  g_autofree char *columns = list_columns (kind);
  g_autofree char *sql
      = g_strdup_printf ("SELECT t.fid%s FROM \"%s\" t ORDER BY t.fid", columns, lt_kind_get_name (kind));
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_auto (Builder) builder = { 0 };

  if (!lt_store_exec (store, forget, error) || !builder_init (&builder, store, kind, error))
    return FALSE;
  statement = lt_store_prepare (store, sql, error);
  return statement != NULL && builder_read (&builder, statement, error) && builder_finish (&builder, error)
         && forget_dirty (store, kind, error);
}

static gboolean
add_dirty (LtStore *store, LtKind kind, GError **error)
{
  g_autofree char *columns = list_columns (kind);
  g_autofree char *sql
      = g_strdup_printf ("SELECT t.fid%s FROM lt_search_dirty d JOIN \"%s\" t ON t.fid = d.id "
                         "WHERE d.kind = %d ORDER BY d.id",
                         columns, lt_kind_get_name (kind), (int) kind);
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (store, sql, error);
  g_auto (Builder) builder = { 0 };

  return statement != NULL && builder_init (&builder, store, kind, error)
         && builder_read (&builder, statement, error) && builder_finish (&builder, error)
         && forget_dirty (store, kind, error);
}

static gboolean
is_full (LtStore *store, LtKind kind, gboolean *full, GError **error)
{
  gint64 segments;

  if (!find_segments (store, kind, &segments, error))
    return FALSE;
  *full = segments >= MAX_SEGMENTS;
  return TRUE;
}

gboolean
lt_search_index_fold (LtStore *store, LtKind kind, GError **error)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT count (*) FROM (SELECT 1 FROM lt_search_dirty WHERE kind = %d LIMIT %d)",
                         (int) kind, MANY_DIRTY);
  gint64 n;
  gboolean full;

  if (!lt_store_get_int64 (store, sql, 0, &n, error))
    return FALSE;
  if (n < MANY_DIRTY)
    return TRUE;
  return is_full (store, kind, &full, error)
         && (full ? rebuild (store, kind, error) : add_dirty (store, kind, error));
}

static gboolean
add_ranges (Builder *builder, GArray *ranges, GError **error)
{
  g_autofree char *columns = list_columns (builder->kind);
  g_autofree char *sql = g_strdup_printf ("SELECT t.fid%s FROM \"%s\" t WHERE t.fid BETWEEN ? AND ?", columns,
                                          lt_kind_get_name (builder->kind));

  for (guint i = 0; i + 1 < ranges->len; i += 2)
    {
      g_autoptr (sqlite3_stmt) statement = lt_store_prepare (builder->store, sql, error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, g_array_index (ranges, gint64, i));
      sqlite3_bind_int64 (statement, 2, g_array_index (ranges, gint64, i + 1));
      if (!builder_read (builder, statement, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
lt_search_index_add (LtStore *store, LtKind kind, GArray *ranges, GError **error)
{
  g_auto (Builder) builder = { 0 };
  gboolean full;

  if (!is_full (store, kind, &full, error))
    return FALSE;
  if (full)
    return rebuild (store, kind, error);
  return builder_init (&builder, store, kind, error) && add_ranges (&builder, ranges, error)
         && builder_finish (&builder, error);
}

gboolean
lt_search_index_add_lists (LtStore *store, LtKind kind, LtGramLists *lists, GError **error)
{
  g_auto (Builder) builder = { 0 };
  gboolean full;

  if (!is_full (store, kind, &full, error))
    return FALSE;
  if (full)
    return rebuild (store, kind, error);
  if (!builder_init (&builder, store, kind, error))
    return FALSE;
  lt_gram_lists_free (builder.lists);
  builder.lists = lists;
  builder.own = FALSE;
  return write_segment (&builder, error) && builder_finish (&builder, error);
}

static gboolean
complete_kind (LtStore *store, LtKind kind, GError **error)
{
  const char *table = lt_kind_get_name (kind);
  g_autofree char *insert = make_trigger (kind, FALSE);
  g_autofree char *update = make_trigger (kind, TRUE);
  g_autofree char *drop = g_strdup_printf ("DROP TRIGGER IF EXISTS lt_search_%s_insert;"
                                           "DROP TRIGGER IF EXISTS lt_search_%s_update",
                                           table, table);
  gboolean complete;

  if (!kind_is_complete (store, kind, &complete, error))
    return FALSE;
  return complete
         || (lt_store_exec (store, drop, error) && lt_store_exec (store, insert, error)
             && lt_store_exec (store, update, error) && rebuild (store, kind, error));
}

gboolean
lt_search_index_complete (LtStore *store, GError **error)
{
  if (!lt_store_exec (store, tables_sql, error))
    return FALSE;
  for (guint kind = 0; kind < LT_N_KINDS; kind++)
    {
      if (!complete_kind (store, kind, error))
        return FALSE;
    }
  return TRUE;
}
