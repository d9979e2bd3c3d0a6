#include "config.h"

#include "lt-pin-textures.h"

#include <math.h>

struct _LtPinTextures
{
  LtPalette palette;
  double scale;
  GHashTable *textures; /* stage, colour, late → GdkTexture */
};

static cairo_surface_t *
new_surface (double width, double height, double scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (width * scale),
                                                         (int) ceil (height * scale));

  cairo_surface_set_device_scale (surface, scale, scale);
  return surface;
}

/* Takes the surface. */
static GdkTexture *
to_texture (cairo_surface_t *surface)
{
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), (gsize) height * (gsize) stride,
                                      (GDestroyNotify) cairo_surface_destroy, surface);
  return gdk_memory_texture_new (cairo_image_surface_get_width (surface), height, GDK_MEMORY_DEFAULT, bytes,
                                 (gsize) stride);
}

static GdkTexture *
make (LtPinTextures *self, guint stage, guint32 colour, gboolean late)
{
  cairo_surface_t *surface = new_surface (2 * LT_PIN_REACH, LT_PIN_HEIGHT + LT_PIN_BELOW, self->scale);
  cairo_t *cr = cairo_create (surface);

  lt_pin_paint (cr, LT_PIN_REACH, LT_PIN_HEIGHT, 1, stage, colour, late, &self->palette);
  cairo_destroy (cr);
  return to_texture (surface);
}

GdkTexture *
lt_pin_textures_make_cluster (const LtPalette *palette, double scale, const LtPin *pin)
{
  double radius = lt_pin_get_cluster_radius (pin->n);
  cairo_surface_t *surface = new_surface (2 * radius, 2 * radius, scale);
  cairo_t *cr = cairo_create (surface);

  lt_pin_paint_cluster (cr, radius, radius, 1, pin, palette);
  cairo_destroy (cr);
  return to_texture (surface);
}

LtPinTextures *
lt_pin_textures_new (const LtPalette *palette, double scale)
{
  LtPinTextures *self = g_new (LtPinTextures, 1);

  self->palette = *palette;
  self->scale = scale;
  self->textures = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  return self;
}

void
lt_pin_textures_free (LtPinTextures *self)
{
  g_hash_table_unref (self->textures);
  g_free (self);
}

GdkTexture *
lt_pin_textures_get (LtPinTextures *self, guint stage, guint32 colour, gboolean late)
{
  gint64 key = (gint64) colour << 8 | (gint64) stage << 1 | (late ? 1 : 0);
  GdkTexture *texture = g_hash_table_lookup (self->textures, &key);

  if (!texture)
    {
      texture = make (self, stage, colour, late);
      g_hash_table_insert (self->textures, g_memdup2 (&key, sizeof key), texture);
    }
  return texture;
}
