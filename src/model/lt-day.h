#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Dates as numbers: days of the proleptic Gregorian calendar, as GDate's Julian day counts them
 * (1 January of year 1 is 1), so that they fit into columns of doubles. NAN: not recorded. */

/* "2025-11-05", also with a time of day after it. NAN for anything else, NULL included. */
double lt_day_parse (const char *text);
/* "2025-11-05"; NULL for NAN. Returns: (transfer full). */
char *lt_day_format (double day);
/* The day of this computer's clock. */
double lt_day_today (void);
/* 31 December of a year. */
double lt_day_get_year_end (int year);
/* Years from one day to another, whole at each anniversary and even between (29 February has its
 * anniversary on the 28th). Below zero when `to` is the earlier; NAN when either is. */
double lt_day_get_years (double from, double to);

G_END_DECLS
