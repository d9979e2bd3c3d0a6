#pragma once

#include <gtk/gtk.h>

#include "lt-session.h"

G_BEGIN_DECLS

/* The left side: the city, then the catalogue's chains. The row shown as selected is the session's
 * chain; choosing a row (pointer, arrows, Enter) sets it. Template ui/lt-chain-sidebar.ui. */
#define LT_TYPE_CHAIN_SIDEBAR (lt_chain_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (LtChainSidebar, lt_chain_sidebar, LT, CHAIN_SIDEBAR, GtkWidget)

GtkWidget *lt_chain_sidebar_new (void);
void lt_chain_sidebar_set_session (LtChainSidebar *self, LtSession *session);

G_END_DECLS
