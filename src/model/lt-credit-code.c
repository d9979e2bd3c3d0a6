#include "config.h"

#include "lt-credit-code.h"

#define LENGTH 18

static int
character_value (char character)
{
  static const char characters[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const char *at = character != '\0' ? strchr (characters, character) : NULL;

  return at != NULL ? (int) (at - characters) : -1;
}

gboolean
lt_credit_code_is_valid (const char *code)
{
  int sum = 0, weight = 1;

  g_return_val_if_fail (code != NULL, FALSE);

  for (int i = 0; i < LENGTH - 1; i++)
    {
      int value = character_value (code[i]);

      if (value < 0)
        return FALSE;
      sum += value * weight;
      weight = weight * 3 % 31;
    }
  return character_value (code[LENGTH - 1]) == (31 - sum % 31) % 31 && code[LENGTH] == '\0';
}

gboolean
lt_credit_code_is_damaged (const char *text)
{
  static gsize once;
  static GRegex *regex;

  g_return_val_if_fail (text != NULL, FALSE);

  if (g_once_init_enter (&once))
    {
      regex = g_regex_new ("^\\s*\\d(\\.\\d+)?[eE]\\+?\\d+\\s*$", G_REGEX_OPTIMIZE, 0, NULL);
      g_once_init_leave (&once, 1);
    }
  return g_regex_match (regex, text, 0, NULL);
}
