#include "config.h"

#include "lt-geojson.h"

#include <glib/gi18n-lib.h>

static JsonObject *
get_object (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static const char *
get_string (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
}

JsonNode *
lt_geojson_load (const char *path, JsonArray **features, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) reason = NULL;
  JsonNode *root;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND,
                   _ ("“%s” is missing or can't be read: put it back into “%s”."), name, folder);
      return NULL;
    }
  if (!json_parser_load_from_file (parser, path, &reason))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_FORMAT, _ ("“%s” is no valid GeoJSON: %s."), name,
                   reason->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  *features = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                  ? get_array (json_node_get_object (root), "features")
                  : NULL;
  if (*features == NULL)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_FORMAT,
                   _ ("“%s” is no GeoJSON feature collection: it needs a list “features”."), name);
      return NULL;
    }
  return json_node_ref (root);
}

static gboolean
add_point (LtGeometryBuilder *builder, JsonNode *node)
{
  JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (pair == NULL || json_array_get_length (pair) < 2)
    return FALSE;
  lt_geometry_builder_add_point (builder, json_array_get_double_element (pair, 0),
                                 json_array_get_double_element (pair, 1));
  return TRUE;
}

static gboolean
add_ring (LtGeometryBuilder *builder, JsonNode *node, gboolean starts_part)
{
  JsonArray *points = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (points == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (points); i++)
    {
      if (!add_point (builder, json_array_get_element (points, i)))
        return FALSE;
    }
  lt_geometry_builder_end_ring (builder, starts_part);
  return TRUE;
}

static gboolean
add_rings (LtGeometryBuilder *builder, JsonNode *node, gboolean each_starts_part)
{
  JsonArray *rings = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (rings == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (rings); i++)
    {
      if (!add_ring (builder, json_array_get_element (rings, i), each_starts_part || i == 0))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_polygons (LtGeometryBuilder *builder, JsonNode *node)
{
  JsonArray *polygons = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (polygons == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (polygons); i++)
    {
      if (!add_rings (builder, json_array_get_element (polygons, i), FALSE))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_single_point (LtGeometryBuilder *builder, JsonNode *node)
{
  if (!add_point (builder, node))
    return FALSE;
  lt_geometry_builder_end_ring (builder, TRUE);
  return TRUE;
}

static gboolean
add_coordinates (LtGeometryBuilder *builder, const char *type, JsonNode *node)
{
  if (g_str_equal (type, "Point"))
    return add_single_point (builder, node);
  if (g_str_equal (type, "LineString"))
    return add_ring (builder, node, TRUE);
  if (g_str_equal (type, "MultiLineString"))
    return add_rings (builder, node, TRUE);
  if (g_str_equal (type, "Polygon"))
    return add_rings (builder, node, FALSE);
  return g_str_equal (type, "MultiPolygon") && add_polygons (builder, node);
}

LtGeometry *
lt_geojson_geometry (JsonObject *feature)
{
  JsonObject *object = get_object (feature, "geometry");
  const char *type = get_string (object, "type");
  JsonNode *coordinates = object != NULL ? json_object_get_member (object, "coordinates") : NULL;
  g_autoptr (LtGeometryBuilder) builder = NULL;
  LtGeometryKind kind;

  if (type == NULL || coordinates == NULL)
    return NULL;
  kind = g_str_has_suffix (type, "Polygon")      ? LT_GEOMETRY_POLYGON
         : g_str_has_suffix (type, "LineString") ? LT_GEOMETRY_LINE
                                                 : LT_GEOMETRY_POINT;
  builder = lt_geometry_builder_new (kind);
  if (!add_coordinates (builder, type, coordinates))
    return NULL;
  return lt_geometry_builder_end (g_steal_pointer (&builder));
}

char *
lt_geojson_property (JsonObject *feature, const char *name)
{
  JsonObject *properties = get_object (feature, "properties");
  JsonNode *node = properties != NULL ? json_object_get_member (properties, name) : NULL;
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  return g_strdup (g_ascii_dtostr (text, sizeof text, json_node_get_double (node)));
}
