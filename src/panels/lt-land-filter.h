#pragma once

#include <gtk/gtk.h>

#include "lt-session.h"

G_BEGIN_DECLS

/* Filters of the land-use list that are not the session's: industry and area, in a popover, with the order of
 * the list and "worst first" beside it. Template ui/lt-land-filter.ui. */
#define LT_TYPE_LAND_FILTER (lt_land_filter_get_type ())
G_DECLARE_FINAL_TYPE (LtLandFilter, lt_land_filter, LT, LAND_FILTER, GtkWidget)

/* (nullable). */
void lt_land_filter_set_session (LtLandFilter *self, LtSession *session);

G_END_DECLS
