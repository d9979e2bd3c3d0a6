#pragma once

#include "lt-kind.h"
#include "lt-snapshot.h"
#include "lt-view.h"
#include "lt-worker.h"

G_BEGIN_DECLS

/* What people point at: the district or point under the pointer, lifted, and the selection, a
 * ring in the accent with a white casing and a pin on points. */
typedef struct
{
  LtView view;
  int hover_district;          /* index, -1 none */
  LtGeometry *hover_shape;     /* (nullable), degrees: the row under the pointer */
  LtGeometry *selection;       /* (nullable), degrees */
  LtClasses *selected;         /* (nullable): parcels selected together, of class 1; all others not shown */
  gboolean selection_unplaced; /* the selected row has no position: its district is ringed instead */
  int selection_district;      /* index, -1 unknown */
} LtMarks;

/* What lies under the labels and what lies over them. Both copy. Returns: (transfer full) (nullable):
 * NULL when there is nothing to paint. */
LtPaint *lt_marks_get_hover_paint (const LtMarks *self, LtSnapshot *snapshot);
LtPaint *lt_marks_get_selection_paint (const LtMarks *self, LtSnapshot *snapshot);

G_END_DECLS
