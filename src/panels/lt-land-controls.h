#pragma once

#include <gtk/gtk.h>

#include "lt-session.h"

G_BEGIN_DECLS

/* By which rules, which indicator, which year, in which classes: the head of the land-use panel, with the
 * histogram. Template ui/lt-land-controls.ui. Signals "edit-rules", "import-rules", "export-list": asked for
 * in its menu. */
#define LT_TYPE_LAND_CONTROLS (lt_land_controls_get_type ())
G_DECLARE_FINAL_TYPE (LtLandControls, lt_land_controls, LT, LAND_CONTROLS, GtkWidget)

/* (nullable). */
void lt_land_controls_set_session (LtLandControls *self, LtSession *session);
/* Reads the rule sets there are again, and chooses `name` (nullable) among them. */
void lt_land_controls_reload (LtLandControls *self, const char *name);

G_END_DECLS
