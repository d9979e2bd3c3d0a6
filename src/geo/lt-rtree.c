#include "config.h"

#include "lt-rtree.h"

/* After Vladimir Agafonkin's flatbush: items sorted along a Hilbert curve, packed bottom up into nodes
 * of sixteen, levels one after the other in one array, the root last. */

#define NODE_SIZE 16
#define MAX_LEVELS 10 /* 16^8 is more than a guint counts */

typedef struct
{
  float min_x;
  float min_y;
  float max_x;
  float max_y;
} Box;

typedef struct
{
  guint32 curve;
  guint item;
} Key;

struct _LtRtree
{
  Box *boxes;
  guint *items; /* of leaves: the item; of nodes: index of the first child */
  gsize level_ends[MAX_LEVELS];
  guint n_levels;
  guint n_items;
};

/* Four bits of each coordinate at once, without a branch that the processor could guess wrong. How the curve
 * is turned there is one of four: as it is, coordinates swapped, both complemented and swapped, both
 * complemented. Turning twice is the exclusive or of their numbers. */
typedef struct
{
  guint8 position;
  guint8 turn;
} Step;

typedef struct
{
  Step steps[4][256];
} Curve;

/* A quadrant for each bit, turning the rest as the curve turns in it. */
static Step
walk (guint turn, guint x, guint y)
{
  guint position = 0;

  for (guint side = 8; side > 0; side /= 2)
    {
      gboolean swapped = turn == 1 || turn == 2, mirrored = turn >= 2;
      gboolean right = (((swapped ? y : x) & side) != 0) != mirrored;
      gboolean upper = (((swapped ? x : y) & side) != 0) != mirrored;

      position = 4 * position + (guint) (right ? 3 - upper : upper);
      if (!upper)
        turn ^= right ? 2 : 1;
    }
  return (Step){ (guint8) position, (guint8) turn };
}

static void
curve_init (Curve *self)
{
  for (guint turn = 0; turn < 4; turn++)
    for (guint cell = 0; cell < 256; cell++)
      self->steps[turn][cell] = walk (turn, cell >> 4, cell & 15);
}

/* Position of a cell of a 65536 × 65536 grid on the Hilbert curve. */
static guint32
hilbert (const Curve *curve, guint32 x, guint32 y)
{
  guint32 position = 0;
  guint turn = 0;

  for (int shift = 12; shift >= 0; shift -= 4)
    {
      const Step *step = &curve->steps[turn][(x >> shift & 15) << 4 | (y >> shift & 15)];

      position = position << 8 | step->position;
      turn = step->turn;
    }
  return position;
}

static void
box_add (Box *box, const Box *other)
{
  if (other->min_x < box->min_x)
    box->min_x = other->min_x;
  if (other->min_y < box->min_y)
    box->min_y = other->min_y;
  if (other->max_x > box->max_x)
    box->max_x = other->max_x;
  if (other->max_y > box->max_y)
    box->max_y = other->max_y;
}

static Box
box_empty (void)
{
  return (Box){ G_MAXFLOAT, G_MAXFLOAT, -G_MAXFLOAT, -G_MAXFLOAT };
}

static guint32
grid_cell (double low, double high, double from, double size)
{
  double cell = size > 0 ? ((low + high) / 2 - from) / size * 65535.0 : 0;

  return cell > 0 ? (guint32) MIN (cell, 65535.0) : 0;
}

/* Sorts by four passes of eight bits, whose counts and places the processor's nearest cache holds; `spare`
 * holds as many. */
static void
sort_keys (Key *keys, Key *spare, guint n)
{
  for (guint shift = 0; shift < 32; shift += 8)
    {
      guint counts[256] = { 0 };
      guint sum = 0;
      Key *swap = keys;

      for (guint i = 0; i < n; i++)
        counts[(keys[i].curve >> shift) & 0xFF]++;
      for (guint i = 0; i < 256; i++)
        {
          guint count = counts[i];

          counts[i] = sum;
          sum += count;
        }
      for (guint i = 0; i < n; i++)
        spare[counts[(keys[i].curve >> shift) & 0xFF]++] = keys[i];
      keys = spare;
      spare = swap;
    }
}

static void
fill_leaves (LtRtree *self, const Box *boxes, guint n)
{
  g_autofree Key *keys = g_new (Key, n);
  g_autofree Key *spare = g_new (Key, n);
  Box all = box_empty ();
  Curve curve;

  curve_init (&curve);
  for (guint i = 0; i < n; i++)
    box_add (&all, &boxes[i]);
  for (guint i = 0; i < n; i++)
    {
      const Box *box = &boxes[i];

      keys[i].item = i;
      keys[i].curve
          = hilbert (&curve, grid_cell (box->min_x, box->max_x, all.min_x, (double) all.max_x - all.min_x),
                     grid_cell (box->min_y, box->max_y, all.min_y, (double) all.max_y - all.min_y));
    }
  sort_keys (keys, spare, n);
  for (guint i = 0; i < n; i++)
    {
      self->items[i] = keys[i].item;
      self->boxes[i] = boxes[keys[i].item];
    }
}

/* Packs the level below into nodes, up to the root. */
static void
fill_nodes (LtRtree *self)
{
  gsize child = 0, node = self->n_items;

  for (guint level = 0; level + 1 < self->n_levels; level++)
    {
      while (child < self->level_ends[level])
        {
          gsize end = MIN (child + NODE_SIZE, self->level_ends[level]);

          self->items[node] = (guint) child;
          self->boxes[node] = box_empty ();
          for (; child < end; child++)
            box_add (&self->boxes[node], &self->boxes[child]);
          node++;
        }
    }
}

LtRtree *
lt_rtree_new (const float *boxes, guint n)
{
  LtRtree *self;
  gsize count = n, total = n;

  g_return_val_if_fail (boxes != NULL || n == 0, NULL);

  self = g_new0 (LtRtree, 1);
  self->n_items = n;
  if (n == 0)
    return self;
  self->level_ends[self->n_levels++] = n;
  do
    {
      count = (count + NODE_SIZE - 1) / NODE_SIZE;
      total += count;
      self->level_ends[self->n_levels++] = total;
    }
  while (count > 1);
  self->boxes = g_new (Box, total);
  self->items = g_new (guint, total);
  fill_leaves (self, (const Box *) boxes, n);
  fill_nodes (self);
  return self;
}

void
lt_rtree_free (LtRtree *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->boxes);
  g_free (self->items);
  g_free (self);
}

guint *
lt_rtree_renumber (LtRtree *self)
{
  guint *before;

  g_return_val_if_fail (self != NULL, NULL);

  before = g_new (guint, MAX (self->n_items, 1));
  for (guint i = 0; i < self->n_items; i++)
    {
      before[i] = self->items[i];
      self->items[i] = i;
    }
  return before;
}

static gboolean
meets (const Box *a, const Box *b)
{
  return a->min_x <= b->max_x && b->min_x <= a->max_x && a->min_y <= b->max_y && b->min_y <= a->max_y;
}

static gboolean
visit (const LtRtree *self, gsize node, guint level, const Box *query, LtRtreeFunc func, gpointer data)
{
  gsize child = self->items[node];
  gsize end = MIN (child + NODE_SIZE, self->level_ends[level - 1]);

  for (; child < end; child++)
    {
      if (!meets (&self->boxes[child], query))
        continue;
      if (level > 1 ? !visit (self, child, level - 1, query, func, data) : !func (self->items[child], data))
        return FALSE;
    }
  return TRUE;
}

void
lt_rtree_query (
    const LtRtree *self, float min_x, float min_y, float max_x, float max_y, LtRtreeFunc func, gpointer data)
{
  Box query = { min_x, min_y, max_x, max_y };

  g_return_if_fail (self != NULL && func != NULL);

  if (self->n_items > 0)
    visit (self, self->level_ends[self->n_levels - 1] - 1, self->n_levels - 1, &query, func, data);
}

const float *
lt_rtree_get_boxes (const LtRtree *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const float *) self->boxes;
}

const guint *
lt_rtree_get_items (const LtRtree *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->items;
}

typedef struct
{
  const Box *query;
  guint first;
  guint end;
  LtRtreeRunFunc func;
  gpointer data;
} Runs;

static void
add_run (Runs *runs, guint first, guint end)
{
  if (first != runs->end && runs->end > runs->first)
    runs->func (runs->first, runs->end - runs->first, runs->data);
  if (first != runs->end || runs->end == runs->first)
    runs->first = first;
  runs->end = end;
}

static void
visit_runs (const LtRtree *self, gsize node, guint level, Runs *runs)
{
  gsize child = self->items[node];
  gsize end = MIN (child + NODE_SIZE, self->level_ends[level - 1]);

  if (level == 1)
    {
      add_run (runs, (guint) child, (guint) end);
      return;
    }
  for (; child < end; child++)
    if (meets (&self->boxes[child], runs->query))
      visit_runs (self, child, level - 1, runs);
}

void
lt_rtree_query_runs (const LtRtree *self,
                     float min_x,
                     float min_y,
                     float max_x,
                     float max_y,
                     LtRtreeRunFunc func,
                     gpointer data)
{
  Box query = { min_x, min_y, max_x, max_y };
  Runs runs = { .query = &query, .func = func, .data = data };
  gsize root;

  g_return_if_fail (self != NULL && func != NULL);

  if (self->n_items == 0)
    return;
  root = self->level_ends[self->n_levels - 1] - 1;
  if (meets (&self->boxes[root], &query))
    visit_runs (self, root, self->n_levels - 1, &runs);
  if (runs.end > runs.first)
    func (runs.first, runs.end - runs.first, data);
}
