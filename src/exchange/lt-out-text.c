#include "config.h"

#include "lt-out-text.h"

#include <math.h>
#include <string.h>

#include "lt-formula-guard.h"

/* Whole numbers to here are exact doubles. */
#define MAX_EXACT 9007199254740992.0
#define MAX_SHORT 1e15 /* has more than fifteen digits */
#define MIN_PLAIN 1e-4 /* smaller ones take an exponent in C */
#define MAX_DECIMALS 9
#define LONG_DECIMALS 15
#define MAX_POWER 19
/* Half the distance to the next double, at least and at most, as a share of the number. */
#define SURELY_NEAREST (0.99L / 18014398509481984.0L)
#define SURELY_ANOTHER (1.01L / 9007199254740992.0L)

static const guint64 powers[] = {
  1,
  10,
  100,
  1000,
  10000,
  100000,
  1000000,
  10000000,
  100000000,
  1000000000,
  10000000000,
  100000000000,
  1000000000000,
  10000000000000,
  100000000000000,
  1000000000000000,
  10000000000000000,
  100000000000000000,
  1000000000000000000,
  10000000000000000000ULL,
};

/* `digits` with the point `decimals` places from the right, trailing zeros dropped. */
static void
append_digits (GString *to, gboolean negative, guint64 whole, guint64 part, guint decimals)
{
  char text[48];
  char *end = text + sizeof text;
  char *at = end;

  while (decimals > 0 && part % 10 == 0)
    {
      part /= 10;
      decimals--;
    }
  for (guint i = 0; i < decimals; i++, part /= 10)
    *--at = (char) ('0' + part % 10);
  if (decimals > 0)
    *--at = '.';
  do
    *--at = (char) ('0' + whole % 10);
  while ((whole /= 10) > 0);
  if (negative)
    *--at = '-';
  g_string_append_len (to, at, end - at);
}

/* A decimal of so few digits (below `most`) that both it and the power of ten are exact: their quotient is
 * then the double nearest to it, which is what a reader gets. */
static gboolean
append_short (GString *to, double value, double most)
{
  double size = fabs (value);

  for (guint decimals = 0; decimals <= MAX_DECIMALS; decimals += 3)
    {
      double scaled = size * (double) powers[decimals];
      double digits = nearbyint (scaled);

      if (scaled >= most)
        return FALSE;
      if (digits / (double) powers[decimals] == size)
        {
          guint64 all = (guint64) digits;

          append_digits (to, value < 0, all / powers[decimals], all % powers[decimals], decimals);
          return TRUE;
        }
    }
  return FALSE;
}

/* Degrees from 8 to 180: between two doubles lies at least one decimal of 15 places. The product is
 * rounded once, to 64 bits of which the result needs 50. */
static gboolean
append_degrees (GString *to, double value)
{
#if __LDBL_MANT_DIG__ >= 64
  double size = fabs (value);
  double whole = floor (size);
  guint64 part;

  if (size < 8 || size > 1000)
    return FALSE;
  part = (guint64) ((long double) (size - whole) * (long double) powers[LONG_DECIMALS] + 0.5L);
  if (part >= powers[LONG_DECIMALS])
    return FALSE;
  append_digits (to, value < 0, (guint64) whole, part, LONG_DECIMALS);
  return TRUE;
#else
  return FALSE;
#endif
}

/* Seventeen digits always read back as the double, fifteen do when they are nearer to it than to any other;
 * where that is too close to say, FALSE. The product is rounded once, to 64 bits of which 57 count. */
static gboolean
append_long (GString *to, double value)
{
#if __LDBL_MANT_DIG__ >= 64
  long double size = fabsl ((long double) value);
  guint decimals = MAX_POWER;
  guint64 digits, few;
  long double off;

  if (size < 1e-2L || size >= 1e14L)
    return FALSE;
  while (size * (long double) powers[decimals] >= 1e17L)
    decimals--;
  digits = (guint64) (size * (long double) powers[decimals] + 0.5L);
  few = (digits + 50) / 100;
  off = fabsl ((long double) few / (long double) powers[decimals - 2] - size) / size;
  if (off < SURELY_NEAREST)
    append_digits (to, value < 0, few / powers[decimals - 2], few % powers[decimals - 2], decimals - 2);
  else if (off > SURELY_ANOTHER)
    append_digits (to, value < 0, digits / powers[decimals], digits % powers[decimals], decimals);
  else
    return FALSE;
  return TRUE;
#else
  return FALSE;
#endif
}

static void
append_any (GString *to, double value)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (text, sizeof text, formats[i], value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  g_string_append (to, text);
}

void
lt_out_number (GString *to, double value)
{
  g_return_if_fail (isfinite (value));

  if (!append_short (to, value, MAX_EXACT) && !append_degrees (to, value) && !append_long (to, value))
    append_any (to, value);
}

gboolean
lt_out_short (GString *to, double value)
{
  return fabs (value) >= MIN_PLAIN && append_short (to, value, MAX_SHORT);
}

void
lt_out_rounded (GString *to, double value, guint decimals)
{
  guint64 digits;

  g_return_if_fail (fabs (value) < 1e9 && decimals <= MAX_DECIMALS);

  digits = (guint64) (fabs (value) * (double) powers[decimals] + 0.5);
  append_digits (to, value < 0 && digits > 0, digits / powers[decimals], digits % powers[decimals], decimals);
}

/* --- text --- */

#define SCRATCH_SIZE 8

/* What stands for the character at `at`, of which *eaten bytes are used up; NULL: itself. */
typedef const char *(*GetEscape) (const char *at, gsize *eaten, char *scratch);

static const char *
get_xml_escape (const char *at, gsize *eaten, char *scratch)
{
  switch (*at)
    {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\r':
      return "&#13;";
    case '\t':
      return "&#9;";
    case '\n':
      return "&#10;";
    case '\xEF':
      /* U+FFFE and U+FFFF */
      if (at[1] != '\xBF' || (at[2] != '\xBE' && at[2] != '\xBF'))
        return NULL;
      *eaten = 3;
      return "";
    default:
      return (guchar) *at < ' ' ? "" : NULL;
    }
}

static const char *
get_json_escape (const char *at, gsize *eaten, char *scratch)
{
  switch (*at)
    {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    default:
      if ((guchar) *at >= ' ')
        return NULL;
      g_snprintf (scratch, SCRATCH_SIZE, "\\u%04x", (guint) *at);
      return scratch;
    }
}

/* Bytes that get_xml_escape and get_json_escape are asked about. */
static const gboolean xml_special[256]
    = { [1 ... 31] = TRUE, ['"'] = TRUE, ['&'] = TRUE, ['<'] = TRUE, ['>'] = TRUE, [0xEF] = TRUE };
static const gboolean json_special[256] = { [1 ... 31] = TRUE, ['"'] = TRUE, ['\\'] = TRUE };

static void
append_escaped (GString *to, const char *text, const gboolean *special, GetEscape get_escape)
{
  g_autofree char *valid = g_utf8_validate (text, -1, NULL) ? NULL : g_utf8_make_valid (text, -1);
  const char *from = valid != NULL ? valid : text;
  const char *at = from;
  char scratch[SCRATCH_SIZE];

  while (*at != '\0')
    {
      gsize eaten = 1;
      const char *escape = special[(guchar) *at] ? get_escape (at, &eaten, scratch) : NULL;

      if (escape != NULL)
        {
          g_string_append_len (to, from, at - from);
          g_string_append (to, escape);
          from = at + eaten;
        }
      at += eaten;
    }
  g_string_append_len (to, from, at - from);
}

void
lt_out_xml (GString *to, const char *text)
{
  append_escaped (to, text, xml_special, get_xml_escape);
}

void
lt_out_json (GString *to, const char *text)
{
  g_string_append_c (to, '"');
  append_escaped (to, text, json_special, get_json_escape);
  g_string_append_c (to, '"');
}

void
lt_out_csv (GString *to, const char *text)
{
  gboolean guard = lt_formula_guard_is_needed (text);

  /* Spaces at the ends are in quotes so that nobody strips them. */
  if (!guard && strpbrk (text, ",\"\r\n;\t ") == NULL)
    {
      g_string_append (to, text);
      return;
    }
  g_string_append (to, guard ? "\"'" : "\"");
  for (const char *quote; (quote = strchr (text, '"')) != NULL; text = quote + 1)
    {
      g_string_append_len (to, text, quote - text);
      g_string_append (to, "\"\"");
    }
  g_string_append (to, text);
  g_string_append_c (to, '"');
}

gboolean
lt_out_is_json_number (const char *text)
{
  const char *digits = text + (*text == '-' ? 1 : 0);

  return g_ascii_isdigit (*digits) && (*digits != '0' || !g_ascii_isdigit (digits[1]))
         && strspn (digits, "0123456789.") == strlen (digits) && text[strlen (text) - 1] != '.'
         && (strchr (digits, '.') == NULL || strchr (strchr (digits, '.') + 1, '.') == NULL);
}
