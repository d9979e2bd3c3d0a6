#include "lt-painter-private.h"

#include "lt-label.h"

static const double dash[] = { 7, 5 };

static double
get_fill (const LtPainter *self, LtDistrictLook look, gboolean approximate)
{
  static const double fills[] = { 0.0, 0.04, 0.30, 0.38 };
  double fill = look == LT_DISTRICT_CHOSEN && self->view->chain == 0 ? 0.14 : fills[look];

  /* An indicative extent claims less: it is lighter, and hatched. */
  return approximate ? fill * 0.4 : fill;
}

static guint32
get_edge (const LtPainter *self, LtDistrictLook look)
{
  const LtPalette *palette = &self->palette;

  if (look == LT_DISTRICT_QUIET)
    return palette->district_line;
  if (look == LT_DISTRICT_PLAIN)
    return lt_colour_mix (palette->district_line, palette->accent, 0.5);

  return palette->accent;
}

static double
get_width (const LtPainter *self, LtDistrictLook look)
{
  double line = self->palette.line;

  return look == LT_DISTRICT_CHOSEN ? line * 1.5 : look == LT_DISTRICT_KEY ? line : line / 2;
}

static void
hatch (const LtPainter *self, LtDistrictLook look)
{
  double strength = look == LT_DISTRICT_QUIET ? 0.35 : look == LT_DISTRICT_PLAIN ? 0.4 : 0.6;
  guint32 colour = lt_colour_with_alpha (get_edge (self, look), strength);

  cairo_save (self->cr);
  cairo_set_fill_rule (self->cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_clip (self->cr);
  lt_canvas_hatch (self->cr, &self->projection, 4.0 + 2.0 * self->palette.line, self->palette.line * 0.4,
                   colour);
  cairo_restore (self->cr);
}

static void
fill (const LtPainter *self, LtDistrictLook look, gboolean approximate)
{
  double alpha = get_fill (self, look, approximate);

  if (alpha <= 0)
    return;
  cairo_set_fill_rule (self->cr, CAIRO_FILL_RULE_EVEN_ODD);
  lt_colour_set (self->cr, lt_colour_with_alpha (self->palette.accent, alpha));
  cairo_fill_preserve (self->cr);
}

static void
stroke (const LtPainter *self, LtDistrictLook look, gboolean approximate)
{
  cairo_save (self->cr);
  if (approximate)
    cairo_set_dash (self->cr, dash, G_N_ELEMENTS (dash), 0);
  cairo_set_line_width (self->cr, get_width (self, look));
  lt_colour_set (self->cr, get_edge (self, look));
  cairo_stroke (self->cr);
  cairo_restore (self->cr);
}

void
lt_painter_paint_district (const LtPainter *self, LtDistrictLook look, gboolean approximate)
{
  fill (self, look, approximate);
  if (approximate)
    {
      cairo_path_t *path = cairo_copy_path (self->cr);

      hatch (self, look);
      cairo_append_path (self->cr, path);
      cairo_path_destroy (path);
    }
  stroke (self, look, approximate);
}

static LtDistrictLook
get_look (const LtPainter *self, guint district)
{
  if (self->view->district == (int) district)
    return LT_DISTRICT_CHOSEN;
  if (self->view->chain == 0)
    return LT_DISTRICT_PLAIN;

  return lt_label_is_key (self->snapshot, self->view->chain, district) ? LT_DISTRICT_KEY : LT_DISTRICT_QUIET;
}

static gboolean
is_zone (const LtPainter *self, guint district)
{
  return lt_district_is_zone (lt_catalogue_get_district_at (self->snapshot->catalogue, district));
}

/* A key zone has a fill of its own: under it a county's would make two shades of one zone. */
static void
clip_zones_out (const LtPainter *self)
{
  const LtCamera *camera = self->camera;

  cairo_new_path (self->cr);
  cairo_rectangle (self->cr, -8, -8, camera->width + 16, camera->height + 16);
  for (guint i = 0; i < self->snapshot->n_outlines; i++)
    {
      const LtGeometry *outline = self->snapshot->outlines[i].geometry;

      if (outline != NULL && is_zone (self, i) && get_look (self, i) >= LT_DISTRICT_KEY)
        lt_projection_trace (&self->projection, self->cr, outline);
    }
  cairo_set_fill_rule (self->cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_clip (self->cr);
}

static void
paint_county (const LtPainter *self, LtDistrictLook look, const LtGeometry *outline)
{
  cairo_save (self->cr);
  clip_zones_out (self);
  lt_projection_trace (&self->projection, self->cr, outline);
  fill (self, look, FALSE);
  cairo_restore (self->cr);
  cairo_new_path (self->cr);
  lt_projection_trace (&self->projection, self->cr, outline);
  stroke (self, look, FALSE);
}

static void
paint_pass (const LtPainter *self, LtDistrictLook look, gboolean zones, const LtBox *view)
{
  for (guint i = 0; i < self->snapshot->n_outlines; i++)
    {
      const LtGeometry *outline = self->snapshot->outlines[i].geometry;
      LtDistrict *district = lt_catalogue_get_district_at (self->snapshot->catalogue, i);

      if (outline == NULL || get_look (self, i) != look || lt_district_is_zone (district) != zones
          || !lt_box_intersects (&outline->box, view))
        continue;
      if (!zones && !lt_district_is_approximate (district))
        {
          paint_county (self, look, outline);
          continue;
        }
      lt_projection_trace (&self->projection, self->cr, outline);
      lt_painter_paint_district (self, look, lt_district_is_approximate (district));
    }
}

void
lt_painter_paint_districts (const LtPainter *self)
{
  LtBox view;

  lt_projection_get_view (&self->projection, self->camera, 2 * self->palette.line, &view);
  for (LtDistrictLook look = LT_DISTRICT_QUIET; look <= LT_DISTRICT_CHOSEN; look++)
    paint_pass (self, look, FALSE, &view);
  for (LtDistrictLook look = LT_DISTRICT_QUIET; look <= LT_DISTRICT_CHOSEN; look++)
    paint_pass (self, look, TRUE, &view);
}
