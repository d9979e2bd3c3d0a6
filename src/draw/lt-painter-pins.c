#include "config.h"

#include "lt-canvas.h"
#include "lt-mercator.h"
#include "lt-pin.h"

guint
lt_pin_get_stage (const LtSnapshot *snapshot, guint point)
{
  g_return_val_if_fail (snapshot != NULL && point < snapshot->projects.n, 0);

  return snapshot->projects.stage != NULL ? snapshot->projects.stage[point] : 0;
}

gboolean
lt_pin_is_late (const LtSnapshot *snapshot, guint point)
{
  g_return_val_if_fail (snapshot != NULL && point < snapshot->projects.n, FALSE);

  return snapshot->projects.late != NULL && snapshot->projects.late[point] != 0;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

LtPinClusters *
lt_pin_gather (const LtSnapshot *snapshot, const LtView *view, double size)
{
  const LtPoints *points;
  g_autofree gboolean *shown = NULL;

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (view != NULL, NULL);

  points = &snapshot->projects;
  if (view->chain != 0 || view->projects)
    {
      shown = g_new (gboolean, MAX (points->n, 1));
      for (guint i = 0; i < points->n; i++)
        shown[i] = (view->chain == 0 || (points->chains[i] >> (view->chain - 1) & 1) != 0)
                   && (!view->projects
                       || g_array_binary_search (view->projects, &points->ids[i], compare_ids, NULL));
    }
  return lt_pin_clusters_new (points->xy, points->stage, points->late, shown, points->n,
                              LT_EARTH_CIRCUMFERENCE_M, LT_PIN_RADIUS * size);
}

GArray *
lt_pin_get_areas (const LtCamera *camera,
                  const LtSnapshot *snapshot,
                  const LtView *view,
                  const LtPinClusters *clusters)
{
  GArray *areas = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
  LtProjection projection;
  LtPalette palette;
  const LtPin *pins;
  guint n;

  g_return_val_if_fail (camera != NULL && snapshot != NULL && view != NULL && clusters != NULL, areas);

  lt_view_get_palette (view, snapshot, &palette);
  lt_projection_init (&projection, camera, snapshot->origin_x, snapshot->origin_y);
  pins = lt_pin_clusters_get_pins (clusters, lt_pin_clusters_get_level (camera->zoom), &n);
  for (guint i = 0; i < n; i++)
    {
      double size = palette.line / 2, radius = lt_pin_get_cluster_radius (pins[i].n) * size;
      double x = pins[i].x * projection.scale + projection.x, y = pins[i].y * projection.scale + projection.y;
      cairo_rectangle_t area = { x - 13 * size, y - 38 * size, 26 * size, 38 * size };

      if (pins[i].n > 1)
        area = (cairo_rectangle_t){ x - radius, y - radius, 2 * radius, 2 * radius };
      if (area.x < camera->width && area.y < camera->height && area.x + area.width > 0
          && area.y + area.height > 0)
        g_array_append_val (areas, area);
    }
  return areas;
}

static void
paint_pin (cairo_t *cr,
           const LtSnapshot *snapshot,
           const LtView *view,
           const LtPin *pin,
           double x,
           double y,
           const LtPalette *palette)
{
  const LtPoints *points = &snapshot->projects;
  double size = palette->line / 2;
  guint32 colour;

  if (pin->n > 1)
    {
      lt_pin_paint_cluster (cr, x, y, size, pin, palette);
      return;
    }
  colour = lt_pin_get_colour (snapshot, view, points->chains[pin->point], points->chain[pin->point]);
  lt_pin_paint (cr, x, y, size, lt_pin_get_stage (snapshot, pin->point), colour, pin->late > 0, palette);
}

void
lt_painter_paint_pins (cairo_t *cr,
                       const LtCamera *camera,
                       const LtSnapshot *snapshot,
                       const LtView *view,
                       const LtPinClusters *clusters)
{
  g_autoptr (LtPinClusters) own = NULL;
  LtProjection projection;
  LtPalette palette;
  const LtPin *pins;
  guint n;

  g_return_if_fail (cr != NULL && camera != NULL && snapshot != NULL && view != NULL);

  if (snapshot->projects.n == 0)
    return;
  lt_view_get_palette (view, snapshot, &palette);
  if (!clusters)
    clusters = own = lt_pin_gather (snapshot, view, palette.line / 2);
  lt_projection_init (&projection, camera, snapshot->origin_x, snapshot->origin_y);
  pins = lt_pin_clusters_get_pins (clusters, lt_pin_clusters_get_level (camera->zoom), &n);
  for (guint i = 0; i < n; i++)
    {
      double x = pins[i].x * projection.scale + projection.x;
      double y = pins[i].y * projection.scale + projection.y;

      if (x > -100 && y > -100 && x < camera->width + 100 && y < camera->height + 100)
        paint_pin (cr, snapshot, view, &pins[i], x, y, &palette);
    }
}
