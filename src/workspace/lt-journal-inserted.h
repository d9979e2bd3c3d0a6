#pragma once

#include "lt-journal-index.h"

G_BEGIN_DECLS

/* New rows that the journal refers to instead of keeping them a second time: as long as they are as they were
 * inserted, their changeset can be made again from their tables. It is written out before they go, when the
 * step is undone. What later steps change is in their own changesets; what another program changed is told by
 * a hash of each row. */

/* Rows of a table that were inserted one after the other. */
typedef struct
{
  const char *table;
  guint n_columns; /* that the table had then; others have only been added after them */
  gint64 first;    /* keys */
  gint64 last;
  const guint8 *hashes; /* lt_insert_log_hash of each; borrowed until more rows are added */
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

/* The notes of a changeset, in order. Returns: (transfer full) (nullable): NULL with *error. */
sqlite3_stmt *lt_journal_inserted_select (LtStore *store, gint64 changes, GError **error);
/* The note that it was stepped to, borrowed from it: FALSE with *error where the table has no such columns or
 * the hashes are not as many as the rows. `key`: where its integer key is among its columns. */
gboolean lt_journal_inserted_read (
    LtStore *store, sqlite3_stmt *select, LtInsertedRows *rows, int *key, GError **error);

G_END_DECLS
