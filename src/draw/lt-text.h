#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* One block of text, measured without a surface and painted the same at any scale: metrics are not
 * hinted, so what was laid out is what is painted. Any thread. */

typedef enum
{
  LT_TEXT_PLAIN = 0,
  LT_TEXT_BOLD = 1 << 0,
  LT_TEXT_CENTRED = 1 << 1,
  LT_TEXT_TABULAR = 1 << 2, /* figures of one width */
  LT_TEXT_LIST = 1 << 3,    /* names between " › ", "、" or ", " are not broken */
} LtTextFlags;

/* `pixels` high letters; wrapped at `width` pixels, or not for 0. Returns: (transfer full). */
PangoLayout *lt_text_new (const char *text, double pixels, LtTextFlags flags, double width);
/* At most `lines` lines, the last with an ellipsis. */
void lt_text_set_lines (PangoLayout *self, int lines);
/* Logical size in pixels. */
void lt_text_measure (PangoLayout *self, double *width, double *height);

/* Top left corner at (x, y). */
void lt_text_paint (PangoLayout *self, cairo_t *cr, double x, double y, guint32 colour);
void lt_text_paint_halo (PangoLayout *self, cairo_t *cr, double x, double y, double width, guint32 halo);

G_END_DECLS
