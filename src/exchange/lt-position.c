#include "config.h"

#include "lt-position.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define KM_PER_DEGREE 111.32
#define LABEL_PRECISION 1e-5

static LtBox
grow (LtBox box)
{
  double north = LT_POSITION_MARGIN_KM / KM_PER_DEGREE;
  double east;

  if (lt_box_is_empty (&box))
    return box;

  east = north / cos (MAX (fabs (box.south), fabs (box.north)) * G_PI / 180.0);

  return (LtBox){ box.west - east, box.south - north, box.east + east, box.north + north };
}

void
lt_position_check_init (LtPositionCheck *self, LtKind kind, LtBox city)
{
  self->polygon = kind == LT_KIND_PARCEL || kind == LT_KIND_DISTRICT;
  self->city = city;
  self->allowed = grow (city);
}

static const char *
check_point (const LtPositionCheck *self, double x, double y)
{
  if (!isfinite (x) || !isfinite (y))
    return _ ("A coordinate is not a finite number: correct it.");
  if (fabs (x) > 180.0 || fabs (y) > 90.0)
    {
      if (fabs (y) <= 180.0 && fabs (x) <= 90.0)
        return _ ("Longitude and latitude are exchanged: put the longitude first.");
      return _ ("These coordinates lie nowhere on earth: check them and their system.");
    }
  if (lt_box_is_empty (&self->allowed) || lt_box_contains (&self->allowed, x, y))
    return NULL;
  if (lt_box_contains (&self->allowed, y, x))
    return _ ("Longitude and latitude are exchanged: put the longitude first.");

  return _ ("This lies more than 50 km outside the city: check its coordinates and their system.");
}

static const char *
check_shape (const LtPositionCheck *self, const LtGeometry *geometry)
{
  if (geometry == NULL)
    return self->polygon ? _ ("The outline is missing: this kind of row needs a polygon.") : NULL;
  if (self->polygon && geometry->kind != LT_GEOMETRY_POLYGON)
    return _ ("This is a point or a line, but this kind of row needs a polygon.");
  if (geometry->kind == LT_GEOMETRY_LINE)
    return _ ("This is a line, but this kind of row needs a point or a polygon.");
  if (geometry->kind == LT_GEOMETRY_POINT && geometry->n_points != 1)
    return _ ("This has several points, but a row has one position: keep one of them.");

  return NULL;
}

const char *
lt_position_check (const LtPositionCheck *self, const LtGeometry *geometry, int *point)
{
  const char *problem = check_shape (self, geometry);

  *point = -1;
  if (problem != NULL || geometry == NULL)
    return problem;

  for (guint i = 0; i < geometry->n_points && problem == NULL; i++)
    {
      problem = check_point (self, geometry->xy[2 * i], geometry->xy[2 * i + 1]);
      *point = (int) i;
    }

  return problem;
}

static gboolean
is_on_earth (const double *xy)
{
  return isfinite (xy[0]) && isfinite (xy[1]) && fabs (xy[0]) <= 180.0 && fabs (xy[1]) <= 90.0;
}

static gboolean
is_of_system (const LtFileCrs *crs, const LtGeometry *raw, const LtGeometry *moved, guint point)
{
  if (!crs->other && crs->crs.kind == LT_CRS_KIND_DEGREES)
    return TRUE;
  for (guint i = 0; i < 2 * raw->n_points; i++)
    if (!isfinite (raw->xy[i]))
      return TRUE; /* which says more */

  return moved != NULL && is_on_earth (moved->xy + 2 * point)
         && lt_file_crs_reaches (crs, raw->xy[2 * point], raw->xy[2 * point + 1]);
}

char *
lt_position_blame (
    const LtFileCrs *crs, const LtGeometry *raw, const LtGeometry *moved, guint point, char **value)
{
  gboolean blamed
      = crs != NULL && raw != NULL && point < raw->n_points && !is_of_system (crs, raw, moved, point);
  const LtGeometry *shown = blamed ? raw : moved;
  g_autofree char *system = NULL;

  if (shown != NULL)
    *value = g_strdup_printf ("%.10g, %.10g", shown->xy[2 * point], shown->xy[2 * point + 1]);
  if (!blamed)
    return NULL;

  system = lt_file_crs_describe (crs);
  return g_strdup_printf (_ ("These coordinates can't be of %s: say which system they are in."), system);
}

LtGeometry *
lt_position_shape (const LtPositionCheck *self, LtGeometry *geometry)
{
  g_autoptr (LtGeometry) area = NULL;
  double x, y;

  if (geometry == NULL || self->polygon || geometry->kind != LT_GEOMETRY_POLYGON)
    return geometry;

  area = geometry;
  lt_geometry_label_point (area, LABEL_PRECISION, &x, &y);

  return lt_geometry_new_point (x, y);
}
