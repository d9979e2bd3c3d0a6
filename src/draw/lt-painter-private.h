#pragma once

#include "lt-canvas.h"
#include "lt-painter.h"
#include "lt-pin-clusters.h"

G_BEGIN_DECLS

/* One call of lt_painter_paint_layers. */
typedef struct
{
  cairo_t *cr;
  const LtCamera *camera;
  const LtSnapshot *snapshot;
  const LtView *view;
  LtPalette palette;
  LtProjection projection;
} LtPainter;

void lt_painter_paint_districts (const LtPainter *self);
void lt_painter_paint_parcels (const LtPainter *self);
/* The letters of graded parcels, where there is room. */
void lt_painter_paint_letters (const LtPainter *self);
/* The parcels (guint) as paths. */
void lt_painter_trace_parcels (const LtPainter *self, GArray *items);

/* Items in view, in one order whatever the query. Returns: (transfer full) (element-type guint). */
GArray *lt_painter_find (const LtPainter *self, const LtRtree *tree, double margin);

void lt_painter_paint_points (const LtPainter *self, const LtPoints *points);

/* Where the labels go: LtLabel, as lt_label_layout. `clusters` NULL: gathered here. */
GArray *lt_painter_layout_labels (const LtCamera *camera,
                                  const LtSnapshot *snapshot,
                                  const LtView *view,
                                  const LtBaseMap *base,
                                  const LtPinClusters *clusters,
                                  const cairo_rectangle_t *taken,
                                  guint n_taken);

/* The shape of points, for legends too: a disc, cased. */
void lt_painter_paint_dot (cairo_t *cr, double x, double y, double radius, guint32 colour, guint32 casing);

/* How a district looks, for legends too. Paints the path that is current on `cr`. */
typedef enum
{
  LT_DISTRICT_QUIET,  /* stepped back */
  LT_DISTRICT_PLAIN,  /* in the city's view */
  LT_DISTRICT_KEY,    /* of the chosen chain */
  LT_DISTRICT_CHOSEN, /* the one looked at */
} LtDistrictLook;

void lt_painter_paint_district (const LtPainter *self, LtDistrictLook look, gboolean approximate);

G_END_DECLS
