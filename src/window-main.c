#include "config.h"

#include "lt-application.h"
#include "lt-language.h"
#include "lt-paths.h"

int
main (int argc, char **argv)
{
  lt_language_init (NULL, lt_paths_get_locale ());
  return lt_application_start (argc, argv);
}
