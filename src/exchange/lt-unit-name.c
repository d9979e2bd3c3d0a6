#include "lt-unit-name.h"

#include <string.h>

#include "lt-unit.h"

typedef enum
{
  AREA,
  MONEY,
  MONEY_BY_AREA,
  COAL,
  ELECTRICITY,
  POWER,
  MASS,
  FLOW,
  PERSONS,
  LENGTH,
} Dimension;

typedef struct
{
  const char *name;
  Dimension dimension;
  double size; /* in the first unit of its dimension that has 1 */
} Unit;

static const Unit units[] = {
  { "m²", AREA, 1.0 },
  { "㎡", AREA, 1.0 },
  { "m2", AREA, 1.0 },
  { "sqm", AREA, 1.0 },
  { "平方米", AREA, 1.0 },
  { "亩", AREA, LT_M2_PER_MU },
  { "mu", AREA, LT_M2_PER_MU },
  { "万亩", AREA, 1e4 * LT_M2_PER_MU },
  { "公顷", AREA, LT_M2_PER_HA },
  { "ha", AREA, LT_M2_PER_HA },
  { "km²", AREA, 1e6 },
  { "km2", AREA, 1e6 },
  { "平方公里", AREA, 1e6 },
  { "平方千米", AREA, 1e6 },
  { "万平方米", AREA, 1e4 },
  { "万m²", AREA, 1e4 },
  { "万㎡", AREA, 1e4 },
  { "元", MONEY, 1.0 },
  { "yuan", MONEY, 1.0 },
  { "千元", MONEY, 1e3 },
  { "万元", MONEY, 1e4 },
  { "wan", MONEY, 1e4 },
  { "10,000 yuan", MONEY, 1e4 },
  { "10000 yuan", MONEY, 1e4 },
  { "10k yuan", MONEY, 1e4 },
  { "百万元", MONEY, 1e6 },
  { "million yuan", MONEY, 1e6 },
  { "万", MONEY, 1e4 },
  { "千万元", MONEY, 1e7 },
  { "亿元", MONEY, 1e8 },
  { "亿", MONEY, 1e8 },
  { "yi", MONEY, 1e8 },
  { "100 million yuan", MONEY, 1e8 },
  { "万元/亩", MONEY_BY_AREA, 1.0 },
  { "10,000 yuan/mu", MONEY_BY_AREA, 1.0 },
  { "万元/公顷", MONEY_BY_AREA, LT_M2_PER_MU / LT_M2_PER_HA },
  { "万元/ha", MONEY_BY_AREA, LT_M2_PER_MU / LT_M2_PER_HA },
  { "亿元/平方公里", MONEY_BY_AREA, LT_M2_PER_MU / 100.0 },
  { "吨标准煤", COAL, 1.0 },
  { "吨标煤", COAL, 1.0 },
  { "tce", COAL, 1.0 },
  { "吨标准煤/年", COAL, 1.0 },
  { "吨标煤/年", COAL, 1.0 },
  { "t of standard coal/year", COAL, 1.0 },
  { "万吨标准煤", COAL, 1e4 },
  { "万吨标煤", COAL, 1e4 },
  { "千瓦时", ELECTRICITY, 1.0 },
  { "度", ELECTRICITY, 1.0 },
  { "kwh", ELECTRICITY, 1.0 },
  { "万千瓦时", ELECTRICITY, 1e4 },
  { "万度", ELECTRICITY, 1e4 },
  { "kva", POWER, 1.0 },
  { "千伏安", POWER, 1.0 },
  { "t", MASS, 1.0 },
  { "吨", MASS, 1.0 },
  { "kg", MASS, 1e-3 },
  { "千克", MASS, 1e-3 },
  { "吨/日", FLOW, 1.0 },
  { "吨/天", FLOW, 1.0 },
  { "t/day", FLOW, 1.0 },
  { "人", PERSONS, 1.0 },
  { "名", PERSONS, 1.0 },
  { "persons", PERSONS, 1.0 },
  { "万人", PERSONS, 1e4 },
  { "m", LENGTH, 1.0 },
  { "米", LENGTH, 1.0 },
};

static const Unit *
get_unit (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_ascii_strcasecmp (units[i].name, name) == 0)
      return &units[i];

  return NULL;
}

const char *
lt_unit_name_find (const char *name, const char *canonical, double *factor)
{
  const Unit *unit = get_unit (name);
  const Unit *to = get_unit (canonical);

  if (unit == NULL || to == NULL || unit->dimension != to->dimension)
    return NULL;
  if (factor != NULL)
    *factor = unit->size / to->size;

  return unit->name;
}

static gboolean
is_letter (char c)
{
  return g_ascii_isalnum (c);
}

const char *
lt_unit_name_find_ending (const char *text)
{
  const char *found = NULL;
  gsize all = strlen (text);

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      const char *name = units[i].name;
      gsize length = strlen (name);
      gboolean plain = is_letter (name[0]) && (guint8) name[length - 1] < 0x80;

      if (all <= length || strcmp (text + all - length, name) != 0
          || (found != NULL && strlen (found) >= length)
          || (plain && strchr ("_ -", text[all - length - 1]) == NULL))
        continue;
      found = name;
    }

  return found;
}

const char *
lt_unit_name_find_beginning (const char *text)
{
  const char *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      const char *name = units[i].name;
      gsize length = strlen (name);
      const char *rest = g_str_has_prefix (text, name) ? text + length : NULL;

      if (rest == NULL || (found != NULL && strlen (found) >= length) || is_letter (*rest)
          || ((guint8) *rest >= 0x80 && !g_str_has_prefix (rest, "、")))
        continue;
      found = name;
    }

  return found;
}

gboolean
lt_unit_name_is_alike (const char *name, const char *other)
{
  const Unit *unit = get_unit (name);
  const Unit *second = get_unit (other);

  return unit != NULL && second != NULL && unit->dimension == second->dimension;
}
