#include "config.h"

#include "lt-sheet.h"

#include <glib/gi18n-lib.h>

#include "lt-label.h"
#include "lt-pin.h"

/* What the signs of the map mean; only those that are on it. */

#define SWATCH_WIDTH 30.0
#define SWATCH_HEIGHT 17.0
#define ROW_GAP 6.0

typedef void (*SwatchFunc) (const LtPainter *painter, const cairo_rectangle_t *area);

static void
trace_swatch (const LtPainter *painter, const cairo_rectangle_t *area)
{
  cairo_new_path (painter->cr);
  cairo_rectangle (painter->cr, area->x + 1, area->y + 1, area->width - 2, area->height - 2);
}

static void
paint_key (const LtPainter *painter, const cairo_rectangle_t *area)
{
  trace_swatch (painter, area);
  lt_painter_paint_district (painter, LT_DISTRICT_KEY, FALSE);
}

static void
paint_chosen (const LtPainter *painter, const cairo_rectangle_t *area)
{
  trace_swatch (painter, area);
  lt_painter_paint_district (painter, LT_DISTRICT_CHOSEN, FALSE);
}

static void
paint_quiet (const LtPainter *painter, const cairo_rectangle_t *area)
{
  trace_swatch (painter, area);
  lt_painter_paint_district (painter, painter->view->chain == 0 ? LT_DISTRICT_PLAIN : LT_DISTRICT_QUIET,
                             FALSE);
}

static void
paint_approximate_key (const LtPainter *painter, const cairo_rectangle_t *area)
{
  trace_swatch (painter, area);
  lt_painter_paint_district (painter, LT_DISTRICT_KEY, TRUE);
}

static void
paint_approximate (const LtPainter *painter, const cairo_rectangle_t *area)
{
  trace_swatch (painter, area);
  lt_painter_paint_district (painter, painter->view->chain == 0 ? LT_DISTRICT_PLAIN : LT_DISTRICT_QUIET,
                             TRUE);
}

static void
paint_chip (const LtPainter *painter, const cairo_rectangle_t *area)
{
  lt_label_paint_chip (painter->cr, painter->snapshot, painter->view,
                       lt_chain_get_number (lt_catalogue_get_chain_at (painter->snapshot->catalogue, 0)),
                       area->x + (area->width - area->height) / 2, area->y, area->height);
}

static void
paint_enterprise (const LtPainter *painter, const cairo_rectangle_t *area)
{
  lt_painter_paint_dot (painter->cr, area->x + area->width / 2, area->y + area->height / 2,
                        area->height * 0.28, painter->palette.accent, painter->palette.halo | 0xff);
}

static void
paint_project (const LtPainter *painter, const cairo_rectangle_t *area)
{
  double size = area->height / (LT_PIN_HEIGHT - 6);

  lt_pin_paint (painter->cr, area->x + area->width / 2, area->y + area->height, size, 2,
                painter->palette.accent, FALSE, &painter->palette);
}

static void
paint_stages (const LtPainter *painter, const cairo_rectangle_t *area, guint from)
{
  for (guint i = 0; i < 2; i++)
    lt_pin_paint_head (painter->cr, area->x + area->width * (0.25 + 0.5 * i), area->y + area->height / 2,
                       area->height * 0.36, from + i, painter->palette.accent, &painter->palette);
}

static void
paint_signed (const LtPainter *painter, const cairo_rectangle_t *area)
{
  paint_stages (painter, area, 1);
}

static void
paint_completed (const LtPainter *painter, const cairo_rectangle_t *area)
{
  paint_stages (painter, area, 3);
}

static void
paint_capacity (const LtPainter *painter, const cairo_rectangle_t *area)
{
  paint_stages (painter, area, 5);
}

static void
paint_late (const LtPainter *painter, const cairo_rectangle_t *area)
{
  lt_pin_paint_late_ring (painter->cr, area->x + area->width / 2, area->y + area->height / 2,
                          area->height / 40, &painter->palette);
}

static void
paint_cluster (const LtPainter *painter, const cairo_rectangle_t *area)
{
  static const LtPin pin = { .n = 9, .stages = { 0, 2, 2, 2, 1, 1, 1 } };

  lt_pin_paint_cluster (painter->cr, area->x + area->width / 2, area->y + area->height / 2, area->height / 36,
                        &pin, &painter->palette);
}

static void
paint_unplaced (const LtPainter *painter, const cairo_rectangle_t *area)
{
  static const double dash[] = { 3, 2.5 };
  cairo_t *cr = painter->cr;

  lt_canvas_round_rectangle (cr, area->x + 0.5, area->y + 1.5, area->width - 1, area->height - 3,
                             area->height);
  cairo_save (cr);
  cairo_set_dash (cr, dash, G_N_ELEMENTS (dash), 0);
  cairo_set_line_width (cr, 1.1);
  lt_colour_set (cr, painter->palette.text_quiet);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
paint_parcel (const LtPainter *painter, const cairo_rectangle_t *area)
{
  trace_swatch (painter, area);
  lt_colour_set (painter->cr, painter->palette.parcel_fill);
  cairo_fill_preserve (painter->cr);
  lt_colour_set (painter->cr, painter->palette.parcel_line);
  cairo_set_line_width (painter->cr, 1);
  cairo_stroke (painter->cr);
}

typedef struct
{
  LtFlow *flow;
  LtPainter painter;
} Legend;

static void
write_row (Legend *self, SwatchFunc paint, const char *text)
{
  LtFlow *flow = self->flow;
  double unit = flow->sheet->unit, height, top = flow->y;
  double indent = (SWATCH_WIDTH + 10) * unit;
  g_autoptr (PangoLayout) layout = lt_text_new (text, 12 * unit, 0, flow->width - indent);

  lt_text_measure (layout, NULL, &height);
  height = MAX (height, SWATCH_HEIGHT * unit);
  if (!flow->dry)
    {
      const cairo_rectangle_t area
          = { flow->x, top + (height - SWATCH_HEIGHT * unit) / 2, SWATCH_WIDTH * unit, SWATCH_HEIGHT * unit };
      double text_height;

      lt_text_measure (layout, NULL, &text_height);
      cairo_new_path (flow->cr);
      paint (&self->painter, &area);
      lt_text_paint (layout, flow->cr, flow->x + indent, top + (height - text_height) / 2,
                     flow->sheet->palette.text);
    }
  flow->y = top + height + ROW_GAP * unit;
}

/* TRUE when an approximate extent is in view; *key when one of them is the chain's. */
static gboolean
has_approximate (const LtPainter *painter, gboolean *key)
{
  const LtSnapshot *snapshot = painter->snapshot;
  LtBox view = lt_camera_get_box (painter->camera);
  gboolean any = FALSE;

  *key = FALSE;
  for (guint i = 0; i < snapshot->n_outlines; i++)
    {
      LtDistrict *district = lt_catalogue_get_district_at (snapshot->catalogue, i);
      LtGeometry *geometry = lt_district_get_geometry (district);

      if (!lt_district_is_approximate (district) || geometry == NULL
          || !lt_box_intersects (&geometry->box, &view))
        continue;
      any = TRUE;
      *key |= painter->view->chain != 0 && lt_label_is_key (snapshot, painter->view->chain, i);
    }

  return any;
}

static void
write_districts (Legend *self)
{
  const LtView *view = self->painter.view;
  gboolean key;

  if (view->district >= 0)
    write_row (self, paint_chosen, _ ("District looked at"));
  if (view->chain != 0)
    {
      write_row (self, paint_key, _ ("Key district of the chain"));
      write_row (self, paint_quiet, _ ("Other district"));
    }
  else
    {
      write_row (self, paint_quiet, _ ("District"));
      write_row (self, paint_chip, _ ("Number of a chain the district is key to"));
    }
  if (has_approximate (&self->painter, &key))
    write_row (self, key ? paint_approximate_key : paint_approximate, _ ("Indicative extent, not surveyed"));
}

static gboolean
has_unplaced (const LtPainter *painter)
{
  const LtSnapshot *snapshot = painter->snapshot;
  guint chain = painter->view->chain, n = 0;

  for (guint i = 0; i < snapshot->n_unplaced; i++)
    n += chain == 0 ? snapshot->unplaced[i].total : snapshot->unplaced[i].by_chain[MIN (chain, 32)];

  return n > 0;
}

static void
write_projects (Legend *self)
{
  write_row (self, paint_project,
             self->painter.view->chain == 0 ? _ ("Project, in its main chain's colour") : _ ("Project"));
  write_row (self, paint_signed, _ ("Signed · building begun"));
  write_row (self, paint_completed, _ ("Completed · in production"));
  write_row (self, paint_capacity, _ ("Above scale · at full capacity"));
  write_row (self, paint_late, _ ("Late against its plan"));
  write_row (self, paint_cluster, _ ("Several projects, shares by stage"));
}

static void
write_things (Legend *self)
{
  const LtSnapshot *snapshot = self->painter.snapshot;
  LtLayers layers = self->painter.view->layers;

  if (layers & LT_LAYER_PARCELS && lt_classes_fits (self->painter.view->classes, snapshot))
    lt_legend_write_classes (self->flow, self->painter.view->classes);
  else if (layers & LT_LAYER_PARCELS && snapshot->parcels.n > 0)
    write_row (self, paint_parcel, _ ("Industrial parcel"));
  if (layers & LT_LAYER_ENTERPRISES && snapshot->enterprises.n > 0)
    write_row (self, paint_enterprise,
               self->painter.view->chain == 0 ? _ ("Enterprise, in its main chain's colour")
                                              : _ ("Enterprise"));
  if (layers & LT_LAYER_ENTERPRISES && has_unplaced (&self->painter))
    write_row (self, paint_unplaced, _ ("Enterprises not located, by district"));
  if (layers & LT_LAYER_PROJECTS && snapshot->projects.n > 0)
    write_projects (self);
}

void
lt_legend_paint (LtFlow *flow)
{
  const LtSheet *sheet = flow->sheet;
  double top = flow->y;
  Legend self = {
    .flow = flow,
    .painter = { .cr = flow->cr,
                 .camera = &sheet->camera,
                 .snapshot = sheet->snapshot,
                 .view = &sheet->picture->view,
                 .palette = sheet->palette,
                 .projection = { .scale = 1 } },
  };

  lt_flow_text (flow, _ ("Legend"), 12, LT_TEXT_BOLD, sheet->palette.text, 1);
  lt_flow_skip (flow, ROW_GAP);
  if (sheet->picture->view.layers & LT_LAYER_DISTRICTS)
    write_districts (&self);
  write_things (&self);
  if (flow->y > top)
    lt_flow_skip (flow, -ROW_GAP);
}
