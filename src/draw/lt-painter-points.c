#include "lt-painter-private.h"

#include <math.h>

#include "lt-label.h"

#define FAINT 0.28

static gboolean
collect (guint item, gpointer data)
{
  g_array_append_val (data, item);

  return TRUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *) a, y = *(const guint *) b;

  return x < y ? -1 : x > y;
}

/* In one order whatever the query, so that what lies above what does not change from tile to tile. */
GArray *
lt_painter_find (const LtPainter *self, const LtRtree *tree, double margin)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (guint));
  LtBox view;

  lt_projection_get_view (&self->projection, self->camera, margin, &view);
  if (tree != NULL)
    lt_rtree_query (tree, (float) view.west, (float) view.south, (float) view.east, (float) view.north,
                    collect, items);
  g_array_sort (items, compare);

  return items;
}

static void
paint_cased (cairo_t *cr, double casing_width, guint32 colour, guint32 casing)
{
  lt_colour_set (cr, casing);
  cairo_set_line_width (cr, casing_width);
  cairo_stroke_preserve (cr);
  lt_colour_set (cr, colour);
  cairo_fill (cr);
}

void
lt_painter_paint_dot (cairo_t *cr, double x, double y, double radius, guint32 colour, guint32 casing)
{
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  paint_cased (cr, radius * 0.7, colour, casing);
}

/* Small where the whole city is in view, larger as one comes nearer. */
static double
get_radius (const LtPainter *self)
{
  return CLAMP (3.2 + (self->camera->zoom - 9.0) * 0.5, 2.4, 6.0) * self->palette.line / 2.0;
}

static guint32
get_point_colour (const LtPainter *self, const LtPoints *points, guint point)
{
  LtChain *chain = NULL;

  if (self->view->chain != 0 && points->chains[point] & (1u << (self->view->chain - 1)))
    return self->palette.accent;
  if (points->chain[point] != 0)
    chain = lt_catalogue_get_chain (self->snapshot->catalogue, points->chain[point]);
  if (chain == NULL)
    return self->palette.text_quiet;

  return lt_view_adapt_colour (self->view, (lt_chain_get_colour (chain) << 8) | 0xff);
}

static void
paint_point (const LtPainter *self, const LtPoints *points, guint point, gboolean faint)
{
  double x = points->xy[2 * (gsize) point] * self->projection.scale + self->projection.x;
  double y = points->xy[2 * (gsize) point + 1] * self->projection.scale + self->projection.y;
  double radius = get_radius (self) * (faint ? 0.8 : 1.0);
  guint32 colour = get_point_colour (self, points, point);
  guint32 casing = self->palette.halo | 0xff;

  if (faint)
    {
      colour = lt_colour_with_alpha (colour, FAINT);
      casing = lt_colour_with_alpha (casing, FAINT);
    }
  lt_painter_paint_dot (self->cr, x, y, radius, colour, casing);
}

void
lt_painter_paint_points (const LtPainter *self, const LtPoints *points)
{
  g_autoptr (GArray) items = lt_painter_find (self, points->tree, 16);
  guint32 wanted = self->view->chain != 0 ? 1u << (self->view->chain - 1) : 0;

  for (int pass = wanted != 0 ? 0 : 1; pass < 2; pass++)
    for (guint i = 0; i < items->len; i++)
      {
        guint point = g_array_index (items, guint, i);
        gboolean strong = wanted == 0 || points->chains[point] & wanted;

        if (strong == (pass == 1))
          paint_point (self, points, point, !strong);
      }
}
