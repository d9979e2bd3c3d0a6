#pragma once

#include <gio/gio.h>

#include "lt-record.h"

G_BEGIN_DECLS

/* One place in a record list: the row's id is known at once, the row itself once it is fetched.
 * Property "record" (nullable) is notified then, and again when the row was changed. */
#define LT_TYPE_RECORD_ITEM (lt_record_item_get_type ())
G_DECLARE_FINAL_TYPE (LtRecordItem, lt_record_item, LT, RECORD_ITEM, GObject)

LtRecordItem *lt_record_item_new (gint64 id);
gint64 lt_record_item_get_id (LtRecordItem *self);
LtRecord *lt_record_item_get_record (LtRecordItem *self); /* (transfer none) (nullable) */
void lt_record_item_set_record (LtRecordItem *self, LtRecord *record);

G_END_DECLS
