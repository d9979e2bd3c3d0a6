#include "config.h"

#include "lt-field.h"

/* Column titles are compared by their letters and digits alone. */

static const struct
{
  gunichar open;
  gunichar close;
} brackets[] = { { '(', ')' }, { '[', ']' }, { '{', '}' }, { 0x3010, 0x3011 }, { 0x3014, 0x3015 } };

static gunichar
closing_bracket (gunichar character)
{
  for (guint i = 0; i < G_N_ELEMENTS (brackets); i++)
    {
      if (brackets[i].open == character)
        return brackets[i].close;
    }
  return 0;
}

/* Compatibility composition turns full-width forms into half-width ones. */
static char *
normalise (const char *text, gboolean with_brackets)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_casefold (composed, -1);
  GString *key = g_string_new (NULL);
  gunichar until = 0;

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (until != 0)
        until = character == until ? 0 : until;
      else if (!with_brackets && closing_bracket (character) != 0)
        until = closing_bracket (character);
      else if (g_unichar_isalnum (character))
        g_string_append_unichar (key, character);
    }
  return g_string_free (key, FALSE);
}

/* The first field to claim a word keeps it. */
static void
learn (GHashTable *words, const char *text, guint field)
{
  g_autofree char *key = normalise (text, TRUE);

  if (*key != '\0' && !g_hash_table_contains (words, key))
    g_hash_table_insert (words, g_steal_pointer (&key), GUINT_TO_POINTER (field + 1));
}

static GHashTable *
learn_kind (LtKind kind)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n;
  const LtField *fields = lt_fields_get (kind, &n);

  /* Names and titles of all fields come before anybody's synonyms. */
  for (guint i = 0; i < n; i++)
    {
      learn (words, fields[i].name, i);
      learn (words, fields[i].title_zh, i);
      learn (words, fields[i].title, i);
    }
  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) synonyms = g_strsplit (fields[i].synonyms, "|", -1);

      for (guint j = 0; synonyms[j] != NULL; j++)
        learn (words, synonyms[j], i);
    }
  return words;
}

static GHashTable *
get_words (LtKind kind)
{
  static gsize once;
  static GHashTable *words[LT_N_TABLES];

  if (g_once_init_enter (&once))
    {
      for (guint i = 0; i < LT_N_TABLES; i++)
        words[i] = learn_kind ((LtKind) i);
      g_once_init_leave (&once, 1);
    }
  return words[kind];
}

static int
look_up (LtKind kind, const char *column, gboolean with_brackets)
{
  g_autofree char *key = normalise (column, with_brackets);

  return GPOINTER_TO_INT (g_hash_table_lookup (get_words (kind), key)) - 1;
}

int
lt_fields_match (LtKind kind, const char *column)
{
  int field;

  g_return_val_if_fail ((guint) kind < LT_N_TABLES && column != NULL, -1);

  field = look_up (kind, column, TRUE);
  return field >= 0 ? field : look_up (kind, column, FALSE);
}
