#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "lt-error.h"

G_BEGIN_DECLS

/* One SQLite connection to a workspace file, bound to the thread that opened it: every call asserts
 * that. A file from somewhere else is untrusted: defensive mode, no trusted schema, no extension
 * loading. The GeoPackage functions its triggers need are registered. */
typedef struct _LtStore LtStore;

typedef enum
{
  LT_STORE_CREATE, /* must not exist yet */
  LT_STORE_WRITE,
  LT_STORE_READ,
  LT_STORE_LOOK,      /* reads only, but may take away again what SQLite puts beside the file */
  LT_STORE_IMMUTABLE, /* from a place where nothing can be written, not even a lock */
} LtStoreMode;

LtStore *lt_store_open (const char *path, LtStoreMode mode, GError **error);
/* The same for a file that is to have another name: errors tell that one. */
LtStore *lt_store_open_as (const char *path, const char *name, LtStoreMode mode, GError **error);
void lt_store_close (LtStore *self);
sqlite3 *lt_store_get_db (LtStore *self);
const char *lt_store_get_path (LtStore *self);
LtStoreMode lt_store_get_mode (LtStore *self);
/* TRUE when the file system lets nobody write the file. */
gboolean lt_store_is_read_only (LtStore *self);

/* LT_ERROR_NOT_FOUND or LT_ERROR_CONFLICT when the file has been taken away or another one put in its place
 * since it was opened: what is written now would be lost. */
gboolean lt_store_check_place (LtStore *self, GError **error);

/* The calling thread takes the connection over from the one that opened it and no longer uses it. */
void lt_store_adopt (LtStore *self);
/* Makes running and later statements fail. Any thread. */
void lt_store_interrupt (LtStore *self);

/* Work of this connection stops, with G_IO_ERROR_CANCELLED, once it is cancelled. (nullable),
 * a reference is taken. */
void lt_store_set_cancellable (LtStore *self, GCancellable *cancellable);

gboolean lt_store_is_cancelled (LtStore *self);

/* Runs statements without results, separated by semicolons. */
gboolean lt_store_exec (LtStore *self, const char *sql, GError **error);
/* The one integer that a statement gives; `fallback` when it gives no row or NULL. */
gboolean lt_store_get_int64 (LtStore *self, const char *sql, gint64 fallback, gint64 *value, GError **error);

/* A statement, kept for the next time. Returns: (transfer full) in the sense of g_autoptr: leaving
 * the scope resets it. The same text must not be in use twice. */
sqlite3_stmt *lt_store_prepare (LtStore *self, const char *sql, GError **error);
/* A statement made for this once, which the caller finalises with sqlite3_finalize: for text that
 * depends on what a person asked. */
sqlite3_stmt *lt_store_prepare_once (LtStore *self, const char *sql, GError **error);
/* Steps. 1: a row; 0: the end; -1: error. */
int lt_store_step (LtStore *self, sqlite3_stmt *statement, GError **error);
/* Steps to the end and resets, for statements without results. */
gboolean lt_store_run (LtStore *self, sqlite3_stmt *statement, GError **error);

/* Turns SQLite's code into an LT_ERROR with one sentence. Returns: FALSE. */
gboolean lt_store_fail (LtStore *self, int code, GError **error);

/* Gives back what is kept of the file's pages, and what the heap has free, to the system: after work that
 * went through much more than is needed later. */
void lt_store_release_memory (LtStore *self);

/* For a connection that writes: keys are sorted in runs that the processor's own cache holds, by threads
 * beside the one that reads them. With all that the pages' cache may take, a run of a million keys takes
 * twice as long and a hundred megabytes. */
gboolean lt_store_set_sorting (LtStore *self, gboolean sorting, GError **error);

/* One transaction; writers use `immediate`. Rolling back without one does nothing. */
gboolean lt_store_begin (LtStore *self, gboolean immediate, GError **error);
gboolean lt_store_commit (LtStore *self, GError **error);
void lt_store_rollback (LtStore *self);

/* Resets a statement from lt_store_prepare and forgets its parameters. */
void lt_statement_release (sqlite3_stmt *statement);
/* Binds text, or NULL. The text must live until the statement is reset. */
void lt_statement_bind_text (sqlite3_stmt *statement, int index, const char *text);
/* Text of a column, NULL for anything that is no text and no number. (transfer none). */
const char *lt_statement_get_text (sqlite3_stmt *statement, int column);
/* FALSE when the column holds no number. */
gboolean lt_statement_get_number (sqlite3_stmt *statement, int column, double *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtStore, lt_store_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, lt_statement_release)

G_END_DECLS
