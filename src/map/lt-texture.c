#include "config.h"

#include "lt-texture.h"

static const cairo_user_data_key_t bytes_key;

static GQuark
surface_quark (void)
{
  return g_quark_from_static_string ("lt-texture-surface");
}

/* Shares the bytes. */
static cairo_surface_t *
make_surface (int width, int height, GBytes *bytes, gsize stride)
{
  guchar *pixels = (guchar *) g_bytes_get_data (bytes, NULL);
  cairo_surface_t *surface
      = cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_ARGB32, width, height, (int) stride);

  cairo_surface_set_user_data (surface, &bytes_key, g_bytes_ref (bytes),
                               (cairo_destroy_func_t) g_bytes_unref);
  return surface;
}

GdkTexture *
lt_texture_new (int width, int height, GBytes *bytes, gsize stride)
{
  GdkTexture *texture;

  g_return_val_if_fail (width > 0 && height > 0 && bytes != NULL, NULL);

  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
  g_object_set_qdata_full (G_OBJECT (texture), surface_quark (), make_surface (width, height, bytes, stride),
                           (GDestroyNotify) cairo_surface_destroy);
  return texture;
}

static gboolean
draws_with_cairo (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);

  return native && GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (native));
}

void
lt_texture_append (GdkTexture *texture, GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *rect)
{
  cairo_surface_t *surface;
  double width, height;
  cairo_t *cr;

  g_return_if_fail (GDK_IS_TEXTURE (texture));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  surface = draws_with_cairo (widget) ? g_object_get_qdata (G_OBJECT (texture), surface_quark ()) : NULL;
  if (!surface)
    {
      gtk_snapshot_append_texture (snapshot, texture, rect);
      return;
    }
  width = gdk_texture_get_width (texture);
  height = gdk_texture_get_height (texture);
  cr = gtk_snapshot_append_cairo (snapshot, rect);
  cairo_translate (cr, (double) rect->origin.x, (double) rect->origin.y);
  cairo_scale (cr, (double) rect->size.width / width, (double) rect->size.height / height);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  cairo_destroy (cr);
}
