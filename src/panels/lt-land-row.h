#pragma once

#include <gtk/gtk.h>

#include "lt-land-result.h"
#include "lt-record-item.h"

G_BEGIN_DECLS

/* A row of the land-use list, two lines of a fixed height: number, user, area; then the indicator that is
 * shown (else the one that falls short most) with its standard and difference, and the verdict or grade. */
#define LT_TYPE_LAND_ROW (lt_land_row_get_type ())
G_DECLARE_FINAL_TYPE (LtLandRow, lt_land_row, LT, LAND_ROW, GtkWidget)

GtkWidget *lt_land_row_new (void);
/* Shows an item and follows its record; NULL lets go of it. `result` (nullable). */
void lt_land_row_bind (LtLandRow *self, LtRecordItem *item, LtLandResult *result);

/* The same row as it is judged now. (nullable). */
void lt_land_row_set_result (LtLandRow *self, LtLandResult *result);

G_END_DECLS
