#include <glib.h>

#include "lt-command-view.h"

static void
test_good (void)
{
  LtCommandView view;

  g_assert_true (lt_command_view_parse (&view, NULL));
  g_assert_true (lt_command_view_parse (&view, "city"));
  g_assert_cmpuint (view.chain, ==, 0);
  g_assert_null (view.district);
  g_assert_true (lt_box_is_empty (&view.box));

  g_assert_true (lt_command_view_parse (&view, "chain:3"));
  g_assert_cmpuint (view.chain, ==, 3);

  g_assert_true (lt_command_view_parse (&view, "district:330522"));
  g_assert_cmpstr (view.district, ==, "330522");
  g_assert_true (lt_command_view_parse (&view, "district:长兴县"));
  g_assert_cmpstr (view.district, ==, "长兴县");

  g_assert_true (lt_command_view_parse (&view, "-120.5,30,120.25,31e0"));
  g_assert_cmpfloat (view.box.west, ==, -120.5);
  g_assert_cmpfloat (view.box.south, ==, 30);
  g_assert_cmpfloat (view.box.east, ==, 120.25);
  g_assert_cmpfloat (view.box.north, ==, 31);
}

static void
test_bad (void)
{
  static const char *const bad[] = {
    "",
    "City",
    "chain:",
    "chain:0",
    "chain:-1",
    "chain:one",
    "chain:1 ",
    "chain:1;2",
    "chain:4294967296",
    "district:",
    "district:\xff",
    "1,2,3",
    "1,2,3,4,5",
    "1,2,3,",
    "120,31,119,30",
    "120,30,120,31",
    "120,30,121,30",
    "nan,1,2,3",
    "0,0,inf,1",
    "-181,0,1,1",
    "0,0,1,86",
    "0;0;1;1",
    "0,0,1,1 ",
    "chain",
    "0x1p3,0,90,1x",
  };
  LtCommandView view;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%u", i);
      g_assert_false (lt_command_view_parse (&view, bad[i]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/good", test_good);
  g_test_add_func ("/view/bad", test_bad);

  return g_test_run ();
}
