#include "config.h"

#include "lt-row-check.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "lt-error.h"

#define MAX_CHAINS 32

static int
find_type (LtRecord *record, LtFieldType type)
{
  guint n;
  const LtField *fields = lt_fields_get (lt_record_get_kind (record), &n);

  for (guint i = 0; i < n; i++)
    {
      if (fields[i].type == type)
        return (int) i;
    }
  return -1;
}

const char *
lt_row_check_get_name (LtRecord *record)
{
  guint n;
  const LtField *fields = lt_fields_get (lt_record_get_kind (record), &n);

  for (guint i = 0; i < n; i++)
    {
      if ((fields[i].flags & (LT_FIELD_KEY | LT_FIELD_REQUIRED)) != 0 && lt_record_has (record, i))
        return lt_record_get_text (record, i);
    }
  return "?";
}

static gboolean
fail_value (LtRecord *record, guint field, GError **error)
{
  g_set_error (error, LT_ERROR, LT_ERROR_VALUE, _ ("“%s”: “%s” is no valid “%s”: correct it."),
               lt_row_check_get_name (record), lt_record_get_text (record, field),
               lt_field_get_title (&lt_fields_get (lt_record_get_kind (record), NULL)[field]));
  return FALSE;
}

/* A full day, "2026-03-31": what a DATE column of a GeoPackage holds. */
static gboolean
is_date (const char *text)
{
  static const char shape[] = "dddd-dd-dd";
  guint i = 0;

  for (; shape[i] != '\0'; i++)
    {
      if (shape[i] == 'd' ? !g_ascii_isdigit (text[i]) : text[i] != shape[i])
        return FALSE;
    }
  return text[i] == '\0'
         && g_date_valid_dmy ((GDateDay) atoi (text + 8), (GDateMonth) atoi (text + 5),
                              (GDateYear) atoi (text));
}

static gboolean
check_texts (LtRecord *record, GError **error)
{
  guint n;
  const LtField *fields = lt_fields_get (lt_record_get_kind (record), &n);

  for (guint i = 0; i < n; i++)
    {
      if (fields[i].type == LT_FIELD_DATE && lt_record_has (record, i)
          && !is_date (lt_record_get_text (record, i)))
        return fail_value (record, i, error);
    }
  return TRUE;
}

static gboolean
check_chains (LtCatalogue *catalogue, LtRecord *record, GError **error)
{
  int field = find_type (record, LT_FIELD_CHAINS);
  guint numbers[MAX_CHAINS];
  guint n;

  if (field < 0 || !lt_record_has (record, (guint) field))
    return TRUE;
  n = lt_record_get_chains (record, numbers, MAX_CHAINS);
  for (guint i = 0; i < n; i++)
    {
      if (lt_catalogue_get_chain (catalogue, numbers[i]) == NULL)
        return fail_value (record, (guint) field, error);
    }
  return n > 0 || fail_value (record, (guint) field, error);
}

static gboolean
resolve_district (LtCatalogue *catalogue, LtRecord *record, GError **error)
{
  int field = find_type (record, LT_FIELD_DISTRICT);
  LtDistrict *district;
  const char *text;

  if (field < 0 || !lt_record_has (record, (guint) field))
    return TRUE;
  text = lt_record_get_text (record, (guint) field);
  district = lt_catalogue_get_district (catalogue, text);
  if (district == NULL)
    return fail_value (record, (guint) field, error);
  if (!g_str_equal (text, lt_district_get_code (district)))
    lt_record_set_text (record, (guint) field, lt_district_get_code (district));
  return TRUE;
}

static gboolean
check_geometry (LtRecord *record, GError **error)
{
  LtKind kind = lt_record_get_kind (record);
  LtGeometry *geometry = lt_record_get_geometry (record);
  double x, y;

  if (geometry == NULL || kind == LT_KIND_PROJECT)
    return TRUE;
  if (kind != LT_KIND_ENTERPRISE)
    {
      if (geometry->kind == LT_GEOMETRY_POLYGON)
        return TRUE;
      g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
                   _ ("“%s” needs an area, not a point or a line: correct it."),
                   lt_row_check_get_name (record));
      return FALSE;
    }
  if (geometry->kind == LT_GEOMETRY_POINT && geometry->n_points == 1)
    return TRUE;
  lt_geometry_label_point (geometry, 1e-5, &x, &y);
  lt_record_take_geometry (record, lt_geometry_new_point (x, y));
  return TRUE;
}

static const char *
district_around (LtCatalogue *catalogue, double x, double y, gboolean zones)
{
  for (guint i = 0; i < lt_catalogue_get_n_districts (catalogue); i++)
    {
      LtDistrict *district = lt_catalogue_get_district_at (catalogue, i);
      LtGeometry *geometry = lt_district_get_geometry (district);

      if (geometry != NULL && lt_district_is_zone (district) == zones
          && lt_box_contains (&geometry->box, x, y) && lt_geometry_contains (geometry, x, y))
        return lt_district_get_code (district);
    }
  return NULL;
}

const char *
lt_row_check_find_district (LtCatalogue *catalogue, LtRecord *record)
{
  int field = find_type (record, LT_FIELD_DISTRICT);
  LtGeometry *geometry = lt_record_get_geometry (record);
  const char *code;
  double x, y;

  if (field < 0 || geometry == NULL || lt_record_has (record, (guint) field))
    return NULL;
  x = (geometry->box.west + geometry->box.east) / 2;
  y = (geometry->box.south + geometry->box.north) / 2;
  if (geometry->kind == LT_GEOMETRY_POLYGON && !lt_geometry_contains (geometry, x, y))
    {
      x = geometry->xy[0];
      y = geometry->xy[1];
    }
  code = district_around (catalogue, x, y, FALSE);
  return code != NULL ? code : district_around (catalogue, x, y, TRUE);
}

void
lt_row_check_set_district (LtRecord *record, const char *code)
{
  if (code != NULL)
    lt_record_set_text (record, (guint) find_type (record, LT_FIELD_DISTRICT), code);
}

gboolean
lt_row_check (LtCatalogue *catalogue, LtRecord *record, GError **error)
{
  return check_texts (record, error) && check_chains (catalogue, record, error)
         && resolve_district (catalogue, record, error) && check_geometry (record, error);
}
