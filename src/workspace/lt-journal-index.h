#pragma once

#include "lt-store.h"

G_BEGIN_DECLS

/* Which objects a changeset of the journal touches, so that the history of one of them need not read all.
 * An object is a row by table and key: a row of "project_chains" belongs to its project and its chain too. */

/* Notes it for the changeset `changes` (a row of lt_journal_changes): for each kind of object the first
 * and the last key. Within the caller's transaction. */
gboolean
lt_journal_index_add (LtStore *store, gint64 changes, const void *changeset, int length, GError **error);

/* Rows of a table or objects, by key. */
typedef struct
{
  const char *object;
  gint64 first;
  gint64 last;
} LtObjectRange;

/* The same where it is known what the changeset touches. */
gboolean lt_journal_index_add_ranges (
    LtStore *store, gint64 changes, const LtObjectRange *ranges, guint n, GError **error);

/* Notes it for every changeset that has no note: those of a workspace from before there were any. */
gboolean lt_journal_index_complete (LtStore *store, GError **error);

G_END_DECLS
