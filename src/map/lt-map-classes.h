#pragma once

#include <gtk/gtk.h>

#include "lt-view.h"

G_BEGIN_DECLS

/* The classes of parcels in the map's legend: title and unit, a button for each class with its look and
 * count, and what the figures are. A button lifted leaves its class out.
 * Signal "class-toggled" (uint number, boolean hidden): a person pressed one; nothing changes here
 * until the classes do. */
#define LT_TYPE_MAP_CLASSES (lt_map_classes_get_type ())
G_DECLARE_FINAL_TYPE (LtMapClasses, lt_map_classes, LT, MAP_CLASSES, GtkWidget)

GtkWidget *lt_map_classes_new (void);
/* `classes` (nullable): none, the widget hides. */
void lt_map_classes_update (LtMapClasses *self, LtClasses *classes, const LtPalette *palette);

G_END_DECLS
