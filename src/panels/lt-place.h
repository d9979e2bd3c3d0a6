#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reads a typed position: "30.87,120.09", "120.09 30.87", "30.87°N 120.09°E", "30°52′N 120°06′E", or
 * CGCS2000 three-degree Gauss-Krüger metres in either order, "40508921, 3416602" (zone in front) and
 * "508921 3416602" (central meridian 120°). Degrees: latitude first unless the first can only be a
 * longitude, or letters say otherwise. FALSE for anything else. */
gboolean lt_place_parse (const char *text, double *longitude, double *latitude);

G_END_DECLS
