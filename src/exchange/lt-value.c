#include "config.h"

#include "lt-value.h"

#include <math.h>
#include <string.h>

#include "lt-encoding.h"
#include "lt-formula-guard.h"
#include "lt-unit-name.h"

#define FULL_WIDTH_FIRST 0xFF01
#define FULL_WIDTH_LAST 0xFF5E
#define FULL_WIDTH_SHIFT 0xFEE0
#define FULL_WIDTH_SPACE 0x3000
#define NO_BREAK_SPACE 0x00A0
#define MAX_PLAIN_DIGITS 15
#define FIRST_SERIAL 20000 /* 1954-10-03 */
#define LAST_SERIAL 73415  /* 2100-12-31 */

static gboolean
is_none (const char *text)
{
  static const char *const none[] = { "-", "--", "—", "——", "–", "/", "无", "N/A", "n/a", "NULL", "null" };

  /* As nearly all values do. */
  if (g_ascii_isdigit (*text))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    if (strcmp (text, none[i]) == 0)
      return TRUE;

  return FALSE;
}

/* What begins a full-width form, U+3000 or a no-break space. */
static gboolean
has_wide (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if ((guint8) *p == 0xEF || (guint8) *p == 0xE3 || (guint8) *p == 0xC2)
      return TRUE;

  return FALSE;
}

/* Full-width forms as ASCII. */
static void
narrow (const char *text, GString *to)
{
  g_string_truncate (to, 0);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST)
        c -= FULL_WIDTH_SHIFT;
      else if (c == FULL_WIDTH_SPACE || c == NO_BREAK_SPACE)
        c = ' ';
      g_string_append_unichar (to, c);
    }
}

const char *
lt_value_strip (const char *text, GString *spare)
{
  gsize length, kept;

  while (g_ascii_isspace (*text))
    text++;
  length = kept = strlen (text);
  while (kept > 0 && g_ascii_isspace (text[kept - 1]))
    kept--;
  if (kept == length)
    return text;
  g_string_truncate (spare, 0);
  g_string_append_len (spare, text, (gssize) kept);

  return spare->str;
}

const char *
lt_value_tidy (const char *text, gboolean allow_none, GString *spare)
{
  if (!lt_encoding_is_plain (text, strlen (text)) && has_wide (text))
    {
      narrow (text, spare);
      text = g_strstrip (spare->str);
    }
  else
    text = lt_value_strip (text, spare);

  return *text == '\0' || (allow_none && is_none (text)) ? NULL : text;
}

char *
lt_value_clean (const char *text, gboolean allow_none)
{
  g_autoptr (GString) spare = g_string_new (NULL);

  return g_strdup (lt_value_tidy (text, allow_none, spare));
}

/* Copies the digits without separators; FALSE when these are not between groups of three. */
static gboolean
join_groups (const char *text, char *digits, gsize size)
{
  gsize n = 0;
  int group = -1; /* digits since the last separator, -1 before the first one */
  gsize whole = 0;

  for (; *text != '\0' && *text != '.' && *text != 'e' && *text != 'E'; text++)
    {
      if (n + 1 >= size)
        return FALSE;
      if (*text == ',' || *text == ' ')
        {
          if ((group == -1 && (whole == 0 || whole > 3)) || (group != -1 && group != 3))
            return FALSE;
          group = 0;
          continue;
        }
      if (g_ascii_isdigit (*text))
        {
          whole++;
          group = group == -1 ? -1 : group + 1;
        }
      digits[n++] = *text;
    }
  if ((group != -1 && group != 3) || n + strlen (text) + 1 > size)
    return FALSE;
  strcpy (digits + n, text);

  return TRUE;
}

/* What nearly all cells hold: so few digits, at most one point among them, that the number without it and
 * the power of ten are both exact, and their quotient is the double nearest to what is written (W. D.
 * Clinger, How to read floating point numbers accurately, 1990). FALSE: look closer. */
static gboolean
parse_plain (const char *text, double *value)
{
  static const double powers[MAX_PLAIN_DIGITS + 1]
      = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
  gboolean negative = *text == '-';
  const char *point = NULL;
  guint64 digits = 0;
  guint n = 0;
  double size;

  if (*text == '-' || *text == '+')
    text++;
  for (;; text++)
    {
      if (g_ascii_isdigit (*text) && n < MAX_PLAIN_DIGITS)
        {
          digits = 10 * digits + (guint64) (*text - '0');
          n++;
        }
      else if (*text == '.' && point == NULL)
        point = text + 1;
      else
        break;
    }
  if (*text != '\0' || n == 0)
    return FALSE;
  size = (double) digits / powers[point != NULL ? text - point : 0];
  *value = negative ? -size : size;

  return TRUE;
}

gboolean
lt_value_parse_number (const char *text, double *value)
{
  char digits[64];
  char *end;

  if (parse_plain (text, value))
    return TRUE;
  if (strspn (text, "+-0123456789,. eE") != strlen (text) || !join_groups (text, digits, sizeof digits))
    return FALSE;

  *value = g_ascii_strtod (digits, &end);

  return end != digits && *end == '\0' && isfinite (*value);
}

static gboolean
read_digits (const char **text, guint max, guint *value)
{
  guint n = 0;

  for (*value = 0; n < max && g_ascii_isdigit (**text); n++, (*text)++)
    *value = *value * 10 + (guint) (**text - '0');

  return n > 0;
}

static gboolean
skip_mark (const char **text, const char *chinese)
{
  if (g_str_has_prefix (*text, chinese))
    *text += strlen (chinese);
  else if (**text != '\0' && strchr ("-/.", **text) != NULL)
    (*text)++;
  else
    return FALSE;

  return TRUE;
}

/* After the day nothing, its 日, or a time. */
static gboolean
ends_date (const char *text)
{
  if (g_str_has_prefix (text, "日"))
    text += strlen ("日");

  return *text == '\0'
         || ((*text == ' ' || *text == 'T') && strspn (text + 1, "0123456789:.Z+-") == strlen (text + 1));
}

/* What a spreadsheet keeps for a date whose cell has no format of one: days since 1899-12-30. */
static char *
parse_serial (const char *text)
{
  guint days = 0;
  GDate date;

  if (strlen (text) != 5 || strspn (text, "0123456789") != 5 || !read_digits (&text, 5, &days)
      || days < FIRST_SERIAL || days > LAST_SERIAL)
    return NULL;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 30, G_DATE_DECEMBER, 1899);
  g_date_add_days (&date, days);

  return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&date), g_date_get_month (&date),
                          g_date_get_day (&date));
}

char *
lt_value_parse_date (const char *text)
{
  g_autofree char *serial = parse_serial (text);
  guint year, month, day;
  gboolean compact = strlen (text) == 8 && strspn (text, "0123456789") == 8;

  if (serial != NULL)
    return g_steal_pointer (&serial);
  if (!read_digits (&text, 4, &year) || (!compact && !skip_mark (&text, "年"))
      || !read_digits (&text, 2, &month) || (!compact && !skip_mark (&text, "月"))
      || !read_digits (&text, 2, &day) || !ends_date (text))
    return NULL;
  if (year < 1900 || year > 2100 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return NULL;

  return g_strdup_printf ("%04u-%02u-%02u", year, month, day);
}

char *
lt_value_free_code (const char *text)
{
  static const char *const marks[] = { "'", "‘", "’", "`" };
  const char *first;
  size_t length;

  if (lt_formula_guard_find_kept (text, &first, &length))
    return g_strstrip (g_strndup (first, length));
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (text, marks[i]) && text[strlen (marks[i])] != '\0')
      return g_strchug (g_strdup (text + strlen (marks[i])));

  return NULL;
}

static LtChain *
find_chain (const char *text, LtCatalogue *catalogue)
{
  if (strspn (text, "0123456789") == strlen (text))
    return lt_catalogue_get_chain (catalogue, (guint) g_ascii_strtoull (text, NULL, 10));

  for (guint i = 0; i < lt_catalogue_get_n_chains (catalogue); i++)
    {
      LtChain *chain = lt_catalogue_get_chain_at (catalogue, i);

      if (strcmp (text, lt_chain_get_name (chain)) == 0 || strcmp (text, lt_chain_get_label (chain)) == 0)
        return chain;
    }

  return NULL;
}

static gboolean
add_chain (GString *list, const char *text, LtCatalogue *catalogue)
{
  LtChain *chain = find_chain (text, catalogue);
  g_autofree char *number = NULL;
  g_auto (GStrv) there = g_strsplit (list->str, ";", -1);

  if (chain == NULL)
    return FALSE;

  number = g_strdup_printf ("%u", lt_chain_get_number (chain));
  if (!g_strv_contains ((const char *const *) there, number))
    g_string_append_printf (list, "%s%s", list->len > 0 ? ";" : "", number);

  return TRUE;
}

char *
lt_value_parse_chains (const char *text, LtCatalogue *catalogue)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_auto (GStrv) parts = NULL;
  g_autofree char *plain = NULL;

  if (add_chain (list, text, catalogue))
    return g_string_free (g_steal_pointer (&list), FALSE);

  g_string_assign (list, text);
  g_string_replace (list, "、", ";", 0);
  plain = g_strdelimit (g_strdup (list->str), ",|/", ';');
  parts = g_strsplit (plain, ";", -1);
  g_string_truncate (list, 0);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0' && !add_chain (list, parts[i], catalogue))
      return NULL;

  return list->len > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}

static gboolean
is_short_name (const char *name, const char *text)
{
  const char *rest = g_str_has_prefix (name, text) ? name + strlen (text) : NULL;

  return rest != NULL && (strcmp (rest, "区") == 0 || strcmp (rest, "县") == 0);
}

const char *
lt_value_find_district (const char *text, LtCatalogue *catalogue)
{
  const char *city = lt_catalogue_get_value (catalogue, "city");
  LtDistrict *district;

  if (city != NULL && g_str_has_prefix (text, city) && strlen (text) > strlen (city))
    text += strlen (city);
  district = lt_catalogue_get_district (catalogue, text);
  if (district != NULL)
    return lt_district_get_code (district);

  for (guint i = 0; i < lt_catalogue_get_n_districts (catalogue); i++)
    {
      district = lt_catalogue_get_district_at (catalogue, i);
      if (is_short_name (lt_district_get_name (district), text))
        return lt_district_get_code (district);
    }

  return NULL;
}

/* The text in the last brackets. */
static char *
get_unit (const char *title)
{
  g_autofree char *clean = lt_value_clean (title, FALSE);
  char *open;

  if (clean == NULL || !g_str_has_suffix (clean, ")"))
    return NULL;

  open = strrchr (clean, '(');
  if (open == NULL)
    return NULL;
  clean[strlen (clean) - 1] = '\0';

  return g_ascii_strdown (g_strstrip (open + 1), -1);
}

const char *
lt_value_get_unit (const char *title, const LtField *field)
{
  g_autofree char *clean = lt_value_clean (title, FALSE);
  g_autofree char *lower = clean != NULL ? g_ascii_strdown (clean, -1) : NULL;
  g_autofree char *bracketed = get_unit (title);
  const char *unit = bracketed != NULL ? bracketed : lower != NULL ? lt_unit_name_find_ending (lower) : NULL;

  if (field->unit == NULL || lower == NULL)
    return NULL;

  return strcmp (lower, field->name) == 0 ? field->unit
         : unit != NULL                   ? lt_unit_name_find (unit, field->unit, NULL)
                                          : NULL;
}

double
lt_value_get_factor (const char *title, const LtField *field)
{
  const char *unit = lt_value_get_unit (title, field);
  g_autofree char *bracketed = get_unit (title);
  double factor = 1.0;

  if (unit != NULL)
    lt_unit_name_find (unit, field->unit, &factor);
  else if (bracketed != NULL && field->unit != NULL)
    factor = 0.0;

  return factor;
}

int
lt_value_match_title (LtKind kind, const char *title)
{
  g_autofree char *clean = lt_value_clean (title, FALSE);
  g_autofree char *lower = clean != NULL ? g_ascii_strdown (clean, -1) : NULL;
  const LtField *fields = lt_fields_get (kind, NULL);
  const char *unit;
  int field = lt_fields_match (kind, title);

  if (field >= 0)
    return field;
  unit = lower != NULL ? lt_unit_name_find_ending (lower) : NULL;
  if (unit == NULL)
    return -1;

  lower[strlen (lower) - strlen (unit)] = '\0';
  field = lt_fields_match (kind, lower);
  if (field < 0 || fields[field].unit == NULL)
    return -1;

  return lt_unit_name_find (unit, fields[field].unit, NULL) != NULL ? field : -1;
}
