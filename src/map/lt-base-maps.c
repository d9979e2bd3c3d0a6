#include "config.h"

#include <glib/gi18n-lib.h>

#include "lt-base-maps.h"

#define OSM_URL "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
#define OSM_CREDIT N_ ("© OpenStreetMap contributors")
#define OSM_CREDIT_URI "https://www.openstreetmap.org/copyright"
#define TIANDITU_URL(layer)                                                                                  \
  "https://t{s}.tianditu.gov.cn/" layer "_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=" layer    \
  "&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}"

static const LtBaseMapInfo base_maps[] = {
  {
      .id = "auto",
      .name = N_ ("Automatic"),
      .templates = { OSM_URL },
      .max_zoom = 19,
      .credit = OSM_CREDIT,
      .credit_uri = OSM_CREDIT_URI,
  },
  {
      .id = "offline",
      .name = N_ ("Offline base map"),
  },
  {
      .id = "openstreetmap",
      .name = N_ ("OpenStreetMap"),
      .templates = { OSM_URL },
      .max_zoom = 19,
      .credit = OSM_CREDIT,
      .credit_uri = OSM_CREDIT_URI,
  },
  {
      .id = "tianditu",
      .name = N_ ("Tianditu"),
      .needs = N_ ("Key"),
      .templates = { TIANDITU_URL ("vec"), TIANDITU_URL ("cva") },
      .subdomains = "01234567",
      .min_zoom = 1,
      .max_zoom = 18,
      .credit = N_ ("© National Platform for Common Geospatial Information Services (Tianditu)"),
      .credit_uri = "https://www.tianditu.gov.cn/",
  },
  {
      .id = "custom",
      .name = N_ ("Own tile server"),
      .needs = N_ ("Address with {z}, {x} and {y}"),
      .max_zoom = 19,
  },
  {
      .id = "mbtiles",
      .name = N_ ("MBTiles file"),
      .needs = N_ ("File"),
  },
  {
      .id = "none",
      .name = N_ ("No base map"),
  },
};

const LtBaseMapInfo *
lt_base_maps_get (guint *n)
{
  g_return_val_if_fail (n != NULL, NULL);

  *n = G_N_ELEMENTS (base_maps);
  return base_maps;
}

const LtBaseMapInfo *
lt_base_maps_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (base_maps); i++)
    if (g_strcmp0 (base_maps[i].id, id) == 0)
      return &base_maps[i];
  return NULL;
}

const char *
lt_base_map_info_get_label (const LtBaseMapInfo *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return _ (self->name);
}

char *
lt_base_map_info_get_credit (const LtBaseMapInfo *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (!self->credit || !self->review_number)
    return self->credit ? g_strdup (_ (self->credit)) : NULL;
  /* Translators: %s is the number under which the map was reviewed. */
  return g_strdup_printf (_ ("%s · Map review number %s"), _ (self->credit), self->review_number);
}
