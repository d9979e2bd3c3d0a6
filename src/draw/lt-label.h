#pragma once

#include <cairo.h>

#include "lt-base-map.h"
#include "lt-camera.h"
#include "lt-text.h"
#include "lt-view.h"

G_BEGIN_DECLS

/* Where every word of a map goes: one layout for painting, picking and tests. A label is a small
 * stack of parts; no two labels meet, and a district's lies inside it while it is in view. */

typedef enum
{
  LT_PART_NAME,
  LT_PART_CHIPS, /* the chains a district is key to, as numbered discs */
  LT_PART_NOTE,  /* "indicative extent" */
  LT_PART_BADGE, /* enterprises without a position */
  LT_N_PARTS,
} LtPartKind;

typedef struct
{
  LtPartKind kind;
  PangoLayout *text;      /* (nullable): chips have none */
  cairo_rectangle_t area; /* logical pixels of the picture */
  guint rows;             /* of chips */
} LtPart;

/* Between two chips. */
#define LT_LABEL_CHIP_GAP 3.0

typedef enum
{
  LT_LABEL_KEY,      /* a district in the chosen chain or chosen itself; any in the city's view */
  LT_LABEL_DISTRICT, /* stepped back */
  LT_LABEL_CITY,
  LT_LABEL_TOWN,
  LT_LABEL_COUNTY,
  LT_LABEL_LAKE,
} LtLabelKind;

typedef struct
{
  LtLabelKind kind;
  int district;           /* index in the catalogue, -1 for others */
  guint count;            /* enterprises of its badge */
  cairo_rectangle_t area; /* all its parts */
  double dot_x;           /* a town's dot; NAN: none */
  double dot_y;
  guint n_parts;
  LtPart parts[LT_N_PARTS];
} LtLabel;

/* `reserved`: where nothing may be placed (legend, scale), in logical pixels.
 * Returns: (transfer full) (element-type LtLabel): in the order they were placed. */
GArray *lt_label_layout (const LtCamera *camera,
                         const LtSnapshot *snapshot,
                         const LtView *view,
                         const LtBaseMap *base,
                         const cairo_rectangle_t *reserved,
                         guint n_reserved);

void lt_label_paint (GArray *labels, cairo_t *cr, const LtSnapshot *snapshot, const LtView *view);

/* A numbered disc in a chain's colour; used by labels and legends. */
void lt_label_paint_chip (cairo_t *cr,
                          const LtSnapshot *snapshot,
                          const LtView *view,
                          guint chain,
                          double x,
                          double y,
                          double diameter);

/* TRUE when the district is one of the chain's, or the chain is 0. */
gboolean lt_label_is_key (const LtSnapshot *snapshot, guint chain, guint district);

G_END_DECLS
