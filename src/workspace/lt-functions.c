#include "config.h"

#include "lt-functions.h"

#include <string.h>

#include "lt-gpkg-blob.h"

#define FLAGS (SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS)

typedef enum
{
  BOUND_MIN_X,
  BOUND_MAX_X,
  BOUND_MIN_Y,
  BOUND_MAX_Y,
  BOUND_IS_EMPTY,
} Bound;

/* --- geometry --- */

static void
bound (sqlite3_context *context, int n, sqlite3_value **values)
{
  Bound which = GPOINTER_TO_INT (sqlite3_user_data (context));
  LtBox box;

  if (sqlite3_value_type (values[0]) != SQLITE_BLOB)
    return;
  if (!lt_gpkg_blob_box (sqlite3_value_blob (values[0]), (gsize) sqlite3_value_bytes (values[0]), &box))
    {
      if (which == BOUND_IS_EMPTY)
        sqlite3_result_int (context, 1);
      return;
    }
  switch (which)
    {
    case BOUND_MIN_X:
      sqlite3_result_double (context, box.west);
      break;
    case BOUND_MAX_X:
      sqlite3_result_double (context, box.east);
      break;
    case BOUND_MIN_Y:
      sqlite3_result_double (context, box.south);
      break;
    case BOUND_MAX_Y:
      sqlite3_result_double (context, box.north);
      break;
    case BOUND_IS_EMPTY:
      sqlite3_result_int (context, 0);
      break;
    }
}

/* --- text --- */

static char
lower (guint8 c)
{
  return (char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* A full-width form of ASCII is U+FF01 … U+FF5E: EF BC 81 … EF BD 9E; the ideographic space is
 * E3 80 80. `out` needs the length of `text`, and its end. Returns: the end. */
static char *
fold_into (const char *text, gsize length, char *out)
{
  const guint8 *in = (const guint8 *) text;
  gsize i = 0;

  while (i < length)
    {
      guint8 c = in[i];

      if (c == 0xEF && i + 2 < length && (in[i + 1] == 0xBC || in[i + 1] == 0xBD))
        {
          guint code = 0xF000u | ((in[i + 1] & 0x3Fu) << 6) | (in[i + 2] & 0x3Fu);

          if (code >= 0xFF01 && code <= 0xFF5E)
            {
              *out++ = lower ((guint8) (code - 0xFEE0));
              i += 3;
              continue;
            }
        }
      else if (c == 0xE3 && i + 2 < length && in[i + 1] == 0x80 && in[i + 2] == 0x80)
        {
          *out++ = ' ';
          i += 3;
          continue;
        }
      *out++ = lower (c);
      i++;
    }
  *out = '\0';
  return out;
}

char *
lt_functions_fold (const char *text)
{
  gsize length = strlen (text);
  char *folded = g_malloc (length + 1);

  fold_into (text, length, folded);
  return folded;
}

void
lt_functions_fold_to (const char *text, gsize length, GString *folded)
{
  g_string_set_size (folded, length);
  folded->len = (gsize) (fold_into (text, length, folded->str) - folded->str);
}

char **
lt_functions_split (const char *text)
{
  g_autofree char *folded = lt_functions_fold (text);
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t\n", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (parts[i][0] != '\0')
        g_strv_builder_add (builder, parts[i]);
    }
  return g_strv_builder_end (builder);
}

static char **
words_of (sqlite3_context *context, sqlite3_value *value, char ***owned)
{
  char **words = sqlite3_get_auxdata (context, 0);
  const char *text;

  *owned = NULL;
  if (words != NULL)
    return words;
  text = (const char *) sqlite3_value_text (value);
  words = lt_functions_split (text != NULL ? text : "");
  sqlite3_set_auxdata (context, 0, words, (sqlite3_destructor_type) (void *) g_strfreev);
  /* SQLite may drop auxiliary data at once. */
  if (sqlite3_get_auxdata (context, 0) != words)
    words = *owned = lt_functions_split (text != NULL ? text : "");
  return words;
}

/* The texts one after another, folded, a separator between. */
static char *
fold_values (int n, sqlite3_value **values, char *buffer, gsize size)
{
  gsize length = 0;
  char *out = buffer;
  char *end;

  for (int i = 0; i < n; i++)
    length += (gsize) sqlite3_value_bytes (values[i]) + 1;
  if (length + 1 > size)
    out = g_malloc (length + 1);
  end = out;
  *end = '\0';
  for (int i = 0; i < n; i++)
    {
      const char *text = (const char *) sqlite3_value_text (values[i]);

      if (text == NULL)
        continue;
      end = fold_into (text, strlen (text), end);
      *end++ = '\n';
      *end = '\0';
    }
  return out;
}

static void
match (sqlite3_context *context, int n, sqlite3_value **values)
{
  char buffer[1024];
  char **owned;
  char **words = words_of (context, values[0], &owned);
  char *hay = fold_values (n - 1, values + 1, buffer, sizeof buffer);
  int found = 1;

  for (guint i = 0; found && words[i] != NULL; i++)
    found = strstr (hay, words[i]) != NULL;
  sqlite3_result_int (context, found);
  if (hay != buffer)
    g_free (hay);
  g_strfreev (owned);
}

static void
rank (sqlite3_context *context, int n, sqlite3_value **values)
{
  char buffer[1024];
  char **owned;
  char **words = words_of (context, values[0], &owned);
  char *hay = fold_values (1, values + 1, buffer, sizeof buffer);
  int sum = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *at = strstr (hay, words[i]);

      sum += at != NULL ? (int) MIN (at - hay, 1000) : 1000;
    }
  sqlite3_result_int (context, sum * 1000 + (int) MIN (strlen (hay), 999));
  if (hay != buffer)
    g_free (hay);
  g_strfreev (owned);
}

static void
sort_key (sqlite3_context *context, int n, sqlite3_value **values)
{
  GIConv converter = sqlite3_user_data (context);
  const char *text = (const char *) sqlite3_value_text (values[0]);
  char in[1024];
  char out[2048];
  char *in_at = in;
  char *out_at = out;
  gsize in_left;
  gsize out_left = sizeof out;

  if (text == NULL)
    return;
  in_left = MIN (strlen (text), sizeof in - 1);
  memcpy (in, text, in_left);
  in[in_left] = '\0';
  fold_into (in, in_left, in);
  in_left = strlen (in);
  g_iconv (converter, NULL, NULL, NULL, NULL);
  g_iconv (converter, &in_at, &in_left, &out_at, &out_left);
  sqlite3_result_blob (context, out, (int) (out_at - out), SQLITE_TRANSIENT);
}

static void
close_converter (gpointer data)
{
  g_iconv_close (data);
}

static gboolean
add (sqlite3 *db,
     const char *name,
     int n,
     gpointer data,
     void (*func) (sqlite3_context *, int, sqlite3_value **))
{
  return sqlite3_create_function_v2 (db, name, n, FLAGS, data, func, NULL, NULL, NULL) == SQLITE_OK;
}

gboolean
lt_functions_register (sqlite3 *db)
{
  GIConv converter = g_iconv_open ("GB18030", "UTF-8");

  if (converter == (GIConv) -1)
    converter = g_iconv_open ("UTF-8", "UTF-8");
  if (sqlite3_create_function_v2 (db, "lt_sort_key", 1, FLAGS, converter, sort_key, NULL, NULL,
                                  close_converter)
      != SQLITE_OK)
    return FALSE;
  return add (db, "ST_MinX", 1, GINT_TO_POINTER (BOUND_MIN_X), bound)
         && add (db, "ST_MaxX", 1, GINT_TO_POINTER (BOUND_MAX_X), bound)
         && add (db, "ST_MinY", 1, GINT_TO_POINTER (BOUND_MIN_Y), bound)
         && add (db, "ST_MaxY", 1, GINT_TO_POINTER (BOUND_MAX_Y), bound)
         && add (db, "ST_IsEmpty", 1, GINT_TO_POINTER (BOUND_IS_EMPTY), bound)
         && add (db, "lt_match", -1, NULL, match) && add (db, "lt_rank", 2, NULL, rank);
}
