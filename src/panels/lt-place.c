#include "config.h"

#include "lt-place.h"

#include <string.h>

#include "lt-datum.h"

typedef struct
{
  double value;
  gunichar letter; /* N, S, E, W or 0 */
} Part;

static gboolean
is_separator (gunichar c)
{
  return g_unichar_isspace (c) || c == ',' || c == 0xFF0C /* ， */ || c == ';' || c == '/'
         || c == 0x3001 /* 、 */;
}

/* Degrees, then minutes, then seconds, as far as their signs say so. */
static gboolean
read_number (const char **at, double *value)
{
  double unit = 1;
  gboolean negative = **at == '-';
  gboolean any = FALSE;

  *value = 0;
  while (g_ascii_isdigit (**at) || (!any && (**at == '-' || **at == '+')))
    {
      char *end;
      double number = g_ascii_strtod (*at, &end);
      gunichar sign;

      if (end == *at)
        return FALSE;
      *value += (negative && any ? -number : number) / unit;
      any = TRUE;
      *at = end;
      sign = g_utf8_get_char (*at);
      if (sign != 0xB0 && sign != 0x2032 && sign != 0x2033 && sign != '\'' && sign != '"')
        return TRUE;
      unit *= 60;
      *at = g_utf8_next_char (*at);
    }
  return any;
}

static gboolean
read_letter (const char **at, gunichar *letter)
{
  gunichar c = g_unichar_toupper (g_utf8_get_char (*at));

  if (c != 'N' && c != 'S' && c != 'E' && c != 'W')
    return FALSE;
  *letter = c;
  *at = g_utf8_next_char (*at);
  return TRUE;
}

static void
skip_separators (const char **at)
{
  while (**at && is_separator (g_utf8_get_char (*at)))
    *at = g_utf8_next_char (*at);
}

static gboolean
read_part (const char **at, Part *part)
{
  part->letter = 0;
  skip_separators (at);
  read_letter (at, &part->letter);
  if (!read_number (at, &part->value))
    return FALSE;
  if (part->letter == 0)
    read_letter (at, &part->letter);
  if (part->letter == 'S' || part->letter == 'W')
    part->value = -part->value;
  skip_separators (at);
  return TRUE;
}

static gboolean
is_longitude (const Part *part)
{
  return part->letter == 'E' || part->letter == 'W';
}

static gboolean
is_latitude (const Part *part)
{
  return part->letter == 'N' || part->letter == 'S';
}

static gboolean
from_degrees (const Part *a, const Part *b, double *longitude, double *latitude)
{
  gboolean swapped
      = is_longitude (a) || is_latitude (b) || (!is_latitude (a) && !is_longitude (b) && ABS (a->value) > 90);

  *latitude = swapped ? b->value : a->value;
  *longitude = swapped ? a->value : b->value;
  return ABS (*latitude) <= 85 && ABS (*longitude) <= 180;
}

/* A northing of China lies between 1.8 and 6 million; an easting has its zone in front, or is taken
 * about the meridian of 120°. */
static gboolean
from_metres (double easting, double northing, double *longitude, double *latitude)
{
  double zone = (double) (int) (easting / 1e6);

  if (northing < 1.8e6 || northing > 6e6)
    return FALSE;
  if (zone >= 25 && zone <= 45)
    lt_datum_from_gauss_kruger (easting, northing, 3 * zone, zone * 1e6 + 5e5, longitude, latitude);
  else if (easting > 2.5e5 && easting < 7.5e5)
    lt_datum_from_gauss_kruger (easting, northing, 120, 5e5, longitude, latitude);
  else
    return FALSE;
  return TRUE;
}

gboolean
lt_place_parse (const char *text, double *longitude, double *latitude)
{
  Part a, b;

  g_return_val_if_fail (text != NULL && longitude != NULL && latitude != NULL, FALSE);

  if (!g_utf8_validate (text, -1, NULL) || !read_part (&text, &a) || !read_part (&text, &b) || *text)
    return FALSE;
  if (from_metres (a.value, b.value, longitude, latitude)
      || from_metres (b.value, a.value, longitude, latitude))
    return TRUE;
  return from_degrees (&a, &b, longitude, latitude);
}
