#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LT_AXIS_NONE,
  LT_AXIS_EAST,  /* longitude, easting */
  LT_AXIS_NORTH, /* latitude, northing */
} LtAxis;

/* Which coordinate a column title names, also with the datum, a map's name or a unit around it:
 * 经度, "经度（GCJ-02）", gcj02_lng, CGCS2000_X, 东坐标. */
LtAxis lt_axis_title_read (const char *title);

/* Whether a title names a column of outlines as WKT, also with the datum: geom, "WKT（GCJ-02）". */
gboolean lt_axis_title_is_outline (const char *title);

/* The coordinate system a title or a word names, as --crs takes it: "gcj02", "bd09"; NULL when it names none
 * of those that differ from WGS-84 and CGCS2000. (transfer none). */
const char *lt_axis_title_get_crs (const char *title);

G_END_DECLS
