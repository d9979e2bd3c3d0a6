#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The command line without a window: new, info, import, render, evaluate, explain, --version, --help. */

/* TRUE when the arguments name a command (or --help, --version) rather than ask for the window. */
gboolean lt_command_wants (int argc, char **argv);

/* Runs it. Returns the exit status: 0 done, 1 it could not be done (one sentence on standard error),
 * 2 wrong usage. */
int lt_command_run (int argc, char **argv);

G_END_DECLS
