#include "config.h"

#include "lt-sheet.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-label.h"
#include "lt-pin.h"
#include "lt-language.h"

#define DESIGN_WIDTH 1640.0
#define WALL_WIDTH 1920.0
/* Letters get no smaller than this share of the design's. */
#define MIN_ZOOM 0.85
#define MARGIN 24.0
#define MAX_ZOOM 18.0

gboolean
lt_flow_text (LtFlow *self, const char *text, double size, LtTextFlags flags, guint32 colour, int lines)
{
  g_autoptr (PangoLayout) layout = lt_text_new (text, size * self->sheet->unit, flags, self->width);
  double height;

  if (lines > 0)
    lt_text_set_lines (layout, lines);
  lt_text_measure (layout, NULL, &height);
  if (self->y + height > self->bottom)
    return FALSE;
  if (!self->dry)
    lt_text_paint (layout, self->cr, self->x, self->y, colour);
  self->y += height;

  return TRUE;
}

void
lt_flow_skip (LtFlow *self, double units)
{
  self->y += units * self->sheet->unit;
}

const char *
lt_sheet_get_value (const LtSheet *self, const char *key)
{
  return lt_catalogue_get_text (self->snapshot->catalogue, key);
}

/* A line each where there is a column for them, else one after the other. */
static void
add_credit (const LtSheet *self, GString *text, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, self->column ? "\n" : "\xe3\x80\x80");
  if (name != NULL)
    g_string_append (text, name);
  g_string_append (text, value);
}

static void
add_base_credit (const LtSheet *self, GString *text)
{
  const LtPicture *picture = self->picture;
  guint broken = self->mosaic != NULL ? lt_mosaic_get_n_broken (self->mosaic) : 0;

  if (picture->mbtiles != NULL)
    {
      const char *credit = lt_mbtiles_get_attribution (picture->mbtiles);

      add_credit (self, text, _ ("Base map: "),
                  credit != NULL ? credit : lt_mbtiles_get_name (picture->mbtiles));
    }
  else if (picture->base != NULL)
    add_credit (self, text, _ ("Base map: "), lt_base_map_get_credit (picture->base));

  if (broken > 0)
    {
      g_autofree char *note = g_strdup_printf (
          ngettext ("%u unreadable tile is left blank", "%u unreadable tiles are left blank", broken),
          broken);

      add_credit (self, text, NULL, note);
    }
  else if (self->mosaic != NULL && lt_mosaic_get_n_tiles (self->mosaic) == 0)
    add_credit (self, text, NULL, _ ("the base map has no tiles here"));
}

static void
add_plan_credit (const LtSheet *self, GString *text)
{
  add_credit (self, text, _ ("Source: "), lt_sheet_get_value (self, "source"));
  add_credit (self, text, _ ("Date: "), lt_sheet_get_value (self, "date"));
}

/* Where only one line may be left of them, the licences come first. */
char *
lt_sheet_get_credits (const LtSheet *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->column)
    add_plan_credit (self, text);
  if (self->picture->view.layers & LT_LAYER_DISTRICTS)
    add_credit (self, text, NULL,
                _ ("Built-in district boundaries © OpenStreetMap contributors (ODbL 1.0), others as "
                   "recorded in the workspace"));
  add_base_credit (self, text);
  if (!self->column)
    add_plan_credit (self, text);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A small picture has one line of credits. */
static int
get_credit_lines (const LtSheet *self)
{
  return self->column || self->height > 400 ? 0 : 1;
}

static double
measure_footer (const LtSheet *self, double width)
{
  g_autofree char *credits = lt_sheet_get_credits (self);
  LtFlow flow = { .sheet = self, .width = width, .bottom = G_MAXDOUBLE, .dry = TRUE };

  lt_flow_text (&flow, credits, 9, 0, 0, get_credit_lines (self));

  return flow.y;
}

static void
arrange_column (LtSheet *self)
{
  double width = MIN (MAX (self->width * 0.215, 330.0) * self->unit, self->width * 0.42);

  self->panel = (cairo_rectangle_t){ 0, 0, round (width), self->height };
  self->map = (cairo_rectangle_t){ self->panel.width, 0, self->width - self->panel.width, self->height };
}

static void
arrange_strip (LtSheet *self)
{
  double margin = MARGIN * 0.6;
  double footer = measure_footer (self, self->width - 2 * margin) + margin;
  LtFlow title
      = { .sheet = self, .width = self->width - 2 * margin, .bottom = self->height * 0.3, .dry = TRUE };

  lt_title_paint (&title, TRUE);
  if (footer > self->height * 0.2)
    footer = 0;
  if (title.y > 0)
    title.y += margin * 1.4;
  self->panel = (cairo_rectangle_t){ 0, 0, self->width, round (title.y) };
  self->footer = (cairo_rectangle_t){ 0, self->height - footer, self->width, footer };
  self->map = (cairo_rectangle_t){ 0, self->panel.height, self->width,
                                   MAX (self->height - footer - self->panel.height, 1) };
}

/* Of a picture of 16 to 9. The wall theme's letters are large as they are. */
static double
get_design_width (const LtPicture *picture)
{
  return picture->view.theme == LT_THEME_WALL ? WALL_WIDTH : DESIGN_WIDTH;
}

void
lt_sheet_init (LtSheet *self, const LtPicture *picture, const LtSnapshot *snapshot)
{
  *self = (LtSheet){ .picture = picture, .snapshot = snapshot };
  lt_view_get_palette (&picture->view, snapshot, &self->palette);

  self->zoom
      = MAX (MIN (picture->width, picture->height * 16.0 / 9.0) / get_design_width (picture), MIN_ZOOM);
  self->unit = self->palette.font_body / 12.0;
  self->width = picture->width / self->zoom;
  self->height = picture->height / self->zoom;
  self->column = self->width >= 1100 && self->height >= 660 && self->width > self->height * 1.25;
  if (self->column)
    arrange_column (self);
  else
    arrange_strip (self);

  self->camera.width = self->map.width;
  self->camera.height = self->map.height;
  self->camera.scale = picture->scale * self->zoom;
  lt_camera_fit (&self->camera, &picture->box, 8, MAX_ZOOM);
}

static void
paint_ground (const LtSheet *self, cairo_t *cr)
{
  if (self->mosaic == NULL && self->picture->base != NULL)
    {
      lt_base_map_paint (self->picture->base, cr, &self->camera, &self->palette);
      return;
    }

  lt_colour_set (cr, self->mosaic != NULL ? self->palette.land : self->palette.land_city);
  cairo_rectangle (cr, 0, 0, self->map.width, self->map.height);
  cairo_fill (cr);
  if (self->mosaic != NULL)
    lt_mosaic_paint (self->mosaic, cr, &self->camera);
}

static LtFlow
start_legend (const LtSheet *self, cairo_t *cr, cairo_rectangle_t *card)
{
  double padding = 12 * self->unit;
  LtFlow flow = { .sheet = self, .cr = cr, .width = 210 * self->unit, .bottom = G_MAXDOUBLE, .dry = TRUE };
  double height;

  lt_legend_paint (&flow);
  height = flow.y + 2 * padding;
  *card
      = (cairo_rectangle_t){ padding, self->map.height - height - padding, flow.width + 2 * padding, height };

  return (LtFlow){ .sheet = self,
                   .cr = cr,
                   .x = card->x + padding,
                   .y = card->y + padding,
                   .width = flow.width,
                   .bottom = G_MAXDOUBLE };
}

/* Only where it leaves most of the map free. */
static gboolean
has_card (const LtSheet *self, const cairo_rectangle_t *card)
{
  return !self->column && card->width < self->map.width * 0.36 && card->height < self->map.height * 0.5;
}

static void
paint_card (const LtSheet *self, cairo_t *cr, const cairo_rectangle_t *card)
{
  lt_canvas_round_rectangle (cr, card->x, card->y, card->width, card->height, 8);
  lt_colour_set (cr, lt_colour_with_alpha (self->palette.land_city, 0.93));
  cairo_fill_preserve (cr);
  lt_colour_set (cr, self->palette.border);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
paint_map (const LtSheet *self, cairo_t *cr)
{
  const LtPicture *picture = self->picture;
  cairo_rectangle_t reserved[2] = { lt_scale_bar_get_area (self) };
  LtFlow legend = start_legend (self, cr, &reserved[1]);
  gboolean card = has_card (self, &reserved[1]);
  g_autoptr (GArray) labels = NULL;
  g_autoptr (LtPinClusters) clusters = NULL;

  if (picture->view.layers & LT_LAYER_PROJECTS && self->snapshot->projects.n > 0)
    clusters = lt_pin_gather (self->snapshot, &picture->view, self->palette.line / 2);
  cairo_save (cr);
  cairo_translate (cr, self->map.x, self->map.y);
  cairo_rectangle (cr, 0, 0, self->map.width, self->map.height);
  cairo_clip (cr);

  paint_ground (self, cr);
  lt_painter_paint_layers (cr, &self->camera, self->snapshot, &picture->view);
  labels = lt_painter_layout_labels (&self->camera, self->snapshot, &picture->view,
                                     self->mosaic == NULL ? picture->base : NULL, clusters, reserved,
                                     card ? 2 : 1);
  lt_label_paint (labels, cr, self->snapshot, &picture->view);
  if (clusters != NULL)
    lt_painter_paint_pins (cr, &self->camera, self->snapshot, &picture->view, clusters);
  lt_scale_bar_paint (self, cr);
  if (card)
    {
      paint_card (self, cr, &reserved[1]);
      lt_legend_paint (&legend);
    }
  cairo_restore (cr);
}

/* Title from the top, legend and credits from the bottom, so that what is left stays empty. */
static void
paint_column (const LtSheet *self, cairo_t *cr)
{
  g_autofree char *credits = lt_sheet_get_credits (self);
  double margin = MARGIN * self->unit, width = self->panel.width - 2 * margin;
  double footer = self->height - margin - measure_footer (self, width);
  LtFlow flow = { .sheet = self, .cr = cr, .x = margin, .width = width, .bottom = self->height, .y = footer };
  LtFlow legend = { .sheet = self, .width = width, .bottom = G_MAXDOUBLE, .dry = TRUE };

  lt_flow_text (&flow, credits, 9, 0, self->palette.text_quiet, 0);

  lt_legend_paint (&legend);
  flow.y = footer - 18 * self->unit - legend.y;
  flow.bottom = footer;
  lt_colour_set (cr, self->palette.border);
  cairo_rectangle (cr, margin, flow.y - 14 * self->unit, width, 1);
  cairo_rectangle (cr, margin, footer - 9 * self->unit, width, 1);
  cairo_fill (cr);
  lt_legend_paint (&flow);

  flow.bottom = footer - 36 * self->unit - legend.y;
  flow.y = margin;
  lt_title_paint (&flow, FALSE);
}

static void
paint_strip (const LtSheet *self, cairo_t *cr)
{
  g_autofree char *credits = lt_sheet_get_credits (self);
  double margin = MARGIN * 0.6;
  LtFlow flow = { .sheet = self,
                  .cr = cr,
                  .x = margin,
                  .y = margin * 0.7,
                  .width = self->width - 2 * margin,
                  .bottom = self->panel.height };

  if (self->panel.height > 0)
    lt_title_paint (&flow, TRUE);
  if (self->footer.height > 0)
    {
      flow.y = self->footer.y + margin / 2;
      flow.bottom = self->height;
      lt_flow_text (&flow, credits, 9, 0, self->palette.text_quiet, get_credit_lines (self));
    }
}

void
lt_sheet_paint (const LtSheet *self, cairo_t *cr)
{
  lt_colour_set (cr, self->palette.land_city);
  cairo_rectangle (cr, 0, 0, self->width, self->height);
  cairo_fill (cr);

  paint_map (self, cr);
  if (self->column)
    paint_column (self, cr);
  else
    paint_strip (self, cr);

  lt_colour_set (cr, self->palette.border);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, self->map.x - 0.5, self->map.y - 0.5, self->map.width + 1, self->map.height + 1);
  cairo_stroke (cr);
}
