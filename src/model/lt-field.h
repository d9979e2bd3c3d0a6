#pragma once

#include <glib.h>

#include "lt-kind.h"

G_BEGIN_DECLS

/* The data dictionary: one table per kind says what columns a row has. The workspace's schema, the
 * GeoPackage column titles, the matching of columns on import, titles on export and the detail
 * cards all come from it. */
typedef enum
{
  LT_FIELD_TEXT, /* UTF-8 text */
  LT_FIELD_CODE, /* text that looks like a number and must stay text */
  LT_FIELD_INTEGER,
  LT_FIELD_NUMBER,   /* double in the field's canonical unit */
  LT_FIELD_DATE,     /* ISO 8601 date as text */
  LT_FIELD_CHAINS,   /* chain numbers, the primary first: "6;1"; kept in a link table */
  LT_FIELD_DISTRICT, /* adcode or zone code; a name is accepted on import */
} LtFieldType;

typedef enum
{
  LT_FIELD_KEY = 1 << 0,      /* identifies the row for import; the first key with a value counts */
  LT_FIELD_REQUIRED = 1 << 1, /* a row without it is rejected */
  LT_FIELD_UNSIGNED = 1 << 2, /* a number that can't be less than nothing: an area, a count; not a tax, which
                               * may be paid back */
} LtFieldFlags;

typedef struct
{
  const char *name;     /* column name, with its unit: "area_m2" */
  const char *title;    /* English message id for gettext: "Area" */
  const char *title_zh; /* "面积"; goes into gpkg_data_columns */
  LtFieldType type;
  const char *unit; /* canonical unit as shown, "m²", "万元"; NULL when none */
  LtFieldFlags flags;
  const char *synonyms; /* lower-case, separated by '|', Chinese and English, for import */
} LtField;

/* The fields of a kind in the order of columns. Returns: (transfer none), *n their count. */
const LtField *lt_fields_get (LtKind kind, guint *n);
/* Index of a field by name, or -1. */
int lt_fields_find (LtKind kind, const char *name);
/* Index of the field a column title means (name, titles, synonyms; case, spaces, full-width forms
 * and a unit in brackets do not matter), or -1. */
int lt_fields_match (LtKind kind, const char *column);

/* Title and unit in the person's language. (transfer none); the unit NULL when there is none. */
const char *lt_field_get_title (const LtField *field);
const char *lt_field_get_unit (const LtField *field);

G_END_DECLS
