#pragma once

#include "lt-session.h"

G_BEGIN_DECLS

/* What people do to projects: each call is one titled step that can be taken back. They return when it
 * is on disk. The work is done on a worker thread; errors are LT_ERROR. */

/* A new project at a place, in the chain that is looked at, in the district found there, with a
 * provisional name. Finish returns its row id, 0 on failure. */
void lt_project_add_async (LtSession *session,
                           double longitude,
                           double latitude,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data);

/* The district follows where the project stood in the one found at its old place. */
void lt_project_move_async (LtSession *session,
                            gint64 id,
                            double longitude,
                            double latitude,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);

/* Copies stand a little beside the first, "… (copy)", without a number. Finish returns the first's id. */
void lt_project_duplicate_async (LtSession *session,
                                 const gint64 *ids,
                                 guint n,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);

void lt_project_delete_async (LtSession *session,
                              const gint64 *ids,
                              guint n,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);

/* One field of many projects. `value`: as lt_record_set_text takes it; a number as text with a decimal
 * point; NULL empties the field. */
void lt_project_set_async (LtSession *session,
                           const gint64 *ids,
                           guint n,
                           guint field,
                           const char *value,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data);

/* Rows as they are (id 0: new), each with the row it was before or NULL (two arrays of one length,
 * element-type LtRecord, references taken). `title`: the step's. */
void lt_project_put_async (LtSession *session,
                           const char *title,
                           GPtrArray *records,
                           GPtrArray *bases,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data);

/* Of any of these: row id of the first row written, 0 with an error set. Deleting gives 1. */
gint64 lt_project_edit_finish (GAsyncResult *result, GError **error);
/* The journal's step that it made, 0 when nothing was changed; after success. */
gint64 lt_project_edit_get_step (GAsyncResult *result);
/* How many projects it was asked to change. */
guint lt_project_edit_get_n (GAsyncResult *result);

/* Whether an edit of this session is being written, or its callback has not returned yet. */
gboolean lt_project_edits_are_pending (LtSession *session);

/* Writes a value as text into any field: a number for numbers, dates and codes as they are. NULL or ""
 * empties it. */
void lt_project_set_value (LtRecord *record, guint field, const char *value);
/* The field's value as lt_project_set_value takes it. Returns: (transfer full) (nullable). */
char *lt_project_dup_value (LtRecord *record, guint field);

G_END_DECLS
