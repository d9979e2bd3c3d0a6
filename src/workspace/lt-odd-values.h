#pragma once

#include "lt-workspace.h"

G_BEGIN_DECLS

/* What a reading of rows passes over as absent: values that other programs put where they do not belong. */

typedef enum
{
  LT_ODD_TYPE,  /* a value of another type than the field's */
  LT_ODD_SHAPE, /* a geometry that is not understood */
  LT_ODD_RING,  /* a geometry with a ring that is open or has no area */
  LT_ODD_LINK,  /* a row that belongs to an enterprise, parcel, project or chain that is not there */
} LtOddity;

/* `field` and `value` (nullable). */
typedef void (*LtOddFunc) (LtOddity oddity, gint64 row, const char *field, const char *value, gpointer data);

/* Tells of each in the rows of a kind, and in its links to chains. Runs on the thread for long loads and
 * waits. */
gboolean lt_workspace_find_odd (
    LtWorkspace *self, LtKind kind, LtOddFunc func, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
