#include "config.h"

#include "lt-base-map-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-canvas.h"
#include "lt-language.h"

/* Nothing of the map may hide what lies above it: hairlines. */
#define BORDER_WIDTH 0.8
#define PROVINCE_WIDTH 1.4
#define RIVER_WIDTH 1.2

LtBaseMap *
lt_base_map_ref (LtBaseMap *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
lt_base_map_unref (LtBaseMap *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (self->layers); i++)
    g_ptr_array_unref (self->layers[i]);
  g_array_unref (self->places);
  g_free (self->credit);
  g_free (self);
}

const char *
lt_base_map_get_credit (const LtBaseMap *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->credit;
}

static gboolean
holds (const char *name, const char *folded)
{
  g_autofree char *text = name != NULL ? g_utf8_casefold (name, -1) : NULL;

  return text != NULL && strstr (text, folded) != NULL;
}

void
lt_base_map_find_places (const LtBaseMap *self, const char *text, LtBasePlaceFunc func, gpointer data)
{
  g_autofree char *folded = NULL;

  g_return_if_fail (self != NULL && text != NULL && func != NULL);

  folded = g_utf8_casefold (text, -1);
  for (guint i = 0; i < self->places->len; i++)
    {
      const LtPlace *place = &g_array_index (self->places, LtPlace, i);

      if (holds (place->name, folded) || holds (place->name_en, folded))
        func (lt_language_pick (place->name, place->name_en), place->longitude, place->latitude, data);
    }
}

typedef struct
{
  const LtBaseMap *map;
  cairo_t *cr;
  LtProjection projection;
  LtBox view;
} Paint;

/* Adds what is in view to the path; FALSE when there is nothing. */
static gboolean
trace_layer (const Paint *paint, LtBaseLayer layer)
{
  const GPtrArray *geometries = paint->map->layers[layer];
  gboolean any = FALSE;

  for (guint i = 0; i < geometries->len; i++)
    {
      const LtGeometry *geometry = g_ptr_array_index (geometries, i);

      if (!lt_box_intersects (&geometry->box, &paint->view))
        continue;
      lt_projection_trace (&paint->projection, paint->cr, geometry);
      any = TRUE;
    }

  return any;
}

static void
fill_layer (const Paint *paint, LtBaseLayer layer, guint32 colour)
{
  if (!trace_layer (paint, layer))
    return;
  lt_colour_set (paint->cr, colour);
  cairo_set_fill_rule (paint->cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_fill (paint->cr);
}

static void
stroke_layer (const Paint *paint, LtBaseLayer layer, double width, guint32 colour)
{
  if (!trace_layer (paint, layer))
    return;
  lt_colour_set (paint->cr, colour);
  cairo_set_line_width (paint->cr, width);
  cairo_stroke (paint->cr);
}

void
lt_base_map_paint (const LtBaseMap *self, cairo_t *cr, const LtCamera *camera, const LtPalette *palette)
{
  Paint paint = { .map = self, .cr = cr };

  g_return_if_fail (self != NULL);
  g_return_if_fail (cr != NULL);
  g_return_if_fail (camera != NULL && palette != NULL);

  lt_projection_init (&paint.projection, camera, 0, 0);
  lt_projection_get_view (&paint.projection, camera, 4, &paint.view);

  cairo_save (cr);
  lt_colour_set (cr, palette->land);
  cairo_rectangle (cr, 0, 0, camera->width, camera->height);
  cairo_fill (cr);

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  fill_layer (&paint, LT_BASE_CITY, palette->land_city);
  stroke_layer (&paint, LT_BASE_BORDER, BORDER_WIDTH, palette->border);
  stroke_layer (&paint, LT_BASE_PROVINCE, PROVINCE_WIDTH,
                lt_colour_mix (palette->border, palette->text, 0.12));
  stroke_layer (&paint, LT_BASE_RIVER, RIVER_WIDTH, palette->water_line);
  fill_layer (&paint, LT_BASE_WATER, palette->water);
  stroke_layer (&paint, LT_BASE_WATER, BORDER_WIDTH, palette->water_line);
  cairo_restore (cr);
}
