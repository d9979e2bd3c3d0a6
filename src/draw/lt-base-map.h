#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "lt-camera.h"
#include "lt-view.h"

G_BEGIN_DECLS

/* The bundled offline base map: neighbouring counties, the city, lakes, rivers, towns, vector.
 * Immutable once loaded; any thread. */
typedef struct _LtBaseMap LtBaseMap;

/* Reads data/basemap from `directory`. Errors name the file. Returns: (transfer full). */
LtBaseMap *lt_base_map_load (const char *directory, GError **error);
LtBaseMap *lt_base_map_ref (LtBaseMap *self);
void lt_base_map_unref (LtBaseMap *self);

/* Paints land, water and borders for the camera onto `cr` (logical pixels, origin top left); no
 * text. */
void lt_base_map_paint (const LtBaseMap *self, cairo_t *cr, const LtCamera *camera, const LtPalette *palette);

/* Names of towns and lakes as label candidates are taken by lt_painter_paint_labels. */

/* Told of a place by its name in the language of messages. */
typedef void (*LtBasePlaceFunc) (const char *name, double longitude, double latitude, gpointer data);
/* Gives the places of which a name, in either language, holds the text without regard to case; the most
 * important first. */
void lt_base_map_find_places (const LtBaseMap *self, const char *text, LtBasePlaceFunc func, gpointer data);

/* Licence line for credits: "© OpenStreetMap contributors (ODbL) · Natural Earth · GeoNames (CC BY)".
 * (transfer none). */
const char *lt_base_map_get_credit (const LtBaseMap *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtBaseMap, lt_base_map_unref)

G_END_DECLS
