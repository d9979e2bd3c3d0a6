#include "config.h"

#include "lt-application.h"
#include "lt-command.h"
#include "lt-language.h"
#include "lt-paths.h"

int
main (int argc, char **argv)
{
  lt_language_init (NULL, lt_paths_get_locale ());
  if (lt_command_wants (argc, argv))
    return lt_command_run (argc, argv);
  return lt_application_start (argc, argv);
}
