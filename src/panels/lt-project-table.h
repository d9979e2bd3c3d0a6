#pragma once

#include "lt-workspace.h"

G_BEGIN_DECLS

/* Projects as rows of a spreadsheet: tab-separated text with the fields' titles in the person's language
 * as its header, longitude and latitude last. */

/* Returns: (transfer full). `records`: LtRecord. */
char *lt_project_table_write (GPtrArray *records, LtCatalogue *catalogue);

/* What pasted rows would do. A row whose project number is there changes that project, in the columns
 * pasted; others are new. */
typedef struct
{
  GPtrArray *records; /* LtRecord to be put */
  GPtrArray *bases;   /* LtRecord as it was, NULL for a new one */
  guint added;
  guint changed;
  guint unchanged;
  GPtrArray *errors; /* char *: one sentence for each row or column that is left out */
} LtProjectPaste;

void lt_project_paste_free (LtProjectPaste *self);

/* Reads `text` on a worker thread. LT_ERROR_FORMAT when it has no header that is understood. */
void lt_project_table_read_async (LtWorkspace *workspace,
                                  LtCatalogue *catalogue,
                                  const char *text,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
LtProjectPaste *lt_project_table_read_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtProjectPaste, lt_project_paste_free)

G_END_DECLS
