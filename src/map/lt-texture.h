#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A picture painted with cairo as a texture. GTK's cairo renderer turns the pixels of a texture into floats
 * and back in each frame: where it draws, these are given to it as they are. */

/* `bytes` holds rows of `stride` bytes of CAIRO_FORMAT_ARGB32; a reference is taken. Any thread.
 * Returns: (transfer full). */
GdkTexture *lt_texture_new (int width, int height, GBytes *bytes, gsize stride);

/* Draws any texture into a rectangle of the widget. */
void lt_texture_append (GdkTexture *texture,
                        GtkWidget *widget,
                        GtkSnapshot *snapshot,
                        const graphene_rect_t *rect);

G_END_DECLS
