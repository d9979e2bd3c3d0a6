#include "config.h"

#include "lt-picture.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-label.h"
#include "lt-mercator.h"
#include "lt-sheet.h"

#define MIN_SIZE 16
#define MAX_SIZE 16384
/* PDF counts in points; a logical pixel is 1/96 inch. */
#define POINTS_PER_PIXEL 0.75
/* Air around what a view shows, as a share of it. */
#define VIEW_MARGIN 0.07

static void
draw (const LtPicture *self, cairo_t *cr, const LtSnapshot *snapshot, const LtSheet *sheet)
{
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, self->width, self->height);
  cairo_clip (cr);
  cairo_scale (cr, sheet->zoom, sheet->zoom);
  lt_sheet_paint (sheet, cr);
  cairo_restore (cr);
}

/* `mosaic` is NULL for pictures without tiles. Returns FALSE when no tile of the file can be read. */
static gboolean
prepare (const LtPicture *self, const LtSnapshot *snapshot, LtSheet *sheet, LtMosaic **mosaic, GError **error)
{
  lt_sheet_init (sheet, self, snapshot);
  if (self->mbtiles == NULL)
    return TRUE;

  *mosaic = lt_mosaic_new (self->mbtiles, &sheet->camera, error);
  sheet->mosaic = *mosaic;

  return *mosaic != NULL;
}

void
lt_picture_draw (const LtPicture *self, cairo_t *cr, const LtSnapshot *snapshot)
{
  g_autoptr (LtMosaic) mosaic = NULL;
  LtSheet sheet;

  g_return_if_fail (self != NULL);
  g_return_if_fail (cr != NULL);
  g_return_if_fail (snapshot != NULL);

  prepare (self, snapshot, &sheet, &mosaic, NULL);
  draw (self, cr, snapshot, &sheet);
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t
draw_png (const LtPicture *self, const LtSnapshot *snapshot, const LtSheet *sheet, GByteArray *bytes)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) lround (self->width * self->scale),
                                    (int) lround (self->height * self->scale));
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, self->scale, self->scale);
  draw (self, cr, snapshot, sheet);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append, bytes);
  cairo_surface_destroy (surface);

  return status;
}

static cairo_status_t
draw_vector (const LtPicture *self,
             const LtSnapshot *snapshot,
             const LtSheet *sheet,
             cairo_surface_t *surface,
             double scale)
{
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  draw (self, cr, snapshot, sheet);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);

  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  return status;
}

static cairo_status_t
draw_svg (const LtPicture *self, const LtSnapshot *snapshot, const LtSheet *sheet, GByteArray *bytes)
{
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append, bytes, self->width, self->height);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);

  return draw_vector (self, snapshot, sheet, surface, 1);
}

static cairo_status_t
draw_pdf (const LtPicture *self, const LtSnapshot *snapshot, const LtSheet *sheet, GByteArray *bytes)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (
      append, bytes, self->width * POINTS_PER_PIXEL, self->height * POINTS_PER_PIXEL);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE,
                                  lt_catalogue_get_label (snapshot->catalogue));

  return draw_vector (self, snapshot, sheet, surface, POINTS_PER_PIXEL);
}

typedef cairo_status_t (*DrawFunc) (const LtPicture *, const LtSnapshot *, const LtSheet *, GByteArray *);

static DrawFunc
find_format (const char *path, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  if (g_str_has_suffix (lower, ".png"))
    return draw_png;
  if (g_str_has_suffix (lower, ".svg"))
    return draw_svg;
  if (g_str_has_suffix (lower, ".pdf"))
    return draw_pdf;

  g_set_error (error, LT_ERROR, LT_ERROR_VALUE, _ ("“%s” must end in .png, .svg or .pdf."), path);

  return NULL;
}

static gboolean
check_size (const LtPicture *self, GError **error)
{
  double smallest = MIN (self->width, self->height) * self->scale;
  double largest = MAX (self->width, self->height) * self->scale;

  if (smallest >= MIN_SIZE && largest <= MAX_SIZE && self->width > 0 && self->height > 0)
    return TRUE;

  g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
               _ ("A picture of %d × %d pixels at scale %g cannot be drawn; give each side %d to %d pixels."),
               self->width, self->height, self->scale, MIN_SIZE, MAX_SIZE);

  return FALSE;
}

static gboolean
save (GByteArray *bytes, const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (g_file_set_contents_full (path, (const char *) bytes->data, bytes->len, G_FILE_SET_CONTENTS_CONSISTENT,
                                0666, &local_error))
    return TRUE;

  lt_error_set_unwritable (error, path, local_error);

  return FALSE;
}

gboolean
lt_picture_write (const LtPicture *self, const LtSnapshot *snapshot, const char *path, GError **error)
{
  g_autoptr (LtMosaic) mosaic = NULL;
  g_autoptr (GByteArray) bytes = NULL;
  cairo_status_t status;
  DrawFunc format;
  LtSheet sheet;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (snapshot != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  format = find_format (path, error);
  if (format == NULL || !check_size (self, error) || !prepare (self, snapshot, &sheet, &mosaic, error))
    return FALSE;

  bytes = g_byte_array_new ();
  status = format (self, snapshot, &sheet, bytes);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_IO, _ ("The picture “%s” cannot be drawn: %s."), path,
                   cairo_status_to_string (status));
      return FALSE;
    }

  return save (bytes, path, error);
}

static void
add_margin (LtBox *box)
{
  double x = (box->east - box->west) * VIEW_MARGIN, y = (box->north - box->south) * VIEW_MARGIN;

  box->west -= x;
  box->east += x;
  box->south -= y;
  box->north += y;
}

LtBox
lt_picture_get_view_box (const LtSnapshot *snapshot, guint chain, int district)
{
  LtBox box = LT_BOX_EMPTY;

  g_return_val_if_fail (snapshot != NULL, box);

  for (guint i = 0; i < lt_catalogue_get_n_districts (snapshot->catalogue); i++)
    {
      LtGeometry *geometry = lt_district_get_geometry (lt_catalogue_get_district_at (snapshot->catalogue, i));
      gboolean wanted = district >= 0 ? district == (int) i : lt_label_is_key (snapshot, chain, i);

      if (wanted && geometry != NULL)
        lt_box_add_box (&box, &geometry->box);
    }
  if (lt_box_is_empty (&box))
    box = lt_catalogue_get_box (snapshot->catalogue);
  if (!lt_box_is_empty (&box))
    add_margin (&box);

  return box;
}
