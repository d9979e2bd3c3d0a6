#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A thin bar that is filled for a share of its length in a colour. A share that is not known leaves
 * it a hollow outline, so that it can't be mistaken for zero. */
#define LT_TYPE_SHARE_BAR (lt_share_bar_get_type ())
G_DECLARE_FINAL_TYPE (LtShareBar, lt_share_bar, LT, SHARE_BAR, GtkWidget)

GtkWidget *lt_share_bar_new (void);

/* `share` is cut to 0 … 1; NAN: not known. `colour` is 0xRRGGBB. */
void lt_share_bar_set (LtShareBar *self, double share, guint32 colour);

G_END_DECLS
