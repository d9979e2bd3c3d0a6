#include "lt-field.h"

#include <string.h>

static const char *const expected[LT_N_KINDS] = {
  "code name name_en kind quality area_km2 inside source note",
  "credit_code name short_name chains district address industry_code industry_edition stock_code tags "
  "staff position_quality source note",
  "number name district land_use purpose industry_code industry_edition user area_m2 floor_area_m2 "
  "base_area_m2 high_floor_area_m2 office_area_m2 green_area_m2 investment_wan land_price_wan land_grade "
  "agreed_far agreed_coverage agreed_investment_wan_mu agreed_output_wan_mu agreed_tax_wan_mu "
  "agreed_investment_total_wan agreed_start_on started_on stopped_on completed_on developed_area_m2 source "
  "note",
  "number name chains segment district address owner investment_wan planned_signed_on planned_started_on "
  "planned_completed_on planned_production_on planned_above_scale_on planned_capacity_on signed_on "
  "started_on completed_on production_on above_scale_on capacity_on contact need_land_m2 need_power_kva "
  "need_water_t_day need_energy_tce need_staff need_funds_wan conditions documents source note",
};

static void
test_order (void)
{
  for (guint kind = 0; kind < LT_N_KINDS; kind++)
    {
      g_autoptr (GString) names = g_string_new (NULL);
      guint n;
      const LtField *fields = lt_fields_get ((LtKind) kind, &n);

      for (guint i = 0; i < n; i++)
        {
          g_string_append_printf (names, "%s%s", i > 0 ? " " : "", fields[i].name);
          g_assert_cmpint (lt_fields_find ((LtKind) kind, fields[i].name), ==, i);
        }
      g_assert_cmpstr (names->str, ==, expected[kind]);
      g_assert_cmpint (lt_fields_find ((LtKind) kind, "nothing"), ==, -1);
    }
}

/* Every name, title and synonym means its own field: none is claimed twice. */
static void
check_words (LtKind kind, const LtField *field, int index)
{
  g_auto (GStrv) words = g_strsplit (field->synonyms, "|", -1);

  g_assert_cmpint (lt_fields_match (kind, field->name), ==, index);
  g_assert_cmpint (lt_fields_match (kind, field->title_zh), ==, index);
  g_assert_cmpint (lt_fields_match (kind, field->title), ==, index);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (lt_fields_match (kind, words[i]) != index)
        g_error ("%s: “%s” of %s means another", lt_kind_get_name (kind), words[i], field->name);
    }
}

static void
test_words (void)
{
  for (guint kind = 0; kind < LT_N_KINDS; kind++)
    {
      guint n;
      const LtField *fields = lt_fields_get ((LtKind) kind, &n);

      for (guint i = 0; i < n; i++)
        check_words ((LtKind) kind, &fields[i], (int) i);
    }
}

static const struct
{
  LtKind kind;
  const char *column;
  const char *field;
} columns[] = {
  { LT_KIND_ENTERPRISE, "单位名称", "name" },
  { LT_KIND_ENTERPRISE, "公司名称", "name" },
  { LT_KIND_ENTERPRISE, " Name ", "name" },
  { LT_KIND_ENTERPRISE, "ＮＡＭＥ", "name" },
  { LT_KIND_ENTERPRISE, "*企业名称", "name" },
  { LT_KIND_ENTERPRISE, "企业 名称（全称）", "name" },
  { LT_KIND_ENTERPRISE, "\xEF\xBB\xBF统一社会信用代码", "credit_code" },
  { LT_KIND_ENTERPRISE, "统一社会信用代码（18位）", "credit_code" },
  { LT_KIND_ENTERPRISE, "Credit Code", "credit_code" },
  { LT_KIND_ENTERPRISE, "从业人员平均人数(人)", "staff" },
  { LT_KIND_PARCEL, "宗地面积（平方米）", "area_m2" },
  { LT_KIND_PARCEL, "宗地面积 [m²]", "area_m2" },
  { LT_KIND_PARCEL, "面积〔亩〕", "area_m2" },
  { LT_KIND_PARCEL, "AREA_M2", "area_m2" },
  { LT_KIND_PARCEL, "Area m²", "area_m2" },
  { LT_KIND_PARCEL, "固定资产投资(万元)", "investment_wan" },
  { LT_KIND_PARCEL, "DLBM", "land_use" },
  { LT_KIND_PARCEL, "企业名称", "user" },
  { LT_KIND_PROJECT, "计划开工时间", "planned_started_on" },
  { LT_KIND_PROJECT, "开工时间", "started_on" },
  { LT_KIND_PROJECT, "总投资（亿元）", "investment_wan" },
  { LT_KIND_DISTRICT, "XZQDM", "code" },
  { LT_KIND_PARCEL, "geometry", NULL },
  { LT_KIND_PARCEL, "", NULL },
  { LT_KIND_PARCEL, "（）", NULL },
  { LT_KIND_PARCEL, "\xFF\xFE", NULL },
};

static void
test_columns (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      int wanted = columns[i].field != NULL ? lt_fields_find (columns[i].kind, columns[i].field) : -1;

      if (lt_fields_match (columns[i].kind, columns[i].column) != wanted)
        g_error ("“%s” is not %s", columns[i].column, columns[i].field);
    }
}

static void
test_kinds (void)
{
  LtKind kind = LT_KIND_PARCEL;

  for (guint i = 0; i < LT_N_KINDS; i++)
    {
      g_assert_true (lt_kind_from_name (lt_kind_get_name ((LtKind) i), &kind));
      g_assert_cmpuint (kind, ==, i);
      g_assert_nonnull (lt_kind_get_title ((LtKind) i));
    }
  g_assert_false (lt_kind_from_name ("parcel", &kind));
  g_assert_false (lt_kind_from_name ("", &kind));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/field/order", test_order);
  g_test_add_func ("/field/words", test_words);
  g_test_add_func ("/field/columns", test_columns);
  g_test_add_func ("/field/kinds", test_kinds);
  return g_test_run ();
}
