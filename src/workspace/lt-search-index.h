#pragma once

#include "lt-field.h"
#include "lt-grams.h"
#include "lt-kind.h"
#include "lt-store.h"

G_BEGIN_DECLS

/* Finds rows by a part of any of their texts without reading them all. In the file lie, for each two
 * characters that follow one another, the rows that have them (lt-grams.h), in segments: one for the rows
 * that a bulk or a rebuilding brought. Rows written since, also by another program, are noted by triggers
 * and count as perhaps found until there are enough of them for a segment. What is found has to be checked
 * against the row (lt_match): the index forgets nothing. */

/* TRUE for a field whose text is searched. */
gboolean lt_search_index_has_field (const LtField *field);
/* Appends ", prefix."name"" for each column that is searched. */
void lt_search_index_append_columns (GString *sql, LtKind kind, const char *prefix);

/* TRUE when tables, triggers and covered columns are as they should be. */
gboolean lt_search_index_is_complete (LtStore *store, gboolean *complete, GError **error);
/* Makes them so, within the caller's transaction; rows that no segment holds are read. */
gboolean lt_search_index_complete (LtStore *store, GError **error);

/* Brings noted rows into a segment where they have become many, within the caller's transaction. */
gboolean lt_search_index_fold (LtStore *store, LtKind kind, GError **error);

/* Lists of rows as one more segment. */
gboolean lt_search_index_add_lists (LtStore *store, LtKind kind, LtGramLists *lists, GError **error);
/* Rows that were written while triggers rest, as pairs (gint64) of a first and a last id, in order. */
gboolean lt_search_index_add (LtStore *store, LtKind kind, GArray *ranges, GError **error);

/* Ids (gint64) in order that hold every word of the text, with some that do not. NULL without an error
 * where the index can't help: it is not complete, or more than `most` would have to be checked.
 * Returns: (transfer full) (nullable). */
GArray *lt_search_index_find (LtStore *store, LtKind kind, const char *text, guint most, GError **error);

G_END_DECLS
