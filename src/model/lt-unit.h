#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* 1 亩 = 2000/3 m² (DOMAIN.md). */
#define LT_M2_PER_MU (2000.0 / 3.0)
#define LT_M2_PER_HA 10000.0

/* People's figures: thousands separated, at most `decimals` places, trailing zeros kept.
 * NAN gives "未录入" / "not recorded". Returns: (transfer full). */
char *lt_unit_format (double value, int decimals);
/* 亿元 from one hundred million, else 万元; `wan` is 万元. "1,000 亿元", in English "100 bn yuan".
 * Two places, none for whole numbers. (transfer full). */
char *lt_unit_format_money (double wan);
/* Square metres as 亩: "12.3 亩"; whole ones from 1,000, two places below 1. (transfer full). */
char *lt_unit_format_area (double m2);
/* "30.8703°N 120.0933°E". (transfer full). */
char *lt_unit_format_degrees (double longitude, double latitude);

G_END_DECLS
