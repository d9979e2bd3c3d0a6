#pragma once

#include <gtk/gtk.h>

#include "lt-session.h"

G_BEGIN_DECLS

/* The search entry with what it finds in a popover: chains, districts, rows of every kind, and a
 * typed position. Up and Down choose, Enter goes there, Escape closes. Template ui/lt-search.ui. */
#define LT_TYPE_SEARCH (lt_search_get_type ())
G_DECLARE_FINAL_TYPE (LtSearch, lt_search, LT, SEARCH, GtkWidget)

GtkWidget *lt_search_new (void);
void lt_search_set_session (LtSearch *self, LtSession *session);
/* Focuses the entry and marks its text. */
void lt_search_grab (LtSearch *self);

G_END_DECLS
