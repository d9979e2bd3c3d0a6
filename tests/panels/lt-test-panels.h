#pragma once

#include "lt-session.h"

G_BEGIN_DECLS

/* A workspace of the built-in catalogue in a directory of its own, and what tests do with it. */
typedef struct
{
  char *directory;
  LtWorkspace *workspace;
} LtTestPlace;

void lt_test_place_set_up (LtTestPlace *self);
void lt_test_place_tear_down (LtTestPlace *self);

/* Adds `n` rows of a kind, numbered from `first`: "Row 00001" …, every second one in chain 1 and
 * district 330522, the others in chain 2 and 330502; parcels have 1,000 m² except every tenth. */
void lt_test_place_fill (LtTestPlace *self, LtKind kind, guint first, guint n);

/* Runs the main loop until the condition holds; FALSE after twenty seconds. */
typedef gboolean (*LtTestCondition) (gpointer data);
gboolean lt_test_wait (LtTestCondition condition, gpointer data);
/* Runs the main loop for a while. */
void lt_test_spin (guint milliseconds);

G_END_DECLS
