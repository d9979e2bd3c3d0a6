#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The application: one process, a window for each workspace. */
#define LT_TYPE_APPLICATION (lt_application_get_type ())
G_DECLARE_FINAL_TYPE (LtApplication, lt_application, LT, APPLICATION, AdwApplication)

LtApplication *lt_application_new (void);

/* Starts it with the command line's arguments. Returns the exit status: 1, with one sentence on
 * standard error, when there is no display. */
int lt_application_start (int argc, char **argv);

G_END_DECLS
