#pragma once

#include <gtk/gtk.h>

#include "lt-chain.h"

G_BEGIN_DECLS

/* A chain in the sidebar: colour, icon and name; target, how far the actual is, enterprises.
 * Template ui/lt-chain-row.ui. Signal "enterprises-clicked": the count was pressed. */
#define LT_TYPE_CHAIN_ROW (lt_chain_row_get_type ())
G_DECLARE_FINAL_TYPE (LtChainRow, lt_chain_row, LT, CHAIN_ROW, GtkListBoxRow)

GtkWidget *lt_chain_row_new (void);
/* Says the chain's words and figures from now on; to be called before the row is shown. `show_year`: the
 * target's year is said in the row, not only in its tooltip. */
void lt_chain_row_set_chain (LtChainRow *self, LtChain *chain, gboolean show_year);
LtChain *lt_chain_row_get_chain (LtChainRow *self); /* (transfer none) */
void lt_chain_row_set_enterprises (LtChainRow *self, guint n);

G_END_DECLS
