#pragma once

#include "lt-painter-private.h"
#include "lt-picture.h"
#include "lt-mosaic.h"
#include "lt-text.h"

G_BEGIN_DECLS

/* The composition of a picture: where map, title block, legend and credits go, in design pixels
 * (a 4K picture is the design of 1920×1080 drawn at twice the size; a small one leaves things out). */
typedef struct
{
  const LtPicture *picture;
  const LtSnapshot *snapshot;
  const LtMosaic *mosaic; /* (nullable) */
  LtPalette palette;
  double zoom;  /* logical pixels per design pixel */
  double unit;  /* of the theme: 1, on a wall larger */
  double width; /* design pixels */
  double height;
  gboolean column; /* title and legend beside the map, else over it */
  cairo_rectangle_t map;
  cairo_rectangle_t panel;  /* title block; with a column also legend and credits */
  cairo_rectangle_t footer; /* credits below the map */
  LtCamera camera;          /* of the map, design pixels */
} LtSheet;

void lt_sheet_init (LtSheet *self, const LtPicture *picture, const LtSnapshot *snapshot);
/* Design pixels, origin at the picture's corner. */
void lt_sheet_paint (const LtSheet *self, cairo_t *cr);

/* A pen that writes downwards. */
typedef struct
{
  const LtSheet *sheet;
  cairo_t *cr;
  double x;
  double y;
  double width;
  double bottom;
  gboolean dry; /* measures only */
} LtFlow;

/* `size` in the theme's units. FALSE, and nothing done, when it would pass the bottom. */
gboolean
lt_flow_text (LtFlow *self, const char *text, double size, LtTextFlags flags, guint32 colour, int lines);
void lt_flow_skip (LtFlow *self, double units);

/* The parts, each in a file of its own. Painters and measurers are one function: a dry flow. */
void lt_title_paint (LtFlow *flow, gboolean brief);
void lt_legend_paint (LtFlow *flow);
/* The part of the legend about classed parcels. */
void lt_legend_write_classes (LtFlow *flow, const LtClasses *classes);
/* Scale bar and north arrow at the map's lower right corner. Returns what they cover, map pixels. */
cairo_rectangle_t lt_scale_bar_get_area (const LtSheet *sheet);
void lt_scale_bar_paint (const LtSheet *sheet, cairo_t *cr);

/* Source, edition, licences. Returns: (transfer full). */
char *lt_sheet_get_credits (const LtSheet *self);
/* A value of the plan in the person's language ("…_en" is the English), NULL when it is not there. */
const char *lt_sheet_get_value (const LtSheet *self, const char *key);

G_END_DECLS
