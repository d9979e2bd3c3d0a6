#pragma once

#include <shumate/shumate.h>

#include "lt-pin-textures.h"

G_BEGIN_DECLS

/* All projects as pins and clusters in one widget. Gathered in worker threads; drawn each frame where
 * they belong, so that they never lag behind the map. */
#define LT_TYPE_PIN_LAYER (lt_pin_layer_get_type ())
G_DECLARE_FINAL_TYPE (LtPinLayer, lt_pin_layer, LT, PIN_LAYER, ShumateLayer)

LtPinLayer *lt_pin_layer_new (ShumateViewport *viewport);

/* `snapshot` (nullable): without it, or without the layer of projects in the view, there are no pins.
 * What was there stays until the new pins are gathered. Signal "gathered" then. */
void lt_pin_layer_set_scene (LtPinLayer *self, LtSnapshot *snapshot, const LtView *view);
gboolean lt_pin_layer_is_loading (LtPinLayer *self);

/* What lies under the pins that are shown now. (transfer none) (nullable). */
LtSnapshot *lt_pin_layer_get_snapshot (LtPinLayer *self);
const LtPinClusters *lt_pin_layer_get_clusters (LtPinLayer *self);
/* The zoom whose pins are shown. */
guint lt_pin_layer_get_level (LtPinLayer *self);

/* The topmost pin or cluster drawn at (x, y) of the widget, as an index into the level's pins; -1. */
int lt_pin_layer_pick (LtPinLayer *self, double x, double y);
/* Where a pin's tip or a cluster's middle is on the widget. */
void lt_pin_layer_locate (LtPinLayer *self, const LtPin *pin, double *x, double *y);

/* How much larger the chosen pin is. */
#define LT_PIN_LARGE 1.3

/* A point's picture, as lt_pin_textures_get gives it, or LT_PIN_LARGE times as large. (transfer none)
 * (nullable). */
GdkTexture *lt_pin_layer_get_texture (LtPinLayer *self, guint point, gboolean large);

/* TRUE when (x, y) is on a pin whose tip is at (tip_x, tip_y). */
gboolean lt_pin_layer_covers (double tip_x, double tip_y, double x, double y);

G_END_DECLS
