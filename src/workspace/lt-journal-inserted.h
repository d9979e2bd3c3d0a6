#pragma once

#include "lt-journal-index.h"

G_BEGIN_DECLS

/* New rows that the journal refers to instead of keeping them a second time: as long as they are as they were
 * inserted, their changeset can be made again from their tables. It is written out before they change: when
 * the step is undone, or a row is changed within the step that inserted it. What later steps change is in
 * their own changesets. */

/* Rows of a table that were inserted one after the other. */
typedef struct
{
  const char *table;
  guint n_columns; /* that the table had then; others have only been added after them */
  gint64 first;    /* keys */
  gint64 last;
  guint64 digest; /* lt_hash_bytes of their section of the changeset */
} LtInsertedRows;

/* What a changeset inserted, and which objects that touches. */
typedef struct
{
  LtInsertedRows rows[2];
  guint n_rows;
  LtObjectRange ranges[3];
  guint n_ranges;
} LtInserted;

/* Notes it for the changeset `changes` (a row of lt_journal_changes, itself empty). Within the caller's
 * transaction, as all below. */
gboolean lt_journal_inserted_add (LtStore *store, gint64 changes, const LtInserted *inserted, GError **error);

/* Writes out all that a step refers to; *same becomes FALSE, and nothing more is written, where rows are not
 * any more what was inserted. */
gboolean lt_journal_inserted_write_out (LtStore *store, gint64 step, gboolean *same, GError **error);
/* The same only of the changeset that inserted this row, if there is one in the step. */
gboolean lt_journal_inserted_write_out_row (
    LtStore *store, gint64 step, const char *table, gint64 id, gboolean *same, GError **error);

/* Where a table's integer key is among its columns, -1 where it has none. FALSE with an error. */
gboolean lt_journal_inserted_find_key (LtStore *store, const char *table, int *key, GError **error);

G_END_DECLS
