#include "config.h"

#include "lt-label-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* From here a view lies within one or two districts: their names would cover the parcels looked at. */
#define PARCEL_ZOOM 14.5

/* That an extent is not surveyed and that enterprises have no position is said wherever it can be. */
#define NEEDED (1u << LT_PART_NOTE | 1u << LT_PART_BADGE)
/* So much larger than its district may a label be, and so far from its middle may it stand, pixels. */
#define STAND_OUT 2.2
#define STAND_OFF 24.0

#define PART_GAP 2.0
#define BADGE_PADDING 7.0

/* How a district's name is set, the best first. */
typedef struct
{
  double size;
  gboolean wrap;
  guint rows; /* of chips */
} Style;

static const Style styles[]
    = { { 1.0, FALSE, 1 }, { 1.0, FALSE, 2 },  { 1.0, TRUE, 1 },   { 0.84, FALSE, 1 }, { 0.84, FALSE, 2 },
        { 0.84, TRUE, 2 }, { 0.72, FALSE, 1 }, { 0.72, FALSE, 2 }, { 0.72, TRUE, 2 } };

void
lt_label_clear (gpointer data)
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
count_unplaced (const LtLabelLayout *self, guint district)
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
count_chips (const LtLabelLayout *self, guint district)
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

void
lt_label_stack_text (LtLabel *label, LtPartKind kind, PangoLayout *text, double padding)
{
  double width, height;

  lt_text_measure (text, &width, &height);
  stack_part (label, kind, text, width + 2 * padding, height + (padding > 0 ? 2 : 0));
}

/* The parts are centred below one another in the place found for them. */
void
lt_label_move (LtLabel *label, double x, double y)
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
create_name (const LtLabelLayout *self, guint district, gboolean key, const Style *style)
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
create_note (const LtLabelLayout *self, const Style *style)
{
  PangoLayout *text = lt_text_new (_ ("indicative extent"), (self->palette.font_body - 1) * style->size,
                                   LT_TEXT_CENTRED, 0);

  if (style->wrap)
    narrow (text);

  return text;
}

static void
stack_chips (const LtLabelLayout *self, LtLabel *label, guint chips, const Style *style)
{
  double diameter = round (self->palette.font_body * 1.25 * style->size);
  guint rows = MIN (style->rows, chips);
  guint columns = (chips + rows - 1) / rows;

  stack_part (label, LT_PART_CHIPS, NULL, columns * (diameter + LT_LABEL_CHIP_GAP) - LT_LABEL_CHIP_GAP,
              rows * (diameter + LT_LABEL_CHIP_GAP) - LT_LABEL_CHIP_GAP);
  label->parts[label->n_parts - 1].rows = rows;
}

static void
build_district (const LtLabelLayout *self, LtLabel *label, guint parts, const Style *style)
{
  const LtPalette *palette = &self->palette;
  guint district = (guint) label->district;

  if (parts & (1 << LT_PART_NAME))
    lt_label_stack_text (label, LT_PART_NAME,
                         create_name (self, district, label->kind == LT_LABEL_KEY, style), 0);
  if (parts & (1 << LT_PART_CHIPS))
    stack_chips (self, label, count_chips (self, district), style);
  if (parts & (1 << LT_PART_NOTE))
    lt_label_stack_text (label, LT_PART_NOTE, create_note (self, style), 0);
  if (parts & (1 << LT_PART_BADGE))
    {
      /* Translators: a badge on a district: so many enterprises have no position yet. */
      g_autofree char *text
          = g_strdup_printf (ngettext ("%u not located", "%u not located", label->count), label->count);

      lt_label_stack_text (
          label, LT_PART_BADGE,
          lt_text_new (text, (palette->font_body - 1) * MAX (style->size, 0.84), LT_TEXT_TABULAR, 0),
          BADGE_PADDING);
    }
}

/* What the district has to say. */
static guint
get_parts (const LtLabelLayout *self, const LtLabel *label)
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
try_district (LtLabelLayout *self, const LtLabel *prototype, guint parts, const Style *style)
{
  LtLabel label = *prototype;
  double gap = style->size < 1 ? LT_LABEL_GAP / 2 : LT_LABEL_GAP;
  cairo_rectangle_t place;

  build_district (self, &label, parts, style);
  if (!lt_room_find (self->room, label.area.width + 2 * gap, label.area.height + 2 * gap, NAN, NAN, &place))
    {
      lt_label_clear (&label);
      return FALSE;
    }

  lt_label_move (&label, place.x + gap, place.y + gap);
  g_array_append_val (self->labels, label);

  return TRUE;
}

static gboolean
try_around (LtLabelLayout *self, const LtLabel *prototype, guint parts, const Style *style)
{
  const LtOutline *outline = &self->snapshot->outlines[prototype->district];
  const LtBox *box = &outline->geometry->box;
  double x = outline->label_x * self->projection.scale + self->projection.x;
  double y = outline->label_y * self->projection.scale + self->projection.y;
  cairo_rectangle_t around, place;
  LtLabel label = *prototype;

  build_district (self, &label, parts, style);
  around = (cairo_rectangle_t){ x - label.area.width / 2 - STAND_OFF, y - label.area.height / 2 - STAND_OFF,
                                label.area.width + 2 * STAND_OFF, label.area.height + 2 * STAND_OFF };
  lt_room_set_rectangle (self->room, &around);
  lt_label_take_obstacles (self);
  if (label.area.width <= STAND_OUT * (box->east - box->west) * self->projection.scale
      && label.area.height <= STAND_OUT * fabs (box->north - box->south) * self->projection.scale
      && lt_room_find (self->room, label.area.width, label.area.height, x, y, &place))
    {
      lt_label_move (&label, place.x, place.y);
      g_array_append_val (self->labels, label);
      return TRUE;
    }
  lt_label_clear (&label);
  return FALSE;
}

/* A district too small for what is needed: its label stands out over its neighbours. */
static gboolean
try_standing_out (LtLabelLayout *self, const LtLabel *prototype)
{
  static const Style compact[]
      = { { 0.84, FALSE, 1 }, { 0.84, FALSE, 2 }, { 0.84, TRUE, 2 }, { 0.72, TRUE, 2 } };
  guint wanted = get_parts (self, prototype);
  const guint parts[] = { wanted, wanted & ~(1u << LT_PART_CHIPS) };

  if (!(wanted & NEEDED) || !(wanted & 1 << LT_PART_NAME))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (compact); j++)
      if (try_around (self, prototype, parts[i], &compact[j]))
        return TRUE;
  return FALSE;
}

static gboolean
try_whole (LtLabelLayout *self, const LtLabel *prototype)
{
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (try_district (self, prototype, get_parts (self, prototype), &styles[i]))
      return TRUE;
  return FALSE;
}

/* Without what can be left out. */
static gboolean
try_variants (LtLabelLayout *self, const LtLabel *prototype)
{
  static const guint dropped[] = {
    1 << LT_PART_NOTE, /* the hatch and the legend say it, too */
    1 << LT_PART_NOTE | 1 << LT_PART_BADGE,
    1 << LT_PART_CHIPS,
    1 << LT_PART_BADGE,
    1 << LT_PART_CHIPS | 1 << LT_PART_BADGE,
    1 << LT_PART_CHIPS | 1 << LT_PART_NOTE,
    1 << LT_PART_CHIPS | 1 << LT_PART_BADGE | 1 << LT_PART_NOTE,
  };
  guint wanted = get_parts (self, prototype), last = wanted;

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

void
lt_label_take_obstacles (LtLabelLayout *self)
{
  for (guint i = 0; i < self->n_reserved; i++)
    lt_room_take_rectangle (self->room, &self->reserved[i], 0);
  for (guint i = 0; i < self->labels->len; i++)
    lt_room_take_rectangle (self->room, &g_array_index (self->labels, LtLabel, i).area, 0);
}

static void
take_zones (LtLabelLayout *self)
{
  for (guint i = 0; i < self->snapshot->n_outlines; i++)
    {
      const LtGeometry *outline = self->snapshot->outlines[i].geometry;

      if (outline != NULL
          && lt_district_is_zone (lt_catalogue_get_district_at (self->snapshot->catalogue, i)))
        lt_room_take_shape (self->room, &self->projection, outline);
    }
}

/* The room is the district's own, `beside`: without the zones in it. */
static void
set_inside (LtLabelLayout *self, const LtOutline *outline, gboolean beside)
{
  lt_room_set_shape (self->room, &self->projection, outline->geometry);
  lt_label_take_obstacles (self);
  if (beside)
    take_zones (self);
}

static void
place_district (LtLabelLayout *self, guint district, gboolean key)
{
  const LtOutline *outline = &self->snapshot->outlines[district];
  gboolean zone = lt_district_is_zone (lt_catalogue_get_district_at (self->snapshot->catalogue, district));
  LtLabel label
      = { .kind = key ? LT_LABEL_KEY : LT_LABEL_DISTRICT, .district = (int) district, .dot_x = NAN };

  label.count = count_unplaced (self, district);
  if (get_parts (self, &label) == 0)
    return;
  set_inside (self, outline, !zone);
  if (try_whole (self, &label) || try_standing_out (self, &label))
    return;
  set_inside (self, outline, !zone);
  if (try_variants (self, &label) || zone)
    return;
  set_inside (self, outline, FALSE);
  if (!try_whole (self, &label))
    try_variants (self, &label);
}

/* Zones before counties: they are smaller and have fewer places to go. */
static void
place_districts (LtLabelLayout *self, gboolean key, gboolean zones)
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

GArray *
lt_label_layout (const LtCamera *camera,
                 const LtSnapshot *snapshot,
                 const LtView *view,
                 const LtBaseMap *base,
                 const cairo_rectangle_t *reserved,
                 guint n_reserved)
{
  LtLabelLayout self = {
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
  g_array_set_clear_func (self.labels, lt_label_clear);
  self.room
      = lt_room_new (camera, &self.projection, MAX (sqrt (camera->width * camera->height / 160000.0), 2.5));

  if ((view->layers & (LT_LAYER_DISTRICTS | LT_LAYER_ENTERPRISES)) && camera->zoom < PARCEL_ZOOM)
    {
      place_districts (&self, TRUE, TRUE);
      place_districts (&self, TRUE, FALSE);
      place_districts (&self, FALSE, TRUE);
      place_districts (&self, FALSE, FALSE);
    }
  for (guint i = 0; base != NULL && i < base->places->len; i++)
    lt_label_place (&self, &g_array_index (base->places, LtPlace, i));

  lt_room_free (self.room);

  return self.labels;
}
