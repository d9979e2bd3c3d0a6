#include "config.h"

#include "lt-city-area.h"

#include <math.h>

#include "lt-raster.h"

#define KM_PER_DEGREE 111.32
#define CELL_KM 0.25
#define MAX_CELLS 2048 /* each way */

struct _LtCityArea
{
  double west; /* of the picture */
  double north;
  double x_per_degree; /* cells */
  double y_per_degree;
  guint width;
  guint height;
  guint8 *cells; /* 0: outside */
};

static void
draw (const LtCityArea *self, LtRaster *raster, const LtGeometry *geometry)
{
  g_autofree float *xy = g_new (float, 2 * (gsize) geometry->n_points);
  guint start = 0;

  for (guint i = 0; i < geometry->n_points; i++)
    {
      xy[2 * i] = (float) ((geometry->xy[2 * i] - self->west) * self->x_per_degree);
      xy[2 * i + 1] = (float) ((self->north - geometry->xy[2 * i + 1]) * self->y_per_degree);
    }
  for (guint i = 0; i < geometry->n_rings; i++)
    {
      lt_raster_add_ring (raster, xy + 2 * (gsize) start, geometry->ring_ends[i] - start,
                          !geometry->starts_part[i]);
      start = geometry->ring_ends[i];
    }
}

static void
draw_districts (LtCityArea *self, LtCatalogue *catalogue)
{
  g_autoptr (LtRaster) raster = lt_raster_new (self->width, self->height);

  for (guint i = 0; i < lt_catalogue_get_n_districts (catalogue); i++)
    {
      const LtGeometry *geometry = lt_district_get_geometry (lt_catalogue_get_district_at (catalogue, i));

      if (geometry != NULL && geometry->kind == LT_GEOMETRY_POLYGON)
        draw (self, raster, geometry);
    }
  lt_raster_coverage (raster, self->cells, self->width);
}

/* Cells that lie at most `reach` cells after or before one of the city become its own. */
static void
spread (guint8 *cells, guint n, gsize stride, guint reach)
{
  g_autofree guint8 *line = g_new0 (guint8, n);

  for (guint i = 0; i < n; i++)
    {
      guint first = i > reach ? i - reach : 0, last = MIN (i + reach, n - 1);

      for (guint j = first; j <= last && line[i] == 0; j++)
        line[i] = cells[j * stride];
    }
  for (guint i = 0; i < n; i++)
    cells[i * stride] = line[i];
}

static void
grow (LtCityArea *self, double cell_km)
{
  guint reach = (guint) ceil (LT_CITY_AREA_MARGIN_KM / cell_km);

  for (guint y = 0; y < self->height; y++)
    spread (self->cells + y * (gsize) self->width, self->width, 1, reach);
  for (guint x = 0; x < self->width; x++)
    spread (self->cells + x, self->height, self->width, reach);
}

LtCityArea *
lt_city_area_new (LtCatalogue *catalogue)
{
  LtBox box = lt_catalogue_get_box (catalogue);
  LtCityArea *self;
  double margin = 2 * LT_CITY_AREA_MARGIN_KM, km_per_x, width, height, cell;

  if (lt_box_is_empty (&box))
    return NULL;
  self = g_new0 (LtCityArea, 1);
  km_per_x = KM_PER_DEGREE * cos ((box.south + box.north) / 2 * G_PI / 180.0);
  width = (box.east - box.west) * km_per_x + 2 * margin;
  height = (box.north - box.south) * KM_PER_DEGREE + 2 * margin;
  cell = MAX (CELL_KM, MAX (width, height) / MAX_CELLS);
  self->west = box.west - margin / km_per_x;
  self->north = box.north + margin / KM_PER_DEGREE;
  self->x_per_degree = km_per_x / cell;
  self->y_per_degree = KM_PER_DEGREE / cell;
  self->width = (guint) ceil (width / cell);
  self->height = (guint) ceil (height / cell);
  self->cells = g_malloc0 (self->width * (gsize) self->height);
  draw_districts (self, catalogue);
  grow (self, cell);
  return self;
}

void
lt_city_area_free (LtCityArea *self)
{
  g_free (self->cells);
  g_free (self);
}

gboolean
lt_city_area_contains (const LtCityArea *self, double longitude, double latitude)
{
  double x = (longitude - self->west) * self->x_per_degree;
  double y = (self->north - latitude) * self->y_per_degree;

  return x >= 0 && y >= 0 && x < self->width && y < self->height
         && self->cells[(gsize) y * self->width + (gsize) x] != 0;
}
