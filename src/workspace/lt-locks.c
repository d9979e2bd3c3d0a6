#include "config.h"

#include "lt-locks.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static char *
get_program (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/comm", pid);
  g_autofree char *name = NULL;

  if (!g_file_get_contents (path, &name, NULL, NULL) || !g_utf8_validate (name, -1, NULL))
    return NULL;
  g_strstrip (name);
  return name[0] != '\0' ? g_steal_pointer (&name) : NULL;
}

/* "1: POSIX  ADVISORY  WRITE 1234 08:01:5678 120 120" */
static char *
find_in_line (const char *line, const GStatBuf *status)
{
  char mode[16];
  unsigned int major_number, minor_number;
  unsigned long long inode;
  int pid;

  if (sscanf (line, "%*d: %*s %*s %15s %d %x:%x:%llu", mode, &pid, &major_number, &minor_number, &inode) != 5
      || !g_str_equal (mode, "WRITE") || pid == getpid () || inode != status->st_ino
      || major_number != major (status->st_dev) || minor_number != minor (status->st_dev))
    return NULL;
  return get_program (pid);
}

char *
lt_locks_find_holder (const char *path)
{
  static const char *const tails[] = { "-shm", "" };
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_get_contents ("/proc/locks", &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *file = g_strconcat (path, tails[i], NULL);
      GStatBuf status;

      if (g_stat (file, &status) != 0)
        continue;
      for (guint j = 0; lines[j] != NULL; j++)
        {
          char *program = find_in_line (lines[j], &status);

          if (program != NULL)
            return program;
        }
    }
  return NULL;
}
