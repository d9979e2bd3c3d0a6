#include "config.h"

#include <math.h>

#include "lt-export-writer.h"
#include "lt-out-file.h"
#include "lt-out-text.h"

typedef struct
{
  LtExportWriter writer;
  LtOutFile *file;
  GPtrArray *keys; /* each as ,"title": */
  gboolean any;
} GeojsonWriter;

static void
append_properties (GeojsonWriter *self, GString *to, const LtExportRow *row)
{
  gboolean first = TRUE;

  g_string_append (to, "{\"type\":\"Feature\",\"properties\":{");
  for (guint i = 0; i < self->keys->len; i++)
    {
      const LtExportCell *cell = &row->cells[i];
      const char *key = g_ptr_array_index (self->keys, i);

      if (cell->text == NULL && !isfinite (cell->number))
        continue;
      g_string_append (to, first ? key + 1 : key);
      first = FALSE;
      if (cell->text != NULL)
        lt_out_json (to, cell->text);
      else
        lt_out_number (to, cell->number);
    }
  g_string_append (to, "},\"geometry\":");
}

static void
append_point (GString *to, const LtCrs *crs, const double *xy)
{
  g_string_append_c (to, '[');
  lt_export_append_coordinate (to, crs, xy[0]);
  g_string_append_c (to, ',');
  lt_export_append_coordinate (to, crs, xy[1]);
  g_string_append_c (to, ']');
}

/* A part of a point is its point; of a line and a ring all of them. */
static void
append_ring (GString *to, const LtCrs *crs, const LtExportRow *row, guint ring)
{
  guint from = ring > 0 ? row->geometry->ring_ends[ring - 1] : 0;
  guint end = row->geometry->ring_ends[ring];

  if (row->geometry->kind == LT_GEOMETRY_POINT)
    {
      append_point (to, crs, row->xy + 2 * from);
      return;
    }
  g_string_append_c (to, '[');
  for (guint i = from; i < end; i++)
    {
      if (i > from)
        g_string_append_c (to, ',');
      append_point (to, crs, row->xy + 2 * i);
    }
  g_string_append_c (to, ']');
}

static guint
count_parts (const LtGeometry *geometry)
{
  guint n = 0;

  if (geometry->kind != LT_GEOMETRY_POLYGON)
    return geometry->n_rings;
  for (guint i = 0; i < geometry->n_rings; i++)
    n += i == 0 || geometry->starts_part[i];
  return n;
}

static void
append_geometry (GString *to, const LtCrs *crs, const LtExportRow *row)
{
  static const char *const names[] = { "Point", "LineString", "Polygon" };
  const LtGeometry *geometry = row->geometry;
  gboolean polygon = geometry->kind == LT_GEOMETRY_POLYGON;
  gboolean multiple = count_parts (geometry) > 1;

  g_string_append (to, multiple ? "{\"type\":\"Multi" : "{\"type\":\"");
  g_string_append (to, names[geometry->kind]);
  g_string_append (to, "\",\"coordinates\":");
  if (multiple)
    g_string_append_c (to, '[');
  for (guint i = 0; i < geometry->n_rings; i++)
    {
      gboolean starts = i == 0 || geometry->starts_part[i];

      if (i > 0)
        g_string_append (to, polygon && starts ? "],[" : ",");
      else if (polygon)
        g_string_append_c (to, '[');
      append_ring (to, crs, row, i);
    }
  if (polygon)
    g_string_append_c (to, ']');
  if (multiple)
    g_string_append_c (to, ']');
  g_string_append_c (to, '}');
}

static gboolean
put (LtExportWriter *writer, const LtExportRow *row, GError **error)
{
  GeojsonWriter *self = (GeojsonWriter *) writer;
  GString *to = lt_out_file_get_buffer (self->file);

  g_string_append (to, self->any ? ",\n" : "\n");
  self->any = TRUE;
  append_properties (self, to, row);
  if (row->geometry != NULL)
    append_geometry (to, &writer->layout->crs, row);
  else
    g_string_append (to, "null");
  g_string_append_c (to, '}');
  return lt_out_file_check (self->file, error);
}

static gboolean
commit (LtExportWriter *writer, GError **error)
{
  GeojsonWriter *self = (GeojsonWriter *) writer;

  g_string_append (lt_out_file_get_buffer (self->file), "\n]}\n");
  return lt_out_file_commit (self->file, error);
}

static void
free_writer (LtExportWriter *writer)
{
  GeojsonWriter *self = (GeojsonWriter *) writer;

  lt_out_file_free (self->file);
  g_ptr_array_unref (self->keys);
  g_free (self);
}

/* RFC 7946 knows WGS-84 only; the member of 2008 is what GDAL and others still read and write. */
static void
append_head (GString *to, const LtExportLayout *layout)
{
  g_string_append (to, "{\"type\":\"FeatureCollection\",\"name\":");
  lt_out_json (to, lt_kind_get_name (layout->kind));
  if (layout->crs.epsg != 0 && layout->crs.epsg != lt_crs_wgs84.epsg)
    g_string_append_printf (
        to, ",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::%d\"}}",
        layout->crs.epsg);
  g_string_append (to, ",\"features\":[");
}

LtExportWriter *
lt_export_geojson_open (const char *path, const LtExportLayout *layout, GError **error)
{
  LtOutFile *file = lt_out_file_new (path, layout->overwrite, error);
  GeojsonWriter *self;

  if (file == NULL)
    return NULL;
  self = g_new0 (GeojsonWriter, 1);
  self->writer = (LtExportWriter){ .put = put, .commit = commit, .free = free_writer };
  self->file = file;
  self->keys = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < layout->n_columns; i++)
    {
      GString *key = g_string_new (",");

      lt_out_json (key, layout->columns[i].title);
      g_string_append_c (key, ':');
      g_ptr_array_add (self->keys, g_string_free (key, FALSE));
    }
  append_head (lt_out_file_get_buffer (file), layout);
  return &self->writer;
}
