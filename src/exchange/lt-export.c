#include "config.h"

#include "lt-export.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-export-writer.h"
#include "lt-out-text.h"
#include "lt-row-stream.h"

#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 10)
#define ROWS_BETWEEN_LOOKS 256

static const struct
{
  const char *name;
  const char *title;
  LtExportOpen open;
  int epsg; /* when none is asked for */
} formats[LT_N_EXPORT_FORMATS] = {
  { "xlsx", N_ ("Excel workbook"), lt_export_xlsx_open, 4326 },
  { "csv", N_ ("CSV table"), lt_export_csv_open, 4326 },
  { "gpkg", N_ ("GeoPackage"), lt_export_gpkg_open, 4326 },
  { "shp", N_ ("Shapefile"), lt_export_shp_open, 4326 },
  { "geojson", N_ ("GeoJSON"), lt_export_geojson_open, 4326 },
  { "kml", N_ ("KML (Google Earth)"), lt_export_kml_open, 4326 },
  { "txt", N_ ("Parcel coordinates (国土TXT)"), lt_export_txt_open, 4528 },
};

const char *
lt_export_format_get_name (LtExportFormat format)
{
  g_return_val_if_fail ((guint) format < LT_N_EXPORT_FORMATS, NULL);

  return formats[format].name;
}

const char *
lt_export_format_get_title (LtExportFormat format)
{
  g_return_val_if_fail ((guint) format < LT_N_EXPORT_FORMATS, NULL);

  return _ (formats[format].title);
}

gboolean
lt_export_format_from_path (const char *path, LtExportFormat *format, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  const char *end = strrchr (name, '.');

  for (guint i = 0; end != NULL && end > name && i < G_N_ELEMENTS (formats); i++)
    if (g_ascii_strcasecmp (end + 1, formats[i].name) == 0)
      {
        *format = (LtExportFormat) i;
        return TRUE;
      }
  g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
               _ ("“%s”: the ending says the format; it must be .xlsx, .csv, .gpkg, .shp, .geojson, .kml or "
                  ".txt."),
               name);
  return FALSE;
}

static gboolean
is_area (LtKind kind)
{
  return kind == LT_KIND_DISTRICT || kind == LT_KIND_PARCEL;
}

const char *
lt_export_format_check (LtExportFormat format, LtKind kind, const LtCrs *crs)
{
  gboolean asked = crs->epsg != 0 || crs->kind != LT_CRS_KIND_DEGREES;

  if (kind >= LT_N_KINDS && (format == LT_EXPORT_SHP || format == LT_EXPORT_KML))
    return _ (
        "Figures and occupancy have no place on the map: choose .xlsx, .csv, .gpkg or .geojson, not this "
        "format.");
  if (format == LT_EXPORT_KML && asked && crs->kind != LT_CRS_KIND_DEGREES)
    return _ ("KML is always in WGS-84 longitude and latitude: choose EPSG:4326 or another format.");
  if (format != LT_EXPORT_TXT)
    return NULL;
  if (!is_area (kind))
    return _ ("国土TXT holds outlines of land only: choose parcels or districts, or another format.");
  if (asked && !lt_crs_is_projected (crs))
    return _ ("国土TXT holds metres: choose a Gauss-Krüger system such as EPSG:4528.");
  return NULL;
}

/* --- what the columns are --- */

typedef struct
{
  LtExportLayout layout;
  const LtField *fields;
  GArray *columns; /* LtExportColumn */
  LtRowStream *stream;
  LtCatalogue *catalogue;
  LtExportCell *cells;
  GPtrArray *texts; /* of the row's cells that are made */
  double *xy;
  guint n_xy;
} Export;

static void
clear_column (gpointer data)
{
  g_free (((LtExportColumn *) data)->title);
}

static LtCellType
get_cell_type (LtFieldType type)
{
  switch (type)
    {
    case LT_FIELD_CODE:
    case LT_FIELD_DISTRICT:
    case LT_FIELD_CHAINS:
      return LT_CELL_CODE;
    case LT_FIELD_INTEGER:
      return LT_CELL_INTEGER;
    case LT_FIELD_NUMBER:
      return LT_CELL_NUMBER;
    case LT_FIELD_DATE:
      return LT_CELL_DATE;
    case LT_FIELD_TEXT:
    default:
      return LT_CELL_TEXT;
    }
}

static void
add_field (Export *self, guint field)
{
  const LtField *info = &self->fields[field];
  LtExportColumn column = { .type = get_cell_type (info->type), .field = (int) field };

  if (!self->layout.chinese)
    column.title = g_strdup (info->name);
  else if (info->unit != NULL)
    column.title = g_strdup_printf ("%s（%s）", info->title_zh, info->unit);
  else
    column.title = g_strdup (info->title_zh);
  g_array_append_val (self->columns, column);
}

static gboolean
add_fields (Export *self, const char *const *names, GError **error)
{
  guint n;

  lt_fields_get (self->layout.kind, &n);
  for (guint i = 0; names == NULL && i < n; i++)
    add_field (self, i);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      int field = lt_fields_match (self->layout.kind, names[i]);

      if (g_ascii_strcasecmp (names[i], LT_EXPORT_WKT_TITLE) == 0)
        {
          self->layout.outline = self->layout.area;
          continue;
        }
      if (field < 0)
        {
          g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
                       _ ("There is no field “%s”: name fields as “--titles names” writes them."), names[i]);
          return FALSE;
        }
      add_field (self, (guint) field);
    }
  return TRUE;
}

/* What else would call GCJ-02 longitude and latitude, half a kilometre off. */
static void
add_system (Export *self, LtExportFormat format)
{
  gboolean states = format == LT_EXPORT_GPKG || format == LT_EXPORT_SHP || format == LT_EXPORT_GEOJSON;
  LtExportColumn column = { .type = LT_CELL_TEXT, .field = LT_EXPORT_SYSTEM };

  if (!states || lt_export_get_shift (&self->layout.crs) == NULL
      || !(self->layout.area || self->layout.point))
    return;
  column.title = g_strdup (self->layout.chinese ? "坐标系" : "crs");
  g_array_append_val (self->columns, column);
}

/* Columns that match no field keep their titles, unless one is taken: GeoPackage and others have each
 * but once. */
static void
add_extras (Export *self)
{
  LtExtras *extras = lt_row_stream_get_extras (self->stream);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_add (taken, g_strdup ("fid"));
  g_hash_table_add (taken, g_strdup ("geom"));
  for (guint i = 0; i < self->columns->len; i++)
    g_hash_table_add (taken, g_utf8_casefold (g_array_index (self->columns, LtExportColumn, i).title, -1));
  for (guint i = 0; i < lt_extras_get_n (extras); i++)
    {
      const char *name = lt_extras_get_name (extras, i);
      LtExportColumn column
          = { .field = -1, .type = lt_extras_is_number (extras, i) ? LT_CELL_NUMBER : LT_CELL_TEXT };
      guint again = 1;

      column.title = g_strdup (name[0] != '\0' ? name : "_");
      while (!g_hash_table_add (taken, g_utf8_casefold (column.title, -1)))
        {
          g_free (column.title);
          column.title = g_strdup_printf ("%s_%u", name, ++again);
        }
      g_array_append_val (self->columns, column);
    }
}

/* --- rows --- */

static void
set_made (Export *self, LtExportCell *cell, char *text)
{
  g_ptr_array_add (self->texts, text);
  cell->text = text;
}

static char *
describe_district (Export *self, const char *code)
{
  LtDistrict *district = lt_catalogue_get_district (self->catalogue, code);

  return g_strdup (district != NULL ? lt_district_get_name (district) : code);
}

/* Their names, where no name can be taken for two. */
static char *
describe_chains (Export *self, const char *numbers)
{
  g_auto (GStrv) parts = g_strsplit (numbers, ";", -1);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      LtChain *chain
          = lt_catalogue_get_chain (self->catalogue, (guint) g_ascii_strtoull (parts[i], NULL, 10));

      if (chain == NULL || strpbrk (lt_chain_get_name (chain), ";,|/") != NULL
          || strstr (lt_chain_get_name (chain), "、") != NULL)
        return g_strdup (numbers);
      g_string_append_printf (names, "%s%s", i > 0 ? ";" : "", lt_chain_get_name (chain));
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
set_field_cell (Export *self, LtRecord *record, guint field, LtExportCell *cell)
{
  LtFieldType type = self->fields[field].type;

  *cell = (LtExportCell){ NULL, NAN };
  if (type == LT_FIELD_INTEGER || type == LT_FIELD_NUMBER)
    {
      if (!lt_record_get_number (record, field, &cell->number))
        cell->number = NAN;
      return;
    }
  cell->text = lt_record_get_text (record, field);
  if (cell->text == NULL || !self->layout.chinese)
    return;
  if (type == LT_FIELD_DISTRICT)
    set_made (self, cell, describe_district (self, cell->text));
  else if (type == LT_FIELD_CHAINS)
    set_made (self, cell, describe_chains (self, cell->text));
}

static void
set_extra_cell (Export *self, guint extra, LtCellType type, LtExportCell *cell)
{
  LtExtraValue value = lt_extras_get (lt_row_stream_get_extras (self->stream), extra);

  *cell = (LtExportCell){ value.text, value.is_number ? value.number : NAN };
  if (type == LT_CELL_TEXT && value.is_number)
    {
      GString *text = g_string_new (NULL);

      lt_out_number (text, value.number);
      cell->number = NAN;
      set_made (self, cell, g_string_free (text, FALSE));
    }
}

static void
set_cells (Export *self, LtRecord *record)
{
  guint extra = 0;

  g_ptr_array_set_size (self->texts, 0);
  for (guint i = 0; i < self->layout.n_columns; i++)
    {
      const LtExportColumn *column = &self->layout.columns[i];

      if (column->field == LT_EXPORT_SYSTEM)
        self->cells[i] = (LtExportCell){ lt_export_get_shift (&self->layout.crs), NAN };
      else if (column->field >= 0)
        set_field_cell (self, record, (guint) column->field, &self->cells[i]);
      else
        set_extra_cell (self, extra++, column->type, &self->cells[i]);
    }
}

static const double *
get_xy (Export *self, const LtGeometry *geometry)
{
  if (geometry == NULL || self->layout.crs.kind == LT_CRS_KIND_DEGREES)
    return geometry != NULL ? geometry->xy : NULL;
  if (self->n_xy < geometry->n_points)
    {
      self->n_xy = geometry->n_points;
      self->xy = g_renew (double, self->xy, 2 * (gsize) self->n_xy);
    }
  memcpy (self->xy, geometry->xy, 2 * sizeof (double) * geometry->n_points);
  lt_crs_from_wgs84 (&self->layout.crs, self->xy, geometry->n_points);
  return self->xy;
}

typedef struct
{
  LtProgressFunc func;
  gpointer data;
  gint64 time;
  double from, to; /* shares of the whole */
} Progress;

static void
tell (Progress *self, guint row, guint n_rows)
{
  gint64 now = g_get_monotonic_time ();
  double share = n_rows > 0 ? MIN ((double) row / n_rows, 1.0) : 1.0;

  if (self->func == NULL || now - self->time < PROGRESS_INTERVAL)
    return;
  self->time = now;
  self->func (self->from + share * (self->to - self->from), row, self->data);
}

/* Gives every row to the writer, to measure or to write. */
static gboolean
walk (Export *self,
      LtExportWriter *writer,
      gboolean measure,
      Progress *progress,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (LtRecord) record = lt_record_new (self->layout.kind);
  g_autoptr (GError) problem = NULL;
  guint n = 0;

  for (; lt_row_stream_next (self->stream, record, &problem); n++)
    {
      LtExportRow row = { .cells = self->cells, .geometry = lt_record_get_geometry (record) };

      if (n % ROWS_BETWEEN_LOOKS == 0)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          tell (progress, n, lt_row_stream_get_n_rows (self->stream));
        }
      set_cells (self, record);
      if (measure)
        {
          writer->measure (writer, &row);
          continue;
        }
      row.xy = get_xy (self, row.geometry);
      if (!writer->put (writer, &row, error))
        return FALSE;
    }
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  writer->report->written = n;
  return TRUE;
}

static gboolean
write_all (Export *self,
           const char *path,
           LtExportFormat format,
           Progress *progress,
           GCancellable *cancellable,
           LtExportReport *report,
           GError **error)
{
  LtExportWriter *writer = formats[format].open (path, &self->layout, error);
  gboolean done;

  if (writer == NULL)
    return FALSE;
  writer->layout = &self->layout;
  writer->report = report;
  progress->to = 1.0;
  if (writer->measure != NULL)
    {
      progress->to = 0.3;
      if (!walk (self, writer, TRUE, progress, cancellable, error))
        {
          writer->free (writer);
          return FALSE;
        }
      lt_row_stream_rewind (self->stream);
      progress->from = 0.3;
      progress->to = 1.0;
    }
  done = walk (self, writer, FALSE, progress, cancellable, error)
         && !g_cancellable_set_error_if_cancelled (cancellable, error) && writer->commit (writer, error);
  writer->free (writer);
  return done;
}

/* --- the whole --- */

static gboolean
plan (Export *self, LtExportFormat format, const LtExportOptions *options, GError **error)
{
  LtExportLayout *layout = &self->layout;

  layout->kind = options->filter.kind;
  layout->area = is_area (layout->kind);
  layout->point = !layout->area && layout->kind < LT_N_KINDS;
  layout->rounded = format == LT_EXPORT_XLSX;
  layout->outline = layout->area && options->fields == NULL;
  layout->crs = options->crs;
  if (layout->crs.epsg == 0 && layout->crs.kind == LT_CRS_KIND_DEGREES)
    lt_crs_from_epsg (formats[format].epsg, &layout->crs);
  layout->chinese = options->chinese;
  layout->encoding = options->encoding;
  layout->overwrite = options->overwrite;
  self->fields = lt_fields_get (layout->kind, NULL);
  self->columns = g_array_new (FALSE, TRUE, sizeof (LtExportColumn));
  g_array_set_clear_func (self->columns, clear_column);
  if (!add_fields (self, options->fields, error))
    return FALSE;
  add_system (self, format);
  if (options->fields == NULL)
    add_extras (self);
  layout->columns = (LtExportColumn *) (void *) self->columns->data;
  layout->n_columns = self->columns->len;
  self->cells = g_new0 (LtExportCell, layout->n_columns + 1);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  return TRUE;
}

static void
export_clear (Export *self)
{
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->stream, lt_row_stream_free);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_object (&self->catalogue);
  g_free (self->cells);
  g_free (self->xy);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Export, export_clear)

gboolean
lt_export (LtWorkspace *workspace,
           const char *path,
           LtExportFormat format,
           const LtExportOptions *options,
           LtProgressFunc progress,
           gpointer data,
           GCancellable *cancellable,
           LtExportReport *report,
           GError **error)
{
  gint64 start = g_get_monotonic_time ();
  const char *problem = lt_export_format_check (format, options->filter.kind, &options->crs);
  Progress tells = { .func = progress, .data = data };
  g_auto (Export) self = { .catalogue = NULL };
  gboolean done;

  g_return_val_if_fail (LT_IS_WORKSPACE (workspace) && path != NULL, FALSE);

  *report = (LtExportReport){ 0 };
  if (problem != NULL)
    {
      g_set_error_literal (error, LT_ERROR, LT_ERROR_VALUE, problem);
      return FALSE;
    }
  self.catalogue = lt_workspace_get_catalogue (workspace);
  self.stream = lt_row_stream_new (workspace, &options->filter, options->ids, options->fields == NULL,
                                   cancellable, error);
  if (self.stream == NULL || !plan (&self, format, options, error))
    return FALSE;
  report->crs = self.layout.crs;
  done = write_all (&self, path, format, &tells, cancellable, report, error);
  report->seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  return done;
}

typedef struct
{
  char *path;
  LtExportFormat format;
  LtExportOptions options;
  GArray *ids;
  GStrv fields;
  LtProgressFunc progress;
  gpointer data;
  LtExportReport report;
} ExportTask;

static void
export_task_free (gpointer data)
{
  ExportTask *task = data;

  g_free ((char *) task->options.filter.district);
  g_free ((char *) task->options.filter.text);
  g_free ((char *) task->options.filter.sort);
  g_clear_pointer (&task->ids, g_array_unref);
  g_strfreev (task->fields);
  g_free (task->path);
  g_free (task);
}

static void
export_in_thread (GTask *task, gpointer workspace, gpointer task_data, GCancellable *cancellable)
{
  ExportTask *export = task_data;
  GError *error = NULL;

  if (lt_export (workspace, export->path, export->format, &export->options, export->progress, export->data,
                 cancellable, &export->report, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
lt_export_async (LtWorkspace *workspace,
                 const char *path,
                 LtExportFormat format,
                 const LtExportOptions *options,
                 LtProgressFunc progress,
                 gpointer progress_data,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, data);
  ExportTask *export = g_new0 (ExportTask, 1);

  export->path = g_strdup (path);
  export->format = format;
  export->options = *options;
  export->options.filter.district = g_strdup (options->filter.district);
  export->options.filter.text = g_strdup (options->filter.text);
  export->options.filter.sort = g_strdup (options->filter.sort);
  if (options->ids != NULL)
    {
      export->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), options->ids->len);
      g_array_append_vals (export->ids, options->ids->data, options->ids->len);
    }
  export->options.ids = export->ids;
  export->fields = g_strdupv ((GStrv) options->fields);
  export->options.fields = (const char *const *) export->fields;
  export->progress = progress;
  export->data = progress_data;
  g_task_set_source_tag (task, lt_export_async);
  g_task_set_task_data (task, export, export_task_free);
  g_task_run_in_thread (task, export_in_thread);
}

gboolean
lt_export_finish (GAsyncResult *result, LtExportReport *report, GError **error)
{
  ExportTask *export = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, g_task_get_source_object (G_TASK (result))), FALSE);

  *report = export->report;
  return g_task_propagate_boolean (G_TASK (result), error);
}
