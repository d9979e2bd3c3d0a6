#include "config.h"

#include "lt-label.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-base-map-private.h"
#include "lt-language.h"
#include "lt-mercator.h"
#include "lt-room.h"

#define PART_GAP 2.0
#define LABEL_GAP 5.0
#define CHIP_GAP 3.0
#define BADGE_PADDING 7.0

/* Below this zoom only cities are named, and no counties around. */
#define TOWN_ZOOM 8.4

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
} Layout;

/* How a district's name is set, the best first. */
typedef struct
{
  double size;
  gboolean wrap;
} Style;

static const Style styles[]
    = { { 1.0, FALSE }, { 1.0, TRUE }, { 0.84, FALSE }, { 0.84, TRUE }, { 0.72, TRUE } };

static void
clear_label (gpointer data)
{
  LtLabel *label = data;

  for (guint i = 0; i < label->n_parts; i++)
    g_clear_object (&label->parts[i].text);
}

gboolean
lt_label_is_key (const LtSnapshot *snapshot, guint chain, guint district)
{
  LtChain *it = chain != 0 ? lt_catalogue_get_chain (snapshot->catalogue, chain) : NULL;
  LtDistrict *where = lt_catalogue_get_district_at (snapshot->catalogue, district);

  return it == NULL || lt_chain_has_district (it, lt_district_get_code (where));
}

static guint
count_unplaced (const Layout *self, guint district)
{
  guint chain = self->view->chain;

  if (!(self->view->layers & LT_LAYER_ENTERPRISES))
    return 0;

  for (guint i = 0; i < self->snapshot->n_unplaced; i++)
    {
      const LtUnplaced *unplaced = &self->snapshot->unplaced[i];

      if (unplaced->district == district)
        return chain == 0 ? unplaced->total : unplaced->by_chain[MIN (chain, 32)];
    }

  return 0;
}

static guint
count_chips (const Layout *self, guint district)
{
  LtCatalogue *catalogue = self->snapshot->catalogue;
  guint n = 0;

  if (self->view->chain != 0 || !(self->view->layers & LT_LAYER_DISTRICTS))
    return 0;

  for (guint i = 0; i < lt_catalogue_get_n_chains (catalogue); i++)
    n += lt_label_is_key (self->snapshot, lt_chain_get_number (lt_catalogue_get_chain_at (catalogue, i)),
                          district);

  return n;
}

/* Takes `text`. */
static void
stack_part (LtLabel *label, LtPartKind kind, PangoLayout *text, double width, double height)
{
  LtPart *part = &label->parts[label->n_parts];
  double gap = label->n_parts > 0 ? PART_GAP : 0;

  part->kind = kind;
  part->text = text;
  part->area = (cairo_rectangle_t){ 0, label->area.height + gap, width, height };
  label->area.height += gap + height;
  label->area.width = MAX (label->area.width, width);
  label->n_parts++;
}

static void
stack_text (LtLabel *label, LtPartKind kind, PangoLayout *text, double padding)
{
  double width, height;

  lt_text_measure (text, &width, &height);
  stack_part (label, kind, text, width + 2 * padding, height + (padding > 0 ? 2 : 0));
}

/* The parts are centred below one another in the place found for them. */
static void
move_label (LtLabel *label, double x, double y)
{
  for (guint i = 0; i < label->n_parts; i++)
    {
      cairo_rectangle_t *area = &label->parts[i].area;

      area->x = x + (label->area.width - area->width) / 2;
      area->y += y;
    }
  label->area.x = x;
  label->area.y = y;
}

/* Narrower by breaking the line, but a short name is never set one character below the other. */
static void
narrow (PangoLayout *text)
{
  double width, height;

  lt_text_measure (text, &width, &height);
  if (width > 3.2 * height)
    pango_layout_set_width (text, (int) (width * 0.62 * PANGO_SCALE));
}

static PangoLayout *
create_name (const Layout *self, guint district, gboolean key, const Style *style)
{
  LtDistrict *it = lt_catalogue_get_district_at (self->snapshot->catalogue, district);
  double size = key ? self->palette.font_label : self->palette.font_body + 1;
  LtTextFlags flags = LT_TEXT_CENTRED | (key ? LT_TEXT_BOLD : 0);
  PangoLayout *text;

  if (lt_district_is_zone (it))
    size *= 0.88;
  text = lt_text_new (lt_district_get_label (it), size * style->size, flags, 0);
  if (style->wrap)
    narrow (text);

  return text;
}

static PangoLayout *
create_note (const Layout *self, const Style *style)
{
  PangoLayout *text = lt_text_new (_ ("indicative extent"), (self->palette.font_body - 1) * style->size,
                                   LT_TEXT_CENTRED, 0);

  if (style->wrap)
    narrow (text);

  return text;
}

static void
build_district (const Layout *self, LtLabel *label, guint parts, const Style *style)
{
  const LtPalette *palette = &self->palette;
  guint district = (guint) label->district;
  guint chips = count_chips (self, district);

  if (parts & (1 << LT_PART_NAME))
    stack_text (label, LT_PART_NAME, create_name (self, district, label->kind == LT_LABEL_KEY, style), 0);
  if (parts & (1 << LT_PART_CHIPS))
    {
      double diameter = round (palette->font_body * 1.25);

      stack_part (label, LT_PART_CHIPS, NULL, chips * (diameter + CHIP_GAP) - CHIP_GAP, diameter);
    }
  if (parts & (1 << LT_PART_NOTE))
    stack_text (label, LT_PART_NOTE, create_note (self, style), 0);
  if (parts & (1 << LT_PART_BADGE))
    {
      /* Translators: a badge on a district: so many enterprises have no position yet. */
      g_autofree char *text
          = g_strdup_printf (ngettext ("%u not located", "%u not located", label->count), label->count);

      stack_text (label, LT_PART_BADGE, lt_text_new (text, palette->font_body - 1, LT_TEXT_TABULAR, 0),
                  BADGE_PADDING);
    }
}

/* What the district has to say, and what is left out first when room is short. */
static guint
get_parts (const Layout *self, const LtLabel *label)
{
  LtDistrict *it = lt_catalogue_get_district_at (self->snapshot->catalogue, (guint) label->district);
  guint parts = label->count > 0 ? 1 << LT_PART_BADGE : 0;

  if (!(self->view->layers & LT_LAYER_DISTRICTS))
    return parts;
  if (lt_district_is_approximate (it))
    parts |= 1 << LT_PART_NOTE;
  if (count_chips (self, (guint) label->district) > 0)
    parts |= 1 << LT_PART_CHIPS;

  return parts | (1 << LT_PART_NAME);
}

static gboolean
try_district (Layout *self, const LtLabel *prototype, guint parts, const Style *style)
{
  LtLabel label = *prototype;
  double gap = style->size < 1 ? LABEL_GAP / 2 : LABEL_GAP;
  cairo_rectangle_t place;

  build_district (self, &label, parts, style);
  if (!lt_room_find (self->room, label.area.width + 2 * gap, label.area.height + 2 * gap, NAN, NAN, &place))
    {
      clear_label (&label);
      return FALSE;
    }

  move_label (&label, place.x + gap, place.y + gap);
  g_array_append_val (self->labels, label);

  return TRUE;
}

static gboolean
try_variants (Layout *self, const LtLabel *prototype)
{
  static const guint dropped[] = {
    0,
    1 << LT_PART_CHIPS,
    1 << LT_PART_CHIPS | 1 << LT_PART_BADGE,
    1 << LT_PART_CHIPS | 1 << LT_PART_NOTE,
    1 << LT_PART_CHIPS | 1 << LT_PART_BADGE | 1 << LT_PART_NOTE,
  };
  guint wanted = get_parts (self, prototype), last = 0;

  for (guint i = 0; i < G_N_ELEMENTS (dropped); i++)
    {
      guint parts = wanted & ~dropped[i];

      if (parts == 0 || parts == last)
        continue;
      last = parts;
      for (guint j = 0; j < G_N_ELEMENTS (styles); j++)
        {
          if (try_district (self, prototype, parts, &styles[j]))
            return TRUE;
        }
    }

  return FALSE;
}

static void
take_obstacles (Layout *self)
{
  for (guint i = 0; i < self->n_reserved; i++)
    lt_room_take_rectangle (self->room, &self->reserved[i], 0);
  for (guint i = 0; i < self->labels->len; i++)
    lt_room_take_rectangle (self->room, &g_array_index (self->labels, LtLabel, i).area, 0);
}

static void
take_zones (Layout *self)
{
  for (guint i = 0; i < self->snapshot->n_outlines; i++)
    {
      const LtGeometry *outline = self->snapshot->outlines[i].geometry;

      if (outline != NULL
          && lt_district_is_zone (lt_catalogue_get_district_at (self->snapshot->catalogue, i)))
        lt_room_take_shape (self->room, &self->projection, outline);
    }
}

static void
place_district (Layout *self, guint district, gboolean key)
{
  const LtOutline *outline = &self->snapshot->outlines[district];
  gboolean zone = lt_district_is_zone (lt_catalogue_get_district_at (self->snapshot->catalogue, district));
  LtLabel label
      = { .kind = key ? LT_LABEL_KEY : LT_LABEL_DISTRICT, .district = (int) district, .dot_x = NAN };

  label.count = count_unplaced (self, district);
  lt_room_set_shape (self->room, &self->projection, outline->geometry);
  take_obstacles (self);
  if (!zone)
    take_zones (self);
  if (try_variants (self, &label) || zone)
    return;

  lt_room_set_shape (self->room, &self->projection, outline->geometry);
  take_obstacles (self);
  try_variants (self, &label);
}

/* Zones before counties: they are smaller and have fewer places to go. */
static void
place_districts (Layout *self, gboolean key, gboolean zones)
{
  LtBox view;

  lt_projection_get_view (&self->projection, self->camera, 0, &view);
  for (guint i = 0; i < self->snapshot->n_outlines; i++)
    {
      const LtGeometry *outline = self->snapshot->outlines[i].geometry;
      gboolean is_key
          = lt_label_is_key (self->snapshot, self->view->chain, i) || self->view->district == (int) i;

      if (outline == NULL || is_key != key || !lt_box_intersects (&outline->box, &view)
          || lt_district_is_zone (lt_catalogue_get_district_at (self->snapshot->catalogue, i)) != zones)
        continue;
      place_district (self, i, key);
    }
}

static gboolean
overlaps (const cairo_rectangle_t *a, const cairo_rectangle_t *b, double gap)
{
  return a->x < b->x + b->width + gap && b->x < a->x + a->width + gap && a->y < b->y + b->height + gap
         && b->y < a->y + a->height + gap;
}

static gboolean
is_room_for (const Layout *self, const cairo_rectangle_t *area)
{
  if (area->x < LABEL_GAP || area->y < LABEL_GAP || area->x + area->width > self->camera->width - LABEL_GAP
      || area->y + area->height > self->camera->height - LABEL_GAP)
    return FALSE;

  for (guint i = 0; i < self->n_reserved; i++)
    {
      if (overlaps (area, &self->reserved[i], LABEL_GAP))
        return FALSE;
    }
  for (guint i = 0; i < self->labels->len; i++)
    {
      if (overlaps (area, &g_array_index (self->labels, LtLabel, i).area, LABEL_GAP))
        return FALSE;
    }

  return TRUE;
}

/* Beside its dot: right, left, above, below. The label's area holds the dot, too. */
static gboolean
place_town (Layout *self, LtLabel *label, double x, double y)
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
      move_label (label, places[i].x + dx[i], places[i].y + dy[i]);
      label->area = places[i];
      label->dot_x = x;
      label->dot_y = y;
      return TRUE;
    }

  return FALSE;
}

static gboolean
place_middle (Layout *self, LtLabel *label, double x, double y)
{
  cairo_rectangle_t area = label->area;

  area.x = x - area.width / 2;
  area.y = y - area.height / 2;
  if (!is_room_for (self, &area))
    return FALSE;
  move_label (label, area.x, area.y);

  return TRUE;
}

/* In the middle of as much of the lake as is in view. */
static gboolean
place_lake (Layout *self, LtLabel *label, const LtPlace *place)
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
      take_obstacles (self);
      if (!lt_room_find (self->room, label->area.width + 4 * LABEL_GAP, label->area.height + 4 * LABEL_GAP,
                         NAN, NAN, &area))
        return FALSE;
      move_label (label, area.x + 2 * LABEL_GAP, area.y + 2 * LABEL_GAP);
      return TRUE;
    }

  return FALSE;
}

static PangoLayout *
create_place_name (const Layout *self, const LtPlace *place)
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

static void
place_place (Layout *self, const LtPlace *place)
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

  stack_text (&label, LT_PART_NAME, create_place_name (self, place), 0);
  if (place->kind == LT_PLACE_LAKE)
    placed = place_lake (self, &label, place);
  else if (place->kind == LT_PLACE_COUNTY)
    placed = place_middle (self, &label, x, y);
  else
    placed = place_town (self, &label, x, y);

  if (placed)
    g_array_append_val (self->labels, label);
  else
    clear_label (&label);
}

GArray *
lt_label_layout (const LtCamera *camera,
                 const LtSnapshot *snapshot,
                 const LtView *view,
                 const LtBaseMap *base,
                 const cairo_rectangle_t *reserved,
                 guint n_reserved)
{
  Layout self = {
    .camera = camera,
    .snapshot = snapshot,
    .view = view,
    .base = base,
    .reserved = reserved,
    .n_reserved = n_reserved,
  };

  lt_view_get_palette (view, snapshot, &self.palette);
  lt_projection_init (&self.projection, camera, snapshot->origin_x, snapshot->origin_y);
  self.labels = g_array_new (FALSE, TRUE, sizeof (LtLabel));
  g_array_set_clear_func (self.labels, clear_label);
  self.room
      = lt_room_new (camera, &self.projection, MAX (sqrt (camera->width * camera->height / 60000.0), 3.0));

  if (view->layers & (LT_LAYER_DISTRICTS | LT_LAYER_ENTERPRISES))
    {
      place_districts (&self, TRUE, TRUE);
      place_districts (&self, TRUE, FALSE);
      place_districts (&self, FALSE, TRUE);
      place_districts (&self, FALSE, FALSE);
    }
  for (guint i = 0; base != NULL && i < base->places->len; i++)
    place_place (&self, &g_array_index (base->places, LtPlace, i));

  lt_room_free (self.room);

  return self.labels;
}
