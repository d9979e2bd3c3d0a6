#pragma once

#include <gtk/gtk.h>

#include "lt-kind-counts.h"

G_BEGIN_DECLS

/* The overview of the city: goals, targets by chain, tasks, mechanisms, and what plan says so. Template
 * ui/lt-city-page.ui. */
#define LT_TYPE_CITY_PAGE (lt_city_page_get_type ())
G_DECLARE_FINAL_TYPE (LtCityPage, lt_city_page, LT, CITY_PAGE, GtkWidget)

void lt_city_page_set_session (LtCityPage *self, LtSession *session, LtKindCounts *counts);
/* Shows the session's state anew. */
void lt_city_page_update (LtCityPage *self);

G_END_DECLS
