#include "config.h"

#include "lt-paths.h"

typedef struct
{
  char *data;
  char *locale;
  char *modules;
  char *schemas;
  char *window_program;
  char *catalogue;
  char *user_data;
  char *user_config;
  char *user_cache;
} Paths;

static gboolean
runs_from_build_root (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL && g_str_has_prefix (program, LT_BUILD_ROOT "/");
}

static void
find_paths (Paths *paths)
{
  gboolean here = runs_from_build_root ();
  const char *data = g_getenv ("LIANTU_DATA_DIR");

  if (data == NULL || *data == '\0')
    data = here ? LT_SOURCE_ROOT "/data" : LT_DATA_DIR;
  paths->data = g_strdup (data);
  paths->locale = g_strdup (here ? LT_BUILD_ROOT "/po" : LT_LOCALE_DIR);
  paths->modules = g_strdup (here ? LT_BUILD_ROOT "/src/exchange" : LT_MODULE_DIR);
  paths->schemas = g_strdup (here ? LT_BUILD_ROOT "/data" : LT_SCHEMA_DIR);
  paths->window_program
      = g_strdup (here ? LT_BUILD_ROOT "/src/liantu-window" : LT_PROGRAM_DIR "/liantu-window");
  paths->catalogue = g_build_filename (data, "catalogue", "huzhou", NULL);
  paths->user_data = g_build_filename (g_get_user_data_dir (), "liantu", NULL);
  paths->user_config = g_build_filename (g_get_user_config_dir (), "liantu", NULL);
  paths->user_cache = g_build_filename (g_get_user_cache_dir (), "liantu", NULL);
}

static const Paths *
get_paths (void)
{
  static gsize once;
  static Paths paths;

  if (g_once_init_enter (&once))
    {
      find_paths (&paths);
      g_once_init_leave (&once, 1);
    }
  return &paths;
}

const char *
lt_paths_get_data (void)
{
  return get_paths ()->data;
}

const char *
lt_paths_get_locale (void)
{
  return get_paths ()->locale;
}

const char *
lt_paths_get_modules (void)
{
  return get_paths ()->modules;
}

const char *
lt_paths_get_schemas (void)
{
  return get_paths ()->schemas;
}

const char *
lt_paths_get_window_program (void)
{
  return get_paths ()->window_program;
}

const char *
lt_paths_get_catalogue (void)
{
  return get_paths ()->catalogue;
}

const char *
lt_paths_get_user_data (void)
{
  return get_paths ()->user_data;
}

const char *
lt_paths_get_user_config (void)
{
  return get_paths ()->user_config;
}

const char *
lt_paths_get_user_cache (void)
{
  return get_paths ()->user_cache;
}
