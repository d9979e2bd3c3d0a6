#include "config.h"

#include "lt-command-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "lt-error.h"

#define LABEL_WIDTH 24

/* A name or a value of a file may hold line ends, or commands to the terminal. */
char *
lt_command_make_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *line = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (line, g_unichar_iscntrl (g_utf8_get_char (p)) ? ' ' : g_utf8_get_char (p));

  return g_string_free (line, FALSE);
}

int
lt_command_fail (GError *error)
{
  g_autofree char *line = lt_command_make_line (error->message);

  fprintf (stderr, "liantu: %s\n", line);
  g_error_free (error);

  return LT_EXIT_FAILED;
}

int
lt_command_misuse (const char *command, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  g_autofree char *line = NULL;
  g_autofree char *program = command != NULL ? g_strconcat ("liantu ", command, NULL) : g_strdup ("liantu");
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  line = lt_command_make_line (sentence);
  /* Translators: a sentence about a wrong command line, and the command that explains it */
  fprintf (stderr, _ ("%s: %s (see “%s --help”)\n"), program, line, program);

  return LT_EXIT_USAGE;
}

void
lt_command_print (const char *text)
{
  fputs (text, stdout);
}

void
lt_command_begin (void)
{
  int file;

  do
    file = open ("/dev/null", O_RDWR);
  while (file >= 0 && file <= STDERR_FILENO);
  if (file >= 0)
    close (file);
}

/* A caller whose disk is full must not take half an answer for the whole. */
int
lt_command_finish (int status)
{
  gboolean broken = ferror (stdout) != 0;

  errno = 0;
  broken = fflush (stdout) != 0 || broken;
  if (!broken || status != LT_EXIT_DONE)
    return status;

  return lt_command_fail (g_error_new (LT_ERROR, LT_ERROR_IO, _ ("“%s” cannot be written: %s"), "stdout",
                                       g_strerror (errno != 0 ? errno : EIO)));
}

static guint
get_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;

  return width;
}

void
lt_command_print_row (const char *label, const char *value)
{
  guint width = get_width (label);

  printf ("%s%*s %s\n", label, (int) (LABEL_WIDTH - MIN (width, LABEL_WIDTH)), "", value);
}

void
lt_command_print_count (const char *label, guint value)
{
  g_autofree char *text = g_strdup_printf ("%u", value);

  lt_command_print_row (label, text);
}

void
lt_command_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);

  printf ("%s\n", text);
}

void
lt_command_add_double (JsonBuilder *builder, const char *name, double value)
{
  if (name != NULL)
    json_builder_set_member_name (builder, name);
  if (isfinite (value))
    json_builder_add_double_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
lt_command_add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
lt_command_add_integer (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}
