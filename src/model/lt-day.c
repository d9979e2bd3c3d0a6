#include "config.h"

#include "lt-day.h"

#include <math.h>
#include <stdio.h>

double
lt_day_parse (const char *text)
{
  unsigned year, month, day;
  int end = 0;
  GDate date;

  if (text == NULL || sscanf (text, "%4u-%2u-%2u%n", &year, &month, &day, &end) != 3
      || g_ascii_isdigit (text[end])
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return NAN;
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&date);
}

static gboolean
get_date (double day, GDate *date)
{
  if (!(day >= 1) || day > 4000000 || !g_date_valid_julian ((guint32) day))
    return FALSE;
  g_date_clear (date, 1);
  g_date_set_julian (date, (guint32) day);
  return TRUE;
}

char *
lt_day_format (double day)
{
  GDate date;

  if (!get_date (day, &date))
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date),
                          g_date_get_day (&date));
}

double
lt_day_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (now),
                  (GDateMonth) g_date_time_get_month (now), (GDateYear) g_date_time_get_year (now));
  return g_date_get_julian (&date);
}

double
lt_day_get_year_end (int year)
{
  GDate date;

  if (year < 1 || year > 9999)
    return NAN;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 31, G_DATE_DECEMBER, (GDateYear) year);
  return g_date_get_julian (&date);
}

static double
get_anniversary (const GDate *date, guint years)
{
  GDate copy = *date;

  g_date_add_years (&copy, years);
  return g_date_get_julian (&copy);
}

double
lt_day_get_years (double from, double to)
{
  GDate date;
  guint years;
  double last, next;

  if (!isfinite (from) || !isfinite (to))
    return NAN;
  if (to < from)
    return -lt_day_get_years (to, from);
  if (!get_date (from, &date) || to > 4000000 - 366)
    return NAN;
  years = (guint) ((to - from) / 366);
  while (get_anniversary (&date, years + 1) <= to)
    years++;
  last = get_anniversary (&date, years);
  next = get_anniversary (&date, years + 1);
  return years + (to - last) / (next - last);
}
