#include "config.h"

#include <glib/gi18n-lib.h>

#include "lt-command-private.h"

static int
move (const char *path, gboolean redo)
{
  GError *error = NULL;
  g_autoptr (LtWorkspace) workspace = lt_workspace_open (path, &error);
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;

  if (workspace == NULL)
    return lt_command_fail (error);
  title = redo ? lt_workspace_get_redo_title (workspace) : lt_workspace_get_undo_title (workspace);
  if (!(redo ? lt_workspace_redo (workspace, &error) : lt_workspace_undo (workspace, &error)))
    return lt_command_fail (error);
  text = g_strdup_printf (redo ? _ ("Redone: %s") : _ ("Undone: %s"), title != NULL ? title : "?");
  line = lt_command_make_line (text);
  g_print ("%s\n", line);
  lt_workspace_close (workspace);
  return LT_EXIT_DONE;
}

static int
run_undo (char **arguments)
{
  return move (arguments[0], FALSE);
}

static int
run_redo (char **arguments)
{
  return move (arguments[0], TRUE);
}

const LtCommand lt_undo_command = {
  .name = "undo",
  .arguments = "WORKSPACE",
  .summary = N_ ("Undo the last step"),
  .details = N_ ("Steps are undone one by one, also those of an earlier session; redo does them again."),
  .run = run_undo,
};

const LtCommand lt_redo_command = {
  .name = "redo",
  .arguments = "WORKSPACE",
  .summary = N_ ("Do the step again that was undone last"),
  .run = run_redo,
};
