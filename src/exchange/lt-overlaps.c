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
  g_string_append (self->numbers, number != NULL ? number : "");
  g_string_append_c (self->numbers, '\0');
  lt_box_add_box (&self->box, &geometry->box);
}

static LtGeometry *
make_geometry (const LtOverlaps *self, const Item *item)
{
  LtGeometryBuilder *builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);
  guint start = 0;

  for (guint i = 0; i < item->n_rings; i++)
    {
      guint32 ring = g_array_index (self->rings, guint32, item->ring + i);

      for (; start < (ring & ~STARTS_PART); start++)
        {
          const float *point = &g_array_index (self->points, float, item->point + 2 * start);

          lt_geometry_builder_add_point (builder, item->west + (double) point[0],
                                         item->south + (double) point[1]);
        }
      lt_geometry_builder_end_ring (builder, (ring & STARTS_PART) != 0);
    }

  return lt_geometry_builder_end (builder);
}

/* Boxes as floats from the middle of all, so that they are exact to a centimetre. */
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

typedef struct
{
  LtOverlaps *self;
  const float *boxes;
  guint item;
  LtGeometry *geometry; /* of the item, when it was needed */
  LtOverlapFunc func;
  gpointer data;
  gboolean stopped;
} Search;

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
  const Item *item = &g_array_index (search->self->items, Item, search->item);
  const Item *second = &g_array_index (search->self->items, Item, other);
  g_autoptr (LtGeometry) geometry = NULL;
  double m2;

  /* Each pair once, by the later row of the file. */
  if (second->row > item->row || other == search->item || (second->row == item->row && other > search->item)
      || !boxes_share_enough (search->boxes + 4 * (gsize) search->item, search->boxes + 4 * (gsize) other))
    return TRUE;
  if (search->geometry == NULL)
    search->geometry = make_geometry (search->self, item);
  geometry = make_geometry (search->self, second);
  if (search->geometry == NULL || geometry == NULL)
    return TRUE;

  m2 = lt_geometry_overlap_m2 (search->geometry, geometry);
  if (m2 > LT_OVERLAPS_MIN_M2)
    search->stopped = !search->func (item->row, search->self->numbers->str + item->number, second->row,
                                     search->self->numbers->str + second->number, m2, search->data);

  return !search->stopped;
}

void
lt_overlaps_find (LtOverlaps *self, LtOverlapFunc func, gpointer data)
{
  g_autofree float *boxes = make_boxes (self);
  g_autoptr (LtRtree) tree = lt_rtree_new (boxes, self->items->len);
  Search search = { self, boxes, 0, NULL, func, data, FALSE };

  for (guint i = 0; i < self->items->len && !search.stopped; i++)
    {
      const float *box = boxes + 4 * (gsize) i;

      if (g_array_index (self->items, Item, i).row == 0)
        continue;
      search.item = i;
      lt_rtree_query (tree, box[0], box[1], box[2], box[3], visit, &search);
      g_clear_pointer (&search.geometry, lt_geometry_unref);
    }
}
