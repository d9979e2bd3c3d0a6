#pragma once

#include <glib-object.h>

#include "lt-import-plan.h"

G_BEGIN_DECLS

/* A line of the check: a difference, or an issue. What it points to belongs to the plan. */
#define LT_TYPE_IMPORT_ROW_ITEM (lt_import_row_item_get_type ())
G_DECLARE_FINAL_TYPE (LtImportRowItem, lt_import_row_item, LT, IMPORT_ROW_ITEM, GObject)

LtImportRowItem *lt_import_row_item_new (const LtPlanDifference *difference, const LtIssue *issue);
/* One of them, the other is NULL. */
const LtPlanDifference *lt_import_row_item_get_difference (LtImportRowItem *self);
const LtIssue *lt_import_row_item_get_issue (LtImportRowItem *self);

/* Two lines: which row it is, and what is to be said of it. (transfer full). */
char *lt_import_row_item_get_title (LtImportRowItem *self);
char *lt_import_row_item_get_text (LtImportRowItem *self);

G_END_DECLS
