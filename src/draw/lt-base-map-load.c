#include "config.h"

#include "lt-base-map-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "lt-error.h"
#include "lt-mercator.h"

#define FILE_NAME "basemap.geojson"

static const char *const layer_names[] = { "city", "border", "province", "water", "river", "place" };
static const char *const place_names[] = { "city", "town", "county", "lake" };

static void
clear_place (gpointer data)
{
  LtPlace *place = data;

  g_free (place->name);
  g_free (place->name_en);
}

static LtBaseMap *
create_empty (void)
{
  LtBaseMap *self = g_new0 (LtBaseMap, 1);

  g_atomic_ref_count_init (&self->ref_count);
  for (guint i = 0; i < G_N_ELEMENTS (self->layers); i++)
    self->layers[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) lt_geometry_unref);
  self->places = g_array_new (FALSE, TRUE, sizeof (LtPlace));
  g_array_set_clear_func (self->places, clear_place);

  return self;
}

/* Members that may be missing or of another type: a person can edit the file. */
static JsonNode *
get_member (JsonObject *object, const char *name, JsonNodeType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_TYPE (node) == type ? node : NULL;
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name, JSON_NODE_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name, JSON_NODE_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}

static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
}

static gboolean
is_number (JsonNode *node)
{
  GType type = JSON_NODE_TYPE (node) == JSON_NODE_VALUE ? json_node_get_value_type (node) : G_TYPE_INVALID;

  return type == G_TYPE_DOUBLE || type == G_TYPE_INT64;
}

static gboolean
read_position (JsonArray *array, double *longitude, double *latitude)
{
  JsonNode *x, *y;

  if (array == NULL || json_array_get_length (array) < 2)
    return FALSE;

  x = json_array_get_element (array, 0);
  y = json_array_get_element (array, 1);
  if (!is_number (x) || !is_number (y))
    return FALSE;

  *longitude = json_node_get_double (x);
  *latitude = json_node_get_double (y);

  return *longitude >= -180 && *longitude <= 180 && *latitude >= -90 && *latitude <= 90;
}

static JsonArray *
get_element_array (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_TYPE (node) == JSON_NODE_ARRAY ? json_node_get_array (node) : NULL;
}

static gboolean
read_ring (JsonArray *positions, LtGeometryBuilder *builder, gboolean starts_part)
{
  guint n = json_array_get_length (positions);

  for (guint i = 0; i < n; i++)
    {
      double longitude, latitude;

      if (!read_position (get_element_array (positions, i), &longitude, &latitude))
        return FALSE;
      lt_geometry_builder_add_point (builder, lt_mercator_x (longitude) * LT_EARTH_CIRCUMFERENCE_M,
                                     lt_mercator_y (latitude) * LT_EARTH_CIRCUMFERENCE_M);
    }
  lt_geometry_builder_end_ring (builder, starts_part);

  return n > 0;
}

/* `depth` arrays lie around the rings: 0 for a LineString, 1 Polygon or MultiLineString, 2 MultiPolygon. */
static gboolean
read_rings (JsonArray *array, guint depth, LtGeometryBuilder *builder, gboolean starts_part)
{
  guint n;

  if (array == NULL)
    return FALSE;
  if (depth == 0)
    return read_ring (array, builder, starts_part);

  n = json_array_get_length (array);
  for (guint i = 0; i < n; i++)
    {
      if (!read_rings (get_element_array (array, i), depth - 1, builder, depth > 1 || i == 0))
        return FALSE;
    }

  return n > 0;
}

static LtGeometry *
read_geometry (JsonObject *object)
{
  static const struct
  {
    const char *type;
    LtGeometryKind kind;
    guint depth;
  } types[] = {
    { "LineString", LT_GEOMETRY_LINE, 0 },
    { "MultiLineString", LT_GEOMETRY_LINE, 1 },
    { "Polygon", LT_GEOMETRY_POLYGON, 1 },
    { "MultiPolygon", LT_GEOMETRY_POLYGON, 2 },
  };
  const char *type = get_string (object, "type");

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      LtGeometryBuilder *builder;

      if (g_strcmp0 (type, types[i].type) != 0)
        continue;
      builder = lt_geometry_builder_new (types[i].kind);
      if (read_rings (get_array (object, "coordinates"), types[i].depth, builder, TRUE))
        return lt_geometry_builder_end (builder);
      lt_geometry_builder_free (builder);
      return NULL;
    }

  return NULL;
}

static int
find_name (const char *const *names, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    {
      if (g_strcmp0 (names[i], name) == 0)
        return (int) i;
    }

  return -1;
}

static gboolean
read_place (LtBaseMap *self, JsonObject *properties, JsonObject *geometry)
{
  const char *name = get_string (properties, "name");
  int kind = find_name (place_names, G_N_ELEMENTS (place_names), get_string (properties, "kind"));
  LtPlace place = { .kind = (LtPlaceKind) kind };

  if (name == NULL || kind < 0 || g_strcmp0 (get_string (geometry, "type"), "Point") != 0
      || !read_position (get_array (geometry, "coordinates"), &place.longitude, &place.latitude))
    return FALSE;

  place.name = g_strdup (name);
  place.name_en = g_strdup (get_string (properties, "name_en"));
  g_array_append_val (self->places, place);

  return TRUE;
}

static gboolean
read_feature (LtBaseMap *self, JsonNode *node)
{
  JsonObject *feature, *properties, *geometry;
  LtGeometry *shape;
  int layer;

  if (JSON_NODE_TYPE (node) != JSON_NODE_OBJECT)
    return FALSE;

  feature = json_node_get_object (node);
  properties = get_object (feature, "properties");
  geometry = get_object (feature, "geometry");
  layer = find_name (layer_names, G_N_ELEMENTS (layer_names), get_string (properties, "layer"));
  if (layer < 0 || geometry == NULL)
    return FALSE;
  if (layer == LT_BASE_PLACE)
    return read_place (self, properties, geometry);

  shape = read_geometry (geometry);
  if (shape == NULL)
    return FALSE;
  g_ptr_array_add (self->layers[layer], shape);

  return TRUE;
}

static gboolean
read_collection (LtBaseMap *self, JsonNode *root, const char *path, GError **error)
{
  JsonObject *object
      = root != NULL && JSON_NODE_TYPE (root) == JSON_NODE_OBJECT ? json_node_get_object (root) : NULL;
  JsonArray *features = get_array (object, "features");
  const char *credit = get_string (object, "credit");

  if (features == NULL || credit == NULL)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_FORMAT,
                   _ ("The offline base map “%s” has no “features” or no “credit”; install Liantu again."),
                   path);
      return FALSE;
    }

  self->credit = g_strdup (credit);
  for (guint i = 0; i < json_array_get_length (features); i++)
    {
      if (read_feature (self, json_array_get_element (features, i)))
        continue;
      g_set_error (error, LT_ERROR, LT_ERROR_FORMAT,
                   _ ("Feature %u of the offline base map “%s” is damaged; install Liantu again."), i + 1,
                   path);
      return FALSE;
    }

  return TRUE;
}

LtBaseMap *
lt_base_map_load (const char *directory, GError **error)
{
  g_autoptr (LtBaseMap) self = create_empty ();
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local_error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_return_val_if_fail (directory != NULL, NULL);

  path = g_build_filename (directory, FILE_NAME, NULL);
  if (!g_file_get_contents (path, &text, &length, &local_error))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND,
                   _ ("The offline base map “%s” cannot be read; install Liantu again."), path);
      return NULL;
    }
  if (!json_parser_load_from_data (parser, text, (gssize) length, &local_error))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_FORMAT,
                   _ ("The offline base map “%s” is not valid GeoJSON; install Liantu again."), path);
      return NULL;
    }
  if (!read_collection (self, json_parser_get_root (parser), path, error))
    return NULL;

  return g_steal_pointer (&self);
}
