#include "lt-axis-title.h"

#include <string.h>

/* Datums and maps that stand around the axis's own word; longer ones before those they begin with. */
static const struct
{
  const char *word;
  const char *crs;
} datums[] = {
  { "gcj02", "gcj02" },     { "gcj", "gcj02" },  { "amap", "gcj02" },  { "高德", "gcj02" },
  { "腾讯", "gcj02" },      { "火星", "gcj02" }, { "bd09ll", "bd09" }, { "bd09", "bd09" },
  { "baidu", "bd09" },      { "百度", "bd09" },  { "cgcs2000", NULL }, { "国家2000", NULL },
  { "2000国家大地", NULL }, { "wgs84", NULL },   { "wgs", NULL },      { "epsg4326", NULL },
};

/* What else is said of a coordinate without changing which one it is. */
static const char *const fillers[] = { "中心点", "中心", "地图", "坐标", "位置", "point", "coord", "deg" };

static const char *const easts[]
    = { "lon", "lng", "long", "longitude", "x", "经度", "东经", "东", "横", "东向", "easting", NULL };
static const char *const norths[]
    = { "lat", "latitude", "y", "纬度", "北纬", "北", "纵", "北向", "northing", NULL };

/* Letters and digits alone, half-width and small; without what stands in brackets unless `brackets`. */
static char *
fold (const char *title, gboolean brackets)
{
  g_autofree char *valid = g_utf8_make_valid (title, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *lower = g_utf8_strdown (composed, -1);
  GString *key = g_string_new (NULL);
  gboolean inside = FALSE;

  for (const char *at = lower; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (!brackets && (character == '(' || character == '[' || character == 0x3010))
        inside = TRUE;
      else if (inside)
        inside = character != ')' && character != ']' && character != 0x3011;
      else if (g_unichar_isalnum (character))
        g_string_append_unichar (key, character);
    }

  return g_string_free (key, FALSE);
}

/* Takes `title`. */
static GString *
drop_datum (char *title)
{
  GString *key = g_string_new (title);

  g_free (title);
  for (guint i = 0; i < G_N_ELEMENTS (datums); i++)
    g_string_replace (key, datums[i].word, "", 1);

  return key;
}

static LtAxis
read_key (char *title)
{
  g_autoptr (GString) key = drop_datum (title);

  for (guint i = 0; i < G_N_ELEMENTS (fillers); i++)
    g_string_replace (key, fillers[i], "", 1);

  if (g_strv_contains (easts, key->str))
    return LT_AXIS_EAST;

  return g_strv_contains (norths, key->str) ? LT_AXIS_NORTH : LT_AXIS_NONE;
}

LtAxis
lt_axis_title_read (const char *title)
{
  LtAxis axis;

  g_return_val_if_fail (title != NULL, LT_AXIS_NONE);

  axis = read_key (fold (title, TRUE));

  return axis != LT_AXIS_NONE ? axis : read_key (fold (title, FALSE));
}

gboolean
lt_axis_title_is_outline (const char *title)
{
  static const char *const outlines[]
      = { "wkt", "geom", "geometry", "thegeom", "wktgeom", "几何", "图形", NULL };
  g_autoptr (GString) key = NULL;

  g_return_val_if_fail (title != NULL, FALSE);

  key = drop_datum (fold (title, TRUE));

  return g_strv_contains (outlines, key->str);
}

const char *
lt_axis_title_get_crs (const char *title)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (title != NULL, NULL);

  key = fold (title, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (datums); i++)
    if (strstr (key, datums[i].word) != NULL)
      return datums[i].crs;

  return NULL;
}
