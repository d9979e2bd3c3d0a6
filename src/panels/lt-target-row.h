#pragma once

#include <gtk/gtk.h>

#include "lt-chain.h"

G_BEGIN_DECLS

/* One bar of the chart of targets: chain, target, and a bar as long as its share of the largest.
 * Pressing it goes to the chain. Template ui/lt-target-row.ui. */
#define LT_TYPE_TARGET_ROW (lt_target_row_get_type ())
G_DECLARE_FINAL_TYPE (LtTargetRow, lt_target_row, LT, TARGET_ROW, GtkButton)

GtkWidget *lt_target_row_new (LtChain *chain, double largest_yi);
LtChain *lt_target_row_get_chain (LtTargetRow *self); /* (transfer none) */

G_END_DECLS
