#pragma once

#include <gdk/gdk.h>

#include "lt-pin.h"

G_BEGIN_DECLS

/* Pictures of pins and clusters. Those of pins are few (stage, colour, late or not) and kept; those of
 * clusters are each its own. */
typedef struct _LtPinTextures LtPinTextures;

/* `scale`: device pixels per logical one. Returns: (transfer full). */
LtPinTextures *lt_pin_textures_new (const LtPalette *palette, double scale);
void lt_pin_textures_free (LtPinTextures *self);

/* Covers LT_PIN_REACH to both sides of the tip and LT_PIN_HEIGHT above it, LT_PIN_BELOW below.
 * (transfer none). Main thread. */
GdkTexture *lt_pin_textures_get (LtPinTextures *self, guint stage, guint32 colour, gboolean late);

/* A square of twice lt_pin_get_cluster_radius. Returns: (transfer full). Any thread. */
GdkTexture *lt_pin_textures_make_cluster (const LtPalette *palette, double scale, const LtPin *pin);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtPinTextures, lt_pin_textures_free)

G_END_DECLS
