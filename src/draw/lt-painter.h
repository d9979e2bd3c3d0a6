#pragma once

#include <cairo.h>

#include "lt-base-map.h"
#include "lt-camera.h"
#include "lt-view.h"

G_BEGIN_DECLS

/* Paints a workspace's layers. Every function draws in logical pixels with the origin at the
 * picture's top left, reads only what it is given, and may run on any thread. */

/* Districts (fill, edge, hatch of approximate extents), then parcels and enterprises, as the view's
 * layers say. No text. Used for overlay tiles and for pictures alike. Projects are pins (lt-pin.h). */
void
lt_painter_paint_layers (cairo_t *cr, const LtCamera *camera, const LtSnapshot *snapshot, const LtView *view);

/* District names, "示意范围", counts of unplaced enterprises, towns and lakes (of `base`, nullable):
 * placed so that no two overlap and a district's stays inside it while it is in view. */
void lt_painter_paint_labels (cairo_t *cr,
                              const LtCamera *camera,
                              const LtSnapshot *snapshot,
                              const LtView *view,
                              const LtBaseMap *base);

/* What the unplaced-enterprises badges cover, for picking: calls back with the district's index and
 * its badge in logical pixels, as last laid out for this camera and view. */
typedef void (*LtBadgeFunc) (
    guint district, double x, double y, double width, double height, guint count, gpointer data);
void lt_painter_layout_badges (const LtCamera *camera,
                               const LtSnapshot *snapshot,
                               const LtView *view,
                               const LtBaseMap *base,
                               LtBadgeFunc func,
                               gpointer data);

/* The parcels of class 1 lifted above the others in the view's accent, for a selection of many. */
void lt_painter_paint_selected (
    cairo_t *cr, const LtCamera *camera, const LtSnapshot *snapshot, const LtView *view, LtClasses *selected);

/* What parcels of a class look like, for legends. `palette`: of the view. */
void lt_painter_paint_class (cairo_t *cr,
                             const LtClass *class,
                             const cairo_rectangle_t *area,
                             const LtPalette *palette);

G_END_DECLS
