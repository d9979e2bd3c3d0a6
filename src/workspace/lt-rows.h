#pragma once

#include "lt-record.h"
#include "lt-store.h"

G_BEGIN_DECLS

/* How rows of a kind lie in their feature table: shared by reading and writing. A file that others
 * changed may lack columns; what is not there reads as absent. */

/* "fid, "name", …, extra_json, geom" in the order of the fields, NULL in place of what the table has
 * not; fields of type CHAINS have no column and are NULL too. Returns: (transfer full) (nullable). */
char *lt_rows_columns (LtStore *store, LtKind kind, GError **error);

/* Columns of lt_rows_columns: fid at 0, field i at 1 + i, then extra_json and geom. */
#define LT_ROWS_FIELD(i) ((int) (i) + 1)

/* Fills a record, without its chains, from a row selected with lt_rows_columns. */
void lt_rows_read (sqlite3_stmt *statement, gboolean with_geometry, LtRecord *record);

/* The blob of a geometry as the kind's column holds it, degrees; NULL for NULL. Returns: (transfer full). */
GBytes *lt_rows_encode_geometry (LtKind kind, LtGeometry *geometry);

/* Table and column that link rows of the kind to chains; FALSE for a kind that has none. */
gboolean lt_rows_get_link (LtKind kind, const char **table, const char **column);

/* Index of the kind's CHAINS field, or -1. */
int lt_rows_find_chains_field (LtKind kind);

/* Reads the chain numbers of a row into its CHAINS field. */
gboolean lt_rows_read_chains (LtStore *store, LtRecord *record, GError **error);

G_END_DECLS
