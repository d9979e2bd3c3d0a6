#include "config.h"

#include "lt-district-row.h"

#include <glib/gi18n-lib.h>

#include "lt-value.h"

static guint
get_field (const char *name)
{
  return (guint) lt_fields_find (LT_KIND_DISTRICT, name);
}

gboolean
lt_district_row_find_code (LtRecord *record, LtCatalogue *catalogue)
{
  const char *name = lt_record_peek (record, "name");
  g_autofree char *clean = name != NULL ? lt_value_clean (name, FALSE) : NULL;
  const char *code;

  if (lt_record_has (record, get_field ("code")) || clean == NULL)
    return TRUE;
  code = lt_value_find_district (clean, catalogue);
  if (code == NULL)
    return FALSE;

  lt_record_set_text (record, get_field ("code"), code);
  lt_record_set_text (record, get_field ("name"),
                      lt_district_get_name (lt_catalogue_get_district (catalogue, code)));

  return TRUE;
}

/* (transfer none) (nullable). */
static LtDistrict *
find_district (LtRecord *record, LtCatalogue *catalogue)
{
  const char *code = lt_record_peek (record, "code");

  return code != NULL ? lt_catalogue_get_district (catalogue, code) : NULL;
}

gboolean
lt_district_row_has_same_outline (LtRecord *record, LtCatalogue *catalogue)
{
  LtDistrict *district = find_district (record, catalogue);
  LtGeometry *geometry = lt_record_get_geometry (record);

  return district != NULL && geometry != NULL && lt_district_get_geometry (district) != NULL
         && lt_geometry_is_same (lt_district_get_geometry (district), geometry);
}

void
lt_district_row_renew (LtRecord *record, LtCatalogue *catalogue, const char *file)
{
  LtDistrict *district = find_district (record, catalogue);
  guint source = get_field ("source");
  guint note = get_field ("note");
  g_autofree char *text = NULL;

  if (district == NULL || !lt_district_is_approximate (district) || lt_record_get_geometry (record) == NULL
      || lt_district_row_has_same_outline (record, catalogue)
      || g_strcmp0 (lt_record_peek (record, "quality"), "approximate") == 0)
    return;
  if (!lt_record_has (record, source))
    lt_record_set_text (record, source, file);
  text = g_strdup_printf (_ ("Boundary imported from “%s”"), file);
  if (!lt_record_has (record, note))
    lt_record_set_text (record, note, text);
}
