#include "config.h"

#include "lt-paths.h"

/* The tests run from the build directory. */
static void
test_from_build_root (void)
{
  g_assert_cmpstr (lt_paths_get_data (), ==, LT_SOURCE_ROOT "/data");
  g_assert_cmpstr (lt_paths_get_catalogue (), ==, LT_SOURCE_ROOT "/data/catalogue/huzhou");
  g_assert_cmpstr (lt_paths_get_locale (), ==, LT_BUILD_ROOT "/po");
  g_assert_cmpstr (lt_paths_get_modules (), ==, LT_BUILD_ROOT "/src/exchange");
  g_assert_cmpstr (lt_paths_get_schemas (), ==, LT_BUILD_ROOT "/data");
  g_assert_true (g_file_test (lt_paths_get_catalogue (), G_FILE_TEST_IS_DIR));
}

static void
test_override (void)
{
  g_test_trap_subprocess ("/paths/override/subprocess", 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static void
test_override_subprocess (void)
{
  g_setenv ("LIANTU_DATA_DIR", "/elsewhere", TRUE);
  g_assert_cmpstr (lt_paths_get_data (), ==, "/elsewhere");
  g_assert_cmpstr (lt_paths_get_catalogue (), ==, "/elsewhere/catalogue/huzhou");
  g_assert_cmpstr (lt_paths_get_locale (), ==, LT_BUILD_ROOT "/po");
}

static void
test_user (void)
{
  g_autofree char *data = g_build_filename (g_get_user_data_dir (), "liantu", NULL);
  g_autofree char *config = g_build_filename (g_get_user_config_dir (), "liantu", NULL);
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "liantu", NULL);

  g_assert_cmpstr (lt_paths_get_user_data (), ==, data);
  g_assert_cmpstr (lt_paths_get_user_config (), ==, config);
  g_assert_cmpstr (lt_paths_get_user_cache (), ==, cache);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paths/build-root", test_from_build_root);
  g_test_add_func ("/paths/override", test_override);
  g_test_add_func ("/paths/override/subprocess", test_override_subprocess);
  g_test_add_func ("/paths/user", test_user);
  return g_test_run ();
}
