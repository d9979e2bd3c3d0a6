#include "lt-language.h"

#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

/* Each case is a process of its own: a locale is set once. It says what it sees on one line. */

static const char *program;

static int
probe (const char *overrides)
{
  g_auto (GStrv) names = g_strsplit (overrides, ">", -1);

  lt_language_init (g_strcmp0 (names[0], "-") != 0 ? names[0] : NULL, g_getenv ("LT_TEST_LOCALE_DIR"));
  if (names[0] != NULL && names[1] != NULL)
    {
      dgettext ("liantu", "not recorded");
      lt_language_init (names[1], g_getenv ("LT_TEST_LOCALE_DIR"));
    }
  printf ("%s|%s|%s|%.1f|%s|%s\n", lt_language_is_chinese () ? "zh" : "en",
          dgettext ("liantu", "not recorded"), lt_language_pick ("湖州", "Huzhou"), 1.5,
          g_get_charset (NULL) ? "UTF-8" : "other",
          g_str_has_prefix (setlocale (LC_CTYPE, NULL), "zh") ? "Han" : "any");
  return 0;
}

#define CHINESE "zh|未录入|湖州|1.5|UTF-8|Han\n"
#define CHINESE_TO_ENGLISH "en|not recorded|Huzhou|1.5|UTF-8|Han\n"
#define ENGLISH "en|not recorded|Huzhou|1.5|UTF-8|any\n"

/* The command line starts by the environment and may then be told a language: "first>second". */
static const struct
{
  const char *override;
  const char *variables; /* separated by blanks */
  const char *line;
} cases[] = {
  { "-", "", ENGLISH },
  { "-", "LANG=C", ENGLISH },
  { "-", "LANG=C.UTF-8", ENGLISH },
  { "-", "LANG=en_US.UTF-8", ENGLISH },
  { "-", "LANG=zh_CN.UTF-8", CHINESE },
  { "-", "LANG=zh_CN", CHINESE },
  { "-", "LANG=zh_TW.UTF-8", CHINESE },
  { "-", "LANG=de_DE.UTF-8", ENGLISH },
  { "-", "LANG=C LC_MESSAGES=zh_CN.UTF-8", CHINESE },
  { "-", "LANG=zh_CN.UTF-8 LC_ALL=C", ENGLISH },
  { "-", "LANG=zh_CN.UTF-8 LANGUAGE=en", ENGLISH },
  { "-", "LANG=en_US.UTF-8 LANGUAGE=zh_CN:en", CHINESE },
  { "-", "LANG=C.UTF-8 LANGUAGE=zh_CN", CHINESE },
  { "-", "LANG=de_DE.UTF-8 LANGUAGE=de:zh_CN", CHINESE },
  { "zh_CN", "", CHINESE },
  { "zh_CN", "LC_ALL=C", CHINESE },
  { "zh_CN", "LANG=en_US.UTF-8 LANGUAGE=en_US:en", CHINESE },
  { "zh", "LANG=C", CHINESE },
  { "en", "LANG=zh_CN.UTF-8 LANGUAGE=zh_CN", ENGLISH },
  { "", "LANG=zh_CN.UTF-8", CHINESE },
  { "->zh_CN", "LANG=en_US.UTF-8", CHINESE },
  { "->zh_CN", "", CHINESE },
  { "->en", "LANG=zh_CN.UTF-8", CHINESE_TO_ENGLISH },
};

static char **
get_environment (const char *variables)
{
  g_auto (GStrv) settings = g_strsplit (variables, " ", -1);
  char **environment = g_get_environ ();

  environment = g_environ_unsetenv (environment, "LANG");
  environment = g_environ_unsetenv (environment, "LANGUAGE");
  environment = g_environ_unsetenv (environment, "LC_ALL");
  environment = g_environ_unsetenv (environment, "LC_MESSAGES");
  environment = g_environ_unsetenv (environment, "LC_CTYPE");
  for (guint i = 0; settings[i] != NULL && *settings[i] != '\0'; i++)
    {
      g_auto (GStrv) pair = g_strsplit (settings[i], "=", 2);

      environment = g_environ_setenv (environment, pair[0], pair[1], TRUE);
    }
  return environment;
}

static void
test_environments (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *arguments[] = { program, "--probe", cases[i].override, NULL };
      g_auto (GStrv) environment = get_environment (cases[i].variables);
      g_autofree char *line = NULL;
      g_autoptr (GError) error = NULL;

      g_spawn_sync (NULL, (char **) arguments, environment, 0, NULL, NULL, &line, NULL, NULL, &error);
      g_assert_no_error (error);
      g_test_message ("override %s, %s", cases[i].override, cases[i].variables);
      g_assert_cmpstr (line, ==, cases[i].line);
    }
}

static void
test_pick (void)
{
  g_assert_cmpstr (lt_language_pick ("湖州", ""), ==, "湖州");
  g_assert_cmpstr (lt_language_pick ("湖州", NULL), ==, "湖州");
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--probe") == 0)
    return probe (argv[2]);
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/environments", test_environments);
  g_test_add_func ("/language/pick", test_pick);
  return g_test_run ();
}
