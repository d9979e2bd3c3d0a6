#pragma once

#include "lt-session.h"

G_BEGIN_DECLS

/* How many rows of each kind there are in the chain and district that the session looks at, whatever
 * its filter text. Follows the session; signal "changed". Main thread; no GTK. */
#define LT_TYPE_KIND_COUNTS (lt_kind_counts_get_type ())
G_DECLARE_FINAL_TYPE (LtKindCounts, lt_kind_counts, LT, KIND_COUNTS, GObject)

LtKindCounts *lt_kind_counts_new (void);
void lt_kind_counts_set_session (LtKindCounts *self, LtSession *session);
/* FALSE while it is not known. */
gboolean lt_kind_counts_get (LtKindCounts *self, LtKind kind, guint *n);

G_END_DECLS
