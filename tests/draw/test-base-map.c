#include <glib/gstdio.h>
#include <string.h>

#include "lt-base-map-private.h"
#include "lt-error.h"
#include "lt-test-image.h"

static char *
get_directory (void)
{
  return g_build_filename (g_getenv ("LIANTU_DATA_DIR"), "basemap", NULL);
}

static void
test_load (void)
{
  g_autofree char *directory = get_directory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LtBaseMap) map = lt_base_map_load (directory, &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (lt_base_map_get_credit (map), "OpenStreetMap contributors (ODbL"));
  g_assert_nonnull (strstr (lt_base_map_get_credit (map), "Natural Earth"));
  g_assert_nonnull (strstr (lt_base_map_get_credit (map), "GeoNames (CC BY"));
  for (guint i = 0; i < G_N_ELEMENTS (map->layers); i++)
    g_assert_cmpuint (map->layers[i]->len, >, 0);
  g_assert_cmpuint (map->places->len, >, 10);
  g_assert_cmpstr (g_array_index (map->places, LtPlace, 0).name, ==, "太湖");
}

static void
note_place (const char *name, double longitude, double latitude, gpointer data)
{
  g_string_append_printf (data, "%s %.2f %.2f;", name, longitude, latitude);
}

static void
test_find_places (void)
{
  g_autofree char *directory = get_directory ();
  g_autoptr (LtBaseMap) map = lt_base_map_load (directory, NULL);
  g_autoptr (GString) found = g_string_new (NULL);

  lt_base_map_find_places (map, "LAKE t", note_place, found);
  g_assert_true (g_str_has_suffix (found->str, " 120.14 31.24;"));
  g_string_truncate (found, 0);
  lt_base_map_find_places (map, "太湖", note_place, found);
  g_assert_true (g_str_has_suffix (found->str, " 120.14 31.24;"));
  g_string_truncate (found, 0);
  lt_base_map_find_places (map, "没有这个地方", note_place, found);
  g_assert_cmpstr (found->str, ==, "");
}

static void
test_paint (void)
{
  static const struct
  {
    double longitude, latitude;
    gsize colour;
  } probes[] = {
    { 120.20, 31.10, G_STRUCT_OFFSET (LtPalette, water) },
    { 119.70, 30.60, G_STRUCT_OFFSET (LtPalette, land_city) },
    { 120.30, 30.75, G_STRUCT_OFFSET (LtPalette, land_city) },
    { 119.00, 30.60, G_STRUCT_OFFSET (LtPalette, land) },
    { 118.10, 31.90, G_STRUCT_OFFSET (LtPalette, land) },
  };
  const LtView view = { .district = -1 };
  LtCamera camera
      = { .longitude = 119.8, .latitude = 31.1, .zoom = 8, .width = 700, .height = 500, .scale = 1 };
  g_autofree char *directory = get_directory ();
  g_autoptr (LtBaseMap) map = lt_base_map_load (directory, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 700, 500);
  cairo_t *cr = cairo_create (surface);
  LtPalette palette;

  lt_view_get_palette (&view, NULL, &palette);
  lt_base_map_paint (map, cr, &camera, &palette);
  cairo_surface_flush (surface);
  for (guint i = 0; i < G_N_ELEMENTS (probes); i++)
    {
      double x, y;

      lt_camera_to_screen (&camera, probes[i].longitude, probes[i].latitude, &x, &y);
      g_assert_cmphex (lt_test_image_get_pixel (surface, (int) x, (int) y), ==,
                       G_STRUCT_MEMBER (guint32, &palette, probes[i].colour) >> 8);
    }

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* One sentence that names the file. */
static void
assert_sentence (const GError *error, const char *name)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == LT_ERROR);
  g_assert_nonnull (strstr (error->message, name));
  g_assert_null (strchr (error->message, '\n'));
}

static gboolean
load_text (const char *text, gssize length, GError **error)
{
  g_autofree char *directory = g_dir_make_tmp ("lt-basemap-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "basemap.geojson", NULL);
  LtBaseMap *map;

  g_assert_true (g_file_set_contents (path, text, length, NULL));
  map = lt_base_map_load (directory, error);
  g_clear_pointer (&map, lt_base_map_unref);
  g_remove (path);
  g_rmdir (directory);

  return error == NULL || *error == NULL;
}

static void
test_broken (void)
{
  static const char *const texts[] = {
    "",
    "<html>not found</html>",
    "[]",
    "null",
    "{\"features\": []}",
    "{\"credit\": \"x\"}",
    "{\"credit\": 7, \"features\": []}",
    "{\"credit\": \"x\", \"features\": {}}",
    "{\"credit\": \"x\", \"features\": [3]}",
    "{\"credit\": \"x\", \"features\": [{}]}",
    "{\"credit\": \"x\", \"features\": [{\"properties\": null, \"geometry\": null}]}",
    "{\"credit\": \"x\", \"features\": [{\"properties\": {\"layer\": \"sea\"}, \"geometry\": {}}]}",
    "{\"credit\": \"x\", \"features\": [{\"properties\": {\"layer\": \"water\"}, \"geometry\": {\"type\": "
    "\"Polygon\"}}]}",
    "{\"credit\": \"x\", \"features\": [{\"properties\": {\"layer\": \"water\"}, \"geometry\":"
    " {\"type\": \"Polygon\", \"coordinates\": []}}]}",
    "{\"credit\": \"x\", \"features\": [{\"properties\": {\"layer\": \"water\"}, \"geometry\":"
    " {\"type\": \"Polygon\", \"coordinates\": [[]]}}]}",
    "{\"credit\": \"x\", \"features\": [{\"properties\": {\"layer\": \"water\"}, \"geometry\":"
    " {\"type\": \"Polygon\", \"coordinates\": [[[\"1\", 2]]]}}]}",
    "{\"credit\": \"x\", \"features\": [{\"properties\": {\"layer\": \"water\"}, \"geometry\":"
    " {\"type\": \"Polygon\", \"coordinates\": [[[1, 200]]]}}]}",
    "{\"credit\": \"x\", \"features\": [{\"properties\": {\"layer\": \"place\"}, \"geometry\":"
    " {\"type\": \"Point\", \"coordinates\": [1, 2]}}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (load_text (texts[i], -1, &error));
      assert_sentence (error, "basemap.geojson");
    }
}

static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lt_base_map_load ("/nowhere/at/all", &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_NOT_FOUND);
  assert_sentence (error, "/nowhere/at/all/basemap.geojson");
}

static void
test_truncated (void)
{
  g_autofree char *directory = get_directory ();
  g_autofree char *path = g_build_filename (directory, "basemap.geojson", NULL);
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  for (guint i = 1; i < 12; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (load_text (text, (gssize) (length * i / 12), &error));
      assert_sentence (error, "basemap.geojson");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/draw/base-map/load", test_load);
  g_test_add_func ("/draw/base-map/find-places", test_find_places);
  g_test_add_func ("/draw/base-map/paint", test_paint);
  g_test_add_func ("/draw/base-map/broken", test_broken);
  g_test_add_func ("/draw/base-map/missing", test_missing);
  g_test_add_func ("/draw/base-map/truncated", test_truncated);

  return g_test_run ();
}
