#include "lt-geometry.h"

#include <json-glib/json-glib.h>

/* The shipped boundaries against what is published of them. The outlines are generalised by hand
 * (a hundred metres and more off), so a few per cent are all one may ask. */

static const struct
{
  const char *code;
  double km2;
} published[] = {
  { "330502", 861 }, { "330503", 703 }, { "330521", 938 }, { "330522", 1436 }, { "330523", 1889 },
};

static void
add_polygon (LtGeometryBuilder *builder, JsonArray *polygon)
{
  for (guint i = 0; i < json_array_get_length (polygon); i++)
    {
      JsonArray *ring = json_array_get_array_element (polygon, i);

      for (guint j = 0; j < json_array_get_length (ring); j++)
        {
          JsonArray *point = json_array_get_array_element (ring, j);

          lt_geometry_builder_add_point (builder, json_array_get_double_element (point, 0),
                                         json_array_get_double_element (point, 1));
        }
      lt_geometry_builder_end_ring (builder, i == 0);
    }
}

static LtGeometry *
read_geometry (JsonObject *geometry)
{
  LtGeometryBuilder *builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);
  JsonArray *coordinates = json_object_get_array_member (geometry, "coordinates");

  if (g_strcmp0 (json_object_get_string_member (geometry, "type"), "Polygon") == 0)
    add_polygon (builder, coordinates);
  else
    {
      for (guint i = 0; i < json_array_get_length (coordinates); i++)
        add_polygon (builder, json_array_get_array_element (coordinates, i));
    }
  return lt_geometry_builder_end (builder);
}

static double
find_published (JsonObject *feature)
{
  JsonObject *properties = json_object_get_object_member (feature, "properties");

  for (guint i = 0; i < G_N_ELEMENTS (published); i++)
    {
      if (g_strcmp0 (json_object_get_string_member_with_default (properties, "code", ""), published[i].code)
          == 0)
        return published[i].km2;
    }
  return 0;
}

static void
check_feature (JsonObject *feature, double km2)
{
  g_autoptr (LtGeometry) geometry = read_geometry (json_object_get_object_member (feature, "geometry"));
  g_autoptr (LtGeometry) simple = lt_geometry_simplify (geometry, 0.002);
  double x, y, area = lt_geometry_area_m2 (geometry) / 1e6;

  g_test_message ("%.0f km² published, %.1f km² computed", km2, area);
  g_assert_cmpfloat_with_epsilon (area / km2, 1, 0.05);
  g_assert_cmpfloat_with_epsilon (lt_geometry_area_m2 (simple) / 1e6 / area, 1, 0.02);
  lt_geometry_label_point (geometry, 0.001, &x, &y);
  g_assert_true (lt_geometry_contains (geometry, x, y));
}

static void
test_shipped (void)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("LIANTU_DATA_DIR"), "catalogue", "huzhou", "districts.geojson", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *features;
  guint n = 0;

  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  features = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "features");
  for (guint i = 0; i < json_array_get_length (features); i++)
    {
      JsonObject *feature = json_array_get_object_element (features, i);
      double km2 = find_published (feature);

      if (km2 > 0)
        {
          check_feature (feature, km2);
          n++;
        }
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (published));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/districts/shipped", test_shipped);
  return g_test_run ();
}
