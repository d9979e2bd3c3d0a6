#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A panel beside the map: holds one child at a width that the person sets by dragging its inner edge
 * or, with the edge focused, with the arrow keys. Widths are pixels at 100% text size. */
#define LT_TYPE_DOCK (lt_dock_get_type ())
G_DECLARE_FINAL_TYPE (LtDock, lt_dock, LT, DOCK, GtkWidget)

/* Properties "child", "width" (int), "min-width" (int), "edge" (GtkPackType: the side of the window
 * it stands at). */
void lt_dock_set_child (LtDock *self, GtkWidget *child);
int lt_dock_get_width (LtDock *self);
void lt_dock_set_width (LtDock *self, int width);

G_END_DECLS
