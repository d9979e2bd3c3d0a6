#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Pins that would hide each other, gathered for each whole zoom of 256-pixel tiles, from the nearest
 * zoom to the farthest, so that a cluster of one zoom is made of clusters of the next. Immutable,
 * reference counted, any thread; building 10,000 points takes some tens of milliseconds, so it is for
 * worker threads. */

#define LT_PIN_MIN_ZOOM 4
#define LT_PIN_MAX_ZOOM 19
/* Stages 0 (not signed) to 6 (full capacity), as LtStage counts them. */
#define LT_PIN_N_STAGES 7

/* A pin, or several as one. */
typedef struct
{
  double x; /* of the pin, or the middle of all, in the coordinates given */
  double y;
  guint n;     /* pins in it; 1: a pin of its own */
  guint point; /* index of the pin; of the first one for several */
  guint late;  /* of them late */
  guint stages[LT_PIN_N_STAGES];
} LtPin;

typedef struct _LtPinClusters LtPinClusters;

/* `xy`: 2 × n coordinates, of which `world` make the width of the unit world (Mercator metres: the
 * earth's circumference). `stages` and `late`: one each (nullable: all 0). `shown` (nullable): which
 * points there are, others are left out. `radius`: pixels within which pins meet. Copies. Returns:
 * (transfer full). */
LtPinClusters *lt_pin_clusters_new (const float *xy,
                                    const guint8 *stages,
                                    const guint8 *late,
                                    const gboolean *shown,
                                    guint n,
                                    double world,
                                    double radius);
LtPinClusters *lt_pin_clusters_ref (LtPinClusters *self);
void lt_pin_clusters_unref (LtPinClusters *self);

/* The whole zoom whose pins are shown at a fractional one: rather the farther one, so that they keep apart.
 */
guint lt_pin_clusters_get_level (double zoom);

/* All pins of a zoom, those with late ones last, so that they come to lie on top. (transfer none). */
const LtPin *lt_pin_clusters_get_pins (const LtPinClusters *self, guint level, guint *n);

/* Which pin of a level holds a point; -1 when the point is not shown. */
int lt_pin_clusters_find (const LtPinClusters *self, guint level, guint point);

/* The points of a pin, in the order given. Returns: (transfer full) (element-type guint). */
GArray *lt_pin_clusters_get_points (const LtPinClusters *self, guint level, guint pin);

/* The nearest zoom above `level` at which the pin comes apart; 0 when it never does. */
guint lt_pin_clusters_get_split (const LtPinClusters *self, guint level, guint pin);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtPinClusters, lt_pin_clusters_unref)

G_END_DECLS
