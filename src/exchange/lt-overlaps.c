#include "config.h"

#include "lt-overlaps.h"

#include <string.h>

#include "lt-rtree.h"

/* Points are kept as float offsets from the parcel's own corner: a millimetre at ten kilometres. */
typedef struct
{
  double west;
  double south;
  gsize point; /* first */
  gsize ring;
  gsize number;
  guint n_points;
  guint n_rings;
  guint row;
} Item;

struct _LtOverlaps
{
  GArray *items;
  GArray *points; /* float */
  GArray *rings;  /* guint32: end, the upper bit where a part begins */
  GString *numbers;
  LtBox box;
  guint max_points; /* of one parcel */
  guint max_rings;
};

#define STARTS_PART 0x80000000u

LtOverlaps *
lt_overlaps_new (void)
{
  LtOverlaps *self = g_new0 (LtOverlaps, 1);

  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  self->points = g_array_new (FALSE, FALSE, sizeof (float));
  self->rings = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->numbers = g_string_new (NULL);
  self->box = LT_BOX_EMPTY;

  return self;
}

void
lt_overlaps_free (LtOverlaps *self)
{
  g_array_unref (self->items);
  g_array_unref (self->points);
  g_array_unref (self->rings);
  g_string_free (self->numbers, TRUE);
  g_free (self);
}

LtBox
lt_overlaps_get_box (const LtOverlaps *self)
{
  return self->box;
}

void
lt_overlaps_add (LtOverlaps *self, guint row, const char *number, const LtGeometry *geometry)
{
  Item item = { geometry->box.west, geometry->box.south, self->points->len, self->rings->len,
                self->numbers->len, geometry->n_points,  geometry->n_rings, row };

  g_array_append_val (self->items, item);
  g_array_set_size (self->points, self->points->len + 2 * geometry->n_points);
  for (guint i = 0; i < geometry->n_points; i++)
    {
      float *point = &g_array_index (self->points, float, item.point + 2 * i);

      point[0] = (float) (geometry->xy[2 * i] - item.west);
      point[1] = (float) (geometry->xy[2 * i + 1] - item.south);
    }
  for (guint i = 0; i < geometry->n_rings; i++)
    {
      guint32 ring = geometry->ring_ends[i] | (geometry->starts_part[i] ? STARTS_PART : 0);

      g_array_append_val (self->rings, ring);
    }
  self->max_points = MAX (self->max_points, geometry->n_points);
  self->max_rings = MAX (self->max_rings, geometry->n_rings);
  g_string_append (self->numbers, number != NULL ? number : "");
  g_string_append_c (self->numbers, '\0');
  lt_box_add_box (&self->box, &geometry->box);
}

/* Boxes as floats from the corner of all, so that they are exact to a centimetre. */
static float *
make_boxes (const LtOverlaps *self)
{
  float *boxes = g_new (float, 4 * (gsize) self->items->len + 1);

  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = &g_array_index (self->items, Item, i);
      float west = (float) (item->west - self->box.west);
      float south = (float) (item->south - self->box.south);
      float width = 0.0f;
      float height = 0.0f;

      for (guint p = 0; p < item->n_points; p++)
        {
          const float *point = &g_array_index (self->points, float, item->point + 2 * p);

          width = MAX (width, point[0]);
          height = MAX (height, point[1]);
        }
      memcpy (boxes + 4 * (gsize) i, (float[]){ west, south, west + width, south + height },
              4 * sizeof (float));
    }

  return boxes;
}

/* --- searching --- */

typedef struct
{
  const LtOverlaps *self;
  const float *boxes;
  guint item;
  LtGeometry first; /* of the item, when it was needed: then it has points */
  LtGeometry second;
  LtOverlapFunc func;
  gpointer data;
  GCancellable *cancellable;
} Search;

static void
shape_init (const LtOverlaps *self, LtGeometry *shape)
{
  *shape = (LtGeometry){ .kind = LT_GEOMETRY_POLYGON };
  shape->xy = g_new (double, 2 * (gsize) self->max_points);
  shape->ring_ends = g_new (guint, self->max_rings);
  shape->starts_part = g_new (guint8, self->max_rings);
}

static void
shape_clear (LtGeometry *shape)
{
  g_free (shape->xy);
  g_free (shape->ring_ends);
  g_free (shape->starts_part);
}

static void
shape_fill (const LtOverlaps *self, const Item *item, LtGeometry *shape)
{
  const float *points = &g_array_index (self->points, float, item->point);

  shape->n_points = item->n_points;
  shape->n_rings = item->n_rings;
  shape->box = LT_BOX_EMPTY;
  for (guint i = 0; i < item->n_points; i++)
    {
      double *xy = shape->xy + 2 * i;

      xy[0] = item->west + (double) points[2 * i];
      xy[1] = item->south + (double) points[2 * i + 1];
      lt_box_add_point (&shape->box, xy[0], xy[1]);
    }
  for (guint i = 0; i < item->n_rings; i++)
    {
      guint32 ring = g_array_index (self->rings, guint32, item->ring + i);

      shape->ring_ends[i] = ring & ~STARTS_PART;
      shape->starts_part[i] = (ring & STARTS_PART) != 0;
    }
}

/* What two boxes share bounds what the parcels share. A degree is at most 111.7 km. */
static gboolean
boxes_share_enough (const float *a, const float *b)
{
  double width = (double) MIN (a[2], b[2]) - (double) MAX (a[0], b[0]);
  double height = (double) MIN (a[3], b[3]) - (double) MAX (a[1], b[1]);

  return width > 0.0 && height > 0.0 && width * height * 111700.0 * 111700.0 > LT_OVERLAPS_MIN_M2;
}

static gboolean
visit (guint other, gpointer data)
{
  Search *search = data;
  const LtOverlaps *self = search->self;
  const Item *item = &g_array_index (self->items, Item, search->item);
  const Item *second = &g_array_index (self->items, Item, other);
  double m2;

  /* Each pair once, by the later row of the file. */
  if (!boxes_share_enough (search->boxes + 4 * (gsize) search->item, search->boxes + 4 * (gsize) other)
      || other == search->item || second->row > item->row
      || (second->row == item->row && other > search->item))
    return TRUE;
  if (search->first.n_points == 0)
    shape_fill (self, item, &search->first);
  shape_fill (self, second, &search->second);

  m2 = lt_geometry_overlap_m2 (&search->first, &search->second);
  if (m2 > LT_OVERLAPS_MIN_M2)
    search->func (item->row, self->numbers->str + item->number, second->row,
                  self->numbers->str + second->number, m2, search->data);

  return !g_cancellable_is_cancelled (search->cancellable);
}

void
lt_overlaps_find (const LtOverlaps *self, LtOverlapFunc func, gpointer data, GCancellable *cancellable)
{
  g_autofree float *boxes = make_boxes (self);
  g_autoptr (LtRtree) tree = lt_rtree_new (boxes, self->items->len);
  Search search = { .self = self, .boxes = boxes, .func = func, .data = data, .cancellable = cancellable };

  shape_init (self, &search.first);
  shape_init (self, &search.second);
  for (guint i = 0; i < self->items->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const float *box = boxes + 4 * (gsize) i;

      if (g_array_index (self->items, Item, i).row == 0)
        continue;
      search.item = i;
      search.first.n_points = 0;
      lt_rtree_query (tree, box[0], box[1], box[2], box[3], visit, &search);
    }
  shape_clear (&search.first);
  shape_clear (&search.second);
}
