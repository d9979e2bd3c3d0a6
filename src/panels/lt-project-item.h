#pragma once

#include "lt-record.h"
#include "lt-stage.h"

G_BEGIN_DECLS

/* A project in a list, with what is derived from its dates as of the day the list was made. Immutable. */
#define LT_TYPE_PROJECT_ITEM (lt_project_item_get_type ())
G_DECLARE_FINAL_TYPE (LtProjectItem, lt_project_item, LT, PROJECT_ITEM, GObject)

/* `today`: ISO 8601. Takes a reference of the record. */
LtProjectItem *lt_project_item_new (LtRecord *record, const char *today);

gint64 lt_project_item_get_id (LtProjectItem *self);
LtRecord *lt_project_item_get_record (LtProjectItem *self); /* (transfer none) */
LtStage lt_project_item_get_stage (LtProjectItem *self);
/* (nullable): NULL when it is not late. */
const LtLate *lt_project_item_get_late (LtProjectItem *self);
/* The stage that falls due in the month so many after this one (0, 1); LT_STAGE_NONE. */
LtStage lt_project_item_get_due (LtProjectItem *self, guint months);
/* 万元; -1 when it is not recorded. */
double lt_project_item_get_investment (LtProjectItem *self);

G_END_DECLS
