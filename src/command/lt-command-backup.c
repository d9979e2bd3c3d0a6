#include "config.h"

#include <glib/gi18n-lib.h>

#include "lt-backups.h"
#include "lt-command-private.h"

static int
run_backup (char **arguments)
{
  GError *error = NULL;
  g_autoptr (LtWorkspace) workspace = lt_workspace_open (arguments[0], &error);
  g_autofree char *text = NULL;

  if (workspace == NULL || !lt_workspace_back_up (workspace, arguments[1], &error))
    return lt_command_fail (error);
  lt_workspace_close (workspace);
  text = g_strdup_printf (_ ("Backed up and checked: “%s”.\n"), arguments[1]);
  lt_command_print (text);
  return LT_EXIT_DONE;
}

static int
run_restore (char **arguments)
{
  GError *error = NULL;
  g_autofree char *text = NULL;

  if (!lt_backups_restore (arguments[0], arguments[1], &error))
    return lt_command_fail (error);
  text = g_strdup_printf (_ ("Restored “%s” from “%s”.\n"), arguments[0], arguments[1]);
  lt_command_print (text);
  return LT_EXIT_DONE;
}

const LtCommand lt_backup_command = {
  .name = "backup",
  .arguments = "WORKSPACE FILE",
  .summary = N_ ("Copy a workspace, as of one moment, and check the copy"),
  .details
  = N_ ("A file that is already there is never overwritten. The program's own backups are in the folder "
        "“NAME.backups” beside the workspace."),
  .run = run_backup,
};

const LtCommand lt_restore_command = {
  .name = "restore",
  .arguments = "WORKSPACE FILE",
  .summary = N_ ("Put a backup in the workspace's place"),
  .details
  = N_ ("The backup is checked first, and what is there now is kept in the folder “NAME.backups” beside "
        "the workspace. A file that is no workspace is refused, in either place."),
  .run = run_restore,
};
