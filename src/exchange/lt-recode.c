#include "config.h"

#include "lt-recode.h"

void
lt_recode_append (GString *to, const char *text, gboolean gb18030)
{
  g_autofree char *valid = NULL;
  g_autofree char *coded = NULL;
  gsize length;

  if (!gb18030)
    {
      g_string_append (to, text);
      return;
    }
  coded = g_convert (text, -1, "GB18030", "UTF-8", NULL, &length, NULL);
  if (coded == NULL)
    {
      valid = g_utf8_make_valid (text, -1);
      coded = g_convert_with_fallback (valid, -1, "GB18030", "UTF-8", "?", NULL, &length, NULL);
    }
  g_string_append_len (to, coded, (gssize) length);
}
