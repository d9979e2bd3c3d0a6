#pragma once

#include "lt-catalogue.h"
#include "lt-record.h"

G_BEGIN_DECLS

/* What every row that is written goes through, whether a file or a person gave it. */

/* Checks dates, chains, the district and the geometry against the catalogue, and completes them: a
 * district's name becomes its code, an enterprise's geometry a point. LT_ERROR_VALUE names the row and
 * the field. */
gboolean lt_row_check (LtCatalogue *catalogue, LtRecord *record, GError **error);

/* Code of the district around a row with a position, a county before a zone; NULL when there is none or the
 * row names one. Returns: (transfer none) (nullable). */
const char *lt_row_check_find_district (LtCatalogue *catalogue, LtRecord *record);
/* Puts it in; NULL changes nothing. */
void lt_row_check_set_district (LtRecord *record, const char *code);

/* What a person would call the row: the first key with a value, "?" when none has one.
 * Returns: (transfer none). */
const char *lt_row_check_get_name (LtRecord *record);

G_END_DECLS
