#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The coordinate systems that files here are in. Degrees are longitude, latitude; metres are easting,
 * northing. WGS-84 and CGCS2000 are taken as equal. */
typedef enum
{
  LT_CRS_KIND_DEGREES, /* EPSG:4326, EPSG:4490 */
  LT_CRS_KIND_GCJ02,
  LT_CRS_KIND_BD09,
  LT_CRS_KIND_GAUSS_KRUGER, /* CGCS2000: three-degree EPSG:4513 to 4554, six-degree EPSG:4491 to 4512 */
} LtCrsKind;

/* Plain value. */
typedef struct
{
  LtCrsKind kind;
  int epsg; /* 0: GCJ-02 and BD-09 have none */
  double central_meridian;
  double false_easting; /* with the zone's number in front where the system has it */
  int zone;             /* of a Gauss-Krüger system */
  int width;            /* of its zones: 3 or 6 degrees */
} LtCrs;

/* EPSG:4326. */
extern const LtCrs lt_crs_wgs84;

/* "EPSG:4528", "4528", "gcj02", "bd09", in any case. FALSE, leaving *crs, for what is not in the list. */
gboolean lt_crs_from_name (const char *name, LtCrs *crs);
gboolean lt_crs_from_epsg (int epsg, LtCrs *crs);
/* As lt_crs_from_name takes it. (transfer full). */
char *lt_crs_get_name (const LtCrs *self);
gboolean lt_crs_is_projected (const LtCrs *self);

/* `n` pairs in place, from WGS-84 degrees and to them. */
void lt_crs_from_wgs84 (const LtCrs *self, double *xy, guint n);
void lt_crs_to_wgs84 (const LtCrs *self, double *xy, guint n);

G_END_DECLS
