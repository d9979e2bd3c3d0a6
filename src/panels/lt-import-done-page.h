#pragma once

#include <adwaita.h>

#include "lt-exchange.h"

G_BEGIN_DECLS

/* What came of an import, which can be saved. */
#define LT_TYPE_IMPORT_DONE_PAGE (lt_import_done_page_get_type ())
G_DECLARE_FINAL_TYPE (LtImportDonePage, lt_import_done_page, LT, IMPORT_DONE_PAGE, AdwBin)

LtImportDonePage *lt_import_done_page_new (void);
/* `report` is taken. */
void lt_import_done_page_take (LtImportDonePage *self, const char *file, LtImportReport *report);

G_END_DECLS
