#pragma once

#include <gtk/gtk.h>

#include "lt-session.h"

G_BEGIN_DECLS

typedef void (*LtPlaceFunc) (double longitude, double latitude, gpointer data);

/* Asks where: typed coordinates (degrees, degrees and minutes, CGCS2000 metres), or the name of a
 * district, a town, an enterprise or a parcel of the workspace. Calls `func` with `parent` once a place
 * is chosen. */
void lt_place_window_present (GtkWindow *parent, LtSession *session, LtPlaceFunc func);

G_END_DECLS
