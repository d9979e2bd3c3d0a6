#include "config.h"

#include <math.h>

#include "lt-geometry.h"

/* A polygon is the sum of the trapezoids under its edges, counted positive where the edge runs along its
 * top. What two polygons share is then the sum, over pairs of edges, of the area under the lower of both:
 * exact for any rings, and nothing can fail. */

#define A 6378137.0
#define F (1.0 / 298.257222101)
#define E2 (F * (2.0 - F))
#define RADIANS (G_PI / 180.0)

typedef struct
{
  double x1, y1, x2, y2; /* metres; x1 < x2 */
  double weight;
} Edge;

typedef struct
{
  double west;
  double south;
  double metres_x; /* of a degree here */
  double metres_y;
  double from; /* x of what both may share */
  double to;
} Frame;

static Frame
make_frame (const LtBox *a, const LtBox *b)
{
  Frame frame = { MAX (a->west, b->west), MIN (a->south, b->south), 0, 0, 0, 0 };
  double sine = sin (frame.south * RADIANS);
  double w2 = 1.0 - E2 * sine * sine;

  frame.metres_x = RADIANS * A / sqrt (w2) * cos (frame.south * RADIANS);
  frame.metres_y = RADIANS * A * (1.0 - E2) / (w2 * sqrt (w2));
  frame.to = (MIN (a->east, b->east) - frame.west) * frame.metres_x;

  return frame;
}

static double
ring_sign (const LtGeometry *self, guint start, guint end)
{
  double sum = 0.0;
  double x0 = self->xy[2 * start];
  double y0 = self->xy[2 * start + 1];

  for (guint i = start; i + 1 < end; i++)
    sum += (self->xy[2 * i] - x0) * (self->xy[2 * i + 3] - y0)
           - (self->xy[2 * i + 2] - x0) * (self->xy[2 * i + 1] - y0);

  return sum > 0.0 ? -1.0 : 1.0;
}

static Edge
make_edge (const Frame *frame, const double *xy, double weight)
{
  Edge edge = { (xy[0] - frame->west) * frame->metres_x, (xy[1] - frame->south) * frame->metres_y,
                (xy[2] - frame->west) * frame->metres_x, (xy[3] - frame->south) * frame->metres_y, weight };

  return edge.x1 <= edge.x2 ? edge : (Edge){ edge.x2, edge.y2, edge.x1, edge.y1, -weight };
}

/* Those that lie in what both may share. Returns: how many, at most n_points. */
static guint
make_edges (const LtGeometry *self, const Frame *frame, Edge *edges)
{
  guint n = 0;
  guint start = 0;

  for (guint ring = 0; ring < self->n_rings; ring++)
    {
      guint end = self->ring_ends[ring];
      double weight = ring_sign (self, start, end) * (self->starts_part[ring] ? 1.0 : -1.0);

      for (guint i = start; i + 1 < end; i++)
        {
          Edge edge = make_edge (frame, &self->xy[2 * i], weight);

          if (edge.x1 < edge.x2 && edge.x2 > frame->from && edge.x1 < frame->to)
            edges[n++] = edge;
        }
      start = end;
    }

  return n;
}

static double
height (const Edge *edge, double x)
{
  return edge->y1 + (edge->y2 - edge->y1) * (x - edge->x1) / (edge->x2 - edge->x1);
}

static double
area_under_lower (const Edge *a, const Edge *b)
{
  double from = MAX (a->x1, b->x1);
  double to = MIN (a->x2, b->x2);
  double a_from, a_to, b_from, b_to, at;

  if (from >= to)
    return 0.0;
  a_from = height (a, from);
  a_to = height (a, to);
  b_from = height (b, from);
  b_to = height (b, to);
  if ((a_from - b_from) * (a_to - b_to) >= 0.0)
    return (to - from) * (MIN (a_from, b_from) + MIN (a_to, b_to)) / 2.0;

  at = (a_from - b_from) / ((a_from - b_from) - (a_to - b_to));
  return (to - from)
         * (at * (MIN (a_from, b_from) + a_from + (a_to - a_from) * at)
            + (1.0 - at) * (MIN (a_to, b_to) + a_from + (a_to - a_from) * at))
         / 2.0;
}

double
lt_geometry_overlap_m2 (const LtGeometry *a, const LtGeometry *b)
{
  g_autofree Edge *edges = NULL;
  Edge *edges_b;
  Frame frame;
  guint n_a, n_b;
  double sum = 0.0;

  g_return_val_if_fail (a != NULL && b != NULL, 0.0);

  if (a->kind != LT_GEOMETRY_POLYGON || b->kind != LT_GEOMETRY_POLYGON
      || !lt_box_intersects (&a->box, &b->box))
    return 0.0;
  frame = make_frame (&a->box, &b->box);
  edges = g_new (Edge, (gsize) a->n_points + b->n_points);
  n_a = make_edges (a, &frame, edges);
  edges_b = edges + n_a;
  n_b = make_edges (b, &frame, edges_b);
  for (guint i = 0; i < n_a; i++)
    for (guint j = 0; j < n_b; j++)
      sum += edges[i].weight * edges_b[j].weight * area_under_lower (&edges[i], &edges_b[j]);

  return MAX (sum, 0.0);
}
