#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Half-filled forms of a workspace that survive a crash: texts by key, kept in
 * $XDG_STATE_HOME/liantu/drafts/, not in the workspace, whose colleagues they do not concern. What is set is
 * on the disk within a second, written by a thread of its own. Main thread only. */
#define LT_TYPE_DRAFTS (lt_drafts_get_type ())
G_DECLARE_FINAL_TYPE (LtDrafts, lt_drafts, LT, DRAFTS, GObject)

/* `workspace` is the file's path. Nothing is read yet. */
LtDrafts *lt_drafts_new (const char *workspace);

/* Reads what an earlier session left; what was set meanwhile stays. LT_ERROR_IO when it is there and can't be
 * read. */
void
lt_drafts_read_async (LtDrafts *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean lt_drafts_read_finish (LtDrafts *self, GAsyncResult *result, GError **error);

/* `key` names the form ("project:12", "project:new"), `text` is its content as the form spells it; NULL
 * forgets it, once the form is saved or given up. */
void lt_drafts_set (LtDrafts *self, const char *key, const char *text);
/* (transfer none) (nullable): until the next lt_drafts_set. */
const char *lt_drafts_get (LtDrafts *self, const char *key);
/* Keys of all drafts, sorted. Returns: (transfer full). */
char **lt_drafts_get_keys (LtDrafts *self);

/* Waits until everything is on the disk: when the window closes. */
void lt_drafts_flush (LtDrafts *self);

G_END_DECLS
