#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A bounding box; degrees (WGS-84 longitude and latitude) or any other plane,
 * as the user of it says. West > east means empty. Plain value, no ownership. */
typedef struct
{
  double west;
  double south;
  double east;
  double north;
} LtBox;

#define LT_BOX_EMPTY ((LtBox){ G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE })

/* TRUE when the box holds no point. */
static inline gboolean
lt_box_is_empty (const LtBox *box)
{
  return !(box->west <= box->east && box->south <= box->north);
}

/* Grows the box to hold (x, y). */
static inline void
lt_box_add_point (LtBox *box, double x, double y)
{
  box->west = MIN (box->west, x);
  box->east = MAX (box->east, x);
  box->south = MIN (box->south, y);
  box->north = MAX (box->north, y);
}

/* Grows the box to hold the other; an empty other changes nothing. */
static inline void
lt_box_add_box (LtBox *box, const LtBox *other)
{
  if (lt_box_is_empty (other))
    return;
  box->west = MIN (box->west, other->west);
  box->east = MAX (box->east, other->east);
  box->south = MIN (box->south, other->south);
  box->north = MAX (box->north, other->north);
}

/* TRUE when (x, y) lies in the box, edges included. */
static inline gboolean
lt_box_contains (const LtBox *box, double x, double y)
{
  return x >= box->west && x <= box->east && y >= box->south && y <= box->north;
}

/* TRUE when the two share a point, edges included. */
static inline gboolean
lt_box_intersects (const LtBox *a, const LtBox *b)
{
  return a->west <= b->east && b->west <= a->east && a->south <= b->north && b->south <= a->north;
}

G_END_DECLS
