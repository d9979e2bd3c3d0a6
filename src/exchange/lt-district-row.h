#pragma once

#include "lt-catalogue.h"
#include "lt-record.h"

G_BEGIN_DECLS

/* What a row of districts needs besides. */

/* Gives a row without a code that of the district of the catalogue that bears its name, and the name in full.
 * FALSE: none does. */
gboolean lt_district_row_find_code (LtRecord *record, LtCatalogue *catalogue);

/* Whether the row's outline is the one that the catalogue has: it came back from an export, and is no better
 * than it was. */
gboolean lt_district_row_has_same_outline (LtRecord *record, LtCatalogue *catalogue);

/* Where the row's outline takes the place of one that was only approximate: source and note of the old one
 * are no longer true, and are replaced by the file's name unless the row has its own. */
void lt_district_row_renew (LtRecord *record, LtCatalogue *catalogue, const char *file);

G_END_DECLS
