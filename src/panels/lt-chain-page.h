#pragma once

#include <gtk/gtk.h>

#include "lt-kind-counts.h"

G_BEGIN_DECLS

/* The overview of the chosen chain: target and actual, segments, key districts, what there is. Template
 * ui/lt-chain-page.ui. */
#define LT_TYPE_CHAIN_PAGE (lt_chain_page_get_type ())
G_DECLARE_FINAL_TYPE (LtChainPage, lt_chain_page, LT, CHAIN_PAGE, GtkWidget)

void lt_chain_page_set_session (LtChainPage *self, LtSession *session, LtKindCounts *counts);
/* Shows the session's state anew. */
void lt_chain_page_update (LtChainPage *self);

G_END_DECLS
