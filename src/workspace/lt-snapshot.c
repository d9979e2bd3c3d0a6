#include "config.h"

#include "lt-snapshot.h"

#include <math.h>

#include "lt-mercator.h"

G_DEFINE_BOXED_TYPE (LtSnapshot, lt_snapshot, lt_snapshot_ref, lt_snapshot_unref)

LtSnapshot *
lt_snapshot_ref (LtSnapshot *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
clear_points (LtPoints *points)
{
  g_free (points->ids);
  g_free (points->districts);
  g_free (points->chain);
  g_free (points->chains);
  g_free (points->xy);
  g_free (points->stage);
  g_free (points->late);
  g_clear_pointer (&points->tree, lt_rtree_free);
}

static void
clear_shapes (LtShapes *shapes)
{
  g_free (shapes->ids);
  g_free (shapes->districts);
  g_free (shapes->first_ring);
  g_free (shapes->ring_ends);
  g_free (shapes->xy);
  g_free (shapes->fill);
  g_clear_pointer (&shapes->tree, lt_rtree_free);
}

void
lt_snapshot_unref (LtSnapshot *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_outlines; i++)
    g_clear_pointer (&self->outlines[i].geometry, lt_geometry_unref);
  g_free (self->outlines);
  g_free (self->unplaced);
  clear_shapes (&self->parcels);
  clear_points (&self->enterprises);
  clear_points (&self->projects);
  g_clear_object (&self->catalogue);
  g_free (self);
}

void
lt_snapshot_project (const LtSnapshot *self, double longitude, double latitude, double *x, double *y)
{
  *x = lt_mercator_x (longitude) * LT_EARTH_CIRCUMFERENCE_M - self->origin_x;
  *y = lt_mercator_y (latitude) * LT_EARTH_CIRCUMFERENCE_M - self->origin_y;
}

void
lt_snapshot_unproject (const LtSnapshot *self, double x, double y, double *longitude, double *latitude)
{
  *longitude = lt_mercator_longitude ((x + self->origin_x) / LT_EARTH_CIRCUMFERENCE_M);
  *latitude = lt_mercator_latitude ((y + self->origin_y) / LT_EARTH_CIRCUMFERENCE_M);
}

/* --- measuring --- */

static gboolean
ring_crosses (const float *xy, guint n, double x, double y)
{
  gboolean inside = FALSE;

  for (guint i = 0; i + 1 < n; i++)
    {
      double x0 = (double) xy[2 * i], y0 = (double) xy[2 * i + 1];
      double x1 = (double) xy[2 * i + 2], y1 = (double) xy[2 * i + 3];

      if ((y0 > y) != (y1 > y) && x < x0 + (x1 - x0) * (y - y0) / (y1 - y0))
        inside = !inside;
    }
  return inside;
}

/* Twice the signed area of a closed ring. */
static float
measure_ring (const float *xy, guint n)
{
  float sum = 0;

  for (guint i = 1; i + 2 < n; i++)
    sum += (xy[2 * i] - xy[0]) * (xy[2 * i + 3] - xy[1]) - (xy[2 * i + 2] - xy[0]) * (xy[2 * i + 1] - xy[1]);
  return sum;
}

static guint32
get_start (const LtShapes *self, guint32 ring)
{
  return ring > 0 ? self->ring_ends[ring - 1] : 0;
}

gboolean
lt_shapes_is_hole (const LtShapes *self, guint item, guint32 ring)
{
  gboolean hole = FALSE;
  const float *xy;
  double x, y;

  g_return_val_if_fail (self != NULL && item < self->n, FALSE);

  if (self->first_ring[item + 1] - self->first_ring[item] < 2
      || self->ring_ends[ring] - get_start (self, ring) < 2)
    return FALSE;
  xy = self->xy + 2 * (gsize) get_start (self, ring);
  x = ((double) xy[0] + (double) xy[2]) / 2;
  y = ((double) xy[1] + (double) xy[3]) / 2;
  for (guint32 other = self->first_ring[item]; other < self->first_ring[item + 1]; other++)
    if (other != ring
        && ring_crosses (self->xy + 2 * (gsize) get_start (self, other),
                         self->ring_ends[other] - get_start (self, other), x, y))
      hole = !hole;
  return hole;
}

static float
measure_shape (const LtShapes *self, guint item)
{
  float sum = 0;

  for (guint32 ring = self->first_ring[item]; ring < self->first_ring[item + 1]; ring++)
    {
      guint32 start = get_start (self, ring);
      float area = fabsf (measure_ring (self->xy + 2 * (gsize) start, self->ring_ends[ring] - start));

      sum += lt_shapes_is_hole (self, item, ring) ? -area : area;
    }
  return sum / 2;
}

double
lt_shapes_get_area (const LtShapes *self, guint item)
{
  g_return_val_if_fail (self != NULL && item < self->n, 0);

  return (double) measure_shape (self, item);
}

void
lt_shapes_measure (LtShapes *self)
{
  const float *boxes;
  const guint *items;

  g_return_if_fail (self != NULL && self->tree != NULL);

  boxes = lt_rtree_get_boxes (self->tree);
  items = lt_rtree_get_items (self->tree);
  g_free (self->fill);
  self->fill = g_new (guint8, MAX (self->n, 1));
  for (guint i = 0; i < self->n; i++)
    {
      const float *box = boxes + 4 * (gsize) i;
      float area = (box[2] - box[0]) * (box[3] - box[1]);
      float share = area > 0 ? measure_shape (self, items[i]) / area : 1;

      self->fill[items[i]] = (guint8) (CLAMP (share, 0.0f, 1.0f) * 255.0f + 0.5f);
    }
}

/* --- picking --- */

typedef struct
{
  const LtPoints *points;
  const LtShapes *shapes;
  double x;
  double y;
  double distance; /* of the nearest so far, squared */
  guint chain;
  int found;
} Pick;

static gboolean
visit_point (guint item, gpointer data)
{
  Pick *pick = data;
  double dx = (double) pick->points->xy[2 * item] - pick->x;
  double dy = (double) pick->points->xy[2 * item + 1] - pick->y;
  double distance = dx * dx + dy * dy;

  if (pick->chain > 0 && (pick->points->chains[item] >> (pick->chain - 1) & 1) == 0)
    return TRUE;
  if (distance <= pick->distance)
    {
      pick->distance = distance;
      pick->found = (int) item;
    }
  return TRUE;
}

static int
pick_point (const LtPoints *points, double x, double y, double radius, guint chain)
{
  Pick pick = { .points = points, .x = x, .y = y, .distance = radius * radius, .chain = chain, .found = -1 };

  if (points->n > 0 && chain <= 32)
    lt_rtree_query (points->tree, (float) (x - radius), (float) (y - radius), (float) (x + radius),
                    (float) (y + radius), visit_point, &pick);
  return pick.found;
}

static gboolean
shape_contains (const LtShapes *shapes, guint item, double x, double y)
{
  gboolean inside = FALSE;

  for (guint ring = shapes->first_ring[item]; ring < shapes->first_ring[item + 1]; ring++)
    {
      guint32 start = get_start (shapes, ring);

      if (ring_crosses (shapes->xy + 2 * (gsize) start, shapes->ring_ends[ring] - start, x, y))
        inside = !inside;
    }
  return inside;
}

static gboolean
visit_shape (guint item, gpointer data)
{
  Pick *pick = data;

  if (!shape_contains (pick->shapes, item, pick->x, pick->y))
    return TRUE;
  pick->found = (int) item;
  return FALSE;
}

static int
pick_shape (const LtShapes *shapes, double x, double y)
{
  Pick pick = { .shapes = shapes, .x = x, .y = y, .found = -1 };

  if (shapes->n > 0)
    lt_rtree_query (shapes->tree, (float) x, (float) y, (float) x, (float) y, visit_shape, &pick);
  return pick.found;
}

gboolean
lt_snapshot_pick (const LtSnapshot *self,
                  double longitude,
                  double latitude,
                  double radius,
                  guint chain,
                  LtKind *kind,
                  gint64 *id)
{
  double x, y;
  int found;

  g_return_val_if_fail (self != NULL && kind != NULL && id != NULL, FALSE);

  lt_snapshot_project (self, longitude, latitude, &x, &y);
  if ((found = pick_point (&self->enterprises, x, y, radius, chain)) >= 0)
    {
      *kind = LT_KIND_ENTERPRISE;
      *id = self->enterprises.ids[found];
    }
  else if ((found = pick_shape (&self->parcels, x, y)) >= 0)
    {
      *kind = LT_KIND_PARCEL;
      *id = self->parcels.ids[found];
    }
  return found >= 0;
}

int
lt_snapshot_pick_parcel (const LtSnapshot *self, double longitude, double latitude)
{
  double x, y;

  g_return_val_if_fail (self != NULL, -1);

  lt_snapshot_project (self, longitude, latitude, &x, &y);
  return pick_shape (&self->parcels, x, y);
}

void
lt_snapshot_get_parcel_box (const LtSnapshot *self, guint parcel, LtBox *box)
{
  const LtShapes *shapes = &self->parcels;
  guint32 start, end;

  g_return_if_fail (self != NULL && parcel < shapes->n && box != NULL);

  *box = LT_BOX_EMPTY;
  start = get_start (shapes, shapes->first_ring[parcel]);
  end = get_start (shapes, shapes->first_ring[parcel + 1]);
  for (guint32 i = start; i < end; i++)
    {
      double longitude, latitude;

      lt_snapshot_unproject (self, (double) shapes->xy[2 * (gsize) i], (double) shapes->xy[2 * (gsize) i + 1],
                             &longitude, &latitude);
      lt_box_add_point (box, longitude, latitude);
    }
}

static int
pick_outline (const LtSnapshot *self, double x, double y, gboolean zones)
{
  for (guint i = 0; i < self->n_outlines; i++)
    {
      LtGeometry *geometry = self->outlines[i].geometry;

      if (geometry != NULL && lt_district_is_zone (lt_catalogue_get_district_at (self->catalogue, i)) == zones
          && lt_box_contains (&geometry->box, x, y) && lt_geometry_contains (geometry, x, y))
        return (int) i;
    }
  return -1;
}

int
lt_snapshot_pick_district (const LtSnapshot *self, double longitude, double latitude, gboolean zones)
{
  double x, y;
  int found;

  g_return_val_if_fail (self != NULL, -1);

  lt_snapshot_project (self, longitude, latitude, &x, &y);
  found = pick_outline (self, x, y, zones);
  return found >= 0 ? found : pick_outline (self, x, y, !zones);
}
