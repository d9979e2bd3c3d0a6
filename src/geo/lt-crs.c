#include "lt-crs.h"

#include "lt-datum.h"

const LtCrs lt_crs_wgs84 = { .kind = LT_CRS_KIND_DEGREES, .epsg = 4326 };

/* EPSG's runs of Gauss-Krüger systems of CGCS2000. */
static const struct
{
  int first, last; /* codes */
  int zone;        /* of the first */
  int width;
  gboolean prefixed; /* the easting has the zone in front */
} runs[] = {
  { 4491, 4501, 13, 6, TRUE },
  { 4502, 4512, 13, 6, FALSE },
  { 4513, 4533, 25, 3, TRUE },
  { 4534, 4554, 25, 3, FALSE },
};

gboolean
lt_crs_from_epsg (int epsg, LtCrs *crs)
{
  if (epsg == 4326 || epsg == 4490)
    {
      *crs = (LtCrs){ .kind = LT_CRS_KIND_DEGREES, .epsg = epsg };
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      int zone = runs[i].zone + epsg - runs[i].first;

      if (epsg < runs[i].first || epsg > runs[i].last)
        continue;
      *crs = (LtCrs){
        .kind = LT_CRS_KIND_GAUSS_KRUGER,
        .epsg = epsg,
        .central_meridian = runs[i].width == 3 ? zone * 3 : zone * 6 - 3,
        .false_easting = 500000.0 + (runs[i].prefixed ? zone * 1e6 : 0.0),
        .zone = zone,
        .width = runs[i].width,
      };
      return TRUE;
    }
  return FALSE;
}

gboolean
lt_crs_from_name (const char *name, LtCrs *crs)
{
  gint64 code;

  g_return_val_if_fail (name != NULL, FALSE);

  if (g_ascii_strcasecmp (name, "gcj02") == 0 || g_ascii_strcasecmp (name, "bd09") == 0)
    {
      *crs = (LtCrs){ .kind = g_ascii_tolower (name[0]) == 'g' ? LT_CRS_KIND_GCJ02 : LT_CRS_KIND_BD09 };
      return TRUE;
    }
  if (g_ascii_strncasecmp (name, "EPSG:", 5) == 0)
    name += 5;
  return g_ascii_string_to_signed (name, 10, 1, 99999, &code, NULL) && lt_crs_from_epsg ((int) code, crs);
}

char *
lt_crs_get_name (const LtCrs *self)
{
  if (self->epsg != 0)
    return g_strdup_printf ("EPSG:%d", self->epsg);
  return g_strdup (self->kind == LT_CRS_KIND_GCJ02 ? "gcj02" : "bd09");
}

gboolean
lt_crs_is_projected (const LtCrs *self)
{
  return self->kind == LT_CRS_KIND_GAUSS_KRUGER;
}

void
lt_crs_from_wgs84 (const LtCrs *self, double *xy, guint n)
{
  if (self->kind == LT_CRS_KIND_DEGREES)
    return;
  for (guint i = 0; i < n; i++, xy += 2)
    {
      if (self->kind == LT_CRS_KIND_GAUSS_KRUGER)
        {
          lt_datum_to_gauss_kruger (xy[0], xy[1], self->central_meridian, self->false_easting, &xy[0],
                                    &xy[1]);
          continue;
        }
      lt_datum_wgs84_to_gcj02 (&xy[0], &xy[1]);
      if (self->kind == LT_CRS_KIND_BD09)
        lt_datum_gcj02_to_bd09 (&xy[0], &xy[1]);
    }
}

void
lt_crs_to_wgs84 (const LtCrs *self, double *xy, guint n)
{
  if (self->kind == LT_CRS_KIND_DEGREES)
    return;
  for (guint i = 0; i < n; i++, xy += 2)
    {
      if (self->kind == LT_CRS_KIND_GAUSS_KRUGER)
        {
          lt_datum_from_gauss_kruger (xy[0], xy[1], self->central_meridian, self->false_easting, &xy[0],
                                      &xy[1]);
          continue;
        }
      if (self->kind == LT_CRS_KIND_BD09)
        lt_datum_bd09_to_gcj02 (&xy[0], &xy[1]);
      lt_datum_gcj02_to_wgs84 (&xy[0], &xy[1]);
    }
}
