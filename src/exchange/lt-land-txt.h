#pragma once

#include "lt-source.h"

G_BEGIN_DECLS

/* 国土TXT, the list of boundary points that land offices pass on: keys and values, then parcels, each with
 * a line of its own and a point a line ("J1,1,northing,easting"). Tolerant of versions 1.00 and 1.01,
 * spaces, full-width separators, missing keys and unclosed rings; a parcel that can't be understood is a
 * row whose problem names line and key. */
const LtSourceFuncs *lt_land_txt_get_funcs (void);

/* The same from a text in memory, valid UTF-8; `name` for messages. Takes `text`. */
LtSource *lt_land_txt_parse (const char *name, char *text, GError **error);

G_END_DECLS
