#include "config.h"

#include "lt-kml-data.h"

#include <string.h>

#define STAND_IN "liantu_data_"

typedef struct
{
  const char *start;
  const char *stop; /* behind its > */
  const char *name; /* without a prefix */
  gsize prefix;     /* of its bytes, with the colon */
  gsize length;
  gboolean closing;
  gboolean empty;
} Tag;

typedef struct
{
  GString *to;
  GPtrArray *names;
  GHashTable *numbers;   /* name → its number and one */
  GHashTable *stand_ins; /* an opening tag → the same with the stand-in */
} Rewriting;

/* --- tags --- */

static const char *
skip_to (const char *at, const char *end, const char *mark)
{
  const char *found = memmem (at, (gsize) (end - at), mark, strlen (mark));

  return found != NULL ? found + strlen (mark) : end;
}

/* Behind the tag that begins at `at`; a > may stand in a value. */
static const char *
skip_tag (const char *at, const char *end)
{
  char quote = '\0';

  for (; at < end; at++)
    {
      if (quote != '\0')
        quote = *at == quote ? '\0' : quote;
      else if (*at == '"' || *at == '\'')
        quote = *at;
      else if (*at == '>')
        return at + 1;
    }

  return end;
}

static void
read_tag (Tag *tag, const char *at, const char *end)
{
  gsize length;
  const char *colon;

  tag->start = at;
  tag->stop = skip_tag (at, end);
  tag->closing = at + 1 < end && at[1] == '/';
  tag->empty = tag->stop - tag->start > 2 && tag->stop[-2] == '/';
  tag->name = at + (tag->closing ? 2 : 1);
  length = 0;
  while (tag->name + length < tag->stop && strchr (" \t\r\n/>", tag->name[length]) == NULL)
    length++;
  colon = memchr (tag->name, ':', length);
  tag->prefix = colon != NULL ? (gsize) (colon + 1 - tag->name) : 0;
  tag->name += tag->prefix;
  tag->length = length - tag->prefix;
}

/* Comments and CDATA hold none. */
static gboolean
next_tag (Tag *tag, const char *at, const char *end)
{
  while (at < end && (at = memchr (at, '<', (gsize) (end - at))) != NULL)
    {
      gsize left = (gsize) (end - at);

      if (left >= 4 && memcmp (at, "<!--", 4) == 0)
        at = skip_to (at, end, "-->");
      else if (left >= 9 && memcmp (at, "<![CDATA[", 9) == 0)
        at = skip_to (at, end, "]]>");
      else if (left >= 2 && (at[1] == '!' || at[1] == '?'))
        at = skip_tag (at, end);
      else
        {
          read_tag (tag, at, end);
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
is (const Tag *tag, const char *name)
{
  return tag->length == strlen (name) && memcmp (tag->name, name, tag->length) == 0;
}

static gboolean
needs_change (const char *text, gsize length)
{
  const char *at = text;
  gboolean schema = FALSE;
  gboolean simple = FALSE;
  Tag tag;

  while (next_tag (&tag, at, text + length))
    {
      if (is (&tag, "Data"))
        return TRUE;
      schema = schema || is (&tag, "Schema");
      simple = simple || is (&tag, "SimpleData");
      at = tag.stop;
    }

  return simple && !schema;
}

/* --- names --- */

static void
note_name (GMarkupParseContext *context,
           const char *element,
           const char **attributes,
           const char **values,
           gpointer data,
           GError **error)
{
  char **name = data;

  for (guint i = 0; attributes[i] != NULL; i++)
    if (strcmp (attributes[i], "name") == 0 && *name == NULL)
      *name = g_strstrip (g_strdup (values[i]));
}

/* The name that the tag gives, its entities resolved; "" where it has none. */
static char *
read_name (const char *tag, gsize length)
{
  static const GMarkupParser parser = { .start_element = note_name };
  char *name = NULL;
  GMarkupParseContext *context = g_markup_parse_context_new (&parser, 0, &name, NULL);

  g_markup_parse_context_parse (context, tag, (gssize) length, NULL);
  g_markup_parse_context_free (context);

  return name != NULL ? name : g_strdup ("");
}

static guint
get_number (Rewriting *self, const char *name)
{
  gpointer known = g_hash_table_lookup (self->numbers, name);

  if (known != NULL)
    return GPOINTER_TO_UINT (known) - 1;
  g_ptr_array_add (self->names, g_strdup (name));
  g_hash_table_insert (self->numbers, g_ptr_array_index (self->names, self->names->len - 1),
                       GUINT_TO_POINTER (self->names->len));

  return self->names->len - 1;
}

/* Names are few, tags are many. */
static const char *
get_stand_in (Rewriting *self, const Tag *tag)
{
  g_autofree char *key = g_strndup (tag->start, (gsize) (tag->stop - tag->start));
  char *found = g_hash_table_lookup (self->stand_ins, key);
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  if (found != NULL)
    return found;
  name = read_name (key, strlen (key));
  if (is (tag, "SimpleData") && !tag->empty)
    value = g_strdup_printf ("<%.*svalue>", (int) tag->prefix, tag->name - tag->prefix);
  found
      = g_strdup_printf ("<%.*sData name=\"" STAND_IN "%u\"%s>%s", (int) tag->prefix, tag->name - tag->prefix,
                         get_number (self, name), tag->empty ? "/" : "", value != NULL ? value : "");
  g_hash_table_insert (self->stand_ins, g_steal_pointer (&key), found);

  return found;
}

const char *
lt_kml_data_get_name (const GPtrArray *names, const char *column)
{
  guint64 number;

  if (!g_str_has_prefix (column, STAND_IN)
      || !g_ascii_string_to_unsigned (column + strlen (STAND_IN), 10, 0, G_MAXUINT, &number, NULL)
      || number >= names->len)
    return NULL;

  return g_ptr_array_index (names, number);
}

/* --- all --- */

/* Appends what stands for the tag. Returns where to go on. */
static const char *
change (Rewriting *self, const Tag *tag, const char *end)
{
  const char *prefix = tag->name - tag->prefix;
  Tag next = *tag;

  if (is (tag, "Schema") && !tag->closing && !tag->empty)
    {
      while (next_tag (&next, next.stop, end) && !(is (&next, "Schema") && next.closing))
        ;
      return next.stop;
    }
  if (is (tag, "Schema") || is (tag, "SchemaData"))
    return tag->stop;
  if ((is (tag, "Data") || is (tag, "SimpleData")) && !tag->closing)
    g_string_append (self->to, get_stand_in (self, tag));
  else if (is (tag, "SimpleData"))
    g_string_append_printf (self->to, "</%.*svalue></%.*sData>", (int) tag->prefix, prefix, (int) tag->prefix,
                            prefix);
  else
    g_string_append_len (self->to, tag->start, tag->stop - tag->start);

  return tag->stop;
}

char *
lt_kml_data_rewrite (const char *text, gsize length, gsize *new_length, GPtrArray **names)
{
  const char *end = text + length;
  const char *at = text;
  Rewriting self;
  Tag tag;

  if (!needs_change (text, length))
    return NULL;

  self.to = g_string_sized_new (length + length / 8);
  self.names = g_ptr_array_new_with_free_func (g_free);
  self.numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self.stand_ins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while (next_tag (&tag, at, end))
    {
      g_string_append_len (self.to, at, tag.start - at);
      at = change (&self, &tag, end);
    }
  g_string_append_len (self.to, at, end - at);
  g_hash_table_unref (self.numbers);
  g_hash_table_unref (self.stand_ins);
  *names = self.names;
  *new_length = self.to->len;

  return g_string_free (self.to, FALSE);
}
