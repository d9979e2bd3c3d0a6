#include "lt-parcel-search.h"

#include <math.h>

#include "lt-mercator.h"

#define CGCS2000_A 6378137.0
#define CGCS2000_F (1.0 / 298.257222101)
#define CGCS2000_E2 (CGCS2000_F * (2.0 - CGCS2000_F))

typedef struct
{
  const LtSnapshot *snapshot;
  const LtClasses *classes;
  const double *ring; /* in the snapshot's coordinates */
  guint n;
  GArray *found;
  double area;
} Search;

static gboolean
is_inside (const Search *self, double x, double y)
{
  gboolean inside = FALSE;

  for (guint i = 0, j = self->n - 1; i < self->n; j = i++)
    {
      double x0 = self->ring[2 * j], y0 = self->ring[2 * j + 1];
      double x1 = self->ring[2 * i], y1 = self->ring[2 * i + 1];

      if ((y0 > y) != (y1 > y) && x < x0 + (x1 - x0) * (y - y0) / (y1 - y0))
        inside = !inside;
    }
  return inside;
}

/* Ground m² of a Mercator m²: the ellipsoid's radii over the sphere's, both ways (Snyder, Map
 * Projections, 7-8 and 4-18, 4-20). */
static double
get_share (double latitude)
{
  double s = sin (latitude * G_PI / 180), c = cos (latitude * G_PI / 180);
  double w = 1 - CGCS2000_E2 * s * s;

  return (1 - CGCS2000_E2) / (w * w) * c * c;
}

static void
visit (guint first, guint n, gpointer data)
{
  Search *self = data;
  const LtShapes *parcels = &self->snapshot->parcels;
  const float *boxes = lt_rtree_get_boxes (parcels->tree);
  const guint *items = lt_rtree_get_items (parcels->tree);

  for (guint i = first; i < first + n; i++)
    {
      const float *box = boxes + 4 * (gsize) i;
      double x = ((double) box[0] + (double) box[2]) / 2, y = ((double) box[1] + (double) box[3]) / 2;
      double longitude, latitude;

      if (!is_inside (self, x, y) || !lt_classes_shows (self->classes, self->snapshot, items[i]))
        continue;
      g_array_append_val (self->found, items[i]);
      lt_snapshot_unproject (self->snapshot, x, y, &longitude, &latitude);
      self->area += lt_shapes_get_area (parcels, items[i]) * get_share (latitude);
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *) a, y = *(const guint *) b;

  return x < y ? -1 : x > y;
}

GArray *
lt_parcel_search (
    const LtSnapshot *snapshot, const LtClasses *classes, const double *ring, guint n, double *area_m2)
{
  g_autofree double *plane = g_new (double, 2 * MAX (n, 1));
  Search self = { snapshot, classes, plane, n, NULL, 0 };
  double least[2] = { G_MAXDOUBLE, G_MAXDOUBLE }, most[2] = { -G_MAXDOUBLE, -G_MAXDOUBLE };

  g_return_val_if_fail (snapshot != NULL && (ring != NULL || n == 0), NULL);

  self.found = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < n; i++)
    {
      lt_snapshot_project (snapshot, ring[2 * i], ring[2 * i + 1], &plane[2 * i], &plane[2 * i + 1]);
      for (guint j = 0; j < 2; j++)
        {
          least[j] = MIN (least[j], plane[2 * i + j]);
          most[j] = MAX (most[j], plane[2 * i + j]);
        }
    }
  if (n >= 3 && snapshot->parcels.tree != NULL)
    lt_rtree_query_runs (snapshot->parcels.tree, (float) least[0], (float) least[1], (float) most[0],
                         (float) most[1], visit, &self);
  g_array_sort (self.found, compare);
  if (area_m2 != NULL)
    *area_m2 = self.area;
  return self.found;
}
