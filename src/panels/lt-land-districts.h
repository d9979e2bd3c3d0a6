#pragma once

#include <gtk/gtk.h>

#include "lt-session.h"

G_BEGIN_DECLS

/* Totals by district and class of what is judged, to be unfolded: each number can be pressed, which leaves
 * only those in the list and on the map. Says the count it goes by (统计口径) and the year. */
#define LT_TYPE_LAND_DISTRICTS (lt_land_districts_get_type ())
G_DECLARE_FINAL_TYPE (LtLandDistricts, lt_land_districts, LT, LAND_DISTRICTS, GtkWidget)

/* (nullable). */
void lt_land_districts_set_session (LtLandDistricts *self, LtSession *session);

G_END_DECLS
