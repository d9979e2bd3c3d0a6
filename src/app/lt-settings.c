#include "config.h"

#include "lt-settings.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>
#include <glib/gi18n-lib.h>

#include "lt-error.h"
#include "lt-paths.h"

#define ROOT_PATH "/io/github/liantu/Liantu/"

static GSettingsSchema *
lookup (const char *id, GError **error)
{
  g_autoptr (GSettingsSchemaSource) source = NULL;
  GSettingsSchema *schema;

  source = g_settings_schema_source_new_from_directory (lt_paths_get_schemas (), NULL, FALSE, NULL);
  schema = source ? g_settings_schema_source_lookup (source, id, FALSE) : NULL;
  if (!schema)
    g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND,
                 _ ("The settings schema is missing from “%s”; install Liantu again."),
                 lt_paths_get_schemas ());
  return schema;
}

static GSettings *
new_settings (const char *id, const char *path)
{
  g_autofree char *file = g_build_filename (lt_paths_get_user_config (), "settings.ini", NULL);
  g_autoptr (GSettingsSchema) schema = lookup (id, NULL);
  g_autoptr (GSettingsBackend) backend = g_keyfile_settings_backend_new (file, ROOT_PATH, "liantu");
  GSettings *settings;

  g_return_val_if_fail (schema != NULL, NULL);

  settings = g_settings_new_full (schema, backend, path);
  g_settings_delay (settings);
  return settings;
}

gboolean
lt_settings_check (GError **error)
{
  g_autoptr (GSettingsSchema) schema = lookup (LT_APP_ID, error);

  return schema != NULL;
}

GSettings *
lt_settings_new (void)
{
  return new_settings (LT_APP_ID, NULL);
}

GSettings *
lt_settings_new_view (const char *path)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA1, path, -1);
  g_autofree char *settings_path = g_strdup_printf (ROOT_PATH "views/%.16s/", name);

  return new_settings (LT_APP_ID ".View", settings_path);
}
