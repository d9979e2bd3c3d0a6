#pragma once

#include "lt-exchange.h"

G_BEGIN_DECLS

#define LT_IMPORT_MAX_ISSUES 1000
#define LT_IMPORT_MAX_VALUE 80 /* characters of a value that a report repeats */

LtImportReport *lt_import_report_new (void);

/* Adds an issue about a row; `field` and `value` (nullable) are copied, the value shortened. Takes
 * `message`. */
void lt_import_report_take_issue (
    LtImportReport *self, LtIssueKind kind, guint row, const char *field, const char *value, char *message);

G_END_DECLS
