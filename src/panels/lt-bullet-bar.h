#pragma once

#include <gtk/gtk.h>

#include "lt-judge.h"

G_BEGIN_DECLS

/* One indicator as a bullet: the value as a bar, its standard as a tick across, the general standard that an
 * agreed value took the place of as a second, thinner tick. Decoration: the words beside it say the same. */
#define LT_TYPE_BULLET_BAR (lt_bullet_bar_get_type ())
G_DECLARE_FINAL_TYPE (LtBulletBar, lt_bullet_bar, LT, BULLET_BAR, GtkWidget)

GtkWidget *lt_bullet_bar_new (void);
/* NAN where there is none. */
void lt_bullet_bar_set (LtBulletBar *self, double value, double standard, double general, LtVerdict verdict);

G_END_DECLS
