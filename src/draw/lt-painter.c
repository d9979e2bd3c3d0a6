#include "lt-painter.h"

#include "lt-label.h"
#include "lt-painter-private.h"
#include "lt-pin.h"

void
lt_painter_paint_layers (cairo_t *cr, const LtCamera *camera, const LtSnapshot *snapshot, const LtView *view)
{
  LtPainter self = { .cr = cr, .camera = camera, .snapshot = snapshot, .view = view };

  g_return_if_fail (cr != NULL);
  g_return_if_fail (camera != NULL);
  g_return_if_fail (snapshot != NULL);
  g_return_if_fail (view != NULL);

  lt_view_get_palette (view, snapshot, &self.palette);
  lt_projection_init (&self.projection, camera, snapshot->origin_x, snapshot->origin_y);

  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (view->layers & LT_LAYER_DISTRICTS)
    lt_painter_paint_districts (&self);
  if (view->layers & LT_LAYER_PARCELS)
    {
      lt_painter_paint_parcels (&self);
      lt_painter_paint_letters (&self);
    }
  if (view->layers & LT_LAYER_ENTERPRISES)
    lt_painter_paint_points (&self, &snapshot->enterprises);
  cairo_restore (cr);
}

/* With more pins than this there would be no room left for the labels. */
#define MAX_CLEARED 80

/* Labels keep clear of pins, which lie above them. `taken` (nullable): other places to keep clear of. */
GArray *
lt_painter_layout_labels (const LtCamera *camera,
                          const LtSnapshot *snapshot,
                          const LtView *view,
                          const LtBaseMap *base,
                          const LtPinClusters *clusters,
                          const cairo_rectangle_t *taken,
                          guint n_taken)
{
  g_autoptr (LtPinClusters) own = NULL;
  g_autoptr (GArray) areas = NULL;

  if (!(view->layers & LT_LAYER_PROJECTS) || snapshot->projects.n == 0)
    return lt_label_layout (camera, snapshot, view, base, taken, n_taken);
  if (clusters == NULL)
    clusters = own = lt_pin_gather (snapshot, view, 1);
  areas = lt_pin_get_areas (camera, snapshot, view, clusters);
  if (areas->len > MAX_CLEARED)
    g_array_set_size (areas, 0);
  if (n_taken > 0)
    g_array_append_vals (areas, taken, n_taken);
  return lt_label_layout (camera, snapshot, view, base, (const cairo_rectangle_t *) (gpointer) areas->data,
                          areas->len);
}

void
lt_painter_paint_labels (cairo_t *cr,
                         const LtCamera *camera,
                         const LtSnapshot *snapshot,
                         const LtView *view,
                         const LtBaseMap *base)
{
  g_autoptr (GArray) labels = NULL;

  g_return_if_fail (cr != NULL);
  g_return_if_fail (camera != NULL);
  g_return_if_fail (snapshot != NULL);
  g_return_if_fail (view != NULL);

  labels = lt_painter_layout_labels (camera, snapshot, view, base, NULL, NULL, 0);
  lt_label_paint (labels, cr, snapshot, view);
}

void
lt_painter_layout_badges (const LtCamera *camera,
                          const LtSnapshot *snapshot,
                          const LtView *view,
                          const LtBaseMap *base,
                          LtBadgeFunc func,
                          gpointer data)
{
  g_autoptr (GArray) labels = NULL;

  g_return_if_fail (camera != NULL);
  g_return_if_fail (snapshot != NULL);
  g_return_if_fail (view != NULL);
  g_return_if_fail (func != NULL);

  labels = lt_painter_layout_labels (camera, snapshot, view, base, NULL, NULL, 0);
  for (guint i = 0; i < labels->len; i++)
    {
      const LtLabel *label = &g_array_index (labels, LtLabel, i);

      for (guint j = 0; j < label->n_parts; j++)
        {
          const cairo_rectangle_t *area = &label->parts[j].area;

          if (label->parts[j].kind == LT_PART_BADGE)
            func ((guint) label->district, area->x, area->y, area->width, area->height, label->count, data);
        }
    }
}
