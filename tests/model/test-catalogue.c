#include "lt-catalogue.h"

#include <math.h>

static const struct
{
  guint number;
  const char *name;
  double target;
} chains[] = {
  { 1, "新能源汽车及关键零部件", 1000 },
  { 2, "半导体及光电", 1000 },
  { 3, "智能物流装备", 1000 },
  { 4, "生物医药", 500 },
  { 5, "特种材料", 700 },
  { 6, "绿色能源", 500 },
  { 7, "地理信息+", 500 },
  { 8, "仿生机器人及数控机床", 100 },
};

static LtChain *
new_chain (guint number, const char *name, double target)
{
  static const char *const segments[] = { "整车", "电池", NULL };
  static const char *const segments_en[] = { "Complete vehicles", "", NULL };
  static const char *const districts[] = { "330522", "330503", "zone-nantaihu", NULL };

  return lt_chain_new (number, name, number == 1 ? "New-energy vehicles" : NULL, 0xFF0072B2,
                       "lt-chain-car-symbolic", target, 2026, NAN, 0, segments, segments_en, districts);
}

static LtCatalogue *
new_catalogue (void)
{
  LtCatalogue *catalogue = lt_catalogue_new ();
  g_autoptr (LtGeometry) one = lt_geometry_new_point (119.9, 31.0);
  g_autoptr (LtGeometry) two = lt_geometry_new_point (120.4, 30.8);

  lt_catalogue_set_value (catalogue, "name", "湖州八大新兴产业链");
  lt_catalogue_set_value (catalogue, "name_en", "Eight Emerging Industrial Chains of Huzhou");
  lt_catalogue_set_value (catalogue, "edition", "2.0");
  lt_catalogue_set_value (catalogue, "city", "湖州市");
  lt_catalogue_set_value (catalogue, "plan_yi", "6000");
  for (guint i = 0; i < G_N_ELEMENTS (chains); i++)
    lt_catalogue_take_chain (catalogue, new_chain (chains[i].number, chains[i].name, chains[i].target));
  lt_catalogue_take_district (
      catalogue, lt_district_new (1, "330522", "长兴县", "Changxing County", FALSE, FALSE, 1436, one));
  lt_catalogue_take_district (
      catalogue, lt_district_new (2, "330503", "南浔区", "Nanxun District", FALSE, FALSE, 703, two));
  lt_catalogue_take_district (catalogue, lt_district_new (3, "zone-nantaihu", "南太湖新区",
                                                          "South Taihu New Area", TRUE, TRUE, NAN, NULL));
  lt_catalogue_add_measure (catalogue, "task", "强化深度研究合作", "Deepen research partnerships");
  lt_catalogue_add_measure (catalogue, "task", "靶向引育链主强链", "");
  lt_catalogue_add_measure (catalogue, "mechanism", "专班推进", NULL);
  return catalogue;
}

static void
test_sums (void)
{
  g_autoptr (LtCatalogue) catalogue = new_catalogue ();
  g_autoptr (LtCatalogue) empty = lt_catalogue_new ();

  g_assert_cmpfloat (lt_catalogue_get_sum_yi (catalogue), ==, 5300);
  g_assert_cmpfloat (lt_catalogue_get_plan_yi (catalogue), ==, 6000);
  g_assert_true (isnan (lt_catalogue_get_sum_yi (empty)));
  g_assert_true (isnan (lt_catalogue_get_plan_yi (empty)));
  lt_catalogue_take_chain (empty, new_chain (1, "甲", NAN));
  g_assert_true (isnan (lt_catalogue_get_sum_yi (empty)));
  lt_catalogue_take_chain (empty, new_chain (2, "乙", 0));
  g_assert_cmpfloat (lt_catalogue_get_sum_yi (empty), ==, 0);
  lt_catalogue_set_value (empty, "plan_yi", "约6000");
  g_assert_true (isnan (lt_catalogue_get_plan_yi (empty)));
}

static void
test_chains (void)
{
  g_autoptr (LtCatalogue) catalogue = new_catalogue ();
  LtChain *chain = lt_catalogue_get_chain (catalogue, 1);

  g_assert_cmpuint (lt_catalogue_get_n_chains (catalogue), ==, 8);
  g_assert_null (lt_catalogue_get_chain (catalogue, 9));
  g_assert_cmpstr (lt_chain_get_label (chain), ==, "New-energy vehicles");
  g_assert_cmpstr (lt_chain_get_label (lt_catalogue_get_chain (catalogue, 7)), ==, "地理信息+");
  g_assert_cmphex (lt_chain_get_colour (chain), ==, 0x0072B2);
  g_assert_cmpstr (lt_chain_get_segments (chain)[0], ==, "Complete vehicles");
  g_assert_cmpstr (lt_chain_get_segments (chain)[1], ==, "电池");
  g_assert_null (lt_chain_get_segments (chain)[2]);
  g_assert_true (isnan (lt_chain_get_actual_yi (chain)));
  g_assert_true (lt_chain_has_district (chain, "zone-nantaihu"));
  g_assert_false (lt_chain_has_district (chain, "330521"));
}

static void
test_districts (void)
{
  static const char *const names[]
      = { "330522",    "长兴县",       "Changxing County",   "长兴",      "changxing",   " Changxing county ",
          "CHANGXING", "湖州市长兴县", "浙江省湖州市长兴县", "330522100", "330522100001" };
  g_autoptr (LtCatalogue) catalogue = new_catalogue ();
  LtDistrict *changxing = lt_catalogue_get_district_at (catalogue, 0);
  LtBox box = lt_catalogue_get_box (catalogue);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (lt_catalogue_get_district (catalogue, names[i]) == changxing);
  g_assert_null (lt_catalogue_get_district (catalogue, "330521"));
  g_assert_null (lt_catalogue_get_district (catalogue, ""));
  g_assert_null (lt_catalogue_get_district (catalogue, "县"));
  g_assert_null (lt_catalogue_get_district (catalogue, "33052210"));
  g_assert_null (lt_catalogue_get_district (catalogue, "330522-0117"));
  g_assert_null (lt_catalogue_get_district (catalogue, NULL));
  g_assert_true (lt_district_is_zone (lt_catalogue_get_district (catalogue, "南太湖新区")));
  g_assert_true (box.west == 119.9 && box.south == 30.8 && box.east == 120.4 && box.north == 31.0);
}

static void
test_words (void)
{
  g_autoptr (LtCatalogue) catalogue = new_catalogue ();
  g_autoptr (LtCatalogue) empty = lt_catalogue_new ();
  const char *const *tasks = lt_catalogue_get_measures (catalogue, "task");

  g_assert_cmpstr (lt_catalogue_get_label (catalogue), ==, "Eight Emerging Industrial Chains of Huzhou 2.0");
  g_assert_cmpstr (lt_catalogue_get_city_label (catalogue), ==, "湖州市");
  g_assert_cmpstr (lt_catalogue_get_label (empty), ==, "");
  g_assert_cmpstr (lt_catalogue_get_city_label (empty), ==, "");
  g_assert_null (lt_catalogue_get_value (empty, "name"));
  g_assert_cmpstr (tasks[0], ==, "Deepen research partnerships");
  g_assert_cmpstr (tasks[1], ==, "靶向引育链主强链");
  g_assert_null (tasks[2]);
  g_assert_cmpuint (g_strv_length ((char **) lt_catalogue_get_measures (catalogue, "mechanism")), ==, 1);
  g_assert_cmpuint (g_strv_length ((char **) lt_catalogue_get_measures (empty, "task")), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalogue/sums", test_sums);
  g_test_add_func ("/catalogue/chains", test_chains);
  g_test_add_func ("/catalogue/districts", test_districts);
  g_test_add_func ("/catalogue/words", test_words);
  return g_test_run ();
}
