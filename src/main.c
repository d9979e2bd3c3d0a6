#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <unistd.h>

#include "lt-command.h"
#include "lt-language.h"
#include "lt-paths.h"

int
main (int argc, char **argv)
{
  const char *program = lt_paths_get_window_program ();

  /* Past a limit on file sizes writing fails, and is said, instead of ending the program. */
  signal (SIGXFSZ, SIG_IGN);
  lt_language_init (NULL, lt_paths_get_locale ());
  if (lt_command_wants (argc, argv))
    return lt_command_run (argc, argv);

  execv (program, argv);
  g_printerr (_ ("“%s” could not be started: %s. Install Liantu again.\n"), program, g_strerror (errno));
  return 1;
}
