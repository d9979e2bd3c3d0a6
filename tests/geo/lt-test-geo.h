#pragma once

#include <glib.h>

#include "lt-geometry.h"

G_BEGIN_DECLS

/* Shapes for the tests of this room. All (transfer full). */

/* A rectangle, counter-clockwise. */
LtGeometry *lt_test_rectangle (double west, double south, double east, double north);

/* A polygon of `n` corners around (x, y), each at a random distance from radius / 3 to radius; with a
 * similar hole of half the inner radius when asked. */
LtGeometry *lt_test_star (GRand *random, double x, double y, double radius, guint n, gboolean with_hole);

/* Any kind, one to four parts, one to sixty points in each. */
LtGeometry *lt_test_random_geometry (GRand *random);

/* Fails the test when the two differ anywhere. */
void lt_test_assert_same (const LtGeometry *a, const LtGeometry *b);

G_END_DECLS
