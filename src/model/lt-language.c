#include "config.h"

#include "lt-language.h"

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stdlib.h>

static gboolean chinese;

static gboolean
is_plain (const char *locale)
{
  return strcmp (locale, "C") == 0 || strcmp (locale, "POSIX") == 0;
}

/* The locale's name that POSIX would use for messages, or NULL when the environment has none. */
static const char *
get_asked_locale (void)
{
  static const char *const variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      const char *value = g_getenv (variables[i]);

      if (value != NULL && *value != '\0')
        return value;
    }
  return NULL;
}

/* What the person wants to read, a list as LANGUAGE has it. Returns: (transfer full). */
static char *
get_wanted_languages (const char *override)
{
  const char *asked = get_asked_locale ();
  const char *language = g_getenv ("LANGUAGE");

  if (override != NULL && *override != '\0')
    return g_strdup (override);
  if (asked != NULL && is_plain (asked))
    return g_strdup ("C");
  if (language != NULL && *language != '\0')
    return g_strdup (language);
  return g_strndup (asked != NULL ? asked : "C", strcspn (asked != NULL ? asked : "C", ".@"));
}

static gboolean
is_language (const char *name, const char *language)
{
  gsize n = strlen (language);

  return strncmp (name, language, n) == 0 && strchr ("_-.@", name[n]) != NULL;
}

/* Messages are Chinese or English; the first of the two in the list decides. */
static gboolean
wants_chinese (const char *languages)
{
  g_auto (GStrv) names = g_strsplit (languages, ":", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (is_language (names[i], "zh"))
        return TRUE;
      if (is_language (names[i], "en") || is_plain (names[i]))
        return FALSE;
    }
  return FALSE;
}

/* gettext ignores LANGUAGE in the locale C, and a locale that is not generated leaves C behind. */
static void
leave_plain_locale (int category)
{
  const char *locale = setlocale (category, NULL);

  if (locale == NULL || is_plain (locale))
    setlocale (category, "C.UTF-8");
}

void
lt_language_init (const char *override, const char *locale_dir)
{
  g_autofree char *wanted = get_wanted_languages (override);

  setlocale (LC_ALL, "");
  leave_plain_locale (LC_CTYPE);
  leave_plain_locale (LC_MESSAGES);
  setlocale (LC_NUMERIC, "C");
  chinese = wants_chinese (wanted);
  if (chinese)
    {
      /* People of other Chinese locales read zh_CN rather than English. */
      g_autofree char *with_ours = g_strconcat (wanted, ":zh_CN", NULL);

      g_setenv ("LANGUAGE", with_ours, TRUE);
    }
  else
    g_setenv ("LANGUAGE", wanted, TRUE);
  if (locale_dir != NULL)
    bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

gboolean
lt_language_is_chinese (void)
{
  return chinese;
}

const char *
lt_language_pick (const char *in_chinese, const char *in_english)
{
  return chinese || in_english == NULL || *in_english == '\0' ? in_chinese : in_english;
}
