#pragma once

#include <cairo.h>

#include "lt-camera.h"
#include "lt-pin-clusters.h"
#include "lt-view.h"

G_BEGIN_DECLS

/* How a project's pin looks: shape and letter say the stage, the colour its chain, a ring that it is
 * late. A cluster is a ring of shares by stage around its count. All sizes are logical pixels at size
 * 1; any thread. */

/* What a pin covers, ring and casing included: so far left, right and above its tip, and below. */
#define LT_PIN_REACH 20.0
#define LT_PIN_HEIGHT 45.0
#define LT_PIN_BELOW 3.0
/* The middle of the head above the tip. */
#define LT_PIN_HEAD 25.0
/* Pins this near to each other are gathered. */
#define LT_PIN_RADIUS 36.0

/* Letter of a stage (0 not signed … 6 full capacity) in the person's language. (transfer none). */
const char *lt_pin_get_letter (guint stage);

/* The colour of a point: the chain looked at, else its main chain's, else a quiet one. 0xRRGGBBAA. */
guint32 lt_pin_get_colour (const LtSnapshot *snapshot, const LtView *view, guint32 chains, guint chain);

/* Of the snapshot's project at this index. */
guint lt_pin_get_stage (const LtSnapshot *snapshot, guint point);
gboolean lt_pin_is_late (const LtSnapshot *snapshot, guint point);

/* Tip at (x, y). */
void lt_pin_paint (cairo_t *cr,
                   double x,
                   double y,
                   double size,
                   guint stage,
                   guint32 colour,
                   gboolean late,
                   const LtPalette *palette);
/* The shape and letter alone, its middle at (x, y), `radius` high: for rows and legends. */
void lt_pin_paint_head (
    cairo_t *cr, double x, double y, double radius, guint stage, guint32 colour, const LtPalette *palette);
/* The ring that says late, around a head whose middle is at (x, y). */
void lt_pin_paint_late_ring (cairo_t *cr, double x, double y, double size, const LtPalette *palette);

/* Radius of a cluster of n, casing and ring of late ones included. */
double lt_pin_get_cluster_radius (guint n);
/* Middle at (x, y). */
void lt_pin_paint_cluster (
    cairo_t *cr, double x, double y, double size, const LtPin *pin, const LtPalette *palette);

/* Gathers a snapshot's projects, those of the view's chain alone where it has one. Returns: (transfer
 * full). */
LtPinClusters *lt_pin_gather (const LtSnapshot *snapshot, const LtView *view, double size);

/* What the pins of a picture cover, for labels to keep clear of. Returns: (transfer full) (element-type
 * cairo_rectangle_t). */
GArray *lt_pin_get_areas (const LtCamera *camera,
                          const LtSnapshot *snapshot,
                          const LtView *view,
                          const LtPinClusters *clusters);

/* The pins of a picture, late ones on top. `clusters` NULL: gathers them first. */
void lt_painter_paint_pins (cairo_t *cr,
                            const LtCamera *camera,
                            const LtSnapshot *snapshot,
                            const LtView *view,
                            const LtPinClusters *clusters);

G_END_DECLS
