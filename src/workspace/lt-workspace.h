#pragma once

#include <gio/gio.h>

#include "lt-catalogue.h"
#include "lt-error.h"
#include "lt-filter.h"
#include "lt-record.h"
#include "lt-snapshot.h"

G_BEGIN_DECLS

/* One workspace file (a GeoPackage, DESIGN.md). All SQL runs on threads of its own: one writer, the
 * owner thread, and a reader. Functions without _async wait for that thread and are for the command
 * line, worker threads and tests; the window uses _async/_finish only. Errors are LT_ERROR. */
#define LT_TYPE_WORKSPACE (lt_workspace_get_type ())
G_DECLARE_FINAL_TYPE (LtWorkspace, lt_workspace, LT, WORKSPACE, GObject)

/* Makes `path` from the catalogue in `catalogue_dir` and opens it; nothing is left behind on
 * failure. LT_ERROR_EXISTS when the file is there. Returns: (transfer full). */
LtWorkspace *lt_workspace_create (const char *path, const char *catalogue_dir, GError **error);

/* Opens, migrating an older schema (the file is backed up beside itself first) and checking it.
 * A newer schema opens read-only (lt_workspace_is_read_only). Returns: (transfer full). */
LtWorkspace *lt_workspace_open (const char *path, GError **error);

/* Opens `path`, or creates it from `catalogue_dir` when it is not there and `create`. */
void lt_workspace_open_async (const char *path,
                              const char *catalogue_dir,
                              gboolean create,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);
LtWorkspace *lt_workspace_open_finish (GAsyncResult *result, GError **error);

/* Checkpoints so that the one file is whole, and closes; later calls fail. Idempotent. */
void lt_workspace_close (LtWorkspace *self);

/* Properties "path" (construct only), "read-only". Signal "changed" (guint generation) on the main
 * context that opened it, after a change by us or, within two seconds, by another program. */
const char *lt_workspace_get_path (LtWorkspace *self);
gboolean lt_workspace_is_read_only (LtWorkspace *self);
/* Why it is read-only, one sentence; NULL when it is not. */
const char *lt_workspace_get_read_only_reason (LtWorkspace *self);

/* The catalogue, read when opened and again on change. Returns: (transfer full). */
LtCatalogue *lt_workspace_get_catalogue (LtWorkspace *self);

typedef struct
{
  guint counts[LT_N_KINDS];
  guint chains;
  guint segments;
  int schema_version;
  LtBox extent;  /* degrees; of every geometry; empty when there is none */
  GArray *years; /* int, ascending: years with figures */
} LtInfo;

/* (transfer full): free with lt_info_free. */
LtInfo *lt_workspace_get_info (LtWorkspace *self, GError **error);
void lt_info_free (LtInfo *info);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtInfo, lt_info_free)

/* A copy through SQLite's backup; LT_ERROR_EXISTS unless `overwrite`. Written beside and renamed. */
gboolean lt_workspace_save_copy (LtWorkspace *self, const char *path, gboolean overwrite, GError **error);
void lt_workspace_save_copy_async (LtWorkspace *self,
                                   const char *path,
                                   gboolean overwrite,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data);
gboolean lt_workspace_save_copy_finish (LtWorkspace *self, GAsyncResult *result, GError **error);

/* What drawing needs, as of now. Returns: (transfer full). */
LtSnapshot *lt_workspace_load_snapshot (LtWorkspace *self, GError **error);
void lt_workspace_load_snapshot_async (LtWorkspace *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer data);
LtSnapshot *lt_workspace_load_snapshot_finish (LtWorkspace *self, GAsyncResult *result, GError **error);

/* Row ids that pass the filter, in its order: gint64. Returns: (transfer full). */
GArray *lt_workspace_find (LtWorkspace *self, const LtFilter *filter, GError **error);
void lt_workspace_find_async (LtWorkspace *self,
                              const LtFilter *filter,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);
GArray *lt_workspace_find_finish (LtWorkspace *self, GAsyncResult *result, GError **error);

/* The rows with these ids, in their order; a row that is gone is left out.
 * Returns: (transfer full) (element-type LtRecord). */
GPtrArray *lt_workspace_fetch (LtWorkspace *self, LtKind kind, const gint64 *ids, guint n, GError **error);
void lt_workspace_fetch_async (LtWorkspace *self,
                               LtKind kind,
                               const gint64 *ids,
                               guint n,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);
GPtrArray *lt_workspace_fetch_finish (LtWorkspace *self, GAsyncResult *result, GError **error);

/* Search over every kind by the words: for the search entry. Hits are records without geometry,
 * best first, at most `limit`. Returns: (transfer full) (element-type LtRecord). */
void lt_workspace_search_async (LtWorkspace *self,
                                const char *text,
                                guint limit,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
GPtrArray *lt_workspace_search_finish (LtWorkspace *self, GAsyncResult *result, GError **error);

/* --- writing rows --- */

typedef enum
{
  LT_PUT_ADDED,
  LT_PUT_CHANGED,
  LT_PUT_UNCHANGED,
  LT_PUT_NO_ENTERPRISE, /* of figures and occupancy: not written, whom it names is not in the workspace */
  LT_PUT_NO_PARCEL,
} LtPutResult;

/* Gives out one row after another: fills `record` (cleared before) and returns TRUE; FALSE at the
 * end or, with *error set, on failure (the whole change is then rolled back). Runs on the owner thread or,
 * once many rows have come, on another one by itself, some hundred rows ahead of LtPutFunc. */
typedef gboolean (*LtRecordReader) (LtRecord *record, gpointer data, GError **error);
/* Told of each row's fate, on the owner thread. */
typedef void (*LtPutFunc) (LtPutResult result, gpointer data);

/* Writes every row that `reader` gives as one titled, undoable change in one transaction: a row
 * whose key is there is updated where its values differ, others are added. Cancelling or an error
 * rolls all of it back. `put` (nullable) is told of each row. */
gboolean lt_workspace_put (LtWorkspace *self,
                           LtKind kind,
                           const char *title,
                           LtRecordReader reader,
                           LtPutFunc put,
                           gpointer data,
                           GCancellable *cancellable,
                           GError **error);

/* --- the journal --- */

/* Titles of what undo and redo would do, NULL when there is nothing. (transfer full). */
char *lt_workspace_get_undo_title (LtWorkspace *self);
char *lt_workspace_get_redo_title (LtWorkspace *self);
gboolean lt_workspace_undo (LtWorkspace *self, GError **error);
gboolean lt_workspace_redo (LtWorkspace *self, GError **error);
/* `redo` FALSE undoes. */
void lt_workspace_undo_async (
    LtWorkspace *self, gboolean redo, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean lt_workspace_undo_finish (LtWorkspace *self, GAsyncResult *result, GError **error);

G_END_DECLS
