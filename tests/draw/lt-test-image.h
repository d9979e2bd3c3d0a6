#pragma once

#include <cairo.h>

#include "lt-camera.h"
#include "lt-kind.h"
#include "lt-snapshot.h"
#include "lt-view.h"

G_BEGIN_DECLS

/* Pictures in tests: painting, probing, comparing. */

/* The layers over white, `camera`'s size and scale. Returns: (transfer full). */
cairo_surface_t *lt_test_image_paint (const LtSnapshot *snapshot, const LtView *view, const LtCamera *camera);

/* 0xRRGGBB of the device pixel. */
guint32 lt_test_image_get_pixel (cairo_surface_t *image, int x, int y);
/* TRUE when each channel differs by at most `tolerance`. */
gboolean lt_test_image_is_near (guint32 a, guint32 b, guint tolerance);

/* Mean absolute difference of the channels, 0 to 255; 255 when the sizes differ. */
double lt_test_image_compare (cairo_surface_t *a, cairo_surface_t *b);
double lt_test_image_compare_max (cairo_surface_t *a, cairo_surface_t *b);

/* Compares with reference/`name`.png of the sources; with LIANTU_UPDATE_REFERENCES set, writes it
 * instead. What differs is left as `name`.png in the temporary directory. */
void lt_test_image_assert_reference (cairo_surface_t *image, const char *name, double tolerance);

G_END_DECLS
