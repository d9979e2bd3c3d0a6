#pragma once

#include <json-glib/json-glib.h>

#include "lt-command.h"
#include "lt-workspace.h"

G_BEGIN_DECLS

enum
{
  LT_EXIT_DONE = 0,
  LT_EXIT_FAILED = 1,
  LT_EXIT_USAGE = 2,
};

/* One command of the command line; each has a file of its own. */
typedef struct
{
  const char *name;
  const char *arguments;       /* as the usage line shows them: "WORKSPACE KIND SOURCE" */
  const char *summary;         /* message id */
  const char *details;         /* message id; shown below the options by --help (nullable) */
  const GOptionEntry *options; /* (nullable); parsed into the command's own variables */
  /* `arguments` are as many as the usage line names. Returns the exit status. */
  int (*run) (char **arguments);
} LtCommand;

extern const LtCommand lt_new_command;
extern const LtCommand lt_info_command;
extern const LtCommand lt_import_command;
extern const LtCommand lt_check_command;
extern const LtCommand lt_export_command;
extern const LtCommand lt_list_command;
extern const LtCommand lt_history_command;
extern const LtCommand lt_undo_command;
extern const LtCommand lt_redo_command;
extern const LtCommand lt_backup_command;
extern const LtCommand lt_restore_command;
extern const LtCommand lt_render_command;
extern const LtCommand lt_evaluate_command;
extern const LtCommand lt_explain_command;

/* Prints the error's sentence on standard error. Takes the error. Returns LT_EXIT_FAILED. */
int lt_command_fail (GError *error);
/* Prints one sentence, and where to read on, on standard error. Returns LT_EXIT_USAGE. */
int lt_command_misuse (const char *command, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* The text as one line of valid UTF-8 that a terminal takes for nothing but text. */
char *lt_command_make_line (const char *text);
/* Puts /dev/null where a standard stream is closed: a file opened later must not be printed into. */
void lt_command_begin (void);
/* Flushes standard output. Returns `status`, or LT_EXIT_FAILED when the output could not be written. */
int lt_command_finish (int status);

/* UTF-8 text to standard output, whatever the locale's character set. */
void lt_command_print (const char *text);
/* A line of two columns, the first as wide as 24 Latin characters (12 Chinese ones). */
void lt_command_print_row (const char *label, const char *value);
void lt_command_print_count (const char *label, guint value);

/* Prints the object that the builder holds, and a newline. */
void lt_command_print_json (JsonBuilder *builder);
/* A number, or null for NAN and infinities, which JSON does not have. */
void lt_command_add_double (JsonBuilder *builder, const char *name, double value);
void lt_command_add_string (JsonBuilder *builder, const char *name, const char *value);
void lt_command_add_integer (JsonBuilder *builder, const char *name, gint64 value);

G_END_DECLS
