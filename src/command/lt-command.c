#include "config.h"

#include "lt-command-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-language.h"
#include "lt-paths.h"

static const LtCommand *const commands[] = {
  &lt_new_command,     &lt_info_command,    &lt_import_command,   &lt_check_command,   &lt_export_command,
  &lt_list_command,    &lt_history_command, &lt_undo_command,     &lt_redo_command,    &lt_backup_command,
  &lt_restore_command, &lt_render_command,  &lt_evaluate_command, &lt_explain_command,
};

static const LtCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i]->name, name) == 0)
      return commands[i];

  return NULL;
}

gboolean
lt_command_wants (int argc, char **argv)
{
  if (argc < 2)
    return FALSE;
  /* What the desktop passes when it starts the window. */
  if (g_str_has_prefix (argv[1], "--gapplication-"))
    return FALSE;

  return find_command (argv[1]) != NULL || argv[1][0] == '-' || argc > 2;
}

static char *
describe (const LtCommand *command)
{
  g_autofree char *usage = g_strdup_printf ("liantu %s %s", command->name, command->arguments);

  return g_strdup_printf ("  %-38s %s\n", usage, _ (command->summary));
}

static int
print_help (void)
{
  lt_command_print (_ ("Liantu: an atlas of a city's industrial chains.\n"));
  lt_command_print (_ ("\nUsage:\n"));
  g_print ("  %-38s %s\n", "liantu [WORKSPACE]", _ ("Open the window"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *line = describe (commands[i]);

      lt_command_print (line);
    }
  lt_command_print (_ ("\n“liantu COMMAND --help” lists a command's options.\n"
                       "Exit status: 0 done, 1 it could not be done, 2 wrong usage.\n"));

  return LT_EXIT_DONE;
}

static int
run_option (char **argv)
{
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0)
    return print_help ();
  if (strcmp (argv[1], "--version") != 0)
    return lt_command_misuse (NULL, _ ("the option “%s” is not known"), argv[1]);

  lt_command_print ("liantu " LT_VERSION "\n");

  return LT_EXIT_DONE;
}

static gboolean wants_help;

static const GOptionEntry help_options[] = {
  { "help", 'h', 0, G_OPTION_ARG_NONE, &wants_help, N_ ("Show this help"), NULL },
  { NULL },
};

static GOptionContext *
make_context (const LtCommand *command)
{
  GOptionContext *context = g_option_context_new (command->arguments);

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ (command->summary));
  if (command->details != NULL)
    g_option_context_set_description (context, _ (command->details));
  if (command->options != NULL)
    g_option_context_add_main_entries (context, command->options, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, help_options, GETTEXT_PACKAGE);

  return context;
}

static int
print_command_help (const LtCommand *command, GOptionContext *context)
{
  g_autofree char *program = g_strconcat ("liantu ", command->name, NULL);
  g_autofree char *help = NULL;

  g_set_prgname (program);
  help = g_option_context_get_help (context, TRUE, NULL);
  g_set_prgname ("liantu");
  lt_command_print (help);

  return LT_EXIT_DONE;
}

/* The option parser leaves it there when what follows begins with a dash. */
static void
drop_separator (char **arguments)
{
  guint i = 0;

  while (arguments[i] != NULL && strcmp (arguments[i], "--") != 0)
    i++;
  if (arguments[i] == NULL)
    return;

  g_free (arguments[i]);
  for (; arguments[i] != NULL; i++)
    arguments[i] = arguments[i + 1];
}

/* An empty name comes from a variable that a script has not set. */
static guint
count_given (char **arguments)
{
  guint n = 0;

  while (arguments[n] != NULL && arguments[n][0] != '\0')
    n++;

  return n;
}

static int
run_command (const LtCommand *command, char **argv)
{
  g_autoptr (GOptionContext) context = make_context (command);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) rest = g_strdupv (argv + 1);
  g_auto (GStrv) names = g_strsplit (command->arguments, " ", -1);
  guint n;

  if (!g_option_context_parse_strv (context, &rest, &error))
    return lt_command_misuse (command->name, "%s", error->message);
  if (wants_help)
    return print_command_help (command, context);

  drop_separator (rest);
  n = count_given (rest + 1);
  if (n < g_strv_length (names))
    return lt_command_misuse (command->name, _ ("%s is missing"), names[n]);
  if (n > g_strv_length (names))
    return lt_command_misuse (command->name, _ ("the argument “%s” is one too many"),
                              rest[1 + g_strv_length (names)]);

  return command->run (rest + 1);
}

/* The language must be known before the first message, also that of a wrong option. */
static const char *
find_language (char **argv)
{
  const char *language = NULL;

  for (guint i = 1; argv[i] != NULL; i++)
    {
      if (strcmp (argv[i], "--lang") == 0)
        language = argv[i + 1];
      else if (g_str_has_prefix (argv[i], "--lang="))
        language = argv[i] + strlen ("--lang=");
    }

  return language;
}

static int
run (char **argv)
{
  const LtCommand *command = find_command (argv[1]);

  if (command != NULL)
    return run_command (command, argv);
  if (argv[1][0] == '-')
    return run_option (argv);

  return lt_command_misuse (NULL, _ ("there is no command “%s”"), argv[1]);
}

int
lt_command_run (int argc, char **argv)
{
  const char *language;

  g_return_val_if_fail (argc >= 2, LT_EXIT_USAGE);

  lt_command_begin ();
  language = find_language (argv);
  if (g_strcmp0 (language, "zh_CN") == 0 || g_strcmp0 (language, "en") == 0)
    lt_language_init (language, lt_paths_get_locale ());
  g_set_prgname ("liantu");

  return lt_command_finish (run (argv));
}
