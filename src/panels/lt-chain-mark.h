#pragma once

#include <gtk/gtk.h>

#include "lt-chain.h"

G_BEGIN_DECLS

/* A chain's symbolic icon in the chain's colour, adjusted so that it can be seen on the theme's
 * background; so that colour is never alone. Says the chain's name as its tooltip. */
#define LT_TYPE_CHAIN_MARK (lt_chain_mark_get_type ())
G_DECLARE_FINAL_TYPE (LtChainMark, lt_chain_mark, LT, CHAIN_MARK, GtkWidget)

GtkWidget *lt_chain_mark_new (void);

/* `chain` (nullable): NULL hides it. */
void lt_chain_mark_set_chain (LtChainMark *self, LtChain *chain);

G_END_DECLS
