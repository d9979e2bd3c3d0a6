#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Fills polygons into a picture by exact area coverage: each edge adds its signed area to an
 * accumulation buffer of floats, and a running sum over each row gives the coverage (the idea of
 * Levien's font-rs). No sorting, no spans: the cost is the pixels that edges touch.
 *
 * All rings added between two blends make one shape in one colour. They are turned to one sense on the
 * way in, so that neighbours that share an edge leave no seam and overlaps count once (for coverage
 * that adds up to more than one pixel is cut off); rings that cross themselves lose where they turn
 * back. Not thread-safe: one for each thread, used again and again. */
typedef struct _LtRaster LtRaster;

/* A picture of `width` × `height` pixels, up to 16384 each. Returns: (transfer full). */
LtRaster *lt_raster_new (guint width, guint height);
void lt_raster_free (LtRaster *self);

/* Adds a ring of `n` points (x, y pairs in pixels, y down; closed or not). What lies outside the
 * picture is clipped. A ring with a coordinate that is not finite is left out.
 * `hole`: the ring takes away from the ring it lies in. */
void lt_raster_add_ring (LtRaster *self, const float *xy, guint n, gboolean hole);

/* Adds a box that the shape covers by `share` (0 to 1): a shape too small to have edges. Clipped. */
void lt_raster_add_box (LtRaster *self, float x0, float y0, float x1, float y1, float share);

/* Adds a line of `width` pixels with square ends that covers what it lies on by `share`. */
void lt_raster_add_line (LtRaster *self, const float *from, const float *to, float width, float share);

/* Takes a row's coverage, 0 to 1, out of the shape: `coverage` gets the pixels from *from to *to
 * (excluded). FALSE when the shape does not touch the row. After the last row the shape is empty once
 * lt_raster_restart() was called. */
gboolean lt_raster_take_row (LtRaster *self, guint y, float *coverage, guint *from, guint *to);
void lt_raster_restart (LtRaster *self);

/* Blends the shape over the picture in `colour` (premultiplied 0xAARRGGBB) and starts anew.
 * `pixels`: rows of premultiplied native-endian ARGB32, `stride` bytes apart, as cairo has them. */
void lt_raster_blend (LtRaster *self, guint32 colour, guint8 *pixels, gsize stride);

/* Writes the shape's coverage, 0 to 255, to all `width` × `height` bytes and starts anew. */
void lt_raster_coverage (LtRaster *self, guint8 *out, gsize stride);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtRaster, lt_raster_free)

G_END_DECLS
