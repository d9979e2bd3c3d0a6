#pragma once

#include "lt-import-page.h"

G_BEGIN_DECLS

/* Last step: what would change, row by row, and what is wrong; each new or changed row can be left out.
 * Signals: "accepted-changed"; "looked-at" (LtPlanDifference *, nullable, borrowed) when a row is chosen. */
#define LT_TYPE_IMPORT_CHECK_PAGE (lt_import_check_page_get_type ())
G_DECLARE_FINAL_TYPE (LtImportCheckPage, lt_import_check_page, LT, IMPORT_CHECK_PAGE, LtImportPage)

/* Rows that would be written. */
guint lt_import_check_page_get_n_accepted (LtImportCheckPage *self);

G_END_DECLS
