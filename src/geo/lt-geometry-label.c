#include "config.h"

#include "lt-geometry.h"

#include <math.h>

/* The pole of inaccessibility by the quadtree search of Mapbox's polylabel: cells are tried in the
 * order of the best distance they could still hold. */

#define MAX_CELLS 4096
#define SQRT2 1.4142135623730951

typedef struct
{
  double x;
  double y;
  double half;     /* half the side */
  double distance; /* from the middle to the outline, negative outside */
  double best;     /* the most any point of the cell can reach */
} Cell;

typedef struct
{
  const double *xy; /* the part's rings, closed, one after the other */
  const guint *ring_ends;
  guint offset; /* index of the part's first point */
  guint n_rings;
  LtBox box;
} Part;

static double
segment_distance2 (const double *a, const double *b, double x, double y)
{
  double dx = b[0] - a[0], dy = b[1] - a[1];
  double length2 = dx * dx + dy * dy;
  double t = length2 > 0 ? ((x - a[0]) * dx + (y - a[1]) * dy) / length2 : 0;

  t = CLAMP (t, 0, 1);
  dx = x - (a[0] + t * dx);
  dy = y - (a[1] + t * dy);
  return dx * dx + dy * dy;
}

static double
part_distance (const Part *part, double x, double y)
{
  gboolean inside = FALSE;
  double least = G_MAXDOUBLE;
  guint i = part->offset;

  for (guint ring = 0; ring < part->n_rings; ring++, i++)
    {
      for (; i + 1 < part->ring_ends[ring]; i++)
        {
          const double *a = part->xy + 2 * (gsize) i, *b = a + 2;

          if ((a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0])
            inside = !inside;
          least = MIN (least, segment_distance2 (a, b, x, y));
        }
    }
  return inside ? sqrt (least) : -sqrt (least);
}

static Cell
cell_new (const Part *part, double x, double y, double half)
{
  Cell cell = { .x = x, .y = y, .half = half };

  cell.distance = part_distance (part, x, y);
  cell.best = cell.distance + half * SQRT2;
  return cell;
}

static void
heap_push (GArray *heap, Cell cell)
{
  Cell *cells;
  guint i = heap->len;

  g_array_append_val (heap, cell);
  cells = (Cell *) (gpointer) heap->data;
  while (i > 0 && cells[(i - 1) / 2].best < cell.best)
    {
      cells[i] = cells[(i - 1) / 2];
      i = (i - 1) / 2;
    }
  cells[i] = cell;
}

static Cell
heap_pop (GArray *heap)
{
  Cell *cells = (Cell *) (gpointer) heap->data;
  Cell top = cells[0], last = cells[heap->len - 1];
  guint n = heap->len - 1, i = 0;

  while (2 * i + 1 < n)
    {
      guint child = 2 * i + 1;

      if (child + 1 < n && cells[child + 1].best > cells[child].best)
        child++;
      if (last.best >= cells[child].best)
        break;
      cells[i] = cells[child];
      i = child;
    }
  cells[i] = last;
  g_array_set_size (heap, n);
  return top;
}

/* Shoelace relative to the first point: area (signed) and centroid. */
static double
ring_centroid (const double *xy, guint n, double *x, double *y)
{
  double sum = 0, sx = 0, sy = 0;

  for (guint i = 0; i + 1 < n; i++)
    {
      double ax = xy[2 * i] - xy[0], ay = xy[2 * i + 1] - xy[1];
      double bx = xy[2 * i + 2] - xy[0], by = xy[2 * i + 3] - xy[1];
      double cross = ax * by - bx * ay;

      sum += cross;
      sx += (ax + bx) * cross;
      sy += (ay + by) * cross;
    }
  *x = xy[0] + (sum != 0 ? sx / (3 * sum) : 0);
  *y = xy[1] + (sum != 0 ? sy / (3 * sum) : 0);
  return sum / 2;
}

static void
part_init (Part *part, const LtGeometry *geometry, guint ring)
{
  guint start = ring > 0 ? geometry->ring_ends[ring - 1] : 0;

  *part = (Part){ .xy = geometry->xy,
                  .ring_ends = geometry->ring_ends + ring,
                  .offset = start,
                  .n_rings = 1,
                  .box = LT_BOX_EMPTY };
  while (ring + part->n_rings < geometry->n_rings && !geometry->starts_part[ring + part->n_rings])
    part->n_rings++;
  for (guint i = start; i < geometry->ring_ends[ring]; i++)
    lt_box_add_point (&part->box, geometry->xy[2 * (gsize) i], geometry->xy[2 * (gsize) i + 1]);
}

/* The part with the greatest outer ring carries the label. */
static Cell
largest_part (const LtGeometry *geometry, Part *part)
{
  double most = -1, x, y, best_x = 0, best_y = 0;
  guint start = 0, best_ring = 0;

  for (guint ring = 0; ring < geometry->n_rings; ring++)
    {
      if (geometry->starts_part[ring])
        {
          const double *xy = geometry->xy + 2 * (gsize) start;
          double area = fabs (ring_centroid (xy, geometry->ring_ends[ring] - start, &x, &y));

          if (area > most)
            {
              most = area;
              best_ring = ring;
              best_x = x;
              best_y = y;
            }
        }
      start = geometry->ring_ends[ring];
    }
  part_init (part, geometry, best_ring);
  return cell_new (part, best_x, best_y, 0);
}

static void
cover_with_cells (const Part *part, GArray *heap)
{
  double width = part->box.east - part->box.west, height = part->box.north - part->box.south;
  double side = MIN (width, height);

  /* A sliver must not start with a million cells. */
  side = MAX (side, MAX (width, height) / 64);
  for (double x = part->box.west; side > 0 && x < part->box.east; x += side)
    for (double y = part->box.south; y < part->box.north; y += side)
      heap_push (heap, cell_new (part, x + side / 2, y + side / 2, side / 2));
}

static Cell
search (const Part *part, Cell best, double precision)
{
  g_autoptr (GArray) heap = g_array_new (FALSE, FALSE, sizeof (Cell));
  guint n_cells = 0;

  cover_with_cells (part, heap);
  while (heap->len > 0 && n_cells < MAX_CELLS)
    {
      Cell cell = heap_pop (heap);
      double half = cell.half / 2;

      if (cell.distance > best.distance)
        best = cell;
      if (cell.best - best.distance <= precision)
        break;
      for (int i = 0; i < 4; i++)
        heap_push (heap,
                   cell_new (part, cell.x + (i & 1 ? half : -half), cell.y + (i & 2 ? half : -half), half));
      n_cells += 4;
    }
  return best;
}

void
lt_geometry_label_point (const LtGeometry *self, double precision, double *x, double *y)
{
  Part part;
  Cell best;

  g_return_if_fail (self != NULL && x != NULL && y != NULL);

  if (self->kind != LT_GEOMETRY_POLYGON)
    {
      *x = (self->box.west + self->box.east) / 2;
      *y = (self->box.south + self->box.north) / 2;
      return;
    }
  best = largest_part (self, &part);
  best = search (&part, best, MAX (precision, 0));
  *x = best.x;
  *y = best.y;
}
