#include "config.h"

#include "lt-label-private.h"

#include <math.h>

#include "lt-language.h"
#include "lt-mercator.h"

/* Names of the base map: they take what room districts leave. */

/* Below this zoom only cities are named, and no counties around. */
#define TOWN_ZOOM 8.4

static gboolean
overlaps (const cairo_rectangle_t *a, const cairo_rectangle_t *b, double gap)
{
  return a->x < b->x + b->width + gap && b->x < a->x + a->width + gap && a->y < b->y + b->height + gap
         && b->y < a->y + a->height + gap;
}

static gboolean
is_room_for (const LtLabelLayout *self, const cairo_rectangle_t *area)
{
  if (area->x < LT_LABEL_GAP || area->y < LT_LABEL_GAP
      || area->x + area->width > self->camera->width - LT_LABEL_GAP
      || area->y + area->height > self->camera->height - LT_LABEL_GAP)
    return FALSE;

  for (guint i = 0; i < self->n_reserved; i++)
    {
      if (overlaps (area, &self->reserved[i], LT_LABEL_GAP))
        return FALSE;
    }
  for (guint i = 0; i < self->labels->len; i++)
    {
      if (overlaps (area, &g_array_index (self->labels, LtLabel, i).area, LT_LABEL_GAP))
        return FALSE;
    }

  return TRUE;
}

/* Beside its dot: right, left, above, below. The label's area holds the dot, too. */
static gboolean
place_town (LtLabelLayout *self, LtLabel *label, double x, double y)
{
  const double dot = 4, width = label->area.width, height = label->area.height;
  const cairo_rectangle_t places[] = {
    { x - dot, y - height / 2, width + 3 * dot, height },
    { x - width - 2 * dot, y - height / 2, width + 3 * dot, height },
    { x - width / 2, y - height - dot, width, height + 2 * dot },
    { x - width / 2, y - dot, width, height + 2 * dot },
  };
  const double dx[] = { 3 * dot, 0, 0, 0 };
  const double dy[] = { 0, 0, 0, 2 * dot };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      if (!is_room_for (self, &places[i]))
        continue;
      lt_label_move (label, places[i].x + dx[i], places[i].y + dy[i]);
      label->area = places[i];
      label->dot_x = x;
      label->dot_y = y;
      return TRUE;
    }

  return FALSE;
}

static gboolean
place_middle (LtLabelLayout *self, LtLabel *label, double x, double y)
{
  cairo_rectangle_t area = label->area;

  area.x = x - area.width / 2;
  area.y = y - area.height / 2;
  if (!is_room_for (self, &area))
    return FALSE;
  lt_label_move (label, area.x, area.y);

  return TRUE;
}

/* In the middle of as much of the lake as is in view. */
static gboolean
place_lake (LtLabelLayout *self, LtLabel *label, const LtPlace *place)
{
  const GPtrArray *water = self->base->layers[LT_BASE_WATER];
  double plane_x = lt_mercator_x (place->longitude) * LT_EARTH_CIRCUMFERENCE_M;
  double plane_y = lt_mercator_y (place->latitude) * LT_EARTH_CIRCUMFERENCE_M;
  LtProjection projection;
  cairo_rectangle_t area;

  lt_projection_init (&projection, self->camera, 0, 0);
  for (guint i = 0; i < water->len; i++)
    {
      const LtGeometry *shape = g_ptr_array_index (water, i);

      if (!lt_box_contains (&shape->box, plane_x, plane_y) || !lt_geometry_contains (shape, plane_x, plane_y))
        continue;
      lt_room_set_shape (self->room, &projection, shape);
      lt_label_take_obstacles (self);
      if (!lt_room_find (self->room, label->area.width + 4 * LT_LABEL_GAP,
                         label->area.height + 4 * LT_LABEL_GAP, NAN, NAN, &area))
        return FALSE;
      lt_label_move (label, area.x + 2 * LT_LABEL_GAP, area.y + 2 * LT_LABEL_GAP);
      return TRUE;
    }

  return FALSE;
}

static PangoLayout *
create_place_name (const LtLabelLayout *self, const LtPlace *place)
{
  const char *name = lt_language_pick (place->name, place->name_en);
  double size = self->palette.font_body;

  if (place->kind == LT_PLACE_LAKE)
    size = self->palette.font_label;
  else if (place->kind == LT_PLACE_COUNTY)
    size -= 1;
  else if (place->kind == LT_PLACE_CITY)
    size += 1;

  return lt_text_new (name, size, LT_TEXT_CENTRED, 0);
}

void
lt_label_place (LtLabelLayout *self, const LtPlace *place)
{
  static const LtLabelKind kinds[] = { LT_LABEL_CITY, LT_LABEL_TOWN, LT_LABEL_COUNTY, LT_LABEL_LAKE };
  LtLabel label = { .kind = kinds[place->kind], .district = -1, .dot_x = NAN };
  double x, y;
  gboolean placed;

  if (self->camera->zoom < TOWN_ZOOM && (place->kind == LT_PLACE_TOWN || place->kind == LT_PLACE_COUNTY))
    return;

  lt_camera_to_screen (self->camera, place->longitude, place->latitude, &x, &y);
  if (place->kind != LT_PLACE_LAKE && (x < 0 || y < 0 || x > self->camera->width || y > self->camera->height))
    return;

  lt_label_stack_text (&label, LT_PART_NAME, create_place_name (self, place), 0);
  if (place->kind == LT_PLACE_LAKE)
    placed = place_lake (self, &label, place);
  else if (place->kind == LT_PLACE_COUNTY)
    placed = place_middle (self, &label, x, y);
  else
    placed = place_town (self, &label, x, y);

  if (placed)
    g_array_append_val (self->labels, label);
  else
    lt_label_clear (&label);
}
