#pragma once

#include <gtk/gtk.h>

#include "lt-session.h"

G_BEGIN_DECLS

/* How many fall short, pass, have no standard or lack data, or have which grade, with their area: each to
 * press, which leaves only those in the list and on the map. */
#define LT_TYPE_LAND_SUMMARY (lt_land_summary_get_type ())
G_DECLARE_FINAL_TYPE (LtLandSummary, lt_land_summary, LT, LAND_SUMMARY, GtkWidget)

/* (nullable). */
void lt_land_summary_set_session (LtLandSummary *self, LtSession *session);

G_END_DECLS
