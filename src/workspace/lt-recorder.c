#include "config.h"

#include "lt-recorder.h"

#define ROWS_A_CHANGESET 10000

struct _LtRecorder
{
  LtStore *store;
  char *title;
  GPtrArray *tables; /* names */
  sqlite3_session *session;
  gint64 step;
  int position;
  guint rows;
  gboolean keeps_all;
};

static gboolean
read_tables (LtRecorder *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (self->store,
                          "SELECT table_name FROM gpkg_contents WHERE table_name NOT LIKE 'lt~_journal%' "
                          "ESCAPE '~' AND table_name NOT LIKE 'gpkg~_%' ESCAPE '~' "
                          "AND table_name NOT LIKE 'rtree~_%' ESCAPE '~' AND table_name != 'lt_schema'",
                          error);
  int step = -1;

  while (statement != NULL && (step = lt_store_step (self->store, statement, error)) == 1)
    {
      const char *name = lt_statement_get_text (statement, 0);

      if (name != NULL)
        g_ptr_array_add (self->tables, g_strdup (name));
    }
  return step == 0;
}

static gboolean
start_session (LtRecorder *self, GError **error)
{
  sqlite3 *db = lt_store_get_db (self->store);
  int code = sqlite3session_create (db, "main", &self->session);

  for (guint i = 0; code == SQLITE_OK && i < self->tables->len; i++)
    code = sqlite3session_attach (self->session, g_ptr_array_index (self->tables, i));
  return code == SQLITE_OK || lt_store_fail (self->store, code, error);
}

LtRecorder *
lt_recorder_new (LtStore *store, const char *title, GError **error)
{
  g_autoptr (LtRecorder) self = g_new0 (LtRecorder, 1);

  self->store = store;
  self->title = g_strdup (title);
  self->tables = g_ptr_array_new_with_free_func (g_free);
  return read_tables (self, error) && start_session (self, error) ? g_steal_pointer (&self) : NULL;
}

void
lt_recorder_free (LtRecorder *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->session, sqlite3session_delete);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_free (self->title);
  g_free (self);
}

const char *
lt_recorder_get_author (void)
{
  const char *name = g_get_real_name ();

  return name != NULL && name[0] != '\0' && !g_str_equal (name, "Unknown") ? name : g_get_user_name ();
}

/* What was undone can't be redone once something else was done; one can still go back to it. */
static gboolean
insert_step (LtRecorder *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (!lt_store_exec (self->store, "UPDATE lt_journal SET state = 'dropped' WHERE state = 'undone'", error))
    return FALSE;
  statement = lt_store_prepare (self->store,
                                "INSERT INTO lt_journal (at, author, title, state, parent) "
                                "VALUES (strftime ('%Y-%m-%dT%H:%M:%SZ', 'now'), ?, ?, 'done', "
                                "(SELECT max (id) FROM lt_journal WHERE state = 'done'))",
                                error);
  if (statement == NULL)
    return FALSE;
  lt_statement_bind_text (statement, 1, lt_recorder_get_author ());
  lt_statement_bind_text (statement, 2, self->title);
  if (!lt_store_run (self->store, statement, error))
    return FALSE;
  self->step = sqlite3_last_insert_rowid (lt_store_get_db (self->store));
  return TRUE;
}

static gboolean
insert_changeset (LtRecorder *self, const void *changeset, int length, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (self->step == 0 && !insert_step (self, error))
    return FALSE;
  statement = lt_store_prepare (
      self->store, "INSERT INTO lt_journal_changes (step, position, changeset) VALUES (?, ?, ?)", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->step);
  sqlite3_bind_int (statement, 2, self->position++);
  sqlite3_bind_blob (statement, 3, changeset, length, SQLITE_STATIC);
  return lt_store_run (self->store, statement, error);
}

static gint64
last_changes (LtRecorder *self)
{
  return sqlite3_last_insert_rowid (lt_store_get_db (self->store));
}

static gboolean
store_session (LtRecorder *self, GError **error)
{
  void *changeset = NULL;
  int length = 0;
  int code = sqlite3session_changeset (self->session, &length, &changeset);
  gboolean ok = TRUE;

  g_clear_pointer (&self->session, sqlite3session_delete);
  if (code != SQLITE_OK)
    return lt_store_fail (self->store, code, error);
  if (length > 0)
    ok = insert_changeset (self, changeset, length, error)
         && lt_journal_index_add (self->store, last_changes (self), changeset, length, error);
  sqlite3_free (changeset);
  self->rows = 0;
  return ok;
}

gboolean
lt_recorder_add (LtRecorder *self, GError **error)
{
  if (++self->rows < ROWS_A_CHANGESET)
    return TRUE;
  return store_session (self, error) && start_session (self, error);
}

void
lt_recorder_pause (LtRecorder *self, gboolean pause)
{
  sqlite3session_enable (self->session, !pause);
}

gboolean
lt_recorder_take (LtRecorder *self, GByteArray *changeset, const LtInserted *inserted, GError **error)
{
  if (inserted->n_rows == 0)
    return TRUE;
  if (!self->keeps_all)
    return insert_changeset (self, "", 0, error)
           && lt_journal_inserted_add (self->store, last_changes (self), inserted, error);
  return insert_changeset (self, changeset->data, (int) changeset->len, error)
         && lt_journal_index_add_ranges (self->store, last_changes (self), inserted->ranges,
                                         inserted->n_ranges, error);
}

gboolean
lt_recorder_keep_all (LtRecorder *self, GError **error)
{
  gboolean same;

  if (self->keeps_all)
    return TRUE;
  self->keeps_all = TRUE;
  return lt_journal_inserted_write_out (self->store, self->step, &same, error)
         && (same || lt_store_fail (self->store, SQLITE_ABORT, error));
}

gboolean
lt_recorder_finish (LtRecorder *self, GError **error)
{
  return store_session (self, error);
}
