#include "config.h"

#include "lt-record-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-stage.h"
#include "lt-unit.h"

#define MAX_CHAINS 32

const char *
lt_record_text_peek (LtRecord *record, const char *name)
{
  int field = lt_fields_find (lt_record_get_kind (record), name);

  return field < 0 ? NULL : lt_record_get_text (record, (guint) field);
}

gboolean
lt_record_text_number (LtRecord *record, const char *name, double *value)
{
  int field = lt_fields_find (lt_record_get_kind (record), name);

  return field >= 0 && lt_record_get_number (record, (guint) field, value);
}

const char *
lt_record_text_title (LtRecord *record)
{
  const char *name = lt_record_text_peek (record, "name");

  return name ? name : lt_record_text_peek (record, "number");
}

static const char *
district_label (const char *code, LtCatalogue *catalogue)
{
  LtDistrict *district = code && catalogue ? lt_catalogue_get_district (catalogue, code) : NULL;

  return district ? lt_district_get_label (district) : code;
}

const char *
lt_record_text_district (LtRecord *record, LtCatalogue *catalogue)
{
  return district_label (lt_record_text_peek (record, "district"), catalogue);
}

static char *
chains_text (LtRecord *record, LtCatalogue *catalogue)
{
  guint numbers[MAX_CHAINS];
  guint n = lt_record_get_chains (record, numbers, MAX_CHAINS);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      LtChain *chain = catalogue ? lt_catalogue_get_chain (catalogue, numbers[i]) : NULL;

      if (i > 0)
        g_string_append (text, _ (", "));
      if (chain)
        g_string_append (text, lt_chain_get_label (chain));
      else
        g_string_append_printf (text, "%u", numbers[i]);
    }
  return n > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* The one word that the built-in list uses; any other is the person's own. */
static const char *
quality_text (const char *quality)
{
  return g_strcmp0 (quality, "district") == 0 ? _ ("only the district is known") : quality;
}

static char *
number_text (LtRecord *record, guint field, const LtField *info)
{
  double value;
  g_autofree char *figure = NULL;

  if (!lt_record_get_number (record, field, &value))
    return NULL;
  if (g_strcmp0 (info->unit, "万元") == 0)
    return lt_unit_format_money (value);
  if (g_strcmp0 (info->unit, "m²") == 0)
    return lt_unit_format_area (value);
  if (g_strcmp0 (info->name, "industry_edition") == 0)
    return g_strdup_printf ("%.0f", value);

  figure = lt_unit_format (value, value == floor (value) ? 0 : 2);
  return info->unit ? g_strdup_printf ("%s %s", figure, lt_field_get_unit (info)) : g_steal_pointer (&figure);
}

char *
lt_record_text_value (LtRecord *record, guint field, LtCatalogue *catalogue)
{
  guint n;
  const LtField *info;

  g_return_val_if_fail (LT_IS_RECORD (record), NULL);

  info = lt_fields_get (lt_record_get_kind (record), &n);
  g_return_val_if_fail (field < n, NULL);

  switch (info[field].type)
    {
    case LT_FIELD_INTEGER:
    case LT_FIELD_NUMBER:
      return number_text (record, field, &info[field]);
    case LT_FIELD_CHAINS:
      return chains_text (record, catalogue);
    case LT_FIELD_DISTRICT:
      return g_strdup (district_label (lt_record_get_text (record, field), catalogue));
    case LT_FIELD_TEXT:
    case LT_FIELD_CODE:
    case LT_FIELD_DATE:
    default:
      if (g_str_equal (info[field].name, "position_quality"))
        return g_strdup (quality_text (lt_record_get_text (record, field)));
      return g_strdup (lt_record_get_text (record, field));
    }
}

const char *
lt_record_text_stage (LtRecord *record, const char *today)
{
  LtStageDates dates;
  LtStage stage;

  g_return_val_if_fail (LT_IS_RECORD (record), NULL);

  lt_stage_read_dates (record, &dates);
  stage = lt_stage_of (&dates, today);
  return stage != LT_STAGE_NONE ? lt_stage_get_title (stage) : NULL;
}
