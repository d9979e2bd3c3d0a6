#pragma once

#include <glib.h>

#include "lt-box.h"

G_BEGIN_DECLS

typedef enum
{
  LT_GEOMETRY_POINT,
  LT_GEOMETRY_LINE,
  LT_GEOMETRY_POLYGON,
} LtGeometryKind;

/* One feature's geometry, multi-part or not, in flat arrays.
 * Points and lines use a ring for each part. Rings of polygons are closed (first point repeated);
 * an outer ring starts a new part (bit in starts_part), holes follow it.
 * Immutable once built; reference counted, safe to share between threads. */
typedef struct _LtGeometry LtGeometry;

struct _LtGeometry
{
  /*< private >*/
  gatomicrefcount ref_count;
  /*< public, read only >*/
  LtGeometryKind kind;
  guint n_points;
  guint n_rings;
  double *xy;          /* 2 × n_points, x then y; longitude then latitude in degrees */
  guint *ring_ends;    /* n_rings; index of the point after the ring's last */
  guint8 *starts_part; /* n_rings; 1 where a ring begins a part */
  LtBox box;
};

/* Appends to a geometry under construction; lt_geometry_builder_end gives it out. */
typedef struct _LtGeometryBuilder LtGeometryBuilder;

LtGeometryBuilder *lt_geometry_builder_new (LtGeometryKind kind);
void lt_geometry_builder_add_point (LtGeometryBuilder *self, double x, double y);
/* Ends the ring (line, point part) of the points added since the last end; closes a polygon's ring. A
 * polygon's ring of fewer than four points, closed, is dropped, an outer one with its holes. */
void lt_geometry_builder_end_ring (LtGeometryBuilder *self, gboolean starts_part);
/* Ends the last ring where need be and frees the builder. Returns: (transfer full) (nullable): NULL when
 * it has no point, or one that is not finite. */
LtGeometry *lt_geometry_builder_end (LtGeometryBuilder *self);
void lt_geometry_builder_free (LtGeometryBuilder *self);

/* Returns: (transfer full): a geometry of one point. */
LtGeometry *lt_geometry_new_point (double x, double y);
LtGeometry *lt_geometry_ref (LtGeometry *self);
void lt_geometry_unref (LtGeometry *self);

/* Decodes WKB (ISO and EWKB, either byte order, Z and M dropped) of the seven simple types and
 * collections of one kind. Bytes after it are ignored. Returns: (transfer full) (nullable): NULL when it
 * is empty or not well formed. */
LtGeometry *lt_geometry_from_wkb (const guint8 *data, gsize length);

/* The same for a GeoPackage geometry blob (header "GP", envelope skipped). */
LtGeometry *lt_geometry_from_gpkg (const guint8 *data, gsize length);

/* Where in such a blob its WKB begins, in bytes; 0 when it is none or has an extended geometry. */
gsize lt_geometry_skip_gpkg (const guint8 *data, gsize length);

/* Encodes as a GeoPackage blob (little endian, XY envelope but for one point, WKB; MULTI* when `multi`).
 * Returns: (transfer full): bytes. */
GBytes *lt_geometry_to_gpkg (const LtGeometry *self, gint32 srs_id, gboolean multi);

/* Moves every point: `move` gets n times x, y and returns FALSE when it can't. Takes the geometry, which
 * nobody else may hold. Returns: (transfer full) (nullable): NULL when `move` failed. */
typedef gboolean (*LtMoveFunc) (double *xy, guint n, gpointer data);
LtGeometry *lt_geometry_move (LtGeometry *self, LtMoveFunc move, gpointer data);

/* As WKT, with 15 digits. Returns: (transfer full). */
char *lt_geometry_to_wkt (const LtGeometry *self);

/* TRUE when the polygon is surely valid, told quickly: one ring of not too many points that nowhere
 * touches itself. FALSE: look closer. */
gboolean lt_geometry_is_plainly_valid (const LtGeometry *self);

/* Area in m² that two polygons share, coordinates in degrees: edges against edges, so that rings need not
 * be convex, nor exactly node on node; to parts in 10³ as the plane is that of the place. */
double lt_geometry_overlap_m2 (const LtGeometry *a, const LtGeometry *b);

/* Puts the largest ring of each part of a polygon before its others (*ordered: one was not), and turns holes
 * that have its sense (*turned). Takes the geometry. Returns: (transfer full): it or another. */
LtGeometry *lt_geometry_order_rings (LtGeometry *self, gboolean *ordered, gboolean *turned);

/* TRUE when a hole reaches out of the box of the ring before it: told quickly, so that one outside in a
 * corner of the box is not. */
gboolean lt_geometry_has_outside_hole (const LtGeometry *self);

/* TRUE when (x, y) is inside the polygon, by the even-odd rule. FALSE for points and lines. */
gboolean lt_geometry_contains (const LtGeometry *self, double x, double y);

/* Area of a polygon in m² on the CGCS2000 ellipsoid, coordinates in degrees (authalic-latitude
 * equal-area projection, straight edges in it: parts in 10⁷ at parcel size). 0 for points and lines. */
double lt_geometry_area_m2 (const LtGeometry *self);

/* A point inside the polygon far from its edges, for a label (pole of inaccessibility, to
 * `precision` in the coordinates' unit); for others the middle of the box. */
void lt_geometry_label_point (const LtGeometry *self, double precision, double *x, double *y);

/* Douglas-Peucker with tolerance in the coordinates' unit; rings keep at least four points or are
 * dropped. Returns: (transfer full) (nullable): NULL when nothing remains. */
LtGeometry *lt_geometry_simplify (const LtGeometry *self, double tolerance);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtGeometry, lt_geometry_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtGeometryBuilder, lt_geometry_builder_free)

/* Whether both are the same shape: the same rings, and every coordinate within 1e-8 degrees, about a
 * millimetre: what a change of coordinate systems there and back leaves. Of polygons a ring may begin at
 * another point, turn the other way round (as in a Shapefile) and be another in order. */
gboolean lt_geometry_is_same (const LtGeometry *self, const LtGeometry *other);

G_END_DECLS
