#pragma once

#include <cairo.h>

#include "lt-canvas.h"

G_BEGIN_DECLS

/* Finds room for a rectangle inside a shape: the free part of the shape as a grid of cells, and its
 * summed-area table (Crow 1984), so that each trial costs four look-ups. */
typedef struct _LtRoom LtRoom;

/* A grid over a picture; its cells are anchored to the world so that labels do not jitter while panning. */
LtRoom *lt_room_new (const LtCamera *camera, const LtProjection *projection, double cell);
void lt_room_free (LtRoom *self);

/* Starts with nothing but the inside of `shape`, or a rectangle; later calls take away. */
void lt_room_set_shape (LtRoom *self, const LtProjection *projection, const LtGeometry *shape);
void lt_room_set_rectangle (LtRoom *self, const cairo_rectangle_t *rectangle);
void lt_room_take_shape (LtRoom *self, const LtProjection *projection, const LtGeometry *shape);
void lt_room_take_rectangle (LtRoom *self, const cairo_rectangle_t *rectangle, double margin);

/* The place of a rectangle of this size whose middle is nearest to (x, y), or nearest to the middle
 * of the free room when x is NAN. FALSE when it fits nowhere. */
gboolean
lt_room_find (LtRoom *self, double width, double height, double x, double y, cairo_rectangle_t *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtRoom, lt_room_free)

G_END_DECLS
