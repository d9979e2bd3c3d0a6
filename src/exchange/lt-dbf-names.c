#include "config.h"

#include "lt-dbf-names.h"

#include <string.h>

#define MAX_NAME 10

gssize
lt_dbf_measure (const char *text, gboolean gbk)
{
  g_autofree char *coded = NULL;
  gsize length;

  if (!gbk || g_str_is_ascii (text))
    return (gssize) strlen (text);
  coded = g_convert (text, -1, "CP936", "UTF-8", NULL, &length, NULL);
  return coded != NULL ? (gssize) length : -1;
}

static gboolean
fits (const char *name, gboolean gbk)
{
  gssize length = lt_dbf_measure (name, gbk);

  return length > 0 && length <= MAX_NAME;
}

/* DBF readers do not tell upper from lower case. */
static gboolean
take (GHashTable *taken, const char *name)
{
  return g_hash_table_add (taken, g_utf8_casefold (name, -1));
}

static char *
find_field_name (const LtExportLayout *layout, int index, gboolean gbk, GHashTable *taken)
{
  const LtField *field = &lt_fields_get (layout->kind, NULL)[index];
  g_auto (GStrv) synonyms = g_strsplit (field->synonyms, "|", -1);
  g_autoptr (GPtrArray) candidates = g_ptr_array_new ();

  g_ptr_array_add (candidates, (char *) (layout->chinese ? field->title_zh : field->name));
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; synonyms[i] != NULL; i++)
      if (g_str_is_ascii (synonyms[i]) == (layout->chinese == (round == 1)))
        g_ptr_array_add (candidates, synonyms[i]);

  for (guint i = 0; i < candidates->len; i++)
    {
      const char *name = g_ptr_array_index (candidates, i);

      if (fits (name, gbk) && lt_fields_match (layout->kind, name) == index && take (taken, name))
        return g_strdup (name);
    }
  return NULL;
}

static char *
shorten (const char *title, gboolean gbk, GHashTable *taken)
{
  g_autofree char *stem = g_strdup (title);

  for (guint i = 0;; i++)
    {
      g_autofree char *name = i == 0 ? g_strdup (stem) : g_strdup_printf ("%s_%u", stem, i);
      char *last = g_utf8_find_prev_char (stem, stem + strlen (stem));

      if (fits (name, gbk) && take (taken, name))
        return g_steal_pointer (&name);
      if (!fits (name, gbk) && last != NULL && last > stem)
        {
          *last = '\0';
          i--;
        }
      else if (!fits (name, gbk))
        {
          g_free (stem);
          stem = g_strdup ("F");
        }
    }
}

GStrv
lt_dbf_names_new (const LtExportLayout *layout, gboolean gbk)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GStrv names = g_new0 (char *, layout->n_columns + 1);

  for (guint i = 0; i < layout->n_columns; i++)
    if (layout->columns[i].field >= 0)
      names[i] = find_field_name (layout, layout->columns[i].field, gbk, taken);
  for (guint i = 0; i < layout->n_columns; i++)
    if (names[i] == NULL)
      names[i] = shorten (layout->columns[i].title, gbk, taken);
  return names;
}
