#pragma once

#include "lt-import-page.h"

G_BEGIN_DECLS

/* Second step: each column of the file with sample values and the field that it is for. */
#define LT_TYPE_IMPORT_FIELDS_PAGE (lt_import_fields_page_get_type ())
G_DECLARE_FINAL_TYPE (LtImportFieldsPage, lt_import_fields_page, LT, IMPORT_FIELDS_PAGE, LtImportPage)

G_END_DECLS
