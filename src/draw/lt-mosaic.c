#include "config.h"

#include "lt-mosaic.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-mercator.h"
#include "lt-tile-image.h"

/* A picture of 16384 pixels a side needs some 4,200 tiles; never more. */
#define MAX_TILES 4500
/* No tile is larger; a file that claims so is damaged or hostile. */
#define MAX_TILE_SIZE 2048

typedef struct
{
  guint x;
  guint y;
  cairo_surface_t *surface;
} Tile;

struct _LtMosaic
{
  guint zoom;
  guint n_broken;
  GArray *tiles;
};

typedef struct
{
  guint left, top, right, bottom; /* inclusive */
} Range;

static void
clear_tile (gpointer data)
{
  cairo_surface_destroy (((Tile *) data)->surface);
}

void
lt_mosaic_free (LtMosaic *self)
{
  g_array_unref (self->tiles);
  g_free (self);
}

guint
lt_mosaic_get_n_tiles (const LtMosaic *self)
{
  return self->tiles->len;
}

guint
lt_mosaic_get_n_broken (const LtMosaic *self)
{
  return self->n_broken;
}

static guint
get_index (double unit, guint zoom)
{
  double n = exp2 (zoom);

  return (guint) CLAMP (floor (unit * n), 0, n - 1);
}

static Range
get_range (const LtCamera *camera, guint zoom)
{
  LtBox box = lt_camera_get_box (camera);

  return (Range){
    .left = get_index (lt_mercator_x (box.west), zoom),
    .top = get_index (lt_mercator_y (box.north), zoom),
    .right = get_index (lt_mercator_x (box.east), zoom),
    .bottom = get_index (lt_mercator_y (box.south), zoom),
  };
}

static guint
choose_zoom (LtMbtiles *mbtiles, const LtCamera *camera)
{
  double wanted = camera->zoom + log2 (camera->scale);
  double lowest = lt_mbtiles_get_min_zoom (mbtiles), highest = lt_mbtiles_get_max_zoom (mbtiles);
  guint zoom = (guint) CLAMP (round (wanted), lowest, MAX (lowest, highest));

  return MIN (zoom, 24);
}

static void
limit_size (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  if (width > MAX_TILE_SIZE || height > MAX_TILE_SIZE)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

static GdkPixbuf *
decode (GBytes *bytes)
{
  g_autoptr (GdkPixbufLoader) loader = NULL;
  GdkPixbuf *pixbuf = NULL;
  gboolean written;

  if (!lt_tile_image_is_whole (bytes))
    return NULL;

  loader = gdk_pixbuf_loader_new ();
  g_signal_connect (loader, "size-prepared", G_CALLBACK (limit_size), NULL);
  written = gdk_pixbuf_loader_write_bytes (loader, bytes, NULL);
  if (gdk_pixbuf_loader_close (loader, NULL) && written)
    pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);

  return pixbuf != NULL ? g_object_ref (pixbuf) : NULL;
}

static guint32
premultiply (const guchar *pixel, gboolean has_alpha)
{
  guint32 alpha = has_alpha ? pixel[3] : 255;

  return alpha << 24 | (pixel[0] * alpha + 127) / 255 << 16 | (pixel[1] * alpha + 127) / 255 << 8
         | (pixel[2] * alpha + 127) / 255;
}

static cairo_surface_t *
create_surface (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  int channels = gdk_pixbuf_get_n_channels (pixbuf), source_stride = gdk_pixbuf_get_rowstride (pixbuf);
  const guchar *source = gdk_pixbuf_read_pixels (pixbuf);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  int stride = cairo_image_surface_get_stride (surface);
  guchar *pixels = cairo_image_surface_get_data (surface);

  for (int row = 0; pixels != NULL && row < height; row++)
    {
      guint32 *line = (guint32 *) (gpointer) (pixels + (gsize) row * (gsize) stride);

      for (int column = 0; column < width; column++)
        line[column]
            = premultiply (source + (gsize) row * (gsize) source_stride + column * channels, channels == 4);
    }
  cairo_surface_mark_dirty (surface);

  return surface;
}

static void
read_tile (LtMosaic *self, LtMbtiles *mbtiles, guint x, guint y)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = lt_mbtiles_read (mbtiles, self->zoom, x, y, &error);
  g_autoptr (GdkPixbuf) pixbuf = bytes != NULL ? decode (bytes) : NULL;
  Tile tile = { .x = x, .y = y };

  if (pixbuf == NULL)
    {
      self->n_broken += bytes != NULL || error != NULL;
      return;
    }
  tile.surface = create_surface (pixbuf);
  g_array_append_val (self->tiles, tile);
}

LtMosaic *
lt_mosaic_new (LtMbtiles *mbtiles, const LtCamera *camera, GError **error)
{
  g_autoptr (LtMosaic) self = g_new0 (LtMosaic, 1);
  Range range;

  self->tiles = g_array_new (FALSE, FALSE, sizeof (Tile));
  g_array_set_clear_func (self->tiles, clear_tile);
  self->zoom = choose_zoom (mbtiles, camera);
  range = get_range (camera, self->zoom);

  if ((guint64) (range.right - range.left + 1) * (range.bottom - range.top + 1) <= MAX_TILES)
    {
      for (guint y = range.top; y <= range.bottom; y++)
        for (guint x = range.left; x <= range.right; x++)
          read_tile (self, mbtiles, x, y);
    }

  if (self->tiles->len == 0 && self->n_broken > 0)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_FORMAT,
                   _ ("None of the tiles of “%s” for this view can be decoded; choose another base map."),
                   lt_mbtiles_get_path (mbtiles));
      return NULL;
    }

  return g_steal_pointer (&self);
}

/* Edges on whole device pixels, so that no seam shows between tiles. */
static void
snap (cairo_t *cr, double *x, double *y)
{
  cairo_user_to_device (cr, x, y);
  *x = round (*x);
  *y = round (*y);
  cairo_device_to_user (cr, x, y);
}

static void
paint_tile (const LtMosaic *self, const Tile *tile, cairo_t *cr, const LtCamera *camera)
{
  double n = exp2 (self->zoom), x1, y1, x2, y2;

  lt_camera_to_screen (camera, lt_mercator_longitude (tile->x / n), lt_mercator_latitude (tile->y / n), &x1,
                       &y1);
  lt_camera_to_screen (camera, lt_mercator_longitude ((tile->x + 1) / n),
                       lt_mercator_latitude ((tile->y + 1) / n), &x2, &y2);
  snap (cr, &x1, &y1);
  snap (cr, &x2, &y2);

  cairo_save (cr);
  cairo_rectangle (cr, x1, y1, x2 - x1, y2 - y1);
  cairo_translate (cr, x1, y1);
  cairo_scale (cr, (x2 - x1) / cairo_image_surface_get_width (tile->surface),
               (y2 - y1) / cairo_image_surface_get_height (tile->surface));
  cairo_set_source_surface (cr, tile->surface, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_fill (cr);
  cairo_restore (cr);
}

void
lt_mosaic_paint (const LtMosaic *self, cairo_t *cr, const LtCamera *camera)
{
  for (guint i = 0; i < self->tiles->len; i++)
    paint_tile (self, &g_array_index (self->tiles, Tile, i), cr, camera);
}
