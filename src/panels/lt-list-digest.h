#pragma once

#include "lt-workspace.h"

G_BEGIN_DECLS

/* What the caption under a list says of all its rows, not only of those fetched. */
typedef struct
{
  guint n;         /* rows looked at */
  guint unplaced;  /* without a geometry */
  double sum;      /* of the field, in its unit */
  guint missing;   /* rows that do not have the field */
  guint n_sources; /* different texts in "source" */
  char *sources;   /* those texts, when they are few; NULL else */
} LtListDigest;

/* More rows than this are not added up. */
#define LT_LIST_DIGEST_MAX 20000

void lt_list_digest_free (LtListDigest *digest);
/* Reads the rows with these ids (copied) on a worker thread, some hundred at a time so that others
 * get their turn. `field` (nullable): name of the number to add up, a static string. */
void lt_list_digest_async (LtWorkspace *workspace,
                           LtKind kind,
                           const char *field,
                           const gint64 *ids,
                           guint n,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data);
LtListDigest *lt_list_digest_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtListDigest, lt_list_digest_free)

G_END_DECLS
