#include "config.h"

#include "lt-store.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <string.h>

#include "lt-disk.h"
#include "lt-functions.h"
#include "lt-header.h"
#include "lt-locks.h"

#define BUSY_TIMEOUT_MS 5000
#define OPS_BETWEEN_CHECKS 20000
#define WRITING_CACHE "PRAGMA cache_size = -48000"
#define SORTING_CACHE "PRAGMA cache_size = -4000"

struct _LtStore
{
  sqlite3 *db;
  GThread *thread;
  LtStoreMode mode;
  char *path;
  char *name;             /* what errors call it */
  GHashTable *statements; /* text → sqlite3_stmt */
  GCancellable *cancellable;
  int interrupted; /* atomic */
  dev_t device;    /* of the file when it was opened */
  ino_t inode;
};

static void
assert_thread (LtStore *self)
{
  g_assert (self != NULL);
  g_assert (self->thread == g_thread_self ());
}

static gboolean
fail_with (GError **error, int code, const char *format, LtStore *self)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, LT_ERROR, code, format, self->name);
#pragma GCC diagnostic pop
  return FALSE;
}

static gboolean
fail_locked (LtStore *self, GError **error)
{
  g_autofree char *holder = lt_locks_find_holder (self->path);

  if (holder == NULL)
    return fail_with (error, LT_ERROR_LOCKED,
                      _ ("“%s” is in use by another program: close it there and try again."), self);
  g_set_error (error, LT_ERROR, LT_ERROR_LOCKED,
               _ ("“%s” is being written by “%s”: let it finish or close the file there, and try again."),
               self->name, holder);
  return FALSE;
}

static gboolean
fail_full (LtStore *self, GError **error)
{
  return fail_with (error, LT_ERROR_IO,
                    _ ("There is no room left on the disk for “%s”: free some and try again."), self);
}

/* With no room for the log and its index, SQLite speaks of reading, writing or opening. */
static gboolean
is_full (LtStore *self, int code)
{
  code &= 0xff;

  return code == SQLITE_FULL
         || ((code == SQLITE_IOERR || code == SQLITE_CANTOPEN) && lt_disk_is_full (self->path));
}

gboolean
lt_store_fail (LtStore *self, int code, GError **error)
{
  if (self->cancellable != NULL && g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (is_full (self, code))
    return fail_full (self, error);
  switch (code & 0xff)
    {
    case SQLITE_INTERRUPT:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The operation was cancelled."));
      return FALSE;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fail_locked (self, error);
    case SQLITE_READONLY:
      return fail_with (error, LT_ERROR_READ_ONLY, _ ("“%s” can only be read, not changed."), self);
    case SQLITE_IOERR:
      return fail_with (error, LT_ERROR_IO,
                        _ ("“%s” can't be reached or written: the drive or network it lies on may be gone or "
                           "full. What was saved before is kept; save a copy elsewhere to go on."),
                        self);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return fail_with (error, LT_ERROR_NOT_WORKSPACE,
                        _ ("“%s” is damaged or incomplete: open a backup or another copy of it."), self);
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return fail_with (error, LT_ERROR_IO,
                        _ ("“%s” can't be opened: check that you may read and write it and its folder."),
                        self);
    default:
      break;
    }
  g_set_error (error, LT_ERROR, LT_ERROR_IO, _ ("“%s” could not be read or written: %s."), self->name,
               self->db != NULL ? sqlite3_errmsg (self->db) : sqlite3_errstr (code));
  return FALSE;
}

static int
check_cancelled (gpointer data)
{
  LtStore *self = data;

  return g_atomic_int_get (&self->interrupted)
         || (self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable));
}

/* Nobody asks how much memory SQLite uses, and counting it takes a lock each time. */
static void
set_up_sqlite (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&once, 1);
    }
}

static int
open_handle (LtStore *self, LtStoreMode mode)
{
  g_autofree char *uri = NULL;
  g_autofree char *immutable = NULL;

  switch (mode)
    {
    case LT_STORE_CREATE:
      return sqlite3_open_v2 (self->path, &self->db,
                              SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    case LT_STORE_WRITE:
    case LT_STORE_LOOK:
      return sqlite3_open_v2 (self->path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    case LT_STORE_READ:
      return sqlite3_open_v2 (self->path, &self->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    case LT_STORE_IMMUTABLE:
      break;
    }
  uri = g_filename_to_uri (self->path, NULL, NULL);
  if (uri == NULL)
    return SQLITE_CANTOPEN;
  immutable = g_strconcat (uri, "?immutable=1", NULL);
  return sqlite3_open_v2 (immutable, &self->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
                          NULL);
}

/* SQLite 3.40 lets triggers of a schema that is not trusted read an R-tree but not write it; later
 * versions do. */
static gboolean
can_trigger_rtree (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      sqlite3 *db = NULL;
      gboolean can
          = sqlite3_open (":memory:", &db) == SQLITE_OK
            && sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL) == SQLITE_OK
            && sqlite3_exec (db,
                             "CREATE TABLE t (a); CREATE VIRTUAL TABLE r USING rtree (id, a, b);"
                             "CREATE TRIGGER i AFTER INSERT ON t BEGIN INSERT INTO r VALUES (1, 1, 1); END;"
                             "INSERT INTO t VALUES (1)",
                             NULL, NULL, NULL)
                   == SQLITE_OK;

      sqlite3_close_v2 (db);
      g_once_init_leave (&once, can ? 1 : 2);
    }
  return once == 1;
}

static gboolean
writes (LtStoreMode mode)
{
  return mode == LT_STORE_CREATE || mode == LT_STORE_WRITE;
}

/* A connection that writes has to trust the schema where the R-tree's triggers ask for it. Little comes
 * of that: no function with an effect is registered on it, extensions can't be loaded, and what SQLite
 * marks as direct-only stays barred to triggers and views. */
static gboolean
must_trust (LtStoreMode mode)
{
  return writes (mode) && !can_trigger_rtree ();
}

/* A log that is there already stays as it is. */
static gboolean
configure_looking (LtStore *self, GError **error)
{
  if (lt_header_has_log (self->path))
    sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  return lt_store_exec (self, "PRAGMA query_only = 1", error);
}

static gboolean
configure (LtStore *self, LtStoreMode mode, GError **error)
{
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, must_trust (mode), NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  sqlite3_limit (self->db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_progress_handler (self->db, OPS_BETWEEN_CHECKS, check_cancelled, self);
  if (!lt_functions_register (self->db))
    return lt_store_fail (self, SQLITE_NOMEM, error);
  if (mode == LT_STORE_LOOK && !configure_looking (self, error))
    return FALSE;
  return lt_store_exec (self, "PRAGMA synchronous = FULL", error)
         && lt_store_exec (self, writes (mode) ? WRITING_CACHE : "PRAGMA cache_size = -16000", error)
         && (!writes (mode) || lt_store_exec (self, "PRAGMA threads = 2", error));
}

static void
finalize_statement (gpointer data)
{
  sqlite3_finalize (data);
}

static void
note_place (LtStore *self)
{
  GStatBuf status;

  if (g_stat (self->path, &status) != 0)
    return;
  self->device = status.st_dev;
  self->inode = status.st_ino;
}

gboolean
lt_store_check_place (LtStore *self, GError **error)
{
  GStatBuf status;

  if (g_stat (self->path, &status) != 0)
    return fail_with (
        error, LT_ERROR_NOT_FOUND,
        _ ("“%s” is not where it was any more, so nothing was saved: bring it back, or save a copy "
           "under another name and go on with that."),
        self);
  if (status.st_dev == self->device && status.st_ino == self->inode)
    return TRUE;
  return fail_with (
      error, LT_ERROR_CONFLICT,
      _ ("Another file has been put in the place of “%s”, so nothing was saved: open it again, or "
         "save a copy of this one under another name."),
      self);
}

LtStore *
lt_store_open (const char *path, LtStoreMode mode, GError **error)
{
  return lt_store_open_as (path, path, mode, error);
}

LtStore *
lt_store_open_as (const char *path, const char *name, LtStoreMode mode, GError **error)
{
  g_autoptr (LtStore) self = g_new0 (LtStore, 1);
  int code;

  g_return_val_if_fail (path != NULL && name != NULL, NULL);

  set_up_sqlite ();
  /* An absolute one: SQLite takes a name that begins with “file:” for an address. */
  self->path = g_canonicalize_filename (path, NULL);
  self->name = g_path_get_basename (name);
  self->mode = mode;
  self->thread = g_thread_self ();
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  code = open_handle (self, mode);
  if (code != SQLITE_OK)
    {
      lt_store_fail (self, code, error);
      return NULL;
    }
  note_place (self);
  return configure (self, mode, error) ? g_steal_pointer (&self) : NULL;
}

void
lt_store_close (LtStore *self)
{
  if (self == NULL)
    return;
  assert_thread (self);
  g_hash_table_unref (self->statements);
  sqlite3_close_v2 (self->db);
  g_clear_object (&self->cancellable);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

void
lt_store_adopt (LtStore *self)
{
  self->thread = g_thread_self ();
}

void
lt_store_interrupt (LtStore *self)
{
  g_atomic_int_set (&self->interrupted, 1);
}

sqlite3 *
lt_store_get_db (LtStore *self)
{
  assert_thread (self);
  return self->db;
}

const char *
lt_store_get_path (LtStore *self)
{
  return self->path;
}

LtStoreMode
lt_store_get_mode (LtStore *self)
{
  return self->mode;
}

gboolean
lt_store_is_read_only (LtStore *self)
{
  assert_thread (self);
  return sqlite3_db_readonly (self->db, "main") != 0;
}

void
lt_store_set_cancellable (LtStore *self, GCancellable *cancellable)
{
  assert_thread (self);
  g_set_object (&self->cancellable, cancellable);
}

gboolean
lt_store_is_cancelled (LtStore *self)
{
  return check_cancelled (self) != 0;
}

gboolean
lt_store_exec (LtStore *self, const char *sql, GError **error)
{
  int code;

  assert_thread (self);
  code = sqlite3_exec (self->db, sql, NULL, NULL, NULL);
  return code == SQLITE_OK || lt_store_fail (self, code, error);
}

gboolean
lt_store_get_int64 (LtStore *self, const char *sql, gint64 fallback, gint64 *value, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (self, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  step = lt_store_step (self, statement, error);
  if (step < 0)
    return FALSE;
  *value = step == 1 && sqlite3_column_type (statement, 0) == SQLITE_INTEGER
               ? sqlite3_column_int64 (statement, 0)
               : fallback;
  return TRUE;
}

sqlite3_stmt *
lt_store_prepare (LtStore *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement;
  int code;

  assert_thread (self);
  statement = g_hash_table_lookup (self->statements, sql);
  if (statement != NULL)
    {
      g_assert (!sqlite3_stmt_busy (statement));
      return statement;
    }
  code = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (code != SQLITE_OK)
    {
      lt_store_fail (self, code, error);
      return NULL;
    }
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

sqlite3_stmt *
lt_store_prepare_once (LtStore *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code;

  assert_thread (self);
  code = sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL);
  if (code != SQLITE_OK)
    lt_store_fail (self, code, error);
  return statement;
}

int
lt_store_step (LtStore *self, sqlite3_stmt *statement, GError **error)
{
  int code;

  assert_thread (self);
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    return 1;
  if (code == SQLITE_DONE)
    return 0;
  lt_store_fail (self, code, error);
  return -1;
}

gboolean
lt_store_run (LtStore *self, sqlite3_stmt *statement, GError **error)
{
  int step;

  while ((step = lt_store_step (self, statement, error)) == 1)
    continue;
  sqlite3_reset (statement);
  return step == 0;
}

void
lt_store_release_memory (LtStore *self)
{
  g_return_if_fail (self != NULL);

  assert_thread (self);
  sqlite3_db_release_memory (self->db);
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}

gboolean
lt_store_set_sorting (LtStore *self, gboolean sorting, GError **error)
{
  return lt_store_exec (self, sorting ? SORTING_CACHE : WRITING_CACHE, error);
}

gboolean
lt_store_begin (LtStore *self, gboolean immediate, GError **error)
{
  return lt_store_exec (self, immediate ? "BEGIN IMMEDIATE" : "BEGIN", error);
}

gboolean
lt_store_commit (LtStore *self, GError **error)
{
  return lt_store_exec (self, "COMMIT", error);
}

void
lt_store_rollback (LtStore *self)
{
  assert_thread (self);
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}

void
lt_statement_release (sqlite3_stmt *statement)
{
  if (statement == NULL)
    return;
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}

void
lt_statement_bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  if (text != NULL)
    sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
  else
    sqlite3_bind_null (statement, index);
}

const char *
lt_statement_get_text (sqlite3_stmt *statement, int column)
{
  const char *text;
  int type = sqlite3_column_type (statement, column);

  if (type == SQLITE_NULL || type == SQLITE_BLOB)
    return NULL;
  text = (const char *) sqlite3_column_text (statement, column);
  return text != NULL && g_utf8_validate (text, -1, NULL) ? text : NULL;
}

gboolean
lt_statement_get_number (sqlite3_stmt *statement, int column, double *value)
{
  int type = sqlite3_column_type (statement, column);

  if (type != SQLITE_INTEGER && type != SQLITE_FLOAT)
    return FALSE;
  *value = sqlite3_column_double (statement, column);
  return TRUE;
}
