#include "config.h"

#include "lt-language.h"

#include <libintl.h>
#include <locale.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define CHINESE_LOCALE "zh_CN.UTF-8"

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

/* Makes the locale zh_CN.UTF-8 of the data of C.UTF-8 where it is not generated: newer C libraries
 * (2.39 and up) ignore LANGUAGE in every locale whose name begins with "C.", and Pango takes the form
 * of Han characters from the name. The directory is needed only while the C library reads it. */
static gboolean
borrow_chinese_locale (void)
{
  static const char *const lenders[] = { "/usr/lib/locale/C.utf8", "/usr/lib/locale/C.UTF-8" };
  g_autofree char *old_path = g_strdup (g_getenv ("LOCPATH"));
  g_autofree char *directory = g_dir_make_tmp ("liantu-locale-XXXXXX", NULL);
  g_autofree char *link = directory != NULL ? g_build_filename (directory, CHINESE_LOCALE, NULL) : NULL;
  gboolean done = FALSE;

  if (directory == NULL)
    return FALSE;
  g_setenv ("LOCPATH", directory, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (lenders) && !done; i++)
    {
      if (g_file_test (lenders[i], G_FILE_TEST_IS_DIR) && symlink (lenders[i], link) == 0)
        {
          done = setlocale (LC_CTYPE, CHINESE_LOCALE) != NULL
                 && setlocale (LC_MESSAGES, CHINESE_LOCALE) != NULL;
          g_unlink (link);
        }
    }
  if (old_path != NULL)
    g_setenv ("LOCPATH", old_path, TRUE);
  else
    g_unsetenv ("LOCPATH");
  g_rmdir (directory);
  return done;
}

static void
leave_plain_locale (int category)
{
  if (is_plain (setlocale (category, NULL)))
    setlocale (category, "C.UTF-8");
}

static void
use_chinese_locale (void)
{
  if (is_language (setlocale (LC_CTYPE, NULL), "zh") && is_language (setlocale (LC_MESSAGES, NULL), "zh"))
    return;
  if (setlocale (LC_CTYPE, CHINESE_LOCALE) == NULL || setlocale (LC_MESSAGES, CHINESE_LOCALE) == NULL)
    borrow_chinese_locale ();
}

void
lt_language_init (const char *override, const char *locale_dir)
{
  g_autofree char *wanted = get_wanted_languages (override);
  g_autofree char *with_ours = g_strconcat (wanted, ":zh_CN", NULL);

  chinese = wants_chinese (wanted);
  setlocale (LC_ALL, "");
  if (chinese)
    use_chinese_locale ();
  leave_plain_locale (LC_CTYPE);
  leave_plain_locale (LC_MESSAGES);
  setlocale (LC_NUMERIC, "C");
  /* People of other Chinese locales read zh_CN rather than English. */
  g_setenv ("LANGUAGE", chinese ? with_ours : wanted, TRUE);
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
