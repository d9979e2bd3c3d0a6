#pragma once

#include "lt-pin-layer.h"

G_BEGIN_DECLS

/* What people have in hand, above everything else on the map: the chosen pin, larger; the pin that is
 * being moved; the pins of one place, fanned out. */
#define LT_TYPE_PIN_TOP (lt_pin_top_get_type ())
G_DECLARE_FINAL_TYPE (LtPinTop, lt_pin_top, LT, PIN_TOP, ShumateLayer)

LtPinTop *lt_pin_top_new (ShumateViewport *viewport, LtPinLayer *pins);

/* The chosen project's index in the layer's snapshot; -1 none. */
void lt_pin_top_set_chosen (LtPinTop *self, int point);
int lt_pin_top_get_chosen (LtPinTop *self);

/* A pin under way, tip at (x, y) of the widget. `point` -1: none. */
void lt_pin_top_set_moved (LtPinTop *self, int point, double x, double y);

/* Fans `points` (guint, index in the snapshot; copied) out around a pin of the layer; NULL folds them
 * up. */
void lt_pin_top_fan_out (LtPinTop *self, const LtPin *around, const GArray *points);
gboolean lt_pin_top_is_fanned (LtPinTop *self);
/* The fanned pin at (x, y), an index in the snapshot; -1. */
int lt_pin_top_pick (LtPinTop *self, double x, double y);
/* Of the fanned pins, the one after `point` (-1: the first), `step` 1 or -1; -1 when none is fanned. */
int lt_pin_top_step (LtPinTop *self, int point, int step);

G_END_DECLS
