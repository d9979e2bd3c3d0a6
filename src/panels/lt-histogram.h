#pragma once

#include <gtk/gtk.h>

#include "lt-land-result.h"

G_BEGIN_DECLS

/* How an indicator is spread, in the colours of its classes, with the count of each class above and the
 * breaks between them below. A break is dragged, or chosen with Up and Down and moved with Left and Right
 * (with Ctrl in small steps). To screen readers it is a slider: the break that is chosen.
 * Signal "break-moved" (guint index, double value). */
#define LT_TYPE_HISTOGRAM (lt_histogram_get_type ())
G_DECLARE_FINAL_TYPE (LtHistogram, lt_histogram, LT, HISTOGRAM, GtkWidget)

GtkWidget *lt_histogram_new (void);
/* (nullable): nothing to show. */
void lt_histogram_set_result (LtHistogram *self, LtLandResult *result);

G_END_DECLS
