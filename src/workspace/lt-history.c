#include "config.h"

#include "lt-history-private.h"

#include "lt-links.h"

#define NO_LIMIT (-1)

void
lt_step_free (LtStep *step)
{
  if (step == NULL)
    return;
  g_free (step->at);
  g_free (step->author);
  g_free (step->title);
  g_clear_pointer (&step->changes, g_ptr_array_unref);
  g_free (step);
}

static void
free_step (gpointer data)
{
  lt_step_free (data);
}

static void
free_move (gpointer data)
{
  LtMove *move = data;

  g_free (move->at);
  g_free (move->author);
  g_free (move);
}

/* --- steps --- */

/* A file of an older version that can only be looked at has no tree, and no notes of objects. */
static gboolean
is_tree (LtStore *store, gboolean *tree, GError **error)
{
  gint64 n;

  if (!lt_store_get_int64 (store, "SELECT count (*) FROM sqlite_schema WHERE name = 'lt_journal_objects'", 0,
                           &n, error))
    return FALSE;
  *tree = n > 0;
  return TRUE;
}

static LtStepState
read_state (const char *word)
{
  if (g_strcmp0 (word, "done") == 0)
    return LT_STEP_DONE;
  return g_strcmp0 (word, "undone") == 0 ? LT_STEP_UNDONE : LT_STEP_DROPPED;
}

/* Columns: id, parent, at, author, title, state, whether it is the last one done, whether it has changes. */
static char *
select_steps (gboolean tree, const char *rest)
{
  return g_strdup_printf (
      "SELECT j.id, %s, j.at, j.author, j.title, j.state, "
      "j.id = (SELECT max (id) FROM lt_journal WHERE state = 'done'), "
      "EXISTS (SELECT 1 FROM lt_journal_changes c WHERE c.step = j.id) FROM lt_journal j %s",
      tree ? "j.parent" : "NULL", rest);
}

static LtStep *
read_step (sqlite3_stmt *statement)
{
  LtStep *step = g_new0 (LtStep, 1);

  step->id = sqlite3_column_int64 (statement, 0);
  step->parent = sqlite3_column_int64 (statement, 1);
  step->at = g_strdup (lt_statement_get_text (statement, 2));
  step->author = g_strdup (lt_statement_get_text (statement, 3));
  step->title = g_strdup (lt_statement_get_text (statement, 4));
  step->state = read_state (lt_statement_get_text (statement, 5));
  step->current = sqlite3_column_int (statement, 6) != 0;
  step->reachable = sqlite3_column_int (statement, 7) != 0;
  return step;
}

GPtrArray *
lt_history_read_steps (LtStore *store, gint64 before, guint limit, GError **error)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (free_step);
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autofree char *sql = NULL;
  gboolean tree;
  int found = -1;

  if (!is_tree (store, &tree, error))
    return NULL;
  sql = select_steps (tree, "WHERE ?1 = 0 OR j.id < ?1 ORDER BY j.id DESC LIMIT ?2");
  statement = lt_store_prepare (store, sql, error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, before);
  sqlite3_bind_int64 (statement, 2, limit > 0 ? (gint64) limit : NO_LIMIT);
  while ((found = lt_store_step (store, statement, error)) == 1)
    g_ptr_array_add (steps, read_step (statement));
  return found == 0 ? g_steal_pointer (&steps) : NULL;
}

GPtrArray *
lt_history_read_moves (LtStore *store, guint limit, GError **error)
{
  g_autoptr (GPtrArray) moves = g_ptr_array_new_with_free_func (free_move);
  g_autoptr (sqlite3_stmt) statement = NULL;
  gboolean tree;
  int found = -1;

  if (!is_tree (store, &tree, error))
    return NULL;
  if (!tree)
    return g_steal_pointer (&moves);
  statement = lt_store_prepare (
      store, "SELECT at, author, from_step, to_step FROM lt_journal_moves ORDER BY id DESC LIMIT ?", error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, limit > 0 ? (gint64) limit : NO_LIMIT);
  while ((found = lt_store_step (store, statement, error)) == 1)
    {
      LtMove *move = g_new0 (LtMove, 1);

      move->at = g_strdup (lt_statement_get_text (statement, 0));
      move->author = g_strdup (lt_statement_get_text (statement, 1));
      move->from = sqlite3_column_int64 (statement, 2);
      move->to = sqlite3_column_int64 (statement, 3);
      g_ptr_array_add (moves, move);
    }
  return found == 0 ? g_steal_pointer (&moves) : NULL;
}

/* --- one object --- */

static sqlite3_stmt *
select_changes (LtStore *store, const char *object, gint64 id, GError **error)
{
  sqlite3_stmt *statement;
  gboolean tree;

  if (!is_tree (store, &tree, error))
    return NULL;
  statement = lt_store_prepare (
      store,
      tree ? "SELECT step, changeset, id FROM lt_journal_changes WHERE id IN (SELECT changes FROM "
             "lt_journal_objects "
             "WHERE object = ?1 AND first <= ?2 AND last >= ?2) ORDER BY step, position"
           : "SELECT step, changeset, id FROM lt_journal_changes WHERE ?1 NOT NULL AND ?2 NOT NULL "
             "ORDER BY step, position",
      error);
  if (statement == NULL)
    return NULL;
  lt_statement_bind_text (statement, 1, object);
  sqlite3_bind_int64 (statement, 2, id);
  return statement;
}

/* Rows of today that hang on the object. */
static gboolean
find_present_rows (LtHistoryObject *self, GError **error)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      const LtLink *link = g_ptr_array_index (self->links, i);
      g_autofree char *sql = NULL;
      g_autoptr (sqlite3_stmt) statement = NULL;
      int found = -1;

      if (!g_str_equal (link->object, self->table))
        continue;
      sql = g_strdup_printf ("SELECT rowid FROM \"%s\" WHERE \"%s\" = ?", link->table, link->column);
      statement = lt_store_prepare (self->store, sql, error);
      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, self->id);
      while ((found = lt_store_step (self->store, statement, error)) == 1)
        g_hash_table_add (self->rows, g_strdup_printf ("%s %" G_GINT64_FORMAT, link->table,
                                                       (gint64) sqlite3_column_int64 (statement, 0)));
      if (found < 0)
        return FALSE;
    }
  return TRUE;
}

/* What hung on it once, too: an update does not say whose the row is. */
static gboolean
find_rows (LtHistoryObject *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int found = -1;

  if (!find_present_rows (self, error))
    return FALSE;
  statement = select_changes (self->store, self->table, self->id, error);
  while (statement != NULL && (found = lt_store_step (self->store, statement, error)) == 1)
    {
      if (!lt_history_find_rows (self, sqlite3_column_blob (statement, 1),
                                 sqlite3_column_bytes (statement, 1), error))
        return FALSE;
    }
  return found == 0;
}

static LtStep *
find_step (LtStore *store, gint64 id, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autofree char *sql = NULL;
  gboolean tree;

  if (!is_tree (store, &tree, error))
    return NULL;
  sql = select_steps (tree, "WHERE j.id = ?");
  statement = lt_store_prepare (store, sql, error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, id);
  if (lt_store_step (store, statement, error) == 1)
    return read_step (statement);
  if (error != NULL && *error == NULL)
    lt_store_fail (store, SQLITE_CORRUPT, error);
  return NULL;
}

/* Changes of a step may lie in several changesets. */
static gboolean
take_changes (LtStore *store, GPtrArray *steps, gint64 id, GPtrArray *changes, GError **error)
{
  LtStep *last = steps->len > 0 ? g_ptr_array_index (steps, steps->len - 1) : NULL;

  if (changes->len == 0)
    return TRUE;
  if (last == NULL || last->id != id)
    {
      last = find_step (store, id, error);
      if (last == NULL)
        return FALSE;
      last->changes = g_ptr_array_new_with_free_func (lt_step_change_free);
      g_ptr_array_add (steps, last);
    }
  g_ptr_array_extend_and_steal (last->changes, g_ptr_array_ref (changes));
  return TRUE;
}

static void
reverse (GPtrArray *array)
{
  for (guint i = 0; i < array->len / 2; i++)
    {
      gpointer other = array->pdata[array->len - 1 - i];

      array->pdata[array->len - 1 - i] = array->pdata[i];
      array->pdata[i] = other;
    }
}

/* Of a changeset that only refers to the rows it inserted, those that matter are made again. */
static gboolean
decode (LtHistoryObject *self, sqlite3_stmt *statement, GPtrArray *changes, GError **error)
{
  g_autoptr (GByteArray) made = NULL;

  if (sqlite3_column_bytes (statement, 1) > 0)
    return lt_history_decode (self, sqlite3_column_blob (statement, 1), sqlite3_column_bytes (statement, 1),
                              changes, error);
  made = lt_history_make_inserted (self, sqlite3_column_int64 (statement, 2), changes, error);
  return made != NULL && lt_history_decode (self, made->data, (int) made->len, changes, error);
}

static gboolean
decode_steps (LtHistoryObject *self, GPtrArray *steps, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = select_changes (self->store, self->table, self->id, error);
  int found = -1;

  while (statement != NULL && (found = lt_store_step (self->store, statement, error)) == 1)
    {
      g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (lt_step_change_free);

      if (!decode (self, statement, changes, error)
          || !take_changes (self->store, steps, sqlite3_column_int64 (statement, 0), changes, error))
        return FALSE;
    }
  return found == 0;
}

GPtrArray *
lt_history_read_object (LtStore *store, const char *object, gint64 id, GError **error)
{
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) links = lt_links_read (store, error);
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (free_step);
  LtHistoryObject self = { store, object, id, links, rows };

  if (links == NULL || !find_rows (&self, error) || !decode_steps (&self, steps, error))
    return NULL;
  reverse (steps);
  return g_steal_pointer (&steps);
}
