#pragma once

#include "lt-exchange.h"

G_BEGIN_DECLS

/* What an import gave, in words. All (transfer full). */

/* "“a.csv”: 12 added, 3 changed, 100 unchanged, 2 rejected." */
char *lt_import_summary_describe (const char *file, const LtImportReport *report);
/* Counts, what was decided and how, then each issue, as CSV for spreadsheets. */
char *lt_import_summary_to_csv (const char *file, const LtImportReport *report);

G_END_DECLS
