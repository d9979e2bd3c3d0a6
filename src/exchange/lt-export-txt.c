#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-export-writer.h"
#include "lt-out-file.h"
#include "lt-out-text.h"
#include "lt-recode.h"
#include "lt-unit.h"

#define DECIMALS 4
#define CHUNK (64 * 1024)

/* 国土TXT, the land-parcel coordinates that land offices exchange: a head of keys,
 * then a line for each parcel, ended by @, and its points; the first coordinate is the northing. */

typedef struct
{
  LtExportWriter writer;
  LtOutFile *file;
  GString *text;
  /* Columns, -1 where there is none. */
  int number, name, area, purpose, land_use;
  double hectare; /* in the unit of the area's column */
} TxtWriter;

/* Commas, also full-width ones to some readers, and line ends are the format's own. */
static void
append_word (GString *to, const LtExportRow *row, int column)
{
  const char *text = column >= 0 ? row->cells[column].text : NULL;

  for (; text != NULL && *text != '\0'; text++)
    {
      if (g_str_has_prefix (text, "，"))
        {
          g_string_append (to, "、");
          text += strlen ("，") - 1;
        }
      else if (*text == ',')
        g_string_append (to, "、");
      else
        g_string_append_c (to, (guchar) *text < ' ' ? ' ' : *text);
    }
  g_string_append_c (to, ',');
}

/* What the row states, else what its outline has: offices refuse a file without it. */
static void
append_area (TxtWriter *self, const LtExportRow *row)
{
  double area = self->area >= 0 ? row->cells[self->area].number : NAN;

  if (isfinite (area))
    lt_out_number (self->text, area / self->hectare);
  else
    lt_out_rounded (self->text, lt_geometry_area_m2 (row->geometry) / LT_M2_PER_HA, DECIMALS);
  g_string_append_c (self->text, ',');
}

static void
append_parcel (TxtWriter *self, const LtExportRow *row)
{
  GString *to = self->text;

  g_string_append_printf (to, "%u,", row->geometry->n_points);
  append_area (self, row);
  append_word (to, row, self->number);
  append_word (to, row, self->name);
  g_string_append (to, "面,,");
  append_word (to, row, self->purpose);
  append_word (to, row, self->land_use);
  g_string_append (to, "@\r\n");
}

/* The last point of a ring is its first again and bears its number. */
static void
append_ring (GString *to, const LtExportRow *row, guint ring)
{
  guint from = ring > 0 ? row->geometry->ring_ends[ring - 1] : 0;
  guint end = row->geometry->ring_ends[ring];

  for (guint i = from; i < end; i++)
    {
      g_string_append_printf (to, "J%u,%u,", (i == end - 1 ? from : i) + 1 - ring, ring + 1);
      lt_out_rounded (to, row->xy[2 * i + 1], DECIMALS);
      g_string_append_c (to, ',');
      lt_out_rounded (to, row->xy[2 * i], DECIMALS);
      g_string_append (to, "\r\n");
    }
}

static gboolean
flush (TxtWriter *self, GError **error)
{
  lt_recode_append (lt_out_file_get_buffer (self->file), self->text->str,
                    self->writer.layout->encoding != LT_EXPORT_ENCODING_UTF8);
  g_string_truncate (self->text, 0);
  return lt_out_file_check (self->file, error);
}

static gboolean
put (LtExportWriter *writer, const LtExportRow *row, GError **error)
{
  TxtWriter *self = (TxtWriter *) writer;

  if (row->geometry == NULL || row->geometry->kind != LT_GEOMETRY_POLYGON)
    {
      writer->report->outlines++;
      return TRUE;
    }
  append_parcel (self, row);
  for (guint i = 0; i < row->geometry->n_rings; i++)
    append_ring (self->text, row, i);
  return self->text->len < CHUNK || flush (self, error);
}

static gboolean
commit (LtExportWriter *writer, GError **error)
{
  TxtWriter *self = (TxtWriter *) writer;

  return flush (self, error) && lt_out_file_commit (self->file, error);
}

static void
free_writer (LtExportWriter *writer)
{
  TxtWriter *self = (TxtWriter *) writer;

  lt_out_file_free (self->file);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
append_head (GString *to, const LtCrs *crs)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");

  g_string_append_printf (to,
                          "[属性描述]\r\n格式版本号=1.01版本\r\n数据产生单位=\r\n数据产生日期=%s\r\n"
                          "坐标系=2000国家大地坐标系\r\n几度分带=%d\r\n投影类型=高斯克吕格\r\n计量单位=米\r\n"
                          "带号=%d\r\n精度=0.0001\r\n转换参数=,,,,,,\r\n[地块坐标]\r\n",
                          date, crs->width, crs->zone);
}

static int
find_column (const LtExportLayout *layout, const char *name)
{
  int field = lt_fields_find (layout->kind, name);

  for (guint i = 0; field >= 0 && i < layout->n_columns; i++)
    if (layout->columns[i].field == field)
      return (int) i;
  return -1;
}

LtExportWriter *
lt_export_txt_open (const char *path, const LtExportLayout *layout, GError **error)
{
  LtOutFile *file = lt_out_file_new (path, layout->overwrite, error);
  TxtWriter *self;

  if (file == NULL)
    return NULL;
  self = g_new0 (TxtWriter, 1);
  self->writer = (LtExportWriter){ .put = put, .commit = commit, .free = free_writer };
  self->file = file;
  self->text = g_string_sized_new (CHUNK * 2);
  self->number = find_column (layout, layout->kind == LT_KIND_DISTRICT ? "code" : "number");
  self->name = find_column (layout, "name");
  self->area = find_column (layout, layout->kind == LT_KIND_DISTRICT ? "area_km2" : "area_m2");
  self->hectare = layout->kind == LT_KIND_DISTRICT ? 0.01 : LT_M2_PER_HA;
  self->purpose = find_column (layout, "purpose");
  self->land_use = find_column (layout, "land_use");
  append_head (self->text, &layout->crs);
  return &self->writer;
}
