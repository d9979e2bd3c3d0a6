#include "config.h"

#include "lt-credit-code.h"

#define LENGTH 18

static int
character_value (char character)
{
  /* one more than the value */
  static const guint8 values[128] = {
    ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
    ['8'] = 9,  ['9'] = 10, ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
    ['G'] = 17, ['H'] = 18, ['J'] = 19, ['K'] = 20, ['L'] = 21, ['M'] = 22, ['N'] = 23, ['P'] = 24,
    ['Q'] = 25, ['R'] = 26, ['T'] = 27, ['U'] = 28, ['W'] = 29, ['X'] = 30, ['Y'] = 31,
  };
  guint8 byte = (guint8) character;

  return byte < G_N_ELEMENTS (values) ? values[byte] - 1 : -1;
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

static const char *
skip_digits (const char *text)
{
  while (g_ascii_isdigit (*text))
    text++;
  return text;
}

gboolean
lt_credit_code_is_damaged (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  while (g_ascii_isspace (*text))
    text++;
  if (!g_ascii_isdigit (*text++))
    return FALSE;
  if (*text == '.' && g_ascii_isdigit (text[1]))
    text = skip_digits (text + 1);
  if (*text != 'e' && *text != 'E')
    return FALSE;
  text++;
  if (*text == '+')
    text++;
  if (!g_ascii_isdigit (*text))
    return FALSE;
  text = skip_digits (text);
  while (g_ascii_isspace (*text))
    text++;
  return *text == '\0';
}
