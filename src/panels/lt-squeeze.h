#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Holds one child as tall as it asks to be at the width it gets; where there is less room, at large text on a
 * low screen, it shrinks to a few lines and scrolls. (A GtkScrolledWindow asks for the height at the least
 * width.) */
#define LT_TYPE_SQUEEZE (lt_squeeze_get_type ())
G_DECLARE_FINAL_TYPE (LtSqueeze, lt_squeeze, LT, SQUEEZE, GtkWidget)

/* Property "child" (GtkWidget). */

G_END_DECLS
