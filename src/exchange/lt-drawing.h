#pragma once

#include <glib.h>
#include <ogr_api.h>

G_BEGIN_DECLS

/* A DXF drawing as outlines. Lines that close are areas, words within an area are what it is called, and
 * everything else is counted, so that nothing is passed over in silence. Call in a GDAL scope. */
typedef struct _LtDrawing LtDrawing;

typedef enum
{
  LT_DRAWN_OUTLINE, /* an area, or a line that was made one */
  LT_DRAWN_JOINED,  /* the same, but its ends were a hair apart */
  LT_DRAWN_OPEN,    /* a line that does not close; its geometry is the area it would have */
  LT_DRAWN_OTHER,   /* no outline */
} LtDrawn;

/* Reads the words of the layer; leaves it at its first feature. */
LtDrawing *lt_drawing_new (OGRLayerH layer);
void lt_drawing_free (LtDrawing *self);

/* Nothing was counted yet. */
void lt_drawing_rewind (LtDrawing *self);
/* Makes the geometry of the feature an area where it can, and counts what is no outline. */
LtDrawn lt_drawing_take (LtDrawing *self, OGRFeatureH feature);
/* Appends the words that stand in the outline, with blanks between them. */
void lt_drawing_append_words (const LtDrawing *self, OGRGeometryH outline, GString *to);
/* One sentence that tells how many of what were no outlines. Returns: (transfer full) (nullable). */
char *lt_drawing_describe_skipped (const LtDrawing *self);

G_END_DECLS
