#pragma once

#include <glib-object.h>

#include "lt-catalogue.h"
#include "lt-kind.h"
#include "lt-rtree.h"

G_BEGIN_DECLS

/* What drawing and picking need of a workspace, in flat arrays: immutable, shared between threads,
 * swapped whole when the workspace changes. Coordinates are float32 metres of Web Mercator (unit
 * world × LT_EARTH_CIRCUMFERENCE_M) relative to the origin, y down. */
typedef struct _LtSnapshot LtSnapshot;

/* Polygons of parcels in Hilbert order of their middles. */
typedef struct
{
  guint n;
  gint64 *ids;         /* n: row ids */
  guint8 *districts;   /* n: index in the catalogue's districts, 255 unknown */
  guint32 *first_ring; /* n + 1: index into ring_ends */
  guint32 *ring_ends;  /* index past the ring's last point; rings are closed */
  float *xy;           /* 2 per point */
  LtRtree *tree;       /* in the same order where the loader made it */
  guint8 *fill;        /* n: share of its box that the parcel fills, 0 to 255 */
} LtShapes;

/* Enterprises or projects that have a position. */
typedef struct
{
  guint n;
  gint64 *ids;
  guint8 *districts; /* as above */
  guint8 *chain;     /* primary chain's number, 0 none */
  guint32 *chains;   /* bit number−1 for each chain it belongs to */
  float *xy;         /* 2 × n */
  guint8 *stage;     /* projects: LtStage as of the day it was read; NULL for enterprises */
  guint8 *late;      /* projects: the stage it is late at (one of the 五未), 0 when not late; or NULL */
  LtRtree *tree;
} LtPoints;

/* Rows without a position, shown at their district as "位置未定". */
typedef struct
{
  guint district;     /* index in the catalogue */
  guint total;        /* rows */
  guint by_chain[33]; /* rows that belong to chain i (counts overlap); [0] those without one */
} LtUnplaced;

/* The outline of a district, same order as in the catalogue. */
typedef struct
{
  LtGeometry *geometry; /* (nullable): unit world Mercator × circumference − origin, as doubles */
  double label_x;       /* inside the outline, same coordinates */
  double label_y;
} LtOutline;

struct _LtSnapshot
{
  /*< private >*/
  gatomicrefcount ref_count;
  /*< public, read only >*/
  guint generation; /* grows with every change of the workspace */
  double origin_x;  /* unit world × circumference */
  double origin_y;
  LtCatalogue *catalogue;
  guint n_outlines;
  LtOutline *outlines;
  LtShapes parcels;
  LtPoints enterprises;
  LtPoints projects;
  guint n_unplaced;
  LtUnplaced *unplaced;
  /* rows per kind, and enterprises that belong to chain i (many to many, so they overlap) */
  guint counts[LT_N_KINDS];
  guint enterprises_by_chain[33];
};

#define LT_TYPE_SNAPSHOT (lt_snapshot_get_type ())
GType lt_snapshot_get_type (void);
LtSnapshot *lt_snapshot_ref (LtSnapshot *self);
void lt_snapshot_unref (LtSnapshot *self);

/* Degrees to the snapshot's coordinates and back. */
void lt_snapshot_project (const LtSnapshot *self, double longitude, double latitude, double *x, double *y);
void lt_snapshot_unproject (const LtSnapshot *self, double x, double y, double *longitude, double *latitude);

/* What lies at a point: the nearest enterprise within `radius` (Mercator metres), else the parcel around
 * it. Projects are picked where their pins are. `chain` 0 or the number shown. FALSE when nothing. */
gboolean lt_snapshot_pick (const LtSnapshot *self,
                           double longitude,
                           double latitude,
                           double radius,
                           guint chain,
                           LtKind *kind,
                           gint64 *id);
/* The parcel around a point: index in `parcels`, or -1. */
int lt_snapshot_pick_parcel (const LtSnapshot *self, double longitude, double latitude);
/* Its box, degrees. */
void lt_snapshot_get_parcel_box (const LtSnapshot *self, guint parcel, LtBox *box);
/* The district around a point (a county before a zone unless `zones`), index in the catalogue or -1. */
int lt_snapshot_pick_district (const LtSnapshot *self, double longitude, double latitude, gboolean zones);

/* Sets `fill` from the rings and the tree. */
void lt_shapes_measure (LtShapes *self);
/* Area of the parcel's outline in square metres of Mercator, holes taken away. */
double lt_shapes_get_area (const LtShapes *self, guint item);
/* Whether a ring takes away from the parcel's others: it lies inside an odd number of them, however
 * it is wound. */
gboolean lt_shapes_is_hole (const LtShapes *self, guint item, guint32 ring);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtSnapshot, lt_snapshot_unref)

G_END_DECLS
