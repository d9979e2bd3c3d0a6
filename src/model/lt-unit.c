#include "config.h"

#include "lt-unit.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-language.h"

#define MAX_DECIMALS 9

static char *
not_recorded (void)
{
  return g_strdup (_ ("not recorded"));
}

/* Digits of a finite number, without grouping and without "-0". */
static char *
format_digits (double value, int decimals)
{
  char format[] = "%.0f";
  char buffer[G_ASCII_DTOSTR_BUF_SIZE + 330];
  const char *digits = buffer;

  format[2] = (char) ('0' + CLAMP (decimals, 0, MAX_DECIMALS));
  g_ascii_formatd (buffer, sizeof buffer, format, value);
  if (buffer[0] == '-' && strspn (buffer, "-0.") == strlen (buffer))
    digits++;
  return g_strdup (digits);
}

char *
lt_unit_format (double value, int decimals)
{
  g_autofree char *digits = NULL;
  GString *grouped;
  const char *at;
  gsize whole;

  if (!isfinite (value))
    return not_recorded ();
  digits = format_digits (value, decimals);
  grouped = g_string_sized_new (strlen (digits) * 4 / 3 + 1);
  at = digits;
  if (*at == '-')
    g_string_append_c (grouped, *at++);
  whole = strcspn (at, ".");
  for (gsize i = 0; i < whole; i++)
    {
      if (i > 0 && (whole - i) % 3 == 0)
        g_string_append_c (grouped, ',');
      g_string_append_c (grouped, at[i]);
    }
  g_string_append (grouped, at + whole);
  return g_string_free (grouped, FALSE);
}

/* Two places, none for whole numbers. */
static char *
format_amount (double value)
{
  return lt_unit_format (value, fabs (value - round (value)) < 0.005 ? 0 : 2);
}

char *
lt_unit_format_money (double wan)
{
  g_autofree char *amount = NULL;
  gboolean large = fabs (wan) >= 9999.995;

  if (!isfinite (wan))
    return not_recorded ();
  if (lt_language_is_chinese ())
    {
      amount = format_amount (large ? wan / 10000.0 : wan);
      return g_strdup_printf (large ? "%s 亿元" : "%s 万元", amount);
    }
  /* English counts in thousands: a hundred 万 are a million, ten 亿 a billion. */
  large = fabs (wan) >= 99999.5;
  amount = format_amount (large ? wan / 100000.0 : wan / 100.0);
  return large ? g_strdup_printf (_ ("%s bn yuan"), amount) : g_strdup_printf (_ ("%s mn yuan"), amount);
}

char *
lt_unit_format_area (double m2)
{
  double mu = m2 / LT_M2_PER_MU;
  g_autofree char *amount = NULL;
  int decimals;

  if (!isfinite (m2))
    return not_recorded ();
  decimals = fabs (mu) >= 999.95 ? 0 : fabs (mu) >= 0.995 || mu == 0 ? 1 : 2;
  amount = lt_unit_format (mu, decimals);
  return g_strdup_printf (_ ("%s mu"), amount);
}

char *
lt_unit_format_degrees (double longitude, double latitude)
{
  char north[G_ASCII_DTOSTR_BUF_SIZE], east[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (longitude) || !isfinite (latitude))
    return not_recorded ();
  g_ascii_formatd (north, sizeof north, "%.4f", fabs (latitude));
  g_ascii_formatd (east, sizeof east, "%.4f", fabs (longitude));
  return g_strdup_printf ("%s°%c %s°%c", north, latitude < 0 ? 'S' : 'N', east, longitude < 0 ? 'W' : 'E');
}
