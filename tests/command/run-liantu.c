#include "run-liantu.h"

#include <string.h>

static const char *extra_variable;
static const char *extra_value;

void
run_liantu_set (const char *variable, const char *value)
{
  extra_variable = value != NULL ? variable : NULL;
  extra_value = value;
}

static GSubprocessLauncher *
make_launcher (const char *folder, const char *language)
{
  static const char *const unset[] = { "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "LANG" };
  static const char *const homes[] = { "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR" };
  GSubprocessLauncher *launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);

  for (guint i = 0; i < G_N_ELEMENTS (unset); i++)
    g_subprocess_launcher_unsetenv (launcher, unset[i]);
  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    g_subprocess_launcher_setenv (launcher, homes[i], folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  g_subprocess_launcher_setenv (launcher, "LANGUAGE", language, TRUE);

  if (extra_variable != NULL)
    g_subprocess_launcher_setenv (launcher, extra_variable, extra_value, TRUE);

  return launcher;
}

LiantuRun *
run_liantu_in (const char *folder, const char *language, const char *const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher = make_launcher (folder, language);
  g_autoptr (GPtrArray) line = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  LiantuRun *run = g_new0 (LiantuRun, 1);

  g_ptr_array_add (line, (gpointer) g_getenv ("LIANTU"));
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (line, (gpointer) arguments[i]);
  g_ptr_array_add (line, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) line->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &run->out, &run->err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  run->status = g_subprocess_get_exit_status (process);

  return run;
}

LiantuRun *
run_liantu (const char *folder, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  const char *argument;
  va_list list;

  va_start (list, folder);
  while ((argument = va_arg (list, const char *)) != NULL)
    g_ptr_array_add (arguments, (gpointer) argument);
  va_end (list);
  g_ptr_array_add (arguments, NULL);

  return run_liantu_in (folder, "en", (const char *const *) arguments->pdata);
}

void
liantu_run_free (LiantuRun *run)
{
  g_free (run->out);
  g_free (run->err);
  g_free (run);
}

void
assert_one_sentence (const LiantuRun *run, int status, const char *word)
{
  const char *end = strchr (run->err, '\n');

  g_test_message ("%s", run->err);
  g_assert_cmpint (run->status, ==, status);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_true (g_str_has_prefix (run->err, "liantu"));
  g_assert_nonnull (end);
  g_assert_cmpstr (end, ==, "\n");
  g_assert_nonnull (strstr (run->err, word));
}

void
assert_done (const LiantuRun *run)
{
  if (run->status != 0 || run->err[0] != '\0')
    g_test_message ("status %d: %s", run->status, run->err);
  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpstr (run->err, ==, "");
}
