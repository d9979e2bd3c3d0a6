#pragma once

#include <shumate/shumate.h>

#include "lt-worker.h"

G_BEGIN_DECLS

/* One picture over the whole map that depends on where the camera stands: labels, marks. Painted in
 * a worker when the camera rests; while it moves, the last picture moves with it. */
#define LT_TYPE_SHEET_LAYER (lt_sheet_layer_get_type ())
G_DECLARE_FINAL_TYPE (LtSheetLayer, lt_sheet_layer, LT, SHEET_LAYER, ShumateLayer)

LtSheetLayer *lt_sheet_layer_new (ShumateViewport *viewport);
/* (nullable): nothing. The old picture stays until the new one is there. */
void lt_sheet_layer_set_paint (LtSheetLayer *self, LtPaint *paint);
/* TRUE while what is shown is not yet what should be. */
gboolean lt_sheet_layer_is_loading (LtSheetLayer *self);

G_END_DECLS
