#include "config.h"

#include "lt-command-private.h"

#include <glib/gi18n-lib.h>

#include "lt-paths.h"

static int
run (char **arguments)
{
  GError *error = NULL;
  g_autoptr (LtWorkspace) workspace = lt_workspace_create (arguments[0], lt_paths_get_catalogue (), &error);
  g_autoptr (LtCatalogue) catalogue = NULL;
  g_autofree char *line = NULL;

  if (workspace == NULL)
    return lt_command_fail (error);

  catalogue = lt_workspace_get_catalogue (workspace);
  line = g_strdup_printf (_ ("Made “%s” from the catalogue “%s”.\n"), arguments[0],
                          lt_catalogue_get_label (catalogue));
  lt_command_print (line);
  lt_workspace_close (workspace);

  return LT_EXIT_DONE;
}

const LtCommand lt_new_command = {
  .name = "new",
  .arguments = "WORKSPACE",
  .summary = N_ ("Make a workspace from the built-in catalogue"),
  .details = N_ ("A file that is already there is never overwritten."),
  .run = run,
};
