#pragma once

#include <gio/gio.h>

/* What a run of the program gave. */
typedef struct
{
  int status;
  char *out;
  char *err;
} LiantuRun;

/* Runs the executable that the environment variable LIANTU names, in English, without a display and
 * with a home folder of its own under `folder`; NULL ends the arguments. */
LiantuRun *run_liantu (const char *folder, ...) G_GNUC_NULL_TERMINATED;
/* Runs that follow get this variable in their environment too; NULL takes it away again. */
void run_liantu_set (const char *variable, const char *value);
/* The same in another language ("zh_CN"). */
LiantuRun *run_liantu_in (const char *folder, const char *language, const char *const *arguments);
void liantu_run_free (LiantuRun *run);

/* It ended with the status and said exactly one line on standard error, nothing on standard output;
 * the line holds the word. */
void assert_one_sentence (const LiantuRun *run, int status, const char *word);
/* It ended with 0 and said nothing on standard error. */
void assert_done (const LiantuRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LiantuRun, liantu_run_free)
