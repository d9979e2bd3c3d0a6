#pragma once

#include "lt-import-page.h"

G_BEGIN_DECLS

/* First step: which file, what is in it, which of its layers, in which encoding; its first values. */
#define LT_TYPE_IMPORT_SOURCE_PAGE (lt_import_source_page_get_type ())
G_DECLARE_FINAL_TYPE (LtImportSourcePage, lt_import_source_page, LT, IMPORT_SOURCE_PAGE, LtImportPage)

G_END_DECLS
