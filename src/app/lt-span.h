#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Holds one child and asks for a given width, whatever the child would like: AdwFlap folds a panel
 * when its content would get less. Pixels at 100% text size. */
#define LT_TYPE_SPAN (lt_span_get_type ())
G_DECLARE_FINAL_TYPE (LtSpan, lt_span, LT, SPAN, GtkWidget)

/* Properties "child", "width" (int). */
void lt_span_set_child (LtSpan *self, GtkWidget *child);

G_END_DECLS
