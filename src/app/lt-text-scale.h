#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How much larger than usual the person has set text, at least 1: what is measured in characters
 * grows with it. */
double lt_text_scale_get (GtkWidget *widget);

/* Has `widget` measured again whenever that changes. */
void lt_text_scale_watch (GtkWidget *widget);

G_END_DECLS
