#include "config.h"

#include <math.h>

#include "lt-export-writer.h"
#include "lt-xlsx.h"

#define MAX_CELL 32767

typedef struct
{
  LtExportWriter writer;
  LtXlsx *xlsx;
  GString *wkt;
} XlsxWriter;

static void
add_cell (LtXlsx *xlsx, LtCellType type, const LtExportCell *cell)
{
  if (type == LT_CELL_DATE)
    lt_xlsx_add_date (xlsx, cell->text);
  else if (cell->text != NULL)
    lt_xlsx_add_text (xlsx, cell->text);
  else
    lt_xlsx_add_number (xlsx, cell->number);
}

static void
add_outline (XlsxWriter *self, const LtExportRow *row)
{
  g_string_truncate (self->wkt, 0);
  if (row->geometry != NULL)
    lt_export_append_wkt (self->wkt, self->writer.layout, row);
  if (self->wkt->len > MAX_CELL)
    {
      self->writer.report->outlines++;
      g_string_truncate (self->wkt, 0);
    }
  lt_xlsx_add_plain (self->xlsx, self->wkt);
}

static gboolean
put (LtExportWriter *writer, const LtExportRow *row, GError **error)
{
  XlsxWriter *self = (XlsxWriter *) writer;
  const LtExportLayout *layout = writer->layout;

  for (guint i = 0; i < layout->n_columns; i++)
    add_cell (self->xlsx, layout->columns[i].type, &row->cells[i]);
  if (layout->outline)
    add_outline (self, row);
  else if (layout->point)
    {
      lt_xlsx_add_number (self->xlsx, row->geometry != NULL ? row->xy[0] : NAN);
      lt_xlsx_add_number (self->xlsx, row->geometry != NULL ? row->xy[1] : NAN);
    }
  return lt_xlsx_end_row (self->xlsx, error);
}

static gboolean
commit (LtExportWriter *writer, GError **error)
{
  XlsxWriter *self = (XlsxWriter *) writer;

  writer->report->cut += lt_xlsx_get_n_cut (self->xlsx);
  return lt_xlsx_commit (self->xlsx, error);
}

static void
free_writer (LtExportWriter *writer)
{
  XlsxWriter *self = (XlsxWriter *) writer;

  lt_xlsx_free (self->xlsx);
  g_string_free (self->wkt, TRUE);
  g_free (self);
}

static gboolean
begin (LtXlsx *xlsx, const LtExportLayout *layout, GError **error)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();

  for (guint i = 0; i < layout->n_columns; i++)
    g_ptr_array_add (titles, layout->columns[i].title);
  if (layout->outline)
    g_ptr_array_add (titles, (char *) lt_export_get_wkt_title (layout));
  else if (layout->point)
    {
      g_ptr_array_add (titles, (char *) lt_export_get_x_title (layout));
      g_ptr_array_add (titles, (char *) lt_export_get_y_title (layout));
    }
  g_ptr_array_add (titles, NULL);
  return lt_xlsx_begin_sheet (
      xlsx, layout->chinese ? lt_kind_get_title (layout->kind) : lt_kind_get_name (layout->kind),
      (const char *const *) titles->pdata, error);
}

LtExportWriter *
lt_export_xlsx_open (const char *path, const LtExportLayout *layout, GError **error)
{
  g_autoptr (LtXlsx) xlsx = lt_xlsx_new (path, layout->overwrite, error);
  XlsxWriter *self;

  if (xlsx == NULL || !begin (xlsx, layout, error))
    return NULL;
  self = g_new0 (XlsxWriter, 1);
  self->writer = (LtExportWriter){ .put = put, .commit = commit, .free = free_writer };
  self->xlsx = g_steal_pointer (&xlsx);
  self->wkt = g_string_new (NULL);
  return &self->writer;
}
