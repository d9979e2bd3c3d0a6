#include "config.h"

#include "lt-export-writer.h"

#include "lt-out-text.h"

#define DEGREE_DECIMALS 9
#define METRE_DECIMALS 4

const char *
lt_export_get_shift (const LtCrs *crs)
{
  if (crs->kind == LT_CRS_KIND_GCJ02)
    return "GCJ-02";
  return crs->kind == LT_CRS_KIND_BD09 ? "BD-09" : NULL;
}

typedef enum
{
  TITLE_X,
  TITLE_Y,
  TITLE_WKT,
} Title;

/* NULL: the system is none that a title must name. */
static const char *
get_shifted_title (const LtExportLayout *layout, Title title)
{
  static const char *const titles[2][2][3] = {
    { { "lon_gcj02", "lat_gcj02", "wkt_gcj02" }, { "经度（GCJ-02）", "纬度（GCJ-02）", "WKT（GCJ-02）" } },
    { { "lon_bd09", "lat_bd09", "wkt_bd09" }, { "经度（BD-09）", "纬度（BD-09）", "WKT（BD-09）" } },
  };

  return lt_export_get_shift (&layout->crs) != NULL
             ? titles[layout->crs.kind == LT_CRS_KIND_BD09][layout->chinese != FALSE][title]
             : NULL;
}

const char *
lt_export_get_wkt_title (const LtExportLayout *layout)
{
  const char *shifted = get_shifted_title (layout, TITLE_WKT);

  return shifted != NULL ? shifted : LT_EXPORT_WKT_TITLE;
}

const char *
lt_export_get_x_title (const LtExportLayout *layout)
{
  const char *shifted = get_shifted_title (layout, TITLE_X);

  if (shifted != NULL)
    return shifted;
  if (lt_crs_is_projected (&layout->crs))
    return layout->chinese ? "东坐标" : "easting";
  return layout->chinese ? "经度" : "longitude";
}

const char *
lt_export_get_y_title (const LtExportLayout *layout)
{
  const char *shifted = get_shifted_title (layout, TITLE_Y);

  if (shifted != NULL)
    return shifted;
  if (lt_crs_is_projected (&layout->crs))
    return layout->chinese ? "北坐标" : "northing";
  return layout->chinese ? "纬度" : "latitude";
}

void
lt_export_append_coordinate (GString *to, const LtCrs *crs, double value)
{
  if (crs->kind == LT_CRS_KIND_DEGREES)
    lt_out_number (to, value);
  else
    lt_out_rounded (to, value, lt_crs_is_projected (crs) ? METRE_DECIMALS : DEGREE_DECIMALS);
}

static void
append_ordinate (GString *to, const LtExportLayout *layout, double value)
{
  if (layout->rounded && !lt_crs_is_projected (&layout->crs))
    lt_out_rounded (to, value, DEGREE_DECIMALS);
  else
    lt_export_append_coordinate (to, &layout->crs, value);
}

static void
append_ring (GString *to, const LtExportLayout *layout, const LtExportRow *row, guint ring)
{
  guint from = ring > 0 ? row->geometry->ring_ends[ring - 1] : 0;

  g_string_append_c (to, '(');
  for (guint i = from; i < row->geometry->ring_ends[ring]; i++)
    {
      if (i > from)
        g_string_append_c (to, ',');
      append_ordinate (to, layout, row->xy[2 * i]);
      g_string_append_c (to, ' ');
      append_ordinate (to, layout, row->xy[2 * i + 1]);
    }
  g_string_append_c (to, ')');
}

static gboolean
is_multiple (const LtGeometry *geometry)
{
  for (guint i = 1; i < geometry->n_rings; i++)
    {
      if (geometry->kind != LT_GEOMETRY_POLYGON || geometry->starts_part[i])
        return TRUE;
    }
  return FALSE;
}

void
lt_export_append_wkt (GString *to, const LtExportLayout *layout, const LtExportRow *row)
{
  static const char *const names[] = { "POINT", "LINESTRING", "POLYGON" };
  const LtGeometry *geometry = row->geometry;
  gboolean multiple = is_multiple (geometry);
  gboolean polygon = geometry->kind == LT_GEOMETRY_POLYGON;

  g_string_append_printf (to, "%s%s ", multiple ? "MULTI" : "", names[geometry->kind]);
  if (multiple)
    g_string_append_c (to, '(');
  for (guint i = 0; i < geometry->n_rings; i++)
    {
      gboolean starts = !polygon || i == 0 || geometry->starts_part[i];

      if (i > 0)
        g_string_append (to, polygon && starts ? "),(" : ",");
      else if (polygon)
        g_string_append_c (to, '(');
      append_ring (to, layout, row, i);
    }
  if (polygon)
    g_string_append_c (to, ')');
  if (multiple)
    g_string_append_c (to, ')');
}
