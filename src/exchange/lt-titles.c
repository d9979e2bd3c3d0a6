#include "lt-titles.h"

struct _LtTitles
{
  GHashTable *taken;
  guint n;
};

LtTitles *
lt_titles_new (void)
{
  LtTitles *self = g_new0 (LtTitles, 1);

  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
lt_titles_free (LtTitles *self)
{
  g_hash_table_unref (self->taken);
  g_free (self);
}

char *
lt_titles_take (LtTitles *self, const char *title)
{
  g_autofree char *valid = g_utf8_make_valid (title != NULL ? title : "", -1);
  g_autofree char *plain = g_strstrip (g_strdelimit (g_strdup (valid), "\r\n\t", ' '));
  char *name = *plain != '\0' ? g_strdup (plain) : g_strdup_printf ("column_%u", self->n + 1);

  self->n++;
  for (guint i = 2; g_hash_table_contains (self->taken, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s_%u", *plain != '\0' ? plain : "column", i);
    }
  g_hash_table_add (self->taken, g_strdup (name));

  return name;
}

char *
lt_titles_join (const char *const *cells, guint n)
{
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (line, "%s%s", i > 0 ? "\t" : "", cells[i] != NULL ? cells[i] : "");

  return g_string_free (line, FALSE);
}
