#include "config.h"

#include <math.h>

#include "lt-export-writer.h"
#include "lt-out-file.h"
#include "lt-out-text.h"
#include "lt-recode.h"

#define CHUNK (64 * 1024)

typedef struct
{
  LtExportWriter writer;
  LtOutFile *file;
  GString *text;    /* whole rows */
  GString *outline; /* of a row */
} CsvWriter;

static void
append_cell (GString *to, const LtExportCell *cell)
{
  if (cell->text != NULL)
    lt_out_csv (to, cell->text);
  else if (isfinite (cell->number))
    lt_out_number (to, cell->number);
}

static gboolean
flush (CsvWriter *self, GError **error)
{
  gboolean gb = self->writer.layout->encoding == LT_EXPORT_ENCODING_GB18030;

  lt_recode_append (lt_out_file_get_buffer (self->file), self->text->str, gb);
  g_string_truncate (self->text, 0);
  return lt_out_file_check (self->file, error);
}

static void
append_outline (CsvWriter *self, const LtExportRow *row)
{
  g_string_truncate (self->outline, 0);
  if (row->geometry != NULL)
    lt_export_append_wkt (self->outline, self->writer.layout, row);
  lt_out_csv (self->text, self->outline->str);
}

static void
append_point (GString *to, const LtCrs *crs, const LtExportRow *row)
{
  if (row->geometry != NULL)
    lt_export_append_coordinate (to, crs, row->xy[0]);
  g_string_append_c (to, ',');
  if (row->geometry != NULL)
    lt_export_append_coordinate (to, crs, row->xy[1]);
}

static gboolean
put (LtExportWriter *writer, const LtExportRow *row, GError **error)
{
  CsvWriter *self = (CsvWriter *) writer;

  const LtExportLayout *layout = writer->layout;

  for (guint i = 0; i < layout->n_columns; i++)
    {
      if (i > 0)
        g_string_append_c (self->text, ',');
      append_cell (self->text, &row->cells[i]);
    }
  if (layout->outline || layout->point)
    g_string_append_c (self->text, ',');
  if (layout->outline)
    append_outline (self, row);
  else if (layout->point)
    append_point (self->text, &layout->crs, row);
  g_string_append (self->text, "\r\n");
  return self->text->len < CHUNK || flush (self, error);
}

static gboolean
commit (LtExportWriter *writer, GError **error)
{
  CsvWriter *self = (CsvWriter *) writer;

  return flush (self, error) && lt_out_file_commit (self->file, error);
}

static void
free_writer (LtExportWriter *writer)
{
  CsvWriter *self = (CsvWriter *) writer;

  lt_out_file_free (self->file);
  g_string_free (self->text, TRUE);
  g_string_free (self->outline, TRUE);
  g_free (self);
}

static void
append_titles (GString *to, const LtExportLayout *layout)
{
  for (guint i = 0; i < layout->n_columns; i++)
    {
      if (i > 0)
        g_string_append_c (to, ',');
      lt_out_csv (to, layout->columns[i].title);
    }
  if (layout->outline)
    g_string_append_printf (to, ",%s", lt_export_get_wkt_title (layout));
  else if (layout->point)
    g_string_append_printf (to, ",%s,%s", lt_export_get_x_title (layout), lt_export_get_y_title (layout));
  g_string_append (to, "\r\n");
}

LtExportWriter *
lt_export_csv_open (const char *path, const LtExportLayout *layout, GError **error)
{
  LtOutFile *file = lt_out_file_new (path, layout->overwrite, error);
  CsvWriter *self;

  if (file == NULL)
    return NULL;
  self = g_new0 (CsvWriter, 1);
  self->writer = (LtExportWriter){ .put = put, .commit = commit, .free = free_writer };
  self->file = file;
  self->text = g_string_sized_new (CHUNK * 2);
  self->outline = g_string_new (NULL);
  /* The mark by which Excel knows UTF-8. */
  if (layout->encoding != LT_EXPORT_ENCODING_GB18030)
    g_string_append (lt_out_file_get_buffer (file), "\xEF\xBB\xBF");
  append_titles (self->text, layout);
  return &self->writer;
}
