#include "config.h"

#include "lt-module.h"

#include <glib/gi18n-lib.h>
#include <gmodule.h>

#include "lt-paths.h"

#define MODULE_NAME "lt-exchange-module." G_MODULE_SUFFIX

gpointer
lt_module_find (const char *symbol, GError **error)
{
  static GMutex mutex;
  static GModule *module = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  g_autofree char *path = g_build_filename (lt_paths_get_modules (), MODULE_NAME, NULL);
  gpointer found = NULL;

  if (module == NULL)
    {
      module = g_module_open (path, G_MODULE_BIND_LOCAL);
      if (module != NULL)
        g_module_make_resident (module);
    }
  if (module != NULL && g_module_symbol (module, symbol, &found))
    return found;

  g_debug ("%s", g_module_error ());
  g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND,
               _ ("The part of the program that reads files (“%s”) is missing or damaged: install the "
                  "program again."),
               path);
  return NULL;
}
