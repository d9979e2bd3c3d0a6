#include "config.h"

#include "lt-pin-clusters.h"

#include <math.h>

#define TILE_SIZE 256.0
#define N_LEVELS (LT_PIN_MAX_ZOOM + 1)
#define NONE G_MAXUINT32

typedef struct
{
  GArray *pins;    /* LtPin */
  guint32 *pin_of; /* n points: index into pins, NONE when not shown */
} Level;

struct _LtPinClusters
{
  gatomicrefcount ref_count;
  guint n;
  Level levels[N_LEVELS]; /* below LT_PIN_MIN_ZOOM empty */
};

/* --- a grid of the pins not yet taken, so that neighbours are found in the nine cells around --- */

typedef struct
{
  double cell;
  GHashTable *heads; /* cell → index of its first pin + 1 */
  guint32 *next;     /* pin → next of its cell + 1 */
} Grid;

static gpointer
get_key (const Grid *grid, gint64 column, gint64 row)
{
  guint64 mixed = (guint64) column * 0x9e3779b97f4a7c15u ^ (guint64) row * 0xc2b2ae3d27d4eb4fu;

  return GSIZE_TO_POINTER ((gsize) (mixed ^ mixed >> 29));
}

static void
grid_init (Grid *self, const GArray *pins, double cell)
{
  self->cell = cell;
  self->heads = g_hash_table_new (NULL, NULL);
  self->next = g_new0 (guint32, pins->len);
  /* The last first, so that a cell lists its pins in their order. */
  for (guint i = pins->len; i-- > 0;)
    {
      const LtPin *pin = &g_array_index (pins, LtPin, i);
      gpointer key = get_key (self, (gint64) floor (pin->x / cell), (gint64) floor (pin->y / cell));

      self->next[i] = GPOINTER_TO_UINT (g_hash_table_lookup (self->heads, key));
      g_hash_table_insert (self->heads, key, GUINT_TO_POINTER (i + 1));
    }
}

static void
grid_clear (Grid *self)
{
  g_hash_table_unref (self->heads);
  g_free (self->next);
}

/* --- one level from the one before --- */

typedef struct
{
  const GArray *from;
  Grid grid;
  guint32 *into; /* pin of `from` → pin of the level; NONE while free */
  double radius;
} Gathering;

static void
add (LtPin *sum, const LtPin *pin)
{
  sum->x += pin->x * pin->n;
  sum->y += pin->y * pin->n;
  sum->n += pin->n;
  sum->late += pin->late;
  for (guint i = 0; i < LT_PIN_N_STAGES; i++)
    sum->stages[i] += pin->stages[i];
}

static void
gather_cell (Gathering *self, const LtPin *seed, gpointer key, guint32 target, LtPin *sum)
{
  guint32 at = GPOINTER_TO_UINT (g_hash_table_lookup (self->grid.heads, key));

  for (; at > 0; at = self->grid.next[at - 1])
    {
      const LtPin *other = &g_array_index (self->from, LtPin, at - 1);

      if (self->into[at - 1] != NONE || hypot (other->x - seed->x, other->y - seed->y) > self->radius)
        continue;
      self->into[at - 1] = target;
      add (sum, other);
    }
}

/* A pin takes every free one within the radius. */
static void
gather (Gathering *self, guint index, GArray *pins)
{
  const LtPin *seed = &g_array_index (self->from, LtPin, index);
  LtPin sum = { .point = seed->point };
  gint64 column = (gint64) floor (seed->x / self->grid.cell);
  gint64 row = (gint64) floor (seed->y / self->grid.cell);

  for (gint64 dy = -1; dy <= 1; dy++)
    for (gint64 dx = -1; dx <= 1; dx++)
      gather_cell (self, seed, get_key (&self->grid, column + dx, row + dy), pins->len, &sum);
  sum.x /= sum.n;
  sum.y /= sum.n;
  g_array_append_val (pins, sum);
}

static void
build_level (LtPinClusters *self, guint level, const GArray *from, const guint32 *from_of, double radius)
{
  Gathering gathering = { .from = from, .radius = radius };
  Level *made = &self->levels[level];

  gathering.into = g_new (guint32, MAX (from->len, 1));
  for (guint i = 0; i < from->len; i++)
    gathering.into[i] = NONE;
  grid_init (&gathering.grid, from, radius);
  made->pins = g_array_new (FALSE, FALSE, sizeof (LtPin));
  for (guint i = 0; i < from->len; i++)
    if (gathering.into[i] == NONE)
      gather (&gathering, i, made->pins);
  made->pin_of = g_new (guint32, MAX (self->n, 1));
  for (guint i = 0; i < self->n; i++)
    made->pin_of[i] = from_of[i] == NONE ? NONE : gathering.into[from_of[i]];
  grid_clear (&gathering.grid);
  g_free (gathering.into);
}

/* Puts the late ones last. */
static void
order_level (LtPinClusters *self, Level *level)
{
  guint n = level->pins->len, at = 0;
  g_autofree guint32 *moved = g_new (guint32, MAX (n, 1));
  GArray *ordered = g_array_sized_new (FALSE, FALSE, sizeof (LtPin), n);

  for (guint late = 0; late < 2; late++)
    for (guint i = 0; i < n; i++)
      {
        const LtPin *pin = &g_array_index (level->pins, LtPin, i);

        if ((pin->late > 0) != (late > 0))
          continue;
        moved[i] = at++;
        g_array_append_vals (ordered, pin, 1);
      }
  for (guint i = 0; i < self->n; i++)
    if (level->pin_of[i] != NONE)
      level->pin_of[i] = moved[level->pin_of[i]];
  g_array_unref (level->pins);
  level->pins = ordered;
}

/* Pins of their own, the late ones first: they keep their place when others come to them. */
static GArray *
get_single (const float *xy,
            const guint8 *stages,
            const guint8 *late,
            const gboolean *shown,
            guint n,
            guint32 *pin_of)
{
  GArray *pins = g_array_new (FALSE, FALSE, sizeof (LtPin));

  for (guint i = 0; i < n; i++)
    {
      LtPin pin
          = { .x = (double) xy[2 * (gsize) i], .y = (double) xy[2 * (gsize) i + 1], .n = 1, .point = i };

      pin_of[i] = NONE;
      if (shown && !shown[i])
        continue;
      pin.late = late && late[i] != 0;
      pin.stages[stages ? MIN (stages[i], LT_PIN_N_STAGES - 1) : 0] = 1;
      pin_of[i] = pins->len;
      g_array_append_val (pins, pin);
    }
  return pins;
}

LtPinClusters *
lt_pin_clusters_new (const float *xy,
                     const guint8 *stages,
                     const guint8 *late,
                     const gboolean *shown,
                     guint n,
                     double world,
                     double radius)
{
  LtPinClusters *self;
  g_autofree guint32 *single_of = g_new (guint32, MAX (n, 1));
  g_autoptr (GArray) single = NULL;

  g_return_val_if_fail (n == 0 || xy != NULL, NULL);
  g_return_val_if_fail (world > 0 && radius > 0, NULL);

  self = g_new0 (LtPinClusters, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->n = n;
  single = get_single (xy, stages, late, shown, n, single_of);
  for (guint level = LT_PIN_MAX_ZOOM; level >= LT_PIN_MIN_ZOOM; level--)
    {
      const Level *near = level < LT_PIN_MAX_ZOOM ? &self->levels[level + 1] : NULL;

      build_level (self, level, near ? near->pins : single, near ? near->pin_of : single_of,
                   radius * world / (TILE_SIZE * exp2 (level)));
    }
  for (guint level = LT_PIN_MIN_ZOOM; level <= LT_PIN_MAX_ZOOM; level++)
    order_level (self, &self->levels[level]);
  return self;
}

LtPinClusters *
lt_pin_clusters_ref (LtPinClusters *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
lt_pin_clusters_unref (LtPinClusters *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint level = LT_PIN_MIN_ZOOM; level <= LT_PIN_MAX_ZOOM; level++)
    {
      g_array_unref (self->levels[level].pins);
      g_free (self->levels[level].pin_of);
    }
  g_free (self);
}

guint
lt_pin_clusters_get_level (double zoom)
{
  return (guint) CLAMP (floor (zoom + 0.2), LT_PIN_MIN_ZOOM, LT_PIN_MAX_ZOOM);
}

const LtPin *
lt_pin_clusters_get_pins (const LtPinClusters *self, guint level, guint *n)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (level >= LT_PIN_MIN_ZOOM && level <= LT_PIN_MAX_ZOOM, NULL);

  *n = self->levels[level].pins->len;
  return (const LtPin *) (gpointer) self->levels[level].pins->data;
}

int
lt_pin_clusters_find (const LtPinClusters *self, guint level, guint point)
{
  guint32 pin;

  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (level >= LT_PIN_MIN_ZOOM && level <= LT_PIN_MAX_ZOOM, -1);

  if (point >= self->n)
    return -1;
  pin = self->levels[level].pin_of[point];
  return pin == NONE ? -1 : (int) pin;
}

GArray *
lt_pin_clusters_get_points (const LtPinClusters *self, guint level, guint pin)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (guint));

  g_return_val_if_fail (self != NULL, points);
  g_return_val_if_fail (level >= LT_PIN_MIN_ZOOM && level <= LT_PIN_MAX_ZOOM, points);

  for (guint i = 0; i < self->n; i++)
    if (self->levels[level].pin_of[i] == pin)
      g_array_append_val (points, i);
  return points;
}

guint
lt_pin_clusters_get_split (const LtPinClusters *self, guint level, guint pin)
{
  const LtPin *whole;
  guint n;

  g_return_val_if_fail (self != NULL, 0);

  whole = lt_pin_clusters_get_pins (self, level, &n);
  g_return_val_if_fail (pin < n, 0);
  for (guint near = level + 1; near <= LT_PIN_MAX_ZOOM; near++)
    {
      int part = lt_pin_clusters_find (self, near, whole[pin].point);

      if (part >= 0 && g_array_index (self->levels[near].pins, LtPin, part).n < whole[pin].n)
        return near;
    }
  return 0;
}
