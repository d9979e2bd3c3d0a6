#include "config.h"

#include "lt-base-maps.h"
#include "lt-error.h"
#include "lt-tile-template.h"

static void
expect (
    const char *text, const char *subdomains, const char *key, guint zoom, guint x, guint y, const char *url)
{
  g_autofree char *expanded = lt_tile_template_expand (text, subdomains, key, zoom, x, y);

  g_assert_cmpstr (expanded, ==, url);
}

static void
test_expand (void)
{
  expect ("http://a/{z}/{x}/{y}.png", NULL, NULL, 9, 426, 210, "http://a/9/426/210.png");
  expect ("http://a/{z}/{x}/{-y}.png", NULL, NULL, 3, 1, 2, "http://a/3/1/5.png");
  expect ("http://a/{z}/{x}/{-y}.png", NULL, NULL, 0, 0, 0, "http://a/0/0/0.png");
  expect ("http://{s}.a/{z}/{x}/{y}", "abc", NULL, 4, 1, 1, "http://c.a/4/1/1");
  expect ("http://{s}.a/{z}/{x}/{y}", "abc", NULL, 4, 2, 1, "http://a.a/4/2/1");
  expect ("http://a/?m={TileMatrix}&r={TileRow}&c={TileCol}&tk={key}", NULL, "k&y", 5, 7, 8,
          "http://a/?m=5&r=8&c=7&tk=k%26y");
  expect ("http://a/{z}/{x}/{y}?tk={key}", NULL, NULL, 1, 0, 1, "http://a/1/0/1?tk=");
}

static void
expect_refused (const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (lt_tile_template_check (text, &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_VALUE);
}

static void
test_check (void)
{
  g_assert_true (lt_tile_template_check ("https://a/{z}/{x}/{y}.png", NULL));
  g_assert_true (lt_tile_template_check ("https://a/{z}/{x}/{-y}.png", NULL));
  g_assert_true (lt_tile_template_check ("http://a/{TileMatrix}/{TileCol}/{TileRow}", NULL));
  expect_refused (NULL);
  expect_refused ("");
  expect_refused ("/tmp/{z}/{x}/{y}.png");
  expect_refused ("file:///tmp/{z}/{x}/{y}.png");
  expect_refused ("https://a/{x}/{y}.png");
  expect_refused ("https://a/{z}/{y}.png");
  expect_refused ("https://a/{z}/{x}.png");
}

static void
test_base_maps (void)
{
  guint n = 0;
  const LtBaseMapInfo *infos = lt_base_maps_get (&n);
  const LtBaseMapInfo *tianditu = lt_base_maps_find ("tianditu");

  g_assert_cmpuint (n, ==, 7);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (lt_base_maps_find (infos[i].id) == &infos[i]);
      g_assert_nonnull (lt_base_map_info_get_label (&infos[i]));
      for (guint j = 0; infos[i].templates[j]; j++)
        {
          g_assert_true (lt_tile_template_check (infos[i].templates[j], NULL));
          g_assert_nonnull (infos[i].credit);
        }
    }
  g_assert_null (lt_base_maps_find ("google"));
  g_assert_null (lt_base_maps_find (NULL));
  expect (tianditu->templates[0], tianditu->subdomains, "abc", 10, 853, 420,
          "https://t1.tianditu.gov.cn/vec_w/"
          "wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=vec&STYLE=default"
          "&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX=10&TILEROW=420&TILECOL=853&tk=abc");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/tile-template/expand", test_expand);
  g_test_add_func ("/map/tile-template/check", test_check);
  g_test_add_func ("/map/tile-template/base-maps", test_base_maps);
  return g_test_run ();
}
