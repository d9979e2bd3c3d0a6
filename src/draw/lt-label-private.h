#pragma once

#include "lt-base-map-private.h"
#include "lt-label.h"
#include "lt-room.h"

G_BEGIN_DECLS

#define LT_LABEL_GAP 5.0

/* One call of lt_label_layout. */
typedef struct
{
  const LtCamera *camera;
  const LtSnapshot *snapshot;
  const LtView *view;
  const LtBaseMap *base;
  const cairo_rectangle_t *reserved;
  guint n_reserved;
  LtPalette palette;
  LtProjection projection; /* of the snapshot */
  LtRoom *room;
  GArray *labels;
} LtLabelLayout;

void lt_label_clear (gpointer label);
/* Adds a line below the parts that are there. Takes `text`. */
void lt_label_stack_text (LtLabel *label, LtPartKind kind, PangoLayout *text, double padding);
/* The parts are centred below one another in the place found for them. */
void lt_label_move (LtLabel *label, double x, double y);
/* Takes what is reserved and what is placed out of the room. */
void lt_label_take_obstacles (LtLabelLayout *self);

/* A name of the base map, where there is room for it. */
void lt_label_place (LtLabelLayout *self, const LtPlace *place);

G_END_DECLS
