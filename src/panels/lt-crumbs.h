#pragma once

#include <gtk/gtk.h>

#include "lt-session.h"

G_BEGIN_DECLS

/* What is being looked at, chain › district › filter, as chips that take themselves away when
 * pressed. Empty, and hidden, while the city is looked at as a whole. */
#define LT_TYPE_CRUMBS (lt_crumbs_get_type ())
G_DECLARE_FINAL_TYPE (LtCrumbs, lt_crumbs, LT, CRUMBS, GtkWidget)

GtkWidget *lt_crumbs_new (void);
void lt_crumbs_set_session (LtCrumbs *self, LtSession *session);

G_END_DECLS
