#pragma once

#include "lt-import-page.h"

G_BEGIN_DECLS

/* Third step: does it fit? The first rows as each coordinate system would place them, the chosen one and
 * another side by side. */
#define LT_TYPE_IMPORT_CRS_PAGE (lt_import_crs_page_get_type ())
G_DECLARE_FINAL_TYPE (LtImportCrsPage, lt_import_crs_page, LT, IMPORT_CRS_PAGE, LtImportPage)

void lt_import_crs_page_set_session (LtImportCrsPage *self, LtSession *session);

G_END_DECLS
