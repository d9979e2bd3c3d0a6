#include "config.h"

#include "lt-extras.h"

#include <string.h>

#include "lt-record.h"

#define MAX_DEPTH 64
#define MAX_EXACT_DIGITS 15
#define MAX_EXACT_POWER 22

typedef struct
{
  char *name;
  gboolean is_number;
  guint row; /* in which it was read last */
  gboolean has_text;
  double number;
  gsize text; /* in `texts` */
} Column;

struct _LtExtras
{
  GArray *columns;   /* Column */
  GHashTable *index; /* name to position + 1 */
  GString *texts;    /* of the row, each with its NUL */
  GString *key;
  guint row;
  guint next; /* column that most likely comes next */
};

static void
clear_column (gpointer data)
{
  g_free (((Column *) data)->name);
}

LtExtras *
lt_extras_new (void)
{
  LtExtras *self = g_new0 (LtExtras, 1);

  self->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  g_array_set_clear_func (self->columns, clear_column);
  self->index = g_hash_table_new (g_str_hash, g_str_equal);
  self->texts = g_string_new (NULL);
  self->key = g_string_new (NULL);
  return self;
}

void
lt_extras_free (LtExtras *self)
{
  g_hash_table_unref (self->index);
  g_array_unref (self->columns);
  g_string_free (self->texts, TRUE);
  g_string_free (self->key, TRUE);
  g_free (self);
}

static Column *
find_column (LtExtras *self)
{
  gpointer position;
  Column column = { .is_number = TRUE };

  if (self->next < self->columns->len
      && strcmp (g_array_index (self->columns, Column, self->next).name, self->key->str) == 0)
    return &g_array_index (self->columns, Column, self->next++);

  position = g_hash_table_lookup (self->index, self->key->str);
  if (position == NULL)
    {
      column.name = g_strdup (self->key->str);
      g_array_append_val (self->columns, column);
      position = GUINT_TO_POINTER (self->columns->len);
      g_hash_table_insert (self->index, column.name, position);
    }
  self->next = GPOINTER_TO_UINT (position);
  return &g_array_index (self->columns, Column, self->next - 1);
}

/* --- JSON, as far as it is needed --- */

static const char *
skip_space (const char *at)
{
  return at + strspn (at, " \t\r\n");
}

/* Four digits, or -1. */
static int
read_hex (const char *at)
{
  int value = 0;

  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  return value;
}

/* After "\u". Returns where it ends, NULL when it is none. */
static const char *
read_unicode (const char *at, GString *to)
{
  int high = read_hex (at);
  int low = high >= 0xd800 && high < 0xdc00 && at[4] == '\\' && at[5] == 'u' ? read_hex (at + 6) : -1;

  if (high <= 0)
    return NULL;
  if (low >= 0xdc00 && low < 0xe000)
    {
      g_string_append_unichar (to, (gunichar) (0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)));
      return at + 10;
    }
  g_string_append_unichar (to, high >= 0xd800 && high < 0xe000 ? 0xfffd : (gunichar) high);
  return at + 4;
}

static const char *
read_escape (const char *at, GString *to)
{
  static const char codes[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *code = *at != '\0' ? strchr (codes, *at) : NULL;

  if (*at == 'u')
    return read_unicode (at + 1, to);
  if (code == NULL)
    return NULL;
  g_string_append_c (to, meanings[code - codes]);
  return at + 1;
}

/* From its quotation mark on; appends what it says. Returns where it ends, NULL when it does not. */
static const char *
read_string (const char *at, GString *to)
{
  for (at++; at != NULL && *at != '"';)
    {
      gsize plain = strcspn (at, "\"\\");

      g_string_append_len (to, at, (gssize) plain);
      at += plain;
      if (*at == '\0')
        return NULL;
      if (*at == '\\')
        at = read_escape (at + 1, to);
    }
  return at != NULL ? at + 1 : NULL;
}

/* Over a list or an object. NULL when it does not end. */
static const char *
skip_nested (const char *at)
{
  guint depth = 0;
  g_autoptr (GString) ignored = g_string_new (NULL);

  do
    {
      if (*at == '"')
        {
          at = read_string (at, ignored);
          if (at == NULL)
            return NULL;
          continue;
        }
      if (*at == '\0' || depth > MAX_DEPTH)
        return NULL;
      if (*at == '{' || *at == '[')
        depth++;
      else if (*at == '}' || *at == ']')
        depth--;
      at++;
    }
  while (depth > 0);
  return at;
}

/* Few digits are exact as a double, and so is the power of ten: one division is then right. */
static double
read_number (const char *at, const char **end)
{
  static const double powers[MAX_EXACT_POWER + 1]
      = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
          1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
  const char *from = at;
  gboolean negative = *at == '-';
  guint64 digits = 0;
  guint n = 0, decimals = 0;

  for (at += negative; g_ascii_isdigit (*at); at++, n++)
    digits = digits * 10 + (guint64) (*at - '0');
  if (*at == '.')
    for (at++; g_ascii_isdigit (*at); at++, n++, decimals++)
      digits = digits * 10 + (guint64) (*at - '0');
  if (n == 0 || n > MAX_EXACT_DIGITS || *at == 'e' || *at == 'E')
    return g_ascii_strtod (from, (char **) end);
  *end = at;
  return (negative ? -1.0 : 1.0) * (double) digits / powers[decimals];
}

static void
keep_text (LtExtras *self, Column *column, gsize start)
{
  g_string_append_c (self->texts, '\0');
  column->text = start;
  column->has_text = TRUE;
  column->is_number = FALSE;
  column->row = self->row;
}

/* Returns where the value ends, NULL when it is none. */
static const char *
read_value (LtExtras *self, const char *at, Column *column)
{
  static const char *const words[] = { "true", "false" };
  gsize start = self->texts->len;
  const char *end;

  if (*at == '"')
    {
      end = read_string (at, self->texts);
      if (end != NULL)
        keep_text (self, column, start);
      return end;
    }
  if (*at == '{' || *at == '[')
    {
      end = skip_nested (at);
      if (end == NULL)
        return NULL;
      g_string_append_len (self->texts, at, end - at);
      keep_text (self, column, start);
      return end;
    }
  if (g_str_has_prefix (at, "null"))
    return at + strlen ("null");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (at, words[i]))
      {
        g_string_append (self->texts, words[i]);
        keep_text (self, column, start);
        return at + strlen (words[i]);
      }
  if (*at != '-' && !g_ascii_isdigit (*at))
    return NULL;
  column->number = read_number (at, &end);
  column->has_text = FALSE;
  column->row = self->row;
  return end;
}

static const char *
read_member (LtExtras *self, const char *at)
{
  if (*at != '"')
    return NULL;
  g_string_truncate (self->key, 0);
  at = read_string (at, self->key);
  if (at == NULL || *(at = skip_space (at)) != ':')
    return NULL;
  at = read_value (self, skip_space (at + 1), find_column (self));
  return at != NULL ? skip_space (at) : NULL;
}

static gboolean
read_object (LtExtras *self, const char *at)
{
  at = skip_space (at);
  if (*at != '{')
    return FALSE;
  at = skip_space (at + 1);
  if (*at == '}')
    return TRUE;
  for (;;)
    {
      at = read_member (self, at);
      if (at == NULL)
        return FALSE;
      if (*at == '}')
        return TRUE;
      if (*at != ',')
        return FALSE;
      at = skip_space (at + 1);
    }
}

gboolean
lt_extras_read (LtExtras *self, const char *json)
{
  self->row++;
  self->next = 0;
  g_string_truncate (self->texts, 0);
  if (json == NULL)
    return TRUE;
  if (read_object (self, json))
    return TRUE;
  self->row++;
  return FALSE;
}

guint
lt_extras_get_n (LtExtras *self)
{
  return self->columns->len;
}

const char *
lt_extras_get_name (LtExtras *self, guint index)
{
  return g_array_index (self->columns, Column, index).name;
}

gboolean
lt_extras_is_number (LtExtras *self, guint index)
{
  return g_array_index (self->columns, Column, index).is_number;
}

LtExtraValue
lt_extras_get (LtExtras *self, guint index)
{
  const Column *column = &g_array_index (self->columns, Column, index);
  LtExtraValue value = { .text = NULL };

  if (column->row != self->row)
    return value;
  value.is_number = !column->has_text;
  value.number = column->number;
  if (column->has_text)
    value.text = self->texts->str + column->text;
  return value;
}

/* --- comparing --- */

static gboolean
get_number (LtExtraValue value, double *number)
{
  char *end;

  *number = value.number;
  if (value.is_number || value.text == NULL)
    return value.is_number;
  *number = g_ascii_strtod (value.text, &end);
  return end > value.text && *end == '\0';
}

static gboolean
is_same_value (LtExtraValue a, LtExtraValue b)
{
  double x, y;

  if (!a.is_number && !b.is_number)
    return g_strcmp0 (a.text, b.text) == 0;
  return get_number (a, &x) && get_number (b, &y) && lt_record_is_same_number (x, y);
}

static gboolean
has_value (LtExtraValue value)
{
  return value.is_number || value.text != NULL;
}

char *
lt_extras_make_sql (guint parameter)
{
  return g_strdup_printf ("CASE WHEN ?%u IS NULL THEN extra_json WHEN json_valid (extra_json) THEN "
                          "json_patch (extra_json, ?%u) ELSE ?%u END",
                          parameter, parameter, parameter);
}

gboolean
lt_extras_has_news (const char *json, const char *present)
{
  g_autoptr (LtExtras) row = NULL;
  g_autoptr (LtExtras) old = NULL;

  if (json == NULL || g_strcmp0 (json, present) == 0)
    return FALSE;
  if (present == NULL)
    return TRUE;
  row = lt_extras_new ();
  old = lt_extras_new ();
  if (!lt_extras_read (old, present) || !lt_extras_read (row, json))
    return TRUE;
  for (guint i = 0; i < lt_extras_get_n (row); i++)
    {
      LtExtraValue value = lt_extras_get (row, i);
      guint at = GPOINTER_TO_UINT (g_hash_table_lookup (old->index, lt_extras_get_name (row, i)));

      if (has_value (value) && (at == 0 || !is_same_value (value, lt_extras_get (old, at - 1))))
        return TRUE;
    }
  return FALSE;
}
