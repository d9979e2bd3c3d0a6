#pragma once

#include "lt-filter.h"
#include "lt-store.h"

G_BEGIN_DECLS

/* How yearly figures and occupancy are read as rows of their own: with the code and name of the enterprise
 * and the number of the parcel that they belong to. */

/* "enterprise_years" or "occupancy". */
const char *lt_table_rows_get_table (LtKind kind);
/* A SELECT with the columns of lt_rows_read (no geometry) of the rows that pass the filter (its text and its
 * order are not looked at), in the order in which they were entered. Of occupancy the district is the
 * parcel's. A file of an older version, read only, may keep no other columns. Returns: (transfer full)
 * (nullable): SQL with the parameters :chain, :district and :year where the filter has them; NULL with
 * *error. */
char *lt_table_rows_select (LtStore *store, const LtFilter *filter, GError **error);
/* Binds them; texts are copied. */
void lt_table_rows_bind (sqlite3_stmt *statement, const LtFilter *filter);

G_END_DECLS
