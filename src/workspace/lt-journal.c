#include "config.h"

#include "lt-journal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-bulk.h"
#include "lt-query.h"
#include "lt-rows.h"
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
set_state (LtStore *store, gint64 step, gboolean redo, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store, "UPDATE lt_journal SET state = ? WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  lt_statement_bind_text (statement, 1, redo ? "done" : "undone");
  sqlite3_bind_int64 (statement, 2, step);
  return lt_store_run (store, statement, error);
}

static gboolean
move_step (LtStore *store, gint64 step, gboolean redo, int *code, GError **error)
{
  g_autoptr (LtBulk) bulk = NULL;

  if (!consider_bulk (store, step, &bulk, error) || !apply_step (store, step, redo, code, error)
      || (bulk != NULL && !lt_bulk_finish (bulk, error)) || !set_state (store, step, redo, error))
    return FALSE;
  for (guint kind = 0; kind < LT_N_KINDS; kind++)
    {
      if (!lt_query_touch (store, kind, error) || !lt_search_index_fold (store, kind, error))
        return FALSE;
    }
  return lt_store_commit (store, error);
}

gboolean
lt_journal_move (LtStore *store, gboolean redo, GError **error)
{
  g_autofree char *title = NULL;
  g_autoptr (GError) reason = NULL;
  gint64 step;
  int code = SQLITE_OK;

  if (!lt_store_begin (store, TRUE, error))
    return FALSE;
  if (!find_step (store, redo, &step, &title, &reason))
    ;
  else if (step == 0)
    g_set_error_literal (&reason, LT_ERROR, LT_ERROR_NOT_FOUND,
                         redo ? _ ("There is nothing to redo.") : _ ("There is nothing to undo."));
  else if (move_step (store, step, redo, &code, &reason))
    return TRUE;
  lt_store_rollback (store);
  if ((code & 0xff) == SQLITE_ABORT || (code & 0xff) == SQLITE_CONSTRAINT)
    g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
                 redo ? _ ("“%s” can't be redone: its rows have been changed by another program since.")
                      : _ ("“%s” can't be undone: its rows have been changed by another program since."),
                 title);
  else
    g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}
