#pragma once

#include "lt-catalogue.h"
#include "lt-field.h"

G_BEGIN_DECLS

/* Values as people write them, made canonical. */

/* Full-width forms become ASCII, spaces at both ends (also U+3000) go. Returns: (transfer full)
 * (nullable): NULL when nothing or only a stand-in for "no value" (—, /, 无 …) remains and
 * `allow_none`. */
char *lt_value_clean (const char *text, gboolean allow_none);

/* The same without an allocation for most: returns `text`, a part of it or what `spare` holds then. (transfer
 * none) (nullable). */
const char *lt_value_tidy (const char *text, gboolean allow_none, GString *spare);
/* Without spaces of ASCII at both ends, in the same manner. (transfer none). */
const char *lt_value_strip (const char *text, GString *spare);

/* A finite number of cleaned text: sign, digits, thousands separated by commas or spaces in groups of
 * three, decimals, exponent. FALSE for everything else, also "0x1F", "1,23" and "nan". */
gboolean lt_value_parse_number (const char *text, double *value);

/* A code without what kept a spreadsheet from taking it for a number: '9133…, ="9133…". Returns: (transfer
 * full) (nullable): NULL when it has nothing of the kind. */
char *lt_value_free_code (const char *text);

/* 2026-01-31, 2026/1/31, 2026.1.31, 20260131, 2026年1月31日, with or without a time behind it, or the number
 * of days since 1899-12-30 that a spreadsheet keeps (46053), as
 * "2026-01-31". Returns: (transfer full) (nullable). */
char *lt_value_parse_date (const char *text);

/* Numbers or names of chains, separated by ; , 、 | or /: "6;1", primary first, each once. Returns:
 * (transfer full) (nullable): NULL when one of them is not in the catalogue. */
char *lt_value_parse_chains (const char *text, LtCatalogue *catalogue);

/* Code or name of a district, also without its 区 or 县 or with the city before it. Returns: (transfer
 * none) (nullable): its code. */
const char *lt_value_find_district (const char *text, LtCatalogue *catalogue);

/* The unit of the field's kind that a title names: in brackets, at its end (用地面积亩), or as the field's
 * own name does (area_m2). Returns: (transfer none) (nullable): NULL when it names none. */
const char *lt_value_get_unit (const char *title, const LtField *field);

/* What a column's values are multiplied with to be in the field's canonical unit, told by that unit:
 * "面积（亩）" gives 666.67 for m². 1 when the title names none or the field has no unit; 0 when brackets at
 * its end hold one that is not known. */
double lt_value_get_factor (const char *title, const LtField *field);

/* The field that a column's title means, also where its unit stands without brackets (用地面积亩, area_mu),
 * or -1. */
int lt_value_match_title (LtKind kind, const char *title);

G_END_DECLS
