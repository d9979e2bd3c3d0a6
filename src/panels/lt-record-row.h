#pragma once

#include <gtk/gtk.h>

#include "lt-catalogue.h"
#include "lt-record-item.h"

G_BEGIN_DECLS

/* A row of a record list, two lines of fixed height, for any kind: what it is called and its one
 * figure; chains, where and who, and a badge where something is missing. Template
 * ui/lt-record-row.ui. */
#define LT_TYPE_RECORD_ROW (lt_record_row_get_type ())
G_DECLARE_FINAL_TYPE (LtRecordRow, lt_record_row, LT, RECORD_ROW, GtkWidget)

GtkWidget *lt_record_row_new (void);

/* Shows the item and follows it until another is set. Both (nullable). */
void lt_record_row_bind (LtRecordRow *self, LtRecordItem *item, LtCatalogue *catalogue);

G_END_DECLS
