#pragma once

#include "lt-kind.h"
#include "lt-snapshot.h"
#include "lt-view.h"
#include "lt-worker.h"

G_BEGIN_DECLS

/* What lies over everything: the district or point under the pointer, lifted, and the selection, a
 * ring in the accent with a white casing and a pin on points. */
typedef struct
{
  LtView view;
  int hover_district;   /* index, -1 none */
  gboolean hover_point; /* a point at hover_x, hover_y (degrees) is under the pointer */
  double hover_x;
  double hover_y;
  LtGeometry *selection;       /* (nullable), degrees */
  gboolean selection_unplaced; /* the selected row has no position: its district is ringed instead */
  int selection_district;      /* index, -1 unknown */
} LtMarks;

/* Copies. Returns: (transfer full) (nullable): NULL when there is nothing to paint. */
LtPaint *lt_marks_get_paint (const LtMarks *self, LtSnapshot *snapshot);

G_END_DECLS
