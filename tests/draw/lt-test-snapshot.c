#include "lt-test-snapshot.h"

#include <math.h>

#include "lt-mercator.h"

static void
project (const LtSnapshot *self, double longitude, double latitude, double *x, double *y)
{
  *x = lt_mercator_x (longitude) * LT_EARTH_CIRCUMFERENCE_M - self->origin_x;
  *y = lt_mercator_y (latitude) * LT_EARTH_CIRCUMFERENCE_M - self->origin_y;
}

static LtGeometry *
project_geometry (const LtSnapshot *self, const LtGeometry *geometry)
{
  LtGeometryBuilder *builder = lt_geometry_builder_new (geometry->kind);
  guint start = 0;

  for (guint i = 0; i < geometry->n_rings; i++)
    {
      for (guint j = start; j < geometry->ring_ends[i]; j++)
        {
          double x, y;

          project (self, geometry->xy[2 * j], geometry->xy[2 * j + 1], &x, &y);
          lt_geometry_builder_add_point (builder, x, y);
        }
      lt_geometry_builder_end_ring (builder, geometry->starts_part[i]);
      start = geometry->ring_ends[i];
    }

  return lt_geometry_builder_end (builder);
}

LtSnapshot *
lt_test_snapshot_new (LtCatalogue *catalogue)
{
  LtSnapshot *self = g_new0 (LtSnapshot, 1);
  LtBox box = lt_catalogue_get_box (catalogue);

  g_atomic_ref_count_init (&self->ref_count);
  self->catalogue = catalogue;
  self->origin_x = lt_mercator_x ((box.west + box.east) / 2) * LT_EARTH_CIRCUMFERENCE_M;
  self->origin_y = lt_mercator_y ((box.south + box.north) / 2) * LT_EARTH_CIRCUMFERENCE_M;
  self->n_outlines = lt_catalogue_get_n_districts (catalogue);
  self->outlines = g_new0 (LtOutline, self->n_outlines);
  for (guint i = 0; i < self->n_outlines; i++)
    {
      LtGeometry *geometry = lt_district_get_geometry (lt_catalogue_get_district_at (catalogue, i));
      LtOutline *outline = &self->outlines[i];

      if (geometry == NULL)
        continue;
      outline->geometry = project_geometry (self, geometry);
      lt_geometry_label_point (outline->geometry, 100, &outline->label_x, &outline->label_y);
    }

  return self;
}

static void
clear_points (LtPoints *points)
{
  g_free (points->ids);
  g_free (points->districts);
  g_free (points->chain);
  g_free (points->chains);
  g_free (points->xy);
  g_clear_pointer (&points->tree, lt_rtree_free);
  *points = (LtPoints){ 0 };
}

static void
clear_shapes (LtShapes *shapes)
{
  g_free (shapes->ids);
  g_free (shapes->districts);
  g_free (shapes->first_ring);
  g_free (shapes->ring_ends);
  g_free (shapes->xy);
  g_free (shapes->fill);
  g_clear_pointer (&shapes->tree, lt_rtree_free);
  *shapes = (LtShapes){ 0 };
}

void
lt_test_snapshot_free (LtSnapshot *self)
{
  for (guint i = 0; i < self->n_outlines; i++)
    g_clear_pointer (&self->outlines[i].geometry, lt_geometry_unref);
  g_free (self->outlines);
  g_free (self->unplaced);
  clear_points (&self->enterprises);
  clear_points (&self->projects);
  clear_shapes (&self->parcels);
  g_object_unref (self->catalogue);
  g_free (self);
}

static void
set_points (LtSnapshot *self, LtPoints *points, const LtTestPoint *from, guint n)
{
  g_autofree float *boxes = g_new (float, 4 * (gsize) n);

  clear_points (points);
  points->n = n;
  points->ids = g_new0 (gint64, n);
  points->districts = g_new0 (guint8, n);
  points->chain = g_new0 (guint8, n);
  points->chains = g_new0 (guint32, n);
  points->xy = g_new0 (float, 2 * (gsize) n);
  for (guint i = 0; i < n; i++)
    {
      double x, y;

      project (self, from[i].longitude, from[i].latitude, &x, &y);
      points->ids[i] = i + 1;
      points->chain[i] = (guint8) from[i].chain;
      points->chains[i] = from[i].chains;
      boxes[4 * i] = boxes[4 * i + 2] = points->xy[2 * i] = (float) x;
      boxes[4 * i + 1] = boxes[4 * i + 3] = points->xy[2 * i + 1] = (float) y;
    }
  points->tree = lt_rtree_new (boxes, n);
}

void
lt_test_snapshot_set_enterprises (LtSnapshot *self, const LtTestPoint *points, guint n)
{
  set_points (self, &self->enterprises, points, n);
  self->counts[LT_KIND_ENTERPRISE] = n;
}

void
lt_test_snapshot_set_projects (LtSnapshot *self, const LtTestPoint *points, guint n)
{
  set_points (self, &self->projects, points, n);
  self->counts[LT_KIND_PROJECT] = n;
}

void
lt_test_snapshot_set_parcels (LtSnapshot *self, const double *from, guint n)
{
  static const guint corners[5][2] = { { 0, 1 }, { 2, 1 }, { 2, 3 }, { 0, 3 }, { 0, 1 } };
  g_autofree float *boxes = g_new (float, 4 * (gsize) n);
  LtShapes *parcels = &self->parcels;

  clear_shapes (parcels);
  parcels->n = self->counts[LT_KIND_PARCEL] = n;
  parcels->ids = g_new0 (gint64, n);
  parcels->districts = g_new0 (guint8, n);
  parcels->first_ring = g_new0 (guint32, n + 1);
  parcels->ring_ends = g_new0 (guint32, n);
  parcels->xy = g_new0 (float, 10 * (gsize) n);
  for (guint i = 0; i < n; i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (corners); j++)
        {
          double x, y;

          project (self, from[4 * i + corners[j][0]], from[4 * i + corners[j][1]], &x, &y);
          parcels->xy[10 * i + 2 * j] = (float) x;
          parcels->xy[10 * i + 2 * j + 1] = (float) y;
        }
      parcels->ids[i] = i + 1;
      parcels->first_ring[i + 1] = i + 1;
      parcels->ring_ends[i] = 5 * (i + 1);
      boxes[4 * i] = parcels->xy[10 * i];
      boxes[4 * i + 1] = parcels->xy[10 * i + 5];
      boxes[4 * i + 2] = parcels->xy[10 * i + 2];
      boxes[4 * i + 3] = parcels->xy[10 * i + 1];
    }
  parcels->tree = lt_rtree_new (boxes, n);
  lt_shapes_measure (parcels);
}

void
lt_test_snapshot_add_unplaced (LtSnapshot *self, guint district, guint chain, guint count)
{
  LtUnplaced *unplaced = NULL;

  for (guint i = 0; i < self->n_unplaced; i++)
    {
      if (self->unplaced[i].district == district)
        unplaced = &self->unplaced[i];
    }
  if (unplaced == NULL)
    {
      self->unplaced = g_renew (LtUnplaced, self->unplaced, self->n_unplaced + 1);
      unplaced = &self->unplaced[self->n_unplaced++];
      *unplaced = (LtUnplaced){ .district = district };
    }

  unplaced->total += count;
  unplaced->by_chain[chain] += count;
  self->counts[LT_KIND_ENTERPRISE] += count;
  self->enterprises_by_chain[chain] += count;
}

static void
take_square (LtCatalogue *catalogue, const char *code, const char *name, const LtBox *box, gboolean zone)
{
  LtGeometryBuilder *builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);
  g_autoptr (LtGeometry) geometry = NULL;

  lt_geometry_builder_add_point (builder, box->west, box->south);
  lt_geometry_builder_add_point (builder, box->east, box->south);
  lt_geometry_builder_add_point (builder, box->east, box->north);
  lt_geometry_builder_add_point (builder, box->west, box->north);
  lt_geometry_builder_end_ring (builder, TRUE);
  geometry = lt_geometry_builder_end (builder);
  lt_catalogue_take_district (catalogue, lt_district_new (0, code, name, name, zone, zone, NAN, geometry));
}

static void
take_chain (
    LtCatalogue *catalogue, guint number, const char *name, guint32 colour, const char *const *districts)
{
  static const char *const none[] = { NULL };

  lt_catalogue_take_chain (catalogue, lt_chain_new (number, name, name, colour, "", 100 * number, 2026, NAN,
                                                    0, none, none, districts));
}

LtSnapshot *
lt_test_snapshot_new_squares (void)
{
  static const LtBox boxes[] = {
    { 119.0, 30.0, 119.4, 30.4 },
    { 119.4, 30.0, 119.8, 30.4 },
    { 119.8, 30.0, 120.2, 30.4 },
    { 119.5, 30.1, 119.7, 30.25 },
  };
  static const char *const first[] = { "A", "zone", NULL };
  static const char *const second[] = { "B", NULL };
  LtCatalogue *catalogue = lt_catalogue_new ();

  lt_catalogue_set_value (catalogue, "name", "Squares");
  lt_catalogue_set_value (catalogue, "city", "Square City");
  lt_catalogue_set_value (catalogue, "plan_yi", "400");
  take_square (catalogue, "A", "Aleph", &boxes[0], FALSE);
  take_square (catalogue, "B", "Beth", &boxes[1], FALSE);
  take_square (catalogue, "C", "Gimel", &boxes[2], FALSE);
  take_square (catalogue, "zone", "Zone", &boxes[3], TRUE);
  take_chain (catalogue, 1, "First chain", 0x0072b2, first);
  take_chain (catalogue, 2, "Second chain", 0xe69f00, second);

  return lt_test_snapshot_new (catalogue);
}
