#pragma once

#include <gtk/gtk.h>

#include "lt-catalogue.h"

G_BEGIN_DECLS

/* The city as a whole at the head of the sidebar: its name, how many chains, the sum of their
 * targets beside the plan's own total. Template ui/lt-city-row.ui. */
#define LT_TYPE_CITY_ROW (lt_city_row_get_type ())
G_DECLARE_FINAL_TYPE (LtCityRow, lt_city_row, LT, CITY_ROW, GtkListBoxRow)

GtkWidget *lt_city_row_new (void);
/* `year`: of all targets; 0 when they differ. */
void lt_city_row_set_catalogue (LtCityRow *self, LtCatalogue *catalogue, int year);

G_END_DECLS
