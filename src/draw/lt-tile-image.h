#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether an image's end is there: the decoders of PNG and JPEG fill what is missing with black or grey
 * and report nothing. Other formats count as whole: their decoders notice. */
gboolean lt_tile_image_is_whole (GBytes *image);

G_END_DECLS
