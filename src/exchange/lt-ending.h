#pragma once

#include <glib.h>
#include <string.h>

/* Whether a file's name ends so, whatever its case. */
static inline gboolean
lt_ending_is (const char *name, const char *ending)
{
  gsize length = strlen (name);
  gsize n = strlen (ending);

  return length >= n && g_ascii_strcasecmp (name + length - n, ending) == 0;
}
