#pragma once

#include <gtk/gtk.h>

#include "lt-kind-counts.h"

G_BEGIN_DECLS

/* The overview of the chosen district: area, chains it is a key district of, enterprises by chain. Template
 * ui/lt-district-page.ui. */
#define LT_TYPE_DISTRICT_PAGE (lt_district_page_get_type ())
G_DECLARE_FINAL_TYPE (LtDistrictPage, lt_district_page, LT, DISTRICT_PAGE, GtkWidget)

void lt_district_page_set_session (LtDistrictPage *self, LtSession *session, LtKindCounts *counts);
/* Shows the session's state anew. */
void lt_district_page_update (LtDistrictPage *self);

G_END_DECLS
