#include "config.h"

#include <math.h>
#include <string.h>

#include "lt-export-writer.h"
#include "lt-out-file.h"
#include "lt-out-text.h"

typedef struct
{
  LtExportWriter writer;
  LtOutFile *file;
  int name; /* column whose value names the placemark, -1: none */
} KmlWriter;

static void
append_cell (GString *to, const LtExportCell *cell)
{
  if (cell->text != NULL)
    lt_out_xml (to, cell->text);
  else
    lt_out_number (to, cell->number);
}

static void
append_data (KmlWriter *self, GString *to, const LtExportRow *row)
{
  const LtExportLayout *layout = self->writer.layout;

  if (self->name >= 0 && row->cells[self->name].text != NULL)
    {
      g_string_append (to, "<name>");
      append_cell (to, &row->cells[self->name]);
      g_string_append (to, "</name>");
    }
  g_string_append (to, "<ExtendedData><SchemaData schemaUrl=\"#rows\">");
  for (guint i = 0; i < layout->n_columns; i++)
    {
      const LtExportCell *cell = &row->cells[i];

      if ((int) i == self->name || (cell->text == NULL && !isfinite (cell->number)))
        continue;
      g_string_append (to, "<SimpleData name=\"");
      lt_out_xml (to, layout->columns[i].title);
      g_string_append (to, "\">");
      append_cell (to, cell);
      g_string_append (to, "</SimpleData>");
    }
  g_string_append (to, "</SchemaData></ExtendedData>");
}

static void
append_coordinates (GString *to, const LtCrs *crs, const LtExportRow *row, guint ring)
{
  guint from = ring > 0 ? row->geometry->ring_ends[ring - 1] : 0;

  g_string_append (to, "<coordinates>");
  for (guint i = from; i < row->geometry->ring_ends[ring]; i++)
    {
      if (i > from)
        g_string_append_c (to, ' ');
      lt_export_append_coordinate (to, crs, row->xy[2 * i]);
      g_string_append_c (to, ',');
      lt_export_append_coordinate (to, crs, row->xy[2 * i + 1]);
    }
  g_string_append (to, "</coordinates>");
}

static void
append_polygons (GString *to, const LtCrs *crs, const LtExportRow *row)
{
  for (guint i = 0; i < row->geometry->n_rings; i++)
    {
      gboolean starts = i == 0 || row->geometry->starts_part[i];

      if (starts)
        g_string_append (to, i > 0 ? "</Polygon><Polygon>" : "<Polygon>");
      g_string_append (to, starts ? "<outerBoundaryIs><LinearRing>" : "<innerBoundaryIs><LinearRing>");
      append_coordinates (to, crs, row, i);
      g_string_append (to, starts ? "</LinearRing></outerBoundaryIs>" : "</LinearRing></innerBoundaryIs>");
    }
  g_string_append (to, "</Polygon>");
}

static void
append_geometry (GString *to, const LtCrs *crs, const LtExportRow *row)
{
  const LtGeometry *geometry = row->geometry;
  const char *name = geometry->kind == LT_GEOMETRY_POINT ? "Point" : "LineString";

  if (geometry->n_rings > 1)
    g_string_append (to, "<MultiGeometry>");
  if (geometry->kind == LT_GEOMETRY_POLYGON)
    append_polygons (to, crs, row);
  else
    for (guint i = 0; i < geometry->n_rings; i++)
      {
        g_string_append_printf (to, "<%s>", name);
        append_coordinates (to, crs, row, i);
        g_string_append_printf (to, "</%s>", name);
      }
  if (geometry->n_rings > 1)
    g_string_append (to, "</MultiGeometry>");
}

static gboolean
put (LtExportWriter *writer, const LtExportRow *row, GError **error)
{
  KmlWriter *self = (KmlWriter *) writer;
  GString *to = lt_out_file_get_buffer (self->file);

  g_string_append (to, "<Placemark>");
  append_data (self, to, row);
  if (row->geometry != NULL)
    append_geometry (to, &writer->layout->crs, row);
  g_string_append (to, "</Placemark>\n");
  return lt_out_file_check (self->file, error);
}

static gboolean
commit (LtExportWriter *writer, GError **error)
{
  KmlWriter *self = (KmlWriter *) writer;

  g_string_append (lt_out_file_get_buffer (self->file), "</Document></kml>\n");
  return lt_out_file_commit (self->file, error);
}

static void
free_writer (LtExportWriter *writer)
{
  KmlWriter *self = (KmlWriter *) writer;

  lt_out_file_free (self->file);
  g_free (self);
}

static const char *
get_type (LtCellType type)
{
  return type == LT_CELL_INTEGER || type == LT_CELL_NUMBER ? "double" : "string";
}

static void
append_head (GString *to, const LtExportLayout *layout, int name)
{
  g_string_append (
      to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">"
          "<Document id=\"root\"><name>");
  lt_out_xml (to, lt_kind_get_name (layout->kind));
  g_string_append (to, "</name><Schema name=\"rows\" id=\"rows\">");
  for (guint i = 0; i < layout->n_columns; i++)
    {
      if ((int) i == name)
        continue;
      g_string_append_printf (to, "<SimpleField type=\"%s\" name=\"", get_type (layout->columns[i].type));
      lt_out_xml (to, layout->columns[i].title);
      g_string_append (to, "\"></SimpleField>");
    }
  g_string_append (to, "</Schema>\n");
}

LtExportWriter *
lt_export_kml_open (const char *path, const LtExportLayout *layout, GError **error)
{
  const LtField *fields = lt_fields_get (layout->kind, NULL);
  LtOutFile *file = lt_out_file_new (path, layout->overwrite, error);
  KmlWriter *self;

  if (file == NULL)
    return NULL;
  self = g_new0 (KmlWriter, 1);
  self->writer = (LtExportWriter){ .put = put, .commit = commit, .free = free_writer };
  self->file = file;
  self->name = -1;
  for (guint i = 0; i < layout->n_columns; i++)
    if (layout->columns[i].field >= 0 && strcmp (fields[layout->columns[i].field].name, "name") == 0)
      self->name = (int) i;
  append_head (lt_out_file_get_buffer (file), layout, self->name);
  return &self->writer;
}
