#include "config.h"

#include "lt-journal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-bulk.h"
#include "lt-journal-inserted.h"
#include "lt-query.h"
#include "lt-recorder.h"
#include "lt-search-index.h"

#define BYTES_A_ROW 200

/* --- undo and redo --- */

static gboolean
find_step (LtStore *store, gboolean redo, gint64 *step, char **title, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (
      store,
      redo ? "SELECT id, title FROM lt_journal WHERE state = 'undone' ORDER BY id LIMIT 1"
           : "SELECT id, title FROM lt_journal WHERE state = 'done' ORDER BY id DESC LIMIT 1",
      error);
  int found = statement != NULL ? lt_store_step (store, statement, error) : -1;

  *step = found == 1 ? sqlite3_column_int64 (statement, 0) : 0;
  *title = found == 1 ? g_strdup (lt_statement_get_text (statement, 1)) : NULL;
  return found >= 0;
}

char *
lt_journal_get_title (LtStore *store, gboolean redo, GError **error)
{
  gint64 step;
  char *title;

  return find_step (store, redo, &step, &title, error) ? title : NULL;
}

/* The changesets of a step as one stream: foreign keys are checked once, at its end, because one
 * changeset may need the next. Undone, each is inverted and the last comes first. */
typedef struct
{
  sqlite3_stmt *statement;
  gboolean redo;
  const guint8 *data;
  void *inverse; /* owned by SQLite's allocator */
  int length;
  int at;
} Stream;

static int
next_changeset (Stream *self)
{
  int code = sqlite3_step (self->statement);

  g_clear_pointer (&self->inverse, sqlite3_free);
  self->at = self->length = 0;
  if (code != SQLITE_ROW)
    return code;
  self->data = sqlite3_column_blob (self->statement, 0);
  self->length = sqlite3_column_bytes (self->statement, 0);
  if (self->redo)
    return SQLITE_ROW;
  code = sqlite3changeset_invert (self->length, self->data, &self->length, &self->inverse);
  self->data = self->inverse;
  return code == SQLITE_OK ? SQLITE_ROW : code;
}

static int
read_stream (void *data, void *out, int *length)
{
  Stream *self = data;

  while (self->at == self->length)
    {
      int code = next_changeset (self);

      if (code != SQLITE_ROW)
        {
          *length = 0;
          return code == SQLITE_DONE ? SQLITE_OK : code;
        }
    }
  *length = MIN (*length, self->length - self->at);
  memcpy (out, self->data + self->at, (gsize) *length);
  self->at += *length;
  return SQLITE_OK;
}

static int
on_conflict (void *data, int kind, sqlite3_changeset_iter *iterator)
{
  return SQLITE_CHANGESET_ABORT;
}

static gboolean
apply_step (LtStore *store, gint64 step, gboolean redo, int *code, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (
      store,
      redo ? "SELECT changeset FROM lt_journal_changes WHERE step = ? ORDER BY position"
           : "SELECT changeset FROM lt_journal_changes WHERE step = ? ORDER BY position DESC",
      error);
  Stream stream = { .statement = statement, .redo = redo };

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, step);
  /* Without a savepoint, which the caller's transaction makes needless: its journal of pages, walked at
   * the end of every statement, takes minutes where thousands of rows change. */
  *code = sqlite3changeset_apply_v2_strm (lt_store_get_db (store), read_stream, &stream, NULL, on_conflict,
                                          NULL, NULL, NULL, SQLITE_CHANGESETAPPLY_NOSAVEPOINT);
  sqlite3_free (stream.inverse);
  return *code == SQLITE_OK || lt_store_fail (store, *code, error);
}

/* The kind whose rows a step changed, and how many bytes its changes take. */
static gboolean
measure_step (LtStore *store, gint64 step, LtKind *kind, gboolean *known, gint64 *bytes, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (
      store,
      "SELECT changeset, (SELECT sum (length (changeset)) FROM lt_journal_changes WHERE step = ?1) "
      "FROM lt_journal_changes WHERE step = ?1 ORDER BY position LIMIT 1",
      error);
  sqlite3_changeset_iter *iterator = NULL;
  const char *table;
  int columns, operation, indirect, found;

  *known = FALSE;
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, step);
  found = lt_store_step (store, statement, error);
  if (found < 1)
    return found == 0;
  *bytes = sqlite3_column_int64 (statement, 1);
  if (sqlite3changeset_start (&iterator, sqlite3_column_bytes (statement, 0),
                              (void *) sqlite3_column_blob (statement, 0))
          == SQLITE_OK
      && sqlite3changeset_next (iterator) == SQLITE_ROW
      && sqlite3changeset_op (iterator, &table, &columns, &operation, &indirect) == SQLITE_OK)
    *known = lt_kind_from_name (table, kind);
  sqlite3changeset_finalize (iterator);
  return TRUE;
}

/* *bulk stays NULL where the step is too small for it. */
static gboolean
consider_bulk (LtStore *store, gint64 step, LtBulk **bulk, GError **error)
{
  g_autofree char *sql = NULL;
  g_autoptr (GError) reason = NULL;
  LtKind kind = LT_KIND_PARCEL;
  gboolean known;
  gint64 bytes = 0, rows;

  if (!measure_step (store, step, &kind, &known, &bytes, error))
    return FALSE;
  if (!known)
    return TRUE;
  sql = g_strdup_printf ("SELECT max (fid) FROM \"%s\"", lt_kind_get_name (kind));
  if (!lt_store_get_int64 (store, sql, 0, &rows, error))
    return FALSE;
  if (bytes / BYTES_A_ROW < lt_bulk_get_threshold (rows))
    return TRUE;
  *bulk = lt_bulk_begin (store, kind, &reason);
  if (reason == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
set_state (LtStore *store, gint64 step, const char *state, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store, "UPDATE lt_journal SET state = ? WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  lt_statement_bind_text (statement, 1, state);
  sqlite3_bind_int64 (statement, 2, step);
  return lt_store_run (store, statement, error);
}

/* Before its rows are gone the journal has to have them. */
static gboolean
write_out (LtStore *store, gint64 step, int *code, GError **error)
{
  gboolean same;

  if (!lt_journal_inserted_write_out (store, step, &same, error))
    return FALSE;
  if (same)
    return TRUE;
  *code = SQLITE_ABORT;
  return lt_store_fail (store, *code, error);
}

static gboolean
move_step (LtStore *store, gint64 step, gboolean redo, int *code, GError **error)
{
  g_autoptr (LtBulk) bulk = NULL;

  return (redo || write_out (store, step, code, error)) && consider_bulk (store, step, &bulk, error)
         && apply_step (store, step, redo, code, error) && (bulk == NULL || lt_bulk_finish (bulk, error))
         && set_state (store, step, redo ? "done" : "undone", error);
}

/* --- from moment to moment --- */

typedef struct
{
  LtStore *store;
  gint64 from; /* the last step done before, 0: none */
  gint64 to;
  guint n_undone;
  guint n_redone;
  gboolean branched; /* a step was redone that undoing another one had not left to be redone */
  int code;          /* SQLite's, of the step that could not be done */
  gint64 failed;
  gboolean failed_redo;
} Move;

static gboolean
get_head (LtStore *store, gint64 *head, GError **error)
{
  return lt_store_get_int64 (store, "SELECT max (id) FROM lt_journal WHERE state = 'done'", 0, head, error);
}

static gboolean
take_step (Move *self, gint64 step, gboolean redo, GError **error)
{
  if (!move_step (self->store, step, redo, &self->code, error))
    {
      self->failed = step;
      self->failed_redo = redo;
      return FALSE;
    }
  self->n_undone += !redo;
  self->n_redone += redo;
  return TRUE;
}

/* A step and all it was made after, the last first. Returns: (transfer full). */
static GArray *
read_path (LtStore *store, gint64 step, GError **error)
{
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store,
                          "WITH RECURSIVE p (id) AS (SELECT id FROM lt_journal WHERE id = ? UNION "
                          "SELECT j.parent FROM lt_journal j JOIN p USING (id) WHERE j.parent NOT NULL) "
                          "SELECT id FROM p ORDER BY id DESC",
                          error);
  int found = -1;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, step);
  while ((found = lt_store_step (store, statement, error)) == 1)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (path, id);
    }
  return found == 0 ? g_steal_pointer (&path) : NULL;
}

static gboolean
is_on (GArray *path, gint64 step)
{
  for (guint i = 0; i < path->len; i++)
    {
      if (g_array_index (path, gint64, i) == step)
        return TRUE;
    }
  return FALSE;
}

static gboolean
undo_to (Move *self, GArray *path, GError **error)
{
  gint64 head;

  while (get_head (self->store, &head, error))
    {
      if (head == 0 || is_on (path, head))
        return TRUE;
      if (!take_step (self, head, FALSE, error))
        return FALSE;
    }
  return FALSE;
}

static gboolean
was_dropped (LtStore *store, gint64 step, gboolean *dropped, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store, "SELECT state = 'dropped' FROM lt_journal WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, step);
  if (lt_store_step (store, statement, error) < 0)
    return FALSE;
  *dropped = sqlite3_column_int (statement, 0) != 0;
  return TRUE;
}

static gboolean
redo_along (Move *self, GArray *path, GError **error)
{
  gint64 head;
  gboolean dropped;

  if (!get_head (self->store, &head, error))
    return FALSE;
  for (guint i = path->len; i > 0; i--)
    {
      gint64 step = g_array_index (path, gint64, i - 1);

      if (step <= head)
        continue;
      if (!was_dropped (self->store, step, &dropped, error) || !take_step (self, step, TRUE, error))
        return FALSE;
      self->branched = self->branched || dropped;
    }
  return TRUE;
}

/* What redo then does: the newest step made after this one, and so on. */
static gboolean
choose_redo (Move *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (!self->branched && (self->n_undone == 0 || self->n_redone == 0))
    return TRUE;
  if (!lt_store_exec (self->store, "UPDATE lt_journal SET state = 'dropped' WHERE state = 'undone'", error))
    return FALSE;
  statement = lt_store_prepare (
      self->store,
      "WITH RECURSIVE n (id) AS (SELECT ?1 UNION SELECT (SELECT max (j.id) FROM lt_journal j "
      "WHERE j.parent IS nullif (n.id, 0) AND j.state = 'dropped' AND j.id IN "
      "(SELECT step FROM lt_journal_changes)) FROM n WHERE n.id NOT NULL) "
      "UPDATE lt_journal SET state = 'undone' WHERE state = 'dropped' AND id IN (SELECT id FROM n)",
      error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->to);
  return lt_store_run (self->store, statement, error);
}

static void
bind_step (sqlite3_stmt *statement, int index, gint64 step)
{
  if (step != 0)
    sqlite3_bind_int64 (statement, index, step);
  else
    sqlite3_bind_null (statement, index);
}

static gboolean
note_move (Move *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (self->store,
                          "INSERT INTO lt_journal_moves (at, author, from_step, to_step) "
                          "VALUES (strftime ('%Y-%m-%dT%H:%M:%SZ', 'now'), ?, ?, ?)",
                          error);

  if (statement == NULL)
    return FALSE;
  lt_statement_bind_text (statement, 1, lt_recorder_get_author ());
  bind_step (statement, 2, self->from);
  bind_step (statement, 3, self->to);
  return lt_store_run (self->store, statement, error);
}

static gboolean
finish_move (Move *self, GError **error)
{
  if (!get_head (self->store, &self->to, error) || !choose_redo (self, error) || !note_move (self, error))
    return FALSE;
  for (guint kind = 0; kind < LT_N_KINDS; kind++)
    {
      if (!lt_query_touch (self->store, kind, error) || !lt_search_index_fold (self->store, kind, error))
        return FALSE;
    }
  return lt_store_commit (self->store, error);
}

static gboolean
go (Move *self, gint64 step, GError **error)
{
  g_autoptr (GArray) path = read_path (self->store, step, error);

  return path != NULL && undo_to (self, path, error) && redo_along (self, path, error)
         && finish_move (self, error);
}

/* A step that an older version dropped has lost its changes. */
static gboolean
check_reachable (LtStore *store, gint64 step, GError **error)
{
  g_autoptr (GArray) path = read_path (store, step, error);

  if (path == NULL)
    return FALSE;
  for (guint i = 0; i < path->len; i++)
    {
      g_autofree char *sql
          = g_strdup_printf ("SELECT count (*) FROM lt_journal_changes WHERE step = %" G_GINT64_FORMAT,
                             g_array_index (path, gint64, i));
      gint64 n;

      if (!lt_store_get_int64 (store, sql, 0, &n, error))
        return FALSE;
      if (n == 0)
        path->len = 0;
    }
  if (path->len > 0 || step == 0)
    return TRUE;
  g_set_error_literal (error, LT_ERROR, LT_ERROR_NOT_FOUND,
                       _ ("That moment is not in the journal any more: choose another one."));
  return FALSE;
}

static char *
read_title (LtStore *store, gint64 step)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store, "SELECT title FROM lt_journal WHERE id = ?", NULL);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, step);
  return lt_store_step (store, statement, NULL) == 1 ? g_strdup (lt_statement_get_text (statement, 0)) : NULL;
}

static gboolean
fail_move (Move *self, GError *reason, GError **error)
{
  g_autofree char *title = NULL;

  lt_store_rollback (self->store);
  if ((self->code & 0xff) != SQLITE_ABORT && (self->code & 0xff) != SQLITE_CONSTRAINT)
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  title = read_title (self->store, self->failed);
  g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
               self->failed_redo
                   ? _ ("“%s” can't be redone: its rows have been changed by another program since.")
                   : _ ("“%s” can't be undone: its rows have been changed by another program since."),
               title != NULL ? title : "?");
  g_error_free (reason);
  return FALSE;
}

gboolean
lt_journal_go_to (LtStore *store, gint64 step, GError **error)
{
  Move move = { .store = store };
  GError *reason = NULL;

  if (!lt_store_begin (store, TRUE, error))
    return FALSE;
  if (check_reachable (store, step, &reason) && get_head (store, &move.from, &reason)
      && (move.from == step || go (&move, step, &reason)))
    {
      lt_store_rollback (store);
      return TRUE;
    }
  return fail_move (&move, reason, error);
}

gboolean
lt_journal_move (LtStore *store, gboolean redo, GError **error)
{
  g_autofree char *title = NULL;
  Move move = { .store = store };
  GError *reason = NULL;
  gint64 step;

  if (!lt_store_begin (store, TRUE, error))
    return FALSE;
  if (!get_head (store, &move.from, &reason) || !find_step (store, redo, &step, &title, &reason))
    ;
  else if (step == 0)
    g_set_error_literal (&reason, LT_ERROR, LT_ERROR_NOT_FOUND,
                         redo ? _ ("There is nothing to redo.") : _ ("There is nothing to undo."));
  else if (take_step (&move, step, redo, &reason) && finish_move (&move, &reason))
    return TRUE;
  return fail_move (&move, reason, error);
}
