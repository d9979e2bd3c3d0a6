#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lays children out in a line and breaks it where the width ends, like words: for chips and links.
 * A child wider than a line gets the line's width (let it ellipsise). Height follows width. */
#define LT_TYPE_WRAP_BOX (lt_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (LtWrapBox, lt_wrap_box, LT, WRAP_BOX, GtkWidget)

GtkWidget *lt_wrap_box_new (void);
void lt_wrap_box_append (LtWrapBox *self, GtkWidget *child);
void lt_wrap_box_clear (LtWrapBox *self);

G_END_DECLS
