#pragma once

#include "lt-box.h"
#include "lt-crs.h"
#include "lt-source.h"

G_BEGIN_DECLS

/* In which system a file's coordinates are, and the way to WGS-84 degrees. What lt-crs.h lists is computed;
 * for other systems PROJ is asked, through the module. */
typedef struct
{
  gboolean other;   /* none of the list: `definition` says which */
  LtCrs crs;        /* of the list */
  gboolean swapped; /* the file has latitude or northing first */
  char name[64];    /* "EPSG:4528", "gcj02": what --crs takes; else what the file calls it */
  char *definition; /* WKT or "EPSG:n"; NULL for one of the list */
} LtFileCrs;

void lt_file_crs_clear (LtFileCrs *self);
void lt_file_crs_copy (const LtFileCrs *self, LtFileCrs *copy);
void lt_file_crs_set (LtFileCrs *self, const LtCrs *crs);

/* "EPSG:n", "gcj02", "bd09", in any case. FALSE for anything else. A code that nobody knows shows itself
 * when its transform is asked for. */
gboolean lt_file_crs_parse (const char *text, LtFileCrs *crs);
/* What a file says. FALSE when it says nothing. */
gboolean lt_file_crs_from_source (const LtSourceCrs *source, LtFileCrs *crs);

/* From the file's coordinates to WGS-84 degrees, in place: n times x, y. `transform` is for other systems,
 * NULL else. FALSE when PROJ fails. */
gboolean lt_file_crs_to_degrees (
    const LtFileCrs *self, const LtShapeFuncs *shape, LtTransform *transform, double *xy, guint n);

/* Whether coordinates as the file has them can be of the system. For those that PROJ is asked for only it
 * knows. */
gboolean lt_file_crs_reaches (const LtFileCrs *self, double x, double y);

/* The system in words: "CGCS2000, 3° zone 40 (EPSG:4528)". Returns: (transfer full). */
char *lt_file_crs_describe (const LtFileCrs *self);

/* --- finding out --- */

/* Share from 0 to 1 of the points that lie in the box, as the system has them; box empty: anywhere. */
double lt_file_crs_rate (const LtFileCrs *self,
                         const LtShapeFuncs *shape,
                         LtTransform *transform,
                         const double *xy,
                         guint n,
                         LtBox box);

/* Every system worth a look for these coordinates, best first: those whose magnitude fits, in both orders
 * of the axes, that put most of the points in the box; for degrees GCJ-02 and BD-09 as well, which nobody
 * can tell by their magnitude. Box empty: anywhere. Returns: (transfer full) (element-type LtFileCrs). */
GArray *lt_file_crs_find_candidates (const double *xy, guint n, LtBox box);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LtFileCrs, lt_file_crs_clear)

G_END_DECLS
