#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "lt-dbf-names.h"
#include "lt-disk.h"
#include "lt-export-writer.h"
#include "lt-module.h"
#include "lt-sink.h"

#define MAX_DBF_TEXT 254
#define MAX_DBF_NUMBER 1e10
#define MAX_DBF_INTEGER 1e17
#define MAX_DBF_COLUMNS 255

/* GeoPackage and Shapefile, by GDAL, in a hidden folder beside the place of the file. */
typedef struct
{
  LtExportWriter writer;
  const LtSinkFuncs *funcs;
  LtSink *sink; /* opened with the first row: the widths are known then */
  char *path;
  char *folder;
  char *stem; /* name without its ending */
  gboolean shp;
  gboolean gbk;
  guint *widths; /* of text columns, in bytes, as UTF-8 and as GBK */
  guint *gbk_widths;
  LtSinkCell *cells;
} GdalWriter;

static gboolean
fail (GdalWriter *self, int code, GError **error)
{
  g_autoptr (GError) cause
      = g_error_new_literal (G_FILE_ERROR, (int) g_file_error_from_errno (code), g_strerror (code));

  lt_error_set_unwritable (error, self->path, cause);
  return FALSE;
}

/* What GDAL said, in its own words and without a name; most often the disk is full, which is told as by other
 * formats. Takes the problem. */
static gboolean
fail_as_sink (GdalWriter *self, GError *problem, GError **error)
{
  if (lt_disk_is_full (self->folder))
    {
      g_error_free (problem);
      return fail (self, ENOSPC, error);
    }
  g_propagate_prefixed_error (error, problem, "“%s”: ", self->path);
  return FALSE;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
free_writer (LtExportWriter *writer)
{
  GdalWriter *self = (GdalWriter *) writer;

  if (self->sink != NULL)
    self->funcs->close (self->sink, NULL);
  if (self->folder != NULL)
    remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->stem);
  g_free (self->widths);
  g_free (self->gbk_widths);
  g_free (self->cells);
  g_free (self);
}

/* --- what a DBF can't hold --- */

static void
measure (LtExportWriter *writer, const LtExportRow *row)
{
  GdalWriter *self = (GdalWriter *) writer;

  for (guint i = 0; i < writer->layout->n_columns; i++)
    {
      const char *text = row->cells[i].text;
      gssize gbk_width;

      if (text == NULL)
        continue;
      self->widths[i] = MAX (self->widths[i], (guint) strlen (text));
      if (!self->gbk)
        continue;
      gbk_width = lt_dbf_measure (text, TRUE);
      self->gbk = gbk_width >= 0;
      self->gbk_widths[i] = MAX (self->gbk_widths[i], (guint) MAX (gbk_width, 0));
    }
}

/* What fits into a column, at a whole character. Returns: (transfer full). */
static char *
cut (const char *text, gboolean gbk)
{
  const char *end = text;
  gsize length = 0;

  while (*end != '\0')
    {
      const char *next = g_utf8_next_char (end);

      length += gbk ? ((guchar) *end < 0x80 ? 1 : 2) : (gsize) (next - end);
      if (length > MAX_DBF_TEXT)
        break;
      end = next;
    }
  return g_strndup (text, (gsize) (end - text));
}

static gboolean
is_too_large (LtCellType type, double number)
{
  return isfinite (number)
         && ((type == LT_CELL_NUMBER && fabs (number) >= MAX_DBF_NUMBER)
             || (type == LT_CELL_INTEGER && fabs (number) >= MAX_DBF_INTEGER));
}

/* Shortens what does not fit; the texts made for that are kept in `made`. */
static void
fit_cells (GdalWriter *self, GPtrArray *made)
{
  const LtExportLayout *layout = self->writer.layout;

  for (guint i = 0; i < layout->n_columns; i++)
    {
      LtSinkCell *cell = &self->cells[i];

      if (cell->text != NULL && strlen (cell->text) > MAX_DBF_TEXT
          && lt_dbf_measure (cell->text, self->gbk) > MAX_DBF_TEXT)
        {
          cell->text = cut (cell->text, self->gbk);
          g_ptr_array_add (made, (char *) cell->text);
          self->writer.report->cut++;
        }
      else if (is_too_large (layout->columns[i].type, cell->number))
        {
          cell->number = NAN;
          self->writer.report->cut++;
        }
    }
}

/* --- writing --- */

static LtSinkType
get_type (LtCellType type)
{
  static const LtSinkType types[]
      = { LT_SINK_TEXT, LT_SINK_TEXT, LT_SINK_INTEGER, LT_SINK_NUMBER, LT_SINK_DATE };

  return types[type];
}

static gboolean
open_sink (GdalWriter *self, GError **error)
{
  const LtExportLayout *layout = self->writer.layout;
  g_autofree char *name = g_strconcat (self->stem, self->shp ? ".shp" : ".gpkg", NULL);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree LtSinkColumn *columns = g_new0 (LtSinkColumn, layout->n_columns + 1);
  g_auto (GStrv) names = self->shp ? lt_dbf_names_new (layout, self->gbk) : NULL;
  GError *problem = NULL;
  LtSinkPlan plan = {
    .path = path,
    .format = self->shp ? LT_SINK_SHP : LT_SINK_GPKG,
    .layer = self->shp ? self->stem : lt_kind_get_name (layout->kind),
    .columns = columns,
    .n_columns = layout->n_columns,
    .shape = layout->area    ? LT_SINK_POLYGON
             : layout->point ? LT_SINK_POINT
                             : LT_SINK_NO_SHAPE,
    .epsg = layout->area || layout->point ? layout->crs.epsg : 0,
    .encoding = self->gbk ? "CP936" : "UTF-8",
    .domain = LT_ERROR,
  };

  for (guint i = 0; i < layout->n_columns; i++)
    {
      guint width = self->gbk ? self->gbk_widths[i] : self->widths[i];

      columns[i] = (LtSinkColumn){ .name = self->shp ? names[i] : layout->columns[i].title,
                                   .type = get_type (layout->columns[i].type),
                                   .width = self->shp ? CLAMP (width, 1, MAX_DBF_TEXT) : 0 };
    }
  self->sink = self->funcs->open (&plan, &problem);
  return self->sink != NULL || fail_as_sink (self, problem, error);
}

static gboolean
put (LtExportWriter *writer, const LtExportRow *row, GError **error)
{
  GdalWriter *self = (GdalWriter *) writer;
  const LtGeometry *geometry = row->geometry;
  LtGeometryKind kind = writer->layout->area ? LT_GEOMETRY_POLYGON : LT_GEOMETRY_POINT;
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_free);
  GError *problem = NULL;
  LtSinkShape shape;

  if (self->sink == NULL && !open_sink (self, error))
    return FALSE;
  for (guint i = 0; i < writer->layout->n_columns; i++)
    self->cells[i] = (LtSinkCell){ row->cells[i].text, row->cells[i].number };
  if (self->shp)
    fit_cells (self, made);
  if (geometry == NULL || geometry->kind != kind)
    {
      writer->report->outlines += geometry != NULL;
      return self->funcs->put (self->sink, self->cells, NULL, &problem)
             || fail_as_sink (self, problem, error);
    }
  shape = (LtSinkShape){ (LtSinkShapeKind) geometry->kind, geometry->n_rings, geometry->ring_ends,
                         geometry->starts_part, row->xy };
  return self->funcs->put (self->sink, self->cells, &shape, &problem) || fail_as_sink (self, problem, error);
}

/* --- giving the files their names --- */

static gboolean
sync_file (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean done = fd >= 0 && (fsync (fd) == 0 || errno == EINVAL || errno == EROFS);
  int code = errno;

  if (fd >= 0)
    close (fd);
  errno = code;
  return done;
}

static gboolean
move (GdalWriter *self, const char *name, GError **error)
{
  g_autofree char *from = g_build_filename (self->folder, name, NULL);
  g_autofree char *directory = g_path_get_dirname (self->path);
  g_autofree char *to = g_build_filename (directory, name, NULL);

  return (sync_file (from) && g_rename (from, to) == 0) || fail (self, errno, error);
}

/* The file that is asked for comes last: without it the others are nothing. */
static gboolean
move_all (GdalWriter *self, GError **error)
{
  g_autoptr (GDir) directory = g_dir_open (self->folder, 0, NULL);
  g_autofree char *main_name = g_strconcat (self->stem, self->shp ? ".shp" : ".gpkg", NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    if (strcmp (name, main_name) != 0)
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_add (names, g_steal_pointer (&main_name));
  for (guint i = 0; i < names->len; i++)
    if (!move (self, g_ptr_array_index (names, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
write_code_page (GdalWriter *self, GError **error)
{
  g_autofree char *name = g_strconcat (self->stem, ".cpg", NULL);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) problem = NULL;

  if (g_file_set_contents (path, self->gbk ? "GBK" : "UTF-8", -1, &problem))
    return TRUE;
  lt_error_set_unwritable (error, self->path, problem);
  return FALSE;
}

static gboolean
commit (LtExportWriter *writer, GError **error)
{
  GdalWriter *self = (GdalWriter *) writer;
  GError *problem = NULL;

  if (self->sink == NULL && !open_sink (self, error))
    return FALSE;
  if (!self->funcs->close (g_steal_pointer (&self->sink), &problem))
    return fail_as_sink (self, problem, error);
  return (!self->shp || write_code_page (self, error)) && move_all (self, error);
}

/* --- opening --- */

static gboolean
check_place (GdalWriter *self, gboolean overwrite, GError **error)
{
  static const char *const endings[] = { ".shp", ".shx", ".dbf", ".prj", ".cpg" };
  g_autofree char *directory = g_path_get_dirname (self->path);

  for (guint i = 0; !overwrite && i < (self->shp ? G_N_ELEMENTS (endings) : 1); i++)
    {
      g_autofree char *name = g_strconcat (self->stem, self->shp ? endings[i] : ".gpkg", NULL);
      g_autofree char *path = g_build_filename (directory, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      g_set_error (
          error, LT_ERROR, LT_ERROR_EXISTS,
          _ ("“%s” is there already and is not overwritten: choose another name, or delete it first."), path);
      return FALSE;
    }
  return TRUE;
}

static gboolean
make_folder (GdalWriter *self, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (self->path);

  self->folder = g_build_filename (directory, ".liantu-XXXXXX", NULL);
  if (g_mkdtemp (self->folder) != NULL)
    return TRUE;
  g_clear_pointer (&self->folder, g_free);
  return fail (self, errno, error);
}

static LtExportWriter *
gdal_open (const char *path, const LtExportLayout *layout, gboolean shp, GError **error)
{
  LtSinkGetFuncs get_funcs = (LtSinkGetFuncs) lt_module_find (LT_SINK_SYMBOL, error);
  GdalWriter *self;

  if (get_funcs == NULL)
    return NULL;
  self = g_new0 (GdalWriter, 1);
  self->writer = (LtExportWriter){ .put = put, .commit = commit, .free = free_writer };
  self->writer.layout = layout;
  self->funcs = get_funcs ();
  self->path = g_strdup (path);
  self->stem = g_path_get_basename (path);
  *strrchr (self->stem, '.') = '\0';
  self->shp = shp;
  self->gbk = shp && layout->encoding != LT_EXPORT_ENCODING_UTF8;
  self->widths = g_new0 (guint, layout->n_columns + 1);
  self->gbk_widths = g_new0 (guint, layout->n_columns + 1);
  self->cells = g_new0 (LtSinkCell, layout->n_columns + 1);
  if (shp)
    self->writer.measure = measure;
  if (check_place (self, layout->overwrite, error) && make_folder (self, error))
    return &self->writer;
  free_writer (&self->writer);
  return NULL;
}

LtExportWriter *
lt_export_gpkg_open (const char *path, const LtExportLayout *layout, GError **error)
{
  return gdal_open (path, layout, FALSE, error);
}

LtExportWriter *
lt_export_shp_open (const char *path, const LtExportLayout *layout, GError **error)
{
  if (layout->n_columns > MAX_DBF_COLUMNS)
    {
      g_set_error (
          error, LT_ERROR, LT_ERROR_VALUE,
          _ ("A Shapefile has at most %d columns, and these rows have %u: choose fewer with --fields, "
             "or GeoPackage."),
          MAX_DBF_COLUMNS, layout->n_columns);
      return NULL;
    }
  return gdal_open (path, layout, TRUE, error);
}
